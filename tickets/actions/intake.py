"""The operator's actions: a call opens a ticket, is attached to one, asks about one, or is an enquiry."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import select

from tickets.actions.command import action
from tickets.actions.fields import cleaned_texts, coming_appointment, household_count, pipe_size
from tickets.actions.incoming import recording_of, settle_incoming
from tickets.actions.place import known_place
from tickets.actions.rating import apply_rating, ask_below_triage, ask_for_rating
from tickets.actions.ticket_edit import TicketEdit, known_fault, open_edit
from tickets.actions.unit_of_work import UnitOfWork
from tickets.errors import FieldError, Refused
from tickets.rules.instants import in_words, local_day
from tickets.rules.phones import normalise
from tickets.rules.stages import FIRST
from tickets.rules.texts import LINE_AT_MOST, WORDS_AT_MOST
from tickets.rules.ticket_texts import TicketTexts, text_field, text_fields
from tickets.rules.triage import Answers, Raise, together, triage
from tickets.rules.words import ENDED_STATES, WORKING_STATES, CallKind, Priority, Role, Source, State, Zone
from tickets.store.numbering import take_numbers
from tickets.store.ratings import rating_of
from tickets.store.rows import Ticket, columns_of, ticket_values
from tickets.store.search import SearchableCall, index_calls, index_phones, searchable_texts
from tickets.store.tables import calls, outages, tickets

NOTHING_SAID = Answers()
LATE_AFTER = timedelta(seconds=10)  # since `pressed`: a call that took longer to save counts as entered late
PRESSED_AT_MOST = timedelta(hours=24)  # an older one says nothing about when the call came


@dataclass(frozen=True, slots=True)
class CallDetails:
    """The record of one call. `at` is the true time of a call entered late (补录).

    `pressed` is since when the caller has waited for it to be saved, by the service's clock: when the operator first
    tried that, or when the call of a draft came. See `_came_at`. `incoming_id` is the
    claimed incoming call that it is, and `first_key` when the operator began to type.
    """

    phone: str = text_field("电话")
    caller: str = text_field("来电人")
    words: str = text_field("来电内容", WORDS_AT_MOST)
    address: str = text_field("地址", LINE_AT_MOST)
    household_no: str = text_field("户号")
    at: datetime | None = None
    pressed: datetime | None = None
    incoming_id: int | None = None
    first_key: datetime | None = None


@dataclass(frozen=True, slots=True)
class ReportedFault(TicketTexts):
    """What is broken and where, as reported in a call. `priority` None is decided by fault and answers.

    `zone` None means the place's, or 城区 without a place. `dn` is the pipe's size in mm.
    """

    fault: str
    place_id: int | None = None
    zone: Zone | None = None
    priority: Priority | None = None
    answers: Answers = NOTHING_SAID
    dn: int | None = None
    appointment: datetime | None = None
    source: Source = Source.DESK


@action("登记来电", Role.OPERATOR, Role.DISPATCHER, Role.SUPERVISOR)
def log_call(unit: UnitOfWork, call: CallDetails, report: ReportedFault) -> int:
    """Open a ticket for a reported fault and return the ticket's id."""
    return open_ticket(unit, call, report).ticket.id


def open_ticket(unit: UnitOfWork, call: CallDetails, report: ReportedFault) -> TicketEdit:
    """Write a new ticket with its call and its first clock, and return it, ready to be changed further."""
    call, report = checked(call, report)
    opened = _came_at(unit, call)
    zone, names = _zone_and_names(unit, report.place_id)
    raised = triage(known_fault(unit, report.fault).priority, report.answers)
    ticket = add_ticket(unit, _new_ticket(unit, call, report, zone, opened, raised))
    edit = TicketEdit(unit, ticket, [])
    edit.former = ()
    usual = replace(rating_of(ticket), priority=min(ticket.priority, raised.priority), zone=zone, dn=None)
    ask_for_rating(edit, usual, f"登记为{ticket.priority.label} · {ticket.zone.label}")
    edit.start(FIRST.stage, opened)
    _write_call(unit, call, CallKind.REPORT, opened, ticket, names)
    return edit


def checked(call: CallDetails, report: ReportedFault) -> tuple[CallDetails, ReportedFault]:
    """Return both as they are stored. Raises FieldError for what can be told to be wrong without the database."""
    call, report = cleaned_texts(call), cleaned_texts(report)
    if not (call.words or call.address or call.phone or report.place_id):
        raise FieldError("phone", "请至少填写电话、地址或来电内容中的一项。")
    pipe_size(report.dn)
    household_count(report.answers.households)
    return call, report


def add_ticket(unit: UnitOfWork, ticket: Ticket) -> Ticket:
    """Write a new ticket and return it with its id."""
    values = columns_of(ticket)
    del values["id"]
    ticket = replace(ticket, id=unit.insert(tickets, **values))
    unit.versions[ticket.id] = ticket.version
    return ticket


def write_call(
    unit: UnitOfWork, call: CallDetails, kind: CallKind, at: datetime, ticket: Ticket | None, place: str,
    staff_id: int | None, outage_id: int | None = None,
) -> SearchableCall:  # fmt: skip
    """Write a call and return it for indexing; `place` are the names of its ticket's place.

    `outage_id` is the outage that answered it.
    """
    ticket_id = None if ticket is None else ticket.id
    phone = normalise(call.phone)
    texts = {name: getattr(call, name) for name in text_fields(CallDetails)}
    key = unit.insert(
        calls, ticket_id, ticket_id=ticket_id, kind=kind, **texts, phone_digits=phone.digits, at=at, staff_id=staff_id,
        recording=recording_of(unit, call.incoming_id), outage_id=outage_id,
    )  # fmt: skip
    index_phones(unit.connection, key, phone)
    opened = at if ticket is None else ticket.opened
    return SearchableCall(key, opened, searchable_texts(call, (phone.digits, *phone.others), place))


