"""Whatever is done and taken back, in whatever order, leaves the rows as they were and a sound database."""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from random import Random
from uuid import uuid4

import pytest
from sqlalchemy import Connection

from tests.checking.lives import Step
from tests.checking.trial_store import TrialStore
from tests.checking.undoing import UndoneLife, random_assist, random_edit, random_step
from tests.desk_fixtures import HandClock
from tickets.checking import storage
from tickets.checking.invariants import INVARIANTS
from tickets.errors import Refused
from tickets.service import TicketService

_OF_STORAGE = (storage.pages_are_sound, storage.values_make_sense, storage.references_lead_somewhere)
LONGEST = 60  # steps in one database


def undo_many(blank_file: Path, histories: int, seed: int, *, jumps: bool = False) -> None:
    """Take back a step after each of so many histories; the seed is in every failure.

    With `jumps` the machine's clock is set back now and then.
    """
    store, chance, undone = TrialStore(blank_file), Random(seed), 0
    while undone < histories:
        clock = HandClock()
        told = [Step("log", 0, 0, 0, None)]
        with store.trial():
            life = UndoneLife(TicketService(store, clock), clock)
            try:
                live(life, chance, told, jumps=jumps)
                found = life.desk.read(violations, clock())
                assert not found, found
            except BaseException as error:
                error.add_note(f"seed {seed}, after {undone}: {told}")
                raise
        undone += life.undone
    store.close()


def violations(connection: Connection, now: datetime) -> list[str]:
    """Return the violations of every invariant but those of the storage as a whole, which take long."""
    wanted = [each for each in INVARIANTS if each not in _OF_STORAGE]
    return [f"{each.invariant}: {each.line}" for invariant in wanted for each in invariant(connection, now)]


def live(life: UndoneLife, chance: Random, told: list[Step], *, jumps: bool) -> None:
    """Go on with random steps, added to those `told`: each is taken back, and most are then taken once more.

    Now and then several are taken, and then taken back one after the other.
    """
    life.try_and_undo(told[0])
    for _ in range(LONGEST):
        if chance.random() < 0.1:
            several = [random_step(chance, jumps=jumps) for _ in range(chance.randrange(2, 7))]
            told += several
            life.try_and_undo_several(several)
        told.append(random_step(chance, jumps=jumps))
        if chance.random() < 0.08:
            life.undoes(random_edit(life, chance), told[-1])
        if chance.random() < 0.08 and life.undoes(helped := random_assist(life, chance), told[-1]):
            life.hand.do(replace(helped, request=uuid4().hex))
        again = life.try_and_undo(told[-1])
        if again is not None and chance.random() < 0.8:  # else the course goes on without the step
            with suppress(Refused):  # time may have passed
                life.hand.do(again)
    life.desk.sweep()


def test_step_and_undo_leave_the_rows_as_they_were(blank_file: Path) -> None:
    undo_many(blank_file, 120, seed=1)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(5))
def test_step_and_undo_leave_the_rows_as_they_were_in_10_000_histories(blank_file: Path, part: int) -> None:
    undo_many(blank_file, 2_000, seed=10 + part, jumps=part == 4)
