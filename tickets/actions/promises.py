"""The promises that a stage's next clock takes over: deadlines of clocks that ended without the stage being done.

They are those of earlier rounds, after a return or reassignment, and of the tickets merged into this one. A course is
the time since the call or the last reopening.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import Row, bindparam, or_, select

from tickets.actions.unit_of_work import UnitOfWork
from tickets.rules.clocks import LEAVES_OUT, Clock, counted_stop, on_time
from tickets.rules.instants import plus, seconds_between
from tickets.rules.rounds import UNMET, handed_on, have_counted
from tickets.rules.stages import FIRST, LAST
from tickets.rules.words import Outcome, Stage, SubjectKind
from tickets.store.rows import StageClock, Ticket, clock_of
from tickets.store.subjects import of_ticket
from tickets.store.tables import clocks, tickets

_NO_CLOCK = 2**63 - 1  # above every id
_EVER = datetime(1970, 1, 1, tzinfo=UTC)
_INTO_THIS = (
    select(tickets.c.id, tickets.c.ended_at, tickets.c.ended_at.label("reached"))
    .where(tickets.c.merged_into == bindparam("id"), tickets.c.ended_at >= bindparam("since"))
    .cte("merged", recursive=True)
)
_MERGED = _INTO_THIS.union_all(
    select(tickets.c.id, tickets.c.ended_at, _INTO_THIS.c.reached).where(tickets.c.merged_into == _INTO_THIS.c.id)
)
_LATER = clocks.alias("later")
_IS_LAST = ~(
    select(_LATER.c.id)
    .where(of_ticket(_MERGED.c.id, _LATER), _LATER.c.stage == clocks.c.stage, _LATER.c.round > clocks.c.round)
    .exists()
)
_OF_MERGED = (
    select(clocks, _MERGED.c.ended_at, _MERGED.c.reached, _IS_LAST.label("is_last"))
    .join(_MERGED, of_ticket(_MERGED.c.id))
    .where(clocks.c.stage == bindparam("stage"))
    .where(or_(clocks.c.consent.is_(None), clocks.c.consent.not_in(LEAVES_OUT)))
)
_UNDONE = select(clocks.c.started, clocks.c.stopped, clocks.c.entered, clocks.c.held, clocks.c.consent).where(
    clocks.c.subject_kind == SubjectKind.UNDONE, clocks.c.stage == bindparam("stage"),
    or_(clocks.c.subject_id == bindparam("id"), clocks.c.subject_id.in_(select(_MERGED.c.id))),
    clocks.c.id > bindparam("after"), clocks.c.id < bindparam("before"),
)  # fmt: skip


class Stood(NamedTuple):
    """The seconds for which undone clocks of a stage ran: those that count, and all with those a supervisor undid."""

    counted: int
    whole: int


def course(rows: Sequence[StageClock]) -> list[StageClock]:
    """Return the clocks of the present course."""
    return [row for row in rows if row.id > _last_repair(rows)]


def last_course(rows: Sequence[StageClock]) -> list[StageClock]:
    """Return the clocks of the present course, or of the last one if the repair has ended."""
    latest = max((row.id for row in rows), default=0)
    return [*course([row for row in rows if row.id < latest]), *(row for row in rows if row.id == latest)]


def predecessors(unit: UnitOfWork, ticket: Ticket, rows: Sequence[StageClock], stage: Stage) -> list[Clock]:
    """Return the clocks whose deadline a stage's next clock takes over. One that missed its own is late by itself."""
    own = rounds(rows, stage)
    merged = [
        clock
        for clock, reached in _promises(unit, ticket, rows, stage)
        if all((each.entered or each.stopped or reached) < reached for each in own)  # else one of them carried it
    ]
    return handed_on(own) + merged


