"""The towns from which many people call at once, with the tickets in words."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, select, text

from tickets.rules.clusters import Cluster, find_clusters
from tickets.rules.words import WORKING_STATES
from tickets.settings import CLUSTER_CALLERS, CLUSTER_MINUTES
from tickets.store.queries.board import BoardRow, board_rows
from tickets.store.queries.callers import open_for_likeness
from tickets.store.queries.lookups import setting
from tickets.store.tables import OPEN, tickets

_IN_WORK = select(tickets.c.id).where(text(f"tickets.{OPEN}"), tickets.c.state.in_(WORKING_STATES))


@dataclass(frozen=True, slots=True)
class ClusterLimits:
    """How many people must call within what time."""

    at_least: int = CLUSTER_CALLERS.default
    within: timedelta = timedelta(minutes=CLUSTER_MINUTES.default)


@dataclass(frozen=True, slots=True)
class SuggestedMerger:
    """A cluster, with its main ticket and the others as the board shows them, and the time within which they came."""

    cluster: Cluster
    main: BoardRow
    others: tuple[BoardRow, ...]
    within: timedelta


def cluster_limits(connection: Connection) -> ClusterLimits:
    """Return the limits that are set."""
    return ClusterLimits(setting(connection, CLUSTER_CALLERS), timedelta(minutes=setting(connection, CLUSTER_MINUTES)))


def suggested_mergers(connection: Connection, now: datetime) -> list[SuggestedMerger]:
    """Return what may be merged because many people call at once, the most callers first; only tickets in work."""
    limits, in_work = cluster_limits(connection), set(connection.execute(_IN_WORK).scalars())
    comparable = [one for one in open_for_likeness(connection) if one.id in in_work]
    found = find_clusters(comparable, now, limits.at_least, limits.within)
    if not found:
        return []
    rows = {row.id: row for row in board_rows(connection, frozenset().union(*(one.tickets for one in found)))}
    return [
        SuggestedMerger(one, rows[one.main], tuple(rows[key] for key in one.others), limits.within)
        for one in found
        if one.tickets <= rows.keys()
    ]
