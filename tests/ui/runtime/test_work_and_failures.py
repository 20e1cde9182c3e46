"""What becomes of work that fails, is outdated, or is under way when the program ends."""

import threading
import weakref
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QObject
from pytestqt.qtbot import QtBot

from tests.ui.kit.manual_worker import ManualWorker, manual_background
from tests.ui.kit.test_lane_thread import Bomb
from tickets.errors import DeskError, Refused, Unavailable, Unexpected
from tickets.log.record import NOT_DONE, NOT_READ, NOT_SHOWN
from ui.runtime.background import Background, Worker
from ui.runtime.tick import single_shot
from ui.runtime.worker_thread import WorkerThread

pytestmark = pytest.mark.usefixtures("qapp")
PATIENCE = 60


class Reads:
    """Reads with prepared answers, and what the window hears of them."""

    def __init__(self, background: Background, worker: ManualWorker) -> None:
        self.background, self.worker = background, worker
        self.shown: list[str] = []
        self.unhandled: list[DeskError] = []
        self.recovered: list[DeskError] = []
        background.unhandled.connect(self.unhandled.append)
        background.recovered.connect(self.recovered.append)
        self.answers: list[Any] = []
        self.asked = 0

    def read(self) -> str:
        self.asked += 1
        answer = self.answers.pop(0)
        if isinstance(answer, BaseException):
            raise answer
        return str(answer)

    def ask(self, *answers: Any, on: Worker = Worker.DATABASE, deliver: bool = True) -> None:
        """Ask anew; the answers are for this and the following reads."""
        self.answers += answers
        self.background.latest("page", self.read, self.shown.append, worker=on, drop_running=False)
        if deliver:
            self.worker.drain()

    def again(self, *, everything: bool = False) -> bool:
        """Return whether a failed read is repeated now."""
        before = self.asked
        self.background.ask_again(everything=everything)
        self.worker.drain()
        return self.asked > before


@pytest.fixture
def reads() -> Iterator[Reads]:
    background, worker = manual_background()
    yield Reads(background, worker)
    background.deleteLater()


AWAY, GONE, BUG = Unavailable("连不上。"), Refused("没有这一条。"), KeyError("x")


def test_a_read_that_fails_unexpectedly_is_repeated_at_least_every_minute(reads: Reads, surprises: list[str]) -> None:
    reads.ask(*[BUG] * 20)
    asked = [second for second in range(1, 190) if reads.again()]
    assert asked == [1, 3, 7, 15, 31, 63, 123, 183]
    surprises.clear()


def test_a_failure_of_another_kind_is_told_and_the_last_one_told_is_recovered(
    reads: Reads, surprises: list[str]
) -> None:
    reads.ask(GONE, AWAY, Unavailable("仍连不上。"), "rows")
    assert not reads.again(), "it would be refused again"
    assert reads.again(everything=True)
    assert reads.unhandled == [GONE, AWAY]
    assert reads.background.still_unread("连不上。") and not reads.background.still_unread("没有这一条。")
    assert reads.again()
    assert reads.unhandled == [GONE, AWAY], "it is still the same trouble"
    assert reads.background.still_unread("连不上。")
    assert reads.again()
    assert (reads.shown, reads.recovered) == (["rows"], [AWAY])
    assert not reads.background.still_unread("连不上。")


def test_a_bug_after_a_refusal_is_looked_at_again_a_second_later(reads: Reads, surprises: list[str]) -> None:
    reads.ask(GONE, BUG, "rows")
    assert reads.again(everything=True)
    assert [type(error) for error in reads.unhandled] == [Refused, Unexpected]
    assert reads.again()
    assert reads.shown == ["rows"]
    surprises.clear()


def test_only_the_reads_of_the_database_are_repeated_each_second(reads: Reads) -> None:
    reads.ask(AWAY, "report", on=Worker.SLOW)
    assert reads.background.is_unread("page", Worker.SLOW) and not reads.background.is_unread("page")
    assert not any(reads.again() for _ in range(100)), "a report takes long"
    assert reads.again(everything=True)
    assert reads.shown == ["report"]


