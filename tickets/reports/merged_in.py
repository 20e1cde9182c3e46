"""The tickets that were merged into another one, directly or through others: what they had had still counts.

Few tickets have any, so each condition first looks for the sign of one.
"""

from collections.abc import Callable

from sqlalchemy import (
    CTE,
    Column,
    ColumnElement,
    FromClause,
    Select,
    and_,
    case,
    exists,
    false,
    func,
    literal,
    not_,
    or_,
    select,
)

from tickets.reports.report_filters import seconds
from tickets.rules.rerating import AT_MERGER
from tickets.rules.stages import LAST
from tickets.rules.words import Outcome
from tickets.store.subjects import of_ticket
from tickets.store.tables import clocks, consents, tickets

_FIRST, _NEXT, _IN = tickets.alias("first_in"), tickets.alias("next_in"), tickets.alias("merged_in")
_THEIRS, _DONE = clocks.alias("theirs"), clocks.alias("done_since")
KEPT = select(_FIRST.c.merged_into).where(_FIRST.c.merged_into.is_not(None))
ASKED_BY_MERGER = case(  # 1 for a consent that a merger asked for, else 0
    (consents.c.step == AT_MERGER, 1), else_=0
)
_KEEPS = and_(tickets.c.calls > 1, tickets.c.id.in_(KEPT))  # a merge adds the calls of the merged ticket


def with_merged(is_so: Callable[[FromClause], ColumnElement[bool]]) -> ColumnElement[bool]:
    """Return whether something holds for a ticket or for one merged into it."""
    ids = merged_into(tickets.c.id)
    others = exists().where(_IN.c.id == ids.c.id, is_so(_IN)).correlate(tickets)
    return or_(is_so(tickets), case((_KEEPS, others), else_=false()))


def since_merged(begun: ColumnElement[int]) -> ColumnElement[int]:
    """Return when a clock's stage began, also on a ticket merged into the clock's; `begun` is when on its own.

    A ticket that was repaired is not merged. The rounds of a merged one count until the stage or the repair was done
    after the merge.
    """
    theirs = _begun_before().correlate(clocks).scalar_subquery()
    return case((clocks.c.subject_id.in_(KEPT), case((theirs < begun, theirs), else_=begun)), else_=begun)


def kept_by(wanted: ColumnElement[bool], one: FromClause) -> CTE:
    """Return each merged ticket that is `wanted`, a condition on `one`: its `id`, and one that it is `kept` in."""
    # Not IS NOT NULL: SQLite without statistics reads every ticket for that, and an index for a range.
    first = select(one.c.id, one.c.merged_into.label("kept")).where(one.c.merged_into > 0, wanted)
    found = first.cte(recursive=True)
    return found.union_all(
        select(found.c.id, _NEXT.c.merged_into).where(_NEXT.c.id == found.c.kept, _NEXT.c.merged_into.is_not(None))
    )


def merged_into(ticket_id: Column[int]) -> CTE:
    """Return the `id` of each ticket merged into this one, and when it or what it was merged into was `merged`."""
    first = select(_FIRST.c.id, _FIRST.c.ended_at.label("merged")).where(_FIRST.c.merged_into == ticket_id)
    found = first.correlate(ticket_id.table).cte(recursive=True, nesting=True)
    return found.union_all(select(_NEXT.c.id, found.c.merged).where(_NEXT.c.merged_into == found.c.id))


def _begun_before() -> Select[int]:
    """Return when the first clock of a clock's stage began on the tickets merged into the clock's.

    One that begins and ends with a merger only hands an appointment on.
    """
    ids = merged_into(clocks.c.subject_id)
    entered = func.coalesce(_DONE.c.entered, _DONE.c.stopped)  # a repair is entered after a merge, whatever it states
    done = exists().where(
        of_ticket(clocks.c.subject_id, _DONE),
        _DONE.c.stage.in_([clocks.c.stage, literal(LAST.stage, clocks.c.stage.type)]),
        _DONE.c.outcome == Outcome.DONE, _DONE.c.id < clocks.c.id, entered >= ids.c.merged,
    )  # fmt: skip
    return select(func.min(seconds(_THEIRS.c.started))).where(
        of_ticket(ids.c.id, _THEIRS), _THEIRS.c.stage == clocks.c.stage,
        or_(_THEIRS.c.limit_id.is_not(None), _THEIRS.c.stopped.is_distinct_from(_THEIRS.c.started)),
        not_(done.correlate(clocks, ids)),
    )  # fmt: skip
