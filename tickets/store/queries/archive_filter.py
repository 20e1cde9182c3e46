"""Plans an archive search: candidates come from the narrowest index and are tested against all other filters.

One slice examines a bounded number of candidates, so that it is never slow.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, FromClause, Select, bindparam, func, literal_column, select, tuple_, union

from tickets.rules.days import Days
from tickets.rules.instants import day_start
from tickets.rules.search_query import Every, Single, Sought
from tickets.rules.words import Priority, Source, State, Zone
from tickets.store.queries.streams import Span, Stream, Term, Test, along, terms_for
from tickets.store.search import CANDIDATES
from tickets.store.tables import tickets
from tickets.store.unreadable_values import EARLIEST, LATEST

_SECOND = timedelta(seconds=1)
_HIGHEST_ID = 2**62
_WEIGHED = 20_000  # filters that match more tickets than this count as equally wide
_COMPARED = 2_000  # candidates by which two search words are compared
_INDEXED = ("place_id", "crew_id", "fault", "state")  # columns with an index (column, opened, id)

PageKey = tuple[datetime, int]
Sieve = dict[str, tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class ArchiveFilter:
    """A search. Empty fields match everything; `since <= opened < until`."""

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
class Plan:
    """`streams` yield every candidate; `sieve` are the allowed values by column, `tests` the other conditions.

    `looks_up` means that a test needs an index lookup for each candidate.
    """

    wanted: ArchiveFilter
    streams: list[Stream]
    sieve: Sieve
    tests: tuple[Test, ...] = ()
    looks_up: bool = False


@dataclass(frozen=True, slots=True)
class FoundPart:
    """`found` has `id` and `opened` of matching tickets; `reached` is the key to continue after, None at the end."""

    found: Select[Any]
    reached: PageKey | None


def make_plan(connection: Connection, wanted: ArchiveFilter) -> Plan:
    """Return the plan for a search."""
    wanted = _within_days(wanted)
    sieve = _sieve(wanted)
    terms = terms_for(connection, _parts(wanted.sought))
    leading = _narrowest([term for term in terms if term.streams], _span(wanted, None))
    rest = [term for term in terms if term is not leading]
    tests, looks_up = tuple(term.test for term in rest), any(term.looks_up for term in rest)
    streams, sieve = _along_index(connection, wanted, sieve) if leading is None else (list(leading.streams), sieve)
    return Plan(wanted, streams, sieve, tests, looks_up)


def take_part(plan: Plan, after: PageKey | None, steps: int) -> FoundPart:
    """Return the matching tickets among the next candidates: `steps` of them or a few more, or all that are left."""
    since, until = _span(plan.wanted, after)
    reaches = [at for stream in plan.streams if (at := stream.reach(since, until, steps)) is not None]
    lowest = max(reaches, default=None)
    # The limit keeps the planner from testing first: only the stream's own index is sure to be narrow.
    arms = (stream.candidates(lowest or since, until) for stream in plan.streams)
    candidates = union(*arms).limit(_HIGHEST_ID).subquery(CANDIDATES)
    found = select(candidates.c.id, candidates.c.opened).where(*_passing(plan, candidates, (lowest or since, until)))
    if after is not None:
        opened = bindparam("after_opened", after[0], tickets.c.opened.type)
        found = found.where(tuple_(candidates.c.opened, candidates.c.id) < tuple_(opened, after[1]))
    return FoundPart(found, None if lowest is None else (lowest - _SECOND, _HIGHEST_ID))


def _parts(sought: Sought | None) -> tuple[Single, ...]:
    return sought.parts if isinstance(sought, Every) else () if sought is None else (sought,)


def _within_days(wanted: ArchiveFilter) -> ArchiveFilter:
    """Return the same search with the days it names as its span."""
    parts = _parts(wanted.sought)
    since, until = wanted.since or EARLIEST, wanted.until or LATEST
    for days in (part for part in parts if isinstance(part, Days)):
        since = max(since, day_start(days.first))
        until = min(until, day_start(days.last + timedelta(days=1)))
    rest = tuple(part for part in parts if not isinstance(part, Days))
    if len(rest) == len(parts):
        return wanted
    return replace(wanted, sought=Every(rest) if rest else None, since=since, until=until)


def _narrowest(terms: list[Term], span: tuple[datetime, datetime]) -> Term | None:
    """Return the term whose next candidates reach furthest back; the first one with few candidates is taken."""
    if len(terms) < 2:
        return terms[0] if terms else None
    reached: list[tuple[datetime, Term]] = []
    for term in terms:
        reaches = [at for stream in term.streams if (at := stream.reach(*span, _COMPARED)) is not None]
        if not reaches:
            return term
        reached.append((max(reaches), term))
    return min(reached, key=lambda pair: pair[0])[1]


def _sieve(wanted: ArchiveFilter) -> Sieve:
    one = {"place_id": wanted.place_id, "crew_id": wanted.crew_id, "zone": wanted.zone, "source": wanted.source}
    many = {"fault": wanted.faults, "state": wanted.states, "priority": wanted.priorities}
    chosen = {name: (value,) for name, value in one.items() if value is not None}
    return chosen | {name: tuple(sorted(values)) for name, values in many.items() if values}


def _along_index(connection: Connection, wanted: ArchiveFilter, sieve: Sieve) -> tuple[list[Stream], Sieve]:
    """Return the streams of the narrowest filter, and the remaining filters."""
    indexed = [name for name in _INDEXED if name in sieve]
    if not indexed:
        return [along(connection)], sieve
    if len(indexed) > 1:
        indexed.sort(key=lambda name: _weigh(connection, wanted, name, sieve[name]))
    narrowest = indexed[0]
    streams = [along(connection, tickets.c[narrowest] == value) for value in sieve[narrowest]]
    return streams, {name: sieve[name] for name in sieve if name != narrowest}


def _weigh(connection: Connection, wanted: ArchiveFilter, name: str, values: tuple[Any, ...]) -> int:
    since, until = _span(wanted, None)
    rows: Select[Any] = select(literal_column("1")).where(
        tickets.c[name].in_(values), tickets.c.opened.between(since, until)
    )
    return int(connection.execute(select(func.count()).select_from(rows.limit(_WEIGHED).subquery())).scalar_one())


def _span(wanted: ArchiveFilter, after: PageKey | None) -> tuple[datetime, datetime]:
    ends = [LATEST, *([after[0]] if after else []), *([wanted.until - _SECOND] if wanted.until else [])]
    return max(EARLIEST, wanted.since or EARLIEST), min(ends)


def _passing(plan: Plan, candidates: FromClause, span: Span) -> list[Any]:
    passing: list[Any] = [candidates.c[name].in_(values) for name, values in plan.sieve.items()]
    return [*passing, *(test(candidates, span) for test in plan.tests)]
