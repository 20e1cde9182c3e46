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


def test_the_search_in_the_manual_goes_from_hit_to_hit_and_wraps_around(qtbot: QtBot) -> None:
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


def test_words_not_found_in_the_manual_are_reported(qtbot: QtBot) -> None:
    window = opened(qtbot)
    window._field.setText("zzzz")
    qtbot.keyClick(window._field, Qt.Key.Key_Return)
    assert "zzzz" in window._said.text()


def test_esc_closes_the_manual(qtbot: QtBot) -> None:
    window = opened(qtbot)
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()


def test_the_contents_list_every_heading_and_lead_there_by_keys(qtbot: QtBot) -> None:
    window = opened(qtbot)
    titles = [line.lstrip("# ") for line in MANUAL.read_text("utf-8").splitlines() if line.startswith(("## ", "### "))]
    contents = window._contents
    assert [contents.item(row).text().strip() for row in range(contents.count())] == titles
    qtbot.keyClick(window, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert contents.hasFocus()
    for _ in range(5):
        qtbot.keyClick(contents, Qt.Key.Key_Down)
    assert window._text.textCursor().block().text() == titles[contents.currentRow()]
    qtbot.keyClick(contents, Qt.Key.Key_Return)
    assert window._text.hasFocus()


def test_no_picture_is_wider_than_the_text_whatever_the_window_s_size(qtbot: QtBot) -> None:
    window = opened(qtbot)
    for width in (1300, 700):
        window.resize(width, 600)
        qtbot.waitUntil(lambda: window._text._fitted == window._text._room())
        assert window._text.horizontalScrollBar().maximum() == 0
        assert window._text.document().size().width() <= window._text.viewport().width()
