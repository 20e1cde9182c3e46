"""A field for an instant shows the whole error about what it did not understand."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.kit.labels import Words
from ui.kit.time_field import TimeField
from ui.kit.time_words import read_coming, read_past

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
    said = next(label for label in field.findChildren(Words) if label.wordWrap())
    assert not said.isVisible()  # not while somebody types
    qtbot.waitUntil(said.isVisible)
    QApplication.processEvents()
    assert len(said.text()) > 10
    shown = said.fontMetrics().boundingRect(0, 0, said.width(), 1000, Qt.TextFlag.TextWordWrap, said.text())
    assert shown.height() <= said.height() and shown.width() <= said.width()
    field.set_text("")
    assert not said.isVisible()
