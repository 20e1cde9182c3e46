"""The defaults of a new database are complete, without duplicates and contradictions."""

import re
from collections import Counter
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from tickets.rules.ladder import Rung, applies
from tickets.rules.limits import Case, Limit, choose
from tickets.rules.stages import TICKET_STAGES
from tickets.rules.words import FaultGroup, Priority, Role, RungKind, Stage, Zone
from tickets.store import seed

FAULTS = seed.fault_rows()
PLACES = seed.place_rows()
HOURS = 3600
MANUAL = Path(__file__).parents[1] / "docs" / "manual.zh-CN.md"


def limits() -> list[Limit]:
    names = Limit.__slots__
    return [
        Limit(id=row["rule"], **{name: row[name] for name in names if name not in ("id", "version")})
        for row in seed.limit_rows()
    ]


def rungs() -> list[Rung]:
    return [Rung(id=id_, **row) for id_, row in enumerate(seed.rung_rows(), start=1)]


def twice(values: Any) -> list[Any]:
    """Return what occurs more than once."""
    return [value for value, count in Counter(values).items() if count > 1]


def limit_of(stage: Stage, fault: str, priority: Priority, zone: Zone, dn: int | None) -> int | None:
    found = choose(limits(), Case(stage, fault, priority, zone, dn, 3))
    return None if found is None else found.seconds


def test_every_case_finds_its_limit() -> None:
    table = limits()
    codes = [fault["code"] for fault in FAULTS]
    sizes, hours = (None, 15, 100, 500, 501, 1200), (0, 12)
    for case in map(Case, *zip(*product(TICKET_STAGES, codes, Priority, Zone, sizes, hours), strict=True)):
        found = choose(table, case)
        assert found is not None and found.seconds >= 60, case


@pytest.mark.parametrize(
    ("stage", "priorities", "zone", "seconds"),
    [
        (Stage.ACCEPT, "P1 P2", Zone.URBAN, 600),
        (Stage.ACCEPT, "P1 P2", Zone.RURAL, 600),
        (Stage.ACCEPT, "P3", Zone.RURAL, 1800),
        (Stage.ARRIVE, "P1 P2", Zone.URBAN, 1800),
        (Stage.ARRIVE, "P1 P2", Zone.RURAL, 3600),
        (Stage.ARRIVE, "P3", Zone.URBAN, 3600),
        (Stage.ARRIVE, "P3", Zone.RURAL, 5400),
        (Stage.ISOLATE, "P1 P2", Zone.RURAL, 4 * HOURS),
    ],
)
def test_limits_by_priority_and_zone(stage: Stage, priorities: str, zone: Zone, seconds: int) -> None:
    for priority in map(Priority, priorities.split()):
        assert limit_of(stage, "burst_main", priority, zone, None) == seconds


@pytest.mark.parametrize(
    ("fault", "dn", "hours"),
    [
        ("burst_main", None, 24),
        ("burst_main", 99, 24),
        ("burst_main", 100, 24),
        ("burst_main", 500, 24),
        ("burst_main", 501, 48),
        ("no_water", None, 4),
        ("no_water", 600, 4),
        ("low_pressure", 100, 4),
    ],
)
def test_limits_to_resolve_by_pipe_size_and_fault(fault: str, dn: int | None, hours: int) -> None:
    for priority, zone in product(Priority, Zone):
        assert limit_of(Stage.RESOLVE, fault, priority, zone, dn) == hours * HOURS


def test_every_limit_names_its_source_and_only_known_faults() -> None:
    codes = {fault["code"] for fault in FAULTS} | {None}
    for row in seed.limit_rows():
        assert row["source"] and row["fault"] in codes, row


def test_no_two_limits_have_the_same_scope() -> None:
    keys = ("stage", "fault", "priority", "zone", "dn_from", "dn_to", "hour_from", "hour_to")
    assert twice(tuple(row[key] for key in keys) for row in seed.limit_rows()) == []


