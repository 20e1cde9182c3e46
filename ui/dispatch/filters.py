"""What the chips of the queue stand for. Pure: `now` is passed in."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from enum import Enum

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


BY_STATE = {
    State.NEW: Filter.NEW,
    State.DISPATCHED: Filter.DISPATCHED,
    State.ACCEPTED: Filter.ACCEPTED,
    State.ARRIVED: Filter.ARRIVED,
    State.RESOLVED: Filter.RESOLVED,
}

# What the strip on top of the window calls them.
BY_NAME = {
    "accept": frozenset({Filter.NEW, Filter.DISPATCHED}),
    "arrive": frozenset({Filter.ACCEPTED}),
    "resolve": frozenset({Filter.ARRIVED}),
    "callback": frozenset({Filter.RESOLVED}),
    "held": frozenset({Filter.HELD}),
    "overdue": frozenset({Filter.OVERDUE}),
}


def is_overdue(row: BoardRow, now: datetime) -> bool:
    """Return whether the clock shown runs past its deadline; a held one never does."""
    return row.deadline is not None and row.held_since is None and row.deadline < now


def filters_of(row: BoardRow, now: datetime) -> Iterator[Filter]:
    """Yield every chip a ticket belongs under."""
    yield Filter.ALL
    if row.state in BY_STATE:
        yield BY_STATE[row.state]
    if is_overdue(row, now):
        yield Filter.OVERDUE
    if row.held:
        yield Filter.HELD
    if row.supervised:
        yield Filter.SUPERVISED


def counts(rows: Iterable[BoardRow], now: datetime) -> Counter[Filter]:
    """Return how many tickets belong under each chip."""
    return Counter(each for row in rows for each in filters_of(row, now))


def chosen_rows(rows: Iterable[BoardRow], chosen: frozenset[Filter], words: str, now: datetime) -> list[BoardRow]:
    """Return the tickets under any of the chosen chips that have every one of `words` in them, in their order."""
    wanted = words.casefold().split()
    return [
        row
        for row in rows
        if (Filter.ALL in chosen or not chosen.isdisjoint(filters_of(row, now))) and (not wanted or _has(row, wanted))
    ]


def _has(row: BoardRow, wanted: list[str]) -> bool:
    text = " ".join(
        (row.number, row.place or "", row.address, row.fault_name, row.crew or "", row.phone, row.priority.label)
    ).casefold()
    return all(word in text for word in wanted)
