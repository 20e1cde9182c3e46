"""Signing in to a file database: argon2 hashes in the database, and a lockout after wrong passwords."""

from typing import TypeVar

from argon2 import PasswordHasher

from tickets.accounts.account_state import is_valid, member_by_id, member_by_login, person_of, refuse_unless_valid
from tickets.accounts.authenticator import FirstQuestion, Person
from tickets.accounts.password_rule import WRONG, WRONG_CURRENT, refuse_weak
from tickets.accounts.passwords import Passwords
from tickets.actions.accounts import make_first_administrator, set_password
from tickets.actions.command import Command
from tickets.errors import Refused
from tickets.rules.words import Role
from tickets.service import Done, TicketService
from tickets.settings import DEMO
from tickets.store.engine import database_file
from tickets.store.queries.accounts import administrator_has_password, list_logins
from tickets.store.queries.lookups import setting
from tickets.store.rows import Who

R = TypeVar("R")


class FileAuthenticator:
    """Signs in the staff of a file database. It doesn't protect the file itself from those who can read it."""

    is_server = False
    changing = False
    advice = ""

    def __init__(self, service: TicketService, seat: str = "", hasher: PasswordHasher | None = None) -> None:
        """`seat` is the workstation's name in the journal. `hasher` sets the cost of a password hash."""
        self.service = service
        self._seat = seat
        self._passwords = Passwords(service, hasher or PasswordHasher())

    @property
    def place(self) -> str:
        """Return the file's name."""
        path = database_file(str(self.service.store.engine.url))
        return "内存" if path is None else path.name

    def opening(self) -> FirstQuestion:
        """Return what to ask for first. Raises Unavailable."""
        if self.service.read(administrator_has_password):
            return FirstQuestion.SIGN_IN
        return FirstQuestion.NOTHING if self.service.read(setting, DEMO) is True else FirstQuestion.FIRST_ADMINISTRATOR

    def logins(self) -> list[str]:
        """Return the logins that have a password, in staff order. Raises Unavailable."""
        return self.service.read(list_logins)

    def sign_in(self, login: str, password: str) -> Person:
        """Sign somebody in; an unknown login takes as long as a known one. Raises Refused, Unavailable."""
        member = member_by_login(self.service, login)
        self._passwords.check(None if member is None else member.id, password, WRONG)
        assert member is not None
        refuse_unless_valid(member, self.service.now())
        return person_of(member)

    def perform_as(self, login: str, password: str, command: Command[R]) -> Done[R]:
        """Carry out one command in the name of somebody who confirms it with their password."""
        person = self.sign_in(login, password)
        return self.service.execute(command, Who(person.id, person.name, person.roles, self._seat))

    def forget(self) -> None:
        """Do nothing: the file is read each time."""

    def sit_down(self, staff_id: int) -> Person:
        """Sign somebody in without a password. Raises Refused unless `opening` is NOTHING."""
        if self.opening() is not FirstQuestion.NOTHING:
            raise Refused("这里要先登录。")
        member = member_by_id(self.service, staff_id)
        if member is None:
            raise Refused("没有这个人，请另选一位。")
        refuse_unless_valid(member, self.service.now())
        return person_of(member)

    def make_first_administrator(self, name: str, login: str, password: str) -> Person:
        """Create the first administrator and sign them in. Raises Refused unless `opening` asks for one."""
        if self.opening() is not FirstQuestion.FIRST_ADMINISTRATOR:
            raise Refused("这里已经有管理员了，请登录。")
        refuse_weak(password, login)
        nobody_yet = Who(None, name.strip(), frozenset(Role), self._seat)
        command = make_first_administrator(name, login, self._passwords.hash(password))
        made = member_by_id(self.service, self.service.execute(command, nobody_yet).result)
        assert made is not None
        return person_of(made)

    def change_password(self, person: Person, current: str, new: str) -> None:
        """Change the password of the signed-in person. Raises Refused when `current` is wrong."""
        refuse_weak(new, person.login)
        self._passwords.check(person.id, current, WRONG_CURRENT)
        self._set(person, person.id, new)

    def reset_password(self, by: Person, staff_id: int, new: str) -> None:
        """Set somebody's password and unlock the account. Raises Refused unless `by` is an administrator."""
        member = member_by_id(self.service, staff_id)
        refuse_weak(new, "" if member is None else member.login or "")
        self._set(by, staff_id, new)

    def account(self, staff_id: int) -> Person | None:
        """Return the person with this account; None when it is retired, expired or missing."""
        member = member_by_id(self.service, staff_id)
        if member is None or not is_valid(member, self.service.now()):
            return None
        if member.login is None and self.opening() is not FirstQuestion.NOTHING:
            return None
        return person_of(member)

    def _set(self, by: Person, staff_id: int, new: str) -> None:
        self.service.execute(
            set_password(staff_id, self._passwords.hash(new)), Who(by.id, by.name, by.roles, self._seat)
        )
