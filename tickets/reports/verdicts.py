"""The verdict on a clock as SQL: whether it was on time, as recorded and with the consents of supervisors.

It is the rule of tickets/rules/clocks.py: a clock that fell due before its counted stop is late, whatever followed.
One that ended before it was due, because the crew handed the ticket back or because the ticket was merged, remains a
promise: the next round of the stage, or the ticket merged into, carries it. Where none does, it is late once its
deadline has passed.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    FromClause,
    Text,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal,
    not_,
    null,
    or_,
    select,
    text,
    type_coerce,
)
from sqlalchemy.types import BigInteger

from tickets.reports.figures import Figure
from tickets.reports.merged_in import ASKED_BY_MERGER, merged_into
from tickets.reports.report_filters import is_dropped, seconds
from tickets.reports.scope import Scope
from tickets.rules.clocks import LEAVES_OUT
from tickets.rules.rounds import UNMET
from tickets.rules.stages import FIRST, LAST
from tickets.rules.words import DROPPED_STATES, ConsentKind, ConsentState, Outcome, SubjectKind
from tickets.store.queries.counted_stop import counted_stop
from tickets.store.tables import clocks, consents, tickets

FAILED = (Figure.LATE, Figure.OVERDUE)
NOW = "now"
_OWN, _KEPT = tickets.alias("own"), tickets.alias("kept")
_OTHER, _ANEW, _LAST = clocks.alias("other"), clocks.alias("anew"), clocks.alias("last")
# No parameter: SQLite compares one with the condition of a partial index, and prepares the statement at each execution.
_IS_GRANTED = text(f"consents.state = '{ConsentState.GRANTED}'")
_KINDS = {str(kind): kind for kind in ConsentKind}

DEADLINE = seconds(clocks.c.deadline)
STOP = seconds(counted_stop())
# As recorded is without the consent to a late entry or a correction. In old rows `entered` and `first_due` are NULL.
RECORDED_STOP = case(
    (and_(clocks.c.consent.is_not(None), clocks.c.entered.is_not(None)), seconds(clocks.c.entered)), else_=STOP
)
_FIRST_STARTED, _PROMISED = seconds(clocks.c.first_started), seconds(clocks.c.promised)
_FIRST_END = _FIRST_STARTED + clocks.c.limit
RECORDED_DEADLINE = case(
    (clocks.c.first_started.is_(None), DEADLINE),
    else_=case((_PROMISED < _FIRST_END, _PROMISED), else_=_FIRST_END) + clocks.c.extended + clocks.c.held,
)
# A corrected start counts by a supervisor's consent, even if the stop was entered afterwards. As recorded is with
# re-ratings: one after which the stage is not needed leaves it out of both.
CONSENT: ColumnElement[Any] = case(
    (clocks.c.consent == ConsentKind.RERATE, null()),
    (clocks.c.consent.is_not(None), type_coerce(clocks.c.consent, Text)),
    (clocks.c.first_started.is_not(None), literal(str(ConsentKind.CORRECTION), Text)),
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict on a clock, a Figure; None where the outcome can't be read.

    `present` is with every consent. `recorded` is without those to other times and to leaving the clock out. `changed`
    is the kind of consent but for which the clock would have failed.
    """

    present: str | None
    recorded: str | None
    changed: ConsentKind | None


