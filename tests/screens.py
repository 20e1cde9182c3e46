"""Pictures of every desk, light and dark: `python -m tests.screens FOLDER`.

In a folder with a drill the desks are drawn as they were in the middle of its busiest morning; otherwise they show demo
data, together with pictures of one call from the telephone to the report.
"""

import shutil
import sys
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from unittest.mock import patch

from PySide6.QtCore import QEventLoop, QSize, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView, QWidget
from sqlalchemy import Connection, func, select

from tickets.cli.drill import BUSY
from tickets.demo import fill_with_demo
from tickets.rules.instants import plus, utc_now
from tickets.service import TicketService
from tickets.store.schema import open_store
from tickets.store.tables import journal
from ui.app import make_app
from ui.desks import ALERTS, CONSENTS, SCREENS, Screen
from ui.kit.theme import apply_theme
from ui.open_window import Window, open_window

SIZE = QSize(1366, 768)
PATIENCE_MS = 20_000
PHONE = "13800001234"
PLACE = "张八"
WORDS = "张八村主管道爆了，水喷起来一人多高，路都淹了"
_LAST_7_DAYS = "Alt+3"


class HeldClock:
    """A clock that only changes when set."""

    def __init__(self, at: datetime) -> None:
        """Start at this instant."""
        self._at = at

    def __call__(self) -> datetime:
        """Return the instant."""
        return self._at

    def forward(self, minutes: float) -> None:
        """Set the clock forward."""
        self._at = plus(self._at, int(60 * minutes))


class Operator:
    """Operates the window with keys, like a user."""

    def __init__(self, window: Window) -> None:
        """Use this window."""
        self.window = window

    def press(self, *keys: str) -> None:
        """Press keys one after the other in the focused widget, and wait for the results of each."""
        for key in keys:
            QTest.keySequence(self._focus(), key)
            self.settle()

    def type(self, text: str) -> None:
        """Type a text as an input method hands it over."""
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(self._focus(), event)
        self.settle()

    def open(self, screen: Screen) -> QWidget:
        """Open a screen and return it."""
        main = self.window.main
        drawers = {ALERTS: main.open_alerts, CONSENTS: main.open_consents}
        desk: QWidget = drawers[screen]() if screen in drawers else main.open_desk(screen.name)
        self.settle()
        return desk

    def settle(self) -> None:
        """Run the event loop until no work is pending and nothing has been painted for a moment."""
        wait_until(lambda: self.window.session.background.pending == 0)
        calm = QEventLoop()
        QTimer.singleShot(400, calm.quit)
        calm.exec()
        wait_until(lambda: self.window.session.background.pending == 0)

    def _focus(self) -> QWidget:
        return QApplication.focusWidget() or self.window.main


def main(folder: Path) -> int:
    """Draw every desk into `folder` and return the exit code."""
    folder.mkdir(parents=True, exist_ok=True)
    app = make_app("light")
    rehearsed = folder / BUSY
    with tempfile.TemporaryDirectory(prefix="hotline-desk-screens-") as scratch:
        window = _open(rehearsed, Path(scratch))
        operator = Operator(window)
        try:
            take_a_call(operator)
            for scheme in ("light", "dark"):
                apply_theme(app, scheme)
                for screen in SCREENS:
                    picture = folder / f"{screen.name}-{scheme}.png"
                    _draw(operator, screen, rehearsed.exists()).save(str(picture))
                    sys.stdout.write(f"{picture}\n")
        finally:
            window.close()
    return 0


def open_on(clock: HeldClock, service: TicketService, scratch: Path) -> Window:
    """Open the window at the size of the pictures, with a fixed clock."""
    with patch("socket.gethostname", return_value="1 号席"):
        window = open_window(TicketService(service.store, clock), scratch)
    window.main.setWindowState(Qt.WindowState.WindowNoState)
    window.main.resize(SIZE)
    window.main.show()
    window.main.activateWindow()
    return window


def _open(rehearsed: Path, scratch: Path) -> Window:
    database = scratch / "desk.db"
    if rehearsed.exists():
        shutil.copy(rehearsed, database)
    service = TicketService(open_store(f"sqlite:///{database}"))
    if rehearsed.exists():
        return open_on(HeldClock(service.read(_last_entry)), service, scratch)
    fill_with_demo(service)
    return open_on(HeldClock(utc_now()), service, scratch)


def _last_entry(connection: Connection) -> datetime:
    return connection.execute(select(func.max(journal.c.at, type_=journal.c.at.type))).scalar_one()


def _draw(operator: Operator, screen: Screen, is_rehearsed: bool) -> QPixmap:
    desk = operator.open(screen)
    if screen.name == "reports" and is_rehearsed:
        operator.press(_LAST_7_DAYS)
    elif screen.name != "intake":
        _choose_first(desk)
    operator.settle()
    return operator.window.main.grab()


def take_a_call(operator: Operator) -> None:
    """Type a call about a burst pipe, with demo data, and leave it unsent; the words name place and fault."""
    operator.settle()
    operator.type(PHONE)
    operator.press("Return")
    operator.type(WORDS)
    operator.press("Tab", "Return")
    operator.type("桥头往东 100 米")
    operator.press("Alt+1")


def _choose_first(desk: QWidget) -> None:
    """Select the first row of the desk's first table, so that the picture shows its details."""
    table = next((table for table in desk.findChildren(QTableView) if table.isVisible()), None)
    if table is not None and table.model() is not None and table.model().rowCount():
        table.setCurrentIndex(table.model().index(0, 0))


def wait_until(reached: Callable[[], bool]) -> None:
    """Run the event loop until a condition holds, or a time limit ends."""
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
