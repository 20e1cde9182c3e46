"""The thread of a work queue, replaced when it dies: without one every screen would wait for ever."""

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from typing import Any


class WorkerThread(Executor):
    """Runs calls one after the other, in the order submitted, on a thread of its own.

    Calls that a dead thread had not started are run by its successor, which starts with the next submitted call. At the
    end of the program submitted calls are finished first.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._waiting: deque[tuple[Future[Any], Callable[[], Any]]] = deque()
        self._lock = threading.Lock()
        self._ended = False
        self._pool = self._start()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Queue a call. Raises RuntimeError after `shutdown`, and when no thread can be started."""
        future: Future[Any] = Future()
        with self._lock:
            if self._thread is not None and not self._thread.is_alive() and not self._ended:
                self._pool = self._start()
                for _ in self._waiting:
                    self._pool.submit(self._work)
            self._pool.submit(self._work)
            self._waiting.append((future, lambda: fn(*args, **kwargs)))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Accept no more calls; with `cancel_futures` drop those not started, with `wait` block until all are done."""
        with self._lock:
            self._ended = True
            dropped = list(self._waiting) if cancel_futures else []
            self._waiting = deque() if cancel_futures else self._waiting
        for future, _ in dropped:
            future.cancel()
        self._pool.shutdown(wait=wait, cancel_futures=cancel_futures)

    def _start(self) -> ThreadPoolExecutor:
        self._thread: threading.Thread | None = None
        return ThreadPoolExecutor(1, thread_name_prefix=self._name, initializer=self._note_thread)

    def _note_thread(self) -> None:
        self._thread = threading.current_thread()

    def _work(self) -> None:
        with self._lock:
            if not self._waiting:
                return
            future, call = self._waiting.popleft()
        if future.set_running_or_notify_cancel():
            try:
                future.set_result(call())
            except BaseException as error:  # noqa: BLE001  passed on by the future
                future.set_exception(error)
