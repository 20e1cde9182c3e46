"""The archive: a million tickets, found by number, phone, place and words, page by page from the newest."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, func, literal_column, or_, select, text, tuple_

from tickets.rules.instants import LOCAL
from tickets.rules.phones import normalise
from tickets.rules.words import Priority, Source, State, Zone
from tickets.store.rows import freeze
from tickets.store.search import sqlite_match
from tickets.store.tables import calls, crews, faults, places, tickets

PAGE = 200
COUNT_AT_MOST = 10_000


@dataclass(frozen=True, slots=True)
class ArchiveFilter:
    """What is looked for. Empty means everything; `since <= opened < until`."""

    words: str = ""
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
class ArchiveRow:
    """One ticket as the archive lists it."""

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


PageKey = tuple[datetime, int]

_PAGE = (
    select(
        tickets.c.id, tickets.c.number, tickets.c.state, tickets.c.priority, tickets.c.zone, faults.c.name, places.c.name,
        tickets.c.address, tickets.c.phone, tickets.c.caller, crews.c.name, tickets.c.calls, tickets.c.opened,
        tickets.c.resolved_at,
    )
    .select_from(tickets)
    .join(faults, faults.c.code == tickets.c.fault)
    .outerjoin(places, places.c.id == tickets.c.place_id)
    .outerjoin(crews, crews.c.id == tickets.c.crew_id)
)  # fmt: skip


def page_key(row: ArchiveRow) -> PageKey:
    """Return the key after which the next page begins."""
    return row.opened, row.id


def page(
    connection: Connection, wanted: ArchiveFilter, after: PageKey | None = None, size: int = PAGE
) -> list[ArchiveRow]:
    """Return the next `size` tickets that match, from the newest on; `after` is the last one's key."""
    statement = _filtered(_PAGE, connection, wanted)
    if after is not None:
        opened = bindparam("after_opened", after[0], tickets.c.opened.type)
        statement = statement.where(tuple_(tickets.c.opened, tickets.c.id) < tuple_(opened, after[1]))
    newest = statement.order_by(tickets.c.opened.desc(), tickets.c.id.desc()).limit(size)
    return freeze(ArchiveRow, connection.execute(newest))


def count(connection: Connection, wanted: ArchiveFilter, at_most: int = COUNT_AT_MOST) -> int:
    """Return how many tickets match; counting stops at `at_most`."""
    inner = _filtered(select(literal_column("1")).select_from(tickets), connection, wanted).limit(at_most).subquery()
    return int(connection.execute(select(func.count()).select_from(inner)).scalar_one())


def _filtered(statement: Select[Any], connection: Connection, wanted: ArchiveFilter) -> Select[Any]:
    conditions = [
        tickets.c.state.in_(wanted.states) if wanted.states else None,
        tickets.c.fault.in_(wanted.faults) if wanted.faults else None,
        tickets.c.priority.in_(wanted.priorities) if wanted.priorities else None,
        tickets.c.zone == wanted.zone if wanted.zone else None,
        tickets.c.crew_id == wanted.crew_id if wanted.crew_id else None,
        tickets.c.place_id == wanted.place_id if wanted.place_id else None,
        tickets.c.opened >= wanted.since if wanted.since else None,
        tickets.c.opened < wanted.until if wanted.until else None,
        tickets.c.source == wanted.source if wanted.source else None,
        _about(connection, wanted.words.strip()) if wanted.words.strip() else None,
    ]
    return statement.where(and_(True, *(condition for condition in conditions if condition is not None)))


def _about(connection: Connection, words: str) -> Any:
    """Return the condition for the search field: a ticket's number, a phone number, or words and places."""
    number = _number_range(words)
    if number is not None:
        return tickets.c.number.between(*number)
    digits = normalise(words).digits
    if digits and re.fullmatch(r"[\d\s+\-()]+", words) and len(digits) >= 7:
        return tickets.c.id.in_(select(calls.c.ticket_id).where(_starts_with(calls.c.phone_digits, digits)))
    return _said(connection, words)


def _number_range(words: str) -> tuple[str, str] | None:
    """Return the range of numbers meant by 20261123-0012, 20261123-, 20261123 or #12 (today's 12th)."""
    if short := re.fullmatch(r"[#＃](\d{1,5})", words):
        number = f"{datetime.now(LOCAL):%Y%m%d}-{int(short[1]):04d}"
        return number, number
    if found := re.fullmatch(r"(20\d{6})(-\d{0,6})?", words):
        start = found[1] + (found[2] or "-")
        return start, start + "~"
    return None


def _starts_with(column: Any, prefix: str) -> Any:
    return and_(column >= prefix, column < prefix + "~")


def _said(connection: Connection, words: str) -> Any:
    if connection.dialect.name == "sqlite":
        match = sqlite_match(words)
        if not match:
            return tickets.c.address.contains(words, autoescape=True)
        hits = text("SELECT rowid FROM call_words WHERE call_words MATCH :match").bindparams(match=match)
        return tickets.c.id.in_(
            select(calls.c.ticket_id).where(text(f"calls.id IN ({hits.text})").bindparams(match=match))
        )
    return or_(tickets.c.address.contains(words, autoescape=True), tickets.c.caller.contains(words, autoescape=True))
