"""Reads what is readable of a ticket with unreadable rows: enough to call back and to send somebody by hand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from tickets.rules.words import CallKind, Priority, State
from tickets.store.tables import calls, faults, journal, places, staff, tickets
from tickets.store.unreadable import Broken, rows_with_broken

ENTRIES_AT_MOST = 100  # journal entries, the newest


@dataclass(frozen=True, slots=True)
class RemainingCall:
    """A call about the ticket. In this module None stands for an unreadable value."""

    at: datetime | None
    kind: CallKind | None
    phone: str | None
    caller: str | None
    words: str | None


@dataclass(frozen=True, slots=True)
class RemainingEntry:
    """A journal entry; `staff` is "" for the program itself."""

    at: datetime | None
    staff: str | None
    action: str | None
    text: str | None


@dataclass(frozen=True, slots=True)
class TicketRemains:
    """The readable part of a ticket. `fault` and `place` are names, "" where there is none."""

    id: int
    calls: tuple[RemainingCall, ...]
    journal: tuple[RemainingEntry, ...]
    number: str | None
    state: State | None
    priority: Priority | None
    fault: str | None
    place: str | None
    address: str | None
    phone: str | None
    caller: str | None
    opened: datetime | None


def ticket_remains(connection: Connection, ticket_id: int) -> TicketRemains | None:
    """Return the readable part of a ticket; None when there is no such ticket."""
    found = connection.execute(
        select(
            tickets.c.number, tickets.c.state, tickets.c.priority, faults.c.name, places.c.name, tickets.c.address,
            tickets.c.phone, tickets.c.caller, tickets.c.opened, tickets.c.place_id,
        )
        .outerjoin(faults, faults.c.code == tickets.c.fault)
        .outerjoin(places, places.c.id == tickets.c.place_id)
        .where(tickets.c.id == ticket_id)
    )  # fmt: skip
    rows = rows_with_broken(found)
    if not rows:
        return None
    number, state, priority, fault, place, *rest, place_id = rows[0]
    known_place = "" if place_id is None else place
    remains = _sensible((number, state, priority, fault, known_place, *rest))
    return TicketRemains(ticket_id, _calls(connection, ticket_id), _journal(connection, ticket_id), *remains)


def _calls(connection: Connection, ticket_id: int) -> tuple[RemainingCall, ...]:
    wanted = select(calls.c.at, calls.c.kind, calls.c.phone, calls.c.caller, calls.c.words)
    found = connection.execute(wanted.where(calls.c.ticket_id == ticket_id).order_by(calls.c.id))
    return tuple(RemainingCall(*_sensible(row)) for row in rows_with_broken(found))


def _journal(connection: Connection, ticket_id: int) -> tuple[RemainingEntry, ...]:
    wanted = select(journal.c.at, staff.c.name, journal.c.action, journal.c.text, journal.c.staff_id)
    wanted = wanted.outerjoin(staff, staff.c.id == journal.c.staff_id).where(journal.c.ticket_id == ticket_id)
    rows = rows_with_broken(connection.execute(wanted.order_by(journal.c.id.desc()).limit(ENTRIES_AT_MOST)))
    return tuple(
        RemainingEntry(*_sensible((at, "" if staff_id is None else name, action, text)))
        for at, name, action, text, staff_id in rows
    )


def _sensible(values: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(None if isinstance(value, Broken | bytes | int | float) else value for value in values)
