"""Opens every screen of the window in turn: the desks, the settings, the alerts, the requests for consent."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tickets.service import TicketService
from ui.desks import DESKS
from ui.open_window import Window, open_window
from ui.settings.settings_desk import SettingsDesk

SMALLEST = QSize(1366, 768)  # the smallest supported screen
PATIENCE = 60_000  # ms; workers are real threads here, and a disk may block for a while


def at_smallest(window: Window) -> None:
    """Give the window the size of the smallest screen."""
    window.main.setWindowState(Qt.WindowState.WindowNoState)
    window.main.resize(SMALLEST)


@contextmanager
def open_at_smallest(service: TicketService, folder: Path, qtbot: QtBot) -> Iterator[Window]:
    """Open the window of the program at the size of the smallest screen; it is closed at the end."""
    window = open_window(service, folder)
    qtbot.addWidget(window.main)
    at_smallest(window)
    with qtbot.waitExposed(window.main):
        window.main.show()
    yield window
    window.close()


def settled(window: Window, qtbot: QtBot) -> None:
    """Wait until nothing is being read and everything is laid out."""
    QApplication.processEvents()
    qtbot.waitUntil(lambda: window.session.background.pending == 0, timeout=PATIENCE)
    QApplication.processEvents()


def every_screen(window: Window, qtbot: QtBot) -> Iterator[tuple[str, QWidget]]:
    """Open each screen in turn; yield its name and its widget when its data have been read."""
    main = window.main
    for screen in DESKS:
        name, desk = screen.name, main.open_desk(screen.name)
        settled(window, qtbot)
        if not isinstance(desk, SettingsDesk):
            yield name, desk
            continue
        for number in range(desk._list.count()):
            desk.open_page(number)
            qtbot.waitUntil(partial(desk._built.__contains__, number), timeout=PATIENCE)
            settled(window, qtbot)
            yield desk._list.item(number).text(), desk._built[number]
    consents = main.open_consents()
    settled(window, qtbot)
    yield "consents", consents
    alerts = main.open_alerts()
    settled(window, qtbot)
    yield "alerts", alerts