@dataclass(frozen=True, slots=True)
class VerdictColumns:
    """What the verdict on a clock depends on, as columns; NULL where the outcome can't be read.

    `recorded` is NULL for a clock without a consent of its own. `eased` is the kind of consent without which a
    stopped clock that did not fail would have failed: to a hold, an extension or a re-rating, MERGE if mergers asked
    for that, or CORRECTION if a supervisor undid an earlier step. `code` has all in one column, which is cheap to group
    by; see `verdict_of`.
    """

    present: ColumnElement[Any]
    recorded: ColumnElement[Any]
    eased: ColumnElement[Any]

    @property
    def code(self) -> ColumnElement[Any]:
        """Return the parts joined by a slash: present, eased, and of a clock with a consent recorded and consent."""
        first_due = clocks.c.first_due
        unmoved = (
            clocks.c.held == 0, clocks.c.extended == 0, or_(first_due.is_(None), first_due == clocks.c.deadline),
        )  # fmt: skip
        eased = self.present + "/" + func.coalesce(self.eased, "")
        return case(
            (and_(clocks.c.consent.is_(None), clocks.c.first_started.is_(None), *unmoved), self.present),
            (CONSENT.is_(None), eased),
            else_=eased + "/" + self.recorded + "/" + CONSENT,
        )

    def are(self, *figures: Figure) -> ColumnElement[bool]:
        """Return the condition of the clocks with one of these verdicts as recorded."""
        words = list(map(str, figures))
        return or_(self.recorded.in_(words), and_(self.recorded.is_(None), self.present.in_(words)))

    def changed(self, kind: ConsentKind | None) -> ColumnElement[bool]:
        """Return the condition of the clocks that failed but for a consent of this kind, None for any kind."""
        failed = list(map(str, FAILED))
        consented = and_(self.recorded.in_(failed), self.present.not_in(failed))
        eased = and_(self.present.not_in(failed), func.coalesce(self.recorded, self.present).not_in(failed))
        if kind is None:
            return or_(consented, and_(eased, self.eased.is_not(None)))
        return or_(and_(consented, CONSENT.in_([str(kind)])), and_(eased, self.eased == str(kind)))


@cache
def verdict_of(code: str | None) -> Verdict:
    """Return the verdict that a `code` of VerdictColumns states."""
    if code is None:
        return Verdict(None, None, None)
    present, eased, recorded, consent = (*code.split("/"), "", "", "")[:4]
    recorded = recorded or present
    if recorded in FAILED and present not in FAILED:
        return Verdict(present, recorded, _KINDS.get(consent))
    return Verdict(present, recorded, None if present in FAILED or recorded in FAILED else _KINDS.get(eased))


@lru_cache(maxsize=4)  # a report asks for the same several times
def verdict_columns(scope: Scope, now: datetime | None) -> VerdictColumns:
    """Return the verdicts on the clocks of a scope at `now`; for None, the statement has the parameter NOW, in s."""
    at = bindparam(NOW, type_=BigInteger) if now is None else type_coerce(int(now.timestamp()), BigInteger)
    dropped = is_dropped(scope)
    present = _verdict(STOP, DEADLINE, at, dropped)
    return VerdictColumns(
        case((clocks.c.consent.in_(LEAVES_OUT), _word(Figure.LEFT_OUT)), else_=present),
        case((CONSENT.is_not(None), _verdict(RECORDED_STOP, RECORDED_DEADLINE, at, dropped)), else_=null()),
        _eased(at),
    )


def _verdict(
    stop: ColumnElement[Any], deadline: ColumnElement[Any], now: ColumnElement[Any], dropped: ColumnElement[bool]
) -> ColumnElement[Any]:
    """Return the verdict by this stop and deadline.

    Of a ticket that was dropped only clocks that failed count, and likewise of a stage that has counted before.
    """
    outcome, late, left_out = clocks.c.outcome, _word(Figure.LATE), _word(Figure.LEFT_OUT)
    overdue, waiting, given_up = _word(Figure.OVERDUE), _word(Figure.WAITING), _word(Figure.GIVEN_UP)
    failed, once_more = stop > deadline, or_(dropped, clocks.c.repeats)
    promise = case(
        (or_(failed, _is_broken(deadline, now)), late),
        (or_(dropped, outcome == Outcome.MERGED), left_out), else_=given_up,
    )  # fmt: skip
    return case(
        (outcome == Outcome.DONE, case((failed, late), (once_more, left_out), else_=_word(Figure.ON_TIME))),
        (clocks.c.stopped.is_(None), case((_fell_due(deadline, now), overdue), else_=waiting)),
        (outcome.in_(UNMET), promise),
        (outcome == Outcome.UNFINISHED, case((deadline < now, overdue), else_=waiting)),
        (outcome.in_((Outcome.CANCELLED, Outcome.SETTLED)), case((failed, late), else_=left_out)),
        else_=null(),
    )


def _fell_due(deadline: ColumnElement[Any], now: ColumnElement[Any]) -> ColumnElement[bool]:
    """Return whether an unstopped clock fell due: before its hold, or by now if its hold is in effect no longer.

    A granted hold that is over has moved the deadline; one that was not granted has not.
    """
    since, until = seconds(clocks.c.held_since), seconds(clocks.c.held_until)
    moved = case((clocks.c.granted, deadline + until - since), else_=deadline)
    return case((since.is_(None), deadline < now), (until <= now, moved < now), else_=deadline < since)


