"""Pictures of every desk, light and dark: `python -m tests.screens FOLDER`.

A folder that holds a rehearsal is drawn as it was in the midst of that shift, whose day it is on every desk;
otherwise the pictures show demo data.
"""

import shutil
import sys
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QEventLoop, QSize, Qt, QTimer
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QTableView, QWidget
from sqlalchemy import Connection, func, select

from tickets.cli.drill import BUSY
from tickets.demo import fill_with_demo
from tickets.service import TicketService
from tickets.store.schema import open_store
from tickets.store.tables import journal
from ui.app import Window, make_app, open_window
from ui.desks import ALERTS, SCREENS, Screen
from ui.kit.theme import apply_theme

SIZE = QSize(1366, 768)
PATIENCE_MS = 20_000


def main(folder: Path) -> int:
    """Draw every desk into `folder` and return the exit code."""
    folder.mkdir(parents=True, exist_ok=True)
    app = make_app("light")
    with tempfile.TemporaryDirectory(prefix="hotline-desk-screens-") as scratch:
        window = _open(folder / BUSY, Path(scratch))
        try:
            for scheme in ("light", "dark"):
                apply_theme(app, scheme)
                for screen in SCREENS:
                    picture = folder / f"{screen.name}-{scheme}.png"
                    _draw(window, screen).save(str(picture))
                    sys.stdout.write(f"{picture}\n")
        finally:
            window.close()
    return 0


def _open(rehearsed: Path, scratch: Path) -> Window:
    database = scratch / "desk.db"
    if rehearsed.exists():
        shutil.copy(rehearsed, database)
    desk = TicketService(open_store(f"sqlite:///{database}"))
    if rehearsed.exists():
        desk = TicketService(desk.store, _stopped_at(desk.read(_last_entry)))
    else:
        fill_with_demo(desk)
    window = open_window(desk, scratch)
    window.main.setWindowState(Qt.WindowState.WindowNoState)
    window.main.resize(SIZE)
    window.main.show()
    return window


def _last_entry(connection: Connection) -> datetime:
    return connection.execute(select(func.max(journal.c.at, type_=journal.c.at.type))).scalar_one()


def _stopped_at(moment: datetime) -> Callable[[], datetime]:
    return lambda: moment


def _draw(window: Window, screen: Screen) -> QPixmap:
    desk = window.main.open_alerts() if screen is ALERTS else window.main.open_desk(screen.name)
    _settle(window)
    _choose_first(desk)
    _settle(window)
    return window.main.grab()


def _choose_first(desk: QWidget) -> None:
    """Choose the first row of the desk's first table, so that the picture shows what stands beside it."""
    table = next((table for table in desk.findChildren(QTableView) if table.isVisible()), None)
    if table is not None and table.model() is not None and table.model().rowCount():
        table.setCurrentIndex(table.model().index(0, 0))


def _settle(window: Window) -> None:
    """Let the event loop run until no work is pending and nothing has been painted for a moment."""
    _wait_until(lambda: window.seat.background.pending == 0)
    calm = QEventLoop()
    QTimer.singleShot(400, calm.quit)
    calm.exec()
    _wait_until(lambda: window.seat.background.pending == 0)


def _wait_until(reached: Callable[[], bool]) -> None:
    waiting = QEventLoop()
    looking = QTimer()
    looking.setInterval(20)
    looking.timeout.connect(lambda: waiting.quit() if reached() else None)
    looking.start()
    QTimer.singleShot(PATIENCE_MS, waiting.quit)
    waiting.exec()
    looking.stop()


if __name__ == "__main__":
    code = main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/pictures"))
    QApplication.processEvents()
    sys.exit(code)
