"""No course of a desk without a supervisor's consent has a better record than the same course without the tricks."""

from pathlib import Path
from random import Random

import pytest

from tests.checking.gaming import open_desk, play, require_nothing_gained
from tests.desk_fixtures import HandClock, WarmFile
from tickets.service import TicketService

IN_ONE_DATABASE = 100  # courses


def play_many(blank_file: Path, folder: Path, courses: int, seed: int) -> None:
    """Play so many courses; the seed and the course are in every failure."""
    file, chance, desk = WarmFile(blank_file, folder), Random(seed), None
    for number in range(courses):
        if desk is None or number % IN_ONE_DATABASE == 0:
            clock = HandClock()
            desk = open_desk(TicketService(file.fresh(), clock), clock)
        course = play(desk, chance)
        try:
            require_nothing_gained(course)
        except AssertionError as error:
            error.add_note(f"seed {seed}, course {number}: {course.told}")
            raise
    file.close()


def test_no_trick_makes_a_late_stage_punctual_or_vanish(blank_file: Path, tmp_path: Path) -> None:
    play_many(blank_file, tmp_path, 60, seed=1)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(4))
def test_no_trick_helps_in_10_000_courses(blank_file: Path, tmp_path: Path, part: int) -> None:
    play_many(blank_file, tmp_path, 2_500, seed=10 + part)
