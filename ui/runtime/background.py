"""Passes work between threads: work runs on a worker, its result is delivered on the GUI thread.

Read the widgets before the work starts and touch none inside it. Callbacks and owners stay on the GUI thread, so a
worker never destroys a widget.
"""

import traceback
from collections.abc import Callable, Hashable, Mapping
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from enum import Enum, auto
from functools import partial
from itertools import count
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from tickets.errors import DeskError, ShutOut, Unavailable, Unexpected
from tickets.log.record import NOT_DONE, NOT_READ, NOT_SHOWN, record
from tickets.store.unreadable import BrokenRow, collecting_broken, log_broken
from ui.runtime.worker_thread import WorkerThread

T = TypeVar("T")

CHAIN_AT_MOST = 20  # chained exceptions whose frames are cleared
LONGEST_PAUSE = 60  # seconds between two tries of a query that fails unexpectedly


class Worker(Enum):
    """A queue with a thread of its own. Its work runs in the order in which it was submitted."""

    DATABASE = auto()
    SLOW = auto()
    FILES = auto()  # small files of this machine, such as drafts: must not wait for a report
    SEARCH = auto()  # the archive, whose searches may be slow: nothing an operator types may wait for them
    BACKUP = auto()  # takes minutes: reports must not wait for it


@dataclass(frozen=True, slots=True)
class _Ok:
    value: Any
    broken: tuple[BrokenRow, ...] = ()  # unreadable rows that the result lacks


@dataclass(frozen=True, slots=True)
class _Err:
    error: DeskError


@dataclass(slots=True)
class _Unread:
    ask: Callable[[], None]
    error: DeskError
    shown: DeskError  # the DeskError that `unhandled` was emitted with for this kind of failure
    pause: int  # `ask_again` calls to skip before a retry when nothing has changed; 0: retry only after a change
    left: int  # calls still to skip


@dataclass(slots=True)
class _Job:
    done: Callable[[Any], None] | None
    failed: Callable[[DeskError], None] | None
    owner: QObject | None
    place: tuple[Worker, Hashable] | None = None  # work with the same queue and key is the same query
    again: Callable[[], None] | None = None  # repeats the query
    future: "Future[None] | None" = None


