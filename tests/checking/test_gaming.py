"""No course of a desk without a supervisor's consent has a better record than the same course without the tricks."""

from pathlib import Path
from random import Random

import pytest

from tests.checking.gaming import open_desk, play, require_nothing_gained
from tests.checking.trial_store import TrialStore


def play_many(blank_file: Path, courses: int, seed: int) -> None:
    """Play so many different courses; the seed and the course are in every failure."""
    desk, chance, played = open_desk(TrialStore(blank_file)), Random(seed), set[str]()
    while len(played) < courses:
        for course in play(desk, chance):
            played.add(f"{course.told} {desk.clock.now - course.opened}")
            try:
                require_nothing_gained(course)
            except AssertionError as error:
                error.add_note(f"seed {seed}, course {len(played)}: {course.told}")
                raise
    desk.service.close()


def test_no_trick_makes_a_late_stage_punctual_or_vanish(blank_file: Path) -> None:
    play_many(blank_file, 60, seed=1)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(4))
def test_no_trick_helps_in_10_000_courses(blank_file: Path, part: int) -> None:
    play_many(blank_file, 2_500, seed=10 + part)
