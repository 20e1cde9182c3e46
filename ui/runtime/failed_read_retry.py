"""Retries failed queries, so that no screen stays empty because of one failure."""

from PySide6.QtCore import QObject

from ui.runtime.background import Background
from ui.runtime.feed_signals import FeedSignals
from ui.runtime.tick import Tick


class FailedReadRetry(QObject):
    """Retries each second, except while the server is known to be unreachable: that would delay commands."""

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
