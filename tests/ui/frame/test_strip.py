from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QSettings, QSize, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from tests.desk_fixtures import Hand, HandClock
from tests.ui.seats import SeatHand
from tickets.actions.intake import CallDetails, ReportedFault, log_call
from tickets.actions.people import save_staff, set_duty
from tickets.actions.progress import hold
from tickets.backup.ledger import BackupAge
from tickets.rules.instants import LOCAL
from tickets.rules.stages import MAIN_STAGES
from tickets.rules.subjects import ticket_subject
from tickets.rules.words import Role, Stage, State
from tickets.service import TicketService
from tickets.store.feed.connection_status import ConnectionStatus
from tickets.store.queries import board
from tickets.store.queries.board import NextDue
from tickets.store.queries.lookups import list_places, list_staff
from tickets.store.rows import Who
from tickets.watch.watch import SWEEP_FAILED, WatchState
from ui.frame import connection_label
from ui.frame.current_user import CurrentUser
from ui.frame.strip import Strip
from ui.kit.labels import Words, mark
from ui.kit.theme import body_font, sheet_of
from ui.kit.tokens import LIGHT


@dataclass
class Watched:
    """A watch whose state the test sets."""

    state: WatchState = field(default_factory=WatchState)

    def __call__(self) -> WatchState:
        return self.state


@pytest.fixture
def watched() -> Watched:
    return Watched()


@pytest.fixture
def strip(hands: SeatHand, watched: Watched, qtbot: QtBot) -> Strip:
    strip = Strip(hands.session, watched)
    strip.setFont(body_font())
    strip.setStyleSheet(sheet_of(LIGHT))
    strip.resize(1920, 40)
    qtbot.addWidget(strip)
    hands.settle()
    strip._live.refresher.end_rest()
    return strip


def counts(strip: Strip) -> dict[str, str]:
    return {name: count.text() for name, count in strip._counts.items()}


def test_each_open_ticket_is_counted_under_its_stage(strip: Strip, hands: SeatHand, hand: Hand) -> None:
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


def test_many_changes_are_counted_once_and_again_after_a_pause(strip: Strip, hands: SeatHand, hand: Hand) -> None:
    for _ in range(3):
        hand.log()
        hands.settle()
    assert counts(strip)["accept"] == "待受理 1"
    strip._live.refresher.end_rest()
    hands.settle()
    assert counts(strip)["accept"] == "待受理 3"


def test_a_clock_is_counted_as_overdue_in_the_second_after_its_deadline(
    strip: Strip, hands: SeatHand, hand: Hand, clock: HandClock
) -> None:
    hand.log("burst_main")
    hands.settle()
    assert strip._due.text() == "剩 10 分 · 10:10 到期 · 地点不详"
    strip._live.refresher.end_rest()
    hands.session.tick.second.emit(clock.advance(minutes=10))
    hands.settle()
    assert counts(strip)["overdue"] == "超时 0"
    hands.session.tick.second.emit(clock.advance(seconds=1))
    hands.settle()
    assert counts(strip)["overdue"] == "超时 1"
    assert strip._counts["overdue"].property("tone") == "overdue"


def test_the_next_due_ticket_shows_remaining_time_and_place_and_opens_by_key_and_click(
    strip: Strip, hands: SeatHand, hand: Hand, clock: HandClock, desk: TicketService, qtbot: QtBot
) -> None:
    place = next(place for place in desk.read(list_places) if len(place.name) > 3)
    hand.log("low_pressure", place_id=place.id)
    key = hand.log("burst_main", place_id=place.id)
    hands.settle()
    strip._live.refresher.end_rest()
    hands.settle()
    strip.show()
    qtbot.waitExposed(strip)
    strip.activateWindow()
    qtbot.waitUntil(strip.isActiveWindow)
    hands.session.tick.second.emit(clock.advance(seconds=30))
    assert strip._due.text() == f"剩 9 分 · 10:10 到期 · {place.name}"
    for press in (strip._due.click, lambda: qtbot.keyClick(strip, Qt.Key.Key_F9, Qt.KeyboardModifier.ShiftModifier)):
        with qtbot.waitSignal(strip.subject_wanted) as opened:
            press()
        assert opened.args == [ticket_subject(key)]


