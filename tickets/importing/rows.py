"""Turns a line of the ledger into a past repair, or into a sentence why that is impossible."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from tickets.actions.fields import cleaned, household_count, pipe_size
from tickets.actions.importing import PastRepair, Times, misplaced
from tickets.actions.intake import CallDetails
from tickets.errors import Refused
from tickets.importing.mapping import TIMES, LedgerMapping, MappedField
from tickets.importing.reader import LedgerLine
from tickets.importing.times import NextDay, read_time
from tickets.importing.values import Unusable, read_count, read_size, read_word, shortened
from tickets.rules.stages import LAST, STAGES, STEPS
from tickets.rules.texts import LINE_AT_MOST, NAME_AT_MOST, WORDS_AT_MOST, strip_harmful
from tickets.rules.ticket_texts import TicketTexts, text_fields
from tickets.rules.words import CallbackResult, Priority, State, Zone
from tickets.store.queries.lookups import Place

T = TypeVar("T")

# A time without a date and before the call is one of the next day. So long after the call, in seconds, that is
# implausible for the steps of all stages but the last: rather the time or the call's time was typed wrong.
NEXT_DAY_WITHIN = 20 * 3600
_SOON = frozenset(step.done for each in STAGES if each is not LAST for step in each.steps)


class Rejected(Exception):
    """A line that becomes no ticket; the text is the reason, in Chinese."""


class RejectedNextDay(Rejected):
    """A line with a time that would be implausibly late as one of the next day."""


@dataclass(frozen=True, slots=True)
class KnownNames:
    """The names in the database: codes of faults by code and name, ids of crews, places by name and alias."""

    faults: Mapping[str, str]
    crews: Mapping[str, int]
    places: Mapping[str, Sequence[Place]]


@dataclass(frozen=True, slots=True)
class Reader:
    """What lines are read with. `repeated` holds, by field, the values that occur too often to be true."""

    mapping: LedgerMapping
    headings: tuple[str, ...]
    lists: KnownNames
    now: datetime
    repeated: Mapping[str, frozenset[str]]

    def repair(self, line: LedgerLine) -> tuple[PastRepair, list[str]]:
        """Return the past repair of a line, and the labels of fields whose unusable values were dropped.

        Raises Rejected.
        """
        surplus = len(line.cells) - len(self.headings)
        if any(line.cells[len(self.headings) :]):
            raise Rejected(f"比表头多 {surplus} 格，可能有没加引号的逗号")
        reading = _Reading(self, line)
        return reading.repair(), reading.emptied


def written(mapping: LedgerMapping, headings: tuple[str, ...], field: MappedField, line: LedgerLine) -> str:
    """Return a line's raw text for a field: its columns joined, "" for none."""
    cells = (strip_harmful(line.cells[at]) for at in map(headings.index, field.columns) if at < len(line.cells))
    return " ".join(cell for cell in cells if cell and cell.casefold() not in mapping.form.empty)


