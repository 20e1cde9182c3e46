from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QSettings
from pytestqt.qtbot import QtBot

from tests.desk_fixtures import Hand, HandClock
from tests.ui.seats import SeatHand, seat_over
from tickets.actions.people import save_staff, set_duty
from tickets.actions.progress import hold
from tickets.alerts.watch import WatchState
from tickets.desk import Desk
from tickets.rules.words import Role, State
from tickets.store.queries.lookups import list_staff
from tickets.store.rows import Who
from ui.frame.sitting import Sitting
from ui.frame.strip import Strip


@dataclass
class Watched:
    """A watch whose state the test sets."""

    state: WatchState = field(default_factory=WatchState)

    def __call__(self) -> WatchState:
        return self.state


@pytest.fixture
def hands(desk: Desk, who: Who, clock: HandClock, tmp_path: Path, qapp: QObject) -> Iterator[SeatHand]:
    parent = QObject()
    desk.feed.poll()
    yield seat_over(desk, who, clock, tmp_path, parent)
    parent.deleteLater()


@pytest.fixture
def watched() -> Watched:
    return Watched()


@pytest.fixture
def strip(hands: SeatHand, watched: Watched, qtbot: QtBot) -> Strip:
    strip = Strip(hands.seat, watched)
    qtbot.addWidget(strip)
    hands.settle()
    hands.seat.tick.second.emit(hands.clock())
    return strip


def counts(strip: Strip) -> dict[str, str]:
    return {name: count.text() for name, count in strip._counts.items()}


def test_each_open_ticket_is_counted_where_it_waits(strip: Strip, hands: SeatHand, hand: Hand) -> None:
    for state in (State.NEW, State.DISPATCHED, State.ACCEPTED, State.ARRIVED, State.RESOLVED, State.CLOSED):
        hand.bring_to(state)
    hand.do(hold(hand.bring_to(State.ARRIVED), None, "等材料"))
    hands.settle()
    assert counts(strip) == {
        "accept": "待受理 2",
        "arrive": "待到场 1",
        "resolve": "处置中 2",
        "callback": "待回访 1",
        "held": "挂起 1",
        "overdue": "超时 0",
    }


def test_a_storm_of_changes_is_counted_once_a_second(strip: Strip, hands: SeatHand, hand: Hand) -> None:
    for _ in range(3):
        hand.log()
        hands.settle()
    assert counts(strip)["accept"] == "待受理 1"
    hands.seat.tick.second.emit(hands.clock())
    hands.settle()
    assert counts(strip)["accept"] == "待受理 3"


def test_a_clock_is_counted_as_overdue_in_the_second_after_its_deadline(
    strip: Strip, hands: SeatHand, hand: Hand, clock: HandClock
) -> None:
    hand.log("burst_main")
    hands.settle()
    assert "10:00" in strip._due.text()
    hands.seat.tick.second.emit(clock.advance(minutes=10))
    hands.settle()
    assert counts(strip)["overdue"] == "超时 0"
    hands.seat.tick.second.emit(clock.advance(seconds=1))
    hands.settle()
    assert counts(strip)["overdue"] == "超时 1"
    assert strip._counts["overdue"].property("tone") == "overdue"


def test_a_watch_that_has_not_swept_for_long_is_called_broken_in_words_and_colour(
    strip: Strip, watched: Watched, clock: HandClock
) -> None:
    watched.state = WatchState(clock.now)
    strip._on_second(clock.advance(seconds=3))
    assert "3 秒前" in strip._watching.text()
    assert strip._watching.property("tone") == ""
    strip._on_second(clock.advance(seconds=60))
    assert "已中断" in strip._watching.text()
    assert strip._watching.property("tone") == "overdue"


def test_who_is_on_duty_stands_on_the_strip(strip: Strip, hands: SeatHand, hand: Hand) -> None:
    key = hand.do(save_staff(None, "演示调度员", frozenset({Role.DISPATCHER})))
    hand.do(set_duty(key, True))
    hands.settle()
    assert strip._people.text() == "当班 值班员、演示调度员"


def test_the_person_at_a_seat_is_remembered(desk: Desk, hand: Hand, tmp_path: Path, qapp: QObject) -> None:
    key = hand.do(save_staff(None, "演示接线员", frozenset({Role.OPERATOR})))
    people = desk.read(list_staff)
    preferences = QSettings(str(tmp_path / "seat.ini"), QSettings.Format.IniFormat)
    sitting = Sitting(preferences, people)
    assert sitting.who().staff_id == 1
    sitting.sit_down(people[-1])
    assert sitting.who().roles == {Role.OPERATOR}
    assert Sitting(preferences, people).who().staff_id == key
