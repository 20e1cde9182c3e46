"""Finds places and faults by typed Chinese, pinyin, initials or other names."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from heapq import nsmallest
from typing import Generic, TypeVar

from tickets.rules.caller_words import fold, other_names
from tickets.rules.place_words import PlaceNames, PlaceWords
from tickets.rules.words import Zone
from tickets.store.pinyin import full_pinyin, initials
from tickets.store.queries.lookups import Place
from tickets.store.rows import Fault

T = TypeVar("T")

_HAN = re.compile("[\u3400-\u9fff]+")
_LEAST_SAID, _MOST_SAID = 2, 20  # characters of a name that must occur in a longer text
_LEAST_HAN, _LEAST_LETTERS = 3, 4  # characters of a text in which a slip is forgiven
NO_USES: Mapping[int, int] = {}


class Fit(IntEnum):
    """How a typed text matches, the best first."""

    PREFIX = 0  # a name begins with it
    CONTAINS = 1  # a name contains it
    ALIAS = 2  # another name begins with it or contains it
    SAID = 3  # it is a longer text that contains a name
    SLIP = 4  # with one letter or character more, less or other, or two exchanged, it begins a name; or it sounds alike


Order = tuple[Fit, bool, int, int, int]  # fit, whether not named exactly, use, nearness, place in the list


@dataclass(frozen=True, slots=True)
class Findable(Generic[T]):
    """A thing with the normalised names by which it is found; the first is its own.

    `text` has them all, separated by line ends; `spoken` those that can be recognised in a longer text. `use` is how
    often it was needed lately: of equal matches the one used more comes first. `sounds` are how the aliases are
    spelled: these find a thing, and name none exactly, because two letters may be anything.
    """

    thing: T
    names: tuple[str, ...]
    aliases: tuple[str, ...]
    text: str
    spoken: tuple[str, ...]
    use: int = 0
    sounds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """A thing that matches."""

    thing: T
    fit: Fit


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The places to choose from, and their names to recognise in a caller's words."""

    places: Sequence[Findable[Place]] = ()
    names: PlaceNames = field(default_factory=PlaceNames)


def gazetteer(places: Iterable[Place], uses: Mapping[int, int] = NO_USES) -> Gazetteer:
    """Return the places, prepared for typed and for spoken words; `uses` is how often each was needed lately.

    This takes a moment for many places.
    """
    rows = list(places)
    spoken = (PlaceWords(row.id, row.name, row.town, tuple(other_names(row.aliases))) for row in rows)
    return Gazetteer([findable_place(row, uses.get(row.id, 0)) for row in rows], PlaceNames(spoken))


def findable(
    thing: T, names: Iterable[str], aliases: Iterable[str] = (), use: int = 0, sounds: tuple[str, ...] = ()
) -> Findable[T]:
    """Return a thing that is found by these names."""
    own, other = _folded(names), _folded(aliases)
    spoken = tuple(name for name in (*own, *other) if _LEAST_SAID <= len(name) <= _MOST_SAID and _HAN.match(name))
    return Findable(thing, own, other, "\n".join((*own, *other, *sounds)), spoken, use, sounds)


def findable_place(place: Place, use: int = 0) -> Findable[Place]:
    """Return a place found by its name, pinyin, initials, town and aliases, and by the pinyin of these."""
    aliases = other_names(place.aliases)
    sounds = tuple(spelling for alias in aliases for spelling in (full_pinyin(alias), initials(alias)) if spelling)
    names = (place.name, place.pinyin, place.initials)
    return findable(place, names, (place.town + place.name, *aliases), use, sounds)


def alias_meant(typed: str, place: Place) -> str:
    """Return the other name of a place that a text means, by Chinese or by sound; "" for none."""
    needle = fold(typed)
    for alias in other_names(place.aliases):
        if any(needle in name for name in (fold(alias), full_pinyin(alias), initials(alias))):
            return alias
    return ""


def findable_fault(fault: Fault, spelling: tuple[str, ...] = ()) -> Findable[Fault]:
    """Return a fault found by its name, its spelling (pinyin, initials) and what callers say."""
    return findable(fault, (fault.name, *spelling), other_names(fault.words))


