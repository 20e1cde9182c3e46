"""Answers raise the priority, with reasons."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets.rules.triage import Answers, Raise, triage
from tickets.rules.words import Priority

P1, P2, P3, P4 = Priority

answers = st.builds(
    Answers, st.booleans(), st.booleans(), st.none() | st.integers(-5, 200), st.booleans(), st.booleans()
)
priorities = st.sampled_from(Priority)


@given(priorities, answers)
def test_triage_never_lowers_a_priority(default: Priority, given_answers: Answers) -> None:
    raised = triage(default, given_answers)
    assert raised.priority <= default
    assert (raised.priority < default) == bool(raised.reasons)


@given(priorities, answers, st.sampled_from(Answers.__slots__))
def test_one_more_yes_never_lowers_the_priority(default: Priority, given_answers: Answers, name: str) -> None:
    yes = 1000 if name == "households" else True
    graver = replace(given_answers, **{name: yes})  # type: ignore[arg-type]
    assert triage(default, graver).priority <= triage(default, given_answers).priority


@given(priorities)
def test_without_answers_the_fault_s_own_priority_is_kept(default: Priority) -> None:
    assert triage(default, Answers()) == Raise(default, ())


@pytest.mark.parametrize(
    ("given_answers", "expected"),
    [
        (Answers(danger_to_people=True), (P1, P1, P1, P1)),
        (Answers(traffic_blocked=True), (P1, P1, P1, P1)),
        (Answers(water_over_road=True), (P1, P2, P2, P2)),
        (Answers(households=50), (P1, P1, P1, P1)),
        (Answers(households=49), (P1, P2, P2, P2)),
        (Answers(households=10), (P1, P2, P2, P2)),
        (Answers(households=9), (P1, P2, P3, P4)),
        (Answers(households=-1), (P1, P2, P3, P4)),
        (Answers(sensitive_user=True), (P1, P1, P2, P3)),
        (Answers(sensitive_user=True, water_over_road=True), (P1, P1, P2, P2)),
    ],
)
def test_each_answer_raises_as_documented(given_answers: Answers, expected: tuple[Priority, ...]) -> None:
    assert tuple(triage(default, given_answers).priority for default in Priority) == expected


def test_every_answer_that_raises_the_priority_gives_its_reason() -> None:
    raised = triage(P3, Answers(water_over_road=True, households=60, sensitive_user=True))
    assert raised.reasons == (
        "路面过水，按紧急处理",
        "影响 60 户（50 户及以上），按特急处理",
        "涉及医院、学校、透析或供热等敏感用户，按紧急处理",
    )


def test_an_answer_that_changes_nothing_gives_no_reason() -> None:
    assert triage(P2, Answers(water_over_road=True, danger_to_people=True)).reasons == ("有人身安全危险，按特急处理",)
