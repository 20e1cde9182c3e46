"""The dispatcher's actions: choosing a crew, changing the rating, ending a ticket without work."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, select

from tickets.actions.command import action
from tickets.actions.fields import cleaned, pipe_size, required
from tickets.actions.ticket_edit import TicketEdit, known_fault, open_job
from tickets.actions.unit_of_work import UnitOfWork
from tickets.errors import Refused
from tickets.rules.texts import NAME_AT_MOST
from tickets.rules.words import WORKING_STATES, Move, Outcome, Priority, Role, State, Zone
from tickets.store.rows import Ticket
from tickets.store.search import SearchableCall, further_numbers, move_calls
from tickets.store.tables import calls, crews

_CREW = select(crews.c.name, crews.c.active).where(crews.c.id == bindparam("id"))


@action("派单", Role.DISPATCHER, Role.SUPERVISOR)
def dispatch(act: UnitOfWork, ticket_id: int, version: int | None, crew_id: int, at: datetime | None = None) -> int:
    """Assign a new ticket to a crew."""
    job = open_job(act, ticket_id, version)
    before = job.ticket
    job.require(Move.DISPATCH)
    when = job.when(at)
    act.text = _crew_name(act, crew_id)
    job.give_to(crew_id)
    job.take(Move.DISPATCH, when)
    job.save(before)
    return ticket_id


@action("转派", Role.DISPATCHER, Role.SUPERVISOR)
def reassign(
    act: UnitOfWork, ticket_id: int, version: int | None, crew_id: int, reason: str, at: datetime | None = None
) -> int:
    """Assign a ticket to another crew; a new round of 受理 starts."""
    job = open_job(act, ticket_id, version)
    before = job.ticket
    job.require(Move.REASSIGN)
    if crew_id == before.crew_id:
        raise Refused("已经是这个班组，请选另一个班组。")
    when = job.when(at)
    act.text = f"{_crew_name(act, crew_id)}：{required('转派原因', reason)}"
    _back_to_accept(job, when, Outcome.REASSIGNED)
    job.give_to(crew_id)
    job.take(Move.DISPATCH, when)
    job.save(before)
    return ticket_id


@action("退单", Role.DISPATCHER, Role.SUPERVISOR)
def return_(act: UnitOfWork, ticket_id: int, version: int | None, reason: str, at: datetime | None = None) -> int:
    """Record that the crew hands the ticket back; a new round of 受理 starts."""
    job = open_job(act, ticket_id, version)
    before = job.ticket
    job.require(Move.RETURN)
    when = job.when(at)
    act.text = required("退单原因", reason)
    _back_to_accept(job, when, Outcome.RETURNED)
    job.give_to(None)
    job.change(returns=before.returns + 1)
    job.save(before)
    return ticket_id


@action("改判", Role.OPERATOR, Role.DISPATCHER, Role.SUPERVISOR)
def rerate(
    act: UnitOfWork,
    ticket_id: int,
    version: int | None,
    reason: str,
    *,
    fault: str | None = None,
    priority: Priority | None = None,
    zone: Zone | None = None,
    dn: int | None = None,
    material: str | None = None,
) -> int:
    """Change the values that limits depend on. None keeps a value; running clocks keep their start."""
    job = open_job(act, ticket_id, version)
    before = job.ticket
    job.require(Move.RERATE)
    act.text = required("改判原因", reason)
    if fault is not None:
        known_fault(act, fault)
    job.rerate(
        fault=fault or before.fault,
        priority=priority or before.priority,
        zone=zone or before.zone,
        dn=before.dn if dn is None else pipe_size(dn),
        material=before.material if material is None else cleaned("管材", material, NAME_AT_MOST),
    )
    job.follow_milestones(job.when(None))
    job.save(before)
    return ticket_id


@action("并单", Role.OPERATOR, Role.DISPATCHER, Role.SUPERVISOR)
def merge(act: UnitOfWork, ticket_id: int, version: int | None, into_id: int, reason: str = "") -> int:
    """Merge a ticket into another about the same fault: its calls are moved, its clocks stop."""
    if ticket_id == into_id:
        raise Refused("不能并入自己，请选另一张工单。")
    job, main = open_job(act, ticket_id, version), open_job(act, into_id, None)
    before, main_before = job.ticket, main.ticket
    job.require(Move.MERGE)
    if main_before.state not in WORKING_STATES:
        raise Refused(f"主单{main_before.state.label}，请选一张还在处理的工单。")
    merged = f"{before.number} 并入 {main_before.number}"
    act.text = "：".join(part for part in (merged, cleaned("并单原因", reason)) if part)
    job.end(job.when(None), Outcome.MERGED, state=State.MERGED, merged_into=into_id)
    job.save(before)
    _move_calls(act, ticket_id, main_before)
    main.change(calls=main_before.calls + before.calls, chases=main_before.chases + before.chases)
    main.save(main_before)
    return into_id


@action("作废", Role.DISPATCHER, Role.SUPERVISOR)
def cancel(act: UnitOfWork, ticket_id: int, version: int | None, reason: str) -> int:
    """End a ticket that needs no work."""
    job = open_job(act, ticket_id, version)
    before = job.ticket
    job.require(Move.CANCEL)
    act.text = required("作废原因", reason)
    job.end(job.when(None), Outcome.CANCELLED, state=State.CANCELLED)
    job.save(before)
    return ticket_id


@action("督办", Role.SUPERVISOR)
def supervise(act: UnitOfWork, ticket_id: int, version: int | None, on: bool, note: str = "") -> int:
    """Set or clear a supervisor's mark on a ticket."""
    job = open_job(act, ticket_id, version)
    before = job.ticket
    act.text = cleaned("督办说明", note)
    job.change(supervised=on)
    job.save(before)
    return ticket_id


def _back_to_accept(job: TicketEdit, when: datetime, outcome: Outcome) -> None:
    for row in job.unstopped:
        job.stop(row, when, outcome)
    job.begin_again(when)


def _crew_name(act: UnitOfWork, crew_id: int) -> str:
    found = act.connection.execute(_CREW, {"id": crew_id}).one_or_none()
    if found is None or not found.active:
        raise Refused("没有这个班组或已停用，请重新选择。")
    return str(found.name)


def _move_calls(act: UnitOfWork, from_id: int, main: Ticket) -> None:
    found = act.connection.execute(select(calls).where(calls.c.ticket_id == from_id)).all()
    for call in found:
        act.update(calls, call.id, {"ticket_id": from_id}, {"ticket_id": main.id}, main.id)
    move_calls(act.connection, [SearchableCall(call.id, main.opened, _texts(call)) for call in found])


def _texts(call: Row[Any]) -> tuple[str, ...]:
    phones = call.phone_digits, *further_numbers(call.phone, call.phone_digits)
    return call.words, call.address, call.caller, *phones, call.household_no