def test_what_falls_due_next_is_hidden_until_it_is_known(strip: Strip, hands: SeatHand, hand: Hand) -> None:
    fresh = Strip(hands.session, strip._watch)
    for part in (fresh._due, fresh._nothing_due):
        assert not part.isVisibleTo(fresh)
    hands.settle()
    assert (fresh._due.isVisibleTo(fresh), fresh._nothing_due.isVisibleTo(fresh)) == (False, True)
    hand.log()
    fresh._live.refresher.end_rest()
    hands.settle()
    assert (fresh._due.isVisibleTo(fresh), fresh._nothing_due.isVisibleTo(fresh)) == (True, False)
    fresh.deleteLater()


def test_what_falls_due_next_names_its_place_or_its_address_in_all_its_lengths(
    strip: Strip, clock: HandClock, qtbot: QtBot
) -> None:
    button = strip._due
    later = clock.now + timedelta(minutes=3)
    for place, address, shown in (("前屯", "北头", "前屯"), ("", "北头", "北头"), (None, "", "地点不详")):
        button.show_due(NextDue(later, ticket_subject(1), Stage.ARRIVE, place, address), clock.now)
        assert [each.words for each in button.lengths] == [
            f"剩 3 分 · 10:03 到期 · {shown}", f"剩 3 分 · {shown}", "剩 3 分"
        ]  # fmt: skip
        assert button.toolTip() == f"到场最先到期：2026-01-20 10:03:00 周二，{shown}。按 Shift+F9 打开。"
    for length in button.lengths:
        announced = button.width_of(length)
        button.show_length(length)
        assert button.width_now() == button.sizeHint().width() == pytest.approx(announced, abs=1), "but for rounding"
    button.show_due(NextDue(later, ticket_subject(1), Stage.ARRIVE, "", ""), later + timedelta(seconds=9))
    assert button.text().startswith("剩 0 秒"), "it is as short as before, until the counts are read again"
    button.show_due(None, later)
    assert button.isHidden()


def test_an_ampersand_in_an_address_is_no_shortcut_and_a_due_time_tomorrow_says_so(
    strip: Strip, hands: SeatHand, hand: Hand, clock: HandClock
) -> None:
    clock.set(clock.now + timedelta(hours=13, minutes=55))
    call = CallDetails(phone="1", address="A&B 大厦 <b>东</b> 门前的第三个井盖旁边")
    hand.do(log_call(call, ReportedFault("burst_main")))
    hands.settle()
    strip._live.refresher.end_rest()
    hands.settle()
    assert strip._due.text() == "剩 10 分 · 明天 00:05 到期 · A&&B 大厦 <\u200bb…"
    assert "第三个井盖旁边" in strip._due.toolTip()


def test_a_watch_that_has_not_swept_for_long_is_shown_as_broken(
    strip: Strip, watched: Watched, clock: HandClock
) -> None:
    watched.state = WatchState(clock.now)
    strip._on_second(clock.advance(seconds=3))
    assert "3 秒前" in strip._watching.text()
    assert strip._watching.property("tone") == ""
    strip._on_second(clock.advance(seconds=60))
    assert "已中断" in strip._watching.text()
    assert strip._watching.property("tone") == "overdue"