class _Reading:
    """The reading of one line, field by field."""

    def __init__(self, reader: Reader, line: LedgerLine) -> None:
        self.emptied: list[str] = []
        self._reader = reader
        self._fields = reader.mapping.fields
        self._line = line

    def repair(self) -> PastRepair:
        key = self._text("key", NAME_AT_MOST)
        fault = self._value("fault", self._fault)
        if not key or not fault:
            raise Rejected("没有编号" if not key else "没有故障类型")
        place = self._value("place", self._place)
        state = self._value("state", _state)
        return PastRepair(
            key=f"{self._reader.mapping.name}:{key}",
            fault=fault,
            call=self._call(place),
            times=self._times(),
            cancelled=state is State.CANCELLED,
            settled=state is State.SETTLED,
            priority=self._value("priority", partial(read_word, Priority)),
            zone=self._value("zone", partial(read_word, Zone)),
            place=place,
            crew_id=self._value("crew", self._crew),
            dn=self._value("dn", lambda text: pipe_size(read_size(text, self._reader.mapping.size))),
            households=self._value("households", lambda text: household_count(read_count(text))),
            resolution=self._text("resolution", WORDS_AT_MOST),
            callback=self._value("callback", partial(read_word, CallbackResult)),
            **self._texts(TicketTexts),
        )

    def _call(self, place: Place | None) -> CallDetails:
        names = ("address",) if place is not None else ("town", "place", "address")
        address = " ".join(text for name in names if (text := self._text(name, LINE_AT_MOST)))
        return CallDetails(words=self._words(), address=address, **self._texts(CallDetails, ("words", "address")))

    def _words(self) -> str:
        parts = []
        for field in self._reader.mapping.words:
            if text := self._written(field):
                parts.append(f"{field.label}：{field.values.meant(text)}" if field.label else field.values.meant(text))
        try:
            return cleaned("来电内容", "；".join(parts), WORDS_AT_MOST)
        except Refused as error:
            raise Rejected(error.sentence.rstrip("。")) from error

    def _times(self) -> Times:
        opened = self._value("opened", partial(read_time, form=self._reader.mapping.times["opened"]))
        if opened is None:
            raise Rejected("没有来电时间")
        known = {"opened": opened[0]}
        for name in TIMES:
            at = None if name == "opened" else self._value(name, partial(self._step, name, opened[0]))
            if at is not None:
                known[name] = at
        while (wrong := misplaced(_as_times(known, opened[1]), self._reader.now)) is not None:
            in_future = known.pop(wrong) > self._reader.now
            self._give_up(self._fields[wrong], f"{TIMES[wrong]}{'在将来' if in_future else '早于前面的步骤'}")
        return _as_times(known, opened[1])

    def _step(self, name: str, opened: datetime, text: str) -> datetime:
        within = NEXT_DAY_WITHIN if name in _SOON else None
        at, exact = read_time(text, self._reader.mapping.times[name], opened, within)
        if not exact:
            raise Unusable(f"“{shortened(text)}”只有日期，没有钟点")
        return at

    def _fault(self, text: str) -> str:
        code = self._reader.lists.faults.get(text)
        if code is None:
            raise Unusable(f"“{shortened(text)}”没有对应的故障")
        return code

    def _crew(self, text: str) -> int:
        key = self._reader.lists.crews.get(text)
        if key is None:
            raise Unusable(f"“{shortened(text)}”不在班组名单里")
        return key

    def _place(self, text: str) -> Place:
        town = self._text("town", LINE_AT_MOST)
        found = [place for place in self._reader.lists.places.get(text, ()) if town in ("", place.town)]
        if len(found) != 1:
            raise Unusable(f"“{shortened(text)}”{'在地址库里不止一处' if found else '不在地址库里'}")
        return found[0]

    def _texts(self, kind: type, but: Sequence[str] = ()) -> dict[str, Any]:
        return {name: self._text(name, text.at_most) for name, text in text_fields(kind).items() if name not in but}

    def _text(self, name: str, at_most: int) -> str:
        field = self._fields.get(name)
        return "" if field is None else self._value(name, lambda text: cleaned(field.label, text, at_most)) or ""

    def _value(self, name: str, read: Callable[[str], T]) -> T | None:
        """Return a field's value; None when it isn't mapped, is empty, or is unusable and not strict."""
        field = self._fields.get(name)
        if field is None:
            return None
        text = self._written(field)
        if text in self._reader.repeated.get(name, ()) or any(one.match(text.casefold()) for one in field.never):
            self._give_up(field, f"{field.label}“{shortened(text)}”是批量补录或占位的值")
            return None
        meant = (field.values.meant(text) if text else "") or field.otherwise
        try:
            return read(meant) if meant else None
        except NextDay as error:  # left out as unknown, it would leave the on-time rate
            raise RejectedNextDay(f"{field.label}{error}") from error
        except Unusable as error:
            self._give_up(field, f"{field.label}{error}")
        except Refused as error:
            self._give_up(field, error.sentence.rstrip("。"))
        return None

    def _give_up(self, field: MappedField, reason: str) -> None:
        """Leave a field empty, or raise Rejected if it is strict."""
        if field.strict:
            raise Rejected(reason)
        self.emptied.append(field.label)

    def _written(self, field: MappedField) -> str:
        return written(self._reader.mapping, self._reader.headings, field, self._line)


def _as_times(known: Mapping[str, datetime], timed: bool) -> Times:
    steps = {step.move: known[step.done] for step in STEPS if step.done in known}
    return Times(known["opened"], steps, known.get("ended"), timed)


def _state(text: str) -> State:
    state = read_word(State, text)
    if state not in (State.CLOSED, State.CANCELLED, State.SETTLED):
        raise Unusable(f"“{shortened(text)}”还没有结束，只能导入已归档、已作废或电话解决的")
    return state
