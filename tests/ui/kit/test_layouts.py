"""Columns beside each other, whose widths the user drags."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ui.kit.layouts import ColumnSplitter


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "seat.ini"), QSettings.Format.IniFormat)


def shown(settings: QSettings, qtbot: QtBot) -> ColumnSplitter:
    parts = [QLabel("left"), QLabel("right")]
    for part in parts:
        part.setMinimumWidth(100)
    columns = ColumnSplitter(settings, "columns", [400, 200], *parts)
    qtbot.addWidget(columns)
    columns.resize(608, 300)
    with qtbot.waitExposed(columns):
        columns.show()
    return columns


def drag(columns: ColumnSplitter, qtbot: QtBot, by: int) -> None:
    handle = columns.handle(1)
    middle = handle.rect().center()
    qtbot.mousePress(handle, Qt.MouseButton.LeftButton, pos=middle)
    qtbot.mouseMove(handle, middle + QPoint(by, 0))
    qtbot.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=middle)


@pytest.mark.parametrize("by", [-500, 500])
def test_no_column_can_be_dragged_away(settings: QSettings, qtbot: QtBot, by: int) -> None:
    columns = shown(settings, qtbot)
    drag(columns, qtbot, by)
    assert min(columns.sizes()) == 100


def test_widths_that_were_dragged_are_remembered(settings: QSettings, qtbot: QtBot) -> None:
    columns = shown(settings, qtbot)
    drag(columns, qtbot, -60)
    dragged = columns.sizes()
    assert dragged == [340, 260]
    columns.remember()
    assert shown(settings, qtbot).sizes() == dragged


def test_a_wider_window_widens_the_first_column(settings: QSettings, qtbot: QtBot) -> None:
    columns = shown(settings, qtbot)
    columns.resize(808, 300)
    assert columns.sizes() == [600, 200]
