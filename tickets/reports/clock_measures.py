"""Measures clocks in SQL: how many were on time, and how long they took.

The statements take no lock of the program and return few rows.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import pairwise
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, case, exists, false, func, literal, not_, or_, select

from tickets.reports.figures import SPLIT, SPREAD_EDGES, Durations, Figure, Punctuality, Receipt, TimingParts
from tickets.reports.handed_on import BEGUN, HELD, TAKEN_OVER
from tickets.reports.lengths import NOTHING, Measure, Measured, MeasureStatement, measure_statement, measured
from tickets.reports.merged_in import since_merged
from tickets.reports.report_filters import (
    REPORTS_KEPT,
    bar_of,
    clock_key,
    is_dropped,
    narrowed_clocks,
    seconds,
    with_known,
)
from tickets.reports.scope import Breakdown, Key, Scope
from tickets.reports.verdicts import (
    DEADLINE,
    FAILED,
    NOW,
    RECORDED_DEADLINE,
    RECORDED_STOP,
    STOP,
    Verdict,
    verdict_columns,
    verdict_of,
)
from tickets.rules.stages import TICKET_STAGES
from tickets.rules.undoing import NOT_A_STEP, UNDO
from tickets.rules.words import ConsentKind, Outcome, Stage
from tickets.store.subjects import of_ticket
from tickets.store.tables import clocks, journal

GROSS = STOP - BEGUN  # to the counted stop, as in the verdict
ELAPSED = GROSS - HELD
_SPLIT: tuple[str, ...] = ("before", "after")  # fields of TimingParts
# The actions that are the first steps of the stages in SPLIT.
_FIRST_STEPS = {Stage.ACCEPT: ("dispatch", "reassign"), Stage.ARRIVE: ("depart",)}
_LATER, _BETWEEN = journal.alias("later_entry"), journal.alias("entry_between")
_EARLIER = clocks.alias("earlier_clock")
_PUNCTUAL = (Figure.ON_TIME, Figure.LATE, Figure.OVERDUE, Figure.GIVEN_UP)  # in the order of Punctuality


@dataclass(frozen=True, slots=True)
class DueRow:
    """The number of clocks of a stage, by group, that were due in one bar of the trend, with one verdict.

    `late_at_split` of them were overdue before the stage's first step, of `split_typed` its time was typed by hand, and
    `taken_over` had the deadline of another crew's round.
    """

    stage: Stage
    key: Any
    bar: int
    verdict: Verdict
    number: int
    late_at_split: int
    taken_over: int
    split_typed: int


@dataclass(frozen=True, slots=True)
class Timings:
    """The durations of a stage: in total, by group, and their distribution."""

    whole: tuple[Durations, TimingParts]
    groups: Mapping[Key, tuple[Durations, TimingParts]]
    spread: tuple[int, ...]


def clock_conditions(scope: Scope, now: datetime, kind: ConsentKind | None = None) -> dict[Figure, ColumnElement[bool]]:
    """Return the condition of the clocks that each of CLOCK_FIGURES counts, as recorded.

    CHANGED are those that failed but for a consent of this `kind`, None for any.
    """
    found = verdict_columns(scope, now)
    finished = and_(clocks.c.outcome == Outcome.DONE, ~is_dropped(scope))
    counted = (*_PUNCTUAL, Figure.LEFT_OUT, Figure.WAITING)
    return {
        Figure.DUE: found.are(Figure.ON_TIME, *FAILED),
        **{figure: found.are(figure) for figure in counted},
        Figure.CHANGED: found.changed(kind),
        Figure.LATE_AT_SPLIT: and_(_late_at_split(), found.are(*FAILED)),
        Figure.SPLIT_TYPED: and_(_is_split_typed(), found.are(*FAILED)),
        Figure.TAKEN_OVER: and_(TAKEN_OVER, found.are(*FAILED)),
        Figure.FINISHED: finished,
        Figure.TYPED: and_(finished, clocks.c.entered != clocks.c.stopped),
    }


def due_rows(connection: Connection, scope: Scope, now: datetime) -> list[DueRow]:
    """Return the clocks due in the period, by stage, group and bar of the trend."""
    rows = connection.execute(_due_statement(scope), {NOW: int(now.timestamp())})
    return [DueRow(row[0], row[1], int(row[2]), verdict_of(row[3]), *row[4:]) for row in rows]


@lru_cache(maxsize=REPORTS_KEPT)
def _due_statement(scope: Scope) -> Select[Any]:
    """Return the statement of `due_rows`, with the parameter NOW."""
    key, bar, code = clock_key(scope, DEADLINE), bar_of(scope, DEADLINE), verdict_columns(scope, None).code
    flags = {"late": _late_at_split(), "taken": TAKEN_OVER, "typed": _is_split_typed()}
    columns = {"stage": clocks.c.stage, "key": key, "bar": bar, "code": code}
    columns |= {name: case((condition, 1), else_=0) for name, condition in flags.items()}
    statement = select(*(column.label(name) for name, column in columns.items()))
    narrowed = narrowed_clocks(statement, scope, clocks.c.deadline).where(
        clocks.c.stage.in_(TICKET_STAGES), *with_known(key)
    )
    # OFFSET keeps it a query of its own: SQLite sorts these columns instead of all that they are made of
    each = narrowed.offset(0).subquery()
    group = (each.c.bar, each.c.code, each.c.stage, each.c.key)
    sums = func.count(), *(func.sum(each.c[name]) for name in flags)
    return select(each.c.stage, each.c.key, each.c.bar, each.c.code, *sums).group_by(*group)


def punctuality(rows: Iterable[DueRow]) -> Punctuality:
    """Return the number of clocks with each verdict as recorded."""
    counts: Counter[str | None] = Counter()
    for row in rows:
        counts[row.verdict.recorded] += row.number
    return Punctuality(*(counts[figure] for figure in _PUNCTUAL))


def receipt(rows: Iterable[DueRow]) -> Receipt:
    """Return what belongs beside the on-time rate of these clocks."""
    present: Counter[str | None] = Counter()
    recorded: Counter[str | None] = Counter()
    changed: Counter[ConsentKind] = Counter()
    late_at_split = taken_over = split_typed = 0
    for row in rows:
        present[row.verdict.present] += row.number
        recorded[row.verdict.recorded] += row.number
        if row.verdict.changed is not None:
            changed[row.verdict.changed] += row.number
        if row.verdict.recorded in FAILED:
            late_at_split += row.late_at_split
            taken_over += row.taken_over
            split_typed += row.split_typed
    consented = Punctuality(*(present[figure] for figure in _PUNCTUAL))
    left_out, waiting = recorded[Figure.LEFT_OUT], recorded[Figure.WAITING]
    return Receipt(consented, changed, late_at_split, left_out, waiting, taken_over, split_typed)


def _late_at_split() -> ColumnElement[bool]:
    """Return whether a clock's deadline passes before the first step of its stage, one of SPLIT.

    Of an old clock it is not known when that was. A stage without a crew was never dispatched, unless it is done.
    """
    undispatched = and_(
        clocks.c.split.is_(None), clocks.c.crew_id.is_(None), clocks.c.outcome.is_distinct_from(Outcome.DONE)
    )
    return and_(or_(clocks.c.split > clocks.c.deadline, undispatched), clocks.c.stage.in_(SPLIT))


def _is_split_typed() -> ColumnElement[bool]:
    """Return whether the first step's time was typed or corrected.

    That is so if no such step of its round, which stands, was entered at that time.
    False for a clock that was done in time, and for an old or an imported one, of which it is not known.
    """
    begun = select(func.coalesce(func.max(_EARLIER.c.entered), literal(0))).where(
        of_ticket(clocks.c.subject_id, _EARLIER), _EARLIER.c.id < clocks.c.id
    )
    of_stage = or_(
        *(and_(clocks.c.stage == stage, journal.c.action.in_(moves)) for stage, moves in _FIRST_STEPS.items())
    )
    entered_then = exists().where(
        journal.c.ticket_id == clocks.c.subject_id, journal.c.at == clocks.c.split, of_stage, not_(_is_undone()),
        seconds(journal.c.at) >= begun.correlate(clocks).scalar_subquery(),
    )  # fmt: skip
    known = or_(clocks.c.stopped.is_(None), clocks.c.entered.is_not(None))
    not_in_time = or_(clocks.c.outcome.is_distinct_from(Outcome.DONE), RECORDED_STOP > RECORDED_DEADLINE)
    # The journal is searched for these few clocks only.
    in_question = and_(clocks.c.stage.in_(SPLIT), clocks.c.split.is_not(None), known, not_in_time)
    return case((in_question, not_(entered_then.correlate(clocks))), else_=false())


def _is_undone() -> ColumnElement[bool]:
    """Return whether a later entry took a journal entry back: see tickets/rules/undoing.py."""
    weight = func.sum(case((_BETWEEN.c.action == UNDO, 1), else_=-1))
    undos_left = select(weight).where(
        _BETWEEN.c.ticket_id == journal.c.ticket_id, _BETWEEN.c.id > journal.c.id, _BETWEEN.c.id <= _LATER.c.id,
        _BETWEEN.c.action.not_in(NOT_A_STEP),
    )  # fmt: skip
    undone = exists().where(
        _LATER.c.ticket_id == journal.c.ticket_id, _LATER.c.id > journal.c.id, _LATER.c.action == UNDO,
        undos_left.correlate(journal, _LATER).scalar_subquery() > 0,
    )  # fmt: skip
    return undone.correlate(journal)


def timings(connection: Connection, scope: Scope, stage: Stage) -> Timings:
    """Return the durations of the clocks of a stage finished in the period; the parts are those of the last round.

    The last round begins with the first call of the tickets merged into it.
    """
    found = measured(connection, _timing_statement(scope, stage))
    elapsed = found.get("elapsed", NOTHING)
    parts = {name: found[name] for name in _SPLIT if name in found}
    whole = {name: part.whole for name, part in parts.items()} | {"gross": found.get("gross", elapsed).whole}
    return Timings(
        _timed(elapsed.whole, whole),
        {key: _timed(net, _of_group(parts, key)) for key, net in elapsed.groups.items()},
        _spread(elapsed.whole),
    )


@lru_cache(maxsize=REPORTS_KEPT * len(TICKET_STAGES))
def _timing_statement(scope: Scope, stage: Stage) -> MeasureStatement:
    key = clock_key(scope, clocks.c.stopped)
    columns = {
        "gross": GROSS,
        "before": seconds(clocks.c.split) - since_merged(seconds(clocks.c.started)),
        "after": STOP - seconds(clocks.c.split),
        "held": HELD,
        "typed": case((clocks.c.entered != clocks.c.stopped, 1), else_=0),
        "known": case((clocks.c.entered.is_(None), 0), else_=1),
    }
    statement = select(key.label("key"), *(column.label(name) for name, column in columns.items())).where(
        clocks.c.stage == stage, clocks.c.outcome == Outcome.DONE, ~is_dropped(scope), *with_known(key)
    )
    # OFFSET keeps it a query of its own: the gross time is looked up once
    each = narrowed_clocks(statement, scope, clocks.c.stopped).offset(0).subquery("each")
    cases = select(each, (each.c.gross - each.c.held).label("elapsed")).cte("cases")
    names: tuple[str, ...] = ("elapsed", *_SPLIT) if stage in SPLIT else ("elapsed",)
    by_group, as_whole = ((), names) if scope.by is Breakdown.NONE else (names, ())
    return measure_statement(cases, by_group, (*as_whole, "gross"), SPREAD_EDGES, {"gross": "held"})


def _of_group(parts: Mapping[str, Measure], key: Key) -> dict[str, Measured]:
    return {name: part.groups[key] for name, part in parts.items() if key in part.groups}


def _timed(elapsed: Measured, parts: Mapping[str, Measured]) -> tuple[Durations, TimingParts]:
    net = elapsed.lengths
    lengths = {name: part.lengths for name, part in parts.items()}
    return (
        Durations(net.n, net.median, net.p90, net.longest, elapsed.held),
        TimingParts(**lengths, typed=elapsed.typed, known=elapsed.known),
    )


def _spread(elapsed: Measured) -> tuple[int, ...]:
    upto = elapsed.upto or (0,) * len(SPREAD_EDGES)
    return tuple(more - less for less, more in pairwise([0, *upto, elapsed.lengths.n]))
