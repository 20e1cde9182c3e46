"""The share of stage times that were typed by hand."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from tests.desk_fixtures import Hand, HandClock
from tickets.actions.dispatch import cancel
from tickets.reports.scope import Scope
from tickets.reports.typed_share import TypedShare, typed_shares
from tickets.rules.words import Stage, State
from tickets.store.tables import clocks


@pytest.mark.on_both
def test_a_stop_entered_at_another_time_than_it_states_was_typed_by_hand(hand: Hand, clock: HandClock) -> None:
    keys = [hand.bring_to(State.RESOLVED) for _ in range(4)]
    cancelled = hand.bring_to(State.ACCEPTED)
    hand.do(cancel(cancelled, None, "误报"))
    late = {keys[0]: 1, keys[1]: 3600, keys[2]: 0, cancelled: 60}
    with hand.desk.store.writing() as connection:
        connection.execute(update(clocks).values(entered=None))  # as an older program left them
        for key, seconds in late.items():
            of_accept = clocks.c.subject_id == key, clocks.c.stage == Stage.ACCEPT
            entered = hand.clock(key, Stage.ACCEPT).clock.stopped + timedelta(seconds=seconds)  # type: ignore[operator]
            connection.execute(update(clocks).where(*of_accept).values(entered=entered))
    found = {each.stage: each for each in hand.desk.read(typed_shares, Scope(clock.ago(1), clock.now + timedelta(1)))}
    assert list(found) == list(Stage)
    assert found[Stage.ACCEPT] == TypedShare(Stage.ACCEPT, finished=4, typed=2, unknown=1)
    assert found[Stage.ACCEPT].share == 2 / 3
    assert found[Stage.ARRIVE] == TypedShare(Stage.ARRIVE, finished=4, typed=0, unknown=4)
    assert found[Stage.ARRIVE].share is None
    assert found[Stage.ISOLATE] == TypedShare(Stage.ISOLATE)
    assert {each.finished for each in hand.desk.read(typed_shares, Scope(clock.ago(9), clock()))} == {0}
