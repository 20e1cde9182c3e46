"""Columns beside each other, whose widths the user drags."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMargins, QPoint, QSettings, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget
from pytestqt.qtbot import QtBot

from ui.kit.layouts import ColumnSplitter, Space, Stretch, button_row, in_column, in_row


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


def test_rows_and_columns_are_laid_out_as_they_are_written(qapp: object) -> None:
    holder, inner, label, field = QWidget(), QHBoxLayout(), QLabel(), QLabel()
    column = in_column(label, (inner, 2), Space(12), (field, 3), Stretch(4), holder=holder, margins=(8, 4), spacing=6)
    assert holder.layout() is column
    assert (column.spacing(), column.contentsMargins()) == (6, QMargins(8, 4, 8, 4))
    items = [column.itemAt(place) for place in range(column.count())]
    assert [column.stretch(place) for place in range(column.count())] == [0, 2, 0, 3, 4]
    assert (items[0].widget(), items[1].layout(), items[2].sizeHint().height(), items[3].widget()) == (
        label, inner, 12, field,
    )  # fmt: skip
    assert in_row(label, margins=(1, 2, 3, 4)).contentsMargins() == QMargins(1, 2, 3, 4)
    assert in_row(margins=5).contentsMargins() == QMargins(5, 5, 5, 5)
    assert in_row().contentsMargins() == QMargins(0, 0, 0, 0)
    other, another = QWidget(), QWidget()
    of_style, unset = QHBoxLayout(other), in_row(holder=another, margins=None)
    assert (unset.contentsMargins(), unset.spacing()) == (of_style.contentsMargins(), of_style.spacing())


def test_buttons_stand_at_the_left_of_their_row(qapp: object) -> None:
    row = button_row(QLabel(), QLabel())
    assert [row.stretch(place) for place in range(row.count())] == [0, 0, 1]
    assert row.spacing() == 8


def test_widths_that_were_never_stored_or_are_damaged_are_the_usual_ones(settings: QSettings, qtbot: QtBot) -> None:
    settings.setValue("columns", "no state")
    columns = shown(settings, qtbot)
    assert columns.sizes() == [400, 200]
    assert columns.handleWidth() == 8
