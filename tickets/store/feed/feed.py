"""The feed: reports every change in the database, whether made by this program, another one or the watch.

Its thread waits until something may have changed and then reads what: from a file at short intervals and after own
commits, from a server on notification.
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

REST_SECONDS = (0.08, 0.12)  # random pause between two reads; what changes meanwhile is reported together
AGAIN_SECONDS = 1  # after an unexpected error
LEAVE_SECONDS = 2  # how long `stop` waits for a server that doesn't answer


class Feed:
    """Notifies its listeners, on its own thread, of every change since the last notification."""

    def __init__(self, store: Store, clock: "ServerClock | None" = None) -> None:
        """Read changes from a store; at a server, keep `clock` set to the server's."""
        self._source = _source_of(store, clock, self._follow)
        self._listeners: list[Listener] = []
        self._followers: list[Callable[[ConnectionStatus | None], None]] = []
        self._followed: ConnectionStatus | None = None
        self._polling = threading.Lock()
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def status(self) -> "ConnectionStatus | None":
        """Return the state of the connection to the server; None for a file."""
        return self._source.status

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Notify `listener` of changes from now on, and start the feed. Return the function that unsubscribes it.

        Call it on a worker: at a server it connects. When that fails the feed keeps trying.
        """
        self._listeners.append(listener)
        if self._thread is None:
            self._read_from(self.poll)
            self._thread = threading.Thread(target=self._run, name="feed", daemon=True)
            self._thread.start()
        return lambda: self._listeners.remove(listener)

    def follow_status(self, follower: "Callable[[ConnectionStatus | None], None]") -> Callable[[], None]:
        """Call `follower` with the connection status, now and on each change. Return the function that ends this."""
        self._followers.append(follower)
        follower(self.status)
        return lambda: self._followers.remove(follower)

    def wake(self) -> None:
        """Read at once, because this program has committed something."""
        self._source.wake()

    def stop(self) -> None:
        """End the thread and wait for it, but not longer than LEAVE_SECONDS."""
        self._stopped.set()
        self._source.wake()
        if self._thread is None:
            self._source.close()
        else:
            self._thread.join(LEAVE_SECONDS)
            self._thread = None

    def poll(self) -> Changes | None:
        """Return what is new since the last poll; None for none. Raises Refused or Unavailable."""
        with self._polling:
            return self._source.poll()

    def notify(self) -> None:
        """Poll, and notify every listener of what is new."""
        self._notify_from(self.poll)

    def _run(self) -> None:
        while not self._stopped.is_set():
            try:
                self._source.wait()
                if not self._stopped.is_set() and self._notify_from(self._receive):
                    # fifty workstations reading at each commit would be a load
                    self._stopped.wait(random.uniform(*REST_SECONDS))
            except BaseException:  # noqa: BLE001  if the feed ended, no screen would be updated
                _report()
                self._stopped.wait(AGAIN_SECONDS)
        self._source.close()

    def _receive(self) -> Changes | None:
        with self._polling:
            return self._source.receive()

    def _notify_from(self, source: Callable[[], Changes | None]) -> bool:
        """Notify every listener of what is new; return whether anything was."""
        changes = self._read_from(source)
        if changes is not None:
            _notify(self._listeners, changes)
        return changes is not None

    def _read_from(self, source: Callable[[], Changes | None]) -> Changes | None:
        """Return what is new. A failure appears in the status, and later as `Changes.lost`."""
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
    """Call each listener. An exception in one is reported and does not keep the others from being called."""
    for listener in tuple(listeners):
        try:
            listener(what)
        except BaseException:  # noqa: BLE001  the feed continues
            _report()


def _report() -> None:
    with suppress(BaseException):  # the hook may fail too; the feed continues
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
