"""Whatever is done, in whatever order, the database passes the check."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings

from tests.checking.lives import (
    KINDS,
    Life,
    Step,
    lives,
    random_life,
    require_clocks_follow_from_the_rows,
)
from tests.checking.trial_store import TrialStore
from tests.desk_fixtures import HandClock
from tickets.checking.invariants import check
from tickets.service import TicketService

# A machine whose clock was set back would date an edited rung before the clocks that had passed it.
KINDS_WITHOUT_LADDER = tuple(kind for kind in KINDS if kind != "edit ladder")


# What asks for consent, what clocks hand on, and decisions.
KINDS_WITH_CONSENT = (
    "log", "extend", "correct", "reopen", *["return", "reassign", "resume"] * 2, *["hold", "rerate", "merge"] * 3,
    *["decide"] * 2, *["advance"] * 6,
)  # fmt: skip


KINDS_WITHOUT_CONSENT = (
    "log", "reopen", "cancel", "isolate", *["return", "reassign", "resume", "hold", "rerate", "undo"] * 2,
    *["merge"] * 3, *["advance"] * 8,
)  # fmt: skip


@pytest.fixture(scope="module")
def store(blank_file: Path) -> Iterator[TrialStore]:
    """A database for one course after the other."""
    with closing(TrialStore(blank_file)) as store:
        yield store


@settings(max_examples=20)
@given(steps=lives())
def test_any_order_of_commands_leaves_a_sound_database(store: TrialStore, steps: list[Step]) -> None:
    assert violations_after(store, steps) == []


@pytest.mark.parametrize("seeds", [range(20), pytest.param(range(20, 40), marks=pytest.mark.slow)])
def test_granting_a_request_changes_exactly_what_the_list_says(store: TrialStore, seeds: range) -> None:
    for seed in seeds:
        assert violations_after(store, random_life(Random(seed), KINDS_WITH_CONSENT)) == [], f"seed {seed}"


@pytest.mark.parametrize("seeds", [range(20), pytest.param(range(20, 100), marks=pytest.mark.slow)])
def test_what_a_clock_carries_follows_from_the_rows(store: TrialStore, seeds: range) -> None:
    for seed in seeds:
        clock = HandClock()
        with store.trial():
            life = Life(TicketService(store, clock), clock)
            for step in random_life(Random(seed), KINDS_WITHOUT_CONSENT):
                life.live(step)
                require_clocks_follow_from_the_rows(life)


@pytest.mark.slow
@settings(max_examples=80)
@given(steps=lives(longest=60))
def test_long_sequences_of_commands_leave_a_sound_database(store: TrialStore, steps: list[Step]) -> None:
    assert violations_after(store, steps) == []


@pytest.mark.slow
@settings(max_examples=50)
@given(steps=lives(KINDS_WITHOUT_LADDER, jumps=True))
def test_a_machine_whose_clock_is_set_back_leaves_a_sound_database(store: TrialStore, steps: list[Step]) -> None:
    assert violations_after(store, steps) == []


def violations_after(store: TrialStore, steps: list[Step]) -> list[str]:
    """Return the violations after a course on a new database, with everything due swept."""
    clock = HandClock()
    with store.trial():
        life = Life(TicketService(store, clock), clock)
        for step in steps:
            life.live(step)
        life.desk.sweep()
        return [f"{violation.invariant}: {violation.line}" for violation in life.desk.read(check, clock())]
