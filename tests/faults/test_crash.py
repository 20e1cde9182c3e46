"""The program is killed at any moment: every number shown to an operator is in the database, completely."""

import contextlib
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tickets.service import TicketService
from tickets.store.schema import open_store

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.slow


@contextlib.contextmanager
def calling(url: str, count: int = 0) -> Iterator[subprocess.Popen[str]]:
    """A process that logs calls, killed at the end of the block if it still runs."""
    command = [sys.executable, "-m", "tests.faults.caller", url, str(count)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            assert process.stdout.readline() == "ready\n"
            yield process
        finally:
            process.kill()


def numbers_in(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        whole = (
            "SELECT number FROM tickets t WHERE "
            "(SELECT count(*) FROM calls WHERE ticket_id = t.id) = 1 AND "
            "(SELECT count(*) FROM clocks WHERE subject_id = t.id) = 1 AND "
            "(SELECT count(*) FROM journal j JOIN requests r USING (request) WHERE j.ticket_id = t.id) = 1"
        )
        found = {number for (number,) in connection.execute(whole)}
        assert connection.execute("SELECT count(*) FROM tickets").fetchone() == (len(found),)
        return found


def test_every_ticket_number_reported_before_the_kill_is_in_the_database(blank_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    shutil.copy(blank_file, path)
    reported: set[str] = set()
    dice = random.Random()
    for _ in range(6):
        with calling(f"sqlite:///{path}") as process:
            assert process.stdout is not None
            for _ in range(dice.randrange(1, 120)):
                reported.add(process.stdout.readline().strip())
            process.kill()
            reported |= {
                line.strip() for line in process.stdout.read().splitlines(keepends=True) if line.endswith("\n")
            }
        assert reported <= numbers_in(path)
    assert "" not in reported


def test_processes_that_log_at_once_never_share_a_number_or_lose_a_call(blank_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    shutil.copy(blank_file, path)
    with contextlib.ExitStack() as stack:
        processes = [stack.enter_context(calling(f"sqlite:///{path}", 60)) for _ in range(3)]
        reported = [number for process in processes if process.stdout for number in process.stdout.read().split()]
        assert [process.wait(300) for process in processes] == [0, 0, 0]
    assert len(reported) == len(set(reported)) == 180
    assert numbers_in(path) == set(reported)
    assert sorted(int(number[-4:]) for number in reported) == list(range(1, 181))


def test_processes_that_create_the_same_file_at_once_share_one_database(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    command = [sys.executable, "-m", "tests.faults.caller", f"sqlite:///{path}", "5"]
    processes = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    reported = [process.communicate(timeout=300)[0].split()[1:] for process in processes]
    assert [process.returncode for process in processes] == [0] * 4
    assert len({number for numbers in reported for number in numbers}) == 20
    desk = TicketService(open_store(f"sqlite:///{path}"))
    assert len(numbers_in(path)) == 20
    desk.close()
