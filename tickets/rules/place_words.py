"""Recognises places of the gazetteer in a caller's words.

A place is sure, and may be filled in without asking, when exactly one is where the fault is: its name says that it is
a place (南湖社区, 陈庄) or the words around it do ("大桥那边"), the name exists once or its town was said too, and no
other place competes. Anything else is only suggested.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tickets.rules.caller_words import CallerWords, fold, split_words

_AT_MOST = 3
_LEAST, _LONG = 2, 3  # characters of a name, and of one that is hardly an ordinary word
_SPOKEN = re.compile("^[\u3400-\u9fff]|^[a-z][0-9]{2,}$|^[0-9]{2,}[\u3400-\u9fff]")
_STEM = re.compile("(?:新村|社区)$")  # callers say 谭庄 for 谭庄新村
_SAYS_WHAT_IT_IS = re.compile("(?:新村|社区|小区|镇|街道|村|[路街道])$|[0-9]$")
_ENDS_LIKE_A_VILLAGE = re.compile("[庄楼集屯店寺庙铺关洞堂山门营口井坊寨岗坛驿苑圈]$")
_ANOTHER_BEFORE = re.compile("[大小前后东西南北上下老新中]$")  # 大杨庄 is another village than 杨庄
_ANOTHER_AFTER = re.compile(  # 南湖公园 is not 南湖社区, 新城丽景 not 新城街道
    "[庄楼集屯店河厂坝]|桥(?!头)|路(?!口|上|边|面)|大[街道桥]|公园|水库|广场|师傅|先生|女士|大[哥姐爷妈叔]"
    "|大?(?:酒店|饭店|宾馆|超市|商[场店])|..?(?:景|苑|府|花园|家园|公馆)"
)
_SCHOOL = re.compile("[小中]学")  # a village's own lies in it; 洛神湖小学 may lie elsewhere
_PLACE_BEFORE = re.compile("(?:[在住到]|家是|我们|咱们?|俺们?)$")
_PLACE_AFTER = re.compile(
    "村|社区|小区|[这那][边里儿块]|的(?!师傅|人)|[东西南北][头边面]|[街路]上|门口|里头|[街路]口|又?(?:没水|停水|断水)|水[管表]|管子"
)
_PERSON_BEFORE = re.compile("(?:[叫姓找]|我|师傅)$")
# Not where the fault is: denied, compared, left, passed.
_ELSEWHERE_BEFORE = re.compile("(?:不是|不在|离|从|距离?|除了|路过|昨天[在去]|刚从|[以之]前在|原来在)$")
_ELSEWHERE_AFTER = re.compile("(?:那边)?的?(?:亲戚|朋友)|上班|打工|没事|不漏|没停|有水|正常")
_UNKNOWN_VILLAGE = re.compile("[\u3400-\u9fff]{1,3}(?:新村|社区)")  # after its town; perhaps a known one, misspelt
_WAY = re.compile("[到至往]")  # from one place to another: the fault is between them
# What was said in the clause of the place where the fault is, rather than in that of another place.
_TROUBLE = re.compile("[漏冒爆喷淌渗滋呲塌冻冰黄浑臭坏丢挖断]|[没停]水|水(?:小|压|有)|井盖|没了")
_IN_A_WORD = re.compile("[a-z0-9]{2}")
_OUTSIDE = re.compile("东阿镇|平阴|阳谷|茌平|东昌府|东平县|长清")  # neighbours; 东阿镇 lies in 平阴县, not in 东阿县


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """A place as callers speak of it. `key` tells it from the others; `town` is where it lies, "" if unknown."""

    key: int
    name: str
    town: str = ""
    aliases: tuple[str, ...] = ()

    @property
    def is_town(self) -> bool:
        """Whether it is a town or a street office."""
        return self.name == self.town


@dataclass(frozen=True, slots=True)
class HeardPlace:
    """A place in a caller's words; a `sure` one may be filled in without asking."""

    key: int
    sure: bool = False


@dataclass(frozen=True, slots=True)
class _Mention:
    """A name in a clause, the words around it, and the places it may mean. `beside` says another name touches it."""

    clause: int
    name: str
    before: str
    after: str
    places: tuple[PlaceWords, ...]
    beside: bool = False

    @property
    def is_a_place(self) -> bool:
        """Whether the name, or the words around it, say that a place is meant."""
        if _SAYS_WHAT_IT_IS.search(self.name):
            return self.beside or not _ANOTHER_BEFORE.search(self.before)
        if _PERSON_BEFORE.search(self.before) or _ANOTHER_AFTER.match(self.after):
            return False
        if _ANOTHER_BEFORE.search(self.before) and not self.beside:
            return False
        if _ENDS_LIKE_A_VILLAGE.search(self.name) or (len(self.name) >= _LONG and not _SCHOOL.match(self.after)):
            return True
        return self.beside or bool(_PLACE_BEFORE.search(self.before) or _PLACE_AFTER.match(self.after))

    @property
    def is_unclear(self) -> bool:
        """Whether it is a town, followed by a village that isn't known."""
        return any(place.is_town for place in self.places) and bool(_UNKNOWN_VILLAGE.match(self.after))

    @property
    def is_elsewhere(self) -> bool:
        """Whether the words around it say that the fault is not there."""
        return bool(_ELSEWHERE_BEFORE.search(self.before) or _ELSEWHERE_AFTER.match(self.after))

    @property
    def has_trouble(self) -> bool:
        """Whether its clause says what is wrong."""
        return bool(_TROUBLE.search(f"{self.before} {self.after}"))