@action("并入来电", Role.OPERATOR, Role.DISPATCHER, Role.SUPERVISOR)
def attach_call(
    unit: UnitOfWork, ticket_id: int, version: int | None, call: CallDetails, answers: Answers = NOTHING_SAID
) -> int:
    """Attach a further call about the same fault to an open ticket and return the ticket's id.

    Its answers are added to those of the ticket; they don't change the priority.
    """
    return _further_call(unit, ticket_id, version, call, CallKind.REPORT, answers)


@action("催办", Role.OPERATOR, Role.DISPATCHER, Role.SUPERVISOR)
def chase(
    unit: UnitOfWork, ticket_id: int, version: int | None, call: CallDetails, answers: Answers = NOTHING_SAID
) -> int:
    """Record a call that asks about an open ticket again, and return the ticket's id.

    Its answers are added as by `attach_call`.
    """
    return _further_call(unit, ticket_id, version, call, CallKind.CHASE, answers)


@action("登记咨询", Role.OPERATOR, Role.DISPATCHER, Role.SUPERVISOR)
def log_other_call(unit: UnitOfWork, call: CallDetails, kind: CallKind) -> int:
    """Record an enquiry or a complaint without a ticket and return the call's id."""
    call = cleaned_texts(call)
    if kind not in (CallKind.ENQUIRY, CallKind.COMPLAINT):
        raise Refused("报修和催办请登记到工单。")
    if not (call.words or call.phone):
        raise Refused("请至少填写电话或来电内容。")
    return _write_call(unit, call, kind, _came_at(unit, call), None)


@action("登记停水来电", Role.OPERATOR, Role.DISPATCHER, Role.SUPERVISOR)
def answer_by_outage(unit: UnitOfWork, call: CallDetails, outage_id: int) -> int:
    """Record a call that was answered by an outage, without a ticket, and return the call's id.

    Raises Refused for an outage that has not begun, was withdrawn, or had ended when the call came.
    """
    call = cleaned_texts(call)
    if not (call.words or call.phone or call.address):
        raise Refused("请至少填写电话、地址或来电内容。")
    at = _came_at(unit, call)
    known = unit.connection.execute(select(outages).where(outages.c.id == outage_id)).one_or_none()
    if known is None or known.withdrawn or known.since > unit.now:
        raise Refused("这次停水已撤下或还没有开始，不能用它答复。请照常登记。")
    if known.until is not None and known.until <= at:
        raise Refused(f"已经恢复供水（{in_words(known.until, unit.now)}）。来电人还没有水的，请照常开单。")
    return _write_call(unit, call, CallKind.ENQUIRY, at, None, outage_id=outage_id)


def _further_call(
    unit: UnitOfWork, ticket_id: int, version: int | None, call: CallDetails, kind: CallKind, answers: Answers
) -> int:
    call = cleaned_texts(call)
    household_count(answers.households)
    edit = open_edit(unit, ticket_id, version)
    before = edit.before
    if before.state in ENDED_STATES:
        again = "，或先返工" if before.state is State.CLOSED else ""
        raise Refused(f"工单{before.state.label}，请新开一张{again}。")
    at = _came_at(unit, call, before.opened)
    chases = before.chases + (kind is CallKind.CHASE)
    edit.change(calls=before.calls + 1, chases=chases, **ticket_values(together(before, answers)))
    if before.state in WORKING_STATES and together(before, answers) != together(before, NOTHING_SAID):
        ask_below_triage(edit, "补充情况")
        apply_rating(edit)
    edit.save()
    _write_call(unit, call, kind, at, before)
    unit.text = call.words
    return ticket_id


def _new_ticket(
    unit: UnitOfWork, call: CallDetails, report: ReportedFault, zone: Zone, opened: datetime, raised: Raise
) -> Ticket:
    priority = report.priority or raised.priority
    appointment = coming_appointment(priority, report.appointment, opened, "来电时间")
    (number,) = take_numbers(unit.connection, local_day(opened))
    return Ticket(**ticket_values(call, report, report.answers) | {
        "number": number, "state": State.NEW, "priority": priority, "zone": report.zone or zone,
        "triage": "；".join(raised.reasons), "opened": opened, "appointment": appointment,
    })  # fmt: skip


def _zone_and_names(unit: UnitOfWork, place_id: int | None) -> tuple[Zone, str]:
    if place_id is None:
        return Zone.URBAN, ""
    place = known_place(unit, place_id)
    return place.zone, place.names


def _came_at(unit: UnitOfWork, call: CallDetails, not_before: datetime | None = None) -> datetime:
    """Return when a call came in: the typed time, else now, unless the caller has waited since an earlier time.

    That is so after a draft, and if the database was unreachable at the first attempt to save. If it is LATE_AFTER to
    PRESSED_AT_MOST ago, the earlier time counts, and the call is marked as entered late.
    """
    at = call.at
    if at is None and call.pressed is not None and LATE_AFTER <= unit.now - call.pressed <= PRESSED_AT_MOST:
        at = call.pressed if not_before is None else max(call.pressed, not_before)
    return unit.moment(at, not_before, "工单的来电时间")


def _write_call(
    unit: UnitOfWork, call: CallDetails, kind: CallKind, at: datetime, ticket: Ticket | None, place: str = "",
    outage_id: int | None = None,
) -> int:  # fmt: skip
    written = write_call(unit, call, kind, at, ticket, place, unit.who.staff_id, outage_id)
    index_calls(unit.connection, [written])
    settle_incoming(unit, written.call_id, normalise(call.phone), call.incoming_id, call.first_key)
    return written.call_id
