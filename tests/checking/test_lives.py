"""Whatever is done, in whatever order, the database passes the check."""

import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings

from tests.checking.lives import KINDS, Life, Step, hasty, lives
from tests.desk_fixtures import HandClock
from tickets.checking.invariants import check
from tickets.service import TicketService
from tickets.store.schema import open_store

# A machine whose clock was set back would date an edited rung before the clocks that had passed it.
KINDS_WITHOUT_LADDER = tuple(kind for kind in KINDS if kind != "edit ladder")


@pytest.fixture(scope="module")
def room(blank_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a blank database, used by one course after the other."""
    folder = tmp_path_factory.mktemp("lives")
    shutil.copy(blank_file, folder / "blank.db")
    return folder


@settings(max_examples=20)
@given(steps=lives())
def test_any_order_of_commands_leaves_a_sound_database(room: Path, steps: list[Step]) -> None:
    assert violations_after(room, steps) == []


@pytest.mark.slow
@settings(max_examples=80)
@given(steps=lives(longest=60))
def test_long_sequences_of_commands_leave_a_sound_database(room: Path, steps: list[Step]) -> None:
    assert violations_after(room, steps) == []


@pytest.mark.slow
@settings(max_examples=50)
@given(steps=lives(KINDS_WITHOUT_LADDER, jumps=True))
def test_a_machine_whose_clock_is_set_back_leaves_a_sound_database(room: Path, steps: list[Step]) -> None:
    assert violations_after(room, steps) == []


def violations_after(room: Path, steps: list[Step]) -> list[str]:
    """Return the violations after a course on a new database, with everything due swept."""
    for left in room.glob("life.db*"):
        left.unlink()
    shutil.copy(room / "blank.db", room / "life.db")
    clock = HandClock()
    desk = TicketService(hasty(open_store(f"sqlite:///{room / 'life.db'}")), clock)
    try:
        life = Life(desk, clock)
        for step in steps:
            life.live(step)
        desk.sweep()
        return [f"{violation.invariant}: {violation.line}" for violation in desk.read(check, clock())]
    finally:
        desk.close()
