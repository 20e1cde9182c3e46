"""What the chips of the queue stand for. Pure: `now` is passed in."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from enum import Enum

from tickets.rules.phones import Phone, normalise
from tickets.rules.words import State
from tickets.store.queries.board import BoardRow


class Filter(Enum):
    """One chip, in the order of the keys 1 to 9."""

    ALL = "all"
    NEW = "new"
    DISPATCHED = "dispatched"
    ACCEPTED = "accepted"
    ARRIVED = "arrived"
    RESOLVED = "resolved"
    OVERDUE = "overdue"
    HELD = "held"
    SUPERVISED = "supervised"


# What the strip on top of the window calls them.
BY_NAME = {
    "accept": frozenset({Filter.NEW, Filter.DISPATCHED}),
    "arrive": frozenset({Filter.ACCEPTED}),
    "resolve": frozenset({Filter.ARRIVED}),
    "callback": frozenset({Filter.RESOLVED}),
    "held": frozenset({Filter.HELD}),
    "overdue": frozenset({Filter.OVERDUE}),
}


_TAIL = 4  # digits by which a phone number or a ticket is called for short

Test = Callable[[BoardRow, datetime], bool]


def is_overdue(row: BoardRow, now: datetime) -> bool:
    """Return whether the clock shown runs past its deadline; a held one never does."""
    return row.deadline is not None and row.held_since is None and row.deadline < now


TESTS: dict[Filter, Test] = {
    Filter.ALL: lambda _row, _now: True,
    Filter.NEW: lambda row, _now: row.state is State.NEW,
    Filter.DISPATCHED: lambda row, _now: row.state is State.DISPATCHED,
    Filter.ACCEPTED: lambda row, _now: row.state is State.ACCEPTED,
    Filter.ARRIVED: lambda row, _now: row.state is State.ARRIVED,
    Filter.RESOLVED: lambda row, _now: row.state is State.RESOLVED,
    Filter.OVERDUE: is_overdue,
    Filter.HELD: lambda row, _now: row.held,
    Filter.SUPERVISED: lambda row, _now: row.supervised,
}


def counts(rows: Sequence[BoardRow], now: datetime) -> dict[Filter, int]:
    """Return how many tickets belong under each chip."""
    return {each: sum(test(row, now) for row in rows) for each, test in TESTS.items()}


def chosen_rows(rows: Iterable[BoardRow], chosen: frozenset[Filter], words: str, now: datetime) -> list[BoardRow]:
    """Return the tickets under any of the chosen chips that have every one of `words` in them, in their order."""
    tests = [TESTS[each] for each in chosen]
    found = [row for row in rows if any(test(row, now) for test in tests)]
    wanted = words.casefold().split()
    return [row for row in found if _has(row, wanted)] if wanted else found


def meant(rows: Sequence[BoardRow], words: str) -> BoardRow | None:
    """Return the ticket that somebody who typed `words` means.

    That is one whose number ends with a word, otherwise the topmost: digits also occur within phone numbers, and a
    more urgent ticket must not be taken for the one whose number was typed.
    """
    wanted = words.split()
    named = (row for row in rows if any(row.number.endswith(word) for word in wanted))
    return next(named, rows[0] if rows else None)


def _has(row: BoardRow, wanted: list[str]) -> bool:
    phone = normalise(row.phone)
    where = f"{row.place or ''} {row.address} {row.said or ''}"
    text = " ".join((row.number, where, row.fault_name, row.crew or "", row.priority.label)).casefold()
    return all(word in text or _is_phone(word, phone) for word in wanted)


def _is_phone(word: str, phone: Phone) -> bool:
    """Return whether `word` tells a phone number: up to four digits, as a ticket may have, must be its end."""
    numbers = (phone.digits, *phone.others)
    if word.isdecimal() and len(word) <= _TAIL:
        return any(number.endswith(word) for number in numbers)
    return any(word in each for each in (phone.display.casefold(), *numbers))