@pytest.mark.parametrize(("stage", "priority"), list(product(TICKET_STAGES, Priority)))
def test_every_clock_has_a_warning_one_overdue_and_an_escalation(stage: Stage, priority: Priority) -> None:
    ladder = [rung for rung in rungs() if applies(rung, stage, priority)]
    kinds = Counter(rung.kind for rung in ladder)
    assert kinds[RungKind.WARNING] == kinds[RungKind.OVERDUE] == 1
    assert kinds[RungKind.ESCALATION] >= 1


def test_every_rung_has_one_threshold_and_recipients() -> None:
    for rung in rungs():
        assert (rung.share is None) != (rung.after is None), rung
        assert rung.roles, rung
        match rung.kind:
            case RungKind.WARNING:
                assert rung.share is not None and 0 < rung.share < 100
            case RungKind.OVERDUE:
                assert rung.share == 100
            case RungKind.ESCALATION:
                assert rung.after is not None and rung.after > 0


@pytest.mark.parametrize("priority", [Priority.P1, Priority.P2])
def test_urgent_tickets_escalate_to_the_supervisor_after_5_and_the_administrator_after_15_minutes(
    priority: Priority,
) -> None:
    ladder = [rung for rung in rungs() if applies(rung, Stage.ARRIVE, priority)]
    steps = [(rung.share, rung.after, Role.SUPERVISOR in rung.roles) for rung in ladder]
    assert steps == [(70, None, False), (100, None, False), (None, 300, True), (None, 900, False)]
    assert ladder[-1].roles == {Role.ADMINISTRATOR}


def test_faults_are_all_different_and_every_group_has_some() -> None:
    assert len(FAULTS) == 20
    assert twice(fault["code"] for fault in FAULTS) == twice(fault["name"] for fault in FAULTS) == []
    assert {fault["fault_group"] for fault in FAULTS} == set(FaultGroup)


def test_no_caller_phrase_belongs_to_two_faults() -> None:
    words = [word for fault in seed.load_toml("faults")["faults"] for word in fault["words"]]
    assert twice(words) == []
    assert not [word for word in words if " " in word]


def test_only_bursts_need_isolation_and_only_pipes_behind_the_meter_are_the_customers() -> None:
    assert {fault["code"] for fault in FAULTS if fault["isolate"]} == {"burst_main", "dug_up"}
    assert {fault["code"] for fault in FAULTS if fault["customer_side"]} == {"behind_meter"}


def test_every_fault_has_advice_for_the_caller_in_one_or_two_sentences() -> None:
    for fault in FAULTS:
        assert fault["advice"].endswith("。") and fault["advice"].count("。") <= 2, fault


def test_hold_reasons_are_all_different() -> None:
    reasons = seed.load_toml("holds")["reasons"]
    assert len(reasons) == 8 and twice(reasons) == []


def test_no_place_is_listed_twice() -> None:
    assert twice((place["town"], place["name"]) for place in PLACES) == []


def test_the_gazetteer_has_every_town_community_and_village_that_was_found() -> None:
    kinds = Counter(place["kind"] for place in PLACES)
    assert kinds == {"town": 10, "community": 12, "village": 69, "old_village": 81, "road": 5}


def test_a_place_has_the_zone_of_its_town_and_can_be_spelled() -> None:
    towns = {place["name"]: place["zone"] for place in PLACES if place["kind"] == "town"}
    assert {name for name, zone in towns.items() if zone is Zone.URBAN} == {"铜城街道", "新城街道"}
    for place in PLACES:
        assert place["zone"] is towns.get(place["town"], Zone.URBAN), place
        assert place["pinyin"].isascii() and place["initials"], place
        assert all(alias != place["name"] for alias in place["aliases"].split("|")), place


def test_a_town_outside_the_service_area_is_not_listed() -> None:
    assert not [place for place in PLACES if "东阿镇" in (place["name"], place["town"])]


def test_the_search_examples_of_the_manual_work_on_a_new_desk() -> None:
    sound, name = re.findall(r"如 `(\w+)` 是(\w+)", MANUAL.read_text("utf-8"))[0]
    assert name in {place["name"] for place in PLACES if place["initials"] == sound}
    begun, fault = re.findall(r"例如 `(\S+) (\S+)`、", MANUAL.read_text("utf-8"))[0]
    assert any(place["name"].startswith(begun) for place in PLACES)
    assert any(row["name"] == fault for row in FAULTS)
