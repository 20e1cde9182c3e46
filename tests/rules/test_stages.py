"""The description of the stages is complete, consistent, and matches the ticket's columns."""

from itertools import pairwise, product

import pytest

from tickets.actions.progress import TAKEN_BY
from tickets.rules.moves import MoveContext, legal_moves, next_move
from tickets.rules.stages import (
    COLUMNS,
    FIRST,
    LAST,
    MAIN_STAGES,
    MILESTONES,
    STAGES,
    STEPS,
    Step,
    TimedStage,
    described,
    goes_by_appointment,
    has_stage,
    running_stage,
    started_by,
    states_after,
    steps_before,
)
from tickets.rules.words import WORKING_STATES, Move, Priority, Stage, State
from tickets.store.tables import tickets

MAIN = [described(stage) for stage in MAIN_STAGES]


def test_each_stage_is_described_once() -> None:
    assert sorted(each.stage for each in STAGES) == sorted(Stage)
    assert sorted(step.move for step in STEPS) == sorted({step.move for step in STEPS})


def test_the_main_stages_lead_from_the_call_to_the_repair_without_a_gap() -> None:
    assert FIRST.starts_with is None and FIRST.states[0] is State.NEW
    for each, following in pairwise(MAIN):
        assert following.starts_with is each.end.move
        assert each.end.leads_to is following.states[0]
        assert following in started_by(each.end.move)
    assert LAST.end.leads_to is State.RESOLVED


@pytest.mark.parametrize("stage", MAIN, ids=lambda each: str(each.stage))
def test_within_a_main_stage_one_step_leads_from_each_state_to_the_next(stage: TimedStage) -> None:
    leading = [step for step in stage.steps if step.leads_to is not None]
    assert [step.within for step in leading] == [(state,) for state in stage.states]
    assert [step.leads_to for step in leading[:-1]] == list(stage.states[1:])
    assert stage.end is leading[-1] and stage.waiting and not stage.milestone


def test_the_states_of_a_ticket_being_worked_on_are_those_of_the_main_stages() -> None:
    assert tuple(state for each in MAIN for state in each.states) == WORKING_STATES
    assert all(running_stage(state) in MAIN_STAGES for state in WORKING_STATES)
    assert {running_stage(state) for state in State if state not in WORKING_STATES} == {None}


def test_a_milestone_is_reached_in_any_state_between_its_start_and_the_repair() -> None:
    for each in MILESTONES:
        assert each.starts_with is not None
        assert each.states == states_after(each.starts_with)
        assert each.end in steps_before(LAST.end)


def test_a_ticket_has_a_column_for_each_step_that_says_so_and_no_other_of_its_kind() -> None:
    instants = {column.name for column in tickets.c if column.name.endswith("_at")}
    assert instants == {*COLUMNS, "ended_at"}


@pytest.mark.parametrize("step", STEPS, ids=lambda step: str(step.move))
def test_a_step_that_keeps_the_state_has_a_refusal_for_a_repetition(step: Step) -> None:
    stays = step.leads_to is None
    assert bool(step.already) == stays
    assert not stays or step.on_ticket, "nothing would tell that it was taken"


@pytest.mark.parametrize("needs_isolation", [False, True])
def test_always_taking_the_next_step_takes_every_required_step(needs_isolation: bool) -> None:
    state, taken = State.NEW, frozenset[Move]()
    while state in WORKING_STATES:
        context = MoveContext(state, taken=taken, needs_isolation=needs_isolation)
        move = next_move(context)
        assert move in legal_moves(context)
        (step,) = [step for step in STEPS if step.move is move]
        state, taken = step.leads_to or state, taken | {step.move}
    assert state is State.RESOLVED
    missing = {each.end.move for each in MILESTONES if not has_stage(each.stage, needs_isolation)}
    assert taken == {step.move for step in STEPS if not step.optional} - missing


def test_only_the_arrival_of_a_p4_ticket_uses_the_appointment() -> None:
    agreed = [case for case in product(Stage, Priority) if goes_by_appointment(*case)]
    assert agreed == [(Stage.ARRIVE, Priority.P4)]


def test_each_step_has_an_action() -> None:
    assert {*TAKEN_BY, Move.DISPATCH, LAST.end.move} == {step.move for step in STEPS}


def test_a_milestone_comes_after_what_it_starts_with_and_no_other_step_waits_for_it() -> None:
    ends = {each.end.move for each in MILESTONES}
    for place, step in enumerate(STEPS):
        before = [each.move for each in steps_before(step)]
        milestone = next((each for each in MILESTONES if each.end is step), None)
        if milestone is not None:
            start = [each.move for each in STEPS].index(milestone.starts_with)
            assert before == [each.move for each in STEPS[: start + 1] if each.move not in ends]
        elif step is LAST.end:
            assert before == [each.move for each in STEPS[:place]]
        else:
            assert before == [each.move for each in STEPS[:place] if each.move not in ends]
