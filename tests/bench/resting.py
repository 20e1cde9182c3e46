"""What memory a program takes."""

import psutil
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from tests.bench.child import answer

REST = 1500  # milliseconds


def mebibytes() -> float:
    """Return the memory that this process has in use now."""
    return float(psutil.Process().memory_info().rss / 2**20)


def answer_at_rest() -> None:
    """Let the program that is started next answer with its memory after a while, and end."""
    run_events = QApplication.exec

    def watched(*_: object) -> int:
        QTimer.singleShot(REST, QApplication.quit)
        code = run_events()
        answer(memory=mebibytes())
        return code

    QApplication.exec = watched  # type: ignore[method-assign, assignment]
