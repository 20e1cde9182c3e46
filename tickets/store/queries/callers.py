"""Who is calling: earlier calls from a number, and open tickets the call may be about."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select, text

from tickets.rules.likeness import OpenTicket
from tickets.rules.words import CallKind, State
from tickets.store.rows import freeze
from tickets.store.tables import OPEN, calls, faults, places, tickets

EARLIER_AT_MOST = 50


@dataclass(frozen=True, slots=True)
class EarlierCall:
    """One earlier call from the same number, with what became of it."""

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


def earlier_calls(connection: Connection, phone_digits: str, at_most: int = EARLIER_AT_MOST) -> list[EarlierCall]:
    """Return the latest calls from a number (digits as `phones.normalise` gives them), the newest first."""
    found = connection.execute(
        select(
            calls.c.id, calls.c.at, calls.c.kind, calls.c.caller, calls.c.words, calls.c.address, calls.c.household_no,
            tickets.c.id, tickets.c.number, tickets.c.state, faults.c.name, tickets.c.place_id, places.c.name,
        )
        .outerjoin(tickets, tickets.c.id == calls.c.ticket_id)
        .outerjoin(faults, faults.c.code == tickets.c.fault)
        .outerjoin(places, places.c.id == tickets.c.place_id)
        .where(calls.c.phone_digits == phone_digits)
        .order_by(calls.c.at.desc(), calls.c.id.desc())
        .limit(at_most)
    )  # fmt: skip
    return freeze(EarlierCall, found) if phone_digits else []


def recent_calls(connection: Connection, at_most: int = EARLIER_AT_MOST) -> list[EarlierCall]:
    """Return the latest calls from anybody, the newest first."""
    found = connection.execute(
        select(
            calls.c.id, calls.c.at, calls.c.kind, calls.c.caller, calls.c.words, calls.c.address, calls.c.household_no,
            tickets.c.id, tickets.c.number, tickets.c.state, faults.c.name, tickets.c.place_id, places.c.name,
        )
        .outerjoin(tickets, tickets.c.id == calls.c.ticket_id)
        .outerjoin(faults, faults.c.code == tickets.c.fault)
        .outerjoin(places, places.c.id == tickets.c.place_id)
        .order_by(calls.c.at.desc(), calls.c.id.desc())
        .limit(at_most)
    )  # fmt: skip
    return freeze(EarlierCall, found)


def open_for_likeness(connection: Connection) -> list[OpenTicket]:
    """Return every open ticket as the likeness rule compares it, with the numbers of all its callers."""
    numbers: dict[int, set[str]] = defaultdict(set)
    households: dict[int, set[str]] = defaultdict(set)
    spoken = connection.execute(
        select(calls.c.ticket_id, calls.c.phone_digits, calls.c.household_no)
        .join(tickets, tickets.c.id == calls.c.ticket_id)
        .where(text(f"tickets.{OPEN}"))
    )
    for ticket_id, digits, household_no in spoken:
        numbers[ticket_id].add(digits)
        households[ticket_id].add(household_no)
    found = connection.execute(
        select(
            tickets.c.id, tickets.c.opened, tickets.c.fault, faults.c.fault_group, faults.c.isolate, tickets.c.place_id,
            places.c.town, tickets.c.zone, tickets.c.address,
        )
        .join(faults, faults.c.code == tickets.c.fault)
        .outerjoin(places, places.c.id == tickets.c.place_id)
        .where(text(f"tickets.{OPEN}"))
    )  # fmt: skip
    return [
        OpenTicket(
            *row[:6],
            row[6] or "",
            row[7],
            row[8],
            frozenset(numbers[row[0]] - {""}),
            frozenset(households[row[0]] - {""}),
        )
        for row in found
    ]
