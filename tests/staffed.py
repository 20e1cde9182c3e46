"""A database on a real server where everybody signs in with a login of their own; rights and time are the server's."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

import pytest
from sqlalchemy import Connection, insert, text

from tests.desk_fixtures import Hand, make_desk, open_on
from tests.servers import Server
from tickets.rules.words import Role
from tickets.service import TicketService
from tickets.store.engine import Store
from tickets.store.postgres.engine import Credentials
from tickets.store.postgres.security.role_names import GROUPS, group, owner
from tickets.store.rows import Who
from tickets.store.tables import crews, staff

OPERATOR, OPERATOR_2 = "operator", "operator2"
DISPATCHER, DISPATCHER_2 = "dispatcher", "dispatcher2"
SUPERVISOR, SUPERVISOR_2, ADMINISTRATOR = "supervisor", "supervisor2", "administrator"
PEOPLE = {
    ADMINISTRATOR: Role.ADMINISTRATOR,
    SUPERVISOR: Role.SUPERVISOR,
    SUPERVISOR_2: Role.SUPERVISOR,
    DISPATCHER: Role.DISPATCHER,
    DISPATCHER_2: Role.DISPATCHER,
    OPERATOR: Role.OPERATOR,
    OPERATOR_2: Role.OPERATOR,
}
_NUMBERS = count(1)
# What a database has and its copy has not; and the roles that its owner has created.
_RIGHTS = "SELECT datacl FROM pg_database WHERE datname = %s"
_SETTINGS = """
SELECT split_part(each, '=', 1), split_part(each, '=', 2) FROM pg_db_role_setting, unnest(setconfig) AS each
WHERE setrole = 0 AND setdatabase = (SELECT oid FROM pg_database WHERE datname = %s)
"""
_LOGINS = """
SELECT DISTINCT roleid::regrole::text FROM pg_auth_members JOIN pg_roles r ON r.oid = roleid
WHERE member = (SELECT oid FROM pg_roles WHERE rolname = %s) AND r.rolname <> ALL (%s)
"""


@dataclass(frozen=True, slots=True)
class Member:
    """A member of staff with a login."""

    who: Who
    login: str
    password: str

    @property
    def id(self) -> int:
        """Return the key of their row."""
        assert self.who.staff_id is not None
        return self.who.staff_id

    @property
    def credentials(self) -> Credentials:
        """Return what they sign in with."""
        return Credentials(self.login, self.password)


@dataclass
class StaffedDesk:
    """A database on a server with its staff by short names: `administrator`, `supervisor`, `dispatcher`, `operator2` …

    `store` is the superuser's. Logins belong to the server, so each begins with the database's name.
    """

    server: Server
    database: str
    store: Store
    members: dict[str, Member] = field(default_factory=dict)
    _desks: dict[str, TicketService] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Member:
        """Return a member of the staff."""
        return self.members[name]

    def desk(self, name: str) -> TicketService:
        """Return this member's service, signed in; the same one each time."""
        if name not in self._desks:
            self._desks[name] = self.another_desk(name)
        return self._desks[name]

    def another_desk(self, name: str) -> TicketService:
        """Return a further service of this member, as at another workstation; close it."""
        return TicketService(open_on(self.server, self.database, self.members[name].credentials))

    def hand(self, name: str) -> Hand:
        """Return this member's hands on their service."""
        return Hand(self.desk(name), self.members[name].who)

    def employ(self, name: str, *roles: Role) -> Member:
        """Add a member of staff with a login and a password."""
        with self.store.writing() as connection:
            return self._employ(connection, name, frozenset(roles))

    def execute(self, statement: str) -> None:
        """Run a statement as the superuser."""
        self.server.execute(statement, self.database)

    def close(self) -> None:
        """Close all services."""
        for desk in self._desks.values():
            desk.close()
        self.store.close()

    def _employ(self, connection: Connection, name: str, roles: frozenset[Role]) -> Member:
        login = f"{self.database}.{name}"
        row = {"name": name, "login": login, "roles": roles, "on_duty": True}
        key = connection.execute(insert(staff).values(row).returning(staff.c.id)).scalar_one()
        password = f"{name} 的密码"
        connection.execute(
            text("SELECT set_password(:key, :verifier)"),
            {"key": key, "verifier": verifier(connection, login, password)},
        )
        self.members[name] = Member(Who(key, name, roles, f"{name} 的席位"), login, password)
        return self.members[name]


