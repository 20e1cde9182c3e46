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
    database = f"staffed_{next(_NUMBERS)}"
    make_desk(server, database)
    desk = StaffedDesk(server, database, open_on(server, database))
    try:
        with desk.store.writing() as connection:
            connection.execute(insert(crews), [{"name": "一班"}, {"name": "二班"}])
            for name, role in PEOPLE.items():
                desk._employ(connection, name, frozenset({role}))
        yield desk
    finally:
        desk.close()
        server.execute(f"DROP DATABASE {database} WITH (FORCE)")


@pytest.fixture
def staffed_desk(server: Server) -> Iterator[StaffedDesk]:
    """A database of this test's own where everybody signs in with a login; creating it takes a second."""
    with staffing(server) as desk:
        yield desk


@pytest.fixture(scope="module")
def shared_desk(server: Server) -> Iterator[StaffedDesk]:
    """A staffed database for a module of tests that tolerate each other's changes."""
    with staffing(server) as desk:
        yield desk
