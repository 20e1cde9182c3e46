from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QSystemTrayIcon, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import update

from tests.desk_fixtures import EVERYONE, START, Hand, HandClock
from tests.ui.seats import SeatHand, unavailable
from tickets.actions.alerting import acknowledge
from tickets.actions.consent import decide
from tickets.actions.correct import correct_time
from tickets.actions.dispatch import cancel, dispatch, merge, rerate, return_
from tickets.actions.progress import accept, arrive, depart, extend, hold, resume
from tickets.rules.subjects import Subject, ticket_subject
from tickets.rules.words import AlertOutcome, DeliveryState, Move, Priority, Role, RungKind, Stage, State
from tickets.store.feed.changes import Changes
from tickets.store.rows import Who
from tickets.store.tables import alerts, deliveries, rungs, staff
from ui.alerts import alert_center
from ui.alerts.alert_bar import AlertBar, AlertGroupLine
from ui.alerts.alert_center import AlertCenter
from ui.kit.sound import Alarm


class Room:
    """A window with an alert bar on a real database."""

    def __init__(self, hands: SeatHand, qtbot: QtBot) -> None:
        self.hands = hands
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.bar = AlertBar()
        QVBoxLayout(self.window).addWidget(self.bar)
        self.alarm = Alarm(player=("true",))
        self.center = AlertCenter(hands.session, self.bar, self.alarm, self.window)
        self.window.show()
        qtbot.waitExposed(self.window)
        hands.settle()

    def sweep(self) -> None:
        self.hands.session.service.sweep()
        self.hands.settle()

    def let_a_stage_be_late(self, calls: int = 1, **passed: float) -> int:
        """Log calls about burst mains, let this time pass, sweep, and return the last ticket."""
        key = [Hand(self.hands.session.service).log("burst_main") for _ in range(calls)][-1]
        self.hands.clock.advance(**passed)
        self.sweep()
        return key

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.window, key, modifier)
        self.hands.settle()

    def second(self) -> None:
        """Let a second pass."""
        self.hands.session.tick.second.emit(self.hands.clock.now)
        self.hands.settle()

    def sentences(self) -> list[str]:
        return [line.text() for line in self.bar.findChildren(AlertGroupLine) if line.isVisible()]


@pytest.fixture
def room(hands: SeatHand, qtbot: QtBot) -> Iterator[Room]:
    room = Room(hands, qtbot)
    yield room
    room.alarm.stop()


def test_an_overdue_stage_shows_words_and_rings_until_it_is_acknowledged(
    room: Room, hand: Hand, clock: HandClock
) -> None:
    hand.log("burst_main")
    assert not room.bar.isVisible()
    clock.advance(minutes=10)
    room.sweep()
    assert room.bar.isVisible()
    assert room.alarm.ringing
    assert any("受理超时" in sentence and "爆管" in sentence for sentence in room.sentences())
    room.press(Qt.Key.Key_F8)
    assert not room.bar.isVisible()
    assert not room.alarm.ringing
    seen = hand.rows(alerts, outcome=AlertOutcome.SENT)
    assert {row.seen_by for row in seen} == {1}


def test_a_warning_is_shown_but_makes_no_sound(room: Room) -> None:
    room.let_a_stage_be_late(minutes=7)
    assert any("临期" in sentence for sentence in room.sentences())
    assert not room.alarm.ringing


def test_several_rungs_of_one_stage_are_one_line(room: Room) -> None:
    room.let_a_stage_be_late(minutes=26)
    (sentence,) = room.sentences()
    assert "升级" in sentence


def test_an_alert_whose_stage_has_ended_stops_ringing_and_says_so(
    room: Room, hand: Hand, crews: tuple[int, int]
) -> None:
    key = room.let_a_stage_be_late(minutes=11)
    assert room.alarm.ringing
    hand.do(dispatch(key, None, crews[0]))
    hand.do(accept(key, None))
    room.hands.settle()
    room.center._following.end_rest()
    room.hands.settle()
    assert not room.alarm.ringing
    assert any("现已结束" in sentence for sentence in room.sentences())


