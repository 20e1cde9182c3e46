"""The field for a day."""

from datetime import date

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ui.kit.inputs import DayField


def test_a_day_field_returns_the_day_it_was_set_to(qtbot: QtBot) -> None:
    field = DayField(date(2026, 2, 28))
    qtbot.addWidget(field)
    assert (field.day(), field.text()) == (date(2026, 2, 28), "2026-02-28")
    field.set_day(date(2024, 2, 29))
    assert field.day() == date(2024, 2, 29)


def test_a_day_is_typed(qtbot: QtBot) -> None:
    field = DayField(date(2026, 11, 23))
    qtbot.addWidget(field)
    field.show()
    field.lineEdit().setSelection(8, 2)
    qtbot.keyClicks(field, "09")
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert field.day() == date(2026, 11, 9)