class Background(QObject):
    """Runs work off the GUI thread."""

    unhandled = Signal(object)  # a DeskError that has no `failed` callback
    recovered = Signal(object)  # a DeskError emitted before: everything that failed because of it has been read since
    unreadable = Signal(object)  # tuple[BrokenRow, ...] that a result lacks
    shut_out = Signal(object)  # a ShutOut, with or without a `failed` callback
    _answered = Signal(int, object)

    def __init__(self, workers: Mapping[Worker, Executor] | None = None) -> None:
        super().__init__()
        self._workers = workers if workers is not None else _threads()
        self._numbers = count()
        self._jobs: dict[int, _Job] = {}
        self._newest: dict[tuple[Worker, Hashable], int] = {}
        self._unread: dict[tuple[Worker, Hashable], _Unread] = {}
        self._closed = False
        self._noted: set[BrokenRow] = set()  # unreadable rows that are in the log already
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def pending(self) -> int:
        """The number of results still to come."""
        return len(self._jobs)

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[DeskError], None] | None = None,
        *,
        worker: Worker = Worker.DATABASE,
        owner: QObject | None = None,
    ) -> None:
        """Queue `work`; `done` receives its result, `failed` the DeskError it raised.

        Without `failed`, `unhandled` is emitted. Any other exception, of `done` too, is logged and delivered as
        Unexpected: `failed` is always called and can make the screen usable again. Once `owner` is destroyed its
        callbacks are not called and a failure goes to `unhandled`; without an owner, the QObject whose method `done` is
        counts as owner. After `close` the work does not run and fails with Unavailable.
        """
        self._queue(work, _Job(done, failed, owner or receiver_of(done)), worker)

    def latest(
        self,
        key: Hashable,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[DeskError], None] | None = None,
        *,
        worker: Worker = Worker.DATABASE,
        owner: QObject | None = None,
        drop_running: bool = True,
    ) -> None:
        """Run a query of which only the newest version under `key` matters.

        Older ones are skipped if they haven't started. If one is running its result is dropped, because it answers
        another question (search as you type). Without `drop_running` it is still delivered, so that a screen is
        updated even during constant changes. Without `failed`, a failure is reported once and the query repeated by
        `ask_again`.
        """
        place = (worker, key)
        for older in [number for number, job in self._jobs.items() if job.place == place]:
            self._skip_unstarted(older)
            if drop_running:
                self._jobs.pop(older, None)
        job = _Job(done, failed, owner or receiver_of(done), place)
        if failed is None:
            job.again = partial(self.latest, key, work, done, worker=worker, owner=owner, drop_running=drop_running)
        self._newest[place] = self._queue(work, job, worker)

    def is_unread(self, key: Hashable, worker: Worker = Worker.DATABASE) -> bool:
        """Return whether the newest query under this key has failed and not succeeded since."""
        return (worker, key) in self._unread

    def still_unread(self, sentence: str) -> bool:
        """Return whether a query that failed with this sentence has still not succeeded."""
        return any(unread.shown.sentence == sentence for unread in self._unread.values())

    def ask_again(self, *, everything: bool = False) -> None:
        """Repeat the queries that failed temporarily, or with `everything` all that failed.

        Called each second, and with `everything` once the connection works again. A query that failed unexpectedly is
        repeated after 1, 2, 4 … calls, up to LONGEST_PAUSE.
        """
        for place, unread in tuple(self._unread.items()):
            if self._newest[place] in self._jobs:
                continue
            unread.left -= 1
            if everything or (unread.pause and unread.left <= 0):
                unread.ask()

    @property
    def closed(self) -> bool:
        """Whether no more work is accepted; long work should end."""
        return self._closed

    def close(self, wait: bool = True) -> None:
        """Accept no more work. Queued work of the slow queues is dropped, that of the others is finished.

        With `wait` this blocks until it is done. Delivering the results still needs an event loop.
        """
        self._closed = True
        for worker, executor in self._workers.items():
            slow = worker in (Worker.SLOW, Worker.SEARCH, Worker.BACKUP)
            executor.shutdown(wait=wait and not slow, cancel_futures=slow)

    def _queue(self, work: Callable[[], Any], job: _Job, worker: Worker) -> int:
        number = next(self._numbers)
        self._jobs[number] = job
        if self._closed:
            self._answered.emit(number, _Err(Unavailable("程序正在退出，这一步没有执行。")))
            return number
        try:
            job.future = self._workers[worker].submit(self._work, number, work, _sentence(job))
        except BaseException as error:  # noqa: BLE001  a worker that accepts no work: `failed` is called
            self._answered.emit(number, _Err(record(error, _sentence(job))))
        return number

    def _work(self, number: int, work: Callable[[], Any], sentence: str) -> None:
        try:
            with collecting_broken() as broken:
                value = work()
            log_broken(broken, self._noted)
            outcome: _Ok | _Err = _Ok(value, tuple(broken))
        except DeskError as error:
            _let_go(error)
            outcome = _Err(error)
        except BaseException as error:  # noqa: BLE001  `failed` is called for any exception
            outcome = _Err(record(error, sentence))
            _let_go(error)
        self._answered.emit(number, outcome)

    def _skip_unstarted(self, number: int) -> None:
        job = self._jobs.get(number)
        if job is not None and job.future is not None and job.future.cancel():
            del self._jobs[number]

    def _deliver(self, number: int, outcome: _Ok | _Err) -> None:
        job = self._jobs.pop(number, None)
        gone = job is None or (job.owner is not None and not shiboken6.isValid(job.owner))
        match outcome:
            case _Ok(value, broken) if job is not None and job.done is not None and not gone:
                try:
                    job.done(value)
                except BaseException as error:  # noqa: BLE001  a screen that can't show a result must not keep waiting
                    self._fail(number, job, gone, record(error, NOT_SHOWN if job.place is None else NOT_READ))
                else:
                    self._answer(number, job)
                if broken:
                    self.unreadable.emit(broken)
            case _Ok() if job is not None:
                self._answer(number, job)
            case _Err(error):
                if isinstance(error, ShutOut):
                    self.shut_out.emit(error)
                if job is not None:
                    self._fail(number, job, gone, error)

    def _answer(self, number: int, job: _Job) -> None:
        if job.place is not None and self._newest[job.place] == number:
            unread = self._unread.pop(job.place, None)
            if unread is not None:
                self.recovered.emit(unread.shown)

    def _fail(self, number: int, job: _Job, gone: bool, error: DeskError) -> None:
        if not gone and job.again is not None and job.place is not None:
            self._keep_unread(number, job.place, job.again, error)
        elif gone or job.failed is None:
            self.unhandled.emit(error)
        else:
            try:
                job.failed(error)
            except BaseException as worse:  # noqa: BLE001  the window shows what the screen could not
                self.unhandled.emit(record(worse))

    def _keep_unread(
        self, number: int, place: tuple[Worker, Hashable], again: Callable[[], None], error: DeskError
    ) -> None:
        if self._newest[place] != number:
            return  # the newer query reports the failure
        before = self._unread.get(place)
        pause = 0
        if isinstance(error, Unexpected):
            pause = min(2 * before.pause, LONGEST_PAUSE) if before is not None and before.pause else 1
        elif place[0] is Worker.DATABASE and isinstance(error, Unavailable):
            pause = 1
        same = before if before is not None and type(before.error) is type(error) else None
        self._unread[place] = _Unread(again, error, error if same is None else same.shown, pause, pause)
        if same is None:
            self.unhandled.emit(error)


def _sentence(job: _Job) -> str:
    return NOT_DONE if job.place is None else NOT_READ


def _let_go(error: BaseException) -> None:
    """Clear the frames of an exception, so that it doesn't keep objects such as cursors alive."""
    link: BaseException | None = error
    for _ in range(CHAIN_AT_MOST):
        if link is not None:
            traceback.clear_frames(link.__traceback__)
            link = link.__cause__ or link.__context__


def receiver_of(done: Callable[..., None] | None) -> QObject | None:
    """Return the QObject whose method a callback is; None for any other callback."""
    receiver = getattr(done, "__self__", None)
    return receiver if isinstance(receiver, QObject) else None


def _threads() -> dict[Worker, Executor]:
    return {worker: WorkerThread(worker.name.lower()) for worker in Worker}
