"""Finds places and faults by typed Chinese, pinyin, initials or other names; faults also by callers' words."""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Generic, TypeVar

from tickets.rules.bigrams import pairs
from tickets.rules.words import FaultGroup, Zone
from tickets.store.queries.lookups import Place
from tickets.store.rows import Fault

T = TypeVar("T")

_PARTING = re.compile(r"[|\s、，,；;]+")
_HAN = re.compile("[\u3400-\u9fff]+")
_ANY_WATER = "水了"  # ends a sentence about any fault: "停水了", "渗水了"; but "爆了" and "塌了" tell which
_DOER = "第三方"  # callers say 挖断 for 第三方挖断
_LEAST_SAID = 2  # characters of a name that must occur in a longer text
_CLAUSES = re.compile(r"[,。;!?、\s]+")
_ASKED = re.compile("是不是|有没有")
# A fault named in such a clause is asked about, hearsay, feared, a comparison, or over.
_NOT_NOW = re.compile(
    "是不是|有没有|会不会|是否|是.+还是|了吗|是.+吗|听.*说|(?:邻居|人家|别人|他们|你们|网上|群里|物业|通知).*[说讲]|说是"
    "|担心|(?<![恐可哪])怕(?!是)|万一|要是|如果|的话|一样|似的|上次|上回|以前|之前|修好|修过"
)
# "不是爆管", "没停水", "阀门没坏", "没有塌陷" deny a fault; "没有水", "井盖没有了" and "一滴水也没有" report one.
_DENIED = re.compile("不是|并非|没有?(?:坏|丢|爆|漏|断|冻|塌|裂|堵|停水|事|问题)|没有(?!水|了|啦|$)")
# "没有水", "一点水都没有": other ways to say 没水, a word of 无水.
_NO_WATER = re.compile("没有水(?![表压质管龙井池漏冒])|水[也都]?没有(?=了|啦|$)")
_OTHER_WORDS = re.compile("小区|小学|小时|小路|小院|黄河|喷水池")
_SPREAD_AT_MOST = 2  # faults that may share a characteristic pair: pairs such as 水管 and 漏水 say nothing
_WORD, _BETWEEN = 2, 3  # characters of a word, and between two words of a phrase
_TELLING = 1.5  # the least weight for a recommendation


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


def fold(text: str) -> str:
    """Return `text` normalised for comparison: without width variants, case and spaces."""
    return "".join(unicodedata.normalize("NFKC", text).lower().split())


def other_names(aliases: str) -> list[str]:
    """Return the names in a place's aliases or a fault's words, separated by bars, spaces or commas."""
    return [name for name in _PARTING.split(aliases) if name]


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


def spoken_of(words: str, things: Iterable[Findable[T]], at_most: int = 3) -> list[T]:
    """Return the things whose names occur in a caller's words, the last mentioned first."""
    mentioned = fold(words)
    found = [(until, each.thing) for each in things if (until := _said_until(mentioned, each))]
    found.sort(key=lambda hit: -hit[0])
    return [thing for _, thing in found[:at_most]]


def exactly(typed: str, things: Iterable[Findable[T]]) -> T | None:
    """Return the one thing with exactly this name or alias; None when there is none or several."""
    needle = fold(typed)
    named = [found.thing for found in things if needle in (*found.names, *found.aliases)]
    return named[0] if len(named) == 1 else None


def recommended(words: str, faults: Sequence[Findable[Fault]], at_most: int = 3) -> list[Fault]:
    """Return the faults that a caller's words mention, the likeliest first; denied ones are ignored.

    A fault called by its name comes before those that are only described ("路上冒水，爆管了"). A complete phrase counts
    twice its length. A pair of characters counts only if it is a word of the fault, in its name or in two of its
    phrases, and at most one other fault has it.
    """
    affirmed = _affirmed(words)
    mentioned = fold(" ".join(affirmed))
    said = [fold(clause) for clause in affirmed if not _NOT_NOW.search(clause)]
    named = [_length_of_name(found, said) for found in faults]
    phrases = [(found.names[0], *found.aliases) for found in faults]
    counted = [_own_pairs(spoken) for spoken in phrases]
    spread = Counter(pair for spoken in phrases for pair in {pair for phrase in spoken for pair in _pairs(phrase)})
    pairs_said = set(_pairs(mentioned)) - {_ANY_WATER}
    telling = {pair for pair in pairs_said if 0 < spread[pair] <= _SPREAD_AT_MOST}
    rarity = {pair: math.log((1 + len(faults)) / spread[pair]) for pair in telling}
    scores = [
        sum(weight * (1 + math.log(counts[pair])) for pair, weight in rarity.items() if pair in counts)
        + sum(2 * len(phrase) for phrase in spoken[1:] if _is_said(phrase, mentioned))
        + 2 * length
        for counts, spoken, length in zip(counted, phrases, named, strict=True)
    ]
    order = sorted(range(len(faults)), key=lambda place: (named[place] == 0, -scores[place]))
    least = max(_TELLING, max(scores, default=0.0) / 2)
    return [faults[place].thing for place in order if named[place] > 0 or scores[place] >= least][:at_most]


def _length_of_name(found: Findable[Fault], said: Sequence[str]) -> int:
    """Return the length of a fault's name, or of a part such as 异味, in one of the clauses `said`; 0 for none.

    "其他" is an ordinary word: "其他人家也没水".
    """
    parts = found.names[0].removeprefix(_DOER).split("/") if found.thing.fault_group != FaultGroup.OTHER else []
    called = (len(part) for part in parts if any(part in clause for clause in said))
    return max((length for length in called if length >= _LEAST_SAID), default=0)


def _affirmed(words: str) -> list[str]:
    """Return the clauses without a denial, without words that only resemble a fault's; "没有水" says 没水 as well."""
    clauses = _CLAUSES.split(unicodedata.normalize("NFKC", words))
    affirmed = [clause for clause in clauses if not _DENIED.search(_ASKED.sub("", clause))]
    return [_OTHER_WORDS.sub(" ", f"{clause} 没水" if _NO_WATER.search(clause) else clause) for clause in affirmed]


def _is_said(phrase: str, mentioned: str) -> bool:
    """Return whether a phrase was said, contiguously or with a few characters after its first word."""
    if phrase in mentioned:
        return True
    first, rest = phrase[:_WORD], phrase[_WORD:]
    at = mentioned.find(first) if len(rest) >= _WORD else -1
    return at >= 0 and rest in mentioned[at + _WORD : at + _WORD + _BETWEEN + len(rest)]


def _own_pairs(spoken: Sequence[str]) -> Counter[str]:
    """Return the pairs of characters that may be words of a fault, with the number of its phrases that have them."""
    counts = Counter(pair for phrase in spoken for pair in set(_pairs(phrase)))
    name = set(_pairs(spoken[0]))
    return Counter({pair: count for pair, count in counts.items() if count > 1 or pair in name})


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


def _pairs(text: str) -> list[str]:
    return [pair for run in _HAN.findall(text) if len(run) > 1 for pair in pairs(run)]
