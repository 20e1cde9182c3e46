"""Of all programs that check, one makes the night's backup; a failure is retried, and the next night is made."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread
from typing import Any
from unittest.mock import Mock

import pytest

from tests.desk_fixtures import HandClock
from tests.moving import Lived
from tickets.backup import ledger, nightly
from tickets.backup import planned_backup as keeping
from tickets.backup.make_backup import BackupMade
from tickets.backup.nightly import Nightly
from tickets.backup.plan import FILE
from tickets.backup.progress import Cancelled
from tickets.rules.backups import TRIES_APART, night_of
from tickets.service import TicketService
from tickets.store.schema import open_store
from tickets.store.tables import backups as backups_table


@pytest.fixture
def clock(lived: Lived) -> HandClock:
    return HandClock(lived.clock().replace(hour=4))  # noon in Dong'e


@pytest.fixture
def desks(file: Path, clock: HandClock) -> Iterator[list[TicketService]]:
    """Two services on one file."""
    both = [TicketService(open_store(f"sqlite:///{file}"), clock) for _ in range(2)]
    yield both
    for desk in both:
        desk.close()


def backups(file: Path) -> list[str]:
    folder = file.parent / "backups"
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_while_one_seat_makes_the_nightly_backup_another_makes_none(
    file: Path, desks: list[TicketService], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = (Nightly(desk, file.parent) for desk in desks)
    carry_out, begun, looked = keeping.carry_out, Event(), Event()

    def wait_for_the_other(*args: Any) -> BackupMade:
        begun.set()
        looked.wait(10)
        return carry_out(*args)

    monkeypatch.setattr(keeping, "carry_out", wait_for_the_other)
    made: list[bool] = []
    thread = Thread(target=lambda: made.append(first.look()))
    thread.start()
    assert begun.wait(10)
    made.append(second.look())
    looked.set()
    thread.join()
    assert made == [False, True]
    assert len(backups(file)) == 1
    assert len(desks[0].read(ledger.latest)) == 1


def test_each_night_has_its_backup_and_a_missed_one_is_made_late(
    file: Path, desks: list[TicketService], clock: HandClock
) -> None:
    first, second = (Nightly(desk, file.parent) for desk in desks)
    assert first.look()
    assert [first.look(), second.look()] == [False, False]
    clock.set(clock.now.replace(hour=18, minute=59))  # 02:59, before the hour
    assert not second.look()
    clock.advance(minutes=1)
    assert second.look()
    clock.advance(days=3, hours=5)
    assert first.look()
    assert len(backups(file)) == 3
    assert [row.kind for row in desks[0].read(ledger.latest)] == ["nightly"] * 3


def test_a_failed_nightly_backup_is_reported_and_retried_later(
    file: Path, desks: list[TicketService], clock: HandClock
) -> None:
    (file.parent / "backups").write_text("no folder")
    first, second = (Nightly(desk, file.parent) for desk in desks)
    assert not first.look()
    assert "文件夹" in first.trouble
    assert desks[0].read(ledger.latest)[0].trouble == first.trouble
    (file.parent / "backups").unlink()
    assert not second.look()  # not at once
    clock.advance(TRIES_APART.total_seconds())
    assert second.look()
    assert desks[0].read(ledger.last_good) is not None


@pytest.mark.parametrize("error", [ZeroDivisionError, SystemExit])
def test_any_error_is_recorded_and_the_nightly_backup_is_retried(
    file: Path, desks: list[TicketService], clock: HandClock, monkeypatch: pytest.MonkeyPatch, surprises: list[str],
    error: type[BaseException],
) -> None:  # fmt: skip
    one = Nightly(desks[0], file.parent)
    with monkeypatch.context() as patched:
        patched.setattr(keeping, "carry_out", Mock(side_effect=error))
        assert not one.look()
    assert error.__name__ in surprises.pop()
    assert "意外" in one.trouble
    assert "意外" in desks[0].read(ledger.latest)[0].trouble
    clock.advance(TRIES_APART.total_seconds())
    assert one.look()
    assert one.trouble == ""


def test_the_backup_of_a_dead_program_is_taken_over_after_two_hours(
    file: Path, desks: list[TicketService], clock: HandClock
) -> None:
    with desks[0].store.writing() as connection:
        assert ledger.claim_night(connection, night_of(clock(), 3), "gone", clock()) is not None
    other = Nightly(desks[1], file.parent)
    assert not other.look()
    clock.advance(ledger.CLAIM_SECONDS)
    assert other.look()


def test_stopping_aborts_the_nightly_backup_and_leaves_it_to_the_next_program(
    file: Path, desks: list[TicketService], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = (Nightly(desk, file.parent) for desk in desks)

    with monkeypatch.context() as patched:
        patched.setattr(keeping, "carry_out", Mock(side_effect=Cancelled))
        assert not first.look()
    first.stop()
    assert not first.look()
    assert second.look()


def test_a_plan_that_is_off_or_broken_makes_no_nightly_backup(file: Path, desks: list[TicketService]) -> None:
    one = Nightly(desks[0], file.parent)
    (file.parent / FILE).write_text("on = false\n")
    assert (one.look(), one.trouble) == (False, "")
    (file.parent / FILE).write_text("on = maybe\n")
    assert not one.look()
    assert "备份设置" in one.trouble
    assert backups(file) == []


def test_a_watch_service_makes_nightly_backups_too(file: Path, desks: list[TicketService]) -> None:
    with nightly.backing_up(desks[0], file.parent) as running:
        assert running._scheduler is not None
        (job,) = running._scheduler.get_jobs()
        assert job.func == running.look
        assert job.trigger.interval == timedelta(seconds=nightly.LOOK_SECONDS)
    assert not running._scheduler.running


@pytest.mark.parametrize("what", ["made", "claimed"])
def test_a_backup_dated_in_the_future_does_not_stop_the_nightly_backup(
    what: str, file: Path, desks: list[TicketService], clock: HandClock
) -> None:
    night, ahead = night_of(clock(), 3), clock() + timedelta(days=300)
    with desks[0].store.writing() as connection:
        key = ledger.claim_night(connection, night, "host", ahead)
        assert key is not None
        if what == "made":
            ledger.end(connection, key, ahead, "/b/x.zip", 1)
    age = desks[0].read(ledger.backup_age, clock())
    assert age.made is None
    assert Nightly(desks[1], file.parent).look()
    assert desks[0].read(ledger.backup_age, clock()).made == clock()


def test_a_backup_dated_up_to_an_hour_ahead_counts_and_one_dated_later_does_not(
    desks: list[TicketService], clock: HandClock
) -> None:
    night = night_of(clock(), 3)
    hour_ahead = clock() + timedelta(hours=1)
    for ended, counts in ((hour_ahead, True), (hour_ahead + timedelta(seconds=1), False)):
        with desks[0].store.writing() as connection:
            key = ledger.claim_night(connection, night, "host", ended)
            assert key is not None
            ledger.end(connection, key, ended, "/b/x.zip", 1)
            assert ledger.is_made(connection, night, clock()) is counts
            assert (ledger.backup_age(connection, clock()).made == ended) is counts
            if counts:
                assert ledger.claim_night(connection, night, "other host", clock()) is None
                connection.execute(backups_table.delete())
            else:
                assert ledger.claim_night(connection, night, "other host", clock()) is not None
