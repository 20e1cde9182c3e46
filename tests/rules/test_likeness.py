"""Two callers about one burst main are recognised; two who only live in one village are not."""

from dataclasses import replace
from datetime import UTC, datetime
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets.rules.instants import plus
from tickets.rules.likeness import THRESHOLD, VERY, Call, OpenTicket, in_words, is_very_likely, likely, likeness
from tickets.rules.words import FaultGroup, Zone

NOW = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
MAIN, SUPPLY, METER, FITTINGS, FROST, ROAD, OTHER = FaultGroup
MINUTE, DAY = 60, 86_400

BURST = OpenTicket(
    1, plus(NOW, -30 * MINUTE), "burst_main", MAIN, True, 7, "刘集镇", Zone.RURAL, "孙郭新村小学门口路东"
)
NO_WATER = Call(None, "", None, "", "no_water", SUPPLY)


def found(call: Call, *tickets: OpenTicket) -> list[int]:
    """Return the ids of the likely tickets."""
    return [ticket.id for ticket, _ in likely(call, tickets or (BURST,), NOW)]


@pytest.mark.parametrize(
    ("call", "why"),
    [
        (Call(7, fault="burst_main", group=MAIN), ("同一地点", "故障类型相同")),
        (Call(7, fault="visible_leak", group=MAIN), ("同一地点", "同类故障")),
        (Call(7, fault="road_collapse", group=ROAD), ("同一地点", "故障相关")),
        (Call(7, fault="no_water", group=SUPPLY), ("同一地点", "该处管网故障需停水")),
        (replace(NO_WATER, town="刘集镇"), ("同一街道或乡镇", "该处管网故障需停水")),
        (Call(address="孙郭新村小学门口", fault="burst_main", group=MAIN), ("地址相近", "故障类型相同")),
        (Call(address="孙郭村小学路东", fault="hidden_leak", group=MAIN), ("地址相近", "同类故障")),
    ],
)
def test_a_call_is_matched_with_a_burst_and_the_reasons_are_given(call: Call, why: tuple[str, ...]) -> None:
    [(ticket, alike)] = likely(call, [BURST], NOW)
    assert ticket is BURST
    assert alike.reasons == (*why, "30 分钟前报修")


@pytest.mark.parametrize(
    "call",
    [
        Call(),
        Call(7),
        Call(7, fault="meter_stopped", group=METER),
        Call(8, fault="burst_main", group=MAIN),
        Call(8, "刘集镇", Zone.RURAL, "谭庄新村西头", "burst_main", MAIN),
        Call(None, "大桥镇", Zone.RURAL, "", "no_water", SUPPLY),
        Call(None, "刘集镇", Zone.RURAL, "", "visible_leak", MAIN),
        Call(address="孙郭新村小学门口", fault="meter_stopped", group=METER),
        Call(address="新村", fault="burst_main", group=MAIN),
    ],
)
def test_a_call_with_too_little_in_common_is_not_matched(call: Call) -> None:
    assert found(call) == []


def test_the_same_caller_or_household_is_always_enough() -> None:
    ticket = replace(
        BURST, opened=plus(NOW, -30 * DAY), phones=frozenset({"13800000001"}), household_nos=frozenset({"88"})
    )
    assert found(Call(phone="13800000001"), ticket) == [1]
    assert found(Call(phone="13800000003", other_phones=("13800000002", "13800000001")), ticket) == [1]
    assert found(Call(household_no="88"), ticket) == [1]
    assert found(Call(phone="13800000002", household_no="89"), ticket) == []


def test_two_unknown_phones_or_households_do_not_match() -> None:
    nobody = replace(BURST, phones=frozenset({""}), household_nos=frozenset({""}), place_id=None, fault="")
    assert likeness(Call(), nobody, NOW).score == 0


def test_callers_without_water_match_a_burst_in_their_town_but_not_in_another_village() -> None:
    urban = replace(BURST, town="铜城街道", zone=Zone.URBAN)
    assert found(replace(NO_WATER, town="铜城街道", zone=Zone.URBAN), urban) == [1]
    assert found(replace(NO_WATER, zone=Zone.URBAN), urban) == [], "being in town is no likeness"
    assert found(replace(NO_WATER, town="新城街道", zone=Zone.URBAN), urban) == []
    assert found(replace(NO_WATER, town="大桥镇", zone=Zone.RURAL)) == []


def test_an_old_burst_is_matched_only_at_the_same_place() -> None:
    old = replace(BURST, opened=plus(NOW, -20 * DAY))
    assert found(replace(NO_WATER, town="刘集镇"), old) == []
    assert found(replace(NO_WATER, place_id=7), old) == [1]
    assert found(Call(7, fault="burst_main", group=MAIN), old) == [1]


