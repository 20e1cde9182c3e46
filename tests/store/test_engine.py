"""A file is opened with settings that keep data durable, and values are checked on their way in and out."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import URL, create_engine, insert, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError

from tests.desk_fixtures import START, Hand
from tickets.actions.followup import note
from tickets.errors import Unavailable
from tickets.rules.words import Role
from tickets.store.engine import BUSY_SECONDS, Store, database_file
from tickets.store.queries.ticket_file import ticket_file
from tickets.store.schema import open_store
from tickets.store.tables import clocks, journal, settings, staff, tickets


@pytest.fixture
def store(desk_url: str) -> Iterator[Store]:
    """A store as the program opens it."""
    store = open_store(desk_url)
    yield store
    store.close()


def pragma(connection: Any, name: str) -> Any:
    return connection.exec_driver_sql(f"PRAGMA {name}").scalar()


@pytest.mark.parametrize("name", ["王 主任.db", "100%.db", "why?.db", "a#b.db"])
def test_the_address_of_a_file_is_readable_and_works_from_any_folder(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    store = Store(create_engine(URL.create("sqlite", database=name)))
    assert name in store.address.replace("%25", "%").replace("%3F", "?")
    assert database_file(store.address) == tmp_path / name
    store.close()


@pytest.mark.parametrize("how", ["reading", "writing"])
def test_the_file_is_opened_with_wal_and_full_sync(store: Store, how: str) -> None:
    with getattr(store, how)() as connection:
        assert pragma(connection, "journal_mode") == "wal"
        assert pragma(connection, "synchronous") == 2  # FULL: synced to disk before the command is done
        assert pragma(connection, "foreign_keys") == 1
        assert pragma(connection, "busy_timeout") == BUSY_SECONDS * 1000


def test_every_connection_of_the_store_has_the_safe_settings(store: Store) -> None:
    seen: list[tuple[Any, ...]] = []
    together = threading.Barrier(4)

    def look() -> None:
        with store.reading() as connection:
            together.wait()
            seen.append(tuple(pragma(connection, name) for name in ("synchronous", "foreign_keys", "busy_timeout")))

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [(2, 1, BUSY_SECONDS * 1000)] * 4


def test_a_row_with_a_dangling_foreign_key_is_refused(store: Store) -> None:
    with pytest.raises(IntegrityError), store.writing() as connection:
        connection.execute(
            insert(journal).values(at=START, action="x", ticket_id=99_999, changes=[], request="r", seat="")
        )


def test_a_block_that_raises_is_rolled_back(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.writing() as connection:
        connection.execute(insert(settings).values(key="半途", value=1))
        raise ZeroDivisionError
    with store.reading() as connection:
        assert connection.execute(select(settings).where(settings.c.key == "半途")).first() is None


def test_a_reader_does_not_wait_for_a_writer(store: Store) -> None:
    with store.writing() as writing, store.reading() as reading:
        writing.execute(insert(settings).values(key="新", value=1))
        assert reading.execute(select(settings).where(settings.c.key == "新")).first() is None


@pytest.mark.parametrize("statement", ["UPDATE journal SET text = 'x'", "DELETE FROM journal"])
def test_the_journal_refuses_updates_and_deletes(hand: Hand, statement: str) -> None:
    hand.log()
    before = hand.rows(journal)
    with pytest.raises(DBAPIError, match="append-only"), hand.desk.store.writing() as connection:
        connection.exec_driver_sql(f"{statement} WHERE id = 1")
    with closing(sqlite3.connect(str(hand.desk.store.engine.url.database))) as another_program:
        with pytest.raises(sqlite3.DatabaseError, match="append-only"):
            another_program.execute(statement)
        another_program.rollback()
    assert hand.rows(journal) == before


def test_an_instant_comes_back_aware_in_utc_and_whole(store: Store) -> None:
    shanghai = timezone(timedelta(hours=8))
    value = datetime(2026, 1, 20, 10, 0, 5, 999_999, tzinfo=shanghai)
    with store.writing() as connection:
        connection.execute(insert(journal).values(at=value, action="x", changes=[], request="r", seat=""))
        [back] = connection.execute(select(journal.c.at).where(journal.c.request == "r")).scalars()
    assert back == datetime(2026, 1, 20, 2, 0, 5, tzinfo=UTC)
    assert back.tzinfo is UTC


@pytest.mark.parametrize("table_and_column", [(tickets, "opened"), (clocks, "started"), (journal, "at")])
def test_a_naive_instant_is_refused(store: Store, table_and_column: tuple[Any, str]) -> None:
    table, column = table_and_column
    naive = datetime(2026, 1, 20, 10, 0)  # noqa: DTZ001
    for statement in (update(table).values({column: naive}), select(table).where(table.c[column] == naive)):
        with pytest.raises(StatementError, match="naive"), store.writing() as connection:
            connection.execute(statement)


def test_roles_come_back_as_a_set(store: Store) -> None:
    with store.writing() as connection:
        for index, roles in enumerate([frozenset(Role), frozenset({Role.OPERATOR}), frozenset[Role]()]):
            connection.execute(insert(staff).values(name=f"某{index}", roles=roles))
            found = connection.execute(select(staff.c.roles).where(staff.c.name == f"某{index}")).scalar_one()
            assert found == roles


@pytest.mark.parametrize("spoil", ["UPDATE settings SET value = '[\"等材料\"'", "UPDATE tickets SET fault = 'ghost'"])
def test_an_unknown_value_in_the_database_is_reported(hand: Hand, spoil: str) -> None:
    key = hand.log()
    hand.desk.store.close()
    with closing(sqlite3.connect(str(hand.desk.store.engine.url.database))) as elsewhere:
        elsewhere.execute(spoil)
        elsewhere.commit()
    reads: list[Callable[[], object]] = [
        lambda: hand.ticket(key),
        lambda: hand.clocks(key),
        lambda: hand.rows(staff),
        lambda: hand.rows(settings),
        lambda: hand.desk.read(ticket_file, key, hand.desk.now()),
        lambda: hand.do(note(key, None, "看看")),
    ]
    sentences = []
    for read in reads:
        try:
            read()
        except Unavailable as unavailable:
            sentences.append(unavailable.sentence)
    assert sentences
    assert all("损坏" in sentence or "读不出" in sentence for sentence in sentences)


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("sqlite:////var/desk.db", Path("/var/desk.db")),
        ("sqlite:///desk.db", Path("desk.db")),
        ("sqlite://", None),
        ("sqlite:///:memory:", None),
        ("postgresql+psycopg://desk@server/desk", None),
    ],
)
def test_the_file_behind_an_address(url: str, path: Path | None) -> None:
    assert database_file(url) == path
