"""The filters of the queue, one entry for each chip, and the search by text. `now` is passed in."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from enum import Enum

from tickets.rules.phones import Phone, normalise
from tickets.rules.stages import running_stage
from tickets.rules.words import State
from tickets.store.queries.board import BoardRow
from ui.kit.wording import translate

_TAIL = 4  # digits that a phone number or a ticket is commonly abbreviated to

Test = Callable[[BoardRow, datetime], bool]


def is_overdue(row: BoardRow, now: datetime) -> bool:
    """Return whether the clock shown is past its deadline; during a hold, whether it was before the hold began."""
    return row.is_overdue(now)


def _in_state(key: str, state: State) -> tuple[str, str, Test, str]:
    """Return the filter of a state; the strip counts it with the others of its stage."""
    return key, state.label, lambda row, _now: row.state is state, str(running_stage(state) or "callback")


class Filter(Enum):
    """A filter: its key, its label, its test, and the strip's count that it belongs to.

    Tickets are tested again when one changes or becomes overdue.
    """

    ALL = "1", translate("filters", "全部"), lambda _row, _now: True
    NEW = _in_state("2", State.NEW)
    DISPATCHED = _in_state("3", State.DISPATCHED)
    ACCEPTED = _in_state("4", State.ACCEPTED)
    ARRIVED = _in_state("5", State.ARRIVED)
    RESOLVED = _in_state("6", State.RESOLVED)
    OVERDUE = "7", translate("filters", "超时"), is_overdue, "overdue"
    HELD = "8", translate("filters", "挂起"), lambda row, _now: row.held, "held"
    SUPERVISED = "9", translate("filters", "督办"), lambda row, _now: row.supervised

    def __init__(self, key: str, label: str, test: Test, count: str = "") -> None:
        self.key = key
        self.label = label
        self.test = test
        self.count = count


EVERYTHING = frozenset({Filter.ALL})


def counted_by(count: str) -> frozenset[Filter]:
    """Return the filters that belong to a count of the strip."""
    return frozenset(each for each in Filter if each.count == count) or EVERYTHING


def counts(rows: Sequence[BoardRow], now: datetime) -> dict[Filter, int]:
    """Return the number of tickets of each filter."""
    return {each: sum(each.test(row, now) for row in rows) for each in Filter}


def chosen_rows(rows: Iterable[BoardRow], chosen: frozenset[Filter], words: str, now: datetime) -> list[BoardRow]:
    """Return the tickets that match any of the chosen filters and contain every one of `words`, in their order."""
    found = [row for row in rows if any(each.test(row, now) for each in chosen)]
    wanted = words.casefold().split()
    return [row for row in found if _has(row, wanted)] if wanted else found


def meant(rows: Sequence[BoardRow], words: str) -> BoardRow | None:
    """Return the ticket that a search for `words` most likely means.

    That is one whose number ends with a word, otherwise the topmost: digits also occur within phone numbers, and the
    ticket whose number was typed takes precedence over a more urgent one.
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
    """Return whether `word` matches a phone number: up to four digits, as in a ticket number, only at its end."""
    numbers = (phone.digits, *phone.others)
    if word.isdecimal() and len(word) <= _TAIL:
        return any(number.endswith(word) for number in numbers)
    return any(word in each for each in (phone.display.casefold(), *numbers))