def test_a_leak_that_needs_no_isolation_is_not_matched_with_missing_water_in_the_town() -> None:
    assert found(replace(NO_WATER, town="刘集镇"), replace(BURST, isolates=False)) == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("铜城街道文化街路口", "文化街路口往东５０米", True),
        ("文化街 南段", "文化街南段", True),
        ("姜楼镇陈店新村3号楼", "姜楼镇卢集新村3号楼", False),
        ("东阿县铜城街道", "东阿县铜城街道", False),
        ("高集镇旦镇新村西头", "旦镇", True),
        ("陈店新村西头", "卢集新村西头", False),
        ("3号楼", "3号楼", False),
        ("聊城市东阿县刘集镇某某新村", "聊城市东阿县大桥镇另一新村", False),
        ("", "", False),
        ("😀", "😀", False),
    ],
)
def test_addresses_are_compared_by_their_distinguishing_parts(one: str, other: str, same: bool) -> None:
    call = Call(address=one, fault="valve", group=FITTINGS)
    ticket = OpenTicket(1, NOW, "valve", FITTINGS, address=other)
    assert bool(found(call, ticket)) is same


def test_the_likeliest_tickets_come_first_then_the_newest_up_to_the_limit() -> None:
    call = Call(7, fault="burst_main", group=MAIN)
    same = [replace(BURST, id=id_) for id_ in (2, 3, 4)]
    newer = replace(BURST, id=5, opened=NOW)
    related = replace(BURST, id=6, fault="hidden_leak")
    assert found(call, *same, related, newer) == [5, 4, 3, 2, 6]
    assert [ticket.id for ticket, _ in likely(call, [*same, related, newer], NOW, at_most=2)] == [5, 4]


@pytest.mark.parametrize(
    ("age", "words"),
    [
        (59, "刚刚"),
        (60, "1 分钟前"),
        (59 * 60, "59 分钟前"),
        (3600, "1 小时前"),
        (2 * DAY - 1, "47 小时前"),
        (2 * DAY, "2 天前"),
        (-3600, "1 小时后"),
    ],
)
def test_the_age_of_the_ticket_is_the_last_reason(age: int, words: str) -> None:
    ticket = replace(BURST, opened=plus(NOW, -age))
    assert likeness(Call(), ticket, NOW).reasons[-1] == f"{words}报修"


LEAK = OpenTicket(1, NOW, "visible_leak", MAIN, False, 7, "铜城街道", Zone.URBAN, "3号楼东门口")
METER_LEAK = replace(LEAK, fault="meter_leak", group=METER)
ROAD_LEAK = replace(LEAK, town="", address="建设银行门口")


@pytest.mark.parametrize(
    ("ticket", "fault", "group", "address", "is_very"),
    [
        (LEAK, "visible_leak", MAIN, "", True),
        (LEAK, "visible_leak", MAIN, "3号楼", True),
        (LEAK, "visible_leak", MAIN, "9号楼东", False),  # another spot of the place
        (LEAK, "burst_main", MAIN, "", True),
        (LEAK, "manhole_cover", FITTINGS, "", False),
        (LEAK, "other", OTHER, "", False),
        (replace(LEAK, fault="other", group=OTHER), "other", OTHER, "", False),
        (replace(LEAK, fault="no_water", group=SUPPLY), "no_water", SUPPLY, "9号楼", True),  # the whole place
        (METER_LEAK, "meter_leak", METER, "", False),  # one household each
        (METER_LEAK, "meter_leak", METER, "3号楼西", False),
        (METER_LEAK, "meter_leak", METER, "3号楼东门口", True),
        (ROAD_LEAK, "visible_leak", MAIN, "", False),  # a road is long
        (ROAD_LEAK, "visible_leak", MAIN, "汽车站", False),
        (ROAD_LEAK, "visible_leak", MAIN, "建设银行西边", True),
    ],
)
def test_how_far_a_place_reaches_depends_on_the_fault(
    ticket: OpenTicket, fault: str, group: FaultGroup, address: str, is_very: bool
) -> None:
    call = Call(7, ticket.town, Zone.URBAN, address, fault, group)
    assert is_very_likely(likeness(call, ticket, NOW).score) is is_very


FLAT = replace(LEAK, fault="meter_leak", group=METER, address="3号楼2单元501", household_nos=frozenset({"88"}))


@pytest.mark.parametrize(
    ("address", "household_no", "is_same"),
    [
        ("", "88", True),  # the address is not typed, or another one
        ("东户", "88", True),
        ("", "89", False),
        ("演示小区3号楼2单元501室", "", True),  # as the billing system writes it
        ("演示小区 3-2-501", "", True),
        ("演示小区北区3号楼2单元501", "", False),
        ("演示小区3号楼2单元502", "", False),
        ("演示小区3号楼2单元", "", False),
    ],
)
def test_a_meter_is_that_of_a_ticket_with_the_same_household_number_or_room(
    address: str, household_no: str, is_same: bool
) -> None:
    alike = likeness(Call(7, FLAT.town, None, address, "meter_leak", METER, "", household_no), FLAT, NOW)
    assert is_very_likely(alike.score) is is_same
    assert ("同一地点" if is_same else "同一地点，不是一户") in alike.reasons


