"""One row of the table applies to a case: the most specific one, whatever the order of the rows."""

from dataclasses import replace
from datetime import UTC, datetime
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tickets.rules.instants import plus
from tickets.rules.limits import (
    Case,
    Limit,
    agreed,
    choose,
    hour_words,
    matches,
    rule_on,
    scope,
    scope_words,
    size_words,
)
from tickets.rules.words import Priority, Stage, Zone

FAULTS = ("burst_main", "no_water")
CASE = Case(Stage.RESOLVE, "burst_main", Priority.P1, Zone.URBAN, 300, 12)
KEYS = [{"fault"}, {"dn_from", "dn_to"}, {"priority"}, {"zone"}, {"hour_from", "hour_to"}]

cases = st.builds(
    Case,
    st.sampled_from([Stage.ARRIVE, Stage.RESOLVE]),
    st.sampled_from(FAULTS),
    st.sampled_from([Priority.P1, Priority.P2]),
    st.sampled_from(Zone),
    st.none() | st.sampled_from([50, 100, 300, 501]),
    st.integers(0, 23),
)
sizes = st.sampled_from([(None, None), (None, 100), (100, 501), (501, None)])
hours = st.sampled_from([(None, None), (8, 18), (18, 8), (22, 6)])


@st.composite
def tables(draw: st.DrawFn) -> list[Limit]:
    def row(id_: int) -> Limit:
        (dn_from, dn_to), (hour_from, hour_to) = draw(sizes), draw(hours)
        return Limit(
            id_,
            draw(st.sampled_from([Stage.ARRIVE, Stage.RESOLVE])),
            draw(st.sampled_from([600, 1800, 3600])),
            draw(st.none() | st.sampled_from(FAULTS)),
            draw(st.none() | st.sampled_from([Priority.P1, Priority.P2])),
            draw(st.none() | st.sampled_from(Zone)),
            dn_from,
            dn_to,
            hour_from,
            hour_to,
        )

    return [row(id_) for id_ in range(draw(st.integers(0, 8)))]


def named(limit: Limit) -> set[str]:
    """Return what a row specifies; a pipe size counts once, whether one end of its range is open or none."""
    return {min(key) for key in KEYS if any(getattr(limit, name) is not None for name in key)}


@given(tables(), cases, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(table: list[Limit], case: Case, chance: Random) -> None:
    shuffled = chance.sample(table, len(table))
    assert choose(shuffled, case) == choose(table, case)


@given(tables(), cases)
def test_the_row_chosen_matches_and_none_is_chosen_only_when_none_does(table: list[Limit], case: Case) -> None:
    chosen = choose(table, case)
    fitting = [limit for limit in table if matches(limit, case)]
    assert (chosen in fitting) if fitting else (chosen is None)


@given(tables(), cases)
def test_a_row_is_not_chosen_if_a_more_specific_one_matches(table: list[Limit], case: Case) -> None:
    chosen = choose(table, case)
    if chosen is not None:
        assert not [limit for limit in table if matches(limit, case) and named(limit) > named(chosen)]


@given(tables(), cases)
def test_the_shorter_of_two_equally_specific_rows_wins(table: list[Limit], case: Case) -> None:
    chosen = choose(table, case)
    if chosen is not None:
        shorter = replace(chosen, id=99, seconds=chosen.seconds - 1)
        longer = replace(chosen, id=98, seconds=chosen.seconds + 1)
        assert choose([longer, *table, shorter], case) == shorter


def test_of_two_equal_rows_the_older_one_wins_in_either_order() -> None:
    rows = [Limit(id_, CASE.stage, 600, zone=Zone.URBAN) for id_ in (1, 2)]
    assert choose(rows, CASE) == choose(rows[::-1], CASE) == rows[0]


@pytest.mark.parametrize(("stronger", "weaker"), [(0, 1), (1, 2), (2, 3), (3, 4)])
def test_fault_weighs_more_than_size_than_priority_than_zone_than_hour(stronger: int, weaker: int) -> None:
    values = {"dn_from": 100, "dn_to": 501, "hour_from": 8, "hour_to": 18}
    values |= {"fault": CASE.fault, "priority": CASE.priority, "zone": CASE.zone}
    rows = [
        Limit(id_, CASE.stage, seconds, **{key: values[key] for key in KEYS[rank]})  # type: ignore[arg-type]
        for id_, rank, seconds in ((1, stronger, 7200), (2, weaker, 60))
    ]
    chosen = choose(rows, CASE)
    assert chosen is not None and chosen.id == 1


@pytest.mark.parametrize(("dn", "expected"), [(None, 3), (15, 1), (99, 1), (100, 2), (500, 2), (501, 3), (3000, 3)])
def test_a_pipe_size_range_includes_its_start_and_excludes_its_end(dn: int | None, expected: int) -> None:
    rows = [
        Limit(1, Stage.RESOLVE, 60, dn_to=100),
        Limit(2, Stage.RESOLVE, 60, dn_from=100, dn_to=501),
        Limit(3, Stage.RESOLVE, 60),
    ]
    chosen = choose(rows, replace(CASE, dn=dn))
    assert chosen is not None and chosen.id == expected


@given(st.integers(0, 23), st.integers(0, 23), st.integers(0, 23))
def test_two_complementary_hour_ranges_match_every_hour_exactly_once(first: int, second: int, hour: int) -> None:
    assume(first != second)
    one = Limit(1, Stage.RESOLVE, 60, hour_from=first, hour_to=second)
    other = Limit(2, Stage.RESOLVE, 60, hour_from=second, hour_to=first)
    case = replace(CASE, hour=hour)
    assert matches(one, case) != matches(other, case)


def test_a_night_row_matches_across_midnight() -> None:
    night = Limit(1, Stage.RESOLVE, 60, hour_from=22, hour_to=6)
    held = [hour for hour in range(24) if matches(night, replace(CASE, hour=hour))]
    assert held == [0, 1, 2, 3, 4, 5, 22, 23]


@given(tables(), cases)
def test_a_ruling_names_the_chosen_row_and_counts_the_others_that_match(rows: list[Limit], case: Case) -> None:
    ruling = rule_on(rows, case)
    assert ruling.limit == choose(rows, case)
    fitting = {row.id for row in rows if matches(row, case)}
    assert {row.id for row in ruling.others} == fitting - ({ruling.limit.id} if ruling.limit else set())
    assert ruling.why.endswith("。") and (f"{len(ruling.others)} 条" in ruling.why) == bool(ruling.others)


def test_a_ruling_explains_why_its_row_was_chosen() -> None:
    stage = Stage.RESOLVE
    general = Limit(1, stage, 3600)
    zoned = Limit(2, stage, 7200, zone=Zone.URBAN)
    urgent = Limit(3, stage, 9000, priority=Priority.P1)
    night = Limit(4, stage, 100, hour_from=22, hour_to=6)
    overlapping = Limit(5, stage, 50, hour_from=20, hour_to=4)
    at = replace(CASE, hour=23)
    assert "没有适用" in rule_on([], CASE).why
    assert rule_on([general], CASE).why == "只有这一条适用。"
    assert "写明了紧急程度" in rule_on([general, zoned, urgent], CASE).why
    assert rule_on([general, night, overlapping], at).limit == overlapping
    assert "取时限短的" in rule_on([general, night, overlapping], at).why
    assert "取先定的" in rule_on([replace(general, id=9), general], CASE).why


@given(tables())
def test_rows_share_a_scope_exactly_when_they_match_the_same_cases(rows: list[Limit]) -> None:
    every = [
        Case(stage, fault, priority, zone, dn, hour)
        for stage in (Stage.ARRIVE, Stage.RESOLVE)
        for fault in (*FAULTS, "another")
        for priority in (Priority.P1, Priority.P2, Priority.P3)
        for zone in Zone
        for dn in (None, 0, 99, 100, 300, 501)
        for hour in (0, 5, 6, 7, 8, 17, 18, 21, 22, 23)
    ]
    for one in rows[:2]:
        for other in rows[:3]:
            same = all(matches(one, case) == matches(other, case) for case in every)
            assert (scope(one) == scope(other)) == same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"hour_from": 22, "hour_to": 24}, {"hour_from": 22, "hour_to": 0}),
        ({"hour_from": 0, "hour_to": 24}, {}),
        ({"dn_to": 100}, {"dn_from": 0, "dn_to": 100}),
    ],
)
def test_the_same_scope_is_recognised_in_different_spellings(one: dict[str, int], other: dict[str, int]) -> None:
    first, second = Limit(1, Stage.ARRIVE, 60, **one), Limit(2, Stage.ARRIVE, 90, **other)  # type: ignore[arg-type]
    assert scope(first) == scope(second)


