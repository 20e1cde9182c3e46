"""A service on a real file with a hand-driven clock, and helpers to use it."""

import re
import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import psycopg
import pytest
from sqlalchemy import Row, Table, event, select

from tests.servers import SUPERUSER, SUPERUSER_PASSWORD, Server, running_server
from tickets.actions.command import Command
from tickets.actions.consent import decide
from tickets.actions.dispatch import cancel, dispatch, merge
from tickets.actions.followup import callback, close
from tickets.actions.intake import CallDetails, ReportedFault, log_call
from tickets.actions.people import save_crew, save_staff
from tickets.actions.progress import TAKEN_BY, resolve
from tickets.actions.settling import settle
from tickets.errors import Conflict, Refused
from tickets.rules.stages import LAST, MILESTONES, STEPS, has_stage
from tickets.rules.words import CallbackResult, ConsentState, Move, Outcome, Role, Stage, State
from tickets.service import Done, TicketService
from tickets.store.engine import Store, make_engine
from tickets.store.postgres.engine import Credentials
from tickets.store.postgres.security.create import create_database, create_schema
from tickets.store.rows import StageClock, Ticket, Who, one_row, stage_clock_of
from tickets.store.schema import open_store
from tickets.store.tables import TEXT_INDEXES, clocks, consents, journal, metadata, staff, tickets
from tickets.store.tables import crews as crew_table

R = TypeVar("R")

START = datetime(2026, 1, 20, 2, 0, tzinfo=UTC)  # 10:00 in Dong'e, a frosty Tuesday
EVERYONE = Who(1, "值班员", frozenset(Role), "1 号席")


# Deleting some rows takes a tenth of the time of truncating; a function's statements are planned once.
_RESTORE = "\n".join(
    [
        "CREATE FUNCTION kept.restore() RETURNS void LANGUAGE plpgsql AS $$ BEGIN",
        *(
            f"DELETE FROM {name}; INSERT INTO {name} SELECT * FROM kept.{name};"
            for name in (*metadata.tables, *TEXT_INDEXES)
        ),
        *(
            f"PERFORM setval(pg_get_serial_sequence('{table.name}', 'id'), 1 + coalesce(max(id), 0), false) "
            f"FROM kept.{table.name};"
            for table in metadata.tables.values()
            if "id" in table.c
        ),
        "END $$",
    ]
)


def superuser() -> Credentials:
    """Return the credentials of a test server's superuser."""
    return Credentials(SUPERUSER, SUPERUSER_PASSWORD)


def make_desk(server: Server, database: str) -> None:
    """Create a database on a server, as `main.py database create` does."""
    with closing(Store(make_engine(server.url(), credentials=superuser()))) as store:
        create_database(store, database)
    with closing(Store(make_engine(server.url(database), credentials=superuser()))) as store:
        create_schema(store, database)


def open_on(server: Server, database: str, credentials: Credentials | None = None) -> Store:
    """Return a store on a server's database; signed in as the superuser unless told otherwise."""
    return open_store(server.url(database), credentials=credentials or superuser())


