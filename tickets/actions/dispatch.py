"""The dispatcher's actions: choosing a crew, changing the rating, ending a ticket without work."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, select

from tickets.actions import rating
from tickets.actions.assist_rows import carry_over
from tickets.actions.command import action
from tickets.actions.fields import cleaned, coming_appointment, household_count, pipe_size, required
from tickets.actions.place import KnownPlace, known_place
from tickets.actions.taking_over import inherit
from tickets.actions.ticket_edit import TicketEdit, known_fault, open_edit, open_edits
from tickets.actions.unit_of_work import UnitOfWork
from tickets.errors import FieldError, Refused
from tickets.rules.instants import in_words
from tickets.rules.rerating import takes_appointment
from tickets.rules.texts import NAME_AT_MOST
from tickets.rules.triage import Answers, together
from tickets.rules.words import WORKING_STATES, ConsentKind, Move, Outcome, Priority, Role, State, Zone
from tickets.store.rows import Ticket, ticket_values
from tickets.store.search import SearchableCall, further_numbers, index_place, move_calls
from tickets.store.tables import calls, crews

_CREW = select(crews.c.name, crews.c.active).where(crews.c.id == bindparam("id"))


@action("派单", Role.DISPATCHER, Role.SUPERVISOR)
def dispatch(unit: UnitOfWork, ticket_id: int, version: int | None, crew_id: int, at: datetime | None = None) -> int:
    """Assign a new ticket to a crew."""
    edit = open_edit(unit, ticket_id, version, Move.DISPATCH)
    when = edit.when(at)
    unit.text = crew_name(unit, crew_id)
    edit.give_to(crew_id)
    edit.take(Move.DISPATCH, when)
    return edit.save()


@action("转派", Role.DISPATCHER, Role.SUPERVISOR)
def reassign(
    unit: UnitOfWork, ticket_id: int, version: int | None, crew_id: int, reason: str, at: datetime | None = None
) -> int:
    """Assign a ticket to another crew; a new round of 受理 starts."""
    edit = open_edit(unit, ticket_id, version, Move.REASSIGN)
    if crew_id == edit.before.crew_id:
        raise Refused("已经是这个班组，请选另一个班组。")
    when = edit.when(at)
    unit.text = f"{crew_name(unit, crew_id)}：{required('转派原因', reason)}"
    _back_to_accept(edit, when, Outcome.REASSIGNED)
    edit.give_to(crew_id)
    edit.take(Move.DISPATCH, when)
    return edit.save()


@action("退单", Role.DISPATCHER, Role.SUPERVISOR)
def return_(unit: UnitOfWork, ticket_id: int, version: int | None, reason: str, at: datetime | None = None) -> int:
    """Record that the crew hands the ticket back; a new round of 受理 starts."""
    edit = open_edit(unit, ticket_id, version, Move.RETURN)
    when = edit.when(at)
    unit.text = required("退单原因", reason)
    _back_to_accept(edit, when, Outcome.RETURNED)
    edit.give_to(None)
    edit.change(returns=edit.before.returns + 1)
    return edit.save()


@action("改判", Role.OPERATOR, Role.DISPATCHER, Role.SUPERVISOR)
def rerate(
    unit: UnitOfWork,
    ticket_id: int,
    version: int | None,
    reason: str,
    *,
    fault: str | None = None,
    priority: Priority | None = None,
    zone: Zone | None = None,
    dn: int | None = None,
    material: str | None = None,
    answers: Answers | None = None,
    place_id: int | None = None,
    address: str | None = None,
    appointment: datetime | None = None,
) -> int:
    """Change the values that limits depend on, and the place. None keeps a value; running clocks keep their start.

    `answers` replace those of triage; they don't change the priority. Another place brings its zone, unless one is
    given. An `appointment` is added to a ticket that has none. Raises FieldError for one that can't be made.
    """
    edit = open_edit(unit, ticket_id, version, Move.RERATE)
    unit.text = required("改判原因", reason)
    place = None if place_id is None else _move_to(unit, edit, place_id)
    if address is not None:
        edit.change(address=cleaned("地址", address))
    if fault is not None:
        known_fault(unit, fault)
    before = edit.before
    agreed = {} if appointment is None else {"appointment": _agreed(edit, priority or before.priority, appointment)}
    if answers is not None:
        household_count(answers.households)
        edit.change(**ticket_values(answers))
    rating.rerate(
        edit,
        unit.text,
        triaged=answers is not None or fault not in (None, before.fault) or priority not in (None, before.priority),
        fault=fault or before.fault,
        priority=priority or before.priority,
        zone=zone or (before.zone if place is None else place.zone),
        dn=before.dn if dn is None else pipe_size(dn),
        material=before.material if material is None else cleaned("管材", material, NAME_AT_MOST),
        **agreed,
    )
    edit.follow_milestones(edit.when(None))
    edit.save()
    if place is not None:
        index_place(unit.connection, ticket_id, before.opened, place.names)
    return ticket_id


@action("并单", Role.OPERATOR, Role.DISPATCHER, Role.SUPERVISOR)
def merge(unit: UnitOfWork, ticket_id: int, version: int | None, into_id: int, reason: str = "") -> int:
    """Merge a ticket into another about the same fault: its calls are moved, its clocks stop."""
    if ticket_id == into_id:
        raise Refused("不能并入自己，请选另一张工单。")
    edits = open_edits(unit, (ticket_id, into_id), version)
    edit, main = edits[ticket_id], edits[into_id]
    before, main_before = edit.before, main.before
    edit.require(Move.MERGE)
    if main_before.state not in WORKING_STATES:
        raise Refused(f"主单{main_before.state.label}，请选一张还在处理的工单。")
    merged = f"{before.number} 并入 {main_before.number}"
    unit.text = "：".join(part for part in (merged, cleaned("并单原因", reason)) if part)
    when = edit.when(None)
    own = main.timing.rating_to_compare()
    ratings = edit.timing.ratings_to_hand_on(own, when)  # the end withdraws the requests to change them
    carry_over(unit, ticket_id, main_before, unit.now)
    edit.end(when, Outcome.MERGED, state=State.MERGED, merged_into=into_id)
    edit.ask_to_leave_out(ConsentKind.MERGE, unit.text)
    edit.save()
    _move_calls(unit, ticket_id, main_before)
    main.change(
        calls=main_before.calls + before.calls,
        chases=main_before.chases + before.chases,
        first_call=_first_call(main_before, before),
        **ticket_values(together(main_before, before)),
    )
    for each in ratings:  # the kept ticket keeps the stricter rating until somebody consents
        rating.keep_rating(main, each, unit.text)
    rating.ask_below_triage(main, unit.text)
    rating.apply_rating(main)
    inherit(main)
    main.follow_milestones(main.when(None))
    main.save()
    return into_id


@action("作废", Role.DISPATCHER, Role.SUPERVISOR)
def cancel(unit: UnitOfWork, ticket_id: int, version: int | None, reason: str) -> int:
    """End a ticket that needs no work."""
    edit = open_edit(unit, ticket_id, version, Move.CANCEL)
    unit.text = required("作废原因", reason)
    edit.end(edit.when(None), Outcome.CANCELLED, state=State.CANCELLED)
    edit.ask_to_leave_out(ConsentKind.CANCEL, unit.text)
    return edit.save()


@action("督办", Role.SUPERVISOR)
def supervise(unit: UnitOfWork, ticket_id: int, version: int | None, on: bool, note: str = "") -> int:
    """Set or clear a supervisor's mark on a ticket."""
    edit = open_edit(unit, ticket_id, version)
    unit.text = cleaned("督办说明", note)
    edit.change(supervised=on)
    return edit.save()


