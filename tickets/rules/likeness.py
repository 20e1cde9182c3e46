"""Compares a call with an open ticket by place, address, fault, caller and time; without coordinates.

score = who + (where + what) × freshness, at most 1; likely from 0.5

| who | | where | | what | |
|---|---|---|---|---|---|
| same household | 0.55 | same place | 0.40 | shut main explains it | 0.40 |
| same phone | 0.55 | alike address | to 0.40 | same fault | 0.35 |
| | | same town, or both urban | 0.12 | related fault | 0.20 |

The same caller is enough. The same place needs a matching fault. A town without water needs a shut main and counts
only in the first hours. Freshness falls from 1 towards 0.7 with a half-life of 12 hours: an old open ticket
at the same place with the same fault remains likely.
"""

import heapq
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from tickets.rules.bigrams import pairs
from tickets.rules.instants import seconds_between
from tickets.rules.words import FaultGroup, Zone

THRESHOLD = 0.5
HALF_LIFE = 12 * 3600
VERY, RATHER = 0.8, 0.65  # the least scores that are called 很可能, 可能

_OLDEST = 0.7
_HOUSEHOLD = 0.55, "同一户号"
_PHONE = 0.55, "同一来电号码"
_PLACE = 0.4, "同一地点"
_ADDRESS = 0.4, "地址相近"
_TOWN = 0.12, "同一街道或乡镇"
_URBAN = 0.12, "同在城区"
_SHUT = 0.4, "该处管网故障需停水"
_FAULT = 0.35, "故障类型相同"
_RELATED = 0.2, "故障相关"
_NOTHING = 0.0, ""
_MOST_WHERE = _PLACE[0]

_RELATED_GROUPS = {
    FaultGroup.MAIN: (FaultGroup.SUPPLY, FaultGroup.ROAD, FaultGroup.FITTINGS),
    FaultGroup.SUPPLY: (FaultGroup.MAIN, FaultGroup.FITTINGS, FaultGroup.FROST),
    FaultGroup.METER: (FaultGroup.FROST,),
    FaultGroup.FITTINGS: (FaultGroup.MAIN, FaultGroup.SUPPLY),
    FaultGroup.FROST: (FaultGroup.SUPPLY, FaultGroup.METER),
    FaultGroup.ROAD: (FaultGroup.MAIN,),
}

# Parts of addresses too common to compare: county, town, words for villages, houses, directions.
_COMMON = re.compile(
    "聊城市|东阿县|(?:铜城|新城)街道|[\u4e00-\u9fff]{2,3}?镇|新村|社区|小区|村|号楼|单元|"
    "[东西南北][头边面侧]|往[东西南北]|门口|路口|附近|对面|[\\W_]+"
)

Evidence = tuple[float, str]


@dataclass(frozen=True, slots=True)
class Call:
    """What is known during a call; "" or None for what is not known yet."""

    place_id: int | None = None
    town: str = ""
    zone: Zone | None = None
    address: str = ""
    fault: str = ""
    group: FaultGroup | None = None
    phone: str = ""
    household_no: str = ""
    other_phones: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenTicket:
    """An open ticket as needed for the comparison. `isolates` means that its fault needs the water shut.

    `phones` and `household_nos` are those of all its calls, phones as stored by `phones.normalise`.
    """

    id: int
    opened: datetime
    fault: str
    group: FaultGroup
    isolates: bool = False
    place_id: int | None = None
    town: str = ""
    zone: Zone | None = None
    address: str = ""
    phones: frozenset[str] = frozenset()
    household_nos: frozenset[str] = frozenset()
    number: str = ""


@dataclass(frozen=True, slots=True)
class Likeness:
    """The score, 0 to 1, and the reasons in Chinese, ending with the age of the ticket."""

    score: float
    reasons: tuple[str, ...]


def is_very_likely(score: float) -> bool:
    """Return whether a score (0 to 1) is called 很可能."""
    return score >= VERY


def in_words(score: float) -> str:
    """Return a score (0 to 1) as a Chinese word."""
    if is_very_likely(score):
        return "很可能"
    return "可能" if score >= RATHER else "也许"


def likeness(call: Call, ticket: OpenTicket, now: datetime) -> Likeness:
    """Return the likeness of `call`, at `now`, and `ticket`."""
    return _weighed(_evidence(_wanted(call), ticket, least=0.0), ticket, now)


