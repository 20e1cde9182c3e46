"""Requests for a supervisor's consent to what changes whether a stage counts as on time, and their decision.

Until it is granted, a request changes no verdict. Whoever asked does not decide.
"""

from dataclasses import replace
from typing import Any

from sqlalchemy import Row, bindparam, select

from tickets.actions.command import action
from tickets.actions.fields import cleaned
from tickets.actions.rating import apply_rating
from tickets.actions.taking_over import KeptChain, recount
from tickets.actions.ticket_edit import TicketEdit
from tickets.actions.unit_of_work import UnitOfWork
from tickets.errors import Conflict, Refused
from tickets.rules import clocks as rules
from tickets.rules.clocks import Clock
from tickets.rules.granting import AskedFor, HoldAskedFor, after_granting, hold_granted
from tickets.rules.instants import in_words
from tickets.rules.texts import LINE_AT_MOST
from tickets.rules.undoing import REFUSED
from tickets.rules.words import ConsentKind, ConsentState, Role
from tickets.store.queries.lookups import hold_cap
from tickets.store.rows import StageClock
from tickets.store.tables import consents, holds, staff

_CONSENT = select(consents, staff.c.name.label("decider")).outerjoin(staff, staff.c.id == consents.c.decided_by)
_BY_ID = _CONSENT.where(consents.c.id == bindparam("id"))
_HOLDS = select(holds).where(holds.c.consent_id == bindparam("id")).order_by(holds.c.id)
_EARLIER = "已核准挂起"  # the reason of rungs that a granted hold leaves behind


@action("核准", Role.SUPERVISOR)
def decide(unit: UnitOfWork, consent_id: int, granted: bool, note: str = "") -> int:
    """Grant or refuse what somebody asked for, and return the ticket's id.

    Raises Refused for one's own request, Conflict when it has been decided or withdrawn.
    """
    found = unit.connection.execute(_BY_ID, {"id": consent_id}).one_or_none()
    if found is None:
        raise Refused("没有这项申请，请另选一项。")
    chain = KeptChain(unit, found.ticket_id, None)
    edit = chain.edit
    asked = unit.connection.execute(_BY_ID, {"id": consent_id}).one()  # again, now that the ticket is locked
    _refuse_unless_open(unit, asked)
    unit.text = f"{'核准' if granted else REFUSED}{asked.kind.label}"
    note = cleaned("核准说明", note, LINE_AT_MOST)
    if note:
        unit.text += f"：{note}"
    before = edit.timing
    with chain.followed(concerns_all=granted):
        _APPLY[asked.kind](edit, asked, granted)
        if granted:
            recount(edit, before)
    state = ConsentState.GRANTED if granted else ConsentState.REFUSED
    decided = {"state": state, "decided_at": unit.now, "decided_by": unit.who.staff_id, "note": note}
    unit.update(consents, asked.id, {name: getattr(asked, name) for name in decided}, decided, asked.ticket_id)
    return edit.save()


def _refuse_unless_open(unit: UnitOfWork, asked: Row[Any]) -> None:
    if asked.state is ConsentState.WITHDRAWN:
        raise Conflict(f"这项{asked.kind.label}申请已撤下，不用再核准。")
    if asked.state is not ConsentState.ASKED:
        when = in_words(asked.decided_at, unit.now)
        raise Conflict(f"这项{asked.kind.label}申请{asked.state.label}：{asked.decider or '值班长'} {when}。")
    if asked.asked_by is not None and asked.asked_by == unit.who.staff_id:
        raise Refused("自己提出的申请不能自己核准，请另一位值班长核准。")


def _decide_hold(edit: TicketEdit, asked: Row[Any], is_granted: bool) -> None:
    cap, now = hold_cap(edit.unit.connection), edit.unit.now
    for held in edit.unit.connection.execute(_HOLDS, {"id": asked.id}).all():
        row = next((row for row in edit.clocks if row.id == held.clock_id), None)
        if row is None:  # the step that started it was undone
            continue
        if is_granted:
            _grant(edit, row, held, hold_granted(row.clock, HoldAskedFor(row.id, held.since, held.until), cap, now))
        elif held.until is None:
            since = row.clock.held_since or now
            edit.move(row, rules.refuse(row.clock, now), min(since, row.next_rung or since))


def _grant(edit: TicketEdit, row: StageClock, held: Row[Any], clock: Clock) -> None:
    new = {"granted_by": edit.unit.who.staff_id, "counted": clock.held - row.clock.held}
    edit.unit.update(holds, held.id, {name: getattr(held, name) for name in new}, new, edit.ticket.id)
    if clock.term == row.clock.term:
        edit.move(row, clock, row.next_rung or edit.unit.now)
    else:
        edit.begin_term(row, clock, _EARLIER)


def _decide_verdict(edit: TicketEdit, asked: Row[Any], is_granted: bool) -> None:
    """Let the times of a late entry count as stated, or leave out what fell due before the ticket ended."""
    if is_granted:
        verdict = AskedFor(asked.id, asked.kind, asked.clock_id)
        for each in after_granting(edit.timing, verdict, edit.terms, edit.unit.now).rounds:
            edit.move(edit.clock(each.id), each.clock, None)


def _decide_rating(edit: TicketEdit, asked: Row[Any], is_granted: bool) -> None:
    if not is_granted:
        return
    after = after_granting(edit.timing, AskedFor(asked.id, asked.kind), edit.terms, edit.unit.now)
    edit.former = after.former
    apply_rating(edit, granted=asked.id)
    edit.follow_milestones(edit.when(None))
    for row in [edit.clock(each.id) for each in after.rounds if each.clock.consent is asked.kind]:
        edit.move(row, replace(row.clock, consent=asked.kind), None)


_APPLY = {
    ConsentKind.HOLD: _decide_hold,
    ConsentKind.LATE_ENTRY: _decide_verdict,
    ConsentKind.RERATE: _decide_rating,
    ConsentKind.CANCEL: _decide_verdict,
    ConsentKind.MERGE: _decide_verdict,
    ConsentKind.SETTLE: _decide_verdict,
}
