"""The first administrator of a database on a server, who creates all other accounts."""

from dataclasses import dataclass

from sqlalchemy import Connection, insert, select, text, update

from tickets.accounts.password_rule import refuse_weak
from tickets.actions.accounts import NOBODY
from tickets.errors import Refused
from tickets.rules import logins
from tickets.rules.words import Role
from tickets.store.engine import Store
from tickets.store.postgres.engine import Password
from tickets.store.postgres.security.create import become_owner, take_turn
from tickets.store.postgres.security.scram import verifier
from tickets.store.tables import staff

_WITH_PASSWORD = text("SELECT rolname FROM pg_authid WHERE rolpassword IS NOT NULL AND rolcanlogin")
_SET_PASSWORD = text("SELECT set_password(:key, :verifier)")


@dataclass(frozen=True, slots=True)
class Administrator:
    """The first administrator. Raises Refused for an invalid name, login or password."""

    name: str
    login: str
    password: Password

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise Refused("请填写第一位管理员的姓名。")
        sentence = logins.trouble(logins.normal(self.login))
        if sentence is not None:
            raise Refused(sentence)
        refuse_weak(self.password, self.login)


def has_administrator(store: Store) -> bool:
    """Return whether an administrator can sign in. The store's login must be a superuser."""
    with store.reading() as connection:
        able = set(connection.execute(_WITH_PASSWORD).scalars())
        found = connection.execute(select(staff.c.login, staff.c.roles).where(staff.c.active)).all()
    return any(row.login in able and Role.ADMINISTRATOR in row.roles for row in found)


def make_administrator(store: Store, database: str, first: Administrator) -> None:
    """Create the first administrator, or give the existing one of this name the login and the password.

    As in a file they get every role, so that a new database can be used at once, and the person NOBODY is retired.
    This is part of creating the database: like its other first rows, it is not in the journal. Raises Refused when the
    login or the name belongs to somebody else.
    """
    login, name = logins.normal(first.login), first.name.strip()
    with store.writing() as connection:
        take_turn(connection)
        become_owner(connection, database)
        if name != NOBODY:
            seeded = (staff.c.name == NOBODY) & staff.c.login.is_(None)
            connection.execute(update(staff).where(seeded).values(active=False, on_duty=False))
        key = _row(connection, name, login)
        connection.execute(_SET_PASSWORD, {"key": key, "verifier": verifier(connection, login, first.password)})


def _row(connection: Connection, name: str, login: str) -> int:
    found = connection.execute(select(staff).where((staff.c.name == name) | (staff.c.login == login))).all()
    if len(found) > 1 or any(row.login not in (None, login) or row.name != name for row in found):
        raise Refused("这个姓名或登录名已经是别人的，请换一个。")
    values = {"name": name, "login": login, "roles": frozenset(Role), "active": True}
    if not found:
        return int(connection.execute(insert(staff).values(values).returning(staff.c.id)).scalar_one())
    connection.execute(update(staff).where(staff.c.id == found[0].id).values(values))
    return int(found[0].id)