def test_the_watch_says_that_it_starts_that_rows_are_unreadable_or_how_long_ago_it_swept(
    strip: Strip, watched: Watched, clock: HandClock
) -> None:
    watching = strip._watching

    def shows(state: WatchState) -> tuple[str, str, str]:
        watched.state = state
        strip._on_second(clock.now)
        return watching.text(), str(watching.property("tone")), watching.toolTip()

    assert shows(WatchState()) == ("值守 ○ 启动中", "", "")
    unread = "这些的告警没有发出，请人工盯住。"
    assert shows(WatchState(clock.now, unread=unread)) == ("值守 ▲ 有读不出的", "warning", unread)
    tip = "0 秒前检查过。每 15 秒内没有检查就会变红"
    assert shows(WatchState(clock.now)) == ("值守 ● 0 秒前", "", tip)
    assert shows(WatchState(clock.now + timedelta(seconds=2)))[0] == "值守 ● 0 秒前", "clocks differ a little"
    late = WatchState(clock.ago(seconds=16), trouble="数据库没有回答。")
    assert shows(late) == (
        "值守 ✕ 已中断 16 秒，告警可能漏报", "overdue", "值守 ✕ 已中断 16 秒，告警可能漏报\n数据库没有回答。",
    )  # fmt: skip
    at = f"{clock.now.astimezone(LOCAL):%H:%M:%S}"
    words = f"值守 ✕ {at} 起检查失败，告警可能漏报"
    assert shows(WatchState(failed=clock.now)) == (words, "overdue", words), "nothing has been swept yet"


def test_a_failing_watch_is_shown_with_the_time_since_when(strip: Strip, watched: Watched, clock: HandClock) -> None:
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


def test_the_strip_shows_who_is_on_duty(strip: Strip, hands: SeatHand, hand: Hand) -> None:
    key = hand.do(save_staff(None, "演示调度员", frozenset({Role.DISPATCHER})))
    hand.do(set_duty(key, True))
    hands.settle()
    assert strip._people.text() == "在班 值班员、演示调度员"


def test_the_person_at_a_seat_is_remembered(desk: TicketService, hand: Hand, tmp_path: Path, qapp: QObject) -> None:
    key = hand.do(save_staff(None, "演示接线员", frozenset({Role.OPERATOR})))
    people = desk.read(list_staff)
    preferences = QSettings(str(tmp_path / "seat.ini"), QSettings.Format.IniFormat)
    current_user = CurrentUser(preferences, people)
    assert current_user.who().staff_id == 1
    current_user.sit_down(people[-1])
    assert current_user.who().roles == {Role.OPERATOR}
    assert CurrentUser(preferences, people).who().staff_id == key


def test_without_a_remembered_person_the_first_one_uses_the_seat(
    desk: TicketService, hand: Hand, tmp_path: Path, qapp: QObject
) -> None:
    hand.do(save_staff(None, "演示接线员", frozenset({Role.OPERATOR})))
    preferences = QSettings(str(tmp_path / "seat.ini"), QSettings.Format.IniFormat)
    preferences.setValue("seat/staff_id", 99)
    people = desk.read(list_staff)
    assert CurrentUser(preferences, people).who().staff_id == people[0].id
    nobody = CurrentUser(preferences, []).who()
    assert (nobody.staff_id, nobody.name, nobody.roles) == (None, "", frozenset())


def test_the_alerts_button_counts_them_and_is_marked_when_one_is_late(strip: Strip) -> None:
    for count, late, text, tone in (
        (0, False, "告警", ""),
        (1, False, "告警 1", ""),
        (1200, True, "告警 1,200", "overdue"),
    ):
        strip.show_alerts(count, late)
        assert (strip._alerts.text(), strip._alerts.property("tone")) == (text, tone)


def test_a_supervisor_sees_how_many_requests_wait_for_consent(
    hands: SeatHand, watched: Watched, hand: Hand, qtbot: QtBot
) -> None:
    shown = {}
    for role in (Role.DISPATCHER, Role.SUPERVISOR):
        strip = Strip(hands.of(Who(1, "值班员", frozenset({role}), "1 号席")).session, watched)
        qtbot.addWidget(strip)
        hands.settle()
        assert role is Role.SUPERVISOR or not strip._consents.isVisibleTo(strip)
        hand.do(hold(hand.log(), None, "等材料"))
        strip._live.refresh()
        hands.settle()
        shown[role] = strip._consents.text() if strip._consents.isVisibleTo(strip) else ""
    assert shown == {Role.DISPATCHER: "", Role.SUPERVISOR: "待核准 2"}


