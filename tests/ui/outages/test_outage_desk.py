"""The outage desk: outages entered, extended, ended and told by key; and what is refused beside the form."""

from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit
from pytestqt.qtbot import QtBot

from tests.desk_fixtures import Hand, HandClock
from tests.ui.seats import AWAY, SeatHand, unavailable
from tickets.actions.intake import CallDetails, ReportedFault, log_call
from tickets.actions.outages import announce_outage, change_outage, end_outage, withdraw_outage
from tickets.rules.outages import Phase
from tickets.rules.words import Move, Role
from tickets.service import TicketService
from tickets.store.queries.lookups import list_staff
from tickets.store.queries.outages import OutageLine, outage_lines
from tickets.store.queries.ticket_file import ticket_file
from tickets.store.rows import Who
from tickets.store.tables import outages, places
from tickets.watch.watch import WatchState
from ui.archive.archive_desk import ArchiveDesk
from ui.dispatch.dispatch_desk import DispatchDesk
from ui.frame.current_user import CurrentUser
from ui.kit.sound import Alarm
from ui.kit.time_field import TimeField
from ui.main_window import MainWindow
from ui.outages.annex import OutageAnnex
from ui.outages.outage_desk import OutageDesk
from ui.outages.words import notice, state_words

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture
def desk_shown(hands: SeatHand, qtbot: QtBot) -> OutageDesk:
    """The desk, shown and read."""
    return opened(hands, qtbot)


def opened(hands: SeatHand, qtbot: QtBot) -> OutageDesk:
    desk = OutageDesk(hands.session)
    hands.show(desk, qtbot)
    return desk


def field(desk: OutageDesk, key: str) -> QLineEdit:
    widget = desk.page._editors[key].widget
    line = widget.field if isinstance(widget, TimeField) else widget
    assert isinstance(line, QLineEdit)
    return line


def annex(desk: OutageDesk) -> OutageAnnex:
    found = desk.page._annex
    assert isinstance(found, OutageAnnex)
    return found


def type_into(widget: QLineEdit, text: str, qtbot: QtBot) -> None:
    widget.setFocus()
    widget.selectAll()
    qtbot.keyClicks(widget, text)


def fill(desk: OutageDesk, qtbot: QtBot, **texts: str) -> None:
    """Begin a new outage and type into its fields."""
    qtbot.keyClick(desk, Qt.Key.Key_N, CTRL)
    for key, text in texts.items():
        type_into(field(desk, key), text, qtbot)


def save(desk: OutageDesk, hands: SeatHand) -> str:
    """Press Ctrl+S and return the error, or what is said."""
    hands.press(desk, Qt.Key.Key_S, CTRL)
    return desk.page._error.sentence or desk.page._notice.sentence


def lines(desk: TicketService, clock: HandClock) -> list[OutageLine]:
    return desk.read(outage_lines, clock.now)


def chosen(desk: OutageDesk, key: int) -> None:
    assert desk.page._table.choose(key)


def test_an_outage_is_entered_by_key_and_comes_back_with_its_notice(
    desk_shown: OutageDesk, hands: SeatHand, hand: Hand, clock: HandClock, qtbot: QtBot
) -> None:
    fill(desk_shown, qtbot, area="wen hua jie", place="whj")
    hands.press(field(desk_shown, "place"), Qt.Key.Key_Return)
    for key, text in (("cause", "repair"), ("expected", "18:00"), ("households", "320")):
        type_into(field(desk_shown, key), text, qtbot)
    assert "已保存" in save(desk_shown, hands)
    [row] = hand.rows(outages)
    [place] = hand.rows(places, id=row.place_id)
    assert (row.area, row.cause, row.households, place.name) == ("wen hua jie", "repair", 320, "文化街")
    assert row.since == clock.now
    assert row.expected == row.first_expected
    told = annex(desk_shown).notice.text()
    assert all(part in told for part in ("范围：wen hua jie", "原因：repair", "320 户", "3280212", "（预计）"))
    hands.press(desk_shown, Qt.Key.Key_C, ALT)
    assert QGuiApplication.clipboard().text() == told


