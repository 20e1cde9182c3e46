"""The check on a server: computations that are 64-bit in SQLite must not overflow a server's INTEGER."""

from datetime import timedelta

import pytest

from tests.desk_fixtures import Hand, HandClock
from tickets.actions.dispatch import dispatch
from tickets.actions.progress import accept
from tickets.checking.invariants import check
from tickets.rules.words import Priority


@pytest.mark.on_both
def test_a_visit_agreed_for_the_year_after_next_is_checked(hand: Hand, clock: HandClock) -> None:
    key = hand.log(priority=Priority.P4, appointment=clock.now + timedelta(days=700))
    hand.do(dispatch(key, None, hand.crew()))
    hand.do(accept(key, None))
    clock.advance(days=699)
    hand.desk.sweep()
    assert hand.desk.read(check, clock.now) == []
