"""Compares a call with an open ticket by place, address, fault, caller and time; without coordinates.

score = who + (where + what) × freshness, at most 1; likely from 0.5

| who | | where | | what | |
|---|---|---|---|---|---|
| same household | 0.55 | same place | 0.48 | shut main explains it | 0.41 |
| same phone | 0.55 | alike address | to 0.45 | same fault | 0.38 |
| | | same road, spot unknown | 0.20 | same part of the works | 0.36 |
| | | same place, another spot | 0.15 | related fault | 0.20 |
| | | same town | 0.11 | | |

The same caller is enough to be likely; from another place the fault counts half. The same place needs a matching
fault. A meter, a frozen pipe and what lies behind the meter belong to one household: there the 户号 or the address must
be the same; one of the addresses may name more, such as the place, if both name the same room. Missing or bad water
concerns the whole place. A road is long, so there the addresses must have something in common. A town without water
needs a shut main and counts only in the first hours. Freshness falls from 1 towards 0.7 with a half-life of 12 hours:
an old open ticket at the same place with the same fault remains likely.
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
_PLACE = 0.48, "同一地点"
_ADDRESS = 0.45, "地址相近"
_ELSEWHERE = 0.2, "地址相近"  # an address of another place: callers may name the same spot by the road or the village
_ROAD = 0.2, "同一道路"
_ANOTHER_SPOT = 0.15, "同一地点，位置不同"
_ANOTHER_HOUSEHOLD = 0.05, "同一地点，不是一户"
_TOWN = 0.11, "同一街道或乡镇"
_SHUT = 0.41, "该处管网故障需停水"
_FAULT = 0.38, "故障类型相同"
_SAME_GROUP = 0.36, "同类故障"
_RELATED = 0.2, "故障相关"
_NOTHING = 0.0, ""
_MOST_WHERE = _PLACE[0]

_RELATED_GROUPS = {
    FaultGroup.MAIN: (FaultGroup.SUPPLY, FaultGroup.ROAD, FaultGroup.FITTINGS),
    FaultGroup.SUPPLY: (FaultGroup.MAIN, FaultGroup.FITTINGS, FaultGroup.FROST),
    FaultGroup.METER: (FaultGroup.FROST,),
    FaultGroup.FITTINGS: (FaultGroup.MAIN,),
    FaultGroup.FROST: (FaultGroup.SUPPLY, FaultGroup.METER),
    FaultGroup.ROAD: (FaultGroup.MAIN,),
}

_OF_ONE_HOUSEHOLD = (FaultGroup.METER, FaultGroup.FROST)
_OF_ONE_CAUSE = (FaultGroup.MAIN, FaultGroup.SUPPLY)  # a leak may be told as a burst, low pressure as no water

# Parts of addresses too common to compare: county, town, words for villages, houses, directions.
_COMMON = re.compile(
    "聊城市|东阿县|(?:铜城|新城)街道|[\u4e00-\u9fff]{2,3}?镇|新村|社区|小区|村|号楼|单元|"
    "[东西南北][头边面侧门]|往[东西南北]|[大院]?门[口前]|路[口上边]|马路|家里|附近|对[面过]|旁边?|[0-9]+[号排户栋幢层楼]?|[\\W_]+"
)
_NUMBERS = re.compile("[0-9]+")
_ROOM = re.compile(r"[0-9]+(?!\s*(?:[0-9米年月日点]|[号#]?楼|单元|[栋幢排层]))")  # the number of a flat or of a house
_DIRECTIONS = re.compile("[东西南北]")

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
    is_another_fault = what is _NOTHING and wanted.call.group is not None
    if is_another_fault or missing > _MOST_WHERE:
        return who, _NOTHING, what
    if who is not _NOTHING and what is not _SHUT and _are_apart(wanted.call, ticket):
        what = what[0] / 2, what[1]
    return who, _where(wanted, ticket, missing), what


def _are_apart(call: Call, ticket: OpenTicket) -> bool:
    """Return whether both places are known, and not the same."""
    return None not in (call.place_id, ticket.place_id) and call.place_id != ticket.place_id


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
        return _NOTHING if call.group is FaultGroup.OTHER else _FAULT
    if call.group is ticket.group and call.group in _OF_ONE_CAUSE:
        return _SAME_GROUP
    return _RELATED if ticket.group in wanted.related else _NOTHING


def _where(wanted: _Wanted, ticket: OpenTicket, missing: float) -> Evidence:
    call = wanted.call
    if call.place_id is not None and call.place_id == ticket.place_id:
        return _at_place(call, ticket)
    most, reason = _ELSEWHERE if _are_apart(call, ticket) else _ADDRESS
    alike = most * _similarity(wanted.grams, ticket.address, missing / most)
    if (
        alike
        and _is_of_one_household(call, ticket)
        and _NUMBERS.findall(call.address) != _NUMBERS.findall(ticket.address)
    ):
        return _ANOTHER_HOUSEHOLD
    near = _TOWN if call.town and call.town == ticket.town else _NOTHING
    return (alike, reason) if alike > near[0] else near


def _at_place(call: Call, ticket: OpenTicket) -> Evidence:
    """Return the evidence of the same place, by the addresses and by how far such a fault reaches."""
    if _is_of_one_household(call, ticket):
        return _PLACE if _is_same_household(call, ticket) else _ANOTHER_HOUSEHOLD
    one, other = _marks(call.address), _marks(ticket.address)
    is_road = not ticket.town
    if call.group is FaultGroup.SUPPLY and not is_road:
        return _PLACE
    numbers = _NUMBERS.findall(call.address), _NUMBERS.findall(ticket.address)
    if one and other and (not one & other or (all(numbers) and not set(numbers[0]) & set(numbers[1]))):
        return _ANOTHER_SPOT
    return _ROAD if is_road and not one & other else _PLACE


def _is_of_one_household(call: Call, ticket: OpenTicket) -> bool:
    return call.group in _OF_ONE_HOUSEHOLD or ticket.group in _OF_ONE_HOUSEHOLD


def _is_same_household(call: Call, ticket: OpenTicket) -> bool:
    """Return whether both are about one household of their place: by its 户号, or by the same room."""
    if call.household_no and call.household_no in ticket.household_nos:
        return True
    one, other = _fold(call.address), _fold(ticket.address)
    if _marks(one) == _marks(other):
        return bool(_marks(one))
    if not _ROOM.search(one) or any(each.findall(one) != each.findall(other) for each in (_NUMBERS, _DIRECTIONS)):
        return False
    return _grams(one) <= _grams(other) or _grams(other) <= _grams(one)


def _marks(address: str) -> frozenset[str]:
    """Return what tells an address from others of its place: names, numbers and directions."""
    folded = _fold(address)
    return _grams(folded) | frozenset(_NUMBERS.findall(folded)) | frozenset(_DIRECTIONS.findall(folded))


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
