"""The promises that a stage's next clock takes over: deadlines of clocks that ended without the stage being done.

They are those of earlier rounds, after a return or reassignment, and of the tickets merged into this one. A course is
the time since the call or the last reopening.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, or_, select

from tickets.actions.unit_of_work import UnitOfWork
from tickets.rules.clocks import LEAVES_OUT, Clock, counted_stop, on_time
from tickets.rules.rounds import UNMET, have_counted, promise_of
from tickets.rules.stages import LAST
from tickets.rules.words import Outcome, Stage
from tickets.store.rows import StageClock, Ticket, clock_of
from tickets.store.subjects import of_ticket
from tickets.store.tables import clocks, tickets

_INTO_THIS = (
    select(tickets.c.id, tickets.c.ended_at)
    .where(tickets.c.merged_into == bindparam("id"), tickets.c.ended_at >= bindparam("since"))
    .cte("merged", recursive=True)
)
_MERGED = _INTO_THIS.union_all(select(tickets.c.id, tickets.c.ended_at).where(tickets.c.merged_into == _INTO_THIS.c.id))
_LATER = clocks.alias("later")
_IS_LAST = ~(
    select(_LATER.c.id)
    .where(of_ticket(_MERGED.c.id, _LATER), _LATER.c.stage == clocks.c.stage, _LATER.c.round > clocks.c.round)
    .exists()
)
_OF_MERGED = (
    select(clocks, _MERGED.c.ended_at, _IS_LAST.label("is_last"))
    .join(_MERGED, of_ticket(_MERGED.c.id))
    .where(clocks.c.stage == bindparam("stage"))
    .where(or_(clocks.c.consent.is_(None), clocks.c.consent.not_in(LEAVES_OUT)))
)


def course(rows: Sequence[StageClock]) -> list[StageClock]:
    """Return the clocks of the present course."""
    last = [row.id for row in rows if row.clock.stage is LAST.stage and row.clock.outcome is Outcome.DONE]
    return [row for row in rows if not last or row.id > last[-1]]


def last_course(rows: Sequence[StageClock]) -> list[StageClock]:
    """Return the clocks of the present course, or of the last one if the repair has ended."""
    latest = max((row.id for row in rows), default=0)
    return [*course([row for row in rows if row.id < latest]), *(row for row in rows if row.id == latest)]


def handed_on(unit: UnitOfWork, ticket: Ticket, rows: Sequence[StageClock], stage: Stage) -> list[datetime]:
    """Return the deadlines that a stage's clock takes over. One that was missed has its own clock, which is late."""
    own = promise_of(rounds(rows, stage))
    return ([] if own is None else [own]) + merged_promises(unit, ticket, rows, stage)


def rounds(rows: Sequence[StageClock], stage: Stage) -> list[Clock]:
    """Return the clocks of a stage in the present course."""
    return [row.clock for row in course(rows) if row.clock.stage is stage]


def merged_promises(unit: UnitOfWork, ticket: Ticket, rows: Sequence[StageClock], stage: Stage) -> list[datetime]:
    """Return the deadlines of a stage that were to come when tickets were merged into this one."""
    return [
        row.deadline
        for row in _read(unit, ticket, rows, stage)
        if row.is_last and row.outcome in UNMET and row.deadline >= row.ended_at
    ]


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


def _read(unit: UnitOfWork, ticket: Ticket, rows: Sequence[StageClock], stage: Stage) -> Sequence[Row[Any]]:
    """Return the clocks of a stage of the tickets merged into this one, without those left out by consent."""
    if ticket.calls == 1:  # nothing was merged into it
        return []
    present = course(rows)
    since = present[0].clock.started if present else ticket.opened
    return unit.connection.execute(_OF_MERGED, {"id": ticket.id, "stage": stage, "since": since}).all()
