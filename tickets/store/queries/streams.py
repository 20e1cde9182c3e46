"""The sources of the archive's candidates: each stream yields ticket ids, the newest first, from an index.

A search runs slice by slice. Every stream reports how far back its next candidates reach; the slice covers the time
down to the nearest of these instants, so that it costs the same however large the archive is.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    FromClause,
    Select,
    and_,
    exists,
    false,
    func,
    literal_column,
    or_,
    select,
    true,
    union,
)

from tickets.rules.instants import day_start, local_day
from tickets.rules.search_query import Numbers, PhoneEnd, PhoneStart, Single, Spoken
from tickets.rules.stages import FIRST
from tickets.store import search
from tickets.store.subjects import of_ticket
from tickets.store.tables import call_phones, calls, clocks, crews, day_numbers, faults, places, staff, tickets
from tickets.store.types import UtcTime

PLACES_AT_MOST = 20
# The columns of a ticket that filters need, beside the one by which it was found.
CANDIDATE = (
    tickets.c.id, tickets.c.opened, tickets.c.state, tickets.c.priority, tickets.c.zone, tickets.c.fault,
    tickets.c.crew_id, tickets.c.place_id, tickets.c.source, tickets.c.address, tickets.c.number,
)  # fmt: skip
_NAME_AT_LEAST = 2
_PASSED_OVER = 20_000  # tickets among which a crew's earlier rounds are searched at once
Span = tuple[datetime, datetime]  # the opening instants, both included, of the candidates
Test = Callable[[FromClause, Span], ColumnElement[bool]]  # the condition that a candidate passes
_SOUND_AT_LEAST = 3


@dataclass(frozen=True, slots=True)
class Stream:
    """`candidates(since, until)` selects CANDIDATE of the tickets opened from `since` to `until`, both included.

    `reach(since, until, steps)` returns the instant of the `steps`-th newest of them; None when there are fewer.
    """

    candidates: Callable[[datetime, datetime], Select[Any]]
    reach: Callable[[datetime, datetime, int], datetime | None]


def along(connection: Connection, condition: ColumnElement[bool] | None = None) -> Stream:
    """Return the stream of a condition that has an index (…, opened, id); None means all tickets."""
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


@dataclass(frozen=True, slots=True)
class Term:
    """One part of a search: `streams` yield its candidates, `test` is its condition for candidates of another part.

    Without streams it has no index. `looks_up` means that the test needs an index lookup for each candidate.
    """

    streams: tuple[Stream, ...]
    test: Test
    looks_up: bool = True


def terms_for(connection: Connection, parts: Sequence[Single]) -> list[Term]:
    """Return the terms that a ticket must all meet. Words that name nothing must have been said in one call."""
    terms = [_term(connection, part) for part in parts if not isinstance(part, Spoken)]
    loose: list[str] = []
    for part in parts:
        if not isinstance(part, Spoken):
            continue
        named = what_is_named(connection, part.words)
        if not part.indexed:
            terms.append(Term((), _written(part.words), looks_up=False))
        elif named == Named():
            loose.append(part.words)
        else:
            terms.append(_named_term(connection, part.words, named))
    if loose:
        terms.append(_text_term(connection, " ".join(loose)))
    return terms


def _term(connection: Connection, part: Single) -> Term:
    """Return the term of a part whose meaning follows from its form."""
    match part:
        case Numbers(first, last):
            return Term(
                (_few(tickets.c.number.between(first, last)),),
                lambda found, _span: found.c.number.between(first, last),
                looks_up=False,
            )
        case PhoneStart(digits, typed):
            callers, text_term = _callers(digits), _text_term(connection, typed)
            return Term(
                (_few(tickets.c.id.in_(callers)), *text_term.streams),
                lambda found, span: or_(found.c.id.in_(callers), text_term.test(found, span)),
            )
        case PhoneEnd(digits):
            text_term = _text_term(connection, digits)
            return Term(
                (_counted(connection, digits), *text_term.streams),
                lambda found, span: or_(found.c.number.endswith(f"-{digits}"), text_term.test(found, span)),
            )
        case _:
            raise AssertionError(f"no part with streams: {part}")


def _named_term(connection: Connection, words: str, named: "Named") -> Term:
    text_term = _text_term(connection, words)
    kinds = (
        ("place_id", [id_ for id_, _ in named.places]),
        ("fault", [code for code, _ in named.faults]),
        ("crew_id", [id_ for id_, _ in named.crews]),
    )
    near = [along(connection, tickets.c[column] == value) for column, values in kinds for value in values]
    sent, taken = [id_ for id_, _ in named.crews], [id_ for id_, _ in named.staff]
    if sent:
        near.append(_sent_before(connection, sent))

    def test(found: FromClause, span: Span) -> ColumnElement[bool]:
        by_value = [found.c[column].in_(values) for column, values in kinds if values]
        before = [_had_crew(found, sent)] if sent else []
        by_staff = [exists().where(calls.c.ticket_id == found.c.id, calls.c.staff_id.in_(taken))] if taken else []
        return or_(*by_value, *before, *by_staff, text_term.test(found, span))

    # There is no index by who took a call: such tickets are found among another part's candidates, or among all.
    return Term(() if taken else (*near, *text_term.streams), test)


def _sent_before(connection: Connection, crew_ids: list[int]) -> Stream:
    """Return the stream of tickets that had one of the crews in an earlier round: handed back, reassigned, reopened.

    It has no index. Few tickets have more than one round, which is a cheap first test.
    """
    everything = along(connection)

    def candidates(since: datetime, until: datetime) -> Select[Any]:
        return everything.candidates(since, until).where(_had_crew(tickets, crew_ids))

    return Stream(candidates, lambda since, until, _steps: everything.reach(since, until, _PASSED_OVER))


def _had_crew(found: FromClause, crew_ids: list[int]) -> ColumnElement[bool]:
    mine = of_ticket(found.c.id)
    again = exists().where(mine, clocks.c.stage == FIRST.stage, clocks.c.round == 2)
    return and_(again, exists().where(mine, clocks.c.crew_id.in_(crew_ids)))


def _written(words: str) -> "Test":
    return lambda found, _span: found.c.address.contains(words, autoescape=True)


def _text_term(connection: Connection, words: str) -> Term:
    return Term((_text(connection, words),), lambda _found, span: search.candidate_has_words(connection, words, *span))


@dataclass(frozen=True, slots=True)
class Named:
    """Places (id and name), faults (code and name), crews and staff (id and name) that words may mean."""

    places: tuple[tuple[int, str], ...] = ()
    faults: tuple[tuple[str, str], ...] = ()
    crews: tuple[tuple[int, str], ...] = ()
    staff: tuple[tuple[int, str], ...] = ()


def names_in(connection: Connection, parts: Sequence[Single]) -> tuple[Named, ...]:
    """Return what each part names; nothing for one whose meaning follows from its form."""
    return tuple(what_is_named(connection, part.words) if isinstance(part, Spoken) else Named() for part in parts)


def what_is_named(connection: Connection, words: str) -> Named:
    """Return the places, faults, crews and staff called `words`.

    A place matches by its name, an alias or its pinyin, or their beginning, unless too many places match. A fault
    matches by its name or its beginning, a crew by a part of its name, a member of staff by the whole name. A crew
    means the tickets it has or had in an earlier round.
    """
    if len(words) < _NAME_AT_LEAST:
        return Named()
    begun = select(faults.c.code, faults.c.name).where(faults.c.name.startswith(words, autoescape=True))
    parts = select(crews.c.id, crews.c.name).where(crews.c.name.contains(words, autoescape=True))
    whole = select(staff.c.id, staff.c.name).where(staff.c.name == words)
    broken, sent, taken = (
        tuple((row[0], row[1]) for row in connection.execute(question)) for question in (begun, parts, whole)
    )
    return Named(_places_called(connection, words), broken, sent, taken)


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

    # the plus keeps the planner from using the index of all tickets
    opened = literal_column("+tickets.opened", UtcTime)

    def candidates(since: datetime, until: datetime) -> Select[Any]:
        return select(*CANDIDATE).where(condition, opened.between(since, until))

    return Stream(candidates, lambda *_: None)


def _counted(connection: Connection, digits: str) -> Stream:
    """Return the stream of tickets whose numbers end with the count `digits`: at most one of each day."""

    def days(since: datetime, until: datetime) -> ColumnElement[bool]:
        first, last = f"{local_day(since):%Y%m%d}", f"{local_day(until):%Y%m%d}"
        return day_numbers.c.day.between(first, last)  # the counter may be invalid

    def candidates(since: datetime, until: datetime) -> Select[Any]:
        numbers = select(day_numbers.c.day + f"-{digits}").where(days(since, until))
        return _few(tickets.c.number.in_(numbers)).candidates(since, until)

    def reach(since: datetime, until: datetime, steps: int) -> datetime | None:
        newest = select(day_numbers.c.day).where(days(since, until)).order_by(day_numbers.c.day.desc())
        day = connection.execute(newest.offset(steps).limit(1)).scalar()
        return None if day is None else max(since, day_start(date.fromisoformat(day)))

    return Stream(candidates, reach)


def _text(connection: Connection, words: str) -> Stream:
    return Stream(
        lambda since, until: search.hits(connection, CANDIDATE, words, since, until),
        lambda since, until, steps: search.reach(connection, words, since, until, steps),
    )
