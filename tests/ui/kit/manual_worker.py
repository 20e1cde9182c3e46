"""A queue that runs its work only on request: tests decide the order of events."""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any

from PySide6.QtCore import QCoreApplication

from ui.runtime.background import Background, Worker


class ManualWorker(Executor):
    """An executor that stores work until `step` or `drain`."""

    def __init__(self) -> None:
        self.waiting: deque[tuple[Future[Any], Callable[[], Any]]] = deque()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self.waiting.append((future, lambda: fn(*args, **kwargs)))
        return future

    def work(self) -> bool:
        """Run the oldest piece of work without delivering its result; return whether there was one."""
        while self.waiting:
            future, call = self.waiting.popleft()
            if future.set_running_or_notify_cancel():
                future.set_result(call())
                return True
        return False

    def step(self) -> bool:
        """Run the oldest piece of work and deliver its result; return whether there was one."""
        worked = self.work()
        QCoreApplication.processEvents()
        return worked

    def drain(self) -> None:
        """Run work until nothing is left, including what results have requested."""
        while self.step():
            pass

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        if cancel_futures:
            for future, _ in self.waiting:
                future.cancel()
        while wait and self.work():
            pass


def manual_background() -> tuple[Background, ManualWorker]:
    """Return a Background whose queues are all one ManualWorker."""
    worker = ManualWorker()
    return Background(dict.fromkeys(Worker, worker)), worker