def test_what_is_due_back_and_is_not_stands_first_and_says_so(
    desk: TicketService, hands: SeatHand, hand: Hand, clock: HandClock, qtbot: QtBot
) -> None:
    lasting = hand.do(announce_outage("金光路", "抢修", clock.now, clock.now + 9 * HOUR))
    late = hand.do(announce_outage("文化街", "抢修", clock.now, clock.now + HOUR))
    planned = hand.do(announce_outage("刘集镇", "检修", clock.now + DAY, planned=True))
    ended = hand.do(announce_outage("新城", "抢修", clock.now))
    hand.do(end_outage(ended))
    hand.do(withdraw_outage(hand.do(announce_outage("登错的", "", clock.now))))
    shown = opened(hands, qtbot)
    ids = [entry.id for entry in shown.page._model.rows]
    assert ids == [late, lasting, planned, ended]
    clock.advance(hours=1, minutes=5)
    hands.session.tick.second.emit(clock.now)
    hands.settle()
    entries = shown.page._model.rows
    assert [entry.id for entry in entries] == [late, lasting, planned, ended]
    words = [state_words(entry.row, clock.now) for entry in entries]
    assert words[0] == "▲ 超过预计 5 分"
    assert [word.partition(" · ")[0] for word in words[1:]] == ["停水中", "计划", "已恢复"]


@pytest.mark.on_both
def test_outages_that_ended_long_ago_are_not_read(desk: TicketService, hand: Hand, clock: HandClock) -> None:
    old = clock.now - 40 * DAY
    with desk.store.writing() as connection:
        row = {"area": "旧", "cause": "", "since": old, "until": old, "planned": False, "withdrawn": False}
        connection.execute(outages.insert(), [row] * 5000)
    late = hand.do(announce_outage("文化街", "抢修", clock.now - 2 * HOUR))
    hand.do(end_outage(hand.do(announce_outage("新城", "抢修", clock.now - HOUR))))
    found = lines(desk, clock)
    assert [line.phase(clock.now) for line in found] == [Phase.LASTING, Phase.ENDED]
    assert found[0].id == late


def test_the_end_asks_for_nothing_but_the_time_which_is_now_by_default(
    hands: SeatHand, hand: Hand, clock: HandClock, qtbot: QtBot
) -> None:
    keys = [hand.do(announce_outage(area, "抢修", clock.now - 2 * HOUR)) for area in ("文化街", "金光路")]
    shown = opened(hands, qtbot)
    chosen(shown, keys[0])
    hands.press(shown, Qt.Key.Key_W, ALT)
    assert hand.rows(outages, id=keys[0])[0].until == clock.now
    assert annex(shown).notice.text().startswith("【恢复供水】文化街")
    assert field(shown, "area").isReadOnly()
    chosen(shown, keys[1])
    type_into(annex(shown).at.field, "9:30", qtbot)
    hands.press(shown, Qt.Key.Key_W, ALT)
    assert hand.rows(outages, id=keys[1])[0].until == clock.ago(minutes=30)


def test_an_end_in_the_future_or_before_the_beginning_is_refused_and_stays_typed(
    hands: SeatHand, hand: Hand, clock: HandClock, qtbot: QtBot
) -> None:
    key = hand.do(announce_outage("文化街", "抢修", clock.now - HOUR))
    shown = opened(hands, qtbot)
    chosen(shown, key)
    for text, why in (("01-21 08:00", "还没到"), ("01-02 08:00", "早于停水时间")):
        type_into(annex(shown).at.field, text, qtbot)
        hands.press(shown, Qt.Key.Key_W, ALT)
        assert why in shown.page._error.sentence
        assert annex(shown).at.text() == text
    assert hand.rows(outages)[0].until is None


def test_ended_at_another_workstation_the_second_is_told(
    hands: SeatHand, hand: Hand, clock: HandClock, qtbot: QtBot
) -> None:
    key = hand.do(announce_outage("文化街", "抢修", clock.now))
    shown = opened(hands, qtbot)
    chosen(shown, key)
    hand.do(end_outage(key))
    hands.press(shown, Qt.Key.Key_W, ALT)
    assert "已经登记过恢复供水" in shown.page._error.sentence


def test_an_extension_is_saved_over_what_somebody_changed_only_after_it_was_seen(
    hands: SeatHand, hand: Hand, clock: HandClock, qtbot: QtBot
) -> None:
    first = clock.now + HOUR
    key = hand.do(announce_outage("文化街", "抢修", clock.now, first))
    shown = opened(hands, qtbot)
    chosen(shown, key)
    type_into(field(shown, "expected"), "01-21 08:00", qtbot)
    hand.do(change_outage(key, "文化街", "爆管", first))
    save(shown, hands)
    assert hand.rows(outages)[0].expected == first
    assert shown.page._clash_view.isVisible()
    assert field(shown, "cause").text() == "爆管"
    assert "已保存" in save(shown, hands)
    [row] = hand.rows(outages)
    assert (row.cause, row.first_expected, row.expected > first) == ("爆管", first, True)


