"""Recognises faults in a caller's words, by the names of the faults and by the phrases that callers use for them.

A fault is sure, and may be filled in without asking, when a complete phrase or its name was said as something that is
so now, no other fault was, no other is hinted at more strongly, and hardly anything else was said but ordinary words.
What a household notices (无水, 水压低, 水质) follows from a fault of the works and yields to it. Anything else is only
suggested.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tickets.rules.bigrams import pairs
from tickets.rules.caller_words import CallerWords, fold, split_words
from tickets.rules.ordinary_words import says_little, without_places
from tickets.rules.words import FaultGroup

_HAN = re.compile("[\u3400-\u9fff]+")
# "水了" ends a sentence about any fault: "停水了", "渗水了"; but "爆了" and "塌了" tell which. The others say where.
_ANYWHERE = frozenset({"水了", "家里", "自来", "水龙", "龙头", "单元"})
_DOER = "第三方"  # callers say 挖断 for 第三方挖断
_LEAST_SAID = 2  # characters of a name that must occur in the words
# "没有水", "一点水都没有": other ways to say 没水, a word of 无水.
_NO_WATER = re.compile("没有水(?![表压质管龙井池漏冒])|水[也都]?没有?(?=了|啦|$)")
_OTHER_WORDS = re.compile("小区|小学|小时|小路|小院|黄河|喷水池|水表盖")
_FILLERS = re.compile("有点儿?|有些|特别|[也又太很真挺都老给就]")
_SAME = (
    ("自来水管", "水管"),
    ("水管子", "水管"),
    ("管子", "水管"),
    ("消防栓", "消火栓"),
    ("井盖子", "井盖"),
    ("往外头", "往外"),
)
# Fields, drains, rivers and gas are not the waterworks'.
_NOT_OURS = re.compile("下水道|污水|地漏|雨水|河里|空调|喷泉|机井|浇地|燃气|天然气|煤气|化粪池")
# A main does not lie in a household.
_INDOORS = re.compile(
    "自家|[家屋]里|厨房|卫生间|厕所|马桶|水龙头|洗[菜脸]|楼[上下]漏|阳台|柜|暖气|地暖|热水器|太阳能|洗衣机"
)
_SPREAD_AT_MOST = 2  # faults that may share a characteristic pair: pairs such as 水管 and 漏水 say nothing
_WORD, _BETWEEN = 2, 3  # characters of a word, and between two words of a phrase
_TELLING = 1.5  # the least weight for a suggestion
_AT_MOST = 3


@dataclass(frozen=True, slots=True)
class FaultWords:
    """A fault as callers speak of it. `key` tells it from the others; `phrases` are what callers say."""

    key: str
    name: str
    group: FaultGroup
    phrases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HeardFault:
    """A fault in a caller's words; a `sure` one may be filled in without asking."""

    key: str
    sure: bool = False


