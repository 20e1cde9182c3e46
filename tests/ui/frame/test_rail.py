"""The rail beside the desks: arrows move the focus, other keys open a desk."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.showing import show_active
from ui.desks import DESKS
from ui.frame.rail import Rail
from ui.kit.theme import apply_theme

KEY = Qt.Key


@pytest.fixture
def rail(qtbot: QtBot) -> Rail:
    rail = Rail(DESKS)
    qtbot.addWidget(rail)
    show_active(rail, qtbot)
    return rail


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def test_the_arrows_stop_at_the_ends_of_the_rail(rail: Rail, qtbot: QtBot) -> None:
    buttons = list(rail._buttons.values())
    buttons[0].setFocus()
    for key in (KEY.Key_Up, KEY.Key_Down, KEY.Key_Down, KEY.Key_Up):
        qtbot.keyClick(focused(), key)
    assert focused() is buttons[1]
    for _ in buttons:
        qtbot.keyClick(focused(), KEY.Key_Down)
    assert focused() is buttons[-1]
    assert not any(button.isChecked() for button in buttons), "arrows open nothing"


def test_a_desk_opens_on_enter_space_a_click_and_its_own_key(rail: Rail, qtbot: QtBot) -> None:
    chosen = QSignalSpy(rail.chosen)
    second = rail._buttons["dispatch"]
    second.setFocus()
    for key in (KEY.Key_Return, KEY.Key_Enter, KEY.Key_Space):
        qtbot.keyClick(second, key)
    qtbot.mouseClick(rail._buttons["archive"], Qt.MouseButton.LeftButton)
    qtbot.keyClick(rail, KEY.Key_F3)
    assert [chosen.at(number)[0] for number in range(chosen.count())] == [*["dispatch"] * 3, "archive", "dispatch"]
    rail.show_chosen("intake")
    assert [name for name, button in rail._buttons.items() if button.isChecked()] == ["intake"], "one at a time"
    second.clearFocus()
    qtbot.keyClick(rail, KEY.Key_Down)
    assert not any(button.hasFocus() for button in rail._buttons.values()), "arrows that are meant for something else"


def test_the_pictures_of_the_rail_follow_the_colour_scheme(rail: Rail, qapp: QApplication) -> None:
    button = rail._buttons["dispatch"]
    pictures = []
    for scheme in ("light", "dark", "light"):
        apply_theme(qapp, scheme)
        pictures.append(button.icon().pixmap(24, 24).toImage())
    assert pictures[0] == pictures[2] != pictures[1]
