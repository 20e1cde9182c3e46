"""Signing in: what is asked first, and who may work. One kind for files, one for servers."""

from dataclasses import dataclass
from enum import Enum
from typing import Protocol, TypeVar

from tickets.actions.command import Command
from tickets.rules.words import Role
from tickets.service import Done, TicketService

R = TypeVar("R")


class FirstQuestion(Enum):
    """What is asked before anybody can work."""

    NOTHING = "nothing"  # a demo desk: anyone may sit down as anyone
    FIRST_ADMINISTRATOR = "first_administrator"  # nobody has a password yet
    SIGN_IN = "sign_in"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who has come in. `login` is what they signed in with."""

    id: int
    name: str
    roles: frozenset[Role]
    login: str


class Authenticator(Protocol):
    """Every method may take seconds and belongs on a worker. All raise Refused or Unavailable with a sentence."""

    @property
    def place(self) -> str:
        """Return where the desk's data are, for people: a file's name, or server and database."""

    @property
    def is_server(self) -> bool:
        """Return whether the desk is on a server."""

    @property
    def changing(self) -> bool:
        """Return whether somebody else, or a new password, is on its way to the server, or only just arrived.

        Who is shut out now may be whoever was in before. Never waits.
        """

    @property
    def advice(self) -> str:
        """Return what whoever has just come in should do about their password; "" when nothing."""

    def opening(self) -> FirstQuestion:
        """Return what is asked now."""

    def logins(self) -> list[str]:
        """Return the logins to offer; a server tells none before somebody has signed in."""

    def sign_in(self, login: str, password: str) -> Person:
        """Let somebody in, and have everything from now on done in their name.

        Raises Refused, with what to do, for a wrong password, a locked, expired or revoked account. Then
        whoever was in before still is. While a server is away, it lets in whoever was in last, with the
        password they had.
        """

    def perform_as(self, login: str, password: str, command: Command[R]) -> Done[R]:
        """Carry out one command in the name of somebody who consents to it with their password.

        Whoever is in stays in. Raises what `sign_in` and `TicketService.execute` do.
        """

    def forget(self) -> None:
        """Let nobody in any more without the server: whoever was in last is shut out."""

    def sit_down(self, staff_id: int) -> Person:
        """Let somebody in without a password. Raises Refused unless the opening is NOTHING."""

    def make_first_administrator(self, name: str, login: str, password: str) -> Person:
        """Make the first administrator and let them in. Raises Refused unless the opening asks for one."""

    def change_password(self, person: Person, current: str, new: str) -> None:
        """Give the person who is in another password. Raises Refused when `current` is not theirs."""

    def reset_password(self, by: Person, staff_id: int, new: str) -> None:
        """Give somebody a password. Raises Refused unless `by` is an administrator."""

    def account(self, staff_id: int) -> Person | None:
        """Return how this account stands now; None when it is retired, expired or gone."""

    @property
    def desk(self) -> TicketService:
        """Return the service: of a file at once, of a server after the first sign-in."""
