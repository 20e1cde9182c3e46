"""The towns from which many people call at once, with the tickets in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, select, text

from tickets.rules.clusters import Cluster, find_clusters
from tickets.rules.likeness import OpenTicket
from tickets.rules.words import WORKING_STATES
from tickets.settings import CLUSTER_CALLERS, CLUSTER_MINUTES
from tickets.store.queries.board import BoardRow, board_rows
from tickets.store.queries.callers import open_for_likeness
from tickets.store.queries.lookups import setting
from tickets.store.tables import OPEN, tickets

_IN_WORK = select(tickets.c.id).where(text(f"tickets.{OPEN}"), tickets.c.state.in_(WORKING_STATES))


@dataclass(frozen=True, slots=True)
class ClusterLimits:
    """How many people must call within what time, and the tickets in work, which alone count."""

    at_least: int
    within: timedelta
    in_work: frozenset[int]


@dataclass(frozen=True, slots=True)
class SuggestedMerger:
    """A cluster, with its main ticket and the others as the board shows them, and the time within which they came."""

    cluster: Cluster
    main: BoardRow
    others: tuple[BoardRow, ...]
    within: timedelta


def cluster_limits(connection: Connection) -> ClusterLimits:
    """Return the limits that are set, and the tickets in work."""
    within = timedelta(minutes=setting(connection, CLUSTER_MINUTES))
    in_work = frozenset(connection.execute(_IN_WORK).scalars())
    return ClusterLimits(setting(connection, CLUSTER_CALLERS), within, in_work)


def clusters_of(tickets: Iterable[OpenTicket], limits: ClusterLimits, now: datetime) -> list[Cluster]:
    """Return the clusters of these tickets, the most callers first."""
    in_work = (one for one in tickets if one.id in limits.in_work)
    return find_clusters(in_work, now, limits.at_least, limits.within)


def suggested_mergers(connection: Connection, now: datetime) -> list[SuggestedMerger]:
    """Return what may be merged because many people call at once, the most callers first; only tickets in work."""
    limits = cluster_limits(connection)
    found = clusters_of(open_for_likeness(connection), limits, now)
    if not found:
        return []
    rows = {row.id: row for row in board_rows(connection, frozenset().union(*(one.tickets for one in found)))}
    return [
        SuggestedMerger(one, rows[one.main], tuple(rows[key] for key in one.others), limits.within)
        for one in found
        if one.tickets <= rows.keys()
    ]