def test_a_scope_is_described_in_words() -> None:
    assert scope_words(Limit(1, Stage.ARRIVE, 60), "") == "所有情况"
    limit = Limit(1, Stage.ARRIVE, 60, "burst_main", Priority.P1, Zone.URBAN, 100, 500, 22, 6)
    assert scope_words(limit, "爆管") == "爆管 · 100 ≤ DN < 500 · 特急 · 城区 · 22–次日 6 时"


@pytest.mark.parametrize(("ahead", "limit"), [(3600, 3600), (61, 61), (60, 60), (59, 60), (0, 60), (-5, 60)])
def test_an_appointment_is_the_limit_and_one_that_has_come_leaves_a_minute(ahead: int, limit: int) -> None:
    at = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
    assert agreed(at, plus(at, ahead)) == limit


@pytest.mark.parametrize(
    ("hours", "words"), [((8, 20), "8–20 时"), ((20, 8), "20–次日 8 时"), ((8, 8), "8–次日 8 时"), ((None, 8), "")]
)
def test_hours_that_go_past_midnight_say_so(hours: tuple[int | None, int | None], words: str) -> None:
    assert hour_words(*hours) == words


@pytest.mark.parametrize(
    ("size", "words"),
    [((100, 300), "100 ≤ DN < 300"), ((None, 300), "DN < 300"), ((100, None), "DN ≥ 100"), ((None, None), "")],
)
def test_pipe_size_ranges_are_described_with_their_included_ends(
    size: tuple[int | None, int | None], words: str
) -> None:
    assert size_words(*size) == words


@pytest.mark.parametrize("size", [{"dn_from": 100}, {"dn_to": 501}, {"dn_from": 100, "dn_to": 501}])
def test_a_pipe_size_range_with_one_open_end_is_as_specific_as_one_with_two_ends(size: dict[str, int]) -> None:
    sized = Limit(1, CASE.stage, 7200, **size)  # type: ignore[arg-type]
    assert choose([sized, Limit(2, CASE.stage, 60, priority=CASE.priority)], CASE) == sized
    assert choose([sized, Limit(2, CASE.stage, 7200, fault=CASE.fault)], CASE) != sized


@pytest.mark.parametrize("hours", [{"hour_from": 8}, {"hour_to": 8}, {}])
def test_an_hour_range_with_one_open_end_is_the_whole_day(hours: dict[str, int]) -> None:
    row = Limit(1, CASE.stage, 7200, **hours)  # type: ignore[arg-type]
    assert all(matches(row, replace(CASE, hour=hour)) for hour in range(24))
