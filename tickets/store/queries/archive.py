"""The archive: a million tickets, found by number, phone, place and words, page by page from the newest.

`look` answers one slice: it looks at so many candidates that it never takes long, and says how far it
came. `page` and `count` go on slice by slice; a screen does the same and can stop between two slices.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, func, literal_column, or_, select, tuple_, union

from tickets.rules.asking import Sought, Spoken
from tickets.rules.words import Outcome, Priority, Source, Stage, State, Zone
from tickets.store.queries.streams import Stream, along, streams_for
from tickets.store.rows import freeze
from tickets.store.search import searchable
from tickets.store.tables import clocks, crews, faults, places, tickets

PAGE = 200
COUNT_AT_MOST = 10_000
SLICE = 4_000  # candidates looked at in one slice
_FIRST, _LAST = datetime(1900, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
_SECOND = timedelta(seconds=1)
_HIGHEST_ID = 2**62
_WEIGHED = 4_000  # filters with more tickets than these are taken to be equally wide


@dataclass(frozen=True, slots=True)
class ArchiveFilter:
    """What is looked for. Empty means everything; `since <= opened < until`."""

    sought: Sought | None = None
    states: frozenset[State] = frozenset()
    faults: frozenset[str] = frozenset()
    priorities: frozenset[Priority] = frozenset()
    zone: Zone | None = None
    crew_id: int | None = None
    place_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class StageTime:
    """How the last round of a stage stands against its deadline; `held` while its clock stands still."""

    deadline: datetime
    stopped: datetime | None
    held: bool


@dataclass(frozen=True, slots=True)
class ArchiveRow:
    """One ticket as the archive lists it. `arrive` and `resolve` are None for a stage never begun or left undone."""

    id: int
    number: str
    state: State
    priority: Priority
    zone: Zone
    fault_name: str
    place: str | None
    address: str
    phone: str
    caller: str
    crew: str | None
    calls: int
    opened: datetime
    resolved_at: datetime | None
    source: Source
    arrive: StageTime | None
    resolve: StageTime | None


PageKey = tuple[datetime, int]


@dataclass(frozen=True, slots=True)
class Slice:
    """The rows found, and the key after which to look on; None when there is nothing further."""

    rows: list[ArchiveRow]
    reached: PageKey | None


_ROWS = (
    select(
        tickets.c.id, tickets.c.number, tickets.c.state, tickets.c.priority, tickets.c.zone, faults.c.name,
        places.c.name, tickets.c.address, tickets.c.phone, tickets.c.caller, crews.c.name, tickets.c.calls,
        tickets.c.opened, tickets.c.resolved_at, tickets.c.source,
    )
    .select_from(tickets)
    .join(faults, faults.c.code == tickets.c.fault)
    .outerjoin(places, places.c.id == tickets.c.place_id)
    .outerjoin(crews, crews.c.id == tickets.c.crew_id)
    .where(tickets.c.id.in_(bindparam("ids", expanding=True)))
    .order_by(tickets.c.opened.desc(), tickets.c.id.desc())
)  # fmt: skip
_CLOCKS = (
    select(
        clocks.c.ticket_id, clocks.c.stage, clocks.c.deadline, clocks.c.stopped,
        clocks.c.held_since.is_not(None).label("held"), clocks.c.outcome,
    )
    .where(
        clocks.c.ticket_id.in_(bindparam("ids", expanding=True)), clocks.c.stage.in_((Stage.ARRIVE, Stage.RESOLVE))
    )
    .order_by(clocks.c.ticket_id, clocks.c.stage, clocks.c.round)
)  # fmt: skip


def page_key(row: ArchiveRow) -> PageKey:
    """Return the key after which the next page begins."""
    return row.opened, row.id


def look(
    connection: Connection, wanted: ArchiveFilter, after: PageKey | None = None, size: int = PAGE, steps: int = SLICE
) -> Slice:
    """Return the next tickets that match, at most `size`, from the newest on, after looking at some `steps`."""
    plan = _plan(connection, wanted)
    part = _part(plan, wanted, after, steps if plan.conditions else size)
    newest = part.ids.order_by(tickets.c.opened.desc(), tickets.c.id.desc()).limit(size)
    rows = archive_rows(connection, connection.execute(newest).scalars().all())
    return Slice(rows, page_key(rows[-1]) if len(rows) == size else part.reached)


def page(
    connection: Connection, wanted: ArchiveFilter, after: PageKey | None = None, size: int = PAGE
) -> list[ArchiveRow]:
    """Return the next `size` tickets that match, from the newest on; `after` is the last one's key."""
    rows: list[ArchiveRow] = []
    while len(rows) < size:
        found = look(connection, wanted, after, size - len(rows))
        rows += found.rows
        after = found.reached
        if after is None:
            break
    return rows


