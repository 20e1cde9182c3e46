"""Paper slips for a day without the program: printed blank with numbers, filled in by hand, entered afterwards."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, bindparam, select

from tickets.actions.command import Command, action
from tickets.actions.dispatch import crew_name, dispatch
from tickets.actions.intake import CallDetails, ReportedFault, open_ticket
from tickets.actions.progress import accept, arrive, isolate, resolve
from tickets.actions.unit_of_work import UnitOfWork
from tickets.errors import FieldError, Refused
from tickets.rules.instants import in_words
from tickets.rules.slips import slip_number
from tickets.rules.words import Role
from tickets.store.tables import slips, tickets

HOTLINE = (Role.OPERATOR, Role.DISPATCHER, Role.SUPERVISOR)
PRINTED_AT_ONCE = 400  # slips

_LOCKED = select(slips).where(slips.c.id == bindparam("id")).with_for_update()
_NUMBER = select(tickets.c.number).where(tickets.c.id == bindparam("id"))


@dataclass(frozen=True, slots=True)
class PaperSlip:
    """What is written on a slip. `call.at` is when the call came; a step without a time is not done yet.

    The slip does not say when the crew was called: that counts as the moment at which it accepted, else as the call's.
    """

    number: int
    call: CallDetails
    report: ReportedFault
    crew_id: int | None = None
    accepted: datetime | None = None
    arrived: datetime | None = None
    isolated: datetime | None = None
    resolved: datetime | None = None


@action("打印纸单", *HOTLINE)
def print_slips(unit: UnitOfWork, count: int) -> list[int]:
    """Take the numbers of `count` new slips and return them, rising. No number is given twice."""
    if not 1 <= count <= PRINTED_AT_ONCE:
        raise Refused(f"一次可以印 1 到 {PRINTED_AT_ONCE} 张纸单，请改少一些。")
    taken = [
        unit.insert(slips, printed_at=unit.now, printed_by=unit.who.staff_id, spoilt_at=None, ticket_id=None)
        for _ in range(count)
    ]
    unit.text = f"{slip_number(taken[0])} 到 {slip_number(taken[-1])}"
    return taken


@action("纸单作废", *HOTLINE)
def void_slip(unit: UnitOfWork, number: int) -> int:
    """Record that a slip was thrown away and will never be entered; return its number."""
    row = _out(unit, number)
    unit.update(slips, row.id, row._asdict(), {"spoilt_at": unit.now})
    unit.text = slip_number(number)
    return number


@action("录入纸单", *HOTLINE)
def enter_slip(unit: UnitOfWork, slip: PaperSlip) -> int:
    """Open the ticket of a slip with its true times, take the steps written on it, and return the ticket's id.

    All of it is entered or nothing. Raises FieldError, with the cell that is wrong, for a slip that was never printed,
    thrown away or entered before, and for times out of order.
    """
    row = _out(unit, slip.number)
    _check_time(unit, slip, row.printed_at)
    ticket = open_ticket(unit, slip.call, slip.report).ticket
    _take_steps(unit, ticket.id, slip)
    unit.update(slips, row.id, row._asdict(), {"ticket_id": ticket.id}, ticket.id)
    unit.true_time = slip.call.at
    unit.text = _story(unit, slip)
    return ticket.id


def _out(unit: UnitOfWork, number: int) -> Row[tuple[object, ...]]:
    """Return the row of a slip that is still to be entered, locked. Raises FieldError for any other."""
    row = unit.connection.execute(_LOCKED, {"id": number}).one_or_none()
    if row is None:
        raise FieldError("slip", f"没有印过编号 {slip_number(number)} 的纸单，请核对编号。")
    if row.ticket_id is not None:
        known = unit.connection.execute(_NUMBER, {"id": row.ticket_id}).scalar_one()
        raise FieldError("slip", f"纸单 {slip_number(number)} 已经录入，是工单 {known}。")
    if row.spoilt_at is not None:
        raise FieldError("slip", f"纸单 {slip_number(number)} 已经作废，请核对编号。")
    return row


def _check_time(unit: UnitOfWork, slip: PaperSlip, printed: datetime) -> None:
    at = slip.call.at
    if at is None:
        raise FieldError("at", "请填纸单上的来电时间。")
    if at > unit.now:
        raise FieldError("at", "来电时间在将来，请核对后重填。")
    if at < printed.replace(second=0, microsecond=0):  # people write minutes
        raise FieldError("at", f"来电时间早于这张纸单印出的时间（{in_words(printed, unit.now)}），请核对后重填。")


def _take_steps(unit: UnitOfWork, ticket_id: int, slip: PaperSlip) -> None:
    steps: Sequence[tuple[str, datetime | None, Callable[..., Command[int]]]] = (
        ("accepted", slip.accepted, accept),
        ("arrived", slip.arrived, arrive),
        ("isolated", slip.isolated, isolate),
        ("resolved", slip.resolved, resolve),
    )
    done = [(name, at, step) for name, at, step in steps if at is not None]
    if slip.crew_id is None:
        if done:
            raise FieldError("crew", "填了办理的时间，请选派给的班组。")
        return
    if not unit.author_is(Role.DISPATCHER, Role.SUPERVISOR):
        raise FieldError("crew", "调度员、值班长才能派单。班组和办理的时间请空着，或请他们来录入。")
    _take(unit, "crew", dispatch(ticket_id, None, slip.crew_id, slip.accepted or slip.call.at))
    for name, at, step in done:
        _take(unit, name, step(ticket_id, None, at=at))


def _take(unit: UnitOfWork, name: str, command: Command[int]) -> None:
    """Take a step within the unit of work. Raises FieldError, naming the cell, where the step is refused."""
    try:
        command.run(unit)
    except FieldError:
        raise
    except Refused as error:
        raise FieldError(name, error.sentence) from error


def _story(unit: UnitOfWork, slip: PaperSlip) -> str:
    """Return what the journal says of the slip: its number, its crew and its times."""
    crew = "" if slip.crew_id is None else f"派给{crew_name(unit, slip.crew_id)}"
    times = (("接单", slip.accepted), ("到场", slip.arrived), ("止水", slip.isolated), ("处置完成", slip.resolved))
    taken = (f"{label} {in_words(at, unit.now)}" for label, at in times if at is not None)
    return "，".join(part for part in (f"纸单 {slip_number(slip.number)}", crew, *taken) if part)
