"""What is told to the desktop about unseen alerts, once each, and what follows from the time that passes."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget
from pytestqt.qtbot import QtBot

from tests.desk_fixtures import Hand
from tests.ui.alerts.test_pending import ALERT, DIGEST, DUE, alert
from tests.ui.seats import SeatHand
from tickets.rules.words import Role, RungKind
from tickets.store.feed.changes import Changes
from tickets.store.queries.alert_panel import Panel, PanelAlert, PanelDigest
from ui.alerts import alert_center
from ui.alerts.alert_bar import AlertBar
from ui.alerts.alert_center import AlertCenter
from ui.kit.layouts import in_column
from ui.kit.sound import Alarm

NOW = DUE + timedelta(minutes=2)
ROLES = frozenset({Role.DISPATCHER})


class Told(AlertCenter):
    """A centre that gets its alerts from the test, and keeps what it told whom."""

    def __init__(self, hands: SeatHand, window: QWidget, monkeypatch: pytest.MonkeyPatch) -> None:
        self.texts: list[tuple[str, list[str]]] = []
        self.flashed: list[QWidget] = []
        self.noted: list[set[int]] = []
        monkeypatch.setattr(
            alert_center, "notify", lambda _tray, title, text: self.texts.append((title, text.split("\n")))
        )
        monkeypatch.setattr(QApplication, "alert", lambda window, *_: self.flashed.append(window))
        monkeypatch.setattr(AlertCenter, "_note_soon", lambda _center, shown, _at: self.noted.append(set(shown)))
        self.bar, self.alarm = AlertBar(), Alarm(window, player=("true",))
        in_column(self.bar, holder=window)
        hands.clock.set(NOW)
        self.hands = hands
        super().__init__(hands.session, self.bar, self.alarm, window)
        hands.settle()

    def read(self, *found: PanelAlert, digests: tuple[PanelDigest, ...] = (), roles: frozenset[Role] = ROLES) -> None:
        self._show((roles, Panel(found, digests, len({each.clock_id for each in found}))))


@pytest.fixture
def center(hands: SeatHand, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Told]:
    window = QWidget()
    qtbot.addWidget(window)
    who = replace(hands.session.who(), roles=ROLES)
    center = Told(hands.of(who), window, monkeypatch)
    yield center
    center.alarm.stop()


def of(id_: int) -> PanelAlert:
    return alert(id=id_, clock_id=id_, subject_id=id_, name=f"20260120-000{id_}")


def test_a_new_alert_is_told_to_the_desktop_once_with_its_line(center: Told) -> None:
    center.read(of(1))
    assert (center.texts, len(center.flashed)) == ([], 1), "there is no tray"
    center.tray = QSystemTrayIcon(center)
    center.read(of(1))
    center.read()
    assert (center.texts, len(center.flashed)) == ([], 1), "nothing is new"
    center.read(of(1), of(2))
    center.read(of(1), of(2))
    center.read(of(1), of(2), of(3))
    line = "受理超时 2 分 · 爆管 · 文化街 · 未派单"
    assert center.texts == [
        ("抢修热线：2 条告警", [f"20260120-0001 {line}", f"20260120-0002 {line}"]),
        ("抢修热线：1 条告警", [f"20260120-0003 {line}"]),
    ]


def test_a_notification_has_three_lines_and_one_of_a_digest_and_counts_everything(center: Told) -> None:
    center.tray = QSystemTrayIcon(center)
    second = replace(DIGEST, id=2, alerts=2)
    center.read(*(of(id_) for id_ in range(1, 6)), digests=(DIGEST, second))
    ((title, lines),) = center.texts
    assert title == "抢修热线：10 条告警"
    assert [line.split(" ")[0] for line in lines] == ["20260120-0001", "20260120-0002", "20260120-0003", "3"]
    assert center.noted[0] == {1, 2, 3}
    center.read(*(of(id_) for id_ in range(1, 6)), digests=(DIGEST, second))
    center.read(digests=(replace(DIGEST, id=3), DIGEST))
    assert [title for title, _ in center.texts[1:]] == ["抢修热线：3 条告警"], "only the new digest"


def test_a_locked_window_tells_no_place(center: Told) -> None:
    center.tray = QSystemTrayIcon(center)
    center.bar.locked = True
    center.read(of(1))
    assert center.texts == [("抢修热线：1 条告警", ["20260120-0001 受理超时 2 分"])]


def test_alerts_are_recorded_as_shown_once_each_when_they_have_a_line_that_can_be_seen(
    center: Told,
) -> None:
    center.read(of(1), of(2), of(3))
    assert center.noted == []
    center._window.show()
    for _ in range(2):
        center._session.tick.second.emit(NOW)
    assert center.noted == [{1, 2}]
    center.read(of(2), of(3))
    center.read(of(1), of(2))
    assert center.noted == [{1, 2}, {3}, {1}], "it had gone and is there again"
    center.note_shown(frozenset({7}))
    assert center.noted[-1] == {7}


def test_the_alerts_of_a_user_who_has_left_are_not_shown(center: Told) -> None:
    center.read(of(1), roles=frozenset(Role))
    assert not center.pending and not center.bar.isVisibleTo(center.bar.parentWidget())
    center.read(of(1))
    assert center.pending.count == 1


def test_the_number_is_told_when_it_or_the_lateness_changes(center: Told) -> None:
    fresh = AlertCenter(center.hands.session, AlertBar(), center.alarm, center._window)
    counted = QSignalSpy(fresh.counted)
    center.hands.settle()
    assert counted.count() == 0, "nothing is unseen, as before the first read"
    counted = QSignalSpy(center.counted)
    soon = alert(kind=RungKind.WARNING, deadline=NOW + timedelta(minutes=1))
    for found in ((), (soon,), (soon,), (soon, of(2)), (of(2),)):
        center.read(*found)
    center.read(soon)
    center.hands.clock.advance(minutes=1)
    center._session.tick.second.emit(center.hands.clock.now)
    assert [counted.at(n) for n in range(counted.count())] == [
        [1, False], [2, True], [1, True], [1, False], [1, True],
    ]  # fmt: skip


def test_the_alarm_sounds_while_something_is_pressing(center: Told) -> None:
    center.read(of(1))
    assert center.alarm.ringing
    center.read(replace(ALERT, held_since=DUE))
    assert not center.alarm.ringing
    center.read(replace(ALERT, deadline=NOW + timedelta(seconds=1)))
    assert not center.alarm.ringing
    center._session.tick.second.emit(NOW + timedelta(seconds=1))
    assert center.alarm.ringing, "by the clock, before anything is read"


def test_what_becomes_late_moves_to_the_first_line_by_the_second(center: Told) -> None:
    soon = replace(of(1), kind=RungKind.ESCALATION, deadline=NOW + timedelta(seconds=1))
    center.read(soon, of(2))
    assert [group.id for group in center.bar._groups] == [2, 1]
    shown = center.bar._lines.itemAt(0).widget()
    center._session.tick.second.emit(NOW)
    assert center.bar._lines.itemAt(0).widget() is shown, "the lines are not drawn anew without need"
    center._session.tick.second.emit(NOW + timedelta(seconds=1))
    assert [group.id for group in center.bar._groups] == [1, 2]


@pytest.mark.parametrize(
    ("tables", "ticket", "reads"),
    [({"tickets"}, 1, True), ({"tickets"}, 2, False), ({"alerts", "tickets"}, 1, False), ({"alerts"}, 2, False)],
)
def test_a_change_of_an_alerted_ticket_is_followed_at_intervals_and_new_alerts_at_once(
    tables: set[str], ticket: int, reads: bool, center: Told
) -> None:
    center.read(of(1))
    assert center._note_changed(Changes(frozenset({ticket}), frozenset(tables))) == reads


def test_the_window_comes_back_from_the_tray_and_a_right_click_leaves_it_there(center: Told) -> None:
    window = center._window
    window.setWindowState(Qt.WindowState.WindowMinimized | Qt.WindowState.WindowMaximized)
    center.bring_back(QSystemTrayIcon.ActivationReason.Context)
    assert (window.isVisible(), window.isMinimized()) == (False, True)
    center.bring_back(QSystemTrayIcon.ActivationReason.Trigger)
    assert (window.isVisible(), window.isMinimized(), window.isMaximized()) == (True, False, True)


def test_a_tray_icon_is_shown_only_where_there_is_a_tray(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    parent = QObject()
    for available in (True, False):
        monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda available=available: available)
        tray = alert_center._tray(parent)
        assert (tray is not None) == available
        if tray is not None:
            assert tray.isVisible() and not tray.icon().isNull()
            tray.hide()
    parent.deleteLater()


def test_an_acknowledgement_is_executed(center: Told, hand: Hand) -> None:
    center.hands.clock.advance(minutes=1)
    hand.log("burst_main")
    center.hands.clock.advance(minutes=10)
    hand.desk.sweep()
    center.hands.settle()
    assert center.pending.count == 1
    center.bar.acknowledged.emit(center.pending.alert_ids, frozenset())
    center.hands.settle()
    assert not center.pending


def test_alerts_are_recorded_as_shown_within_a_second_because_every_window_shows_them_at_once(
    hands: SeatHand, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[int, int]] = []
    monkeypatch.setattr("random.randint", lambda least, most: asked.append((least, most)) or 0)
    window = QWidget()
    qtbot.addWidget(window)
    AlertCenter(hands.session, AlertBar(), Alarm(window, player=("true",)), window).note_shown(frozenset({1}))
    assert asked == [(0, 1000)]
