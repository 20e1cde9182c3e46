"""The table, with real keys and clicks."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QSettings, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QHelpEvent, QKeyEvent
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QMenu, QToolTip, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.pixels import Picture
from tickets.store.unreadable import BrokenRow, reminder
from ui.kit.columns import Column
from ui.kit.labels import Words
from ui.kit.rows_model import RowsModel
from ui.kit.table import DeskTable
from ui.kit.table_columns import READABLE
from ui.kit.tokens import ROW


@dataclass(frozen=True, slots=True)
class Row:
    id: int
    number: str
    fault: str = "明漏"


COLUMNS = (
    Column[Row]("number", "编号", lambda row, now: row.number, width=150, sort=lambda r: r.number, copies=True),
    Column[Row]("fault", "故障类型", lambda row, now: row.fault, width=110),
    Column[Row]("id", "序号", lambda row, now: str(row.id), width=60),
)
ROWS = [Row(n, f"20261123-{n:04}") for n in range(1, 6)]
Make = Callable[..., tuple[DeskTable, RowsModel[Row]]]


@pytest.fixture
def make(qtbot: QtBot, tmp_path: Path) -> Make:
    def build(columns: Sequence[Column[Row]] = COLUMNS, rows: Sequence[Row] = ROWS) -> tuple[DeskTable, RowsModel[Row]]:
        settings = QSettings(str(tmp_path / "seat.ini"), QSettings.Format.IniFormat)
        table = DeskTable("queue", settings)
        model = RowsModel(columns, lambda: datetime(2026, 11, 23, tzinfo=UTC), table)
        table.setModel(model)
        table.resize(500, 300)
        qtbot.addWidget(table)
        table.show()
        model.apply(rows)
        return table, model

    return build


def cell(table: DeskTable, row: int, column: int) -> QPoint:
    return table.visualRect(table.model().index(row, column)).center()


def test_arrow_keys_select_a_row_and_enter_opens_it(qtbot: QtBot, make: Make) -> None:
    table, _ = make()
    chosen, opened = QSignalSpy(table.chosen), QSignalSpy(table.opened)
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert table.current() == ROWS[1]
    assert chosen.at(chosen.count() - 1) == [ROWS[1]]
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert [opened.at(n) for n in range(opened.count())] == [[ROWS[1]]]


def test_a_double_click_opens_once(qtbot: QtBot, make: Make) -> None:
    table, _ = make()
    opened = QSignalSpy(table.opened)
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=cell(table, 2, 1))
    qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=cell(table, 2, 1))
    assert [opened.at(n) for n in range(opened.count())] == [[ROWS[2]]]


def test_a_click_on_the_number_copies_it(qtbot: QtBot, make: Make) -> None:
    table, _ = make()
    QGuiApplication.clipboard().setText("before")
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=cell(table, 1, 1))
    assert QGuiApplication.clipboard().text() == "before"
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=cell(table, 1, 0))
    assert QGuiApplication.clipboard().text() == "20261123-0002"
    assert table.current() == ROWS[1]


def test_a_mouse_press_released_elsewhere_copies_nothing(qtbot: QtBot, make: Make) -> None:
    table, _ = make()
    QGuiApplication.clipboard().setText("before")
    qtbot.mousePress(table.viewport(), Qt.MouseButton.LeftButton, pos=cell(table, 1, 1))
    qtbot.mouseRelease(table.viewport(), Qt.MouseButton.LeftButton, pos=cell(table, 1, 0))
    assert QGuiApplication.clipboard().text() == "before"


def test_tab_leaves_the_table(qtbot: QtBot, make: Make) -> None:
    table, _ = make()
    table.choose(2)
    assert not table.tabKeyNavigation()
    qtbot.keyClick(table, Qt.Key.Key_Tab)
    assert table.current() == ROWS[1]
    assert table.currentIndex().column() == 0


def test_ctrl_c_copies_the_row_as_shown(qtbot: QtBot, make: Make) -> None:
    table, model = make()
    model.apply([replace(ROWS[0], fault="明漏\n两处\t井边")])
    table.horizontalHeader().moveSection(0, 2)
    table.horizontalHeader().setSectionHidden(2, True)
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=cell(table, 0, 1))
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "明漏 两处 井边\t20261123-0001"


def test_ctrl_c_copies_nothing_when_no_row_is_chosen(qtbot: QtBot, make: Make) -> None:
    table, _ = make()
    QGuiApplication.clipboard().setText("before")
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "before"


def menu_over(table: DeskTable, row: int, column: int, reason: QContextMenuEvent.Reason) -> QMenu | None:
    place = cell(table, row, column)
    event = QContextMenuEvent(reason, place, table.viewport().mapToGlobal(place))
    QApplication.sendEvent(table.viewport(), event)
    menu = QApplication.activePopupWidget()
    return menu if isinstance(menu, QMenu) else None


def test_the_menu_of_a_row_acts_on_that_row_though_rows_move(qtbot: QtBot, make: Make) -> None:
    table, model = make()
    opened = QSignalSpy(table.opened)
    menu = menu_over(table, 1, 1, QContextMenuEvent.Reason.Mouse)
    assert menu is not None
    assert [action.text() for action in menu.actions()] == ["打开\tEnter", "复制这一行\tCtrl+C", "只复制这一格"]
    model.apply([Row(9, "20261123-0009"), *ROWS])
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
        qtbot.keyClick(menu, key)
    assert [opened.at(n) for n in range(opened.count())] == [[ROWS[1]]]


def test_the_menu_key_opens_the_menu_of_the_selected_row_and_copies_its_cell(qtbot: QtBot, make: Make) -> None:
    table, _ = make()
    table.choose(3)
    menu = menu_over(table, 0, 0, QContextMenuEvent.Reason.Keyboard)
    assert menu is not None
    menu.actions()[-1].trigger()
    assert QGuiApplication.clipboard().text() == ROWS[2].number
    menu.close()


def test_no_menu_opens_where_there_is_no_row(make: Make) -> None:
    table, model = make()
    model.apply([])
    assert menu_over(table, 0, 0, QContextMenuEvent.Reason.Mouse) is None


def test_when_the_selected_row_is_removed_nothing_is_selected(make: Make) -> None:
    table, model = make()
    assert table.choose(3)
    chosen = QSignalSpy(table.chosen)
    model.apply([row for row in ROWS if row.id != 3])
    assert table.current() is None
    assert not table.selectionModel().hasSelection()
    assert chosen.at(chosen.count() - 1) == [None]


def test_the_selected_row_stays_selected_while_others_are_added_and_removed(make: Make) -> None:
    table, model = make()
    table.choose(3)
    chosen = QSignalSpy(table.chosen)
    model.apply([Row(9, "20261123-0009"), *ROWS[2:][::-1]])
    model.apply([replace(row, fault="爆管") for row in ROWS])
    assert table.current() == Row(3, "20261123-0003", "爆管")
    assert chosen.count() == 0


def test_selecting_a_missing_row_changes_nothing(make: Make) -> None:
    table, _ = make()
    table.choose(2)
    assert not table.choose(99)
    assert table.current() == ROWS[1]


def test_all_rows_have_the_same_background(qtbot: QtBot, make: Make) -> None:
    table, _ = make()
    with qtbot.waitExposed(table):
        table.show()
    picture = Picture(table.viewport().grab().toImage())
    assert len({picture.at(cell(table, row, 0).x() + 60, cell(table, row, 0).y()) for row in range(len(ROWS))}) == 1


def test_a_column_is_dragged_to_another_place(qtbot: QtBot, make: Make) -> None:
    table, _ = make()
    header = table.horizontalHeader()
    start = QPoint(header.sectionViewportPosition(1) + 40, header.height() // 2)
    qtbot.mousePress(header.viewport(), Qt.MouseButton.LeftButton, pos=start)
    for left in range(10, start.x(), 20):
        qtbot.mouseMove(header.viewport(), start - QPoint(left, 0))
    qtbot.mouseRelease(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(10, start.y()))
    assert header.visualIndex(1) == 0


def test_widths_order_visibility_and_sort_are_remembered(make: Make) -> None:
    table, _ = make()
    header = table.horizontalHeader()
    header.resizeSection(0, 222)
    header.moveSection(1, 0)
    header.setSectionHidden(2, True)
    table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    table.columns.remember()
    again, model = make()
    header = again.horizontalHeader()
    assert header.sectionSize(0) == 222
    assert header.visualIndex(1) == 0
    assert header.isSectionHidden(2)
    assert [row.id for row in model.rows] == [5, 4, 3, 2, 1]


def test_a_hidden_or_left_out_column_keeps_its_width(make: Make) -> None:
    table, _ = make()
    header = table.horizontalHeader()
    for section in range(3):
        header.resizeSection(section, 200 + section)
    table.columns.remember()
    table.columns.show(1, False)
    table.columns.leave_out("id")
    table.columns.remember()
    again, _ = make()
    header = again.horizontalHeader()
    assert [header.isSectionHidden(section) for section in range(3)] == [False, True, False]
    again.columns.remember()
    again.columns.show(1, True)
    assert [header.sectionSize(section) for section in range(3)] == [200, 201, 202]
    once_more, _ = make()
    once_more.columns.show(1, True)
    assert once_more.horizontalHeader().sectionSize(1) == 201


def test_a_stretching_column_stays_readable_with_any_other_columns_shown(make: Make) -> None:
    columns = [replace(COLUMNS[1], stretch=True), *(replace(COLUMNS[2], key=str(n), width=100) for n in range(4))]
    table, _ = make(columns, ())
    header = table.horizontalHeader()
    assert (header.sectionSize(0), header.length()) == (READABLE, READABLE + 400)
    table.columns.show(4, False)
    assert header.length() == table.viewport().width()
    header.resizeSection(1, 200)
    assert (header.sectionSize(0), header.length()) == (READABLE, READABLE + 400)
    header.resizeSection(1, 100)
    assert header.length() == table.viewport().width()
    table.columns.show(4, True)
    assert header.sectionSize(0) == READABLE
    table.resize(700, 300)
    assert header.length() == table.viewport().width()


def test_the_column_menu_distinguishes_equal_titles_and_scrolls_to_a_chosen_column(make: Make) -> None:
    columns = [
        replace(COLUMNS[2], key="a", title="中位", full_title="受理中位", width=300),
        replace(COLUMNS[2], key="b", title="中位", full_title="到场中位", width=300),
        replace(COLUMNS[2], key="c", title="满意率", width=90, room=9999),
    ]
    table, _ = make(columns, ())
    header = table.horizontalHeader()
    header.customContextMenuRequested.emit(QPoint(5, 5))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions()] == ["受理中位", "到场中位", "满意率"]
    menu.actions()[2].trigger()
    menu.hide()
    left = header.sectionViewportPosition(2)
    assert 0 <= left <= table.viewport().width() - header.sectionSize(2)


def test_the_current_row_stays_in_view_when_the_table_gets_lower(qtbot: QtBot, make: Make) -> None:
    table, model = make()
    model.apply([Row(n, f"20261123-{n:04}") for n in range(1, 40)])
    table.choose(30)
    seen = table.visualRect(table.currentIndex())
    assert seen.bottom() < table.viewport().height()
    table.resize(500, 240)
    seen = table.visualRect(table.currentIndex())
    assert 0 <= seen.top() < seen.bottom() < table.viewport().height()
    table.scrollToTop()
    table.resize(500, 200)
    assert table.top_row() == 0, "who has scrolled elsewhere stays there"


def test_moving_rows_does_not_change_column_widths(make: Make) -> None:
    columns = [replace(COLUMNS[1], stretch=True), *(replace(COLUMNS[2], key=str(n), width=100) for n in range(4))]
    table, model = make(columns, ())
    table.columns.show(4, False)
    model.apply(ROWS)
    header = table.horizontalHeader()
    before = [header.sectionSize(section) for section in range(header.count())]
    for rows in (ROWS[::-1], ROWS, ROWS[1:]):
        model.apply(rows)
        assert [header.sectionSize(section) for section in range(header.count())] == before
    model.layoutChanged.emit()
    assert [header.sectionSize(section) for section in range(header.count())] == before


def test_a_changed_column_width_is_remembered_automatically(qtbot: QtBot, make: Make) -> None:
    table, _ = make()
    table.horizontalHeader().resizeSection(0, 199)
    qtbot.waitUntil(lambda: make()[0].columnWidth(0) == 199, timeout=30_000)


@pytest.mark.parametrize("junk", ["", "{", "[]", '{"widths": 3}', '{"widths": {"number": "x"}}', '{"order": 1}'])
def test_damaged_column_settings_are_ignored(make: Make, tmp_path: Path, junk: str) -> None:
    settings = QSettings(str(tmp_path / "seat.ini"), QSettings.Format.IniFormat)
    settings.setValue("tables/queue", junk)
    settings.sync()
    table, _ = make()
    assert table.columnWidth(0) == 150


def test_getting_the_focus_selects_no_row(qtbot: QtBot, make: Make) -> None:
    table, model = make()
    with qtbot.waitActive(table):
        table.activateWindow()
    table.choose(3)
    model.apply(row for row in ROWS if row.id != 3)
    chosen = QSignalSpy(table.chosen)
    table.clearFocus()
    table.setFocus(Qt.FocusReason.ActiveWindowFocusReason)
    assert table.hasFocus()
    assert (table.current(), chosen.count()) == (None, 0)


def test_getting_the_focus_selects_no_row_in_an_untouched_table(qtbot: QtBot, make: Make) -> None:
    table, _ = make()
    with qtbot.waitActive(table):
        table.activateWindow()
    table.clearFocus()
    table.setFocus(Qt.FocusReason.TabFocusReason)
    assert (table.hasFocus(), table.current()) == (True, None)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert table.current() == ROWS[0]


def pointed(table: DeskTable, place: QPoint, qtbot: QtBot) -> Qt.CursorShape:
    """Move the pointer over the table without a button held; return its shape there."""
    qtbot.mouseMove(table.viewport(), place)
    return table.viewport().cursor().shape()


def test_a_hand_shows_which_cells_copy_on_a_click(qtbot: QtBot, make: Make) -> None:
    table, _ = make()
    hand, arrow = Qt.CursorShape.PointingHandCursor, Qt.CursorShape.ArrowCursor
    below = QPoint(20, table.viewport().height() - 5)
    for place, shape in ((cell(table, 0, 0), hand), (cell(table, 0, 1), arrow), (cell(table, 1, 0), hand)):
        assert pointed(table, place, qtbot) == shape
    assert pointed(table, below, qtbot) == arrow


@pytest.mark.parametrize(("button", "row"), [(Qt.MouseButton.RightButton, 1), (Qt.MouseButton.LeftButton, 7)])
def test_only_a_left_click_on_a_row_copies(qtbot: QtBot, make: Make, button: Qt.MouseButton, row: int) -> None:
    table, _ = make()
    QGuiApplication.clipboard().setText("before")
    qtbot.mouseClick(table.viewport(), button, pos=cell(table, 0, 0) + QPoint(0, row * ROW))
    assert QGuiApplication.clipboard().text() == "before"


def test_an_empty_cell_copies_nothing_and_has_no_menu_entry_of_its_own(qtbot: QtBot, make: Make) -> None:
    table, _ = make(rows=[Row(1, "")])
    QGuiApplication.clipboard().setText("before")
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=cell(table, 0, 0))
    assert QGuiApplication.clipboard().text() == "before"
    menu = menu_over(table, 0, 0, QContextMenuEvent.Reason.Mouse)
    assert menu is not None
    assert [action.text() for action in menu.actions()] == ["复制这一行\tCtrl+C"], "and nothing is there to open it"
    menu.actions()[0].trigger()
    assert QGuiApplication.clipboard().text() == "\t明漏\t1"
    menu.close()


def test_enter_without_a_row_is_left_to_the_window(qtbot: QtBot, make: Make) -> None:
    table, _ = make()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, "\r")
        QApplication.sendEvent(table, event)
        assert not event.isAccepted()
    opened = QSignalSpy(table.opened)
    table.choose(2)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        qtbot.keyClick(table, key)
    assert [opened.at(n) for n in range(opened.count())] == [[ROWS[1]], [ROWS[1]]]


def tip_over(table: DeskTable, place: QPoint) -> tuple[bool, str]:
    """Hold the pointer there; return whether no other tool tip is looked for, and the tool tip."""
    event = QHelpEvent(QEvent.Type.ToolTip, place, table.viewport().mapToGlobal(place))
    QApplication.sendEvent(table.viewport(), event)
    return event.isAccepted(), QToolTip.text()


def test_a_cut_cell_without_a_tool_tip_of_its_own_shows_its_whole_text(qtbot: QtBot, make: Make) -> None:
    told = replace(COLUMNS[1], key="told", tooltip=lambda _row, _now: "自己的提示")
    table, model = make((*COLUMNS[:2], told))
    with qtbot.waitExposed(table):
        table.show()
    qtbot.waitUntil(lambda: QToolTip.text() == "")
    table.setColumnWidth(2, 32)
    needed = table.sizeHintForIndex(model.index(0, 1)).width()
    table.setColumnWidth(1, needed)
    assert tip_over(table, cell(table, 0, 1))[1] == "", "all of it can be read"
    assert tip_over(table, QPoint(20, table.viewport().height() - 5))[1] == ""
    table.setColumnWidth(1, needed - 1)
    assert tip_over(table, cell(table, 0, 1)) == (True, "明漏")
    assert tip_over(table, cell(table, 0, 2))[1] == "自己的提示"
    QToolTip.hideText()


def test_there_are_no_lines_between_cells_and_a_text_stays_on_one_line(qtbot: QtBot, make: Make) -> None:
    table, model = make(rows=[replace(ROWS[0], fault="明漏 两处 井边 路面 塌陷 冒水")])
    with qtbot.waitExposed(table):
        table.show()
    picture = Picture(table.viewport().grab().toImage())
    row, middle = table.visualRect(model.index(0, 1)), cell(table, 0, 1).y()
    ground = picture.at(row.right() - 1, row.top() + 2)
    assert {picture.at(row.left() + shift, row.top() + 2) for shift in (-2, -1, 0, 1)} == {ground}
    inked = picture.painted(ground, row.adjusted(4, 2, -4, -2))
    assert inked.height() <= table.fontMetrics().height()
    assert inked.top() < middle < inked.bottom()


def test_a_row_that_loses_its_last_line_of_pixels_is_moved_back_into_view(make: Make) -> None:
    table, _ = make(rows=[Row(n, f"20261123-{n:04}") for n in range(1, 40)])
    table.choose(3)
    bottom = table.visualRect(table.currentIndex()).bottom()
    table.resize(500, table.height() - (table.viewport().height() - bottom))
    assert table.viewport().height() == bottom
    assert table.visualRect(table.currentIndex()).bottom() < bottom


BROKEN = (BrokenRow("工单", "0007", ("state",)), BrokenRow("工单", "0009", ("state",)))


def test_unreadable_rows_are_named_once_right_below_the_table(qtbot: QtBot, make: Make) -> None:
    table, model = make()
    window, above, below = QWidget(), QLabel(), QLabel()
    inner, nested = QVBoxLayout(), QHBoxLayout()
    outer = QVBoxLayout(window)
    for part in (above, nested, below):
        outer.addLayout(part) if part is nested else outer.addWidget(part)
    nested.addLayout(inner)
    inner.addWidget(table)
    inner.addWidget(QLabel())
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    model.broken.emit(())
    assert window.findChildren(Words) == []
    for broken in (BROKEN[:1], BROKEN):
        model.broken.emit(broken)
        (said,) = window.findChildren(Words)
        assert said.isVisible()
        assert said.text() == table.broken_words == reminder(broken)
        assert said.toolTip() and said.wordWrap()
        assert said.textInteractionFlags() == Qt.TextInteractionFlag.TextSelectableByMouse
        assert [inner.indexOf(table), inner.indexOf(said)] == [0, 1]
    table.say_when_empty("没有工单", "按 F2")
    model.apply([])
    assert not said.isVisible()
    assert table.empty_words == ("没有工单", "按 F2")
    model.broken.emit(BROKEN)
    assert table.empty_words == ("这里没有读得出的条目。", "按 F2")
    model.apply([])
    assert table.broken_words == ""
    table.setParent(None)


def test_a_table_without_texts_or_rows_says_nothing(make: Make, tmp_path: Path, qtbot: QtBot) -> None:
    bare = DeskTable("bare", QSettings(str(tmp_path / "seat.ini"), QSettings.Format.IniFormat))
    qtbot.addWidget(bare)
    assert bare.empty_words == ("", "")
    bare.setModel(RowsModel(COLUMNS, lambda: datetime(2026, 11, 23, tzinfo=UTC), bare))
    assert bare.empty_words == ("", "")
    bare.say_when_empty("没有工单", "按 F2")
    assert bare.empty_words[0] == "还没有读到。"
    assert bare.accessibleDescription() == "还没有读到。 读到以后会自己显示。"


def click_header(table: DeskTable, section: int, qtbot: QtBot) -> None:
    header = table.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(section) + 20, header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_clicks_on_a_title_sort_up_then_down_then_not(qtbot: QtBot, make: Make) -> None:
    table, model = make(rows=[ROWS[1], ROWS[0], ROWS[2]])
    for order in ([1, 2, 3], [3, 2, 1], [2, 1, 3]):
        click_header(table, 0, qtbot)
        assert [row.id for row in model.rows] == order
    table.columns.remember()
    unsorted, model = make(rows=[ROWS[1], ROWS[0], ROWS[2]])
    assert [row.id for row in model.rows] == [2, 1, 3]
    assert unsorted.horizontalHeader().sortIndicatorSection() == -1


def test_a_table_without_sort_keys_is_not_sorted_by_a_click(qtbot: QtBot, make: Make) -> None:
    table, model = make([replace(column, sort=None) for column in COLUMNS], ROWS[::-1])
    click_header(table, 0, qtbot)
    assert [row.id for row in model.rows] == [5, 4, 3, 2, 1]
    assert not table.horizontalHeader().isSortIndicatorShown()


def column_menu(table: DeskTable) -> QMenu:
    table.horizontalHeader().customContextMenuRequested.emit(QPoint(5, 5))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def test_the_column_menu_ticks_what_is_shown_and_never_hides_the_last_column(make: Make) -> None:
    table, _ = make()
    for shown in ([True, False, True], [True, False, False]):
        table.columns.show(1, shown[1])
        table.columns.show(2, shown[2])
        menu = column_menu(table)
        assert [action.isCheckable() for action in menu.actions()] == [True] * 3
        assert [action.isChecked() for action in menu.actions()] == shown
        last = shown.count(True) == 1
        assert [action.isEnabled() for action in menu.actions()] == [not (last and on) for on in shown]
        menu.close()
    menu = column_menu(table)
    menu.actions()[1].trigger()
    assert not table.isColumnHidden(1)
    menu.close()


def test_columns_that_say_nothing_are_left_out_and_come_back_as_they_were(make: Make) -> None:
    table, _ = make()
    table.columns.show(1, False)
    table.columns.leave_out("fault", "id")
    assert [table.isColumnHidden(section) for section in range(3)] == [False, True, True]
    menu = column_menu(table)
    assert [action.text() for action in menu.actions()] == ["编号"]
    menu.close()
    table.columns.leave_out("id")
    table.resize(510, 300)
    assert [table.isColumnHidden(section) for section in range(3)] == [False, True, True]
    table.columns.leave_out()
    assert [table.isColumnHidden(section) for section in range(3)] == [False, True, False]
    assert len(column_menu(table).actions()) == 3


def test_a_column_that_needs_room_is_hidden_in_a_narrower_table_unless_it_was_asked_for(make: Make) -> None:
    columns = [COLUMNS[0], replace(COLUMNS[1], room=500), replace(COLUMNS[2], room=500)]
    table, _ = make(columns)
    table.columns.show(2, False)
    for width, hidden in ((500, False), (499, True), (600, False)):
        table.resize(width, 300)
        assert [table.isColumnHidden(section) for section in (1, 2)] == [hidden, True]
    table.columns.show(2, True)
    table.resize(400, 300)
    again, _ = make(columns)
    again.resize(400, 300)
    for shown in (table, again):
        assert [shown.isColumnHidden(section) for section in (1, 2)] == [True, False], "what was asked for is kept"


def test_the_titles_look_the_same_whichever_row_is_selected(qtbot: QtBot, make: Make) -> None:
    table, _ = make()
    with qtbot.waitExposed(table):
        table.show()
    before = table.horizontalHeader().grab().toImage()
    table.choose(2)
    assert table.horizontalHeader().grab().toImage() == before


def test_a_table_that_shows_nothing_yet_does_not_forget_its_columns(make: Make, tmp_path: Path) -> None:
    table, _ = make()
    table.setColumnWidth(0, 222)
    table.columns.remember()
    settings = QSettings(str(tmp_path / "seat.ini"), QSettings.Format.IniFormat)
    bare = DeskTable("queue", settings)
    bare.columns.remember()
    assert make()[0].columnWidth(0) == 222
    bare.deleteLater()


def test_stored_columns_that_no_longer_exist_are_ignored(make: Make, tmp_path: Path) -> None:
    settings = QSettings(str(tmp_path / "seat.ini"), QSettings.Format.IniFormat)
    state = {
        "widths": {"gone": 300, "number": 10, "fault": 140},
        "order": ["gone", "id", "number", "fault"],
        "hidden": ["gone", "fault"],
        "sort": "gone",
        "descending": True,
    }
    settings.setValue("tables/queue", json.dumps(state))
    settings.sync()
    table, _ = make()
    header = table.horizontalHeader()
    assert [header.visualIndex(section) for section in range(3)] == [1, 2, 0]
    assert [header.isSectionHidden(section) for section in range(3)] == [False, True, False]
    assert header.sectionSize(0) == header.minimumSectionSize() == 32
    assert header.sortIndicatorSection() == -1


@pytest.mark.parametrize(("section", "seen"), [(0, "left"), (1, "right")])
def test_a_column_that_is_shown_again_is_scrolled_into_view(qtbot: QtBot, make: Make, section: int, seen: str) -> None:
    columns = [replace(COLUMNS[2], key=str(n), width=400) for n in range(3)]
    table, _ = make(columns, ())
    with qtbot.waitExposed(table):
        table.show()
    table.columns.show(section, False)
    bar, header = table.horizontalScrollBar(), table.horizontalHeader()
    bar.setValue(bar.maximum() if section == 0 else 0)
    table.columns.show(section, True)
    left = header.sectionViewportPosition(section)
    assert left == (0 if seen == "left" else table.viewport().width() - 400)


def test_the_topmost_row_is_the_one_of_which_a_line_can_be_seen(make: Make) -> None:
    table, _ = make(rows=[Row(n, f"20261123-{n:04}") for n in range(1, 40)])
    QApplication.processEvents()
    assert table.top_row() == 0
    for scrolled, top in ((ROW - 1, 0), (ROW, 1), (3 * ROW - 1, 2)):
        table.verticalScrollBar().setValue(scrolled)
        assert table.top_row() == top
