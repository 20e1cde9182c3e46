"""Converts a scope to SQL conditions and columns. Days are local days of Dong'e."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, literal_column, null, or_, select, type_coerce

from tickets.reports.scope import NO_CREW, Breakdown, Scope
from tickets.rules.instants import local_day
from tickets.rules.words import DROPPED_STATES, SubjectKind
from tickets.store.subjects import of_ticket
from tickets.store.tables import assists, clocks, tickets
from tickets.store.types import WordType

# How many reports' statements are kept, 1 MB each. A report is read again at each change, and building its statements
# takes longer than executing them.
REPORTS_KEPT = 16
_EPOCH = date(1970, 1, 1)
_DAY = literal_column("86400", BigInteger)
_AHEAD = literal_column("28800", BigInteger)  # Asia/Shanghai is UTC+8
_OTHERS = tickets.alias("dropped")
_TICKET_KEYS = {
    Breakdown.CREW: tickets.c.crew_id,
    Breakdown.FAULT: tickets.c.fault,
    Breakdown.ZONE: tickets.c.zone,
    Breakdown.PRIORITY: tickets.c.priority,
}


def seconds(column: ColumnElement[Any]) -> ColumnElement[int]:
    """Return a column of instants as the stored whole seconds."""
    return type_coerce(column, BigInteger)


def day_of(instant: ColumnElement[Any]) -> ColumnElement[int]:
    """Return the number of the local calendar day, counted from 1970."""
    return (seconds(instant) + _AHEAD) // _DAY


def date_of(day: int) -> date:
    """Return the date of a numbered day."""
    return date.fromordinal(_EPOCH.toordinal() + day)


def bar_of(scope: Scope, instant: ColumnElement[Any]) -> ColumnElement[int]:
    """Return the number of the trend's bar an instant falls into, from 0."""
    first = (local_day(scope.since) - _EPOCH).days
    return (day_of(instant) - literal_column(str(first), BigInteger)) // literal_column(str(scope.step), BigInteger)


def clock_key(scope: Scope, instant: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return the column a clock is grouped by: its own crew and priority, its ticket's fault and zone."""
    own = {Breakdown.CREW: clocks.c.crew_id, Breakdown.PRIORITY: clocks.c.priority}
    return own[scope.by] if scope.by in own else ticket_key(scope, instant)


def ticket_key(scope: Scope, instant: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return the column a ticket is grouped by; NULL for no groups."""
    if scope.by is Breakdown.NONE:
        return null()
    return day_of(instant) if scope.by is Breakdown.DAY else _TICKET_KEYS[scope.by]


def with_known(key: ColumnElement[Any]) -> list[ColumnElement[bool]]:
    """Return the condition that a group's key can be read; `unread` reports the others."""
    return [or_(key.is_(None), key.in_(key.type.word))] if isinstance(key.type, WordType) else []


def narrowed_clocks(statement: Select[Any], scope: Scope, instant: ColumnElement[Any]) -> Select[Any]:
    """Return a statement over the clocks of tickets, restricted to the scope; `instant` decides the period.

    The tickets are joined only where they are needed. See `is_dropped` for those of cancelled and merged ones.
    """
    found = statement.where(instant >= scope.since, instant < scope.until, *of_crew(scope, clocks.c.crew_id))
    if scope.priority is not None:
        found = found.where(clocks.c.priority == scope.priority)
    if _joins_tickets(scope):
        return found.select_from(clocks.join(tickets, of_ticket(tickets.c.id))).where(*_place_and_fault(scope))
    return found.select_from(clocks).where(clocks.c.subject_kind == SubjectKind.TICKET)


def is_dropped(scope: Scope) -> ColumnElement[bool]:
    """Return whether the ticket of a clock ended without a repair, in a statement of `narrowed_clocks`."""
    if _joins_tickets(scope):
        return tickets.c.state.in_(DROPPED_STATES)
    return clocks.c.subject_id.in_(select(_OTHERS.c.id).where(_OTHERS.c.state.in_(DROPPED_STATES)))


def of_tickets(scope: Scope) -> Sequence[ColumnElement[bool]]:
    """Return the conditions on tickets, except the period."""
    conditions = [*of_crew(scope, tickets.c.crew_id), *_place_and_fault(scope)]
    if scope.priority is not None:
        conditions.append(tickets.c.priority == scope.priority)
    return conditions


def opened_in(scope: Scope) -> Sequence[ColumnElement[bool]]:
    """Return the conditions for the tickets opened in the scope's period."""
    return [tickets.c.opened >= scope.since, tickets.c.opened < scope.until, *of_tickets(scope)]


def assisted_in(scope: Scope) -> Sequence[ColumnElement[bool]]:
    """Return the conditions for assists, joined to their tickets, in the scope: the crew is the one that assisted."""
    return [
        assists.c.undone.is_(False),
        tickets.c.state.not_in(DROPPED_STATES),
        *opened_in(replace(scope, crew_id=None)),
        *of_crew(scope, assists.c.crew_id),
    ]


def _joins_tickets(scope: Scope) -> bool:
    return scope.by in (Breakdown.FAULT, Breakdown.ZONE) or bool(_place_and_fault(scope))


def of_crew(scope: Scope, column: ColumnElement[Any]) -> list[ColumnElement[bool]]:
    """Return the condition that a column has the scope's crew, if it is narrowed to one."""
    if scope.crew_id is None:
        return []
    return [column.is_(None) if scope.crew_id == NO_CREW else column == scope.crew_id]


def _place_and_fault(scope: Scope) -> list[ColumnElement[bool]]:
    wanted = ((tickets.c.fault, scope.fault), (tickets.c.zone, scope.zone), (tickets.c.source, scope.source))
    return [column == value for column, value in wanted if value is not None]
