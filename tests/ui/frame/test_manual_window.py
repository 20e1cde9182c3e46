from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QTextDocument
from pytestqt.qtbot import QtBot

from tests.ui.showing import show_active
from ui.frame.manual_window import ManualWindow, _Pages

MANUAL = Path(__file__).resolve().parents[3] / "docs" / "manual.zh-CN.md"


def opened(qtbot: QtBot) -> ManualWindow:
    window = ManualWindow(MANUAL)
    qtbot.addWidget(window)
    show_active(window, qtbot)
    return window


def test_the_manual_is_read_in_the_program(qtbot: QtBot) -> None:
    window = ManualWindow(MANUAL)
    qtbot.addWidget(window)
    assert "受理台：接电话" in window._text.toPlainText()
    assert (window.size(), window._contents.width()) == (QSize(1100, 720), 304)


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


def test_subheadings_are_indented_and_a_click_on_the_first_heading_leads_back(qtbot: QtBot) -> None:
    window = opened(qtbot)
    contents = window._contents
    lines = [line for line in MANUAL.read_text("utf-8").splitlines() if line.startswith(("## ", "### "))]
    indents = [contents.item(row).text().startswith("    ") for row in range(contents.count())]
    assert indents == [line.startswith("### ") for line in lines]
    assert {contents.sizeHintForRow(row) for row in range(contents.count())} == {28}
    for row in (3, 0):
        contents.setCurrentRow(row)
        cursor = window._text.textCursor()
        assert cursor.block().text() == lines[row].lstrip("# ")
        top = window._text.document().documentLayout().blockBoundingRect(cursor.block()).top()
        assert window._text.verticalScrollBar().value() == int(top)
    window._text.verticalScrollBar().setValue(0)
    qtbot.mouseClick(
        contents.viewport(), Qt.MouseButton.LeftButton, pos=contents.visualItemRect(contents.item(0)).center()
    )
    assert window._text.verticalScrollBar().value() == int(top), "a click on the same heading goes there again"


def test_an_empty_search_says_nothing_and_typing_removes_what_was_said(qtbot: QtBot) -> None:
    window = opened(qtbot)
    window._contents.setCurrentRow(3)
    before = window._text.textCursor().position()
    window._field.setText("  ")
    qtbot.keyClick(window._field, Qt.Key.Key_Return)
    assert not window._said.isVisible()
    assert window._text.textCursor().position() == before
    window._field.setText("zzzz")
    qtbot.keyClick(window._field, Qt.Key.Key_Return)
    assert window._said.isVisible()
    qtbot.keyClicks(window._field, "z")
    assert not window._said.isVisible()


@pytest.fixture
def pages(tmp_path: Path, qtbot: QtBot) -> _Pages:
    """A text with a long line of code and a picture narrower and one wider than the text, of 400 and 900 pixels."""
    for name, width in (("narrow", 100), ("wide", 900)):
        QImage(width, 20, QImage.Format.Format_RGB32).save(str(tmp_path / f"{name}.png"))
    lines = ["# 标题", "![窄](narrow.png)", "![宽](wide.png)", "```", "word " * 60, "```", *["一段话"] * 60]
    (tmp_path / "manual.md").write_text("\n\n".join(lines), encoding="utf-8")
    pages = _Pages()
    qtbot.addWidget(pages)
    pages.resize(400, 300)
    with qtbot.waitExposed(pages):
        pages.show()
    pages.show_file(tmp_path / "manual.md")
    return pages


def test_only_a_picture_wider_than_the_text_is_scaled_down(
    pages: _Pages, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def loaded(name: str) -> QImage:
        return pages.loadResource(QTextDocument.ResourceType.ImageResource.value, name)

    room = pages.viewport().width() - 2 * round(pages.document().documentMargin())
    assert loaded("narrow.png").size() == QSize(100, 20)
    assert (loaded("wide.png").width(), loaded("wide.png").devicePixelRatio()) == (room, 1)
    assert loaded("missing.png").isNull()
    monkeypatch.setattr(_Pages, "devicePixelRatioF", lambda _pages: 2.0)
    assert (loaded("wide.png").width(), loaded("wide.png").devicePixelRatio()) == (2 * room, 2), (
        "sharp on a fine screen"
    )
    monkeypatch.setattr(_Pages, "devicePixelRatioF", lambda _pages: 3.0)
    assert loaded("wide.png").width() == 900, "a picture is never enlarged"
    assert loaded("wide.png").devicePixelRatio() == pytest.approx(900 / room)
    assert pages.horizontalScrollBar().maximum() == 0, "long lines of code are wrapped"
    pages.resize(40, 300)
    assert pages._room() == 100


def test_the_text_keeps_its_place_when_the_window_gets_another_width(pages: _Pages, qtbot: QtBot) -> None:
    bar = pages.verticalScrollBar()
    cursor = pages.textCursor()
    cursor.setPosition(40)
    pages.setTextCursor(cursor)
    bar.setValue(bar.maximum() // 2)
    pages.resize(700, 300)
    qtbot.waitUntil(lambda: pages._fitted == pages._room())
    assert pages.textCursor().position() == 40
    bar.setValue(bar.maximum() // 4)
    pages._fit()
    assert bar.value() / bar.maximum() == pytest.approx(0.25, abs=0.01)
    pages.resize(700, 5000)
    pages._fit()
    assert bar.maximum() == 0, "a text without a scroll bar stays where it is, too"
    assert pages._settle.interval() == 150
    pages._settle.stop()
    pages.resize(700, 4000)
    assert not pages._settle.isActive(), "another height changes no picture"