def test_the_counts_are_read_again_every_ten_seconds_and_at_once_when_something_falls_due(
    strip: Strip, hands: SeatHand, hand: Hand, clock: HandClock
) -> None:
    def reads_in(seconds: int) -> int:
        before = hands.session.background.pending
        for _ in range(seconds):
            hands.session.tick.second.emit(clock.advance(1))
        count = hands.session.background.pending - before
        hands.settle()
        strip._live.refresher.end_rest()
        return count

    strip._backup.read_again = lambda: None
    strip._since_read = 0
    assert [reads_in(seconds) for seconds in (9, 1, 9, 1)] == [0, 1, 0, 1]
    hand.log("burst_main")
    hands.settle()
    strip._live.refresher.end_rest()
    clock.advance(minutes=10)
    hands.settle()
    strip._since_read = 0
    assert reads_in(1) == 1


def test_the_strip_needs_the_width_of_its_shortest_texts(strip: Strip, hands: SeatHand, watched: Watched) -> None:
    evening = Evening((12, 7, 14, 18, 2, 3), 6, NAMES, timedelta(hours=6), timedelta(seconds=3), ALL_IS_WELL)
    fill(strip, hands, watched, evening)
    least = strip.minimumSizeHint()
    strip.resize(10, 40)
    assert [part.width_now() for part in strip._parts()] == [part.width_of(part.lengths[-1]) for part in strip._parts()]
    assert least == strip.minimumSizeHint() == QSize(strip._row.sizeHint().width(), 40)
    assert strip._people.text() == "在班 6 人"


def show(strip: Strip, hands: SeatHand, status: ConnectionStatus | None) -> None:
    hands.session.feed.status = status
    hands.session.feed.status_changed.emit(status)


def test_the_strip_of_a_file_database_shows_no_server(strip: Strip) -> None:
    assert strip._server.isHidden()


def test_a_responsive_server_is_a_quiet_dot_with_its_address_in_the_tool_tip(strip: Strip, hands: SeatHand) -> None:
    show(strip, hands, ConnectionStatus("db.donge", round_trip=3))
    assert strip._server.words.text() == "服务器 ●"
    assert strip._server.words.property("tone") == "quiet"
    assert "db.donge" in strip._server.words.toolTip()
    assert "3 毫秒" in strip._server.words.toolTip()


def test_an_unresponsive_server_is_shown_with_the_seconds_waited(
    strip: Strip, hands: SeatHand, clock: HandClock
) -> None:
    show(strip, hands, ConnectionStatus("db.donge", silent_since=clock.now))
    hands.session.tick.second.emit(clock.advance(seconds=3))
    assert strip._server.words.text() == "服务器 … 没有回答，已等 3 秒"
    assert strip._server.words.property("tone") == "warning"
    hands.session.tick.second.emit(clock.ago(seconds=9))
    assert strip._server.words.text() == "服务器 … 没有回答，已等 0 秒", "the clock was set back"
    show(strip, hands, ConnectionStatus("db.donge"))
    assert strip._server.words.text() == "服务器 ●"
    assert not strip._server.isHidden()
    show(strip, hands, None)
    assert strip._server.isHidden()


NAMES = ("欧阳建国", "王小明", "李红", "张卫东", "刘小燕", "司马相如")
IN_1366 = 1294  # pixels of the strip beside the rail
ALL_IS_WELL = ConnectionStatus("db.donge", round_trip=3)


@dataclass(frozen=True)
class Evening:
    """What a strip has to tell."""

    counts: tuple[int, int, int, int, int, int]
    alerts: int
    on_duty: tuple[str, ...]
    backup: timedelta
    swept: timedelta
    line: ConnectionStatus | None
    place: str = "大秦新村"


