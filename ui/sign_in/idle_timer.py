"""Detects that nobody has used the keyboard or the mouse for a while."""

from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from tickets.rules.instants import seconds_between
from ui.runtime.tick import Tick

_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


class IdleTimer(QObject):
    """Emits `too_long` when the window was not used for the allowed time.

    It filters the native window's events, where every key and mouse move arrives first; text composed by an input
    method doesn't, but moves the cursor. It uses the service's clock, so a machine waking up from sleep is idle at
    once.
    """

    too_long = Signal()

    def __init__(self, tick: Tick, window: QWidget) -> None:
        super().__init__(window)
        self._tick = tick
        self._widget = window
        self._seconds = 0
        self._touched = True
        self._since = tick.now()
        tick.second.connect(self._on_second)
        QGuiApplication.inputMethod().cursorRectangleChanged.connect(self._touch)

    def allow(self, minutes: int) -> None:
        """Set the allowed time; 0 means no limit."""
        self._seconds = minutes * 60

    def start_over(self) -> None:
        """Count from now on, because somebody has just signed in."""
        self._since = self._tick.now()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """See every event of the window; filter none."""
        if event.type() in _TOUCHES:
            self._touched = True
        return False

    def _touch(self) -> None:
        self._touched = True

    def _on_second(self, now: datetime) -> None:
        self._watch()
        idle = seconds_between(self._since, now)
        too_long = self._seconds > 0 and idle >= self._seconds
        if self._touched or too_long or idle < 0:
            self._since = now
        self._touched = False
        if too_long:
            self.too_long.emit()

    def _watch(self) -> None:
        """Watch the native window, which exists only after the window was first shown."""
        shown = self._widget.windowHandle()
        if shown is not None:
            shown.installEventFilter(self)
