"""The countdown bar: its state is shown by text and shape before colour."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.pixels import Paints, Picture
from tickets.rules.present_hold import PresentHold
from ui.kit.columns import Column, Roles
from ui.kit.countdown import (
    Condition,
    Timing,
    condition,
    countdown_column,
    in_full,
    keep_counting,
    longest_fitting,
    used,
    words,
)
from ui.kit.rows_model import RowsModel
from ui.kit.table import DeskTable
from ui.kit.theme import body_font
from ui.kit.tokens import BODY
from ui.runtime.tick import Tick

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


def clock(left: int, allowance: int = 600, **more: object) -> Timing:
    due = NOON + timedelta(seconds=left)
    return Timing(due=due, started=due - timedelta(seconds=allowance), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("timing", "state"),
    [
        (Timing(), Condition.NONE),
        (clock(400), Condition.RUNNING),
        (clock(150), Condition.SOON),
        (clock(0), Condition.SOON),
        (Timing(due=NOON, started=NOON), Condition.RUNNING),
        (Timing(due=NOON + timedelta(seconds=1)), Condition.RUNNING),
        (clock(-1), Condition.OVERDUE),
        (clock(400, warn_at=NOON), Condition.SOON),
        (clock(100, warn_at=NOON + timedelta(seconds=1)), Condition.RUNNING),
        (clock(-500, held="等燃气交底"), Condition.HELD),
        (Timing(held=""), Condition.HELD),
        (clock(-500, stopped=NOON - timedelta(seconds=600)), Condition.ENDED),
    ],
)
def test_a_clock_has_exactly_one_condition(timing: Timing, state: Condition) -> None:
    assert condition(timing, NOON) is state


@given(st.integers(-(10**6), 10**6), st.integers(1, 10**6))
def test_the_filled_part_of_a_bar_is_between_nothing_and_all(left: int, allowance: int) -> None:
    assert 0 <= used(clock(left, allowance), NOON) <= 1


@given(st.integers(-(10**5), 10**5))
def test_a_bar_is_filled_exactly_when_its_words_say_overdue(left: int) -> None:
    timing = clock(left)
    assert (condition(timing, NOON) is Condition.OVERDUE) == words(timing, NOON).startswith("超时")


@dataclass(frozen=True, slots=True)
class Row:
    id: int
    timing: Timing


def test_each_second_only_the_countdown_column_is_painted(qtbot: QtBot, tmp_path: Path) -> None:
    tick = Tick(lambda: NOON)
    columns = (
        Column[Row]("id", "编号", lambda row, now: str(row.id), width=80),
        countdown_column("due", "时限", lambda row: row.timing, width=130),
        Column[Row]("rest", "其余", lambda row, now: "x", width=80),
    )
    table = DeskTable("queue", QSettings(str(tmp_path / "seat.ini"), QSettings.Format.IniFormat))
    model = RowsModel(columns, tick.now, table)
    table.setModel(model)
    keep_counting(table, "due", tick)
    model.apply([Row(1, clock(600)), Row(2, clock(-300)), Row(3, Timing(held="等材料"))])
    table.resize(400, 300)
    qtbot.addWidget(table)
    with qtbot.waitExposed(table):
        table.show()
    QApplication.processEvents()
    paints = Paints(table.viewport())
    tick.second.emit(NOON)
    QApplication.processEvents()
    assert [(place.left(), place.width()) for place in paints.places] == [(80, 130)]
    for hide in (lambda: table.setColumnHidden(1, True), table.hide):
        hide()
        for _ in range(3):
            QApplication.processEvents()
        paints.places.clear()
        tick.second.emit(NOON)
        QApplication.processEvents()
        assert paints.places == []


def test_the_countdown_column_is_readable_by_screen_readers_and_sorts_by_due_time(qapp: QApplication) -> None:
    model = RowsModel((countdown_column("due", "时限", lambda row: row.timing),), lambda: NOON)
    model.apply([Row(1, Timing(held="等材料")), Row(2, clock(300)), Row(3, clock(-60)), Row(4, Timing())])
    model.sort(0)
    assert [row.id for row in model.rows] == [3, 2, 1, 4]
    cell = model.index(0, 0)
    assert cell.data(Qt.ItemDataRole.AccessibleTextRole) == "超时 1 分"
    assert cell.data(Roles.TIMING) == clock(-60)
    assert cell.data(Qt.ItemDataRole.ToolTipRole) == "超时 1 分\n到期时间 2026-11-23 11:59:00 周一"
    for timing, tip in ((Timing(held="等材料"), "挂起 · 等材料"), (clock(-60, held=""), "挂起"), (Timing(), "")):
        assert in_full(timing, NOON) == tip, "a clock that does not run has no deadline to tell"


def test_a_narrow_bar_of_a_hold_that_waits_for_consent_leaves_the_reason_out(qapp: QApplication) -> None:
    timing, metrics = (
        clock(600, held="等燃气交底", hold=PresentHold(NOON, NOON + timedelta(minutes=25))),
        QFontMetrics(body_font(BODY - 1)),
    )
    whole, shorter = "挂起 · 等燃气交底 · 待核准（剩 25 分）", "挂起 · 待核准（剩 25 分）"
    widths = {each: metrics.horizontalAdvance(each) for each in (whole, shorter)}
    assert words(timing, NOON) == whole
    assert longest_fitting(timing, NOON, metrics, widths[whole]) == whole
    assert longest_fitting(timing, NOON, metrics, widths[whole] - 1) == shorter
    assert longest_fitting(timing, NOON, metrics, 104) == "待核准 剩 25 分", "in the queue"
    assert longest_fitting(timing, NOON, metrics, 10) == "挂起待核准"
    ended = clock(600, held="等燃气交底", hold=PresentHold(NOON, NOON))
    assert longest_fitting(ended, NOON, metrics, 10) == "剩 10 分"


def test_the_bar_of_a_cell_keeps_its_distance_from_the_edges(qtbot: QtBot, tmp_path: Path) -> None:
    columns = (countdown_column("due", "时限", lambda row: row.timing, width=130),)
    table = DeskTable("queue", QSettings(str(tmp_path / "seat.ini"), QSettings.Format.IniFormat))
    model = RowsModel(columns, lambda: NOON, table)
    table.setModel(model)
    keep_counting(table, "due", Tick(lambda: NOON))
    model.apply([Row(1, clock(-300))])
    table.resize(400, 300)
    qtbot.addWidget(table)
    with qtbot.waitExposed(table):
        table.show()
    cell = table.visualRect(model.index(0, 0)).adjusted(0, 0, 0, -1)  # without the line below the row
    picture = Picture(table.viewport().grab().toImage())
    bar = picture.painted(picture.at(cell.left() + 2, cell.top() + 2), cell)
    assert (bar.left() - cell.left(), cell.right() - bar.right()) == (9, 9)
    assert (bar.top() - cell.top(), cell.bottom() - bar.bottom()) == (6, 6)