def test_a_building_without_a_room_is_that_of_many_households() -> None:
    building = replace(FLAT, address="3号楼")
    call = Call(7, FLAT.town, None, "演示小区3号楼", "meter_leak", METER)
    assert found(call, building) == []


def test_the_same_caller_speaking_of_another_place_has_probably_another_fault() -> None:
    ticket = replace(LEAK, phones=frozenset({"13800000001"}))
    call = Call(7, "铜城街道", Zone.URBAN, "", "visible_leak", MAIN, "13800000001")
    assert is_very_likely(likeness(call, ticket, NOW).score)
    elsewhere = replace(call, place_id=8, town="新城街道")
    assert THRESHOLD <= likeness(elsewhere, ticket, NOW).score < VERY
    assert THRESHOLD <= likeness(replace(call, fault="meter_stopped", group=METER), ticket, NOW).score < VERY


places = st.none() | st.integers(1, 3)
towns = st.sampled_from(["", "刘集镇", "铜城街道"])
zones = st.none() | st.sampled_from(Zone)
addresses = st.text("文化街铜鱼路孙郭新村号楼12 ", max_size=10)
faults = st.sampled_from(["burst_main", "no_water", "meter_leak"])
numbers = st.sampled_from(["", "1", "2"])
calls = st.builds(
    Call, places, towns, zones, addresses, faults, st.none() | st.sampled_from(FaultGroup), numbers, numbers
)
open_tickets = st.builds(
    OpenTicket,
    st.integers(1, 99),
    st.integers(-10 * DAY, DAY).map(lambda seconds: plus(NOW, seconds)),
    faults,
    st.sampled_from(FaultGroup),
    st.booleans(),
    places,
    towns,
    zones,
    addresses,
    st.frozensets(numbers),
    st.frozensets(numbers),
)


@given(calls, st.lists(open_tickets, max_size=8, unique_by=lambda ticket: ticket.id))
def test_the_fast_search_finds_exactly_what_comparing_all_of_them_finds(call: Call, tickets: list[OpenTicket]) -> None:
    compared = [(ticket, likeness(call, ticket, NOW)) for ticket in tickets]
    alike = [hit for hit in compared if hit[1].score >= THRESHOLD]
    alike.sort(key=lambda hit: (-hit[1].score, -hit[0].opened.timestamp(), -hit[0].id))
    assert likely(call, tickets, NOW, at_most=8) == alike


@given(calls, open_tickets)
def test_a_score_is_between_zero_and_one(call: Call, ticket: OpenTicket) -> None:
    assert 0 <= likeness(call, ticket, NOW).score <= 1


@given(calls, open_tickets, st.integers(0, DAY))
def test_an_older_ticket_is_never_likelier(call: Call, ticket: OpenTicket, older: int) -> None:
    ticket = replace(ticket, opened=min(ticket.opened, NOW))
    aged = replace(ticket, opened=plus(ticket.opened, -older))
    assert likeness(call, aged, NOW).score <= likeness(call, ticket, NOW).score


def test_five_thousand_open_tickets_are_compared_while_the_operator_types() -> None:
    chance = Random(1)
    streets = ("文化街", "铜鱼路", "金光路", "陈店新村", "卢集新村", "张坊新村", "于集新村", "大窑新村")
    tickets = [
        replace(
            BURST,
            id=id_,
            fault=chance.choice(("burst_main", "visible_leak", "no_water", "meter_leak")),
            group=chance.choice((MAIN, SUPPLY, METER, FITTINGS)),
            isolates=False,
            place_id=chance.randrange(200),
            address=f"{chance.choice(streets)}{chance.randrange(30)}号楼往东{chance.randrange(90)}米",
        )
        for id_ in range(5000)
    ]
    call = Call(7, "刘集镇", Zone.RURAL, "文化街 3 号楼往东 20 米", "visible_leak", MAIN, "13800000001")
    assert len(likely(call, tickets, NOW)) == 5


@pytest.mark.parametrize(
    ("score", "words"),
    [(1.0, "很可能"), (VERY, "很可能"), (0.79, "可能"), (0.65, "可能"), (0.64, "也许"), (0.0, "也许")],
)
def test_a_score_is_shown_as_one_of_three_words(score: float, words: str) -> None:
    assert in_words(score) == words
    assert is_very_likely(score) == (words == "很可能")
