"""Buttons, their keys and their names."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QShortcut
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.pixels import Paints
from ui.kit.buttons import Chip, IconButton, KeyButton, StepButton
from ui.kit.icons import icon_size
from ui.kit.theme import apply_theme, body_font
from ui.kit.tokens import SMALL


class Window(QWidget):
    """Keeps its widgets alive for the length of a test."""

    def __init__(self, qtbot: QtBot) -> None:
        super().__init__()
        self._qtbot = qtbot
        self._column = QVBoxLayout(self)
        qtbot.addWidget(self)

    def __call__(self, *widgets: QWidget) -> QWidget:
        for widget in widgets:
            self._column.addWidget(widget)
        with self._qtbot.waitActive(self):
            self.show()
            self.activateWindow()
        return self


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    return Window(qtbot)


def test_a_letter_typed_into_a_field_stays_a_letter(qtbot: QtBot, window: Window) -> None:
    button, field = StepButton("接单", "A"), QLineEdit()
    window(button, field)
    clicked = QSignalSpy(button.clicked)
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_A)
    assert clicked.count() == 0
    assert field.text() == "a"


@pytest.mark.parametrize("silence", [lambda b: b.setEnabled(False), lambda b: b.hide()], ids=["disabled", "hidden"])
def test_the_key_of_a_button_that_cannot_be_pressed_does_nothing(qtbot: QtBot, window: Window, silence: object) -> None:
    button, scope = KeyButton("出发", "D"), QWidget()
    scoped = KeyButton("出发", "E", scope=scope)
    QVBoxLayout(scope).addWidget(scoped)
    holder = window(button, scope)
    clicked = [QSignalSpy(button.clicked), QSignalSpy(scoped.clicked)]
    for each in (button, scoped):
        silence(each)  # type: ignore[operator]
    qtbot.keyClick(holder, Qt.Key.Key_D)
    qtbot.keyClick(holder, Qt.Key.Key_E)
    assert [spy.count() for spy in clicked] == [0, 0]


def test_a_button_with_a_changed_step_reacts_to_its_new_key(qtbot: QtBot, window: Window) -> None:
    button = StepButton("接单", "A")
    holder = window(button)
    clicked = QSignalSpy(button.clicked)
    button.set_step("到场", "R")
    qtbot.keyClick(holder, Qt.Key.Key_A)
    assert clicked.count() == 0
    qtbot.keyClick(holder, Qt.Key.Key_R)
    assert clicked.count() == 1
    assert (button.accessibleName(), button.accessibleDescription()) == ("到场", "R")


def test_two_panels_may_use_one_key_within_their_own_scope(qtbot: QtBot, window: Window) -> None:
    panels = [QWidget(), QWidget()]
    buttons = [KeyButton("确认", "Return", scope=panel) for panel in panels]
    fields = [QLineEdit(), QLineEdit()]
    for panel, button, field in zip(panels, buttons, fields, strict=True):
        column = QVBoxLayout(panel)
        column.addWidget(field)
        column.addWidget(button)
    window(*panels)
    spies = [QSignalSpy(button.clicked) for button in buttons]
    fields[1].setFocus()
    qtbot.keyClick(fields[1], Qt.Key.Key_Return)
    assert [spy.count() for spy in spies] == [0, 1]


def test_a_key_handled_elsewhere_is_only_shown_on_the_button(qtbot: QtBot, window: Window) -> None:
    button = StepButton("接单", "A", handles_key=False)
    holder = window(button)
    clicked = QSignalSpy(button.clicked)
    qtbot.keyClick(holder, Qt.Key.Key_A)
    button.set_step("出发", "A")
    qtbot.keyClick(holder, Qt.Key.Key_A)
    assert clicked.count() == 0
    assert button.key == "A"


def test_words_and_key_fit_on_the_button(qapp: QApplication, qtbot: QtBot, window: Window) -> None:
    apply_theme(qapp, "light")
    plain, keyed = KeyButton("处置完成"), KeyButton("处置完成", "Ctrl+Return")
    window(plain, keyed)
    metrics = keyed.fontMetrics()
    needed = metrics.horizontalAdvance("处置完成") + metrics.horizontalAdvance("Ctrl+Return")
    assert keyed.minimumSizeHint().width() > needed
    assert plain.minimumSizeHint().width() < needed
    small = QFontMetrics(body_font(SMALL))
    for key, cap in (("D", 18), ("Ctrl+Return", small.horizontalAdvance("Ctrl+Return") + 10)):
        assert KeyButton("处置完成", key).sizeHint() == plain.sizeHint() + QSize(cap + 8, 0)


def test_a_chip_keeps_its_size_when_it_is_ticked(qtbot: QtBot, window: Window) -> None:
    chip = Chip("超时")
    window(chip)
    before = chip.sizeHint()
    assert chip.icon().isNull()  # a plus looked like "add"
    toggled = QSignalSpy(chip.toggled)
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert chip.isChecked()
    assert not chip.icon().isNull()
    assert toggled.count() == 1
    assert chip.sizeHint() == before
    assert before == QSize(chip.fontMetrics().horizontalAdvance("超时") + icon_size() + 4 + 2 * 14, 28)


def test_a_button_with_only_an_icon_has_a_name(qtbot: QtBot, window: Window) -> None:
    button = IconButton("close", "关闭")
    qtbot.addWidget(button)
    assert button.accessibleName() == button.toolTip() == "关闭"
    assert not button.icon().isNull()


def test_an_icon_follows_the_colour_scheme(qapp: QApplication, qtbot: QtBot, window: Window) -> None:
    apply_theme(qapp, "light")
    button, chip = IconButton("close", "关闭"), Chip("超时")
    window(button, chip)
    chip.click()
    light = [each.icon().pixmap(20).toImage() for each in (button, chip)]
    apply_theme(qapp, "dark")
    qapp.processEvents()
    for each, before in zip((button, chip), light, strict=True):
        assert each.icon().pixmap(20).toImage() != before
        drawn = each.icon().cacheKey()
        each.setEnabled(False)
        assert each.icon().cacheKey() == drawn, "it is drawn again only in other colours"
    apply_theme(qapp, "light")


def test_a_key_held_down_presses_a_button_once(qtbot: QtBot) -> None:
    button, scope = KeyButton("派单", "D"), QWidget()
    qtbot.addWidget(button)
    qtbot.addWidget(scope)
    KeyButton("派单", "D", scope=scope)
    shortcuts = [holder.findChild(QShortcut) for holder in (button, scope)]
    assert [shortcut.autoRepeat() for shortcut in shortcuts] == [False, False]


def test_a_button_is_repainted_when_only_its_key_changes(qtbot: QtBot, window: Window) -> None:
    button = KeyButton("补录", "Shift+A", handles_key=False)
    window(button)
    before = button.grab().toImage()
    drawn = Paints(button)
    button.set_step("补录", "Shift+V")
    qtbot.waitUntil(lambda: drawn.count > 0)
    assert button.grab().toImage() != before