def verifier(connection: Connection, login: str, password: str) -> str:
    """Return what the server stores instead of a password."""
    raw = connection.connection.driver_connection
    assert raw is not None
    kept: bytes = raw.pgconn.encrypt_password(password.encode(), login.encode(), b"scram-sha-256")
    return kept.decode()


@contextlib.contextmanager
def staffing(server: Server) -> Iterator[StaffedDesk]:
    """Give a new database with two crews and its staff; it is dropped afterwards."""
    database = _make(server)
    try:
        with _staffed(server, database) as desk:
            yield desk
    finally:
        server.execute(f"DROP DATABASE {database} WITH (FORCE)")


class StaffedCopies:
    """Staffed databases for one test after the other, copied from an original: making one takes twice as long.

    A copy has the original's name, because its owner and its groups are named after it.
    """

    def __init__(self, server: Server) -> None:
        self._server = server
        self._unused: list[str] = []

    @contextlib.contextmanager
    def one(self) -> Iterator[StaffedDesk]:
        """Give a database as `staffing` does."""
        if self._unused:
            self._restore(database := self._unused.pop())
        else:
            database = self._original()
        with _staffed(self._server, database) as desk:
            yield desk
        self._unused.append(database)

    def _original(self) -> str:
        database = _make(self._server)
        self._server.execute(
            f"CREATE DATABASE {database}_original OWNER {database}_owner TEMPLATE {database} ALLOW_CONNECTIONS false"
        )
        return database

    def _restore(self, database: str) -> None:
        """Copy the original once more, with the rights and settings of the database itself, and drop all logins."""
        with self._server.connect() as connection:
            rights = connection.execute(_RIGHTS, (database,)).fetchone()
            settings = connection.execute(_SETTINGS, (database,)).fetchall()
            connection.execute(f"DROP DATABASE {database} WITH (FORCE)".encode())
            template = f"OWNER {database}_owner TEMPLATE {database}_original"
            connection.execute(f"CREATE DATABASE {database} {template}".encode())
            connection.execute("UPDATE pg_database SET datacl = %s WHERE datname = %s", (*rights, database))
            for name, value in settings:
                connection.execute(f"ALTER DATABASE {database} SET {name} = '{value}'".encode())
            kept = [group(database, word) for word in GROUPS]
            for (login,) in connection.execute(_LOGINS, (owner(database), kept)).fetchall():
                connection.execute(f"DROP ROLE {login}".encode())


def _make(server: Server) -> str:
    """Create a database with two crews and return its name."""
    database = f"staffed_{next(_NUMBERS)}"
    make_desk(server, database)
    with contextlib.closing(open_on(server, database)) as store, store.writing() as connection:
        connection.execute(insert(crews), [{"name": "一班"}, {"name": "二班"}])
    return database


@contextlib.contextmanager
def _staffed(server: Server, database: str) -> Iterator[StaffedDesk]:
    """Give a database with its staff, who are employed first."""
    with contextlib.closing(StaffedDesk(server, database, open_on(server, database))) as desk:
        with desk.store.writing() as connection:
            for name, role in PEOPLE.items():
                desk._employ(connection, name, frozenset({role}))
        yield desk


@pytest.fixture(scope="session")
def staffed_copies(server: Server) -> StaffedCopies:
    """The databases for `staffed_desk`."""
    return StaffedCopies(server)


@pytest.fixture
def staffed_desk(staffed_copies: StaffedCopies) -> Iterator[StaffedDesk]:
    """A database of this test's own where everybody signs in with a login; creating it takes half a second."""
    with staffed_copies.one() as desk:
        yield desk


@pytest.fixture(scope="module")
def shared_desk(server: Server) -> Iterator[StaffedDesk]:
    """A staffed database for a module of tests that tolerate each other's changes."""
    with staffing(server) as desk:
        yield desk
