"""How well the expected ends of outages were kept, how many households were without water how long, in SQL."""

from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Select, bindparam, func, or_, select

from tickets.reports.figures import Figure
from tickets.reports.report_filters import REPORTS_KEPT, of_tickets, seconds, ticket_key, with_known
from tickets.reports.scope import Breakdown, Key, Scope
from tickets.store.tables import calls, outages, tickets
from tickets.store.types import UtcTime

_NOW: ColumnElement[Any] = bindparam("now", type_=UtcTime)
_DUE = or_(outages.c.until.is_not(None), outages.c.first_expected < _NOW)
_KEPT = outages.c.until <= outages.c.first_expected
_MINUTES = outages.c.households * ((seconds(outages.c.until) - seconds(outages.c.since)) // 60)
# When an outage, or a call that one answered, belongs to a period.
_INSTANT: dict[Figure, ColumnElement[Any]] = {
    Figure.OUTAGES_DUE: outages.c.first_expected,
    Figure.OUTAGES_KEPT: outages.c.first_expected,
    Figure.DRY_MINUTES: outages.c.until,
    Figure.BY_OUTAGE: calls.c.at,
}
_CONDITION: dict[Figure, ColumnElement[bool]] = {
    Figure.OUTAGES_DUE: _DUE,
    Figure.OUTAGES_KEPT: _KEPT,
    Figure.DRY_MINUTES: outages.c.households.is_not(None),
    Figure.BY_OUTAGE: calls.c.outage_id.is_not(None),
}


def outage_counts(connection: Connection, scope: Scope, now: datetime) -> Iterator[tuple[Key, Figure, int]]:
    """Yield the figures of outages by group.

    An outage has the crew, fault, zone and priority of its ticket. One without a ticket, and the calls that it
    answered, belong to no group but a day.
    """
    for figure in _INSTANT:
        for key, number in connection.execute(_statement(scope, figure), {"now": now}):
            if number:
                yield key, figure, int(number)


def tickets_of_outages(scope: Scope, figure: Figure, now: datetime) -> Select[Any]:
    """Return the tickets of the outages behind a figure, as `id` and `rank`, the instant of opening."""
    found = select(tickets.c.id, func.max(seconds(tickets.c.opened)).label("rank")).select_from(_from(figure))
    wanted = found.where(tickets.c.id.is_not(None), *_conditions(scope, figure)).group_by(tickets.c.id)
    return wanted.params(now=now)


@lru_cache(maxsize=REPORTS_KEPT * len(_INSTANT))
def _statement(scope: Scope, figure: Figure) -> Select[Any]:
    key = ticket_key(scope, _INSTANT[figure])
    number = func.coalesce(func.sum(_MINUTES), 0) if figure is Figure.DRY_MINUTES else func.count()
    statement = select(key.label("key"), number).select_from(_from(figure))
    narrowed = statement.where(*_conditions(scope, figure), *with_known(key))
    return narrowed if scope.by is Breakdown.NONE else narrowed.group_by(key)


def _from(figure: Figure) -> FromClause:
    told: FromClause = outages
    if figure is Figure.BY_OUTAGE:
        told = calls.join(outages, outages.c.id == calls.c.outage_id)
    return told.outerjoin(tickets, tickets.c.id == outages.c.ticket_id)


def _conditions(scope: Scope, figure: Figure) -> list[ColumnElement[bool]]:
    at = _INSTANT[figure]
    # An outage that was withdrawn has still answered its calls.
    stands = [] if figure is Figure.BY_OUTAGE else [outages.c.withdrawn.is_(False)]
    return [at >= scope.since, at < scope.until, _CONDITION[figure], *stands, *of_tickets(scope)]
