"""A hold read from some columns means the same as the whole clock."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from tickets.rules import clocks
from tickets.rules.instants import plus
from tickets.rules.present_hold import hold_of
from tickets.rules.words import Stage

START = datetime(2026, 1, 20, 2, 0, tzinfo=UTC)
_SECONDS = st.integers(0, 3000)


@given(limit=st.integers(1, 2000), since=_SECONDS, lasting=st.none() | _SECONDS, granted=st.booleans(), later=_SECONDS)
def test_a_hold_stands_still_and_moves_the_deadline_as_the_clock_does(
    limit: int, since: int, lasting: int | None, granted: bool, later: int
) -> None:
    clock = clocks.start(Stage.ACCEPT, 1, START, limit, None)
    until = None if lasting is None else plus(START, since + lasting)
    held = clocks.hold(clock, plus(START, since), until, granted=granted)
    hold, now = hold_of(held), plus(START, since + later)
    assert hold is not None
    assert hold.in_effect(now) == clocks.stands_still(held, now)
    assert hold.deadline(held.deadline, now) == clocks.as_of(held, now).deadline
    assert hold.is_late(held.deadline, now) == clocks.fell_due(held, now)
    assert hold.needs_consent == (until is not None and not granted)
    assert hold_of(clock) is None
    assert hold_of(replace(clock, stopped=now)) is None