def fill(strip: Strip, hands: SeatHand, watched: Watched, evening: Evening) -> None:
    """Show an evening on a strip as wide as on a screen of 1366 pixels, beside somebody's name."""
    now = hands.session.now()
    person = QPushButton("欧阳建国  Ctrl+L")
    mark(person, "kind", "count")
    strip.add_on_the_right(person)
    due = NextDue(now + timedelta(minutes=12), ticket_subject(1), Stage.ARRIVE, evening.place, "")
    watched.state = WatchState(now - evening.swept)
    strip.show_alerts(evening.alerts, late=True)
    strip._backup._show(BackupAge(now - evening.backup, None))
    by_stage = dict(zip(MAIN_STAGES, evening.counts, strict=False))
    strip._show(board.StripCounts(by_stage, *evening.counts[len(MAIN_STAGES) :], due, evening.on_duty))
    show(strip, hands, evening.line)
    strip.resize(IN_1366, 40)
    strip.show()
    QApplication.processEvents()


def seen(strip: Strip) -> list[str]:
    """Return the words that can be read on the strip; each must have the room that it needs."""
    buttons = [each for each in strip.findChildren(QPushButton) if each.isVisible()]
    labels = [each for each in strip.findChildren(Words) if each.isVisible()]
    for each in (*buttons, *labels):
        assert each.width() >= each.sizeHint().width(), each.text()
        assert each.geometry().right() < strip.width()
    return [each.text() for each in buttons] + [QLabel.text(each) for each in labels]


def test_on_an_ordinary_evening_the_strip_fits_a_small_screen(strip: Strip, hands: SeatHand, watched: Watched) -> None:
    evening = Evening(
        (12, 7, 14, 18, 2, 3), 6, NAMES[:3], timedelta(hours=6), timedelta(seconds=3), ALL_IS_WELL
    )  # fmt: skip
    fill(strip, hands, watched, evening)
    texts = seen(strip)
    wanted = ("待受理 12", "超时 3", "告警 6", "剩 12 分 · 大秦新村", "值守 ● 3 秒前", "备份 6 小时前", "服务器 ●")
    assert {*wanted, "在班 欧阳建国、王小明、李红"} <= set(texts)
    strip.resize(1848, 40)
    QApplication.processEvents()
    assert {"剩 12 分 · 10:12 到期 · 大秦新村", "值守 ● 3 秒前"} <= set(seen(strip))


def test_on_a_full_strip_nothing_is_cut_and_every_warning_is_shown(
    strip: Strip, hands: SeatHand, watched: Watched, clock: HandClock
) -> None:
    line = ConnectionStatus("db.donge", broken_at=clock.now - timedelta(minutes=59))
    counts, place = (110, 87, 143, 218, 102, 146), "牛角店镇大秦新村三里庙"
    worst = Evening(counts, 1046, NAMES, timedelta(days=30), timedelta(minutes=59), line, place)
    fill(strip, hands, watched, worst)
    texts = seen(strip)
    wanted = (
        "超时 146",
        "告警 1,046",
        "剩 12 分",
        "值守 ✕ 已中断 59 分",
        "备份已过 30 天",
        "服务器 ✕ 已断开 59 分",
        "在班 6 人",
    )
    assert set(wanted) <= set(texts)
    assert not [words for words in texts if "…" in words]
    people, watching = strip._people, strip._watching
    assert people.accessibleName() == people.toolTip() == "在班 欧阳建国、王小明、李红、张卫东、刘小燕、司马相如"
    assert "告警可能漏报" in watching.accessibleName() and "告警可能漏报" in watching.toolTip()
    assert strip._due.accessibleName().startswith("剩 12 分 · 10:12 到期 · ")
    show(strip, hands, ALL_IS_WELL)
    QApplication.processEvents()
    assert "值守 ✕ 已中断 59 分，告警可能漏报" in seen(strip), "it takes what has become free"