class HandClock:
    """A clock that only changes when told to."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now

    def __call__(self) -> datetime:
        """Return the present instant."""
        return self.now

    def set(self, now: datetime) -> None:
        """Set another instant, earlier or later."""
        self.now = now

    def advance(self, seconds: float = 0, **more: float) -> datetime:
        """Let time pass (`minutes`, `hours`, `days` too) and return the new instant."""
        self.now += timedelta(seconds=seconds, **more)
        return self.now

    def ago(self, seconds: float = 0, **more: float) -> datetime:
        """Return an instant in the past."""
        return self.now - timedelta(seconds=seconds, **more)


class Hand:
    """Executes commands and reads the tables."""

    def __init__(self, desk: TicketService, who: Who = EVERYONE) -> None:
        self.desk = desk
        self.who = who

    def do(self, command: Command[R]) -> R:
        """Execute a command and return its result."""
        return self.execute(command).result

    def execute(self, command: Command[R]) -> Done[R]:
        """Execute a command and return the service's Done."""
        return self.desk.execute(command, self.who)

    def refused(self, command: Command[Any]) -> str:
        """Return the sentence with which a command is refused; nothing may have changed."""
        before = self.dump()
        with pytest.raises(Refused) as caught:
            self.execute(command)
        assert self.dump() == before, "a refused command changed the database"
        return proper_sentence(caught.value.sentence)

    def conflict(self, command: Command[Any]) -> Conflict:
        """Return the conflict that a command ends in; nothing may have changed."""
        before = self.dump()
        with pytest.raises(Conflict) as caught:
            self.execute(command)
        assert self.dump() == before, "a conflict changed the database"
        proper_sentence(caught.value.sentence)
        return caught.value

    def decide(self, granted: bool = True) -> None:
        """Let another supervisor decide every request for consent."""
        for asked in self.rows(consents, state=ConsentState.ASKED):
            self.other_supervisor().do(decide(asked.id, granted))

    def other_supervisor(self) -> "Hand":
        """Return the hand of a supervisor who has asked for nothing."""
        if len(self.rows(staff)) < 2:
            self.do(save_staff(None, "演示值班长", frozenset({Role.SUPERVISOR})))
        return Hand(self.desk, Who(self.rows(staff)[-1].id, "演示值班长", frozenset({Role.SUPERVISOR}), "2 号席"))

    def log(self, fault: str = "visible_leak", words: str = "路上冒水", **report: Any) -> int:
        """Log a call about a fault and return the ticket's id."""
        return self.do(log_call(CallDetails(phone="13800000000", words=words), ReportedFault(fault, **report)))

    def bring_to(self, state: State, fault: str = "visible_leak") -> int:
        """Log a call and bring its ticket to a state by the shortest course."""
        key = self.log(fault)
        if state is State.CANCELLED:
            self.do(cancel(key, None, "误报"))
        elif state is State.MERGED:
            self.do(merge(key, None, self.log()))
        elif state is State.SETTLED:
            self.do(settle(key, None, "请关闭户内总阀"))
        elif state is not State.NEW:
            self._work_on(key, state, needs_isolation=fault == "burst_main")
        assert self.ticket(key).state is state
        return key

    def _work_on(self, key: int, state: State, *, needs_isolation: bool) -> None:
        milestones = [each.end for each in MILESTONES if has_stage(each.stage, needs_isolation)]
        for step in STEPS:
            if step.leads_to is not None or step in milestones:
                self.take(key, step.move)
            if step.leads_to is state:
                return
        if state is State.CLOSED:
            self.do(callback(key, None, CallbackResult.SATISFIED))
            self.do(close(key, None))

    def take(self, key: int, step: Move) -> None:
        """Take a step of the work with a ticket."""
        if step is Move.DISPATCH:
            self.do(dispatch(key, None, self.crew()))
        else:
            self.do(resolve(key, None) if step is LAST.end.move else TAKEN_BY[step](key, None))

    def crew(self, index: int = 0) -> int:
        """Return the id of a crew."""
        return int(self.rows(crew_table)[index].id)

    def ticket(self, key: int) -> Ticket:
        """Return the ticket's row."""
        with self.desk.store.reading() as connection:
            return one_row(Ticket, connection.execute(select(tickets).where(tickets.c.id == key)).one())

    def clocks(self, key: int) -> list[StageClock]:
        """Return the ticket's clocks in the order in which they started."""
        return [stage_clock_of(row) for row in self.rows(clocks, subject_id=key)]

    def clock(self, key: int, stage: Stage) -> StageClock:
        """Return the latest clock of a stage."""
        return [row for row in self.clocks(key) if row.clock.stage is stage][-1]

    def outcomes(self, key: int) -> list[tuple[Stage, int, Outcome | None]]:
        """Return stage, round and outcome of each of the ticket's clocks."""
        return [(row.clock.stage, row.clock.round, row.clock.outcome) for row in self.clocks(key)]

    def last_entry(self, key: int | None) -> Row[Any]:
        """Return the latest journal row of a ticket, or of what belongs to none."""
        return self.rows(journal, ticket_id=key)[-1]

    def rows(self, table: Table, **where: Any) -> list[Row[Any]]:
        """Return the rows of a table that have these values, by their key."""
        first = next(iter(table.primary_key))
        conditions = [table.c[name] == value for name, value in where.items()]
        with self.desk.store.reading() as connection:
            return list(connection.execute(select(table).where(*conditions).order_by(first)).all())

    def dump(self) -> dict[str, list[tuple[Any, ...]]]:
        """Return the whole database as it is stored."""
        wanted = _dump_statements(self.desk.store.is_sqlite)
        with self.desk.store.reading() as connection:
            raw: Any = connection.connection.driver_connection  # whose rows cost a third of SQLAlchemy's
            return {name: raw.execute(statement).fetchall() for name, statement in wanted.items()}


@cache
def _dump_statements(is_sqlite: bool) -> dict[str, str]:
    """Return the query for all rows of each table."""
    wanted = {}
    for name, table in metadata.tables.items():  # by name: an upgraded table has its newer columns last
        columns = ", ".join(f'"{column.name}"' for column in table.c)
        wanted[name] = f"SELECT {columns} FROM {name} ORDER BY 1"
    for name, on_server in zip(TEXT_INDEXES, ("call_id", "subscriber_id"), strict=True):
        wanted[name] = f"SELECT {'rowid' if is_sqlite else on_server} FROM {name} ORDER BY 1"
    return wanted


