"""The menu of people in a database without passwords, when the database is slow."""

from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tickets.service import TicketService
from ui.open_window import open_window
from ui.sign_in.people_menu import PeopleMenu

PATIENCE = 60_000  # ms; workers are real threads here


def test_a_menu_that_would_come_too_late_stays_away_and_says_so(
    desk: TicketService, tmp_path: Path, qtbot: QtBot
) -> None:
    window = open_window(desk, tmp_path)
    window.main.show()
    qtbot.waitExposed(window.main)
    seconds = iter((100.0, 103.0, 104.0, 104.5))
    menu = PeopleMenu(window.seat, window.current_user, window.main, lambda: next(seconds))
    menu.open_at(QPoint(0, 0))
    qtbot.waitUntil(lambda: "请再按 Ctrl+L" in window.main.notice.sentence, timeout=PATIENCE)
    assert QApplication.activePopupWidget() is None, "it would take the next digit for a choice of person"
    menu.open_at(QPoint(0, 0))
    qtbot.waitUntil(menu.isVisible, timeout=PATIENCE)
    menu.close()
    window.close()
    window.main.deleteLater()
