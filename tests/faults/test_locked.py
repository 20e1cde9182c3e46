"""Another program holds the file: the desk waits a little, says so, and nothing is lost."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Timer

import pytest

from tests.desk_fixtures import Hand, HandClock, proper_sentence
from tests.faults.conftest import SOON, Open
from tickets.actions.intake import CallDetails, Report, log_call
from tickets.desk import Desk
from tickets.errors import Unavailable
from tickets.store.queries.board import open_tickets
from tickets.store.schema import open_store

CALL = log_call(CallDetails("13800000000", words="路上冒水"), Report("visible_leak"))


@pytest.fixture
def lock(file: Path) -> Iterator[sqlite3.Connection]:
    """Another program's connection, which holds the file until it rolls back."""
    open_store(f"sqlite:///{file}").close()
    with closing(sqlite3.connect(file, isolation_level=None, check_same_thread=False)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        yield connection


def test_a_locked_file_is_told_in_time_and_the_same_call_enters_once_it_is_free(
    lock: sqlite3.Connection, file: Path, sit_down: Open
) -> None:
    hand = sit_down(file)
    began = time.monotonic()
    with pytest.raises(Unavailable) as caught:
        hand.perform(CALL)
    assert SOON <= time.monotonic() - began < SOON + 5
    assert "占用" in proper_sentence(caught.value.sentence)
    assert hand.desk.read(open_tickets) == []
    lock.execute("ROLLBACK")
    assert not hand.perform(CALL).repeated
    assert hand.perform(CALL).repeated
    assert len(hand.desk.read(open_tickets)) == 1


def test_reading_goes_on_while_another_program_writes(lock: sqlite3.Connection, file: Path, sit_down: Open) -> None:
    assert sit_down(file).desk.read(open_tickets) == []


def test_a_sweep_that_can_t_write_is_told_and_raises_everything_later(
    lock: sqlite3.Connection, file: Path, sit_down: Open
) -> None:
    clock = HandClock()
    lock.execute("ROLLBACK")
    hand = sit_down(file, clock)
    hand.log()
    lock.execute("BEGIN EXCLUSIVE")
    clock.advance(minutes=7)
    with pytest.raises(Unavailable):
        hand.desk.sweep()
    lock.execute("ROLLBACK")
    assert hand.desk.sweep().raised == 1


def test_a_short_lock_is_waited_for(lock: sqlite3.Connection, file: Path) -> None:
    desk = Desk(open_store(f"sqlite:///{file}"))
    release = Timer(0.3, lambda: lock.execute("ROLLBACK"))
    release.start()
    try:
        assert Hand(desk).perform(CALL).result
    finally:
        release.join()
        desk.close()


def test_a_new_file_that_somebody_holds_is_told(folder: Path) -> None:
    path = folder / "new.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        with pytest.raises(Unavailable) as caught:
            open_store(f"sqlite:///{path}", SOON)
        assert "占用" in caught.value.sentence
        connection.execute("ROLLBACK")
    open_store(f"sqlite:///{path}", SOON).close()
