"""Measures when a program can be used: a focused field has been painted and has taken a letter."""

import os
import time

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from tests.bench.child import answer


class _FirstKey(QObject):
    """Types a letter as soon as a focused field is painted, and ends the process when it is there."""

    def __init__(self) -> None:
        super().__init__()
        self._field: QLineEdit | None = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """See every event of the program; filter none."""
        waiting = self._field is None and event.type() == QEvent.Type.Paint
        if waiting and isinstance(watched, QLineEdit) and watched.hasFocus():
            self._field = watched
            QTimer.singleShot(0, self._type)
        return False

    def _type(self) -> None:
        assert self._field is not None
        QTest.keyClicks(self._field, "1")
        assert self._field.text() == "1", self._field.text()
        answer(usable=time.monotonic())
        os._exit(0)


def answer_at_first_key() -> None:
    """Let the program that is started next report the monotonic time at which it could be typed into."""
    run_events = QApplication.exec

    def watched(*_: object) -> int:
        app = QApplication.instance()
        assert app is not None
        first_key = _FirstKey()
        app.installEventFilter(first_key)
        return run_events()

    QApplication.exec = watched  # type: ignore[method-assign, assignment]
