"""The crews that a form offers: their order for a ticket, their state and their skills in words."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import update

from tests.desk_fixtures import START, Hand
from tests.ui.ticket.test_timeline import EMPTY
from tickets.rules import clocks
from tickets.rules.words import Outcome, Stage, Zone
from tickets.store.queries.lookups import CrewStanding
from tickets.store.queries.ticket_file import ClockLine
from tickets.store.tables import faults
from ui.ticket.choices import RankedCrew, crew_state, ranked_crews, read_choices, skill_labels

CREW = CrewStanding(1, "一班", "", "", None, None, None, True, True, 0, 0, 0)


def crew(**other: Any) -> CrewStanding:
    return replace(CREW, **other)


@pytest.mark.parametrize(
    ("found", "state"),
    [
        (crew(), "空闲"),
        (crew(load=2), "待出发"),
        (crew(load=2, under_way=1), "路上"),
        (crew(load=2, under_way=1, on_site=1), "现场"),
        (crew(load=2, under_way=1, on_site=1, on_duty=False), "下班"),
    ],
)
def test_the_state_of_a_crew_is_that_of_its_most_advanced_ticket(found: CrewStanding, state: str) -> None:
    assert crew_state(found) == state


def test_a_crew_that_returned_the_ticket_comes_last_and_one_of_the_town_first() -> None:
    crews = (crew(id=1, name="一班"), crew(id=2, name="二班", base_town="铜城"), crew(id=3, name="三班"))
    began = clocks.start(Stage.ACCEPT, 1, START, 600, None)
    lines = tuple(
        ClockLine(id_, clocks.stop(began, START, outcome), name)
        for id_, (name, outcome) in enumerate((("一班", Outcome.RETURNED), ("三班", Outcome.DONE)))
    )
    file = replace(EMPTY, town="铜城", clocks=lines)
    ranked = ranked_crews(crews, file)
    assert [each.id for each in ranked] == [2, 3, 1]
    assert ranked[0].reasons[-1] == "驻地同在铜城"
    assert ranked[-1].reasons[0] == "曾退回本单"
    assert ranked_crews(crews, None) == tuple(RankedCrew(each) for each in crews)


def test_a_crew_is_skilled_by_the_code_or_the_label_of_a_group_and_other_words_are_kept() -> None:
    file = replace(EMPTY, fault=replace(EMPTY.fault, fault_group="main"), town=None)
    assert skill_labels("main 高空") == "管网 高空"
    for skills in ("main", "管网", "高空 管网"):
        (ranked,) = ranked_crews((crew(skills=skills, zone=Zone.URBAN),), file)
        assert ranked.reasons == ("在班", "空闲", "擅长管网", "驻地同属城区"), skills


def test_a_retired_fault_is_read_for_the_ratings_of_old_tickets(hand: Hand) -> None:
    with hand.desk.store.writing() as connection:
        connection.execute(update(faults).where(faults.c.code == "valve").values(active=False))
    choices = hand.desk.read(read_choices)
    assert choices.known
    assert [fault.active for fault in choices.faults if fault.code == "valve"] == [False]
    assert "等材料" in choices.hold_reasons
