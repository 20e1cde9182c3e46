"""Notices when nobody has touched a key or the mouse for a while."""

from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QGuiApplication, QWindow
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


class Idle(QObject):
    """Says `too_long` when a window was not touched for as long as it may be.

    Looks at the window as the system sees it, where every key and every move of the mouse comes first;
    Chinese that is being composed passes it by, but moves the cursor. Goes by the desk's clock, so a machine
    that wakes up from a long sleep is idle at once.
    """

    too_long = Signal()

    def __init__(self, tick: Tick, window: QWidget) -> None:
        super().__init__(window)
        self._tick = tick
        self._widget = window
        self._watched: QWindow | None = None
        self._seconds = 0
        self._touched = True
        self._since = tick.now()
        tick.second.connect(self._on_second)
        QGuiApplication.inputMethod().cursorRectangleChanged.connect(self._touch)

    def allow(self, minutes: int) -> None:
        """Let this much time pass without a touch from now on; 0 is any amount."""
        self._seconds = minutes * 60

    def start_over(self) -> None:
        """Count from now on: somebody has just come."""
        self._since = self._tick.now()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Look at every event of the window; hold none back."""
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
        """A window is there for the system only when it has been shown."""
        shown = self._widget.windowHandle()
        if shown is not None and shown is not self._watched:
            self._watched = shown
            shown.installEventFilter(self)