def _is_broken(
    deadline: ColumnElement[Any], now: ColumnElement[Any], *, without_consent: bool = False
) -> ColumnElement[bool]:
    """Return whether a clock that ended early fell due by a deadline with nobody there to meet its promise.

    `without_consent` says that the deadline is the one without consent. Then a clock that goes on for it is due by its
    own `first_due`.
    """
    merged = clocks.c.outcome == Outcome.MERGED
    left = or_(and_(not_(merged), _in_work_at(deadline)), _is_unkept(deadline, without_consent))
    return and_(deadline < now, or_(merged, not_(is_carried())), left)


def is_carried() -> ColumnElement[bool]:
    """Return whether a later round of the same stage carries the promise of a clock that ended early."""
    later = exists().where(
        _OTHER.c.subject_id == clocks.c.subject_id, _OTHER.c.subject_kind == SubjectKind.TICKET,
        _OTHER.c.stage == clocks.c.stage, _OTHER.c.round > clocks.c.round,
    )  # fmt: skip
    return later.correlate(clocks)


def _in_work_at(deadline: ColumnElement[Any]) -> ColumnElement[bool]:
    """Return whether the ticket of a clock was not over by its deadline."""
    return not_(exists().where(_OWN.c.id == clocks.c.subject_id, *_is_over(_OWN, deadline)).correlate(clocks))


def _is_over(ticket: FromClause, deadline: ColumnElement[Any]) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions that a ticket was repaired or dropped by a deadline, and not reopened until then.

    They are not nested further, because SQLite parses no deeper.
    """
    reopened = exists().where(
        _ANEW.c.subject_id == _LAST.c.subject_id, _ANEW.c.subject_kind == SubjectKind.TICKET,
        _ANEW.c.stage == FIRST.stage, _ANEW.c.id > _LAST.c.id, seconds(_ANEW.c.started) <= deadline,
    )  # fmt: skip
    repaired = and_(
        _LAST.c.stage == LAST.stage, _LAST.c.outcome == Outcome.DONE, seconds(counted_stop(_LAST)) <= deadline
    )
    dropped = and_(ticket.c.state.in_(DROPPED_STATES), seconds(ticket.c.ended_at) <= deadline)
    return (
        _LAST.c.subject_id == ticket.c.id, _LAST.c.subject_kind == SubjectKind.TICKET, or_(repaired, dropped),
        not_(reopened.correlate(clocks, _LAST)),
    )  # fmt: skip


def _is_unkept(deadline: ColumnElement[Any], without_consent: bool) -> ColumnElement[bool]:
    """Return whether a clock's ticket goes on as others, none of which carries its promise or ended before."""
    merged = exists().where(_OWN.c.id == clocks.c.subject_id, _OWN.c.merged_into.is_not(None)).correlate(clocks)
    return and_(merged, not_(_is_carried_on(deadline, without_consent)), not_(_has_ended(deadline)))


def _kept() -> CTE:
    """Return the tickets that a clock's ticket was merged into, one after the other, and when each merge was."""
    first = select(_OWN.c.merged_into.label("id"), _OWN.c.ended_at).where(_OWN.c.id == clocks.c.subject_id)
    kept = first.correlate(clocks).cte(recursive=True, nesting=True)
    return kept.union_all(select(_KEPT.c.merged_into, _KEPT.c.ended_at).where(_KEPT.c.id == kept.c.id))


def _has_ended(deadline: ColumnElement[Any]) -> ColumnElement[bool]:
    """Return whether the ticket that a clock's ticket goes on as was over by the deadline."""
    kept = _kept()
    ended = exists().where(_KEPT.c.id == kept.c.id, _KEPT.c.merged_into.is_(None), *_is_over(_KEPT, deadline))
    return ended.correlate(clocks)


