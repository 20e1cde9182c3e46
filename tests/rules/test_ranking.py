"""The ranking of crews, with reasons."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets.rules.ranking import Crew, CrewRequest, rank
from tickets.rules.words import FaultGroup, Zone

JOB = CrewRequest(FaultGroup.MAIN, Zone.RURAL, "刘集镇", frozenset({9}))
BEST = Crew(1, True, 0, frozenset({FaultGroup.MAIN}), "刘集镇", Zone.RURAL)

crews = st.builds(
    Crew,
    st.integers(1, 9),
    st.booleans(),
    st.integers(0, 3),
    st.frozensets(st.sampled_from([FaultGroup.MAIN, FaultGroup.METER])),
    st.sampled_from(["", "刘集镇", "铜城街道"]),
    st.none() | st.sampled_from(Zone),
)
rosters = st.lists(crews, max_size=8, unique_by=lambda crew: crew.id)


def order(*roster: Crew) -> list[int]:
    """Return the ids as ranked, after checking that the order of the input doesn't matter."""
    ranked = [ranked.crew.id for ranked in rank(roster, JOB)]
    assert ranked == [ranked.crew.id for ranked in rank(reversed(roster), JOB)]
    return ranked


@given(rosters)
def test_every_crew_is_ranked_once_with_reasons(roster: list[Crew]) -> None:
    ranked = rank(roster, JOB)
    assert sorted(entry.crew.id for entry in ranked) == sorted(crew.id for crew in roster)
    assert all(entry.reasons for entry in ranked)


@given(rosters)
def test_on_duty_crews_rank_above_off_duty_and_idle_above_busy(roster: list[Crew]) -> None:
    ranked = [entry.crew for entry in rank(roster, JOB) if entry.crew.id not in JOB.returned_by]
    order_of_duty = [(not crew.on_duty, crew.load > 0) for crew in ranked]
    assert order_of_duty == sorted(order_of_duty)


@given(rosters)
def test_a_crew_that_returned_the_ticket_ranks_last_with_that_reason(roster: list[Crew]) -> None:
    ranked = rank(roster, JOB)
    returned = ["曾退回本单" in entry.reasons for entry in ranked]
    assert returned == sorted(returned)
    assert [entry.crew.id for entry in ranked if "曾退回本单" in entry.reasons] == [
        crew.id for crew in roster if crew.id == 9
    ]


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"load": 5, "skills": frozenset()}, {"on_duty": False}),
        ({"skills": frozenset(), "town": "", "zone": None}, {"load": 1}),
        ({"town": "铜城街道", "zone": Zone.URBAN}, {"skills": frozenset({FaultGroup.METER})}),
        ({"load": 1, "town": "", "zone": None}, {"load": 2}),
        ({}, {"town": "大桥镇"}),
        ({"town": "大桥镇"}, {"town": "铜城街道", "zone": Zone.URBAN}),
        ({"on_duty": False, "load": 9}, {"id": 9}),
    ],
)
def test_the_criterion_with_more_weight_decides_the_rank(better: dict[str, object], worse: dict[str, object]) -> None:
    one = replace(BEST, **({"id": 2} | better))  # type: ignore[arg-type]
    other = replace(BEST, **worse)  # type: ignore[arg-type]
    assert order(other, one) == [one.id, other.id]


def test_equal_crews_are_sorted_by_id() -> None:
    assert order(replace(BEST, id=3), replace(BEST, id=1), replace(BEST, id=2)) == [1, 2, 3]


def test_reasons_are_listed_in_order_of_weight() -> None:
    far = Crew(9, False, 2, frozenset(), "铜城街道", Zone.URBAN)
    assert [entry.reasons for entry in rank([far, BEST], JOB)] == [
        ("在班", "空闲", "擅长管网", "驻地同在刘集镇"),
        ("曾退回本单", "不在班", "手上 2 单", "未登记管网技能", "驻地不在本片区"),
    ]


def test_for_a_fault_of_the_other_group_skills_and_an_unknown_base_are_not_mentioned() -> None:
    crew = Crew(1, True, 0, frozenset())
    job = replace(JOB, group=FaultGroup.OTHER)
    assert rank([crew], job)[0].reasons == ("在班", "空闲")


def test_two_unknown_towns_do_not_count_as_the_same() -> None:
    nearby = replace(BEST, town="")
    assert rank([nearby], replace(JOB, town=""))[0].reasons[-1] == "驻地同属乡镇"
