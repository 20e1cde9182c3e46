"""The hotline's own actions: a call comes in and becomes a ticket, joins one, chases one, or just asks."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, select

from tickets.actions.command import action
from tickets.actions.fields import NAME_AT_MOST, WORDS_AT_MOST, cleaned, household_count, pipe_size
from tickets.actions.ticket_edit import TicketEdit, is_ended, known_fault, open_job
from tickets.actions.unit_of_work import UnitOfWork
from tickets.errors import Refused
from tickets.rules.instants import local_day
from tickets.rules.phones import normalise
from tickets.rules.stages import COLUMNS, FIRST
from tickets.rules.triage import Answers, triage
from tickets.rules.words import CallKind, Priority, Role, Source, State, Zone
from tickets.store.numbering import take_numbers
from tickets.store.rows import Ticket, columns_of
from tickets.store.search import SearchableCall, index_calls, index_phones
from tickets.store.tables import calls, places, tickets

NOTHING_SAID = Answers()
LATE_AFTER = timedelta(seconds=10)  # from the first press: a call that took longer to save is entered late
PRESSED_AT_MOST = timedelta(hours=24)  # a press that is older says nothing about the call any more
_NO_STEP_TAKEN: dict[str, Any] = dict.fromkeys(COLUMNS)
_PLACE = select(places.c.name, places.c.town, places.c.aliases, places.c.zone).where(places.c.id == bindparam("id"))


@dataclass(frozen=True, slots=True)
class CallDetails:
    """What the operator wrote down of one call. `at` is the true time of a call entered late (补录).

    `pressed` is when the operator first asked to save it, by the desk's clock: see `_came_at`.
    """

    phone: str = ""
    caller: str = ""
    words: str = ""
    address: str = ""
    household_no: str = ""
    at: datetime | None = None
    pressed: datetime | None = None


@dataclass(frozen=True, slots=True)
class ReportedFault:
    """What is broken and where, as told in a call. `priority` None lets fault and answers decide.

    `zone` None takes the place's, or 城区 when there is no place. `dn` is the pipe's size in mm.
    """

    fault: str
    place_id: int | None = None
    zone: Zone | None = None
    priority: Priority | None = None
    answers: Answers = NOTHING_SAID
    dn: int | None = None
    material: str = ""
    appointment: datetime | None = None
    source: Source = Source.DESK


@action("登记来电", Role.OPERATOR, Role.DISPATCHER, Role.SUPERVISOR)
def log_call(act: UnitOfWork, call: CallDetails, report: ReportedFault) -> int:
    """Open a ticket for a call about something broken and return the ticket's id."""
    call = _clean(call)
    if not (call.words or call.address or call.phone or report.place_id):
        raise Refused("请至少填写电话、地址或来电内容中的一项。")
    opened = _came_at(act, call)
    zone, names = _zone_and_names(act, report.place_id)
    ticket = _new_ticket(act, call, report, zone, opened)
    values = columns_of(ticket)
    del values["id"]
    ticket = replace(ticket, id=act.insert(tickets, **values))
    act.versions[ticket.id] = ticket.version
    TicketEdit(act, ticket, []).start(FIRST.stage, opened)
    _write_call(act, call, CallKind.REPORT, opened, ticket, names)
    return ticket.id


@action("并入来电", Role.OPERATOR, Role.DISPATCHER, Role.SUPERVISOR)
def attach_call(act: UnitOfWork, ticket_id: int, version: int | None, call: CallDetails) -> int:
    """Attach a further call about the same fault to an open ticket and return the ticket's id."""
    return _further_call(act, ticket_id, version, call, CallKind.REPORT)


@action("催办", Role.OPERATOR, Role.DISPATCHER, Role.SUPERVISOR)
def chase(act: UnitOfWork, ticket_id: int, version: int | None, call: CallDetails) -> int:
    """Log a call that asks again about an open ticket and return the ticket's id."""
    return _further_call(act, ticket_id, version, call, CallKind.CHASE)


@action("登记咨询", Role.OPERATOR, Role.DISPATCHER, Role.SUPERVISOR)
def log_other_call(act: UnitOfWork, call: CallDetails, kind: CallKind) -> int:
    """Log an enquiry or a complaint that opens no ticket and return the call's id."""
    call = _clean(call)
    if kind not in (CallKind.ENQUIRY, CallKind.COMPLAINT):
        raise Refused("报修和催办请登记到工单。")
    if not (call.words or call.phone):
        raise Refused("请至少填写电话或来电内容。")
    return _write_call(act, call, kind, _came_at(act, call), None)


