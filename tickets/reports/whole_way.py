"""The whole way in SQL: from the first call about a fault to the end of its repair, over all rounds."""

from functools import lru_cache

from sqlalchemy import ColumnElement, Connection, and_, func, select

from tickets.reports.lengths import NOTHING, Measure, MeasureStatement, measure_statement, measured
from tickets.reports.report_filters import REPORTS_KEPT, of_tickets, seconds, ticket_key, with_known
from tickets.reports.scope import Breakdown, Scope
from tickets.rules.stages import LAST
from tickets.rules.words import DROPPED_STATES, Outcome
from tickets.store.queries.counted_stop import counted_stop
from tickets.store.subjects import of_ticket
from tickets.store.tables import clocks, tickets

_REPAIRED = and_(of_ticket(tickets.c.id), clocks.c.stage == LAST.stage, clocks.c.outcome == Outcome.DONE)
_STOP = select(func.max(seconds(counted_stop()))).where(_REPAIRED).correlate(tickets).scalar_subquery()
# To the stop that counts, as in the verdicts; of an imported repair that was not timed to the stated one.
WAY = func.coalesce(_STOP, seconds(tickets.c.resolved_at)) - seconds(
    func.coalesce(tickets.c.first_call, tickets.c.opened)
)


def whole_ways(connection: Connection, scope: Scope) -> Measure:
    """Return the whole ways of the tickets resolved in the period; one that was reopened ends with its last repair."""
    return measured(connection, _way_statement(scope)).get("way", NOTHING)


@lru_cache(maxsize=REPORTS_KEPT)
def _way_statement(scope: Scope) -> MeasureStatement:
    key = ticket_key(scope, tickets.c.resolved_at)
    cases = select(key.label("key"), WAY.label("way")).where(*resolved_in(scope), *with_known(key)).cte("cases")
    by_group, as_whole = ((), ("way",)) if scope.by is Breakdown.NONE else (("way",), ())
    return measure_statement(cases, by_group, as_whole)


def resolved_in(scope: Scope) -> list[ColumnElement[bool]]:
    """Return the conditions of the tickets resolved in the period."""
    return [
        tickets.c.resolved_at >= scope.since,
        tickets.c.resolved_at < scope.until,
        tickets.c.state.not_in(DROPPED_STATES),
        *of_tickets(scope),
    ]