def ranked(typed: str, things: Iterable[Findable[T]], at_most: int = 8) -> list[Match[T]]:
    """Return the matches, the best first: by Fit, then what is used more, then the shorter name, then the order given.

    What is named exactly comes before all others. One slip is forgiven where nothing matches without.
    """
    needle = fold(typed)
    if not needle:
        return []
    every, parts = list(things), _parts(needle)
    found = [order for place, each in enumerate(every) if (order := _order(needle, parts, each, place)) is not None]
    if not found:
        needles = _sounding(needle)
        found = [
            (Fit.SLIP, False, -each.use, len(each.names[0]), place)
            for place, each in enumerate(every)
            if any(_is_slip(other, each) for other in needles)
        ]
    return [Match(every[place].thing, fit) for fit, *_, place in nsmallest(at_most, found)]


def exactly(typed: str, things: Iterable[Findable[T]]) -> T | None:
    """Return the one thing with exactly this name or alias; None when there is none or several."""
    needle = fold(typed)
    named = [each.thing for each in things if needle in each.text and needle in (*each.names, *each.aliases)]
    return named[0] if len(named) == 1 else None


def new_place(typed: str, towns: Sequence[Place], zone: Zone | None) -> tuple[str, str, Zone]:
    """Return name, town and zone of a place to add. A leading town name determines the town and the zone."""
    name = " ".join(typed.split())
    for town in towns:
        called = (own for own in (town.name, *other_names(town.aliases)) if name.startswith(own))
        lead = max(called, key=len, default="")
        rest = name[len(lead) :].strip()
        if lead and rest:
            return rest, town.name, zone or town.zone
    return name, "", zone or Zone.URBAN


def _sounding(needle: str) -> tuple[str, ...]:
    """Return the texts that may be meant by mistake: itself, if long enough for a slip, and how it sounds."""
    is_han = _HAN.match(needle) is not None
    own = (needle,) if len(needle) >= (_LEAST_HAN if is_han else _LEAST_LETTERS) else ()
    return (*own, full_pinyin(needle)) if is_han and len(needle) >= _LEAST_SAID else own


def _is_slip(needle: str, found: Findable[T]) -> bool:
    """Return whether a name begins like this text but for one slip, not in the first letter."""
    half = len(needle) // 2  # of which one is right
    if needle[:half] not in found.text and needle[half + 1 :] not in found.text:
        return False
    return any(
        name[:1] == needle[:1] and _begins_nearly(name, needle)
        for name in (*found.names, *found.aliases, *found.sounds)
    )


def _begins_nearly(name: str, typed: str) -> bool:
    """Return whether a name begins with a text but for one slip; a slip at its end only if the name ends there."""
    at = next((place for place, (one, other) in enumerate(zip(name, typed, strict=False)) if one != other), None)
    if at is None:
        return len(name) >= len(typed) - 1
    rest, wanted = name[at:], typed[at:]
    if len(wanted) == 1:
        return len(rest) == 1
    swapped = rest[1::-1] + rest[2:]
    return (
        rest[1:].startswith(wanted[1:])  # another letter
        or rest[1:].startswith(wanted)  # one was left out
        or rest.startswith(wanted[1:])  # one too many
        or swapped.startswith(wanted)  # two exchanged
    )


def _folded(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(folded for name in names if (folded := fold(name)))


def _parts(needle: str) -> frozenset[str]:
    """Return the parts of a text that may be names said in it."""
    lengths = () if needle.isascii() else range(_LEAST_SAID, min(len(needle), _MOST_SAID) + 1)
    return frozenset(needle[at : at + length] for length in lengths for at in range(len(needle) - length + 1))


def _order(needle: str, parts: frozenset[str], found: Findable[T], place: int) -> Order | None:
    """Return what sorts a match; None for none."""
    if needle not in found.text and parts.isdisjoint(found.spoken):
        return None
    fit = _fit(needle, found)
    if fit is None:
        return None
    nearness = -_said_until(needle, found) if fit is Fit.SAID else len(found.names[0])
    return fit, needle not in found.names, -found.use, nearness, place


def _fit(needle: str, found: Findable[T]) -> Fit | None:
    if needle not in found.text:
        return Fit.SAID if _said_until(needle, found) else None
    if any(name.startswith(needle) for name in found.names):
        return Fit.PREFIX
    return Fit.CONTAINS if any(needle in name for name in found.names) else Fit.ALIAS


def _said_until(needle: str, found: Findable[T]) -> int:
    """Return where in a longer text the last mention of the thing ends; 0 when it isn't mentioned."""
    if needle.isascii():
        return 0
    return max([needle.rfind(name) + len(name) for name in found.spoken if name in needle], default=0)