class FaultVocabulary:
    """The faults with their phrases, prepared for hearing many words."""

    def __init__(self, faults: Sequence[FaultWords]) -> None:
        self._faults = faults
        self._names = [_names(fault) for fault in faults]
        self._phrases = [[_Phrase(plain(phrase)) for phrase in (fault.name, *fault.phrases)] for fault in faults]
        pairs_of = [{pair for phrase in phrases for pair in _pairs(phrase.text)} for phrases in self._phrases]
        spread = Counter(pair for pairs in pairs_of for pair in pairs)
        shared = {pair: count for pair, count in spread.items() if count <= _SPREAD_AT_MOST and pair not in _ANYWHERE}
        self._rarity = {pair: math.log((1 + len(faults)) / count) for pair, count in shared.items()}
        own = [_own_pairs([phrase.text for phrase in phrases]) for phrases in self._phrases]
        self._pairs = [{pair: count for pair, count in pairs.items() if pair in shared} for pairs in own]

    def heard(self, words: str) -> list[HeardFault]:
        """Return the faults that a caller's words mention, the likeliest first; denied ones are ignored.

        A fault called by its name comes before those that are only described ("路上冒水，爆管了"). A complete phrase
        counts twice its length. A pair of characters counts only if it is a word of the fault, in its name or in two
        of its phrases, and at most one other fault has it.
        """
        said = split_words(words)
        present = _cleaned(said.present)
        named = [max((len(part) for part in parts if _is_in(part, present)), default=0) for parts in self._names]
        reported = self._reported(said, present, named)
        likely = self._likely(" ".join(_cleaned(said.affirmed)), named)
        agreed = len(reported) == 1 and reported == likely[:1]
        is_sure = agreed and said.reports and said.plain and not any(map(_NOT_OURS.search, said.clauses))
        is_sure = is_sure and not (self._is_main(reported[0]) and self._is_indoors(reported[0], said))
        is_sure = is_sure and self._says_little_else(said)
        order = [*(place for place in likely if place in reported), *reported, *likely]
        return [HeardFault(self._faults[place].key, is_sure and place in reported) for place in dict.fromkeys(order)][
            :_AT_MOST
        ]

    def _is_main(self, place: int) -> bool:
        return self._faults[place].group is FaultGroup.MAIN

    def _is_indoors(self, place: int, said: CallerWords) -> bool:
        """Return whether a clause places the fault in a household; "家里没水" beside it tells of another."""
        return any(_INDOORS.search(clause) and self._told([clause]) <= {place} for clause in said.clauses)

    def _says_little_else(self, said: CallerWords) -> bool:
        """Return whether hardly anything was said beside phrases of faults, places and ordinary words."""
        text = plain(without_places("|".join(said.clauses)))
        for phrase in (phrase for phrases in self._phrases for phrase in phrases):
            if len(phrase.text) >= _LEAST_SAID and (span := phrase.span_in(text)) is not None:
                text = f"{text[: span[0]]}{'|' * (span[1] - span[0])}{text[span[1] :]}"
        return says_little(text)

    def _reported(self, said: CallerWords, present: Sequence[str], named: Sequence[int]) -> list[int]:
        """Return the faults that were reported in so many words, without those that follow from another."""
        denied = [clause for clause in said.clauses if clause not in said.affirmed]
        found = self._told(present) - self._told(_cleaned(denied))
        for group in (FaultGroup.SUPPLY, FaultGroup.MAIN):
            found = {place for place in found if self._faults[place].group is not group} or found
            called = {place for place in found if named[place]}
            if len(called) == 1:
                return list(called)
        return sorted(found)

    def _told(self, clauses: Iterable[str]) -> set[int]:
        """Return the faults of which a complete phrase is in a clause; a longer phrase hides those within it."""
        return {place for clause in clauses for place in self._told_in(clause)}

    def _told_in(self, clause: str) -> set[int]:
        spans = [
            (*span, place)
            for place, phrases in enumerate(self._phrases)
            for phrase in phrases[self._faults[place].group is FaultGroup.OTHER :]
            if len(phrase.text) >= _LEAST_SAID and (span := phrase.span_in(clause)) is not None
        ]
        spans += [
            (at, at + len(part), place)
            for place, parts in enumerate(self._names)
            for part in parts
            if (at := clause.find(part)) >= 0
        ]
        spans.sort(key=lambda span: (span[0] - span[1], span[0]))
        kept: list[tuple[int, int, int]] = []
        for start, end, place in spans:
            if all(end <= other[0] or start >= other[1] or (start, end) == other[:2] for other in kept):
                kept.append((start, end, place))
        return {place for _, _, place in kept}

    def _likely(self, mentioned: str, named: Sequence[int]) -> list[int]:
        """Return the faults mentioned, the likeliest first. `named` is the length of the name that was said, or 0."""
        said = set(_pairs(mentioned))
        scores = [
            sum(self._rarity[pair] * (1 + math.log(count)) for pair, count in pairs.items() if pair in said)
            + sum(2 * len(phrase.text) for phrase in phrases[1:] if phrase.span_in(mentioned) is not None)
            + 2 * length
            for pairs, phrases, length in zip(self._pairs, self._phrases, named, strict=True)
        ]
        order = sorted(range(len(scores)), key=lambda place: (named[place] == 0, -scores[place]))
        least = max(_TELLING, max(scores, default=0.0) / 2)
        return [place for place in order if named[place] > 0 or scores[place] >= least]


class _Phrase:
    """A phrase, which may be said with a few more characters after its first or before its last word."""

    def __init__(self, text: str) -> None:
        self.text = text
        cuts = {_WORD, len(text) - _WORD} if len(text) >= 2 * _WORD else set()
        self._parts = [(text[:cut], text[cut:]) for cut in sorted(cuts)]

    def span_in(self, text: str) -> tuple[int, int] | None:
        """Return where the phrase starts and ends in a text; None where it wasn't said."""
        at = text.find(self.text)
        if at >= 0:
            return at, at + len(self.text)
        for first, rest in self._parts:
            at = text.find(first)
            after = at + len(first)
            until = text.find(rest, after, after + _BETWEEN + len(rest)) if at >= 0 else -1
            if until >= 0:
                return at, until + len(rest)
        return None


def plain(text: str) -> str:
    """Return a text without words that only stress, and with one word for one thing: "水有点黄" is "水黄"."""
    shortened = _FILLERS.sub("", fold(text))
    for said, word in _SAME:
        shortened = shortened.replace(said, word)
    return shortened


def _names(fault: FaultWords) -> list[str]:
    """Return the name of a fault, or its parts such as 异味. "其他" is an ordinary word: "其他人家也没水"."""
    parts = plain(fault.name).removeprefix(_DOER).split("/") if fault.group is not FaultGroup.OTHER else []
    return [part for part in parts if len(part) >= _LEAST_SAID]


def _is_in(part: str, clauses: Iterable[str]) -> bool:
    return any(part in clause for clause in clauses)


def _cleaned(clauses: Iterable[str]) -> list[str]:
    """Return the clauses without words that only resemble a fault's; "没有水" says 没水 as well."""
    ours = (clause for clause in clauses if not _NOT_OURS.search(clause))
    more = (f"{clause} 没水" if _NO_WATER.search(clause) else clause for clause in ours)
    return [" ".join(map(plain, _OTHER_WORDS.sub(" ", clause).split())) for clause in more]


def _own_pairs(spoken: Sequence[str]) -> Counter[str]:
    """Return the pairs of characters that may be words of a fault, with the number of its phrases that have them."""
    counts = Counter(pair for phrase in spoken for pair in set(_pairs(phrase)))
    name = set(_pairs(spoken[0]))
    return Counter({pair: count for pair, count in counts.items() if count > 1 or pair in name})


def _pairs(text: str) -> list[str]:
    return [pair for run in _HAN.findall(text) if len(run) > 1 for pair in pairs(run)]