def archive_rows(connection: Connection, ticket_ids: Sequence[int]) -> list[ArchiveRow]:
    """Return the rows of these tickets, the newest first."""
    ids = list(ticket_ids)
    if not ids:
        return []
    times: dict[tuple[int, Stage], StageTime | None] = {}
    for ticket_id, stage, deadline, stopped, held, outcome in connection.execute(_CLOCKS, {"ids": ids}):
        done = outcome in (None, Outcome.DONE)
        times[ticket_id, stage] = StageTime(deadline, stopped, held) if done else None
    found = connection.execute(_ROWS, {"ids": ids})
    return freeze(
        ArchiveRow, ((*row, times.get((row[0], Stage.ARRIVE)), times.get((row[0], Stage.RESOLVE))) for row in found)
    )


@dataclass(frozen=True, slots=True)
class Tally:
    """How many tickets one slice holds, and the key after which to count on; None at the end."""

    count: int
    reached: PageKey | None


def tally(connection: Connection, wanted: ArchiveFilter, after: PageKey | None = None, steps: int = SLICE) -> Tally:
    """Return how many of the next `steps` candidates match."""
    part = _part(_plan(connection, wanted), wanted, after, steps)
    number = connection.execute(select(func.count()).select_from(part.ids.subquery())).scalar_one()
    return Tally(number, part.reached)


def count(connection: Connection, wanted: ArchiveFilter, at_most: int = COUNT_AT_MOST) -> int:
    """Return how many tickets match; counting stops at `at_most`."""
    found = tally(connection, wanted)
    number = found.count
    while found.reached is not None and number < at_most:
        found = tally(connection, wanted, found.reached)
        number += found.count
    return min(number, at_most)


@dataclass(frozen=True, slots=True)
class _Plan:
    """The streams whose union holds every candidate, and what a candidate must meet besides."""

    streams: list[Stream]
    conditions: list[ColumnElement[bool]]


@dataclass(frozen=True, slots=True)
class _Part:
    ids: Select[Any]
    reached: PageKey | None


def _plan(connection: Connection, wanted: ArchiveFilter) -> _Plan:
    facets = _facets(wanted)
    conditions = [
        tickets.c.priority.in_(wanted.priorities) if wanted.priorities else None,
        tickets.c.zone == wanted.zone if wanted.zone else None,
        tickets.c.source == wanted.source if wanted.source else None,
    ]
    rest = [condition for condition in conditions if condition is not None]
    if isinstance(wanted.sought, Spoken) and not searchable(wanted.sought.words):
        rest.append(tickets.c.address.contains(wanted.sought.words, autoescape=True))
    elif wanted.sought is not None:
        return _Plan(streams_for(connection, wanted.sought), rest + [_any(facet) for facet in facets])
    if not facets:
        return _Plan([along(connection)], rest)
    chosen = facets[0] if len(facets) == 1 else min(facets, key=lambda facet: _weigh(connection, wanted, facet))
    others = [_any(facet) for facet in facets if facet is not chosen]
    return _Plan([along(connection, value) for value in chosen], rest + others)


_Facet = list[ColumnElement[bool]]


def _facets(wanted: ArchiveFilter) -> list[_Facet]:
    """Return the filters that have an index of their own, each as its alternatives."""
    facets: list[_Facet] = [
        [tickets.c.place_id == wanted.place_id] if wanted.place_id else [],
        [tickets.c.crew_id == wanted.crew_id] if wanted.crew_id else [],
        [tickets.c.fault == code for code in sorted(wanted.faults)],
        [tickets.c.state == state for state in sorted(wanted.states)],
    ]
    return [facet for facet in facets if facet]


def _any(facet: _Facet) -> ColumnElement[bool]:
    return or_(*facet)


def _weigh(connection: Connection, wanted: ArchiveFilter, facet: _Facet) -> int:
    since, until = _span(wanted, None)
    opened = tickets.c.opened.between(since, until)
    return sum(
        connection.execute(
            select(func.count()).select_from(
                select(literal_column("1")).select_from(tickets).where(value, opened).limit(_WEIGHED).subquery()
            )
        ).scalar_one()
        for value in facet
    )


def _span(wanted: ArchiveFilter, after: PageKey | None) -> tuple[datetime, datetime]:
    ends = [_LAST, *([after[0]] if after else []), *([wanted.until - _SECOND] if wanted.until else [])]
    return max(_FIRST, wanted.since or _FIRST), min(ends)


def _part(plan: _Plan, wanted: ArchiveFilter, after: PageKey | None, steps: int) -> _Part:
    """Return the tickets that match among the next candidates, at least `steps` of them unless they end before."""
    since, until = _span(wanted, after)
    reaches = [at for stream in plan.streams if (at := stream.reach(since, until, steps)) is not None]
    lowest = max(reaches, default=None)
    candidates = union(*(stream.ids(lowest or since, until) for stream in plan.streams)).subquery()
    ids = select(tickets.c.id).join(candidates, candidates.c.id == tickets.c.id).where(*plan.conditions)
    if after is not None:
        opened = bindparam("after_opened", after[0], tickets.c.opened.type)
        ids = ids.where(tuple_(tickets.c.opened, tickets.c.id) < tuple_(opened, after[1]))
    return _Part(ids, None if lowest is None else (lowest - _SECOND, _HIGHEST_ID))
