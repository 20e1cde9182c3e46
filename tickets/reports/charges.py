"""Returns and reopenings by the crew they are charged to.

A ticket that was returned or reopened has another crew by now, or none. A return is charged to the crew that handed the
ticket back, a reopening to the one that had repaired it last. Without crews in the scope the counters of the ticket and
of those merged into it say the same.
"""

from collections import Counter
from dataclasses import replace
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Select,
    Subquery,
    and_,
    case,
    distinct,
    func,
    literal,
    select,
    union,
)

from tickets.reports.figures import Figure
from tickets.reports.merged_in import kept_by
from tickets.reports.report_filters import of_crew, opened_in, ticket_key, with_known
from tickets.reports.scope import Breakdown, Key, Scope
from tickets.rules.stages import FIRST, LAST
from tickets.rules.words import DROPPED_STATES, Outcome
from tickets.store.subjects import of_ticket
from tickets.store.tables import clocks, tickets

CHARGED = (Figure.RETURNED, Figure.REOPENED, Figure.REOPENINGS)
_AGAIN, _MERGED = clocks.alias("again"), tickets.alias("merged")
_IS_REOPENED = (
    select(_AGAIN.c.id)
    .where(of_ticket(tickets.c.id, _AGAIN), _AGAIN.c.stage == FIRST.stage, _AGAIN.c.id > clocks.c.id)
    .correlate(tickets, clocks)
    .exists()
)
_REPAIR = and_(
    of_ticket(tickets.c.id), clocks.c.stage == LAST.stage, clocks.c.outcome == Outcome.DONE, _IS_REOPENED
)  # fmt: skip
_ONE, _NONE = (literal(number, Integer) for number in (1, 0))


def is_by_crew(scope: Scope) -> bool:
    """Return whether a scope tells crews apart."""
    return scope.by is Breakdown.CREW or scope.crew_id is not None


def charges_by_group(connection: Connection, scope: Scope) -> dict[Key, Counter[Figure]]:
    """Return how often each of CHARGED is charged to each group of a scope that tells crews apart.

    HANDLED are those of its tickets that its crew does not have any more.
    """
    each = charged(scope)
    counts: dict[Figure, ColumnElement[int]] = {
        Figure.RETURNED: func.sum(each.c.returned),
        Figure.REOPENED: func.sum(each.c.reopened),
        Figure.REOPENINGS: func.sum(each.c.reopenings),
        Figure.HANDLED: func.count(distinct(case((each.c.crew_id.is_distinct_from(each.c.own), each.c.id)))),
    }
    columns = (count.label(figure) for figure, count in counts.items())
    found = connection.execute(select(each.c.key, *columns).group_by(each.c.key)).mappings()
    return {row["key"]: Counter({figure: int(row[figure]) for figure in counts}) for row in found}


def charged(scope: Scope) -> Subquery:
    """Return the scope's charges: ticket `id`, `crew_id`, `key`, the ticket's `own` crew, and how often what was.

    A repair of which nothing was timed, as in some imported ledgers, is charged to no crew. A return of a merged
    ticket is charged with the one that it was merged into.
    """
    merged = kept_by(_MERGED.c.returns > 0, _MERGED)
    repairs = func.count(clocks.c.id)
    reopened = _with_key(scope, _NONE, _ONE, case((repairs == 0, func.max(tickets.c.reopenings)), else_=repairs))
    returned = _with_key(scope, _ONE, _NONE, _NONE)
    was_returned = clocks.c.outcome == Outcome.RETURNED
    return union(
        returned.select_from(tickets.join(clocks, of_ticket(tickets.c.id))).where(tickets.c.returns > 0, was_returned),
        returned.select_from(
            tickets.join(merged, merged.c.kept == tickets.c.id).join(clocks, of_ticket(merged.c.id))
        ).where(was_returned),
        reopened.select_from(tickets.outerjoin(clocks, _REPAIR)).where(tickets.c.reopenings > 0),
    ).subquery("charged")


def _with_key(
    scope: Scope, returned: ColumnElement[int], reopened: ColumnElement[int], reopenings: ColumnElement[int]
) -> Select[Any]:
    key = clocks.c.crew_id if scope.by is Breakdown.CREW else ticket_key(scope, tickets.c.opened)
    columns = {"key": key, "own": tickets.c.crew_id, "returned": returned, "reopened": reopened}
    named = (column.label(name) for name, column in (columns | {"reopenings": reopenings}).items())
    return (
        select(tickets.c.id, clocks.c.crew_id, *named)
        .where(
            tickets.c.state.not_in(DROPPED_STATES),
            *opened_in(replace(scope, crew_id=None)),
            *of_crew(scope, clocks.c.crew_id),
            *with_known(key),
        )
        .group_by(tickets.c.id, clocks.c.crew_id)
    )
