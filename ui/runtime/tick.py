"""One clock signal per second for the whole window, and timers that end once."""

from collections.abc import Callable
from datetime import datetime
from time import time

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from tickets.rules.instants import utc_now


class Tick(QObject):
    """Emits the time every whole second. `now` is also the clock of models and delegates."""

    second = Signal(object)  # the present instant, UTC

    def __init__(self, clock: Callable[[], datetime] = utc_now, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._timer = single_shot(self, self._strike)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._arm()

    def now(self) -> datetime:
        """Return the present instant."""
        return self._clock()

    def _strike(self) -> None:
        self._arm()
        self.second.emit(self._clock())

    def _arm(self) -> None:
        self._timer.start(until_next_second(time()))


def single_shot(parent: QObject, then: Callable[[], object], milliseconds: int = 0) -> QTimer:
    """Return a timer that is not running and calls `then` once after each start."""
    timer = QTimer(parent, singleShot=True, interval=milliseconds)
    timer.timeout.connect(then)
    return timer


def until_next_second(seconds: float) -> int:
    """Return the milliseconds (2 to 1002) from `seconds` since the epoch until just after the next whole one."""
    return int((1 - seconds % 1) * 1000) + 2
