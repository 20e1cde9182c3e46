"""The scenario: the requested number of calls, the same for the same seed, and as bad as real days."""

from collections import Counter
from collections.abc import Callable

import pytest

from tickets.drill.courses import Aside
from tickets.drill.scenario import START, Scenario, write_scenario
from tickets.rules.instants import local_hour, plus
from tickets.rules.words import CallKind, Move
from tickets.service import TicketService
from tickets.store.queries.lookups import list_faults, list_places

Write = Callable[[float, int, int], Scenario]


@pytest.fixture
def write(desk: TicketService) -> Write:
    """Generates a scenario from the default faults and places."""
    faults, places = desk.read(list_faults), desk.read(list_places)
    return lambda hours, calls, seed: write_scenario(hours, calls, seed, faults, places)


def test_the_same_seed_gives_the_same_scenario_and_another_seed_another(write: Write) -> None:
    assert write(24, 200, 7) == write(24, 200, 7)
    assert write(24, 200, 7) != write(24, 200, 8)


@pytest.mark.parametrize(("hours", "calls"), [(24, 400), (2, 30), (0.02, 1), (72, 50)])
def test_a_scenario_has_the_requested_number_of_calls_within_the_hours(write: Write, hours: float, calls: int) -> None:
    scenario = write(hours, calls, 1)
    assert len(scenario.calls) == calls
    assert all(START <= call.at < plus(START, max(60, int(hours * 3600))) for call in scenario.calls)
    assert [call.at for call in scenario.calls] == sorted(call.at for call in scenario.calls)


def test_a_day_has_its_peak_in_the_morning_and_every_kind_of_trouble(write: Write) -> None:
    scenario = write(24, 2000, 3)
    by_hour = Counter(local_hour(call.at) for call in scenario.calls)
    assert sum(by_hour[hour] for hour in (7, 8, 9)) > 5 * sum(by_hour[hour] for hour in (1, 2, 3))
    kinds = Counter(call.kind for call in scenario.calls)
    assert all(kinds[kind] > 50 for kind in CallKind if kind is not CallKind.UNDONE)
    assert 0.3 < len(scenario.incidents) / len(scenario.calls) < 0.5
    steps = [step for incident in scenario.incidents for step in incident.course]
    assert {step.what for step in steps} == {*Move, *Aside}
    assert any(step.late for step in steps)
    words = [call.words for call in scenario.calls]
    assert any("😭" in text for text in words)
    assert any("DROP TABLE" in text for text in words)
    assert any("\x00" in text for text in words)
    assert max(map(len, words)) == 10_000


def test_every_incident_ends_with_a_ticket_that_has_ended(write: Write) -> None:
    ends = {incident.course[-1].what for incident in write(24, 2000, 4).incidents}
    assert ends == {Move.CLOSE, Move.CANCEL, Move.MERGE, Move.SETTLE}
