"""The model of frozen rows, with Qt's model tester."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy

from ui.kit.columns import LEFT, RIGHT, Column, Roles
from ui.kit.rows_model import RowsModel

pytestmark = pytest.mark.usefixtures("qapp")
NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Row:
    id: int
    name: str = ""
    due: int | None = None


COLUMNS = (
    Column[Row]("name", "名称", lambda row, now: row.name, tooltip=lambda row, now: f"{row.id} {now:%H:%M}"),
    Column[Row]("due", "到期", lambda row, now: str(row.due), align=RIGHT, sort=lambda row: row.due),
)


@pytest.fixture
def model() -> Iterator[RowsModel[Row]]:
    model = RowsModel(COLUMNS, lambda: NOON)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    yield model
    del tester


def names(model: RowsModel[Row]) -> list[str]:
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def ids(model: RowsModel[Row]) -> list[int]:
    return [row.id for row in model.rows]


def test_cells_say_what_their_column_declares(model: RowsModel[Row]) -> None:
    model.apply([Row(7, "爆管", 3)])
    cell = model.index(0, 0)
    assert cell.data() == "爆管"
    assert cell.data(Qt.ItemDataRole.ToolTipRole) == "7 04:00"
    assert cell.data(Qt.ItemDataRole.AccessibleTextRole) == "爆管"
    assert cell.data(Roles.ROW) == Row(7, "爆管", 3)
    assert model.index(0, 1).data(Qt.ItemDataRole.TextAlignmentRole) == RIGHT
    assert model.headerData(1, Qt.Orientation.Horizontal) == "到期"


def test_a_row_is_found_by_index_and_by_id(model: RowsModel[Row]) -> None:
    model.apply([Row(1), Row(2)])
    assert model.row_at(model.index_for(2)) == Row(2)
    assert (model.index_for(2).column(), model.index_for(2, 1).column()) == (0, 1)
    assert not model.index_for(3).isValid()
    assert model.row_at(model.index_for(3)) is None


def test_two_rows_with_one_id_are_refused(model: RowsModel[Row]) -> None:
    with pytest.raises(ValueError, match="one id"):
        model.apply([Row(1), Row(1)])


def test_only_changed_rows_are_announced(model: RowsModel[Row]) -> None:
    rows = [Row(n, str(n)) for n in range(10)]
    model.apply(rows)
    changed = QSignalSpy(model.dataChanged)
    quiet = [QSignalSpy(s) for s in (model.rowsInserted, model.rowsRemoved, model.layoutChanged, model.modelReset)]
    rows[3] = replace(rows[3], name="x")
    rows[4] = replace(rows[4], name="y")
    rows[8] = replace(rows[8], name="z")
    model.apply(rows)
    spans = [(changed.at(n)[0].row(), changed.at(n)[1].row()) for n in range(changed.count())]
    assert spans == [(3, 4), (8, 8)]
    assert {(changed.at(n)[0].column(), changed.at(n)[1].column()) for n in range(changed.count())} == {(0, 1)}
    assert [spy.count() for spy in quiet] == [0, 0, 0, 0]


def test_applying_the_same_rows_announces_no_change(model: RowsModel[Row]) -> None:
    model.apply([Row(1, "a"), Row(2, "b")])
    spies = [QSignalSpy(s) for s in (model.dataChanged, model.rowsInserted, model.layoutChanged)]
    model.apply([Row(1, "a"), Row(2, "b")])
    assert [spy.count() for spy in spies] == [0, 0, 0]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(states=st.lists(st.lists(st.builds(Row, st.integers(0, 12), st.sampled_from("ab")), unique_by=lambda r: r.id)))
def test_any_next_state_is_shown_and_remaining_rows_keep_their_index(
    model: RowsModel[Row], states: list[list[Row]]
) -> None:
    model.sort(-1)
    for state in states:
        held = {row.id: QPersistentModelIndex(model.index_for(row.id)) for row in model.rows}
        model.apply(state)
        assert list(model.rows) == state
        for id_, index in held.items():
            assert index.isValid() == (id_ in {row.id for row in state})
            assert model.row_at(index) == next((row for row in state if row.id == id_), None)


def test_rows_without_a_sort_key_come_last_in_both_directions(model: RowsModel[Row]) -> None:
    model.apply([Row(1, due=None), Row(2, due=5), Row(3, due=1)])
    model.sort(1, Qt.SortOrder.AscendingOrder)
    assert ids(model) == [3, 2, 1]
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert ids(model) == [2, 3, 1]
    model.sort(-1)
    assert ids(model) == [1, 2, 3]


def test_new_rows_are_inserted_in_sorted_order(model: RowsModel[Row]) -> None:
    model.sort(1)
    model.apply([Row(1, due=10), Row(2, due=30)])
    model.apply([Row(1, due=40), Row(2, due=30), Row(3, due=20)])
    assert ids(model) == [3, 2, 1]


def test_of_five_thousand_rows_only_the_changed_ones_are_updated(qapp: object) -> None:
    model = RowsModel(COLUMNS, lambda: NOON)
    model.sort(1)
    model.apply([Row(n, str(n), n) for n in range(5000)])
    touched: list[str] = []
    model.rowsRemoved.connect(lambda _parent, first, last: touched.append(f"removed {last - first + 1}"))
    model.rowsInserted.connect(lambda _parent, first, last: touched.append(f"inserted {last - first + 1}"))
    model.rowsMoved.connect(lambda *_: touched.append("moved"))
    model.dataChanged.connect(lambda first, last: touched.append(f"changed {last.row() - first.row() + 1}"))
    model.modelReset.connect(lambda: touched.append("reset"))
    again = [Row(n, str(n), n) for n in range(5000)]
    again[2500] = Row(2500, "x", 9999)
    model.apply(again[1:])
    assert len(touched) <= 4 and "removed 1" in touched and "reset" not in touched, touched
    assert not any(int(each.split()[-1]) > 1 for each in touched if each[-1].isdigit()), touched


def test_a_column_says_what_a_screen_reader_needs_and_nothing_else(model: RowsModel[Row]) -> None:
    column = Column[Row](
        "due", "到", lambda row, _now: "3\u202e", full_title="到场", accessible=lambda row, _now: "三\u202e",
        roles={Roles.TIMING: lambda row: row.due},
    )  # fmt: skip
    told = RowsModel((column, COLUMNS[1]), lambda: NOON)
    told.apply([Row(1, due=3)])
    cell, plain = told.index(0, 0), told.index(0, 1)
    read, role = Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole
    assert (len(cell.data()), cell.data()[0], cell.data(read)[0], len(cell.data(read))) == (2, "3", "三", 2)
    assert (cell.data(Roles.TIMING), plain.data(Roles.TIMING)) == (3, None)
    assert (cell.data(role.ToolTipRole), cell.data(role.DecorationRole)) == (None, None)
    across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
    assert [told.headerData(n, across, read) for n in (0, 1)] == ["到场", None]
    assert [told.headerData(n, across, role.TextAlignmentRole) for n in (0, 1)] == [LEFT, RIGHT]
    assert [told.headerData(n, across) for n in (-1, 0, 1, 2)] == [None, "到", "到期", None]
    assert told.headerData(0, down) is told.headerData(0, across, role.ToolTipRole) is None
    assert (column.width, column.stretch, column.copies, column.room) == (96, False, False, 0)


def test_the_first_rows_are_announced_once(model: RowsModel[Row]) -> None:
    learned = QSignalSpy(model.learned)
    assert not model.known
    for rows in ([], [Row(1)], [Row(2)]):
        model.apply(rows)
        assert (model.known, learned.count()) == (True, 1)


def test_a_column_without_a_sort_key_restores_the_given_order(model: RowsModel[Row]) -> None:
    model.apply([Row(1, due=3), Row(2, due=5), Row(3, due=1)])
    for column in (0, 2, -1):
        model.sort(1)
        assert ids(model) == [3, 1, 2]
        model.sort(column)
        assert ids(model) == [1, 2, 3]
    assert model.rowCount(model.index(0, 0)) == model.columnCount(model.index(0, 0)) == 0
