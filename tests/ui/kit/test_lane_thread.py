"""A queue continues after its thread has died, and loses no queued work."""

import threading
from concurrent.futures import Future
from typing import Any

import pytest

from ui.runtime.worker_thread import WorkerThread

PATIENCE = 60


class Bomb:
    """In place of work: ends the thread, as a lack of memory would."""

    def run(self) -> None:
        raise MemoryError


def test_work_queued_for_a_dead_thread_is_done_by_the_next() -> None:
    worker, release, done = WorkerThread("database"), threading.Event(), list[int]()
    first = worker.submit(threading.current_thread).result(PATIENCE)
    worker.submit(release.wait, PATIENCE)
    worker._pool._work_queue.put(Bomb())  # type: ignore[arg-type]
    left: list[Future[Any]] = [worker.submit(done.append, number) for number in (1, 2)]
    release.set()
    first.join(PATIENCE)
    assert not first.is_alive()
    assert done == []
    worker.submit(done.append, 3).result(PATIENCE)
    assert [future.result(PATIENCE) for future in left] == [None, None]
    assert done == [1, 2, 3]
    assert worker.submit(threading.current_thread).result(PATIENCE) is not first
    worker.shutdown()


def test_at_shutdown_submitted_work_is_finished_and_cancelled_work_is_not() -> None:
    worker, done = WorkerThread("files"), list[int]()
    for number in range(20):
        worker.submit(done.append, number)
    worker.shutdown()
    assert done == list(range(20))
    with pytest.raises(RuntimeError):
        worker.submit(done.append, 21)
    slow, release, begun = WorkerThread("slow"), threading.Event(), threading.Event()
    slow.submit(lambda: (begun.set(), release.wait(PATIENCE)))
    dropped = slow.submit(done.append, 22)
    begun.wait(PATIENCE)
    slow.shutdown(wait=False, cancel_futures=True)
    assert dropped.cancelled()
    release.set()


def test_work_that_raises_does_not_end_the_thread() -> None:
    worker = WorkerThread("database")
    future = worker.submit(lambda: {}["nothing"])
    with pytest.raises(KeyError):
        future.result(PATIENCE)
    assert worker.submit(lambda: 1).result(PATIENCE) == 1
    worker.shutdown()
