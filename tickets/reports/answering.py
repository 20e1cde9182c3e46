"""How fast calls that rang were answered, and how long from the answer to the ticket, in SQL."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Select, and_, func, select

from tickets.reports.figures import PROMPT_SECONDS, Figure, Lengths
from tickets.reports.lengths import NOTHING, MeasureStatement, measure_statement, measured
from tickets.reports.report_filters import REPORTS_KEPT, of_tickets, seconds, ticket_key, with_known
from tickets.reports.scope import Breakdown, Key, Scope
from tickets.rules.words import CallKind
from tickets.store.tables import calls, incoming_calls, tickets

_ANSWER_AFTER = seconds(incoming_calls.c.claimed_at) - seconds(incoming_calls.c.rang_at)
# One that somebody called missed was rung back, not answered.
_PROMPT = and_(incoming_calls.c.missed_at.is_(None), _ANSWER_AFTER <= PROMPT_SECONDS)
_COUNTS = calls.c.kind != CallKind.UNDONE
_HANDLING = seconds(incoming_calls.c.logged_at) - seconds(incoming_calls.c.claimed_at)


def rings(connection: Connection, scope: Scope) -> Iterator[tuple[Key, Figure, int]]:
    """Yield how many of the period's calls rang, and how many were answered promptly, by group.

    A call that opened no ticket belongs to no group but a day.
    """
    for group, rang, answered in connection.execute(_ring_statement(scope)):
        yield group, Figure.RANG, rang
        yield group, Figure.PROMPT, answered


def handling(connection: Connection, scope: Scope) -> Lengths:
    """Return the times from answering a call that rang in the period until it was logged with a ticket."""
    return measured(connection, _handling_statement(scope)).get("handling", NOTHING).whole.lengths


def tickets_of(scope: Scope, figure: Figure) -> Select[Any]:
    """Return the tickets behind one of ANSWERING, as `id` and `rank`: for HANDLING the seconds, else the opening."""
    wanted = _handled_in(scope) if figure is Figure.HANDLING else _rang_in(scope)
    conditions = [*wanted, _PROMPT] if figure is Figure.PROMPT else wanted
    rank = func.max(_HANDLING) if figure is Figure.HANDLING else seconds(tickets.c.opened)
    found = select(tickets.c.id, rank.label("rank")).select_from(_with_tickets())
    return found.where(tickets.c.id.is_not(None), *conditions).group_by(tickets.c.id)


@lru_cache(maxsize=REPORTS_KEPT)
def _ring_statement(scope: Scope) -> Select[Any]:
    key = ticket_key(scope, incoming_calls.c.rang_at)
    statement = select(key.label("key"), func.count(), func.count().filter(_PROMPT)).select_from(_with_tickets())
    narrowed = statement.where(*_rang_in(scope), *with_known(key))
    return narrowed if scope.by is Breakdown.NONE else narrowed.group_by(key)


@lru_cache(maxsize=REPORTS_KEPT)
def _handling_statement(scope: Scope) -> MeasureStatement:
    cases = select(ticket_key(scope, incoming_calls.c.rang_at).label("key"), _HANDLING.label("handling"))
    found = cases.select_from(_with_tickets()).where(*_handled_in(scope)).cte("cases")
    return measure_statement(found, (), ("handling",))


def _with_tickets() -> FromClause:
    logged = incoming_calls.outerjoin(calls, and_(calls.c.id == incoming_calls.c.call_id, _COUNTS))
    return logged.outerjoin(tickets, tickets.c.id == calls.c.ticket_id)


def _rang_in(scope: Scope) -> list[ColumnElement[bool]]:
    return [incoming_calls.c.rang_at >= scope.since, incoming_calls.c.rang_at < scope.until, *of_tickets(scope)]


def _handled_in(scope: Scope) -> list[ColumnElement[bool]]:
    return [*_rang_in(scope), tickets.c.id.is_not(None), incoming_calls.c.claimed_at.is_not(None)]