class PlaceNames:
    """The gazetteer by name, prepared for hearing many words."""

    def __init__(self, places: Iterable[PlaceWords] = ()) -> None:
        exact: defaultdict[str, list[PlaceWords]] = defaultdict(list)
        stems: defaultdict[str, list[PlaceWords]] = defaultdict(list)
        for place in places:
            names = {fold(place.name), *map(fold, place.aliases)}
            for name in names:
                exact[name].append(place)
            stem = _STEM.sub("", fold(place.name))
            if stem not in names:
                stems[stem].append(place)
        self._exact, self._stems = dict(exact), dict(stems)
        spoken = {name for name in (*exact, *stems) if len(name) >= _LEAST and _SPOKEN.search(name)}
        self._lengths: dict[str, list[int]] = defaultdict(list)  # of the names that begin with these characters
        for length, start in sorted({(len(name), name[:_LEAST]) for name in spoken}, reverse=True):
            self._lengths[start].append(length)

    def heard(self, words: str) -> list[HeardPlace]:
        """Return the places that a caller's words name: the sure one, then the others, the last mentioned first."""
        said = split_words(words)
        mentions = [mention for number in range(len(said.clauses)) for mention in self._mentions(number, said)]
        sure = _where(said, mentions)
        meant = [mention for mention in mentions if mention.is_a_place]
        found = dict.fromkeys(place.key for mention in reversed(meant) for place in mention.places)
        first = [] if sure is None else [HeardPlace(sure.key, sure=True)]
        return [*first, *(HeardPlace(key) for key in found if sure is None or key != sure.key)][:_AT_MOST]

    def _mentions(self, number: int, said: CallerWords) -> Iterator[_Mention]:
        """Yield the names in a clause from left to right, the longest at each position."""
        clause = said.clauses[number]
        spans = list(self._spans(clause))
        ends = {end for _, end in spans}
        for start, end in spans:
            name = clause[start:end]
            places = (*self._exact.get(name, ()), *self._stems.get(name, ()))
            yield _Mention(number, name, clause[:start], clause[end:], places, beside=start in ends)

    def _spans(self, clause: str) -> Iterator[tuple[int, int]]:
        at = 0
        while at < len(clause):
            lengths = self._lengths.get(clause[at : at + _LEAST], ())
            length = next((length for length in lengths if self._is_name(clause, at, length)), 0)
            if length:
                yield at, at + length
            at += max(1, length)

    def _is_name(self, clause: str, at: int, length: int) -> bool:
        """Return whether a name stands there; the number of a road is no part of a longer one."""
        name = clause[at : at + length]
        if name not in self._exact and name not in self._stems:
            return False
        before, after = clause[:at][-1:], clause[at + length :][:1]
        return not (_IN_A_WORD.match(name[0] + before) or _IN_A_WORD.match(name[-1] + after))


def _where(said: CallerWords, mentions: Sequence[_Mention]) -> PlaceWords | None:
    """Return the one place where the fault certainly is; None when there is none."""
    affirmed = set(said.affirmed)
    if any(_OUTSIDE.search(clause) for clause in affirmed):
        return None
    ways = {one.clause for one, other in pairwise(mentions) if one.clause == other.clause and _is_way(one, other)}
    there = [
        mention
        for mention in mentions
        if mention.is_a_place
        and not mention.is_elsewhere
        and not mention.is_unclear
        and mention.clause not in ways
        and said.clauses[mention.clause] in affirmed
    ]
    meant = {mention: _meant(mention, _towns(other for other in mentions if other is not mention)) for mention in there}
    smaller = {place.town for places in meant.values() for place in places if not place.is_town}
    left = [mention for mention, places in meant.items() if not any(p.is_town and p.name in smaller for p in places)]
    if len({meant[mention] for mention in left}) > 1:
        left = [mention for mention in left if mention.has_trouble or not (mention.before or mention.after)]
    distinct = {meant[mention] for mention in left}
    places = distinct.pop() if len(distinct) == 1 else ()
    return places[0] if len(places) == 1 else None


def _towns(mentions: Iterable[_Mention]) -> set[str]:
    return {place.name for mention in mentions for place in mention.places if place.is_town}


def _meant(mention: _Mention, towns: set[str]) -> tuple[PlaceWords, ...]:
    """Return the places that a name may mean, given the towns that were said beside it.

    In one town the place with this very name comes before those that are only called so for short.
    """
    places = tuple(place for place in mention.places if place.town in towns and not place.is_town) or mention.places
    if len({place.town for place in places}) > 1:
        return places
    named = tuple(place for place in places if mention.name in (fold(place.name), *map(fold, place.aliases)))
    return named if len(named) == 1 else places


def _is_way(one: _Mention, other: _Mention) -> bool:
    between = one.after[: len(one.after) - len(other.after) - len(other.name)]
    return bool(_WAY.fullmatch(between))
