"""What others have written, said on the GUI thread."""

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QObject, Qt, Signal


class Feed(Protocol):
    """Calls back, on a thread of its own, whenever something was committed."""

    def subscribe(self, listener: Callable[[Any], None], /) -> Callable[[], None]:
        """Call `listener` with frozen changes from now on; the returned function ends that."""
        ...


class FeedSignals(QObject):
    """Repeats a feed as a signal. Screens read again because of this, never because of a button."""

    changed = Signal(object)  # the feed's frozen Changes
    _heard = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._unsubscribe: Callable[[], None] | None = None
        self._heard.connect(self._repeat, Qt.ConnectionType.QueuedConnection)

    def start(self, feed: Feed) -> None:
        """Listen to `feed`, and no longer to any other."""
        self.stop()
        self._unsubscribe = feed.subscribe(self._heard.emit)

    def stop(self) -> None:
        """Stop listening; nothing is said any more. Must come before this object is destroyed."""
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None

    def _repeat(self, changes: object) -> None:
        if self._unsubscribe is not None:
            self.changed.emit(changes)