BAD: dict[str, tuple[dict[str, str], str]] = {
    "an empty area": ({"cause": "x"}, "请填写停水范围"),
    "a pasted page": ({"area": "x" * 600}, "600 字"),
    "an end before the beginning": ({"area": "x", "since": "昨天 10:00", "expected": "昨天 9:00"}, "已经过了"),
    "an expected time in the past": ({"area": "x", "expected": "昨天 9:00"}, "已经过了"),
    "about 300 households": ({"area": "x", "households": "约300"}, "不是整数"),
    "a negative number of households": ({"area": "x", "households": "-3"}, "不是整数"),
    "a million and one households": ({"area": "x", "households": "1000001"}, "户数"),
    "a place that is not in the gazetteer": ({"area": "x", "place": "nowhere at all"}, "地址库"),
    "a time that is none": ({"area": "x", "since": "abc"}, "看不懂时间"),
    "a future beginning that is not planned": ({"area": "x", "since": "明天 9:00"}, "计划"),
}


@pytest.mark.parametrize("texts", BAD.values(), ids=BAD)
def test_bad_input_is_refused_in_a_sentence_and_stays(
    desk_shown: OutageDesk, hands: SeatHand, hand: Hand, qtbot: QtBot, texts: tuple[dict[str, str], str]
) -> None:
    typed, why = texts
    fill(desk_shown, qtbot)
    for key, text in typed.items():
        field(desk_shown, key).setText(text)
    assert why in save(desk_shown, hands)
    assert {key: field(desk_shown, key).text() for key in typed} == typed
    assert hand.rows(outages) == []


def test_a_planned_outage_within_a_day_is_taken_and_said(
    desk_shown: OutageDesk, hands: SeatHand, hand: Hand, clock: HandClock, qtbot: QtBot
) -> None:
    fill(desk_shown, qtbot, area="x", since="01-21 08:00")
    box = desk_shown.page._editors["planned"].widget
    assert isinstance(box, QCheckBox)
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert "不到 24 小时" in save(desk_shown, hands)
    assert hand.rows(outages)[0].planned


def test_a_planned_outage_is_moved_by_its_form_until_it_begins(
    hands: SeatHand, hand: Hand, clock: HandClock, qtbot: QtBot
) -> None:
    begin = clock.now + 30 * HOUR
    key = hand.do(announce_outage("文化街", "检修", begin, begin + 2 * HOUR, planned=True))
    shown = opened(hands, qtbot)
    chosen(shown, key)
    assert field(shown, "since").isEnabled()
    for name, text in (("since", "01-23 08:00"), ("expected", "01-23 12:00")):
        type_into(field(shown, name), text, qtbot)
    assert "已保存" in save(shown, hands)
    [row] = hand.rows(outages)
    assert (row.since.day, row.expected - row.since, row.first_expected - row.since) == (23, 4 * HOUR, 2 * HOUR)
    clock.now = row.since + HOUR
    chosen(shown, key)
    shown.page.refresh()
    assert not field(shown, "since").isEnabled()