def _move_to(unit: UnitOfWork, edit: TicketEdit, place_id: int) -> KnownPlace:
    """Give the ticket a place and return it; the journal names it."""
    place = known_place(unit, place_id)
    unit.text = f"{place.name}：{unit.text}"
    edit.change(place_id=place_id)
    return place


def _agreed(edit: TicketEdit, priority: Priority, appointment: datetime) -> datetime | None:
    """Return an appointment that a ticket may be given; the journal tells it. Raises FieldError for another one."""
    ticket, unit = edit.ticket, edit.unit
    if ticket.appointment is not None:
        raise FieldError("appointment", "这张单已经约过时间：要推迟请值班长延期到场，返工时可以另约。")
    if not takes_appointment(ticket.state, None):
        raise FieldError("appointment", rating.CREW_WAS_THERE)
    unit.text += f"；约定时间 {in_words(appointment, unit.now)}"
    return coming_appointment(priority, appointment, unit.now, "现在")


def _back_to_accept(edit: TicketEdit, when: datetime, outcome: Outcome) -> None:
    for row in edit.unstopped:
        edit.stop(row, when, outcome)
    edit.begin_again(when)


def _first_call(main: Ticket, merged: Ticket) -> datetime | None:
    """Return when the first call about the fault came; None when that is the main ticket's own opening."""
    first = min(each.first_call or each.opened for each in (main, merged))
    return first if first < main.opened else main.first_call


def crew_name(unit: UnitOfWork, crew_id: int) -> str:
    """Return the name of a crew that can be sent. Raises Refused for an unknown or retired one."""
    found = unit.connection.execute(_CREW, {"id": crew_id}).one_or_none()
    if found is None or not found.active:
        raise Refused("没有这个班组或已停用，请重新选择。")
    return str(found.name)


def _move_calls(unit: UnitOfWork, from_id: int, main: Ticket) -> None:
    found = unit.connection.execute(select(calls).where(calls.c.ticket_id == from_id)).all()
    for call in found:
        unit.update(calls, call.id, {"ticket_id": from_id}, {"ticket_id": main.id}, main.id)
    move_calls(unit.connection, [SearchableCall(call.id, main.opened, _texts(call)) for call in found])


def _texts(call: Row[Any]) -> tuple[str, ...]:
    phones = call.phone_digits, *further_numbers(call.phone, call.phone_digits)
    return call.words, call.address, call.caller, *phones, call.household_no
