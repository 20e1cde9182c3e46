"""Whatever times are corrected, in whatever order, the database passes the check and the record's fixed times stay."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.checking.lives import Life, Step, steps
from tests.checking.trial_store import TrialStore
from tests.desk_fixtures import HandClock
from tickets.checking.invariants import check
from tickets.service import TicketService
from tickets.store.tables import clocks

COURSE = ("hold", "resume", "return", "reassign", "reopen", "rerate", "extend", "decide", "sweep", *["advance"] * 12)
CORRECTED = ("correct", "correct", "correct", "correct", "decide", "sweep", "resume", "advance")


@st.composite
def corrected_courses(draw: st.DrawFn) -> list[Step]:
    """Return the course of one ticket, and corrections of its steps."""
    call = draw(
        st.builds(Step, st.just("log"), st.just(0), st.integers(0, 1), st.sampled_from((0, 0, 0, 1, 2, 3)), st.none())
    )
    course = draw(st.lists(steps(COURSE, late=False), min_size=5, max_size=25))
    return [call, *course, *draw(st.lists(steps(CORRECTED), min_size=1, max_size=8))]


@pytest.fixture(scope="module")
def store(blank_file: Path) -> Iterator[TrialStore]:
    """A database for one course after the other."""
    with closing(TrialStore(blank_file)) as store:
        yield store


@settings(max_examples=20)
@given(course=corrected_courses())
def test_corrections_of_any_course_leave_a_sound_database(store: TrialStore, course: list[Step]) -> None:
    live(store, course)


@pytest.mark.slow
@settings(max_examples=100)
@given(course=corrected_courses())
def test_many_corrections_of_any_course_leave_a_sound_database(store: TrialStore, course: list[Step]) -> None:
    live(store, course)


def live(store: TrialStore, course: list[Step]) -> None:
    """Check the database after a course."""
    clock = HandClock()
    with store.trial():
        life = Life(TicketService(store, clock), clock)
        for step in course:
            before = fixed_times(life) if step.kind == "correct" else None
            life.live(step)
            if before is not None:
                assert fixed_times(life) == before
        life.desk.sweep()
        assert [f"{found.invariant}: {found.line}" for found in life.desk.read(check, clock())] == []


def fixed_times(life: Life) -> dict[int, tuple[object, object]]:
    """Return what no correction changes of each clock, by its id."""
    return {row.id: (row.first_due, row.entered) for row in life.hand.rows(clocks)}