def _further_call(act: UnitOfWork, ticket_id: int, version: int | None, call: CallDetails, kind: CallKind) -> int:
    call = _clean(call)
    job = open_job(act, ticket_id, version)
    before = job.ticket
    if is_ended(before):
        raise Refused(f"工单{before.state.label}，请新开一张，或先返工。")
    at = _came_at(act, call, before.opened)
    chases = before.chases + (kind is CallKind.CHASE)
    job.change(calls=before.calls + 1, chases=chases)
    job.save(before)
    _write_call(act, call, kind, at, before)
    act.text = call.words
    return ticket_id


def _new_ticket(act: UnitOfWork, call: CallDetails, report: ReportedFault, zone: Zone, opened: datetime) -> Ticket:
    fault = known_fault(act, report.fault)
    raised = triage(fault.priority, report.answers)
    priority = report.priority or raised.priority
    appointment = _appointment(priority, report.appointment, opened)
    (number,) = take_numbers(act.connection, local_day(opened))
    return Ticket(
        id=0, number=number, version=1, state=State.NEW, held=False, fault=fault.code,
        priority=priority, zone=report.zone or zone, place_id=report.place_id,
        address=call.address, phone=call.phone, caller=call.caller, household_no=call.household_no,
        dn=pipe_size(report.dn), material=cleaned("管材", report.material, NAME_AT_MOST),
        households=household_count(report.answers.households), triage="；".join(raised.reasons), crew_id=None,
        supervised=False, opened=opened, appointment=appointment, **_NO_STEP_TAKEN, ended_at=None,
        merged_into=None, calls=1, chases=0, returns=0, extensions=0, reopenings=0, callback=None, resolution="",
        source=report.source, source_key=None,
    )  # fmt: skip


def _appointment(priority: Priority, appointment: datetime | None, opened: datetime) -> datetime | None:
    if appointment is None:
        return None
    if priority is not Priority.P4:
        raise Refused("只有“预约”工单才有约定时间，请改紧急程度或清空约定时间。")
    if appointment <= opened:
        raise Refused("约定时间要晚于来电时间，请核对后重填。")
    return appointment


def _zone_and_names(act: UnitOfWork, place_id: int | None) -> tuple[Zone, str]:
    if place_id is None:
        return Zone.URBAN, ""
    found = act.connection.execute(_PLACE, {"id": place_id}).one_or_none()
    if found is None:
        raise Refused("地址库里没有这个地点，请重新选择。")
    return found.zone, f"{found.town} {found.name} {found.aliases}"


def _clean(call: CallDetails) -> CallDetails:
    return CallDetails(
        cleaned("电话", call.phone, NAME_AT_MOST),
        cleaned("来电人", call.caller, NAME_AT_MOST),
        cleaned("来电内容", call.words, WORDS_AT_MOST),
        cleaned("地址", call.address),
        cleaned("户号", call.household_no, NAME_AT_MOST),
        call.at,
        call.pressed,
    )


def _came_at(act: UnitOfWork, call: CallDetails, not_before: datetime | None = None) -> datetime:
    """Return when a call came in: the time typed, else now, unless the database was away when it was first saved.

    Then the caller has been waiting since the first press: it counts, and the call is marked as entered late.
    """
    at = call.at
    if at is None and call.pressed is not None and LATE_AFTER <= act.now - call.pressed <= PRESSED_AT_MOST:
        at = call.pressed if not_before is None else max(call.pressed, not_before)
    return act.moment(at, not_before, "工单的来电时间")


def _write_call(
    act: UnitOfWork, call: CallDetails, kind: CallKind, at: datetime, ticket: Ticket | None, place: str = ""
) -> int:
    ticket_id = None if ticket is None else ticket.id
    phone = normalise(call.phone)
    key = act.insert(
        calls, ticket_id, ticket_id=ticket_id, kind=kind, phone=call.phone, phone_digits=phone.digits,
        caller=call.caller, words=call.words, address=call.address, household_no=call.household_no, at=at,
        staff_id=act.who.staff_id,
    )  # fmt: skip
    texts = (call.words, call.address, place, call.caller, phone.digits, *phone.others, call.household_no)
    index_phones(act.connection, key, phone)
    index_calls(act.connection, [SearchableCall(key, at if ticket is None else ticket.opened, texts)])
    return key
