"""How long the window blocks, and its memory, while a large archive is scrolled and a report runs."""

import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from tests.bench.child import answer, ask
from tests.bench.databases import MOMENT, Databases, Scale
from tests.bench.figures import Figure
from tests.bench.resting import mebibytes
from tests.bench.timing import percentile
from tickets.reports.measures import report
from tickets.reports.scope import Scope
from tickets.service import TicketService
from tickets.store.schema import open_store
from ui.app import make_app
from ui.desks import archive_desk, load_one_by_one
from ui.kit.application import GarbageCollector
from ui.open_window import open_window
from ui.runtime.background import Worker

if TYPE_CHECKING:
    from ui.open_window import Window

BEAT = 2  # milliseconds between two heartbeats of the GUI thread
TURN = 30  # milliseconds between two turns of the wheel
STEP = 960  # eighths of a degree: eight notches, two dozen rows


def run(databases: Databases, scale: Scale) -> Iterator[Figure]:
    """Scroll back and forth over the large archive with reports on the slow queue, in a process of its own."""
    size = f"{scale.archives[1]:,} archived"
    place = databases.copy(scale.archives[1], scale.open, "scrolling")
    _let_alerts_be_over(place)
    found = ask("scrolling", place, scale.seconds)
    bare = ask("start", "resting", f"sqlite:///{place}")
    gaps = found["gaps"]
    note = f"{found['rows']:,} rows scrolled through, {found['reports']} reports of 30 days and of all years"
    yield Figure("longest block of the window", size, max(gaps), "ms", 50, note=note)
    yield Figure("blocks of the window, p99.9", size, percentile(gaps, 99.9), "ms")
    yield Figure("memory with the archive open", size, found["memory"], "MiB", 1.5, bare["memory"])


def _let_alerts_be_over(place: Path) -> None:
    """Let no clock of the generated database fall due now."""
    with closing(sqlite3.connect(place)) as connection, connection:
        connection.execute("UPDATE clocks SET next_rung = NULL")


class Heart(QObject):
    """Beats every few milliseconds and records how late each beat was."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.gaps: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(BEAT)

    def _beat(self) -> None:
        now = time.perf_counter()
        self.gaps.append(max(0.0, (now - self._last) * 1000 - BEAT))
        self._last = now


class Scroller(QObject):
    """Scrolls the archive back and forth, and requests one report after the other."""

    def __init__(self, window: "Window", seconds: int, done: Callable[[], object]) -> None:
        super().__init__(window.main)
        desk = window.main.open_desk("archive")
        assert isinstance(desk, archive_desk())
        self._session = window.session
        self._table = desk.found.table
        self._done = done
        self._ends = time.monotonic() + seconds
        self._turns = 0
        self._scopes = cycle(Scope(MOMENT - timedelta(days=days), MOMENT) for days in (30, 365, 3650))
        self.reports = 0
        self.rows = 0
        self.heart = Heart(self)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._turn)
        self._timer.start(TURN)
        self._ask()

    def _turn(self) -> None:
        """Scroll: many pages down, half as many up, and so on."""
        self._turns += 1
        down = self._turns % 90 < 60
        view = self._table.viewport()
        centre = QPointF(view.rect().center())
        turned = QPoint(0, -STEP if down else STEP)
        keys, buttons = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.NoButton
        phase = Qt.ScrollPhase.NoScrollPhase
        QApplication.sendEvent(
            view, QWheelEvent(centre, view.mapToGlobal(centre), QPoint(), turned, buttons, keys, phase, False)
        )
        self.rows = max(self.rows, self._table.model().rowCount())
        if time.monotonic() > self._ends:
            self._timer.stop()
            self._done()

    def _ask(self, *_: object) -> None:
        self.reports += 1
        scope, session = next(self._scopes), self._session
        session.background.latest(
            "bench", lambda: session.service.read(report, scope, session.now()), self._ask, worker=Worker.SLOW
        )


def main(path: Path, seconds: int) -> None:
    """Open the program on the database at `path`, wait until it is idle, scroll, and report."""
    desk = TicketService(open_store(f"sqlite:///{path}"))
    app = make_app()
    window = open_window(desk, path.parent)
    window.main.show()
    load_one_by_one(window.main)
    GarbageCollector(window.main)
    while window.watch.state.swept is None or window.session.background.pending:
        app.processEvents()
    scroller = Scroller(window, seconds, app.quit)
    app.exec()
    gaps = scroller.heart.gaps
    answer(gaps=gaps, rows=scroller.rows, reports=scroller.reports - 1, memory=mebibytes())
    window.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
