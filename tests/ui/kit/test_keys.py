"""Keys that a text field claims on some desktops."""

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.kit.buttons import KeyButton
from ui.kit.keys import keep_keys

CTRL = Qt.KeyboardModifier.ControlModifier


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
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    field.setFocus()
    exported, done = QSignalSpy(export.clicked), QSignalSpy(other.clicked)
    qtbot.keyClick(field, Qt.Key.Key_E, CTRL)
    qtbot.keyClick(field, Qt.Key.Key_U, CTRL)
    assert (exported.count(), done.count()) == (1, 0)  # every other key stays the field's


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
