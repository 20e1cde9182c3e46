"""The interface for signing in, with one implementation for files and one for servers."""

from dataclasses import dataclass
from enum import Enum
from typing import Protocol, TypeVar

from tickets.actions.command import Command
from tickets.rules.words import Role
from tickets.service import Done, TicketService

R = TypeVar("R")


class FirstQuestion(Enum):
    """What the sign-in window asks for first."""

    NOTHING = "nothing"  # a demo database: anyone may choose any person
    FIRST_ADMINISTRATOR = "first_administrator"  # nobody has a password yet
    SIGN_IN = "sign_in"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who has signed in with `login`."""

    id: int
    name: str
    roles: frozenset[Role]
    login: str


class Authenticator(Protocol):
    """Every method may take seconds and belongs on a worker. All raise Refused or Unavailable with a sentence."""

    @property
    def place(self) -> str:
        """Return where the data are, for people: a file's name, or server and database."""

    @property
    def is_server(self) -> bool:
        """Return whether the database is on a server."""

    @property
    def changing(self) -> bool:
        """Return whether the login or the password is being changed, or was changed moments ago.

        A rejection now may concern the previous login. Never blocks.
        """

    @property
    def advice(self) -> str:
        """Return what the person who has just signed in should do about their password; "" for nothing."""

    def opening(self) -> FirstQuestion:
        """Return what to ask for first."""

    def logins(self) -> list[str]:
        """Return the logins to offer; none for a server before somebody has signed in."""

    def sign_in(self, login: str, password: str) -> Person:
        """Sign somebody in, and do everything from now on in their name.

        Raises Refused, with what to do, for a wrong password and for a locked, expired or retired account. The previous
        person then remains signed in. While a server is unreachable, the last person can sign in with the password they
        had.
        """

    def perform_as(self, login: str, password: str, command: Command[R]) -> Done[R]:
        """Carry out one command in the name of somebody who confirms it with their password.

        The signed-in person stays signed in. Raises what `sign_in` and `TicketService.execute` do.
        """

    def forget(self) -> None:
        """Forget the last person, so that nobody can sign in while the server is unreachable."""

    def sit_down(self, staff_id: int) -> Person:
        """Sign somebody in without a password. Raises Refused unless `opening` is NOTHING."""

    def make_first_administrator(self, name: str, login: str, password: str) -> Person:
        """Create the first administrator and sign them in. Raises Refused unless `opening` asks for one."""

    def change_password(self, person: Person, current: str, new: str) -> None:
        """Change the password of the signed-in person. Raises Refused when `current` is wrong."""

    def reset_password(self, by: Person, staff_id: int, new: str) -> None:
        """Set somebody's password. Raises Refused unless `by` is an administrator."""

    def account(self, staff_id: int) -> Person | None:
        """Return the person with this account; None when it is retired, expired or missing."""

    @property
    def service(self) -> TicketService:
        """Return the service: for a file at once, for a server after the first sign-in."""
