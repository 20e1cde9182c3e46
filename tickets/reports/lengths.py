"""Durations in SQL: number, percentiles, sums and distribution, by group and in total.

Percentiles are by nearest rank: the smallest value that at least half (or nine tenths) of all do not exceed.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
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

_SUMS = ("held", "typed", "known")


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


def measured(
    connection: Connection, cases: CTE, by_group: Sequence[str], as_whole: Sequence[str] = (), edges: Sequence[int] = ()
) -> dict[str, Measure]:
    """Return the durations of each measure that has any: those `by_group` also for each group.

    A measure is a column of `cases`, which has a row for each case, with its group as `key`. NULL does not count. The
    first measure has the sums of the columns held, typed and known, if `cases` has them.
    """
    first = (*by_group, *as_whole)[0]
    parts = [
        _summary(
            union_all(*(_values(cases, name, grouped, name == first) for name in names)).subquery(), grouped, edges
        )
        for names, grouped in ((by_group, True), (as_whole, False))
        if names
    ]
    rows: dict[str, list[_Counted]] = defaultdict(list)
    for row in connection.execute(union_all(*parts)):
        rows[row[0]].append(_counted(row))
    return {measure: _measure(found) for measure, found in rows.items()}


def _values(cases: CTE, measure: str, grouped: bool, summed: bool) -> Select[Any]:
    """Return how often each value of a measure occurs, by group."""
    value: ColumnElement[int] = cases.c[measure]
    zero: ColumnElement[int] = literal_column("0")
    key: ColumnElement[Any] = cases.c.key if grouped else _no_key(cases.c.key)
    total = select(func.count(cases.c[measure])).scalar_subquery()
    sums = (func.sum(cases.c[name]) if summed and name in cases.c else zero for name in _SUMS)
    return (
        select(
            literal(measure).label("measure"), key.label("key"), value.label("value"), func.count().label("n"),
            total.label("total"),
            *(each.label(name) for each, name in zip(sums, _SUMS, strict=True)),
        )
        .where(value.is_not(None))
        .group_by(*([key, value] if grouped else [value]))
    )  # fmt: skip


def _no_key(key: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return NULL in the type of a key: PostgreSQL joins no rows of other types."""
    return null() if isinstance(key.type, NullType) else cast(null(), key.type)


def _summary(bins: Subquery, grouped: bool, edges: Sequence[int]) -> Select[Any]:
    """Return a row for each measure and group: see `_counted`."""
    whole, group = (bins.c.measure,), (bins.c.measure, bins.c.key)

    def upto(part: tuple[ColumnElement[Any], ...], order: ColumnElement[Any] | None) -> ColumnElement[int]:
        return func.sum(bins.c.n).over(partition_by=part, order_by=order)

    ranks = {"rank": upto(whole, bins.c.value)}
    if grouped:
        ranks |= {"rank_in_group": upto(group, bins.c.value), "total_of_group": upto(group, None)}
    ranked = select(bins, *(rank.label(name) for name, rank in ranks.items())).subquery("ranked")
    value, n, of_whole = ranked.c.value, ranked.c.n, ("rank", "total")
    percentiles = [
        func.min(case((ranked.c[rank] * 10 >= ranked.c[total] * tenths, value)))
        for rank, total in (("rank_in_group", "total_of_group") if grouped else of_whole, of_whole)
        for tenths in (5, 9)
    ]
    return select(
        ranked.c.measure, ranked.c.key, func.sum(n), *percentiles, func.max(value),
        *(func.sum(ranked.c[name]) for name in _SUMS),
        *(func.sum(case((value <= edge, n), else_=0)) for edge in edges),
    ).group_by(ranked.c.measure, ranked.c.key)  # fmt: skip


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
