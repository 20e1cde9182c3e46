"""Durations in SQL: number, percentiles, sums and distribution, by group and in total.

Percentiles are by nearest rank: the smallest value that at least half (or nine tenths) of all do not exceed.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    CompoundSelect,
    Connection,
    Row,
    Select,
    Subquery,
    case,
    cast,
    func,
    literal,
    literal_column,
    null,
    select,
    union_all,
)
from sqlalchemy.types import NullType

from tickets.reports.figures import Lengths
from tickets.reports.scope import Key

MeasureStatement = CompoundSelect[Any]
_SUMS = ("held", "typed", "known")
_ZERO: ColumnElement[int] = literal_column("0")
_UP_TO_HERE = (None, 0)  # the rows of a window up to the present one


@dataclass(frozen=True, slots=True)
class Measured:
    """The durations of one group, with the sums of held seconds and of times typed and known; see figures.TimingParts.

    `upto` is the number of durations up to each edge that was asked for.
    """

    lengths: Lengths
    held: int = 0
    typed: int = 0
    known: int = 0
    upto: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    """The durations of one measure: in total, and by group."""

    whole: Measured
    groups: dict[Key, Measured]


NOTHING = Measure(Measured(Lengths()), {})


def measure_statement(
    cases: CTE, by_group: Sequence[str], as_whole: Sequence[str] = (),
    edges: Sequence[int] = (), unless_all_0: Mapping[str, str] = MappingProxyType({}),
) -> MeasureStatement:  # fmt: skip
    """Return the statement that `measured` executes: it finds the durations of each measure, `by_group` also by group.

    A measure is a column of `cases`, which has a row for each case, with its group as `key`. NULL does not count. The
    first measure has the number up to each edge, and the sums of the columns held, typed and known, if `cases` has
    them. A measure in `unless_all_0` is left out where the column that it names is 0 in all cases.
    """
    first = (*by_group, *as_whole)[0]
    parts = [
        _summary(
            _bins(cases, name, name in by_group, name == first, unless_all_0.get(name)), name, edges, name == first
        )
        for name in (*by_group, *as_whole)
    ]
    return union_all(*parts)


def measured(connection: Connection, statement: MeasureStatement) -> dict[str, Measure]:
    """Return the durations of each measure that has any, by its name."""
    rows: dict[str, list[_Counted]] = defaultdict(list)
    for row in connection.execute(statement):
        rows[row[0]].append(_counted(row))
    return {measure: _measure(found) for measure, found in rows.items()}


def _summary(bins: Subquery, measure: str, edges: Sequence[int], first: bool) -> Select[Any]:
    """Return a row for each group, or one for all: see `_counted`."""
    whole = ("rank", "total")
    percentiles = [
        func.min(case((bins.c[rank] * 10 >= bins.c[total] * tenths, bins.c.value)))
        for rank, total in (("rank_in_group", "total_of_group") if "rank_in_group" in bins.c else whole, whole)
        for tenths in (5, 9)
    ]
    return select(
        literal(measure), bins.c.key, func.sum(bins.c.n), *percentiles, func.max(bins.c.value),
        *(func.sum(bins.c[name]) for name in _SUMS),
        *(func.sum(case((bins.c.value <= edge, bins.c.n), else_=0)) if first else _ZERO for edge in edges),
    ).group_by(bins.c.key)  # fmt: skip


def _bins(cases: CTE, measure: str, grouped: bool, summed: bool, unless_all_0: str | None) -> Subquery:
    """Return how often each value of a measure occurs, by group, and how many values it and smaller ones have.

    GROUP BY begins with the value: SQLite sorts numbers fastest, and does not sort again for the rank in the whole.
    """
    value: ColumnElement[int] = cases.c[measure]
    by = [value, cases.c.key] if grouped else [value]
    n = func.count()
    columns = {
        "key": cases.c.key if grouped else _no_key(cases.c.key), "value": value, "n": n,
        "rank": func.sum(n).over(order_by=by, rows=_UP_TO_HERE),
        "total": select(func.count(value)).scalar_subquery(),
    }  # fmt: skip
    if grouped:
        columns["rank_in_group"] = func.sum(n).over(partition_by=cases.c.key, order_by=value, rows=_UP_TO_HERE)
        columns["total_of_group"] = func.sum(n).over(partition_by=cases.c.key)
    columns |= {name: func.sum(cases.c[name]) if summed and name in cases.c else _ZERO for name in _SUMS}
    found = select(*(column.label(name) for name, column in columns.items())).where(value.is_not(None))
    if unless_all_0 is not None:
        found = found.where(select(func.max(cases.c[unless_all_0])).scalar_subquery() > 0)
    return found.group_by(*by).subquery()


def _no_key(key: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return NULL in the type of a key: PostgreSQL joins no rows of other types."""
    return null() if isinstance(key.type, NullType) else cast(null(), key.type)


@dataclass(frozen=True, slots=True)
class _Counted:
    """One group's row. The median and P90 of the whole are the smallest of those of all groups' rows."""

    key: Key
    group: Measured
    median: int | None
    p90: int | None


def _counted(row: Row[Any]) -> _Counted:
    _, key, n, median, p90, whole_median, whole_p90, longest, held, typed, known, *upto = tuple(row)
    lengths = Lengths(int(n), int(median), int(p90), int(longest))
    group = Measured(lengths, int(held), int(typed), int(known), tuple(map(int, upto)))
    return _Counted(key, group, whole_median, whole_p90)


def _measure(rows: Sequence[_Counted]) -> Measure:
    groups = [row.group for row in rows]
    whole = Lengths(
        sum(group.lengths.n for group in groups),
        _least(row.median for row in rows),
        _least(row.p90 for row in rows),
        max(group.lengths.longest or 0 for group in groups),
    )
    upto = tuple(map(sum, zip(*(group.upto for group in groups), strict=True)))
    held, typed, known = (sum(getattr(group, name) for group in groups) for name in _SUMS)
    return Measure(Measured(whole, held, typed, known, upto), {row.key: row.group for row in rows})


def _least(values: Iterable[int | None]) -> int:
    return min(int(value) for value in values if value is not None)
