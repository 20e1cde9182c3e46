"""The line above the queue: calls of one town at once are told, merged by key, or dismissed."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.desk_fixtures import Hand, HandClock
from tests.ui.seats import SeatHand
from tickets.actions.dispatch import cancel
from tickets.actions.intake import CallDetails, ReportedFault, log_call
from tickets.actions.rulemaking import save_setting
from tickets.checking.invariants import check
from tickets.rules.words import State
from tickets.settings import CLUSTER_CALLERS
from tickets.store.tables import places
from ui.dispatch.dispatch_desk import DispatchDesk

ALT = Qt.KeyboardModifier.AltModifier


def call(hand: Hand, place: str, fault: str, n: int) -> int:
    [known] = hand.rows(places, name=place)
    return hand.do(log_call(CallDetails(f"1390000{n:04}", words="没水"), ReportedFault(fault, known.id)))


@pytest.fixture
def five(hand: Hand, clock: HandClock) -> list[int]:
    """A burst, and four who have no water, of one town."""
    spots = ["南湖社区", "立信坛社区", "琉璃井社区", "官道驿社区", "铜城街道"]
    keys = []
    for n, spot in enumerate(spots):
        keys.append(call(hand, spot, "burst_main" if n == 2 else "no_water", n))
        clock.advance(minutes=1)
    return keys


def opened(hands: SeatHand, qtbot: QtBot) -> DispatchDesk:
    desk = DispatchDesk(hands.session)
    hands.show(desk, qtbot)
    return desk


def test_many_callers_of_a_town_are_told_and_merged_once_that_is_confirmed(
    hands: SeatHand, hand: Hand, clock: HandClock, five: list[int], qtbot: QtBot
) -> None:
    desk = opened(hands, qtbot)
    line = desk.clusters
    assert line.isVisible()
    assert f"铜城街道 5 人（爆管、无水），可能是一件事。主单 {hand.ticket(five[2]).number} 爆管" in line.words.text()
    hands.press(desk.queue.table, Qt.Key.Key_M, ALT)
    assert "再按一次 Alt+M，就把 4 张并入" in line.words.text()
    assert {hand.ticket(key).state for key in five} == {State.NEW}
    hands.press(desk.queue.table, Qt.Key.Key_M, ALT)
    assert [hand.ticket(key).merged_into for key in five] == [five[2], five[2], None, five[2], five[2]]
    assert hand.ticket(five[2]).calls == 5
    assert not line.isVisible()
    assert hand.desk.read(check, clock.now) == []


def test_a_ticket_that_somebody_ended_meanwhile_is_told_and_the_others_are_merged(
    hands: SeatHand, hand: Hand, five: list[int], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = opened(hands, qtbot)
    hands.press(desk.queue.table, Qt.Key.Key_M, ALT)
    with monkeypatch.context() as deaf:
        deaf.setattr(desk.clusters, "_show", lambda _found: None)
        hand.do(cancel(five[0], None, "误报"))
        hands.press(desk.queue.table, Qt.Key.Key_M, ALT)
    assert "1 张没有并入" in desk.clusters.words.text()
    assert [hand.ticket(key).state for key in five[1:]].count(State.MERGED) == 3


def test_what_was_dismissed_comes_back_only_with_a_further_call(
    hands: SeatHand, hand: Hand, clock: HandClock, five: list[int], qtbot: QtBot
) -> None:
    desk = opened(hands, qtbot)
    hands.press(desk.queue.table, Qt.Key.Key_X, ALT)
    assert not desk.clusters.isVisible()
    hand.do(cancel(five[4], None, "误报"))
    hands.settle()
    assert not desk.clusters.isVisible()
    for n in (7, 8):
        call(hand, "立信坛社区", "low_pressure", n)
    desk.clusters._live.refresh()
    hands.settle()
    assert "6 人" in desk.clusters.words.text()


def test_how_many_callers_it_takes_is_a_setting_and_calls_of_long_ago_do_not_count(
    hands: SeatHand, hand: Hand, clock: HandClock, five: list[int], qtbot: QtBot
) -> None:
    hand.do(save_setting(CLUSTER_CALLERS.key, 6))
    desk = opened(hands, qtbot)
    assert desk.clusters.shown is None
    hand.do(save_setting(CLUSTER_CALLERS.key, 5))
    desk.clusters._live.refresh()
    hands.settle()
    assert desk.clusters.shown is not None
    clock.now += timedelta(minutes=30)
    hands.session.tick.second.emit(clock.now)
    hands.settle()
    assert desk.clusters.shown is None
