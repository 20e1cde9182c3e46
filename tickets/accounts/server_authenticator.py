"""Signing in to a PostgreSQL server, which authenticates people, stores the passwords and ends the accounts."""

import hmac
import math
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from typing import TypeVar

from sqlalchemy import Connection, text

from tickets.accounts.account_state import is_valid, member_by_id, person_of
from tickets.accounts.authenticator import FirstQuestion, Person
from tickets.accounts.password_rule import WRONG, WRONG_CURRENT, is_typed, refuse_weak
from tickets.actions.accounts import set_password
from tickets.actions.command import Command
from tickets.connection.target import Target
from tickets.errors import DeskError, Refused, ShutOut, Unavailable
from tickets.rules.logins import normal
from tickets.service import Done, TicketService
from tickets.store.engine import Store, make_engine
from tickets.store.postgres.engine import ANSWER_SECONDS, CONNECT_SECONDS, Credentials, Password
from tickets.store.postgres.errors import not_saved
from tickets.store.postgres.security.scram import verifier
from tickets.store.queries.lookups import list_staff
from tickets.store.rows import Who
from tickets.store.schema import open_store

_NOT_STAFF = "这个账号不是这里在职人员的，不能在座席登录。请换自己的账号，或找管理员。"
R = TypeVar("R")
_WRONG_MEANWHILE = "密码不对。服务器现在连不上，按这个座席上次登录的密码核对。请再试。"
WRONG_AT_MOST = 5  # tries while the server is unreachable
_ME = text("SELECT session_user AS login, floor(extract(epoch FROM now())) AS seconds")


