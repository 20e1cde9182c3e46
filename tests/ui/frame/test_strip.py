from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QSettings, Qt
from pytestqt.qtbot import QtBot

from tests.desk_fixtures import Hand, HandClock
from tests.ui.seats import SeatHand, seat_over
from tickets.actions.intake import CallDetails, Report, log_call
from tickets.actions.people import save_staff, set_duty
from tickets.actions.progress import hold
from tickets.alerts.watch import SWEEP_FAILED, WatchState
from tickets.desk import Desk
from tickets.rules.instants import LOCAL
from tickets.rules.words import Role, State
from tickets.store.queries.lookups import list_places, list_staff
from tickets.store.rows import Who
from tickets.store.server.line import Line
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
    strip._counting.end_rest()
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


def test_a_storm_of_changes_is_counted_once_and_again_after_a_rest(strip: Strip, hands: SeatHand, hand: Hand) -> None:
    for _ in range(3):
        hand.log()
        hands.settle()
    assert counts(strip)["accept"] == "待受理 1"
    strip._counting.end_rest()
    hands.settle()
    assert counts(strip)["accept"] == "待受理 3"


def test_a_clock_is_counted_as_overdue_in_the_second_after_its_deadline(
    strip: Strip, hands: SeatHand, hand: Hand, clock: HandClock
) -> None:
    hand.log("burst_main")
    hands.settle()
    assert strip._due.text() == "剩 10 分 · 10:10 到期 · 地点不详"
    strip._counting.end_rest()
    hands.seat.tick.second.emit(clock.advance(minutes=10))
    hands.settle()
    assert counts(strip)["overdue"] == "超时 0"
    hands.seat.tick.second.emit(clock.advance(seconds=1))
    hands.settle()
    assert counts(strip)["overdue"] == "超时 1"
    assert strip._counts["overdue"].property("tone") == "overdue"


def test_what_falls_due_next_says_how_long_when_and_where_and_opens_by_key_and_click(
    strip: Strip, hands: SeatHand, hand: Hand, clock: HandClock, desk: Desk, qtbot: QtBot
) -> None:
    place = next(place for place in desk.read(list_places) if len(place.name) > 3)
    hand.log("low_pressure", place_id=place.id)
    key = hand.log("burst_main", place_id=place.id)
    hands.settle()
    strip._counting.end_rest()
    hands.settle()
    strip.show()
    qtbot.waitExposed(strip)
    strip.activateWindow()
    qtbot.waitUntil(strip.isActiveWindow)
    hands.seat.tick.second.emit(clock.advance(seconds=30))
    assert strip._due.text() == f"剩 9 分 · 10:10 到期 · {place.name}"
    for press in (strip._due.click, lambda: qtbot.keyClick(strip, Qt.Key.Key_F9, Qt.KeyboardModifier.ShiftModifier)):
        with qtbot.waitSignal(strip.ticket_wanted) as opened:
            press()
        assert opened.args == [key]


def test_an_address_is_no_key_and_a_due_time_of_another_day_says_its_day(
    strip: Strip, hands: SeatHand, hand: Hand, clock: HandClock
) -> None:
    clock.set(clock.now + timedelta(hours=13, minutes=55))
    call = CallDetails(phone="1", address="A&B 大厦 <b>东</b> 门前的第三个井盖旁边")
    hand.do(log_call(call, Report("burst_main")))
    hands.settle()
    strip._counting.end_rest()
    hands.settle()
    assert strip._due.text() == "剩 10 分 · 明天 00:05 到期 · A&&B 大厦 <\u200bb…"
    assert "第三个井盖旁边" in strip._due.toolTip()


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


def test_a_watch_that_fails_says_so_in_words_and_since_when(strip: Strip, watched: Watched, clock: HandClock) -> None:
    failed = clock.now
    at = f"{failed.astimezone(LOCAL):%H:%M:%S}"
    watched.state = WatchState(failed, None, SWEEP_FAILED, failed)
    strip._on_second(clock.advance(seconds=1))
    assert strip._watching.text() == f"值守 ✕ {at} 检查失败，正在重试"
    assert strip._watching.property("tone") == "overdue"
    assert "程序出错" in strip._watching.toolTip()
    strip._on_second(clock.advance(seconds=60))
    assert strip._watching.text() == f"值守 ✕ {at} 起检查失败，告警可能漏报"
    watched.state = WatchState(clock.now)
    strip._on_second(clock.now)
    assert strip._watching.text() == "值守 ● 0 秒前"


def test_who_is_on_duty_stands_on_the_strip(strip: Strip, hands: SeatHand, hand: Hand) -> None:
    key = hand.do(save_staff(None, "演示调度员", frozenset({Role.DISPATCHER})))
    hand.do(set_duty(key, True))
    hands.settle()
    assert strip._people.text() == "在班 值班员、演示调度员"


