"""Queries about callers: earlier calls from a number, and open tickets the call may be about."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import CompoundSelect, Connection, func, select, text, union

from tickets.rules.likeness import OpenTicket
from tickets.rules.words import CallbackResult, CallKind, State
from tickets.store.queries.board import OF_UNKNOWN_STATE
from tickets.store.queries.subscribers import Household, of_caller
from tickets.store.rows import freeze
from tickets.store.tables import OPEN, call_phones, calls, faults, outages, places, tickets
from tickets.store.unreadable import ReadableRows, broken_count, broken_since, leave_out

EARLIER_AT_MOST = 50


@dataclass(frozen=True, slots=True)
class EarlierCall:
    """An earlier call from the same number, with what became of it."""

    id: int
    at: datetime
    kind: CallKind
    caller: str
    words: str
    address: str
    household_no: str
    ticket_id: int | None
    number: str | None
    state: State | None
    fault_name: str | None
    place_id: int | None
    place: str | None
    resolution: str | None = ""
    callback: CallbackResult | None = None
    fault: str | None = ""
    outage: str | None = None  # the area of the outage that answered it


@dataclass(frozen=True, slots=True)
class CallerFile:
    """What is on record about a caller: earlier calls, the newest first, and households of the subscriber file."""

    calls: Sequence[EarlierCall] = ()
    households: Sequence[Household] = ()


_CALLS = (
    select(
        calls.c.id, calls.c.at, calls.c.kind, calls.c.caller, calls.c.words, calls.c.address, calls.c.household_no,
        calls.c.ticket_id, tickets.c.number, tickets.c.state, faults.c.name.label("fault_name"), tickets.c.place_id,
        places.c.name.label("place"), tickets.c.resolution, tickets.c.callback, tickets.c.fault,
        outages.c.area.label("outage"),
    )
    .outerjoin(tickets, tickets.c.id == calls.c.ticket_id)
    .outerjoin(faults, faults.c.code == tickets.c.fault)
    .outerjoin(places, places.c.id == tickets.c.place_id)
    .outerjoin(outages, outages.c.id == calls.c.outage_id)
    .where(calls.c.kind != CallKind.UNDONE)
    .order_by(calls.c.at.desc(), calls.c.id.desc())
    .limit(EARLIER_AT_MOST)
)  # fmt: skip
_IS_OPEN = text(f"tickets.{OPEN}")
_SPOKEN = (
    select(calls.c.ticket_id, calls.c.phone_digits, calls.c.household_no)
    .join(tickets, tickets.c.id == calls.c.ticket_id)
    .where(_IS_OPEN)
)
_FURTHER = (
    select(calls.c.ticket_id, call_phones.c.digits)
    .join(calls, calls.c.id == call_phones.c.call_id)
    .join(tickets, tickets.c.id == calls.c.ticket_id)
    .where(_IS_OPEN)
)
_COMPARABLE = (
    select(
        tickets.c.id, tickets.c.opened, tickets.c.fault, faults.c.fault_group.label("group"),
        faults.c.isolate.label("isolates"), tickets.c.place_id, func.coalesce(places.c.town, "").label("town"),
        tickets.c.zone, tickets.c.address, tickets.c.number,
    )
    .outerjoin(faults, faults.c.code == tickets.c.fault)
    .outerjoin(places, places.c.id == tickets.c.place_id)
    .where(_IS_OPEN)
)  # fmt: skip
_OF_UNKNOWN_STATE = select(tickets.c.id, tickets.c.number).where(OF_UNKNOWN_STATE)


def from_numbers(numbers: Sequence[str]) -> CompoundSelect[Any]:
    """Return a select of the ids of the calls from these numbers, whether a call's first number or a further one."""
    first = select(calls.c.id).where(calls.c.phone_digits.in_(numbers))
    return union(first, select(call_phones.c.call_id).where(call_phones.c.digits.in_(numbers)))


def earlier_calls(connection: Connection, numbers: str | tuple[str, ...]) -> list[EarlierCall]:
    """Return the latest calls from one or several numbers, the newest first. Numbers are digits as in `Phone.own`.

    Without a number the result is empty.
    """
    asked = tuple(digits for digits in ((numbers,) if isinstance(numbers, str) else numbers) if digits)
    if not asked:
        return []
    return freeze(EarlierCall, connection.execute(_CALLS.where(calls.c.id.in_(from_numbers(asked)))))


def caller_file(connection: Connection, numbers: tuple[str, ...], household: str = "") -> CallerFile:
    """Return what is on record about the holder of these numbers and about a typed 户号 or 表号."""
    return CallerFile(earlier_calls(connection, numbers), of_caller(connection, numbers, household))


def recent_calls(connection: Connection) -> list[EarlierCall]:
    """Return the latest calls from anybody, the newest first."""
    return freeze(EarlierCall, connection.execute(_CALLS))


def open_for_likeness(connection: Connection) -> list[OpenTicket]:
    """Return every open ticket as the likeness rule compares it, with the numbers of all its callers.

    A ticket with an unreadable state may be open, so it is reported.
    """
    before = broken_count()
    if connection.dialect.name == "sqlite":  # a server accepts no unknown state
        for row in connection.execute(_OF_UNKNOWN_STATE):
            leave_out(OpenTicket, row._asdict(), ["state"])
    numbers: dict[int, set[str]] = defaultdict(set)
    households: dict[int, set[str]] = defaultdict(set)
    for ticket_id, digits, household_no in connection.execute(_SPOKEN):
        numbers[ticket_id].add(digits)
        households[ticket_id].add(household_no)
    for ticket_id, digits in connection.execute(_FURTHER):
        numbers[ticket_id].add(digits)
    comparable = freeze(
        OpenTicket,
        connection.execute(_COMPARABLE),
        phones=lambda row: frozenset(numbers[row.id] - {""}),
        household_nos=lambda row: frozenset(households[row.id] - {""}),
    )
    return ReadableRows(comparable, broken_since(before))