def _is_carried_on(deadline: ColumnElement[Any], without_consent: bool) -> ColumnElement[bool]:
    """Return whether a ticket that a clock's ticket goes on as has met its promise, or has a clock due no later.

    What such a ticket did before it began anew, by a return or a reopening before the merge, is no answer.
    """
    kept = _kept()
    begun_anew = exists().where(
        _ANEW.c.subject_id == kept.c.id, _ANEW.c.subject_kind == SubjectKind.TICKET, _ANEW.c.stage == FIRST.stage,
        _ANEW.c.started <= kept.c.ended_at, _ANEW.c.id > _OTHER.c.id,
    )  # fmt: skip
    met = and_(_OTHER.c.outcome == Outcome.DONE, seconds(counted_stop(_OTHER)) <= deadline)
    dues = [seconds(_OTHER.c.started) + _OTHER.c.limit, seconds(_OTHER.c.promised)]
    if without_consent:
        dues.append(seconds(_OTHER.c.first_due))
    carried = exists().where(
        _OTHER.c.subject_id == kept.c.id, _OTHER.c.subject_kind == SubjectKind.TICKET,
        _OTHER.c.stage == clocks.c.stage, or_(met, *(due <= deadline for due in dues)),
        not_(begun_anew.correlate(kept, _OTHER)),
    )  # fmt: skip
    return carried.correlate(clocks)


def _eased(now: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return the kind of consent without which a stopped clock would have missed its deadline as recorded.

    Where several were needed it is the last one taken away, in the order hold, extension, re-rating. Of a promise that
    nobody would have met it is the first of these that had moved the deadline.
    """
    without_hold = RECORDED_DEADLINE - clocks.c.held
    without_own, first_due = without_hold - clocks.c.extended, seconds(clocks.c.first_due)
    unmoved = case((first_due < without_own, first_due), else_=without_own)
    is_promise = clocks.c.outcome.in_(UNMET)
    own = case(
        (not_(is_promise), null()), (clocks.c.held > 0, _word(ConsentKind.HOLD)),
        (clocks.c.extended > 0, _word(ConsentKind.EXTEND)),
    )  # fmt: skip
    return case(
        (or_(clocks.c.stopped.is_(None), clocks.c.outcome == Outcome.UNFINISHED), null()),
        (clocks.c.consent == ConsentKind.RERATE, _kind_of_rating()),
        (without_hold < RECORDED_STOP, _word(ConsentKind.HOLD)),
        (without_own < RECORDED_STOP, _word(ConsentKind.EXTEND)),
        (
            or_(first_due < RECORDED_STOP, and_(is_promise, _is_broken(unmoved, now, without_consent=True))),
            func.coalesce(own, _kind_before()),
        ),
        else_=null(),
    )


def _kind_before() -> ColumnElement[Any]:
    """Return the kind of consent that had moved the deadline before the clock began: to an earlier one, or a rating."""
    merged = select(merged_into(clocks.c.subject_id).c.id)
    every = exists().where(
        or_(_OTHER.c.subject_id == clocks.c.subject_id, _OTHER.c.subject_id.in_(merged)),
        _OTHER.c.stage == clocks.c.stage, _OTHER.c.id < clocks.c.id,
    )  # fmt: skip
    earlier = every.where(_OTHER.c.subject_kind == SubjectKind.TICKET)
    held, extended = earlier.where(_OTHER.c.held > 0), earlier.where(_OTHER.c.extended > 0)
    undone = and_(_OTHER.c.subject_kind == SubjectKind.UNDONE, _OTHER.c.consent.is_not(None))
    is_corrected = or_(_OTHER.c.consent == ConsentKind.CORRECTION, _OTHER.c.first_started.is_not(None))
    corrected = every.where(or_(undone, and_(_OTHER.c.subject_kind == SubjectKind.TICKET, is_corrected)))
    return case(
        (held.correlate(clocks), _word(ConsentKind.HOLD)),
        (extended.correlate(clocks), _word(ConsentKind.EXTEND)),
        (corrected.correlate(clocks), _word(ConsentKind.CORRECTION)),
        else_=_kind_of_rating(),
    )


def _kind_of_rating() -> ColumnElement[Any]:
    """Return the kind of consent to a clock's rating: MERGE if only mergers into its ticket were granted any."""
    only_mergers = select(func.min(ASKED_BY_MERGER)).where(
        consents.c.ticket_id == clocks.c.subject_id, consents.c.kind == ConsentKind.RERATE, _IS_GRANTED
    )
    by_merger = only_mergers.correlate(clocks).scalar_subquery() == 1
    return case((by_merger, _word(ConsentKind.MERGE)), else_=_word(ConsentKind.RERATE))


def _word(word: str) -> ColumnElement[str]:
    return literal(str(word), Text)