def test_while_the_database_is_away_what_is_typed_stays_and_is_saved_once_it_is_back(
    desk_shown: OutageDesk, hands: SeatHand, hand: Hand, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(desk_shown, qtbot, area="wen hua jie", cause="repair")
    with monkeypatch.context() as away:
        away.setattr(hands.session.service, "execute", unavailable)
        assert save(desk_shown, hands) == AWAY
    assert field(desk_shown, "area").text() == "wen hua jie"
    assert "已保存" in save(desk_shown, hands)
    assert len(hand.rows(outages)) == 1


def test_what_is_selected_to_be_replaced_stays_selected_when_the_list_is_read_again(
    hands: SeatHand, hand: Hand, clock: HandClock, qtbot: QtBot
) -> None:
    key = hand.do(announce_outage("文化街", "抢修", clock.now))
    shown = opened(hands, qtbot)
    chosen(shown, key)
    field(shown, "cause").setFocus()
    field(shown, "cause").selectAll()
    clock.advance(minutes=1)
    hands.session.tick.second.emit(clock.now)
    hands.settle()
    qtbot.keyClicks(field(shown, "cause"), "x")
    assert field(shown, "cause").text() == "x"


def test_an_administrator_only_looks(hands: SeatHand, hand: Hand, who: Who, clock: HandClock, qtbot: QtBot) -> None:
    key = hand.do(announce_outage("文化街", "抢修", clock.now))
    shown = opened(hands.of(Who(who.staff_id, who.name, frozenset({Role.ADMINISTRATOR}), who.seat)), qtbot)
    chosen(shown, key)
    assert field(shown, "area").isReadOnly()
    assert not shown.page._save_button.isEnabled()
    hands.press(shown, Qt.Key.Key_W, ALT)
    assert "接线员" in shown.page._error.sentence
    assert hand.rows(outages)[0].until is None


def test_the_ticket_of_an_outage_is_opened_by_key(hands: SeatHand, hand: Hand, clock: HandClock, qtbot: QtBot) -> None:
    ticket = hand.log()
    key = hand.do(announce_outage("文化街", "抢修", clock.now, ticket_id=ticket))
    shown = opened(hands, qtbot)
    wanted: list[Any] = []
    shown.ticket_wanted.connect(wanted.append)
    chosen(shown, key)
    hands.press(shown, Qt.Key.Key_G, ALT)
    assert wanted == [ticket]


def test_a_planned_outage_tells_its_span_and_one_without_an_end_says_that_it_is_to_come(
    desk: TicketService, hand: Hand, clock: HandClock
) -> None:
    begin = clock.now + 2 * DAY
    hand.do(announce_outage("文化街", "检修", begin, begin + HOUR, planned=True))
    hand.do(announce_outage("金光路", "", begin, planned=True))
    told = {line.area: notice(line) for line in lines(desk, clock)}
    assert told["文化街"].startswith("【计划停水通知】\n停水范围：文化街\n停水原因：检修\n停水时间：")
    assert "至" in told["文化街"]
    assert "恢复时间另行通知" in told["金光路"]
    assert "原因" not in told["金光路"]
    assert "None" not in "".join(told.values())


def test_an_empty_list_says_what_to_do(desk_shown: OutageDesk) -> None:
    assert "Ctrl+N" in desk_shown.page._table.empty_words[1]


@pytest.mark.parametrize("name", ["dispatch", "archive"])
def test_a_key_on_a_ticket_begins_its_outage_with_what_the_ticket_says(
    hands: SeatHand, hand: Hand, clock: HandClock, qtbot: QtBot, name: str
) -> None:
    place = hand.rows(places, name="文化街")[0].id
    ticket = hand.do(log_call(CallDetails("1", address="3 号"), ReportedFault("burst_main", place)))
    for step in (Move.DISPATCH, Move.ACCEPT, Move.ARRIVE, Move.ISOLATE):
        clock.advance(minutes=2)
        hand.take(ticket, step)
    stopped = clock.now
    clock.advance(minutes=10)
    user = CurrentUser(hands.session.preferences, hand.desk.read(list_staff), hands.session.background)
    main = MainWindow(hands.session, user, WatchState, Alarm(hands.session.background, player=()))
    hands.show(main, qtbot)
    desk = main.open_desk(name)
    hands.settle()
    assert isinstance(desk, DispatchDesk | ArchiveDesk)
    desk.show_ticket(ticket)
    hands.settle()
    assert desk.panel.bench.steps._outage.isVisible(), "the water has been stopped"
    hands.press(QApplication.focusWidget() or desk, Qt.Key.Key_W, ALT)
    shown = main.open_desk("outages")
    assert isinstance(shown, OutageDesk)
    assert field(shown, "area").text() == "文化街 3 号"
    save(shown, hands)
    [row] = hand.rows(outages)
    assert (row.ticket_id, row.place_id, row.cause, row.since) == (ticket, place, "爆管抢修", stopped)


def test_what_is_typed_on_the_desk_is_not_replaced_by_a_ticket_unless_asked_for_twice(
    desk_shown: OutageDesk, hands: SeatHand, hand: Hand, clock: HandClock, qtbot: QtBot
) -> None:
    file = hand.desk.read(ticket_file, hand.log(), clock.now)
    assert file is not None
    fill(desk_shown, qtbot, area="typed")
    desk_shown.begin_for(file)
    assert (field(desk_shown, "area").text(), "还没有保存" in desk_shown.page._error.sentence) == ("typed", True)
    desk_shown.begin_for(file)
    assert field(desk_shown, "area").text() != "typed"
