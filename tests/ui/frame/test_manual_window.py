from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ui.frame.manual_window import ManualWindow

MANUAL = Path(__file__).resolve().parents[3] / "docs" / "manual.zh-CN.md"


def opened(qtbot: QtBot) -> ManualWindow:
    window = ManualWindow(MANUAL)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return window


def test_the_manual_is_read_in_the_program(qtbot: QtBot) -> None:
    assert "受理台：接电话" in opened(qtbot)._text.toPlainText()


def test_words_are_found_one_place_after_the_other_and_then_from_the_top(qtbot: QtBot) -> None:
    window = opened(qtbot)
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert window._field.hasFocus()
    window._field.setText("备份")
    places = []
    for _ in range(window._text.toPlainText().count("备份") + 1):
        qtbot.keyClick(window._field, Qt.Key.Key_Return)
        places.append(window._text.textCursor().position())
    assert places[:-1] == sorted(set(places[:-1]))
    assert places[-1] == places[0]


def test_words_that_are_nowhere_are_said_to_be_nowhere(qtbot: QtBot) -> None:
    window = opened(qtbot)
    window._field.setText("zzzz")
    qtbot.keyClick(window._field, Qt.Key.Key_Return)
    assert "zzzz" in window._said.text()


def test_esc_closes_the_manual(qtbot: QtBot) -> None:
    window = opened(qtbot)
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()
