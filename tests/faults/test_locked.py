"""Another program has locked the file: the service waits a little, reports it, and nothing is lost."""

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Timer

import pytest

from tests.desk_fixtures import Hand, HandClock, proper_sentence
from tests.faults.conftest import SOON, Open
from tickets.actions.intake import CallDetails, ReportedFault, log_call
from tickets.errors import Unavailable
from tickets.service import TicketService
from tickets.store.lock_holder import lock_holder_of
from tickets.store.queries.board import open_tickets
from tickets.store.schema import open_store

ROOT = Path(__file__).parents[2]
CALL = log_call(CallDetails("13800000000", words="路上冒水"), ReportedFault("visible_leak"))


@pytest.fixture
def lock(file: Path) -> Iterator[sqlite3.Connection]:
    """Another program's connection, which holds the file until it rolls back."""
    open_store(f"sqlite:///{file}").close()
    with closing(sqlite3.connect(file, isolation_level=None, check_same_thread=False)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        yield connection


def test_a_locked_file_is_reported_in_time_and_the_same_call_is_logged_once_it_is_free(
    lock: sqlite3.Connection, file: Path, sit_down: Open
) -> None:
    hand = sit_down(file)
    began = time.monotonic()
    with pytest.raises(Unavailable) as caught:
        hand.execute(CALL)
    assert SOON <= time.monotonic() - began < SOON + 5
    assert "占用" in proper_sentence(caught.value.sentence)
    assert hand.desk.read(open_tickets) == []
    lock.execute("ROLLBACK")
    assert not hand.execute(CALL).repeated
    assert hand.execute(CALL).repeated
    assert len(hand.desk.read(open_tickets)) == 1


def test_reading_goes_on_while_another_program_writes(lock: sqlite3.Connection, file: Path, sit_down: Open) -> None:
    assert sit_down(file).desk.read(open_tickets) == []


def test_a_sweep_that_can_t_write_is_reported_and_everything_is_raised_later(
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
    desk = TicketService(open_store(f"sqlite:///{file}"))
    release = Timer(0.3, lambda: lock.execute("ROLLBACK"))
    release.start()
    try:
        assert Hand(desk).execute(CALL).result
    finally:
        release.join()
        desk.close()


def test_a_new_file_that_is_locked_is_reported(folder: Path) -> None:
    path = folder / "new.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        with pytest.raises(Unavailable) as caught:
            open_store(f"sqlite:///{path}", SOON)
        assert "占用" in caught.value.sentence
        connection.execute("ROLLBACK")
    open_store(f"sqlite:///{path}", SOON).close()


HOLD = """
import os, signal, sys
from tickets.store.schema import open_store
store = open_store("sqlite:///" + sys.argv[1])
with store.writing():
    print("holding", flush=True)
    os.kill(os.getpid(), signal.SIGSTOP)
"""


@pytest.mark.skipif(not Path("/proc/locks").exists(), reason="only Linux tells who holds a lock")
def test_a_process_stopped_during_a_write_is_named_and_the_call_is_logged_once_it_is_gone(
    file: Path, sit_down: Open
) -> None:
    hand = sit_down(file)
    holding = subprocess.Popen([sys.executable, "-c", HOLD, str(file)], cwd=ROOT, stdout=subprocess.PIPE)
    try:
        assert holding.stdout is not None
        assert holding.stdout.readline() == b"holding\n"
        os.waitpid(holding.pid, os.WUNTRACED)
        with pytest.raises(Unavailable) as caught:
            hand.execute(CALL)
        sentence = proper_sentence(caught.value.sentence)
        assert f"（进程 {holding.pid}，" in sentence
        assert "，已停住）" in sentence
    finally:
        holding.kill()
        holding.communicate()
    assert not hand.execute(CALL).repeated
    assert len(hand.desk.read(open_tickets)) == 1


def test_a_lock_with_an_unknown_holder_is_reported_without_a_name(tmp_path: Path) -> None:
    assert lock_holder_of(tmp_path / "desk.db") == ""
    shared = tmp_path / "desk.db-shm"
    shared.touch()
    locks = tmp_path / "locks"
    place = f"{os.major(shared.stat().st_dev):02x}:{os.minor(shared.stat().st_dev):02x}:{shared.stat().st_ino}"
    for line in ("", "rubbish", f"1: POSIX ADVISORY WRITE x {place} 120 120", f"1: POSIX ADVISORY WRITE 1 {place} 1 2"):
        locks.write_text(line)
        assert lock_holder_of(tmp_path / "desk.db", locks) == ""
    status = tmp_path / "4711" / "stat"
    status.parent.mkdir()
    status.write_text("4711 (a (b) c) S 1 1")
    locks.write_text(f"1: POSIX ADVISORY WRITE 4711 {place} 120 120")
    assert lock_holder_of(tmp_path / "desk.db", locks, tmp_path) == "进程 4711，a (b) c"
