"""What could not be read is read again, so that nothing stays off a screen because it failed once."""

from PySide6.QtCore import QObject

from ui.runtime.background import Background
from ui.runtime.feed_signals import FeedSignals
from ui.runtime.tick import Tick


class Rereading(QObject):
    """Asks each second, but not a server that is known to be away: that would hold up what somebody writes."""

    def __init__(self, background: Background, feed: FeedSignals, tick: Tick, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._feed = feed
        tick.second.connect(self._on_second)
        feed.restored.connect(self._on_restored)

    def _on_second(self) -> None:
        if not self._feed.broken:
            self._background.ask_again()

    def _on_restored(self) -> None:
        self._background.ask_again(everything=True)
