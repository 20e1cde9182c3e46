"""Signals for committed changes, emitted on the GUI thread."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal

from tickets.store.feed.connection_status import ConnectionStatus
from tickets.store.feed.feed import Feed


class FeedSignals(QObject):
    """Emits the changes of a feed as signals. Screens read again because of them; there is no reload button."""

    changed = Signal(object)  # the feed's frozen Changes
    status_changed = Signal(object)  # the ConnectionStatus, None for a file
    restored = Signal()  # the connection to the server works again
    _heard = Signal(object)
    _status_heard = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.status: ConnectionStatus | None = None
        self._leave: list[Callable[[], None]] = []
        self._heard.connect(self._repeat, Qt.ConnectionType.QueuedConnection)
        self._status_heard.connect(self._repeat_status, Qt.ConnectionType.QueuedConnection)

    @property
    def broken(self) -> bool:
        """Return whether the server is known to be unreachable; always false for a file."""
        return self.status is not None and not self.status.connected

    def start(self, feed: Feed) -> None:
        """Listen to `feed` instead of any other. Belongs on a worker: it may connect to a server."""
        self.stop()
        self._leave = [feed.subscribe(self._heard.emit), feed.follow_status(self._status_heard.emit)]

    def stop(self) -> None:
        """Stop listening. Must be called before this object is destroyed."""
        for leave in self._leave:
            leave()
        self._leave = []

    def _repeat(self, changes: object) -> None:
        if self._leave:
            self.changed.emit(changes)

    def _repeat_status(self, status: ConnectionStatus | None) -> None:
        if not self._leave:
            return
        before, self.status = self.status, status
        self.status_changed.emit(status)
        if status is not None and not self.broken and before is not None and not before.connected:
            self.restored.emit()
