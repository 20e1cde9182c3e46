"""Made-up pairs of a call and an open ticket, with whether both are about the same fault."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from tests.recognition.sentences import HERE, NONE, Score, place_key
from tickets.rules.instants import plus
from tickets.rules.likeness import Call, OpenTicket, is_very_likely, likely
from tickets.rules.words import Zone
from tickets.store.seed import fault_rows, place_rows

NOW = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
_PHONE = "13806350001"
_PLACES = {place_key(row): (key, row) for key, row in enumerate(place_rows(), start=1)}
_FAULTS = {row["code"]: row for row in fault_rows()}


@dataclass(frozen=True, slots=True)
class Pair:
    """A call and an open ticket; `same` if both are about the same fault."""

    line: str
    same: bool
    call: Call
    ticket: OpenTicket


def read_pairs(name: str) -> list[Pair]:
    """Return the pairs of `tuned` or of `held_out`."""
    lines = (HERE / f"{name}_pairs.txt").read_text(encoding="utf-8").splitlines()
    return [_pair(line) for line in lines if line and not line.startswith("#")]


def attaches(pair: Pair) -> bool:
    """Return whether Enter attaches the call to the ticket by itself."""
    return any(is_very_likely(alike.score) for _, alike in likely(pair.call, [pair.ticket], NOW))


def lists(pair: Pair) -> bool:
    """Return whether the ticket is listed as a likely one."""
    return bool(likely(pair.call, [pair.ticket], NOW))


def score_pairs(pairs: Iterable[Pair], answer: Callable[[Pair], bool]) -> Score:
    """Return how well `answer` tells which pairs are the same fault."""
    judged = [(pair, answer(pair)) for pair in pairs]
    wrong = tuple(pair.line for pair, said in judged if said and not pair.same)
    given = sum(said for _, said in judged)
    return Score(given, given - len(wrong), sum(pair.same for pair, _ in judged), wrong)


def _pair(line: str) -> Pair:
    same, said, opened = (part.strip() for part in line.split("|"))
    place, address, fault, *rest = (part.strip() for part in said.split(" / "))
    place_id, town = _place(place)
    call = Call(
        place_id, town, _zone(place), _text(address), _text(fault),
        _FAULTS[fault]["fault_group"] if fault != NONE else None, _PHONE if rest else "",
    )  # fmt: skip
    place, address, fault, minutes = (part.strip() for part in opened.split(" / "))
    place_id, town = _place(place)
    row = _FAULTS[fault]
    ticket = OpenTicket(
        1, plus(NOW, -60 * int(minutes)), fault, row["fault_group"], row["isolate"], place_id, town, _zone(place),
        _text(address), frozenset({_PHONE}),
    )  # fmt: skip
    return Pair(line, same == "+", call, ticket)


def _text(cell: str) -> str:
    return "" if cell == NONE else cell


def _row(place: str) -> tuple[int, dict[str, str]] | None:
    if place == NONE:
        return None
    found = [entry for key, entry in _PLACES.items() if place in (key, entry[1]["name"])]
    [entry] = [entry for entry in found if place == place_key(entry[1])] or found
    return entry


def _place(place: str) -> tuple[int | None, str]:
    entry = _row(place)
    return (entry[0], entry[1]["town"]) if entry else (None, "")


def _zone(place: str) -> Zone:
    entry = _row(place)
    return Zone(entry[1]["zone"]) if entry else Zone.URBAN
