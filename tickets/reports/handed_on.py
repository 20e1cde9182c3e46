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
    """Return whether a clock has the deadline of an earlier round or a merged ticket that its crew had no part in."""
    binds = seconds(clocks.c.started) + clocks.c.limit > _PROMISED
    of_others = and_(_EARLIER.c.crew_id.is_distinct_from(clocks.c.crew_id), seconds(_EARLIER.c.deadline) == _PROMISED)
    return case((binds, and_(_had(of_others), not_(_had(_EARLIER.c.crew_id == clocks.c.crew_id)))), else_=false())


def _had(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return whether such a round was handed on to a clock: an earlier one of its ticket, or one of a merged ticket."""
    own, merged = (
        exists().where(rounds, condition).correlate(clocks) for rounds in (_earlier_rounds(), _merged_rounds())
    )
    return or_(and_(clocks.c.round > 1, own), and_(clocks.c.subject_id.in_(KEPT), merged))


TAKEN_OVER = _is_taken_over()
BEGUN = since_merged(func.coalesce(_handed_on(func.min(seconds(_EARLIER.c.started))), seconds(clocks.c.started)))
HELD = clocks.c.held + func.coalesce(_handed_on(func.sum(_EARLIER.c.held)), 0)
