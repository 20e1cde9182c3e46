"""Keys that a text field claims on some desktops."""

import weakref

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.ui.showing import show_active
from ui.kit.buttons import KeyButton
from ui.kit.keys import keep_keys, on_key

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


class Greedy(QLineEdit):
    """Claims every key, as a field does with Ctrl+E under X11."""

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)


def test_the_export_key_works_in_a_field_that_claims_it(qapp: QApplication, qtbot: QtBot) -> None:
    keep_keys(qapp)
    window, field, export, other = QWidget(), Greedy(), KeyButton("导出", "Ctrl+E"), KeyButton("别的", "Ctrl+U")
    column = QVBoxLayout(window)
    for part in (field, export, other):
        column.addWidget(part)
    qtbot.addWidget(window)
    show_active(window, qtbot)
    field.setFocus()
    exported, done = QSignalSpy(export.clicked), QSignalSpy(other.clicked)
    qtbot.keyClick(field, Qt.Key.Key_E, CTRL)
    qtbot.keyClick(field, Qt.Key.Key_U, CTRL)
    assert (exported.count(), done.count()) == (1, 0)  # every other key stays the field's


@pytest.mark.parametrize("field", [QLineEdit, QPlainTextEdit])
def test_a_letter_with_alt_whose_button_is_not_there_is_not_typed(
    field: type[QWidget], qapp: QApplication, qtbot: QtBot
) -> None:
    keep_keys(qapp)
    window, typed, copy = QWidget(), field(), KeyButton("复制编号", "Alt+C")
    copied = QSignalSpy(copy.clicked)
    column = QVBoxLayout(window)
    for part in (typed, copy):
        column.addWidget(part)
    qtbot.addWidget(window)
    show_active(window, qtbot)
    typed.setFocus()
    qtbot.keyClick(typed, Qt.Key.Key_C, ALT)
    copy.hide()
    qtbot.keyClick(typed, Qt.Key.Key_C, ALT)
    qtbot.keyClick(typed, Qt.Key.Key_X)
    qtbot.keyClick(typed, Qt.Key.Key_Q, ALT | CTRL)  # AltGr on Windows: a character of its own
    assert isinstance(typed, QLineEdit | QPlainTextEdit)
    text = typed.text() if isinstance(typed, QLineEdit) else typed.toPlainText()
    assert (copied.count(), text) == (1, "xq")


def test_the_key_filter_does_not_keep_a_closed_menu_alive(qapp: QApplication, qtbot: QtBot) -> None:
    keep_keys(qapp)
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    menu = QMenu(window)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    opened = menu.addAction("打开")
    with qtbot.waitSignal(opened.triggered):
        menu.popup(window.mapToGlobal(QPoint(0, 0)))
        qtbot.keyClick(menu, Qt.Key.Key_Down)
        qtbot.keyClick(menu, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.findChildren(QMenu))


@pytest.mark.parametrize("again", [False, True])
def test_while_a_list_pops_up_no_key_of_the_window_works_and_afterwards_each_does(
    qapp: QApplication, qtbot: QtBot, again: bool
) -> None:
    keep_keys(qapp)
    window, table, box = QWidget(), QTableView(), QComboBox()
    box.addItems(["甲", "乙"])
    here, anywhere = KeyButton("接单", "A", scope=window), KeyButton("作废", "X")
    for part in (table, box, here, anywhere):
        (window.layout() or QVBoxLayout(window)).addWidget(part)
    qtbot.addWidget(window)
    show_active(window, qtbot)
    pressed = [QSignalSpy(button.clicked) for button in (here, anywhere)]
    marked = QMenu(table)
    entry = QSignalSpy(marked.addAction("下班(&X)").triggered)

    def press_both() -> list[int]:
        receiver = QApplication.activePopupWidget() or table
        for key in (Qt.Key.Key_A, Qt.Key.Key_X):
            qtbot.keyClick(receiver.focusWidget() or receiver, key)
        return [spy.count() for spy in pressed]

    table.setFocus()
    for _ in range(1 + again):
        marked.popup(window.mapToGlobal(QPoint(0, 0)))
        assert press_both() == [0, 0]
    assert entry.count() == 1 + again, "the menu's own key works"
    for _ in range(1 + again):
        box.showPopup()
        assert press_both() == [0, 0]
        box.hidePopup()
    table.setFocus()
    assert press_both() == [1, 1]


def test_a_key_works_in_its_part_of_the_window_and_repeats_unless_it_must_not(qapp: QApplication, qtbot: QtBot) -> None:
    scope = QWidget()
    qtbot.addWidget(scope)
    pressed: list[str] = []
    usual = on_key(scope, "Ctrl+1", lambda: pressed.append("1"))
    once = on_key(
        scope, Qt.Key.Key_F8, lambda: pressed.append("8"), within=Qt.ShortcutContext.WindowShortcut, repeats=False
    )
    assert (usual.autoRepeat(), once.autoRepeat()) == (True, False)
    assert usual.context() == Qt.ShortcutContext.WidgetWithChildrenShortcut
    assert once.context() == Qt.ShortcutContext.WindowShortcut
    assert keep_keys(qapp) is keep_keys(qapp)


def test_only_the_focused_field_is_kept_from_claiming_the_export_key(qapp: QApplication, qtbot: QtBot) -> None:
    claims = keep_keys(qapp)
    window, fields = QWidget(), [Greedy(), Greedy()]
    column = QVBoxLayout(window)
    for field in fields:
        column.addWidget(field)
    qtbot.addWidget(window)
    show_active(window, qtbot)
    for focused in fields:
        focused.setFocus()
        for field in fields:
            event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_E, CTRL)
            event.ignore()
            QApplication.sendEvent(field, event)
            assert event.isAccepted() is (field is not focused)
    press = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_E, CTRL)
    assert not claims.eventFilter(fields[1], press), "a press is the field's where no shortcut takes it"


def test_the_filter_of_keys_keeps_no_widget_alive(qapp: QApplication, qtbot: QtBot) -> None:
    keep_keys(qapp)
    chip = QPushButton()
    show_active(chip, qtbot)
    chip.setFocus()
    assert QApplication.focusWidget() is chip
    seen = weakref.ref(chip)
    del chip
    assert seen() is None
