"""Commands: an action with its arguments and a request id, which can be executed, repeated or stored."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import update_wrapper
from typing import Concatenate, Generic, ParamSpec, TypeVar
from uuid import uuid4

from tickets.actions.fields import required
from tickets.actions.unit_of_work import UnitOfWork
from tickets.rules.words import Role

P = ParamSpec("P")
R_co = TypeVar("R_co", covariant=True)

ANYONE = frozenset(Role)


@dataclass(frozen=True)
class Command(Generic[R_co]):
    """Something to be done once, however often it is sent: repeats have the same `request`.

    With `alone` the command is executed while no other one is: it edits data that others depend on.
    """

    name: str
    label: str
    roles: frozenset[Role]
    run: Callable[[UnitOfWork], R_co]
    request: str = field(default_factory=lambda: uuid4().hex)
    alone: bool = False


def not_permitted(label: str, needed: frozenset[Role], roles: frozenset[Role]) -> str | None:
    """Return a sentence why these roles may not do what the label names; None when they may."""
    if needed & roles:
        return None
    names = "、".join(role.label for role in sorted(needed))
    return f"{names}才能{label}，请换人登录或请他们来做。"


class Action(Generic[P, R_co]):
    """An action of staff. Calling it with its arguments returns a Command and has no effect."""

    def __init__(
        self, label: str, roles: frozenset[Role], run: Callable[Concatenate[UnitOfWork, P], R_co], alone: bool = False
    ) -> None:
        self.name = run.__name__.rstrip("_")
        self.label = label
        self.roles = roles
        self.alone = alone
        self._run = run
        update_wrapper(self, run)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> Command[R_co]:
        return Command(
            self.name, self.label, self.roles, lambda unit: self._run(unit, *args, **kwargs), alone=self.alone
        )


def entered_late(command: Command[R_co], reason: str) -> Command[R_co]:
    """Return a command whose step is entered late with the reason for that: the journal tells it, and the request."""

    def run(unit: UnitOfWork) -> R_co:
        unit.late_reason = required("补录原因", reason)
        return command.run(unit)

    return replace(command, run=run)


def action(
    label: str, *roles: Role, alone: bool = False
) -> Callable[[Callable[Concatenate[UnitOfWork, P], R_co]], Action[P, R_co]]:
    """Declare an action: its Chinese label, the roles that may take it (none means anyone), and `alone`."""

    def declare(run: Callable[Concatenate[UnitOfWork, P], R_co]) -> Action[P, R_co]:
        return Action(label, frozenset(roles) or ANYONE, run, alone)

    return declare
