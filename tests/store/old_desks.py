"""Databases written by older versions of the program, stored as SQL texts in tests/store/desks, one per schema version.

A version's database is made with the program of that version, and stored when its schema is about to change. Before
changing a file of tickets/store:

python -m tests.store.old_desks

writes the one of HEAD.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.checking.eventful import fill
from tests.desk_fixtures import EVERYONE, Hand, HandClock
from tickets.actions.accounts import make_first_administrator
from tickets.actions.intake import CallDetails, ReportedFault, log_call
from tickets.actions.outages import announce_outage, end_outage
from tickets.actions.people import save_crew, save_member, save_staff
from tickets.rules.instants import plus
from tickets.rules.words import Role
from tickets.service import TicketService
from tickets.store.schema import open_store
from tickets.store.tables import TEXT_INDEXES
from tickets.store.version import HEAD

DESKS = Path(__file__).parent / "desks"
VERSIONS = tuple(sorted(path.stem for path in DESKS.glob("*.sql")))
ENDED = datetime(2026, 1, 20, 16, 18, tzinfo=UTC)  # when the stories end
_PHONES = ("013806351234", "13806351234/13906351234", "0635-3280212", "０６３５－３２８０２１２", "")
_OWN = tuple(f"{index}_" for index in TEXT_INDEXES)  # the tables of the full-text indexes, stored unchanged
_SCHEMA = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND type IN ({}) ORDER BY rowid"


def make(path: Path) -> None:
    """Create a database with this program: the scenario of tests/checking/eventful.py, some phone numbers and
    outages.
    """
    clock = HandClock()
    with closing(TicketService(open_store(f"sqlite:///{path}"), clock)) as desk:
        hand = Hand(desk, EVERYONE)
        crew, _ = (hand.do(save_crew(None, name)) for name in ("一班", "二班"))
        fill(desk, clock)
        hand.do(save_staff(None, "演示调度", frozenset({Role.OPERATOR, Role.DISPATCHER}), "13800000002"))
        hand.do(save_member(None, crew, "演示队员", "13800000003", leader=True))
        for phone in _PHONES:
            hand.do(log_call(CallDetails(phone, "演示来电人", "又漏了，演示"), ReportedFault("visible_leak")))
        over = hand.do(announce_outage("文化街", "抢修", clock.now, plus(clock.now, 3 * 3600), 120))
        hand.do(end_outage(over))
        hand.do(announce_outage("金光路", "检修", clock.now, None, planned=True))
        hand.do(make_first_administrator("演示管理员", "admin", "no password"))
        assert clock.now == ENDED


def restore(version: str, path: Path) -> Path:
    """Write the database of a version to a new file, as stored, and return its path."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript((DESKS / f"{version}.sql").read_text("utf-8"))
        connection.execute("PRAGMA journal_mode=WAL").close()
    return path


def dump(path: Path) -> Iterator[str]:
    """Yield the statements that create a database file again."""
    with closing(sqlite3.connect(path)) as connection:
        yield "BEGIN;"
        tables = connection.execute(_SCHEMA.format("'table'")).fetchall()
        for name, sql in tables:
            if not name.startswith(_OWN):  # those are created with the index
                yield f"{sql};"
        for name, _sql in tables:
            if name.startswith(_OWN):
                yield f"DELETE FROM {name};"
            if name not in TEXT_INDEXES:
                yield from _rows(connection, name)
        for _name, sql in connection.execute(_SCHEMA.format("'index', 'trigger', 'view'")):
            yield f"{sql};"
        yield "COMMIT;"


def _rows(connection: sqlite3.Connection, table: str) -> Iterator[str]:
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    quoted = ", ".join(f'quote("{column}")' for column in columns)
    for row in connection.execute(f"SELECT {quoted} FROM {table}"):
        yield f"INSERT INTO {table} VALUES ({', '.join(row)});"


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        made = Path(folder) / "desk.db"
        make(made)
        (DESKS / f"{HEAD}.sql").write_text("".join(f"{line}\n" for line in dump(made)), "utf-8")