def likely(
    call: Call, tickets: Iterable[OpenTicket], now: datetime, at_most: int = 5
) -> list[tuple[OpenTicket, Likeness]]:
    """Return the tickets that reach THRESHOLD, by score, then the newest; `at_most` of them."""
    wanted = _wanted(call)
    found = []
    for ticket in tickets:
        who, where, what = evidence = _evidence(wanted, ticket, THRESHOLD)
        if who[0] + where[0] + what[0] < THRESHOLD:
            continue
        alike = _weighed(evidence, ticket, now)
        if alike.score >= THRESHOLD:
            found.append((ticket, alike))
    return heapq.nlargest(at_most, found, key=lambda hit: (hit[1].score, hit[0].opened, hit[0].id))


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A call with values computed once for all tickets."""

    call: Call
    grams: frozenset[str]
    related: tuple[FaultGroup, ...]


def _wanted(call: Call) -> _Wanted:
    related = () if call.group is None else (call.group, *_RELATED_GROUPS.get(call.group, ()))
    return _Wanted(call, _grams(_fold(call.address)), related)


def _evidence(wanted: _Wanted, ticket: OpenTicket, least: float) -> tuple[Evidence, Evidence, Evidence]:
    """Return the evidence of who, where and what. `where` may be left out if the sum can't reach `least` anyway."""
    who, what = _who(wanted.call, ticket), _what(wanted, ticket)
    missing = least - who[0] - what[0]
    return who, _where(wanted, ticket, missing) if missing <= _MOST_WHERE else _NOTHING, what


def _weighed(evidence: tuple[Evidence, Evidence, Evidence], ticket: OpenTicket, now: datetime) -> Likeness:
    who, where, what = evidence
    passed = seconds_between(ticket.opened, now)
    age = abs(passed)
    freshness = _OLDEST + (1 - _OLDEST) * 0.5 ** (age / HALF_LIFE)
    score = min(1.0, who[0] + (where[0] + what[0]) * freshness)
    reasons = [reason for _, reason in (where, what, who) if reason]
    return Likeness(score, (*reasons, f"{_when(passed)}报修"))


def _who(call: Call, ticket: OpenTicket) -> Evidence:
    if call.household_no and call.household_no in ticket.household_nos:
        return _HOUSEHOLD
    numbers = call.phone, *call.other_phones
    return _PHONE if any(number and number in ticket.phones for number in numbers) else _NOTHING


def _what(wanted: _Wanted, ticket: OpenTicket) -> Evidence:
    call = wanted.call
    if call.group is None:
        return _NOTHING
    if ticket.isolates and call.group is FaultGroup.SUPPLY:
        return _SHUT
    if call.fault == ticket.fault:
        return _FAULT
    return _RELATED if ticket.group in wanted.related else _NOTHING


def _where(wanted: _Wanted, ticket: OpenTicket, missing: float) -> Evidence:
    if wanted.call.place_id is not None and wanted.call.place_id == ticket.place_id:
        return _PLACE
    near = _near(wanted.call, ticket)
    alike = _ADDRESS[0] * _similarity(wanted.grams, ticket.address, missing / _ADDRESS[0])
    return (alike, _ADDRESS[1]) if alike > near[0] else near


def _near(call: Call, ticket: OpenTicket) -> Evidence:
    if call.town and call.town == ticket.town:
        return _TOWN
    return _URBAN if call.zone is ticket.zone is Zone.URBAN else _NOTHING


def _similarity(grams: frozenset[str], address: str, least: float) -> float:
    """Return the Dice coefficient of both addresses' distinctive character pairs, or 0 when it is below `least`.

    Counting substrings first is cheap and never counts too few, so most addresses need not be split.
    """
    folded = _fold(address)
    common = sum(map(folded.__contains__, grams))
    if not common or 2 * common < least * (len(grams) + common):
        return 0.0
    others = _grams(folded)
    return 2 * len(grams & others) / (len(grams) + len(others))


def _grams(folded: str) -> frozenset[str]:
    return frozenset(pair for run in _COMMON.split(folded) if len(run) > 1 for pair in pairs(run))


def _fold(address: str) -> str:
    return unicodedata.normalize("NFKC", address).lower()


def _when(passed: int) -> str:
    """Return when a ticket was opened, `passed` seconds ago; negative for after the call."""
    seconds, side = abs(passed), "前" if passed >= 0 else "后"
    if seconds < 60:
        return "刚刚"
    if seconds < 3600:
        return f"{seconds // 60} 分钟{side}"
    if seconds < 48 * 3600:
        return f"{seconds // 3600} 小时{side}"
    return f"{seconds // 86400} 天{side}"
