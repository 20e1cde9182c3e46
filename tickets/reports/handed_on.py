"""The rounds of a stage that were handed on to a clock, by a return, a reassignment or a merge.

Only a clock of a later round than the first is looked at for earlier ones: few are.
"""

from sqlalchemy import ColumnElement, and_, case, exists, false, func, literal, not_, or_, select

from tickets.reports.merged_in import KEPT, merged_into, since_merged
from tickets.reports.report_filters import seconds
from tickets.rules.rounds import GIVEN_UP, UNMET
from tickets.rules.stages import LAST
from tickets.rules.words import Outcome, SubjectKind
from tickets.store.tables import clocks

_PROMISED, _EARLIER, _DONE = seconds(clocks.c.promised), clocks.alias("earlier"), clocks.alias("done")


def _earlier_rounds() -> ColumnElement[bool]:
    """Return the condition of the rounds of a clock's stage that were handed on to it."""
    return and_(
        _EARLIER.c.subject_id == clocks.c.subject_id, _EARLIER.c.subject_kind == SubjectKind.TICKET,
        _EARLIER.c.stage == clocks.c.stage, _EARLIER.c.round < clocks.c.round, _EARLIER.c.outcome.in_(GIVEN_UP),
    )  # fmt: skip


def _handed_on(value: ColumnElement[int]) -> ColumnElement[int]:
    """Return an aggregate over the rounds that were handed on to a clock since its stage or the repair was done."""
    done = exists().where(
        _DONE.c.subject_id == clocks.c.subject_id, _DONE.c.subject_kind == SubjectKind.TICKET,
        _DONE.c.stage.in_([clocks.c.stage, literal(LAST.stage, clocks.c.stage.type)]),
        _DONE.c.outcome == Outcome.DONE, _DONE.c.id > _EARLIER.c.id, _DONE.c.id < clocks.c.id,
    )  # fmt: skip
    rounds = select(value).where(_earlier_rounds(), not_(done.correlate(_EARLIER, clocks)))
    return case((clocks.c.round > 1, rounds.correlate(clocks).scalar_subquery()))


def _merged_rounds() -> ColumnElement[bool]:
    """Return the condition of the rounds of a clock's stage that mergers handed on to its ticket."""
    return and_(
        _EARLIER.c.subject_id.in_(select(merged_into(clocks.c.subject_id).c.id)),
        _EARLIER.c.subject_kind == SubjectKind.TICKET,
        _EARLIER.c.stage == clocks.c.stage, _EARLIER.c.outcome.in_(UNMET),
    )  # fmt: skip


def _is_taken_over() -> ColumnElement[bool]:
    """Return whether a new crew has the deadline of another crew's earlier round, or of a merged ticket without one."""
    binds = seconds(clocks.c.started) + clocks.c.limit > _PROMISED
    ways = ((clocks.c.round > 1, _earlier_rounds()), (clocks.c.subject_id.in_(KEPT), _merged_rounds()))
    theirs, had_it = (
        or_(*(and_(is_possible, exists().where(rounds, condition).correlate(clocks)) for is_possible, rounds in ways))
        for condition in (
            and_(_EARLIER.c.crew_id.is_distinct_from(clocks.c.crew_id), seconds(_EARLIER.c.deadline) == _PROMISED),
            _EARLIER.c.crew_id == clocks.c.crew_id,
        )
    )
    return case((binds, and_(theirs, not_(had_it))), else_=false())


TAKEN_OVER = _is_taken_over()
BEGUN = since_merged(func.coalesce(_handed_on(func.min(seconds(_EARLIER.c.started))), seconds(clocks.c.started)))
HELD = clocks.c.held + func.coalesce(_handed_on(func.sum(_EARLIER.c.held)), 0)
