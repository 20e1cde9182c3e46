"""Rows are frozen, however fast they are made."""

from dataclasses import FrozenInstanceError, dataclass, replace

import pytest

from tickets.store.rows import freeze


@dataclass(frozen=True, slots=True)
class Row:
    id: int
    name: str
    note: str | None


def test_a_frozen_row_is_what_its_constructor_makes() -> None:
    made = freeze(Row, [(1, "一班", None), (2, "二班", "在途")])
    assert made == [Row(1, "一班", None), Row(2, "二班", "在途")]
    assert [type(row) for row in made] == [Row, Row]
    assert [hash(row) for row in made] == [hash(Row(1, "一班", None)), hash(Row(2, "二班", "在途"))]
    assert repr(made[0]) == repr(Row(1, "一班", None))
    assert replace(made[1], note=None) == Row(2, "二班", None)


def test_a_frozen_row_can_not_be_changed() -> None:
    (row,) = freeze(Row, [(1, "一班", None)])
    with pytest.raises(FrozenInstanceError):
        row.name = "二班"  # type: ignore[misc]
    assert row.name == "一班"


def test_a_row_with_a_field_too_few_is_no_row() -> None:
    with pytest.raises(TypeError):
        freeze(Row, [(1, "一班")])
