"""Measures clocks in SQL: how many were on time, and how long they took.

Percentiles are by nearest rank: the smallest value that at least half (or nine tenths) of all do not exceed. The
statements take no lock of the program and return few rows.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from sqlalchemy import CTE, ColumnElement, Connection, Row, Select, and_, case, func, literal_column, null, or_, select
from sqlalchemy.sql.selectable import CompoundSelect

from tickets.reports.figures import SPREAD_EDGES, Durations, Figure, Punctuality
from tickets.reports.report_filters import bar_of, clock_key, narrowed_clocks, seconds, with_known
from tickets.reports.scope import Breakdown, Key, Scope
from tickets.rules.words import Outcome, Stage
from tickets.store.tables import clocks

PUNCTUAL = (Figure.ON_TIME, Figure.LATE, Figure.OVERDUE, Figure.GIVEN_UP)  # in the order of Punctuality
GIVEN_UP = (Outcome.RETURNED, Outcome.REASSIGNED)
ELAPSED = seconds(clocks.c.stopped) - seconds(clocks.c.started) - clocks.c.held


@dataclass(frozen=True, slots=True)
class DueRow:
    """The number of clocks of a stage, by group, that were due in one bar of the trend."""

    stage: Stage
    key: Any
    bar: int
    punctuality: Punctuality


@dataclass(frozen=True, slots=True)
class Timings:
    """The durations of a stage: in total, by group, and their distribution."""

    whole: Durations
    groups: Mapping[Key, Durations]
    spread: tuple[int, ...]


def clock_conditions(now: datetime) -> dict[Figure, ColumnElement[bool]]:
    """Return the condition of the clocks that each of CLOCK_FIGURES counts.

    A clock is late if it ended after it was due, whatever its outcome, and overdue while it runs past its deadline; a
    held one is never due. One ended by return or reassignment before it was due was given up. An imported one without
    an end is overdue from its deadline on.
    """
    ended, given_up = clocks.c.outcome.in_((Outcome.DONE, *GIVEN_UP)), clocks.c.outcome.in_(GIVEN_UP)
    done, in_time = clocks.c.outcome == Outcome.DONE, clocks.c.stopped <= clocks.c.deadline
    found = {
        Figure.ON_TIME: and_(done, in_time),
        Figure.LATE: and_(ended, clocks.c.stopped > clocks.c.deadline),
        Figure.OVERDUE: and_(
            or_(clocks.c.stopped.is_(None), clocks.c.outcome == Outcome.UNFINISHED),
            clocks.c.held_since.is_(None),
            clocks.c.deadline < now,
        ),
    }
    return {Figure.DUE: or_(*found.values()), **found, Figure.GIVEN_UP: and_(given_up, in_time), Figure.FINISHED: done}


def due_rows(connection: Connection, scope: Scope, now: datetime) -> list[DueRow]:
    """Return the clocks due in the period, by stage, group and bar of the trend."""
    key, bar = clock_key(scope, clocks.c.deadline), bar_of(scope, clocks.c.deadline)
    conditions = clock_conditions(now)
    counts = [func.count().filter(conditions[figure]) for figure in PUNCTUAL]
    statement = select(clocks.c.stage, key.label("key"), bar.label("bar"), *counts)
    grouped = [clocks.c.stage, bar] if scope.by is Breakdown.NONE else [clocks.c.stage, key, bar]
    narrowed = narrowed_clocks(statement, scope, clocks.c.deadline).where(clocks.c.stage.in_(Stage), *with_known(key))
    found = connection.execute(narrowed.group_by(*grouped))
    return [DueRow(row[0], row[1], int(row[2]), Punctuality(*row[3:])) for row in found if any(row[3:])]


def timings(connection: Connection, scope: Scope, stage: Stage) -> Timings:
    """Return the durations of the clocks of a stage finished in the period."""
    runs = _runs(_bins(scope, stage), grouped=scope.by is not Breakdown.NONE).subquery("runs")
    part = (runs.c.whole, runs.c.key)
    ranked = select(
        runs,
        func.sum(runs.c.n).over(partition_by=part, order_by=runs.c.elapsed, rows=(None, 0)).label("upto"),
        func.sum(runs.c.n).over(partition_by=part).label("total"),
    ).subquery("ranked")
    value = ranked.c.elapsed
    statement = select(
        ranked.c.whole,
        ranked.c.key,
        func.max(ranked.c.total),
        func.min(case((ranked.c.upto * 2 >= ranked.c.total, value))),
        func.min(case((ranked.c.upto * 10 >= ranked.c.total * 9, value))),
        func.max(value),
        func.sum(ranked.c.held),
        *(func.sum(case((value <= edge, ranked.c.n), else_=0)) for edge in SPREAD_EDGES),
    ).group_by(ranked.c.whole, ranked.c.key)
    rows = connection.execute(statement).all()
    whole = next((row for row in rows if row[0]), None)
    return Timings(
        Durations() if whole is None else _durations(whole),
        {row[1]: _durations(row) for row in rows if not row[0]},
        (0,) * (len(SPREAD_EDGES) + 1) if whole is None else _spread(whole),
    )


def _bins(scope: Scope, stage: Stage) -> CTE:
    """Return how often each duration occurs, by group; the other statements are based on this."""
    key = clock_key(scope, clocks.c.stopped)
    statement = select(
        key.label("key"), ELAPSED.label("elapsed"), func.count().label("n"), func.sum(clocks.c.held).label("held")
    ).where(clocks.c.stage == stage, clocks.c.outcome == Outcome.DONE, *with_known(key))
    grouped = [ELAPSED] if scope.by is Breakdown.NONE else [key, ELAPSED]
    return narrowed_clocks(statement, scope, clocks.c.stopped).group_by(*grouped).cte("bins")


def _runs(bins: CTE, *, grouped: bool) -> Select[Any] | CompoundSelect[Any]:
    whole = select(
        literal_column("1").label("whole"),
        null().label("key"),
        bins.c.elapsed,
        func.sum(bins.c.n).label("n"),
        func.sum(bins.c.held).label("held"),
    ).group_by(bins.c.elapsed)
    if not grouped:
        return whole
    return whole.union_all(select(literal_column("0"), bins.c.key, bins.c.elapsed, bins.c.n, bins.c.held))


def _durations(row: Row[Any]) -> Durations:
    return Durations(*(int(number) for number in tuple(row)[2:7]))


def _spread(row: Row[Any]) -> tuple[int, ...]:
    numbers = [int(number) for number in tuple(row)[2:]]
    upto = [0, *numbers[5:], numbers[0]]
    return tuple(more - less for less, more in pairwise(upto))
