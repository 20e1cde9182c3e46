"""A field for an instant shows the whole error about what it did not understand."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.kit import time_field
from ui.kit.labels import Words
from ui.kit.time_field import TimeField
from ui.kit.time_words import coming_words, read_coming, read_past

NOW = datetime(2026, 1, 20, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize("width", [290, 420])
@pytest.mark.parametrize(
    ("read", "typed"), [(read_past, "99:99 哪天"), (read_past, "明天 8:00"), (read_coming, "昨天 8:00")]
)
def test_the_message_about_an_invalid_time_fits_a_narrow_form(qtbot: QtBot, width: int, read, typed: str) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    column = QVBoxLayout(holder)
    field = TimeField(read, lambda: NOW, "不填就是现在")
    column.addWidget(field)
    column.addStretch(1)
    holder.resize(width, 300)
    holder.show()
    qtbot.keyClicks(field.field, "2")
    field.set_text(typed)
    said = field._wrong
    assert not said.isVisible()  # not while somebody types
    qtbot.waitUntil(said.isVisible)
    QApplication.processEvents()
    assert len(said.text()) > 10
    assert is_whole(said)
    field.set_text("")
    assert not said.isVisible()


def is_whole(label: Words) -> bool:
    """Return whether all the text of a label is shown."""
    shown = label.fontMetrics().boundingRect(0, 0, label.width(), 1000, Qt.TextFlag.TextWordWrap, label.text())
    return shown.height() <= label.height() and shown.width() <= label.width()


@pytest.mark.parametrize("width", [230, 290, 420])
def test_how_a_time_was_understood_fits_a_narrow_form(qtbot: QtBot, width: int) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    column = QVBoxLayout(holder)
    field = TimeField(read_coming, lambda: NOW, say=coming_words)
    column.addWidget(field)
    column.addStretch(1)
    holder.resize(width, 300)
    holder.show()
    field.set_text("周三下午")
    qtbot.waitUntil(lambda: is_whole(field._understood))


def test_a_part_of_the_day_shows_which_hour_it_counts_as(qtbot: QtBot) -> None:
    field = TimeField(read_coming, lambda: NOW, say=coming_words)
    qtbot.addWidget(field)
    field.show()
    for typed, shown, wrong in (
        ("周三下午", "明天 14:00 周三 · 下午按 14:00", ""),
        ("后天下午3点", "01-22 15:00 周四", ""),
        ("明天3点", "", "3点是上午还是下午？请写“下午3点”或 15:00。"),
    ):
        field.set_text(typed)
        assert (field._understood.text(), field._wrong.text() if wrong else "") == (shown, wrong)


def test_the_instant_that_was_understood_is_shown_beside_the_field(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(time_field, "announce", lambda _widget, sentence: said.append(sentence))
    monkeypatch.setattr(time_field, "_PAUSE_MS", 0)
    field = TimeField(read_past, lambda: NOW, "不填就是现在")
    qtbot.addWidget(field)
    field.show()
    understood = field._understood
    changed = QSignalSpy(field.changed)
    for typed, shown, wrong in (("9:30", "今天 09:30", False), ("9:3x", "", True), ("", "不填就是现在", False)):
        field.set_text(typed)
        assert (field.text(), understood.text()) == (typed, shown)
        assert field.field.property("wrong") is wrong
        QApplication.processEvents()
    assert changed.count() == 3
    assert field.field.maxLength() == 1000
    said.clear()
    field.set_text("9:3x")
    qtbot.waitUntil(lambda: said == [field._wrong.text()])
    assert field._wrong.isVisible()
    field.set_text("9:30")
    assert not field._wrong.isVisible()
    assert field.moment() == datetime(2026, 1, 20, 1, 30, tzinfo=UTC)
