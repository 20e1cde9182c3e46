"""The feed: says what has changed, whoever changed it: this program, another one, or the watch.

A thread of its own waits until something may be new and asks what it is: of a file every moment and after own
commits, of a server when that notifies it.
"""

import logging
import random
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

from tickets.errors import DeskError
from tickets.store.engine import Store
from tickets.store.feed.changes import Changes, ChangeSource, Listener
from tickets.store.feed.sqlite import FileChangeSource

if TYPE_CHECKING:
    from tickets.store.feed.connection_status import ConnectionStatus
    from tickets.store.postgres.clock import ServerClock

T = TypeVar("T")

_log = logging.getLogger(__name__)

REST_SECONDS = (0.08, 0.12)  # between two looks, at random: what comes meanwhile is told together
AGAIN_SECONDS = 1  # after what should not have happened
LEAVE_SECONDS = 2  # how long the end waits for a server that doesn't answer


class Feed:
    """Tells its listeners, on its own thread, about every change since the last telling."""

    def __init__(self, store: Store, clock: "ServerClock | None" = None) -> None:
        """Hear from a store; at a server, keep `clock` set by its."""
        self._source = _source_of(store, clock, self._follow)
        self._listeners: list[Listener] = []
        self._followers: list[Callable[[ConnectionStatus | None], None]] = []
        self._followed: ConnectionStatus | None = None
        self._polling = threading.Lock()
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def status(self) -> "ConnectionStatus | None":
        """Return how the line to the server is; None of a file."""
        return self._source.status

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Tell `listener` from now on; starts the feed. Returns the function that ends it.

        Belongs on a worker: at a server it connects. When that fails it goes on trying.
        """
        self._listeners.append(listener)
        if self._thread is None:
            self._read_from(self.poll)
            self._thread = threading.Thread(target=self._run, name="feed", daemon=True)
            self._thread.start()
        return lambda: self._listeners.remove(listener)

    def follow_status(self, follower: "Callable[[ConnectionStatus | None], None]") -> Callable[[], None]:
        """Tell `follower` how the line to the server is, now and whenever that changes. Returns what ends it."""
        self._followers.append(follower)
        follower(self.status)
        return lambda: self._followers.remove(follower)

    def wake(self) -> None:
        """Look now, for what this program has committed."""
        self._source.wake()

    def stop(self) -> None:
        """End the thread, and wait for it unless it waits for a server that doesn't answer."""
        self._stopped.set()
        self._source.wake()
        if self._thread is None:
            self._source.close()
        else:
            self._thread.join(LEAVE_SECONDS)
            self._thread = None

    def poll(self) -> Changes | None:
        """Return what is new since the last poll; None when nothing is. Raises Refused or Unavailable."""
        with self._polling:
            return self._source.poll()

    def notify(self) -> None:
        """Poll, and tell every listener what is new."""
        self._notify_from(self.poll)

    def _run(self) -> None:
        while not self._stopped.is_set():
            try:
                self._source.wait()
                if not self._stopped.is_set() and self._notify_from(self._receive):
                    self._stopped.wait(random.uniform(*REST_SECONDS))  # fifty seats reading at each commit are a lot
            except BaseException:  # noqa: BLE001  whatever it is: a feed that ended would leave every screen as it is
                _report()
                self._stopped.wait(AGAIN_SECONDS)
        self._source.close()

    def _receive(self) -> Changes | None:
        with self._polling:
            return self._source.receive()

    def _notify_from(self, source: Callable[[], Changes | None]) -> bool:
        """Tell every listener what is new; return whether anything was."""
        changes = self._read_from(source)
        if changes is not None:
            _notify(self._listeners, changes)
        return changes is not None

    def _read_from(self, source: Callable[[], Changes | None]) -> Changes | None:
        """Return what is new; a failure shows in the line, and later as news that were lost."""
        try:
            changes = source()
        except DeskError:
            changes = None
        self._follow()
        return changes

    def _follow(self) -> None:
        if self.status != self._followed:
            before, self._followed = self._followed, self.status
            _log_change(before, self._followed)
            _notify(self._followers, self._followed)


def _source_of(store: Store, clock: "ServerClock | None", follow: Callable[[], None]) -> ChangeSource:
    if store.is_sqlite:
        return FileChangeSource(store)
    from tickets.store.feed.postgres import ServerChangeSource  # loads the server's driver

    return ServerChangeSource(store, clock, follow)


def _notify(listeners: list[Callable[[T], None]], what: T) -> None:
    """Tell each listener. One that fails is reported like a thread that does, and keeps nobody from hearing."""
    for listener in tuple(listeners):
        try:
            listener(what)
        except BaseException:  # noqa: BLE001  whatever it is: the feed goes on
            _report()


def _report() -> None:
    """Report the exception being handled as one that ends a thread would be."""
    with suppress(BaseException):  # whoever hears of it may fail too, and the feed goes on all the same
        threading.excepthook(threading.ExceptHookArgs((*sys.exc_info(), threading.current_thread())))


def _log_change(before: "ConnectionStatus | None", status: "ConnectionStatus | None") -> None:
    if status is None or (
        before is not None and (before.connected, before.sentence) == (status.connected, status.sentence)
    ):
        return
    if status.connected:
        _log.info("和服务器 %s 连上了", status.host)
    else:
        _log.warning("和服务器 %s 的连接断了：%s", status.host, status.sentence)
