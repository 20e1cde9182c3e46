"""From the start of the process until the intake form takes a key, against a bare window with a database.

The measured processes import this module, so it must import nothing that they do not import themselves.
"""

import sys
import time
from collections.abc import Callable, Iterator
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.bench.databases import Databases, Scale
    from tests.bench.figures import Figure


def run(databases: "Databases", scale: "Scale") -> "Iterator[Figure]":
    """Start both programs in turn, each in a process of its own."""
    from tests.bench.figures import Figure

    url = f"sqlite:///{databases.fresh(scale.start_archive, scale.open, 'start')}"
    ours: list[float] = []
    floor: list[float] = []
    for _ in range(scale.few + 1):  # the first of each compiles its modules
        ours.append(_milliseconds("desk", url))
        floor.append(_milliseconds("bare", url))
    size = f"{scale.start_archive:,} archived, {scale.open:,} open"
    yield Figure("start to usable window", size, median(ours[1:]), "ms", 1.5, median(floor[1:]))


def desk(url: str) -> None:
    """Run the program as main.py does."""
    import main as sign_in_window

    window = sign_in_window.window
    sign_in_window.window = lambda options: _watched(lambda: window(options)) or 0
    sign_in_window.main(["--db", url])


def bare(url: str) -> None:
    """Show a field in a window, with a database engine: the least that such a program must do."""
    words = _words(url)
    _watched(lambda: _show(words))


def resting(url: str) -> None:
    """Show the same bare window, and report its memory when idle."""
    from tests.bench.resting import answer_at_rest

    words = _words(url)
    answer_at_rest()
    _show(words)


def _words(url: str) -> str:
    from sqlalchemy import create_engine, text

    with create_engine(url).connect() as connection:
        return f"抢修热线 {connection.execute(text('SELECT count(*) FROM staff')).scalar()}"


def _show(words: str) -> None:
    from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMainWindow, QVBoxLayout, QWidget

    app = QApplication([])
    window, inside, field = QMainWindow(), QWidget(), QLineEdit()
    column = QVBoxLayout(inside)
    column.addWidget(QLabel(words))
    column.addWidget(field)
    window.setCentralWidget(inside)
    window.resize(1366, 768)
    window.show()
    field.setFocus()
    app.exec()


def _watched(program: Callable[[], object]) -> None:
    from tests.bench.first_key import answer_at_first_key

    answer_at_first_key()
    program()


def _milliseconds(program: str, url: str) -> float:
    from tests.bench.child import ask

    started = time.monotonic()
    return float((ask("start", program, url)["usable"] - started) * 1000)


if __name__ == "__main__":
    {"desk": desk, "bare": bare, "resting": resting}[sys.argv[1]](sys.argv[2])