def proper_sentence(text: str) -> str:
    """Return `text` after checking that it is a readable Chinese sentence."""
    assert re.search("[\u4e00-\u9fff]", text), text
    assert text.endswith("。"), text
    raw = re.search(r"sqlite|error|exception|traceback|none|null|[a-z]+_[a-z]+|\.py", text, re.IGNORECASE)
    assert raw is None, text
    return text


@pytest.fixture(scope="session")
def blank_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new database with the defaults and two crews, made once; copy it, don't open it."""
    path = tmp_path_factory.mktemp("blank") / "desk.db"
    desk = TicketService(open_store(f"sqlite:///{path}"), HandClock(START - timedelta(days=1)))
    for name in ("一班", "二班"):
        desk.execute(save_crew(None, name), EVERYONE)
    desk.close()
    return path


@pytest.fixture
def clock() -> HandClock:
    """The clock of all services of the test."""
    return HandClock()


class WarmFile:
    """One database file after the other, each a copy of a template, in stores that compile each statement only once.

    They don't wait for the disk at each commit; durability is tested on stores of its own.
    """

    def __init__(self, template: Path, folder: Path, stores: int = 1) -> None:
        self._template, self.path = template, folder / "desk.db"
        self.url = f"sqlite:///{self.path}"
        shutil.copy(template, self.path)
        self.stores = [open_store(self.url) for _ in range(stores)]
        for store in self.stores:
            event.listen(store.engine, "connect", lambda raw, _: raw.execute("PRAGMA synchronous=OFF").close())

    def fresh(self) -> Store:
        """Replace the file by a new copy, and return the first store."""
        self.close()  # a pooled connection would still read the deleted file
        for leftover in self.path.parent.iterdir():
            leftover.unlink()
        shutil.copy(self._template, self.path)
        return self.stores[0]

    def close(self) -> None:
        """Close all connections."""
        for store in self.stores:
            store.close()


@pytest.fixture(scope="session")
def warm_file(blank_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[WarmFile]:
    """The file of most tests, one after the other."""
    with closing(WarmFile(blank_file, tmp_path_factory.mktemp("desk"))) as file:
        yield file


@pytest.fixture
def desk_url(warm_file: WarmFile) -> str:
    """The address of the desk's database file, fresh for this test."""
    warm_file.fresh()
    return warm_file.url


@pytest.fixture
def database() -> str:
    """Where the database is: in a `file`; tests marked `on_both` run a second time on a `server`."""
    return "file"


@pytest.fixture
def desk(database: str, request: pytest.FixtureRequest, clock: HandClock) -> Iterator[TicketService]:
    """A service on a real file or a real server, with the hand-driven clock."""
    if database == "server":
        store = request.getfixturevalue("server_store")
    else:
        request.getfixturevalue("desk_url")
        (store,) = request.getfixturevalue("warm_file").stores
    desk = TicketService(store, clock)
    yield desk
    if database == "server":
        desk.feed.stop()  # its connections are reused by the next test
    else:
        desk.close()


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server for the whole run; a test that stops or breaks one makes its own."""
    with running_server() as running:
        yield running


@pytest.fixture(scope="session")
def warm_server_store(server: Server) -> Iterator[Store]:
    """A store on the server with the defaults and two crews, whose rows are stored to be restored."""
    make_desk(server, "warm")
    desk = TicketService(open_on(server, "warm"), HandClock(START - timedelta(days=1)))
    for name in ("一班", "二班"):
        desk.execute(save_crew(None, name), EVERYONE)
    with desk.store.writing() as connection:
        connection.exec_driver_sql("CREATE SCHEMA kept")
        for name in (*metadata.tables, *TEXT_INDEXES):
            connection.exec_driver_sql(f"CREATE TABLE kept.{name} AS TABLE {name}")
        connection.exec_driver_sql(_RESTORE)
    yield desk.store
    desk.close()


@pytest.fixture(scope="session")
def restorer(server: Server, warm_server_store: Store) -> Iterator[psycopg.Connection]:
    """A connection that restores the rows; a new one for each test would take ten times as long."""
    with closing(server.connect("warm")) as connection:
        connection.execute("SET session_replication_role = replica")  # no trigger runs, and no key is checked
        yield connection


@pytest.fixture
def server_store(warm_server_store: Store, restorer: psycopg.Connection) -> Store:
    """A store on a database in its initial state, signed in as the superuser."""
    restorer.execute("SELECT kept.restore()")
    return warm_server_store


@pytest.fixture
def who() -> Who:
    """A user with all roles."""
    return EVERYONE


@pytest.fixture
def hand(desk: TicketService, who: Who) -> Hand:
    """Hands with all roles."""
    return Hand(desk, who)


@pytest.fixture
def crews(hand: Hand) -> tuple[int, int]:
    """The ids of two crews on duty."""
    return hand.crew(0), hand.crew(1)
