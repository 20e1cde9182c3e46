"""Finds places and faults by typed Chinese, pinyin, initials or other names."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Generic, TypeVar

from tickets.rules.caller_words import fold, other_names
from tickets.rules.place_words import PlaceNames, PlaceWords
from tickets.rules.words import Zone
from tickets.store.queries.lookups import Place
from tickets.store.rows import Fault

T = TypeVar("T")

_HAN = re.compile("[\u3400-\u9fff]+")
_LEAST_SAID = 2  # characters of a name that must occur in a longer text


class Fit(IntEnum):
    """How a typed text matches, the best first."""

    PREFIX = 0  # a name begins with it
    CONTAINS = 1  # a name contains it
    ALIAS = 2  # another name begins with it or contains it
    SAID = 3  # it is a longer text that contains a name


@dataclass(frozen=True, slots=True)
class Findable(Generic[T]):
    """A thing with the normalised names by which it is found; the first is its own.

    `text` has them all, separated by line ends; `spoken` those that can be recognised in a longer text.
    """

    thing: T
    names: tuple[str, ...]
    aliases: tuple[str, ...]
    text: str
    spoken: tuple[str, ...]


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


def gazetteer(places: Iterable[Place]) -> Gazetteer:
    """Return the places, prepared for typed and for spoken words. This takes a moment for many places."""
    rows = list(places)
    spoken = (PlaceWords(row.id, row.name, row.town, tuple(other_names(row.aliases))) for row in rows)
    return Gazetteer([findable_place(row) for row in rows], PlaceNames(spoken))


def findable(thing: T, names: Iterable[str], aliases: Iterable[str] = ()) -> Findable[T]:
    """Return a thing that is found by these names."""
    own, other = _folded(names), _folded(aliases)
    spoken = tuple(name for name in (*own, *other) if len(name) >= _LEAST_SAID and _HAN.match(name))
    return Findable(thing, own, other, "\n".join((*own, *other)), spoken)


def findable_place(place: Place) -> Findable[Place]:
    """Return a place found by its name, pinyin, initials, town and aliases."""
    aliases = (place.town + place.name, *other_names(place.aliases))
    return findable(place, (place.name, place.pinyin, place.initials), aliases)


def findable_fault(fault: Fault, spelling: tuple[str, ...] = ()) -> Findable[Fault]:
    """Return a fault found by its name, its spelling (pinyin, initials) and what callers say."""
    return findable(fault, (fault.name, *spelling), other_names(fault.words))


def ranked(typed: str, things: Iterable[Findable[T]], at_most: int = 8) -> list[Match[T]]:
    """Return the matches, the best first: by Fit, then the shorter name, then the order given."""
    needle = fold(typed)
    if not needle:
        return []
    found = []
    for place, each in enumerate(things):
        fit = _fit(needle, each)
        if fit is not None:
            nearness = -_said_until(needle, each) if fit is Fit.SAID else len(each.names[0])
            found.append((fit, nearness, place, Match(each.thing, fit)))
    found.sort(key=lambda hit: hit[:3])
    return [match for *_, match in found[:at_most]]


def exactly(typed: str, things: Iterable[Findable[T]]) -> T | None:
    """Return the one thing with exactly this name or alias; None when there is none or several."""
    needle = fold(typed)
    named = [found.thing for found in things if needle in (*found.names, *found.aliases)]
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


def _folded(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(folded for name in names if (folded := fold(name)))


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