def test_the_person_at_a_seat_is_remembered(desk: Desk, hand: Hand, tmp_path: Path, qapp: QObject) -> None:
    key = hand.do(save_staff(None, "演示接线员", frozenset({Role.OPERATOR})))
    people = desk.read(list_staff)
    preferences = QSettings(str(tmp_path / "seat.ini"), QSettings.Format.IniFormat)
    sitting = Sitting(preferences, people)
    assert sitting.who().staff_id == 1
    sitting.sit_down(people[-1])
    assert sitting.who().roles == {Role.OPERATOR}
    assert Sitting(preferences, people).who().staff_id == key


def show(strip: Strip, hands: SeatHand, line: Line | None) -> None:
    hands.seat.feed.line = line
    hands.seat.feed.line_changed.emit(line)


def test_a_file_has_no_server_on_the_strip(strip: Strip) -> None:
    assert strip._server.isHidden()


def test_a_server_that_answers_is_a_quiet_dot_that_knows_where_it_is(strip: Strip, hands: SeatHand) -> None:
    show(strip, hands, Line("db.donge", round_trip=3))
    assert strip._server.words.text() == "服务器 ●"
    assert strip._server.words.property("tone") == "quiet"
    assert "db.donge" in strip._server.words.toolTip()
    assert "3 毫秒" in strip._server.words.toolTip()


def test_a_server_that_keeps_somebody_waiting_is_told_with_the_seconds(
    strip: Strip, hands: SeatHand, clock: HandClock
) -> None:
    show(strip, hands, Line("db.donge", silent_since=clock.now))
    hands.seat.tick.second.emit(clock.advance(seconds=3))
    assert strip._server.words.text() == "服务器 … 没有回答，已等 3 秒"
    assert strip._server.words.property("tone") == "warning"
    show(strip, hands, Line("db.donge"))
    assert strip._server.words.text() == "服务器 ●"


def test_how_the_line_is_can_be_seen_on_a_full_strip(strip: Strip, hands: SeatHand, clock: HandClock) -> None:
    words = strip._server.words
    for line, told in ((Line("db.donge", broken_at=clock.now), "服务器 ✕…"), (Line("db.donge"), "服务器 ●")):
        show(strip, hands, line)
        assert words.minimumSizeHint().width() >= words.fontMetrics().horizontalAdvance(told)
        assert words.minimumSizeHint().width() < 100


def test_a_broken_line_is_told_in_words_and_colour_with_its_seconds_and_goes_by_itself(
    strip: Strip, hands: SeatHand, clock: HandClock
) -> None:
    show(strip, hands, Line("db.donge", broken_at=clock.now, sentence="连不上数据库服务器。"))
    hands.seat.tick.second.emit(clock.advance(seconds=12))
    assert strip._server.words.text() == "服务器 ✕ 已断开 12 秒，正在重连"
    assert strip._server.words.property("tone") == "overdue"
    assert "连不上数据库服务器。" in strip._server.words.toolTip()
    show(strip, hands, Line("db.donge"))
    assert strip._server.words.text() == "服务器 ●"
    assert strip._server.words.property("tone") == "quiet"


def test_a_server_that_says_no_is_told_with_its_sentence(strip: Strip, hands: SeatHand, clock: HandClock) -> None:
    show(strip, hands, Line("db.donge", broken_at=clock.now, sentence="这个账号不能登录。", refused=True))
    assert "不让登录" in strip._server.words.text()
    assert "这个账号不能登录。" in strip._server.words.toolTip()


def test_what_is_wanted_before_a_server_goes_is_not_asked_of_it_after(
    strip: Strip, hands: SeatHand, hand: Hand, clock: HandClock
) -> None:
    for _ in range(2):
        hand.log()
        hands.settle()
    show(strip, hands, Line("db.donge", broken_at=clock.now))
    strip._counting.end_rest()
    assert hands.seat.background.pending == 0


def test_nobody_asks_a_server_that_is_away(strip: Strip, hands: SeatHand, clock: HandClock) -> None:
    show(strip, hands, Line("db.donge", broken_at=clock.now))
    for _ in range(60):
        hands.seat.tick.second.emit(clock.advance(seconds=1))
    assert hands.seat.background.pending == 0
    show(strip, hands, Line("db.donge"))
    hands.seat.tick.second.emit(clock.advance(seconds=1))
    assert hands.seat.background.pending == 1


@pytest.mark.parametrize(
    ("ahead", "words"),
    [
        (5, "服务器 ●"),
        (-6, "服务器 ● 本机时钟慢 6 秒，计时以服务器为准"),
        (192, "服务器 ● 本机时钟快 3 分 12 秒，计时以服务器为准"),
        (8 * 3600, "服务器 ● 本机时钟快 8 小时，计时以服务器为准"),
    ],
)
def test_a_seat_whose_own_clock_is_wrong_is_told_by_how_much(
    strip: Strip, hands: SeatHand, ahead: int, words: str
) -> None:
    show(strip, hands, Line("db.donge", ahead=ahead))
    assert strip._server.words.text() == words
