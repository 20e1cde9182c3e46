"""Notices when nobody has touched a key or the mouse for a while."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal

from tickets.rules.instants import seconds_between
from ui.kit.tick import Tick

_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.InputMethod,  # all that is seen of Chinese being typed
    }
)


class Idle(QObject):
    """Says `too_long` when the program was not touched for as long as it may be.

    Goes by the desk's clock, so a machine that wakes up from a long sleep is idle at once.
    """

    too_long = Signal()

    def __init__(self, tick: Tick, parent: QObject) -> None:
        super().__init__(parent)
        self._tick = tick
        self._seconds = 0
        self._touched = True
        self._since = tick.now()
        tick.second.connect(self._on_second)

    def allow(self, minutes: int) -> None:
        """Let this much time pass without a touch from now on; 0 is any amount."""
        app = QCoreApplication.instance()
        assert app is not None
        if minutes and not self._seconds:
            app.installEventFilter(self)
        elif not minutes:
            app.removeEventFilter(self)
        self._seconds = minutes * 60
        self._since = self._tick.now()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Look at every event of the program; hold none back."""
        if event.type() in _TOUCHES:
            self._touched = True
        return False

    def _on_second(self, now: datetime) -> None:
        idle = seconds_between(self._since, now)
        too_long = self._seconds > 0 and idle >= self._seconds
        if self._touched or too_long or idle < 0:
            self._since = now
        self._touched = False
        if too_long:
            self.too_long.emit()