def stood(unit: UnitOfWork, ticket: Ticket, rows: Sequence[StageClock], clock: Clock, before: int = _NO_CLOCK) -> Stood:
    """Return for how long undone clocks of a stage, with ids below `before`, ran before a clock since it was done last.

    Those of merged tickets count too. One of the first stage is forgotten once more than its limit has passed since the
    undo: a return or a reopening by mistake does not weigh on a later one.
    """
    stage = clock.stage
    done = (row.id for row in rows if row.clock.stage is stage and row.clock.outcome is Outcome.DONE)
    wanted = {"id": ticket.id, "stage": stage, "after": max(done, default=0), "before": before, "since": _since(rows)}
    undone = [
        row
        for row in unit.connection.execute(_UNDONE, wanted).all()
        if stage is not FIRST.stage or row.entered is None or unit.now <= plus(row.entered, clock.limit)
    ]
    ran = [max(0, seconds_between(row.started, min(row.stopped, clock.started)) - row.held) for row in undone]
    return Stood(sum(each for each, row in zip(ran, undone, strict=True) if row.consent is None), sum(ran))


def rounds(rows: Sequence[StageClock], stage: Stage) -> list[Clock]:
    """Return the clocks of a stage in the present course."""
    return [row.clock for row in course(rows) if row.clock.stage is stage]


def promised_by_merged(unit: UnitOfWork, ticket: Ticket, rows: Sequence[StageClock], stage: Stage) -> list[Clock]:
    """Return the clocks of a stage whose deadline was to come when their tickets were merged into this one.

    Without those whose promise this ticket has met.
    """
    return [clock for clock, _ in _promises(unit, ticket, rows, stage)]


def _promises(
    unit: UnitOfWork, ticket: Ticket, rows: Sequence[StageClock], stage: Stage
) -> list[tuple[Clock, datetime]]:
    """Return what `promised_by_merged` does, with the times of the merges into this ticket."""
    return [
        (clock_of(row), row.reached)
        for row in _read(unit, ticket, rows, stage)
        if row.is_last and row.outcome in UNMET and row.deadline >= row.ended_at
        and not _has_met(rows, stage, row.deadline, row.reached)
    ]  # fmt: skip


def _has_met(rows: Sequence[StageClock], stage: Stage, deadline: datetime, merged: datetime) -> bool:
    """Return whether a stage was done by a deadline, and not begun anew between that and the merge."""
    begun = max((row.id for row in rows if row.clock.stage is FIRST.stage and row.clock.started <= merged), default=0)
    own = [row for row in course(rows) if row.clock.stage is stage and row.clock.outcome is Outcome.DONE]
    return any(row.id >= begun and done_by(row.clock, deadline) for row in own)


def has_counted(unit: UnitOfWork, ticket: Ticket, rows: Sequence[StageClock], stage: Stage) -> bool:
    """Return whether a stage was done or late before in the present course, or late on a merged ticket."""
    return have_counted(rounds(rows, stage)) or was_late_merged(unit, ticket, rows, stage)


def was_late_merged(unit: UnitOfWork, ticket: Ticket, rows: Sequence[StageClock], stage: Stage) -> bool:
    """Return whether a stage was late on a ticket merged into this one, or its deadline passed before the merge."""
    return any(
        not on_time(clock_of(row)) or (row.is_last and row.outcome in UNMET and row.deadline < row.ended_at)
        for row in _read(unit, ticket, rows, stage)
    )


def done_by(clock: Clock, at: datetime) -> bool:
    """Return whether a clock counts as stopped by an instant."""
    stop = counted_stop(clock)
    return stop is not None and stop <= at


def _last_repair(rows: Sequence[StageClock]) -> int:
    """Return the id of the clock by which the fault was repaired last, 0 if it was not."""
    repairs = (row.id for row in rows if row.clock.stage is LAST.stage and row.clock.outcome is Outcome.DONE)
    return max(repairs, default=0)


def _since(rows: Sequence[StageClock]) -> datetime:
    """Return since when tickets were merged into this one in the present course: since the last repair."""
    repair = next((row.clock for row in rows if row.id == _last_repair(rows)), None)
    return (None if repair is None else counted_stop(repair)) or _EVER


def _read(unit: UnitOfWork, ticket: Ticket, rows: Sequence[StageClock], stage: Stage) -> Sequence[Row[Any]]:
    """Return the clocks of a stage of the tickets merged into this one, without those left out by consent."""
    return unit.connection.execute(_OF_MERGED, {"id": ticket.id, "stage": stage, "since": _since(rows)}).all()