def test_a_failed_read_counts_as_failed_until_the_newest_one_is_answered(reads: Reads) -> None:
    reads.ask(AWAY)
    reads.ask("older", deliver=False)
    reads.worker.work()  # run on the worker, not delivered yet
    reads.ask(AWAY, deliver=False)
    QCoreApplication.processEvents()
    assert (reads.shown, reads.recovered) == (["older"], [])
    assert reads.background.is_unread("page")
    reads.worker.drain()
    assert reads.unhandled == [AWAY]


def test_an_unexpected_error_says_whether_something_was_not_done_not_read_or_not_shown(
    reads: Reads, surprises: list[str]
) -> None:
    def fail(*_given: object) -> None:
        raise BUG

    for ask in (
        lambda: reads.background.run(fail),
        lambda: reads.background.run(lambda: 1, fail),
        lambda: reads.background.latest("a", fail, lambda _: None),
        lambda: reads.background.latest("b", lambda: 1, fail),
    ):
        ask()
        reads.worker.drain()
    assert [error.sentence for error in reads.unhandled] == [NOT_DONE, NOT_SHOWN, NOT_READ, NOT_READ]
    surprises.clear()


class Cursor:
    """Stands for something that a failed query still holds."""


@pytest.mark.parametrize("how", ["itself", "its cause", "its context"])
def test_a_kept_error_keeps_nothing_of_the_work_that_failed(reads: Reads, how: str) -> None:
    cursors: list[weakref.ref[Cursor]] = []
    errors: list[DeskError] = []

    def deep() -> None:
        cursor = Cursor()
        cursors.append(weakref.ref(cursor))
        raise Refused("没有这一条。") if how == "itself" else ValueError(cursor is None)

    def work() -> None:
        try:
            deep()
        except ValueError as error:
            if how == "its cause":
                raise Refused("没有这一条。") from error
            raise Refused("没有这一条。")  # noqa: B904

    reads.background.run(work, failed=errors.append)
    reads.worker.drain()
    assert errors and cursors[0]() is None


class Recorder(Executor):
    """Records how it was shut down."""

    def __init__(self) -> None:
        self.ended: tuple[bool, bool] | None = None

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        raise NotImplementedError

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self.ended = wait, cancel_futures


@pytest.mark.parametrize("wait", [True, False])
def test_the_end_waits_for_what_is_written_and_for_nothing_slow(wait: bool) -> None:
    workers = {worker: Recorder() for worker in Worker}
    background = Background(workers)
    assert not background.closed
    background.close(wait=wait)
    assert background.closed
    quick, slow = (wait, False), (False, True)
    assert {worker: each.ended for worker, each in workers.items()} == {
        Worker.DATABASE: quick, Worker.FILES: quick, Worker.SLOW: slow, Worker.SEARCH: slow, Worker.BACKUP: slow,
    }  # fmt: skip
    if wait:
        workers = {worker: Recorder() for worker in Worker}
        Background(workers).close()
        assert workers[Worker.DATABASE].ended == quick, "by default, too"


def test_a_queue_runs_one_call_at_a_time() -> None:
    worker, both = WorkerThread("database"), threading.Barrier(2)
    futures = [worker.submit(both.wait, 0.05) for _ in range(2)]
    for future in futures:
        with pytest.raises(threading.BrokenBarrierError):
            future.result(PATIENCE)
    worker.shutdown()


def test_a_queue_that_has_ended_stays_ended_even_if_its_thread_died() -> None:
    worker = WorkerThread("database")
    thread = worker.submit(threading.current_thread).result(PATIENCE)
    worker._pool._work_queue.put(Bomb())  # type: ignore[arg-type]
    thread.join(PATIENCE)
    worker.shutdown(wait=False)
    with pytest.raises(RuntimeError):
        worker.submit(lambda: 1)


def test_a_timer_of_one_shot_is_quiet_until_it_is_started_and_strikes_once(qtbot: QtBot) -> None:
    parent, struck = QObject(), list[bool]()
    timer = single_shot(parent, lambda: struck.append(timer.isActive()))
    assert not timer.isActive() and timer.interval() == 0
    timer.start()
    qtbot.waitUntil(lambda: bool(struck), timeout=PATIENCE * 1000)
    assert struck == [False]
    parent.deleteLater()
