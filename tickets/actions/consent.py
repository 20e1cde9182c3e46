"""Requests for a supervisor's consent to what changes whether a stage counts as on time, and their decision.

Until it is granted, a request changes no verdict. Whoever asked does not decide.
"""

from dataclasses import replace
from typing import Any

from sqlalchemy import Row, bindparam, select

from tickets.actions.command import action
from tickets.actions.fields import cleaned
from tickets.actions.rating import apply_rating
from tickets.actions.taking_over import recount
from tickets.actions.ticket_edit import TicketEdit, open_edit, open_edits
from tickets.actions.unit_of_work import UnitOfWork
from tickets.errors import Conflict, Refused
from tickets.rules import clocks as rules
from tickets.rules.instants import in_words
from tickets.rules.rounds import UNMET
from tickets.rules.stages import has_stage
from tickets.rules.texts import LINE_AT_MOST
from tickets.rules.undoing import REFUSED
from tickets.rules.words import ConsentKind, ConsentState, Outcome, Role
from tickets.settings import HOLD_CAP
from tickets.store.queries.lookups import setting
from tickets.store.ratings import ended_when_asked
from tickets.store.rows import StageClock
from tickets.store.tables import consents, holds, staff, tickets

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
    edits = open_edits(unit, _with_kept(unit, found.ticket_id), None)
    edit = edits[found.ticket_id]
    asked = unit.connection.execute(_BY_ID, {"id": consent_id}).one()  # again, now that the ticket is locked
    _refuse_unless_open(unit, asked)
    unit.text = f"{'核准' if granted else REFUSED}{asked.kind.label}"
    note = cleaned("核准说明", note, LINE_AT_MOST)
    if note:
        unit.text += f"：{note}"
    _APPLY[asked.kind](edit, asked, granted)
    for key in _with_kept(unit, edit.ticket.id) if granted else ():
        each = edits.get(key) or open_edit(unit, key, None)  # merged meanwhile
        recount(each)
        if each is not edit:
            each.save()
    state = ConsentState.GRANTED if granted else ConsentState.REFUSED
    decided = {"state": state, "decided_at": unit.now, "decided_by": unit.who.staff_id, "note": note}
    unit.update(consents, asked.id, {name: getattr(asked, name) for name in decided}, decided, asked.ticket_id)
    return edit.save()


def _with_kept(unit: UnitOfWork, ticket_id: int) -> list[int]:
    """Return the ids of a ticket, of the one that it was merged into, and so on."""
    keys: list[int] = []
    key: int | None = ticket_id
    while key is not None:
        keys.append(key)
        key = unit.connection.execute(select(tickets.c.merged_into).where(tickets.c.id == key)).scalar_one()
    return keys


def _refuse_unless_open(unit: UnitOfWork, asked: Row[Any]) -> None:
    if asked.state is ConsentState.WITHDRAWN:
        raise Conflict(f"这项{asked.kind.label}申请已撤下，不用再核准。")
    if asked.state is not ConsentState.ASKED:
        when = in_words(asked.decided_at, unit.now)
        raise Conflict(f"这项{asked.kind.label}申请{asked.state.label}：{asked.decider or '值班长'} {when}。")
    if asked.asked_by is not None and asked.asked_by == unit.who.staff_id:
        raise Refused("自己提出的申请不能自己核准，请另一位值班长核准。")


def _decide_hold(edit: TicketEdit, asked: Row[Any], granted: bool) -> None:
    cap = int(setting(edit.unit.connection, HOLD_CAP)) * 3600
    for held in edit.unit.connection.execute(_HOLDS, {"id": asked.id}).all():
        row = next((row for row in edit.clocks if row.id == held.clock_id), None)
        if row is None:  # the step that started it was undone
            continue
        if granted:
            _grant(edit, row, held, cap)
        elif held.until is None:
            since = row.clock.held_since or edit.unit.now
            edit.move(row, rules.refuse(row.clock, edit.unit.now), min(since, row.next_rung or since))


def _grant(edit: TicketEdit, row: StageClock, held: Row[Any], cap: int) -> None:
    """Grant a hold. A clock that has run on since it was to end begins a new term of alerts."""
    clock, now = rules.grant(row.clock, held.since, held.until, cap), edit.unit.now
    if held.until is None and not rules.stands_still(row.clock, now):
        clock = replace(clock, term=clock.term + 1)
    new = {"granted_by": edit.unit.who.staff_id, "counted": clock.held - row.clock.held}
    edit.unit.update(holds, held.id, {name: getattr(held, name) for name in new}, new, edit.ticket.id)
    if clock.term == row.clock.term:
        edit.move(row, clock, row.next_rung or now)
    else:
        edit.begin_term(row, clock, _EARLIER)


def _decide_times(edit: TicketEdit, asked: Row[Any], granted: bool) -> None:
    if granted and asked.clock_id is not None:
        row = edit.clock(asked.clock_id)
        edit.move(row, replace(row.clock, consent=asked.kind), None)


def _decide_end(edit: TicketEdit, asked: Row[Any], granted: bool) -> None:
    for row in edit.clocks if granted else ():
        if rules.fell_due(row.clock, edit.unit.now):
            edit.move(row, replace(row.clock, consent=asked.kind), None)


def _decide_rating(edit: TicketEdit, asked: Row[Any], granted: bool) -> None:
    if granted:
        edit.former = tuple(each._replace(granted=each.granted or each.consent_id == asked.id) for each in edit.former)
        apply_rating(edit, ended_when_asked(asked.before, (row.id for row in edit.clocks)))
        edit.follow_milestones(edit.when(None))
        for row in [row for row in edit.clocks if not has_stage(row.clock.stage, edit.needs_isolation)]:
            stopped_now = row.clock.outcome is Outcome.CANCELLED and row.clock.entered == edit.unit.now
            if (row.clock.outcome in UNMET or stopped_now) and not rules.fell_due(row.clock, edit.unit.now):
                edit.move(row, replace(row.clock, consent=asked.kind), None)


_APPLY = {
    ConsentKind.HOLD: _decide_hold,
    ConsentKind.LATE_ENTRY: _decide_times,
    ConsentKind.RERATE: _decide_rating,
    ConsentKind.CANCEL: _decide_end,
    ConsentKind.MERGE: _decide_end,
    ConsentKind.SETTLE: _decide_end,
}