def test_changes_during_a_read_of_the_alerts_cause_another_read(
    room: Room, hand: Hand, clock: HandClock, crews: tuple[int, int]
) -> None:
    key = hand.log("burst_main")
    clock.advance(minutes=11)
    session, worker = room.hands.session, room.hands.worker
    session.service.sweep()
    session.feed.changed.emit(Changes(frozenset(), frozenset({"alerts"})))
    worker.work()  # read, and not shown yet
    hand.do(dispatch(key, None, crews[0]))
    hand.do(accept(key, None))
    session.feed.changed.emit(Changes(frozenset({key}), frozenset({"tickets", "clocks"})))
    QCoreApplication.processEvents()
    assert room.alarm.ringing
    worker.drain()
    assert not room.alarm.ringing


def test_a_change_of_a_ticket_without_an_alert_does_not_reload_the_alerts(
    room: Room, hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.let_a_stage_be_late(minutes=11)
    room.second()
    monkeypatch.setattr(room.center, "refresh", lambda: pytest.fail("the alerts were read"))
    hand.log("visible_leak")
    room.hands.settle()
    room.second()


def test_only_alerts_shown_on_the_screen_are_recorded_as_delivered_at_that_time(
    room: Room, hand: Hand, clock: HandClock, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alert_center, "NOTED_WITHIN_MS", 1)
    for _ in range(4):
        hand.log("burst_main")
    shown = clock.advance(minutes=10)
    room.sweep()
    clock.advance(seconds=1)

    def noted() -> dict[int, datetime]:
        room.hands.settle()
        return {row.alert_id: row.at for row in hand.rows(deliveries, state=DeliveryState.DELIVERED)}

    qtbot.waitUntil(lambda: bool(noted()))
    assert set(noted().values()) == {shown}
    assert len({row.clock_id for row in hand.rows(alerts) if row.id in noted()}) == 2, "the others have no line"


def test_old_misses_come_as_one_digest_and_are_acknowledged_together(room: Room, hand: Hand) -> None:
    room.let_a_stage_be_late(calls=3, hours=5)
    assert room.center.pending.digests
    assert not room.center.pending.groups
    room.press(Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert not room.bar.isVisible()
    assert not hand.rows(alerts, outcome=AlertOutcome.SENT, seen_at=None)


def test_the_alert_key_opens_the_list_when_there_is_only_a_digest(room: Room, qtbot: QtBot) -> None:
    room.let_a_stage_be_late(hours=5)
    assert not room.center.pending.groups
    with qtbot.waitSignal(room.bar.drawer_wanted):
        qtbot.keyClick(room.window, Qt.Key.Key_F9)


def test_a_digest_is_also_notified_from_the_tray(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    notified: list[str] = []
    monkeypatch.setattr(alert_center, "notify", lambda _tray, title, text: notified.extend((title, text)))
    room.center.tray = QSystemTrayIcon(room.window)
    room.let_a_stage_be_late(hours=5)
    missed = room.center.pending.digests[0].alerts
    assert notified[0] == f"抢修热线：{missed} 条告警"
    assert notified[1].startswith(f"{missed} 条告警到点时没能发出")
    room.second()
    room.center.refresh()
    room.hands.settle()
    assert len(notified) == 2, "once"


def test_the_ticket_of_the_first_alert_is_opened_with_a_key(room: Room, qtbot: QtBot) -> None:
    key = room.let_a_stage_be_late(minutes=10)
    with qtbot.waitSignal(room.bar.subject_wanted) as opened:
        qtbot.keyClick(room.window, Qt.Key.Key_F9)
    assert opened.args == [ticket_subject(key)]


def test_an_operator_does_not_see_alerts_of_the_dispatcher(hands: SeatHand, qtbot: QtBot) -> None:
    room = Room(hands.of(Who(1, "接线员", frozenset({Role.ADMINISTRATOR}), "2 号席")), qtbot)
    room.let_a_stage_be_late(minutes=10)
    assert not room.bar.isVisible()


def test_an_alert_that_could_not_be_read_is_shown_and_rings_a_second_later(
    room: Room, hand: Hand, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand.log("burst_main")
    room.hands.settle()
    clock.advance(minutes=10)
    with monkeypatch.context() as broken:
        broken.setattr(room.hands.session.service, "read", unavailable)
        room.sweep()
        room.second()
    assert not room.alarm.ringing
    room.second()
    assert room.alarm.ringing
    assert any("受理超时" in sentence for sentence in room.sentences())


def only_line(room: Room) -> str:
    """Return the one line that the bar shows."""
    (sentence,) = room.sentences()
    return sentence


def late_arrival(room: Room, hand: Hand, clock: HandClock) -> int:
    """Let a ticket be so late at a place that it is escalated, and return it."""
    key = hand.bring_to(State.ACCEPTED, "burst_main")
    clock.advance(minutes=36)
    room.sweep()
    assert only_line(room).startswith(hand.ticket(key).number + " 升级：到场超时 6 分")
    return key


def follow(room: Room) -> None:
    """Let the bar receive what was done."""
    room.hands.settle()
    room.center._following.end_rest()
    room.hands.settle()


SOMEBODY_ELSE = replace(EVERYONE, staff_id=None)  # who may decide what the others asked for
CHANGES = {
    "extended": (lambda key: [extend(key, None, 3600, "夜间")], "到场已延期 · 新的到期 今天 11:30"),
    "rerated": (
        lambda key: [rerate(key, None, "现场核实", priority=Priority.P3), decide(1, True)],
        "到场时限已改 · 新的到期 今天 11:00",
    ),
    "corrected": (
        lambda key: [correct_time(key, None, Move.ACCEPT, START + timedelta(minutes=30), "记错")],
        "到场时限已改 · 新的到期 今天 11:00",
    ),
    "held after it was due": (lambda key: [hold(key, None, "等停电"), decide(1, True)], "到场超时 6 分，已挂起"),
    "held before it was due": (
        lambda key: [hold(key, None, "等停电", START + timedelta(minutes=20)), decide(1, True)],
        "到场曾升级，已挂起",
    ),
    "resumed": (
        lambda key: [hold(key, None, "等停电", START + timedelta(minutes=20)), resume(key, None), decide(1, True)],
        "到场时限已改 · 新的到期 今天 10:46",
    ),
    "returned": (lambda key: [return_(key, None, "不归本班")], "到场曾升级，现已退单"),
    "cancelled": (lambda key: [cancel(key, None, "误报")], "到场曾升级，现已作废"),
    "arrived": (lambda key: [arrive(key, None)], "到场曾升级，现已结束"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_the_alert_bar_shows_a_change_of_the_clock_at_once(
    room: Room, hand: Hand, clock: HandClock, change: str
) -> None:
    key = late_arrival(room, hand, clock)
    commands, words = CHANGES[change]
    for command in commands(key):
        (Hand(hand.desk, SOMEBODY_ELSE) if command.name == "decide" else hand).do(command)
    follow(room)
    assert only_line(room).startswith(f"{hand.ticket(key).number} {words}")
    assert not room.alarm.ringing


def test_a_hold_of_an_overdue_clock_silences_nothing_before_it_is_granted(
    room: Room, hand: Hand, clock: HandClock
) -> None:
    key = late_arrival(room, hand, clock)
    hand.do(hold(key, None, "等停电", START + timedelta(minutes=20)))
    follow(room)
    assert only_line(room).startswith(f"{hand.ticket(key).number} 升级：到场超时 6 分，挂起待核准 · ")
    Hand(hand.desk, SOMEBODY_ELSE).do(decide(1, False))
    follow(room)
    assert only_line(room).startswith(f"{hand.ticket(key).number} 升级：到场超时 6 分，挂起未核准 · ")
    assert room.alarm.ringing


def test_the_alert_bar_shows_a_merged_ticket_as_merged(room: Room, hand: Hand, clock: HandClock) -> None:
    key = late_arrival(room, hand, clock)
    hand.do(merge(key, None, hand.log("burst_main")))
    follow(room)
    assert "到场曾升级，现已并单" in only_line(room)


def test_an_extended_deadline_that_is_missed_again_is_shown_late_at_once(
    room: Room, hand: Hand, clock: HandClock
) -> None:
    key = late_arrival(room, hand, clock)
    hand.do(extend(key, None, 600, "夜间"))
    follow(room)
    assert not room.bar.property("alarm")
    clock.set(hand.clock(key, Stage.ARRIVE).clock.deadline + timedelta(seconds=61))
    room.second()  # no sweep has come yet
    assert "到场超时 1 分" in only_line(room)
    assert "升级" not in only_line(room)
    assert room.alarm.ringing
    assert room.bar.property("alarm")


def test_the_crew_is_on_the_way_only_until_it_is_there(room: Room, hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.ACCEPTED)
    hand.do(depart(key, None))
    clock.advance(minutes=31)
    room.sweep()
    assert "一班在途" in only_line(room)
    hand.do(arrive(key, None))
    clock.advance(hours=24, minutes=1)
    room.sweep()
    assert any("处置超时" in sentence and "一班在场" in sentence for sentence in room.sentences())


def test_the_alert_line_says_that_nobody_was_on_duty(room: Room, hand: Hand) -> None:
    with hand.desk.store.writing() as connection:
        connection.execute(update(staff).values(on_duty=False))
    room.let_a_stage_be_late(minutes=7)
    assert only_line(room).endswith("无人在班")


def test_acknowledging_all_covers_only_alerts_shown_as_a_line(room: Room, hand: Hand, qtbot: QtBot) -> None:
    room.let_a_stage_be_late(calls=5, minutes=10)
    assert len(room.sentences()) == 2
    assert room.bar._rest.text() == "还有 3 条"
    room.press(Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    seen = {row.clock_id for row in hand.rows(alerts) if row.seen_at is not None}
    assert len(seen) == 2
    assert room.bar._count.text() == "告警 3"
    with qtbot.waitSignal(room.bar.drawer_wanted):
        room.bar._rest.click()


def test_an_alert_that_appeared_a_moment_ago_is_not_acknowledged(room: Room, hand: Hand, clock: HandClock) -> None:
    def unseen() -> list[RungKind]:
        kinds = {row.id: row.kind for row in hand.rows(rungs)}
        return [kinds[row.rung_id] for row in hand.rows(alerts) if row.seen_at is None]

    seconds = [100.0]
    room.bar._clock = lambda: seconds[0]
    room.let_a_stage_be_late(minutes=7)
    clock.advance(minutes=3)
    room.sweep()
    assert "受理超时" in only_line(room)
    for wait, left in ((0.2, [RungKind.OVERDUE] * 2), (0.1, [RungKind.OVERDUE] * 2), (0.2, [])):
        seconds[0] += wait
        room.press(Qt.Key.Key_F8)
        assert unseen() == left


def test_a_key_for_one_alert_line_does_not_affect_the_line_that_moved_up(
    room: Room, hand: Hand, clock: HandClock
) -> None:
    def seen() -> set[int]:
        clocks = {row.clock_id for row in hand.rows(alerts) if row.seen_at is not None}
        return {key for key in keys if hand.clocks(key)[0].id in clocks}

    def of(key: int) -> frozenset[int]:
        return frozenset(row.id for row in hand.rows(alerts) if row.clock_id == hand.clocks(key)[0].id)

    seconds = [100.0]
    room.bar._clock = lambda: seconds[0]
    opened: list[Subject] = []
    room.bar.subject_wanted.connect(opened.append)
    keys = [hand.log("burst_main") for _ in range(4)]
    clock.advance(minutes=10)
    room.sweep()
    seconds[0] += 60
    hand.do(acknowledge(of(keys[0])))  # somebody else was first
    room.hands.settle()
    seconds[0] += 0.1
    for key in (Qt.Key.Key_F8, Qt.Key.Key_F9):
        room.press(key)
    assert (seen(), opened) == ({keys[0]}, [])
    assert room.bar._count.text() == "刚换成另一条，请看过再按。"
    room.second()
    assert room.bar._count.text() == "告警 3"
    seconds[0] += 0.4
    for _ in range(2):  # lines that move up after one's own acknowledgement were read before
        room.press(Qt.Key.Key_F8)
    assert seen() == set(keys[:3])


def test_a_key_for_the_last_alert_line_does_not_acknowledge_the_next_alert(room: Room, hand: Hand) -> None:
    seconds = [100.0]
    room.bar._clock = lambda: seconds[0]
    room.let_a_stage_be_late(minutes=10)
    seconds[0] += 60
    hand.do(acknowledge(frozenset(row.id for row in hand.rows(alerts))))
    room.hands.settle()
    assert not room.bar.isVisible()
    room.let_a_stage_be_late(minutes=10)
    seconds[0] += 0.1
    unseen = len(hand.rows(alerts, seen_at=None))
    room.press(Qt.Key.Key_F8)
    assert len(hand.rows(alerts, seen_at=None)) == unseen > 0


def test_many_alerts_take_two_lines_and_are_counted_completely(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tickets.store.queries.alert_panel.PANEL_AT_MOST", 6)
    room.let_a_stage_be_late(minutes=10)
    height = room.bar.sizeHint().height()
    room.let_a_stage_be_late(calls=9, minutes=10)
    assert len(room.sentences()) == 2
    assert (room.bar._count.text(), room.bar._rest.text()) == ("告警 10", "还有 8 条")
    assert room.bar.sizeHint().height() <= height + 24
