"""Where the archive's candidates come from: each stream gives ticket ids, the newest first, through an index.

A question is answered slice by slice. Every stream says how far back its next candidates reach; down to
the nearest of these instants nothing is missed, so that one slice costs the same however large the archive.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    Select,
    and_,
    false,
    func,
    literal_column,
    or_,
    select,
    true,
    union,
)

from tickets.rules.asking import Numbers, PhoneEnd, PhoneStart, Sought, Spoken
from tickets.store import search
from tickets.store.tables import call_phones, calls, faults, places, tickets
from tickets.store.types import UtcTime

PLACES_AT_MOST = 20
# What the filters need to know of a ticket, beside the one by which it was found.
CANDIDATE = (
    tickets.c.id, tickets.c.opened, tickets.c.state, tickets.c.priority, tickets.c.zone, tickets.c.fault,
    tickets.c.crew_id, tickets.c.place_id, tickets.c.source, tickets.c.address,
)  # fmt: skip
_NAME_AT_LEAST = 2
_SOUND_AT_LEAST = 3


@dataclass(frozen=True, slots=True)
class Stream:
    """`candidates(since, until)` selects CANDIDATE of the tickets opened from `since` to `until`, both included.

    `reach(since, until, steps)` returns down to which instant the newest `steps` of them lie; None when
    there are no more than that.
    """

    candidates: Callable[[datetime, datetime], Select[Any]]
    reach: Callable[[datetime, datetime, int], datetime | None]


def along(connection: Connection, condition: ColumnElement[bool] | None = None) -> Stream:
    """Return the tickets that meet a condition which has an index (…, opened, id); None means all tickets."""
    met = true() if condition is None else condition

    def within(since: datetime, until: datetime) -> ColumnElement[bool]:
        return and_(met, tickets.c.opened >= since, tickets.c.opened <= until)

    def candidates(since: datetime, until: datetime) -> Select[Any]:
        return select(*CANDIDATE).where(within(since, until))

    def reach(since: datetime, until: datetime, steps: int) -> datetime | None:
        newest = tickets.c.opened.desc(), tickets.c.id.desc()
        asked = select(tickets.c.opened).where(within(since, until)).order_by(*newest).offset(steps).limit(1)
        at: datetime | None = connection.execute(asked).scalar()
        return at

    return Stream(candidates, reach)


def streams_for(connection: Connection, sought: Sought) -> list[Stream]:
    """Return the streams whose union answers what was typed into the search field.

    Spoken words must be `indexed`.
    """
    match sought:
        case Numbers(first, last):
            return [_few(tickets.c.number.between(first, last))]
        case PhoneStart(digits, typed):
            return [_few(tickets.c.id.in_(_callers(digits))), _said(connection, typed)]
        case PhoneEnd(digits):
            return [_said(connection, digits)]
        case Spoken(words):
            named = what_is_named(connection, words)
            near = [along(connection, tickets.c.place_id == id_) for id_, _ in named.places]
            broken = [along(connection, tickets.c.fault == code) for code, _ in named.faults]
            return [*near, *broken, _said(connection, words)]


@dataclass(frozen=True, slots=True)
class Named:
    """Places (id and name) and faults (code and name) that words may mean."""

    places: tuple[tuple[int, str], ...] = ()
    faults: tuple[tuple[str, str], ...] = ()


def what_is_named(connection: Connection, words: str) -> Named:
    """Return the places and faults called `words`.

    A place is meant by its name, an alias or its pinyin, whole or begun; none is when the words fit too many.
    """
    found = connection.execute(select(faults.c.code, faults.c.name).where(faults.c.name == words))
    return Named(_places_called(connection, words), tuple((row.code, row.name) for row in found))


def _places_called(connection: Connection, words: str) -> tuple[tuple[int, str], ...]:
    asked = words.replace(" ", "").lower()
    if len(asked) < _NAME_AT_LEAST:
        return ()
    named = places.c.name.startswith(asked, autoescape=True)
    also = (" " + places.c.aliases).contains(" " + asked, autoescape=True)
    sounds = places.c.pinyin.startswith(asked, autoescape=True) if len(asked) >= _SOUND_AT_LEAST else false()
    fits = or_(named, also, sounds, places.c.initials == asked)
    shortest_first = select(places.c.id, places.c.name).where(fits).order_by(func.length(places.c.name), places.c.id)
    found = connection.execute(shortest_first.limit(PLACES_AT_MOST + 1)).all()
    return () if len(found) > PLACES_AT_MOST else tuple((row.id, row.name) for row in found)


def _callers(digits: str) -> CompoundSelect[Any]:
    first = select(calls.c.ticket_id).where(calls.c.phone_digits >= digits, calls.c.phone_digits < digits + ":")
    further = (
        select(calls.c.ticket_id)
        .join(call_phones, call_phones.c.call_id == calls.c.id)
        .where(call_phones.c.digits >= digits, call_phones.c.digits < digits + ":")
    )
    return union(first, further)


def _few(condition: ColumnElement[bool]) -> Stream:
    """Return a stream of so few tickets that it needs no order."""

    opened = literal_column("+tickets.opened", UtcTime)  # the plus keeps the planner from the index of all tickets

    def candidates(since: datetime, until: datetime) -> Select[Any]:
        return select(*CANDIDATE).where(condition, opened.between(since, until))

    return Stream(candidates, lambda *_: None)


def _said(connection: Connection, words: str) -> Stream:
    return Stream(
        lambda since, until: search.hits(connection, CANDIDATE, words, since, until),
        lambda since, until, steps: search.reach(connection, words, since, until, steps),
    )
