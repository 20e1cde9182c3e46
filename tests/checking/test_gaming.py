"""No course of a desk without a supervisor's consent has a better record than the same course without the tricks."""

import shutil
from pathlib import Path
from random import Random

import pytest

from tests.checking.gaming import limits_of, play, require_nothing_gained
from tests.checking.lives import hasty
from tests.desk_fixtures import Hand, HandClock
from tickets.actions.people import save_staff
from tickets.rules.words import Role
from tickets.service import TicketService
from tickets.store.queries.lookups import list_crews
from tickets.store.rows import Who
from tickets.store.schema import open_store

IN_ONE_DATABASE = 100  # courses


def play_many(blank_file: Path, folder: Path, courses: int, seed: int) -> None:
    """Play so many courses; the seed and the course are in every failure."""
    path = folder / "desk.db"
    store = hasty(open_store(f"sqlite:///{shutil.copy(blank_file, path)}"))
    chance = Random(seed)
    for number in range(courses):
        if number % IN_ONE_DATABASE == 0:
            store.close()
            for left in folder.iterdir():
                left.unlink()
            shutil.copy(blank_file, path)
            clock = HandClock()
            desk = TicketService(store, clock)
            hand = Hand(desk)
            roles = (Role.OPERATOR, Role.DISPATCHER)
            people = tuple(
                Who(
                    hand.do(save_staff(None, f"演示{role.label}", frozenset({role}))),
                    role.label,
                    frozenset({role}),
                    "1 号席",
                )
                for role in roles
            )
            crews, limits = tuple(crew.id for crew in desk.read(list_crews)), limits_of(desk)
        course = play(desk, clock, chance, people, crews)
        try:
            require_nothing_gained(course, limits)
        except AssertionError as error:
            error.add_note(f"seed {seed}, course {number}: {course.told}")
            raise
    store.close()


def test_no_trick_makes_a_late_stage_punctual_or_vanish(blank_file: Path, tmp_path: Path) -> None:
    play_many(blank_file, tmp_path, 60, seed=1)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(4))
def test_no_trick_helps_in_10_000_courses(blank_file: Path, tmp_path: Path, part: int) -> None:
    play_many(blank_file, tmp_path, 2_500, seed=10 + part)
