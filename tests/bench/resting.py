"""The memory of an idle program."""

import psutil
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from tests.bench.child import answer

REST = 1500  # milliseconds


def mebibytes() -> float:
    """Return the resident memory of this process."""
    return float(psutil.Process().memory_info().rss / 2**20)


def answer_at_rest() -> None:
    """Let the program that is started next report its memory after a while, and exit."""
    run_events = QApplication.exec

    def watched(*_: object) -> int:
        QTimer.singleShot(REST, QApplication.quit)
        code = run_events()
        answer(memory=mebibytes())
        return code

    QApplication.exec = watched  # type: ignore[method-assign, assignment]
