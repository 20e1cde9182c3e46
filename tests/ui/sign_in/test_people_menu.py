"""The menu of people in a database without passwords, when the database is slow."""

from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.desk_fixtures import Hand
from tickets.actions.people import save_staff
from tickets.rules.words import Role
from tickets.service import TicketService
from tickets.store.queries.lookups import list_staff
from ui.open_window import open_window
from ui.sign_in.people_menu import PeopleMenu

PATIENCE = 60_000  # ms; workers are real threads here


def test_a_people_menu_that_would_open_too_late_is_not_shown_and_says_so(
    desk: TicketService, hand: Hand, tmp_path: Path, qtbot: QtBot
) -> None:
    for number in range(12):
        hand.do(save_staff(None, f"接线员{number}", frozenset({Role.OPERATOR})))
    window = open_window(desk, tmp_path)
    window.main.show()
    qtbot.waitExposed(window.main)
    seconds = iter((100.0, 102.1, 104.0, 106.0, 110.0, 110.0))
    menu = PeopleMenu(window.session, window.current_user, window.main, lambda: next(seconds))
    menu.open_at(QPoint(0, 0))
    qtbot.waitUntil(lambda: "请再按 Ctrl+L" in window.main.notice.sentence, timeout=PATIENCE)
    assert QApplication.activePopupWidget() is None, "it would take the next digit for a choice of person"
    menu.open_at(QPoint(0, 0))
    qtbot.waitUntil(menu.isVisible, timeout=PATIENCE)
    entries = [action.text() for action in menu.actions() if action.isCheckable()]
    assert len(entries) >= 12
    assert [text[:3] for text in entries[:9]] == [f"&{digit} " for digit in range(1, 10)]
    assert not any("&" in text for text in entries[9:]), "a tenth has no digit"
    people = window.session.service.read(list_staff)
    me = window.current_user.who().staff_id
    checked = [action.isChecked() for action in menu.actions() if action.isCheckable()]
    assert checked == [person.id == me for person in people]
    before = next(person.on_duty for person in people if person.id == me)
    duty = menu.actions()[-1]
    assert duty.text() == ("我下班了(&X)" if before else "我上班了(&X)")
    duty.trigger()
    qtbot.waitUntil(lambda: window.session.background.pending == 0, timeout=PATIENCE)
    after = next(person.on_duty for person in desk.read(list_staff) if person.id == me)
    assert after is not before
    [action for action in menu.actions() if action.isCheckable()][3].trigger()
    assert window.current_user.who().staff_id == people[3].id
    menu.open_at(QPoint(0, 0))
    qtbot.waitUntil(lambda: window.session.background.pending == 0, timeout=PATIENCE)
    checked = [action.isChecked() for action in menu.actions() if action.isCheckable()]
    assert checked == [person.id == people[3].id for person in people]
    menu.close()
    window.close()
    window.main.deleteLater()


def test_without_passwords_the_lock_key_says_that_nothing_is_locked(
    desk: TicketService, tmp_path: Path, qtbot: QtBot
) -> None:
    window = open_window(desk, tmp_path)
    window.main.show()
    qtbot.waitExposed(window.main)
    window.main.activateWindow()
    qtbot.waitUntil(window.main.isActiveWindow, timeout=PATIENCE)
    qtbot.keyClick(window.main, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert window.main.notice.sentence == "这里的数据不用密码，座席不锁定。"
    window.close()
    window.main.deleteLater()