def test_a_broken_connection_is_shown_with_its_seconds_and_the_mark_disappears_by_itself(
    strip: Strip, hands: SeatHand, clock: HandClock
) -> None:
    show(strip, hands, ConnectionStatus("db.donge", broken_at=clock.now, sentence="连不上数据库服务器。"))
    hands.session.tick.second.emit(clock.advance(seconds=12))
    assert strip._server.words.text() == "服务器 ✕ 已断开 12 秒，正在重连"
    assert strip._server.words.property("tone") == "overdue"
    assert "连不上数据库服务器。" in strip._server.words.toolTip()
    show(strip, hands, ConnectionStatus("db.donge"))
    assert strip._server.words.text() == "服务器 ●"
    assert strip._server.words.property("tone") == "quiet"


def test_a_refusal_by_the_server_is_shown_with_its_sentence(strip: Strip, hands: SeatHand, clock: HandClock) -> None:
    show(strip, hands, ConnectionStatus("db.donge", broken_at=clock.now, sentence="这个账号不能登录。", refused=True))
    assert "不让登录" in strip._server.words.text()
    assert "这个账号不能登录。" in strip._server.words.toolTip()


def test_a_pending_read_is_not_sent_after_the_server_became_unreachable(
    strip: Strip, hands: SeatHand, hand: Hand, clock: HandClock
) -> None:
    for _ in range(2):
        hand.log()
        hands.settle()
    show(strip, hands, ConnectionStatus("db.donge", broken_at=clock.now))
    strip._live.refresher.end_rest()
    assert hands.session.background.pending == 0


def test_an_unreachable_server_is_not_queried(strip: Strip, hands: SeatHand, clock: HandClock) -> None:
    show(strip, hands, ConnectionStatus("db.donge", broken_at=clock.now))
    for _ in range(60):
        hands.session.tick.second.emit(clock.advance(seconds=1))
    assert hands.session.background.pending == 0
    show(strip, hands, ConnectionStatus("db.donge"))
    hands.session.tick.second.emit(clock.advance(seconds=1))
    assert hands.session.background.pending == 1


@pytest.mark.parametrize(
    ("ahead", "words"),
    [
        (5, "服务器 ●"),
        (-6, "服务器 ● 本机时钟慢 6 秒，计时以服务器为准"),
        (192, "服务器 ● 本机时钟快 3 分 12 秒，计时以服务器为准"),
        (3599, "服务器 ● 本机时钟快 59 分 59 秒，计时以服务器为准"),
        (-3600, "服务器 ● 本机时钟慢 1 小时，计时以服务器为准"),
        (8 * 3600, "服务器 ● 本机时钟快 8 小时，计时以服务器为准"),
    ],
)
def test_a_wrong_clock_of_the_seat_is_shown_with_its_difference(
    strip: Strip, hands: SeatHand, ahead: int, words: str
) -> None:
    show(strip, hands, ConnectionStatus("db.donge", ahead=ahead))
    assert strip._server.words.text() == words


def test_a_broken_connection_is_announced_once_and_a_sound_one_never(
    strip: Strip, hands: SeatHand, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    announced: list[tuple[str, bool]] = []
    monkeypatch.setattr(connection_label, "announce", lambda _widget, words, urgent: announced.append((words, urgent)))
    well, broken = ConnectionStatus("db.donge"), ConnectionStatus("db.donge", broken_at=clock.now)
    for status in (well, well, broken, broken, well, ConnectionStatus("db.donge", silent_since=clock.now), broken):
        show(strip, hands, status)
    assert announced == [("服务器 ✕ 已断开 0 秒，正在重连", True), ("服务器 … 没有回答，已等 0 秒", True)]


def test_the_strip_names_as_many_people_on_duty_as_fit(strip: Strip) -> None:
    lengths = [length.words for length in strip._on_duty(("王", "李", "赵"))]
    assert lengths == ["在班 王、李、赵", "在班 王、李 等 3 人", "在班 王 等 3 人", "在班 3 人"]
    assert [length.words for length in strip._on_duty(("王",))] == ["在班 王", "在班 1 人"]
    assert [length.words for length in strip._on_duty(())] == ["无人在班"]
    assert len(strip._on_duty(tuple("人" * 50))) == 1 + 20 + 1
