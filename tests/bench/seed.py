"""Generates a large database fast: archived and open tickets with calls, clocks and a short journal.

Rows are inserted with executemany in their stored form, secondary indexes are created after them. The same arguments
give the same database.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import chain
from operator import itemgetter
from random import Random
from typing import Any

from sqlalchemy import Connection, Table, event, func, insert, select
from sqlalchemy.engine import Engine

from tests.bench.stories import Row, Story, Teller
from tickets.rules.instants import day_start, local_day
from tickets.store.changes import given_to_all
from tickets.store.digests import CHAINED, digest
from tickets.store.engine import Store
from tickets.store.schema import open_store
from tickets.store.search import SearchableCall, index_calls
from tickets.store.tables import calls, clocks, day_numbers, journal, tickets

BATCH = 10_000  # tickets written at once
_FILLED = (tickets, calls, clocks, journal)
_STORED = {filled.name: itemgetter(*filled.columns.keys()) for filled in _FILLED}


def seed(
    url: str,
    archived: int = 1_000_000,
    open_: int = 5_000,
    seed: int = 1,
    until: datetime | None = None,
    years: int = 10,
) -> None:
    """Fill the new database at `url` with `archived` tickets of the `years` before `until` and `open_` open ones.

    `until` (default: now) is the database's present instant; no running clock crosses a rung of the ladder within the
    hour after it. Raises ValueError when the database has tickets already.
    """
    store = open_store(url)
    try:
        _hurry(store.engine)
        fill(store, archived, open_, seed, until, years)
    finally:
        store.close()


def fill(
    store: Store, archived: int, open_: int, seed: int = 1, until: datetime | None = None, years: int = 10
) -> None:
    """Do what `seed` does on an open store of a file or, signed in as its owner, of a server."""
    moment = (until or datetime.now(UTC)).replace(microsecond=0)
    with store.writing() as connection:
        if connection.execute(select(func.count()).select_from(tickets)).scalar():
            raise ValueError("only an empty desk is seeded")
        teller = Teller(connection, Random(seed), moment, timedelta(days=365 * years))
        with _without_indexes(connection):
            _write(connection, chain(teller.ended(archived), teller.open(open_)))
        if not store.is_sqlite:
            _count_on(connection)


def _hurry(engine: Engine) -> None:
    """Turn off durability for connections made from now on; the next program that opens the file uses it again."""

    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "foreign_keys=OFF", "cache_size=-200000"):
            connection.execute(f"PRAGMA {pragma}").close()

    engine.dispose()
    event.listen(engine, "connect", prepare)


def _count_on(connection: Connection) -> None:
    """Set a server's id sequences to the highest ids written."""
    for filled in _FILLED:
        highest = f"(SELECT max(id) FROM {filled.name})"
        connection.exec_driver_sql(f"SELECT setval(pg_get_serial_sequence('{filled.name}', 'id'), {highest})")


@contextmanager
def _without_indexes(connection: Connection) -> Iterator[None]:
    indexes = [index for filled in _FILLED for index in filled.indexes]
    for index in indexes:
        index.drop(connection)
    yield
    if connection.dialect.name != "sqlite":
        # a table can't be indexed while triggers are pending
        connection.exec_driver_sql("SET CONSTRAINTS ALL IMMEDIATE")
    for index in indexes:
        index.create(connection)


class _Batch:
    """Rows of some thousand tickets, numbered and ready to be written."""

    def __init__(self, connection: Connection) -> None:
        self.rows: dict[str, list[tuple[Any, ...]]] = {filled.name: [] for filled in _FILLED}
        self.said: list[SearchableCall] = []
        self._connection = connection
        self._ids = {
            filled.name: int(connection.execute(select(func.coalesce(func.max(filled.c.id), 0))).scalar_one())
            for filled in _FILLED
        }

    def add(self, story: Story, number: str) -> None:
        """Add a ticket's rows."""
        opened = datetime.fromtimestamp(story.ticket["opened"], UTC)
        ticket_id = self._put("tickets", story.ticket | {"number": number})
        for call in story.calls:
            call_id = self._put("calls", call | {"ticket_id": ticket_id})
            texts = (call["words"], call["address"], story.place, call["caller"], call["phone_digits"])
            self.said.append(SearchableCall(call_id, opened, texts))
        for clock in story.clocks:
            self._put("clocks", clock | {"subject_kind": "ticket", "subject_id": ticket_id})
        entry = {
            "at": story.ticket["opened"], "true_time": None, "staff_id": 1, "seat": "演示", "action": "log_call",
            "ticket_id": ticket_id, "ticket_version": 1, "text": "", "touched": "tickets", "changes": "[]",
            "request": "",
        }  # fmt: skip
        entry["digest"] = digest("", (entry[name] for name in CHAINED), "[]")
        self._put("journal", entry)

    def write(self) -> None:
        """Write the rows and clear them."""
        for filled in _FILLED:
            if rows := self.rows[filled.name]:
                self._connection.exec_driver_sql(_insert_sql(self._connection, filled), rows)
                rows.clear()
        index_calls(self._connection, self.said)
        self.said.clear()

    def _put(self, name: str, row: Row) -> int:
        self._ids[name] += 1
        row["id"] = self._ids[name]
        self.rows[name].append(_STORED[name](given_to_all(name) | row))
        return self._ids[name]


class _Numbers:
    """Ticket numbers in rising order of days."""

    def __init__(self) -> None:
        self.last: dict[str, int] = {}
        self._day, self._ends = "", 0

    def take(self, opened: int) -> str:
        """Return the next number of the day of `opened`."""
        if opened >= self._ends:
            day = local_day(datetime.fromtimestamp(opened, UTC))
            self._day, self._ends = f"{day:%Y%m%d}", int(day_start(day + timedelta(days=1)).timestamp())
        self.last[self._day] = self.last.get(self._day, 0) + 1
        return f"{self._day}-{self.last[self._day]:04}"


def _insert_sql(connection: Connection, filled: Table) -> str:
    quote = connection.dialect.identifier_preparer.quote
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    names = filled.columns.keys()
    return f"INSERT INTO {filled.name} ({', '.join(map(quote, names))}) VALUES ({', '.join(mark for _ in names)})"


def _write(connection: Connection, stories: Iterator[Story]) -> None:
    batch, numbers = _Batch(connection), _Numbers()
    for count, story in enumerate(stories, start=1):
        batch.add(story, numbers.take(story.ticket["opened"]))
        if count % BATCH == 0:
            batch.write()
    batch.write()
    connection.execute(insert(day_numbers), [{"day": day, "last": last} for day, last in numbers.last.items()])
