"""What must not be done too often, nor by every seat at the same moment."""

import random
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

REST_MS = (800, 1300)  # at random: fifty seats that ask by the same clock would keep whoever writes waiting


class Throttle(QObject):
    """Does its work when it is wanted; wanted again before a rest is over, once when the rest is over."""

    def __init__(self, work: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._work = work
        self._wanted = False
        self._resting = QTimer(self)
        self._resting.setSingleShot(True)
        self._resting.timeout.connect(self.end_rest)

    def want(self) -> None:
        """Do it now or soon."""
        if self._resting.isActive():
            self._wanted = True
        else:
            self._do()

    def end_rest(self) -> None:
        """Do what was wanted meanwhile."""
        self._resting.stop()
        if self._wanted:
            self._do()

    def _do(self) -> None:
        self._wanted = False
        self._resting.start(random.randint(*REST_MS))
        self._work()
