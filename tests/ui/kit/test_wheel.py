"""The mouse wheel over a combo box."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QSpinBox, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.kit.cards import scrolled
from ui.kit.inputs import ChoiceBox, DayField, without_wheel


def minutes() -> QSpinBox:
    box = without_wheel(QSpinBox())
    box.setValue(60)
    return box


FIELDS: dict[str, tuple[Callable[[], QWidget], Callable[[QWidget], object]]] = {
    "box": (lambda: ChoiceBox(((True, "每天自动备份"), (False, "不自动备份"))), lambda box: box.chosen()),
    "day": (lambda: DayField(date(2026, 11, 29)), lambda field: field.day()),
    "minutes": (minutes, lambda box: box.value()),
}


@pytest.mark.parametrize("name", FIELDS)
def test_the_mouse_wheel_scrolls_the_page_and_does_not_change_the_field_under_the_pointer(
    name: str, qtbot: QtBot
) -> None:
    make, value = FIELDS[name]
    page, before, field = QWidget(), QLineEdit(), make()
    column = QVBoxLayout(page)
    column.addWidget(before)
    column.addWidget(field)
    column.addSpacing(1_000)
    area = scrolled(page)
    qtbot.addWidget(area)
    area.resize(300, 200)
    area.show()
    area.activateWindow()
    qtbot.waitExposed(area)
    before.setFocus()
    was = value(field)
    over = QPointF(field.mapTo(area, field.rect().center()))
    QTest.wheelEvent(area.windowHandle(), over, QPoint(0, -120))
    QApplication.processEvents()
    assert value(field) == was
    assert area.verticalScrollBar().value() > 0
    assert field.focusPolicy() != Qt.FocusPolicy.WheelFocus