class ServerAuthenticator:
    """Signs in those who are accepted by the server and are members of staff: no superuser, no watch."""

    is_server = True

    def __init__(self, target: Target, seat: str = "") -> None:
        """Nothing is sent to `target` yet. `seat` is the workstation's name in the journal."""
        self._target = target
        self._seat = seat
        self._service: TicketService | None = None
        self._last: Person | None = None  # the last person signed in; None when the server must be asked again
        self._wrong = 0  # wrong tries since, while the server was unreachable
        self.advice = ""
        self._changed = -math.inf  # when the login or password last changed, by the monotonic clock

    @property
    def place(self) -> str:
        """Return server and database."""
        return self._target.place

    @property
    def service(self) -> TicketService:
        """Return the service. Raises Refused before the first sign-in."""
        if self._service is None:
            raise Refused("请先登录。")
        return self._service

    @property
    def changing(self) -> bool:
        """Return whether login or password is being changed, or changed so recently that an old one may be in use."""
        return time.monotonic() < self._changed + CONNECT_SECONDS

    def opening(self) -> FirstQuestion:
        """Return SIGN_IN, without asking the server."""
        return FirstQuestion.SIGN_IN

    def logins(self) -> list[str]:
        """Return the logins of active staff, in staff order; none before somebody has signed in."""
        if self._service is None:
            return []
        return [member.login for member in self._service.read(list_staff) if member.login is not None]

    def sign_in(self, login: str, password: str) -> Person:
        """Sign in somebody accepted by the server, and do everything in their name. Raises Refused, Unavailable."""
        credentials = _credentials(login, password)
        if self._server_is_known_to_be_away:
            person = self._without_server(credentials)
            if person is not None:
                return person
        try:
            person = self._with_server(credentials)
        except Unavailable:
            known = self._without_server(credentials)
            if known is None:
                raise
            return known
        self._last, self._wrong, self.advice = person, 0, _advice(password, login)
        return person

    def perform_as(self, login: str, password: str, command: Command[R]) -> Done[R]:
        """Carry out one command in the name of somebody who confirms it, on a separate connection."""
        credentials = _credentials(login, password)
        try:
            person = self._person(credentials)
        except ShutOut as error:  # the server rejects this person, not the one signed in
            raise Refused(WRONG) from error
        except Unavailable as error:
            raise not_saved(error) from error
        engine = make_engine(self._target.url, credentials=credentials)
        with closing(TicketService(Store(engine, credentials=credentials))) as theirs:
            return theirs.execute(command, Who(person.id, person.name, person.roles, self._seat))

    def forget(self) -> None:
        """Forget the last person."""
        self._last = None

    def sit_down(self, staff_id: int) -> Person:
        """Raise Refused: a server requires a password."""
        raise Refused("这里要先登录。")

    def make_first_administrator(self, name: str, login: str, password: str) -> Person:
        """Raise Refused: on a server the first administrator is created with the database."""
        raise Refused("服务器上的第一位管理员在用 database create 建库时设，请找装服务器的人。")

    def change_password(self, person: Person, current: str, new: str) -> None:
        """Change the password of the signed-in person. Raises Refused when `current` is wrong."""
        refuse_weak(new, person.login)
        try:
            self._person(_credentials(person.login, current))
        except ShutOut as error:
            raise Refused(WRONG_CURRENT) from error
        self._set(person, person.id, person.login, new)

    def reset_password(self, by: Person, staff_id: int, new: str) -> None:
        """Set somebody's password. Raises Refused unless `by` is an administrator."""
        member = member_by_id(self.service, staff_id)
        login = "" if member is None else member.login or ""
        refuse_weak(new, login)
        self._set(by, staff_id, login, new)

    def account(self, staff_id: int) -> Person | None:
        """Return the person with this account; None when it is retired, expired or missing."""
        member = member_by_id(self.service, staff_id)
        if member is None or member.login is None or not is_valid(member, self.service.now()):
            return None
        return person_of(member)

    @property
    def _server_is_known_to_be_away(self) -> bool:
        line = None if self._service is None else self._service.feed.status
        return line is not None and not line.connected

    def _with_server(self, credentials: Credentials) -> Person:
        if self._service is None:
            return self._open(credentials)
        with self._changing():
            person = self._person(credentials)
            self._service.store.sign_in(credentials.login or "", credentials.password or "")
        self._service.feed.wake()  # the feed still listens with the previous or rejected login
        return person

    def _without_server(self, credentials: Credentials) -> Person | None:
        """Return the last person if these are their login and password; None when only the server can tell.

        The password is in memory while the program runs, because each new connection needs it. Raises Refused for a
        wrong one; after some wrong tries only the server is asked.
        """
        person, service = self._last, self._service
        if person is None or service is None or self._wrong >= WRONG_AT_MOST:
            return None
        known = service.store.credentials
        if known.login != credentials.login or not known.password:
            return None
        if hmac.compare_digest(known.password.encode(), (credentials.password or "").encode()):
            self._wrong = 0
            return person
        self._wrong += 1
        raise Refused(_WRONG_MEANWHILE)

    def _open(self, credentials: Credentials) -> Person:
        store = open_store(self._target.url, credentials=credentials)
        try:
            with store.reading() as connection:
                person = _person_in(connection)
            service = TicketService(store)
            service.set_clock()
        except BaseException:
            store.close()
            raise
        self._service = service
        return person

    def _person(self, credentials: Credentials) -> Person:
        """Return the person with these credentials, checked on a separate connection."""
        engine = make_engine(self._target.url, credentials=credentials, patience=ANSWER_SECONDS)
        with closing(Store(engine, credentials=credentials)) as store, store.reading() as connection:
            return _person_in(connection)

    def _set(self, by: Person, staff_id: int, login: str, new: str) -> None:
        """Set a password, sending the server only the verifier; use it from now on if it is the signed-in person's.

        When the connection breaks meanwhile, a sign-in with the new password shows whether it was set.
        """
        store = self.service.store
        with store.reading() as connection:
            kept = verifier(connection, login, new)
        command, who = set_password(staff_id, kept), Who(by.id, by.name, by.roles, self._seat)
        if login != store.credentials.login:
            self.service.execute(command, who)
            return
        with self._changing():
            try:
                self.service.execute(command, who)
            except DeskError:
                if not self._lets_in(login, new):
                    raise
            store.credentials.change(login, Password(new))
        self.service.feed.wake()

    @contextmanager
    def _changing(self) -> Iterator[None]:
        self._changed = math.inf
        try:
            yield
        finally:
            self._changed = time.monotonic()

    def _lets_in(self, login: str, password: str) -> bool:
        try:
            self._person(_credentials(login, password))
        except DeskError:
            return False
        return True


def _credentials(login: str, password: str) -> Credentials:
    """Return the credentials. Raises Refused for text that nobody can have typed: the driver cuts it at a NUL."""
    if not (login.strip() and password and is_typed(login + password)):
        raise Refused(WRONG)
    return Credentials(normal(login), Password(password))


def _advice(password: str, login: str) -> str:
    """Return advice about a password that this program would reject; psql lets people set such ones."""
    try:
        refuse_weak(password, login)
    except Refused as error:
        return f"您的密码不合要求：{error.sentence}按 Ctrl+L，再按 Alt+P 就能改。"
    return ""


def _person_in(connection: Connection) -> Person:
    """Return the person signed in on this connection. Raises Refused unless they are active staff."""
    me = connection.execute(_ME).one()
    member = next((member for member in list_staff(connection) if member.login == me.login), None)
    if member is None or not is_valid(member, datetime.fromtimestamp(int(me.seconds), UTC)):
        raise Refused(_NOT_STAFF)
    return person_of(member)
