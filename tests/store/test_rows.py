"""Rows are frozen, and each field is filled from the column of its name."""

from collections.abc import Iterator
from dataclasses import FrozenInstanceError, dataclass, fields, replace

import pytest
from sqlalchemy import Connection, Result, create_engine, text

from tickets.store.rows import Fault, Ticket, freeze, one_row
from tickets.store.tables import faults, tickets


@dataclass(frozen=True, slots=True)
class Row:
    id: int
    name: str
    note: str | None


@pytest.fixture
def connection() -> Iterator[Connection]:
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def two(connection: Connection, columns: str = "id, name, note") -> Result[tuple[object, ...]]:
    rows = "SELECT 1 AS id, '一班' AS name, NULL AS note, 7 AS load UNION ALL SELECT 2, '二班', '在途', 8"
    return connection.execute(text(f"SELECT {columns} FROM ({rows})"))


@pytest.mark.parametrize("columns", ["id, name, note", "note, id, name", "load, name, note, load AS more, id"])
def test_a_frozen_row_does_not_depend_on_the_order_of_the_columns(connection: Connection, columns: str) -> None:
    made = freeze(Row, two(connection, columns))
    assert made == [Row(1, "一班", None), Row(2, "二班", "在途")]
    assert [type(row) for row in made] == [Row, Row]
    assert [hash(row) for row in made] == [hash(Row(1, "一班", None)), hash(Row(2, "二班", "在途"))]
    assert repr(made[0]) == repr(Row(1, "一班", None))
    assert replace(made[1], note=None) == Row(2, "二班", None)


def test_a_computed_field_is_made_of_the_row(connection: Connection) -> None:
    made = freeze(Row, two(connection, "load, note, id, name"), note=lambda row: f"{row.name} {row.load}")
    assert made == [Row(1, "一班", "一班 7"), Row(2, "二班", "二班 8")]


def test_a_slice_of_a_result_is_frozen_by_column_name_too(connection: Connection) -> None:
    assert freeze(Row, two(connection, "note, id, name").all()[1:]) == [Row(2, "二班", "在途")]


def test_a_frozen_row_can_not_be_changed(connection: Connection) -> None:
    row = freeze(Row, two(connection))[0]
    with pytest.raises(FrozenInstanceError):
        row.name = "二班"  # type: ignore[misc]
    assert row.name == "一班"


def test_a_field_without_a_column_is_named(connection: Connection) -> None:
    with pytest.raises(TypeError, match="no column for note of Row"):
        freeze(Row, two(connection, "id, name"))


def test_a_row_with_an_extra_column_is_refused(connection: Connection) -> None:
    with pytest.raises(TypeError, match="load"):
        one_row(Row, two(connection, "note, id, name, load").all()[0])
    assert one_row(Row, two(connection, "note, id, name").all()[0]) == Row(1, "一班", None)


@pytest.mark.parametrize(("kind", "table"), [(Ticket, tickets), (Fault, faults)])
def test_a_whole_row_has_a_field_for_each_column_of_its_table(kind: type, table: object) -> None:
    columns = set(table.c.keys())  # type: ignore[attr-defined]
    named = {field.name for field in fields(kind)}
    assert named == columns, f"give {kind.__name__} in tickets/store/rows.py a field for each column of its table"
