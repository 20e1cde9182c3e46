"""The list of all alerts, operated by keys."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import insert, select, update

from tests.desk_fixtures import START, Hand, HandClock
from tests.ui.seats import AWAY, SeatHand, unavailable
from tickets.actions.alerting import acknowledge
from tickets.actions.dispatch import cancel, dispatch
from tickets.actions.progress import accept
from tickets.rules.subjects import ticket_subject
from tickets.rules.words import AlertOutcome, Role
from tickets.service import TicketService
from tickets.store.queries.alert_history import alert_history, count_unseen, history_key
from tickets.store.rows import Who
from tickets.store.tables import alerts, rungs, tickets
from ui.alerts import alert_drawer
from ui.alerts.alert_drawer import AlertDrawer
from ui.runtime.refresher import AGAIN_AFTER

DISPATCHERS = frozenset({Role.DISPATCHER})


class Open:
    """An open list whose acknowledgements are executed."""

    def __init__(self, hands: SeatHand, qtbot: QtBot) -> None:
        self.hands, self.qtbot = hands, qtbot
        self.drawer = AlertDrawer(hands.session)
        self.drawer.acknowledged.connect(lambda ids, digests: hands.session.execute(acknowledge(ids, digests)))
        self.drawer.resize(1280, 560)
        hands.show(self.drawer, qtbot)
        self.drawer.open()
        self.settle()

    def settle(self) -> None:
        """Run the queued work, and read again what changed."""
        self.hands.settle()
        self.drawer._following.end_rest()
        self.hands.settle()
        QApplication.processEvents()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the focus is."""
        widget = QApplication.focusWidget()
        assert widget is not None
        self.qtbot.keyClick(widget, key, modifier)
        self.settle()

    def column(self, key: str) -> list[str]:
        """Return the text of a column in every row."""
        model = self.drawer.model
        place = [column.key for column in model.columns].index(key)
        return [model.index(row, place).data() for row in range(model.rowCount())]


@pytest.fixture
def hands(hands: SeatHand) -> SeatHand:
    """The session of a dispatcher."""
    return hands.of(Who(1, "值班员", DISPATCHERS, "1 号席"))


@pytest.fixture
def opened(hands: SeatHand, hand: Hand, clock: HandClock, qtbot: QtBot) -> Open:
    """The list, opened when three calls are late."""
    three_late(hand, clock)
    return Open(hands, qtbot)


def three_late(hand: Hand, clock: HandClock) -> list[int]:
    """Log three calls a minute apart, until the first two are warned of and the oldest is late; return the tickets."""
    keys = []
    for fault in ("burst_main", "visible_leak", "no_water"):
        keys.append(hand.log(fault))
        clock.advance(minutes=1)
    clock.advance(minutes=7)
    hand.desk.sweep()
    return keys


def test_unseen_alerts_come_first_then_recent_ones_with_who_saw_them_and_their_outcome(
    hands: SeatHand, hand: Hand, clock: HandClock, qtbot: QtBot
) -> None:
    clock.advance(-8 * 86400)
    old = hand.log("valve")
    clock.advance(minutes=25)
    hand.desk.sweep()
    hand.do(acknowledge(frozenset(row.id for row in hand.rows(alerts))))
    hand.do(cancel(old, None, "误报"))
    clock.set(START)
    first, second, third = three_late(hand, clock)
    ids = [row.id for row in hand.rows(alerts) if row.clock_id == hand.clocks(first)[0].id]
    hand.do(acknowledge(frozenset(ids)))
    hand.do(dispatch(first, None, hand.crew()))
    hand.do(accept(first, None))
    opened = Open(hands, qtbot)
    numbers = [hand.ticket(key).number for key in (third, second, first, first)]
    assert opened.column("number") == numbers, "what is older than a week has left"
    assert opened.column("state") == ["未确认", "未确认", "已确认", "已确认"]
    assert opened.column("kind") == ["受理 临期", "受理 临期", "受理 超时", "受理 临期"]
    assert opened.column("became")[:3] == ["临期，剩 2 分", "临期，剩 1 分", "今天 10:10 完成，按时"]
    assert opened.column("seen")[2] == "今天 10:10 值班员"
    assert opened.drawer._count.text() == "2 个时限未确认，各级各岗位共 2 条"


def test_the_selected_alert_shows_its_full_history(hands: SeatHand, hand: Hand, clock: HandClock, qtbot: QtBot) -> None:
    key = hand.log("burst_main")
    clock.advance(minutes=7)
    hand.desk.sweep()
    hand.desk.shown(frozenset(row.id for row in hand.rows(alerts)), clock.advance(seconds=2))
    clock.advance(seconds=20)
    hand.do(acknowledge(frozenset(row.id for row in hand.rows(alerts))))
    clock.advance(minutes=1)
    hand.do(cancel(key, None, "误报"))
    opened = Open(hands, qtbot)
    assert opened.drawer._story.text() == (
        "受理临期，10:07:00 到点 · 10:07:00 发给调度员 · 10:07:02 屏幕上显示 · 10:07:22 值班员确认"
        " · 现在：今天 10:08 作废 · 地点不详 · 未派单"
    )


def test_alerts_are_acknowledged_one_by_one_and_the_ticket_opened_by_keyboard_alone(
    opened: Open, hand: Hand, clock: HandClock, qtbot: QtBot
) -> None:
    _, second, _ = (row.id for row in hand.rows(tickets))
    assert opened.drawer.table.hasFocus()
    order = [row.id for row in hand.desk.read(alert_history, DISPATCHERS, clock())]
    opened.press(Qt.Key.Key_A)
    assert [row.id for row in hand.rows(alerts) if row.seen_at] == [order[0]]
    with qtbot.waitSignal(opened.drawer.subject_wanted) as wanted:
        opened.press(Qt.Key.Key_Return)
    assert wanted.args == [ticket_subject(second)]
    opened.press(Qt.Key.Key_A)
    assert {row.id for row in hand.rows(alerts) if row.seen_at} == set(order[:2])
    with qtbot.waitSignal(opened.drawer.closed):
        opened.press(Qt.Key.Key_Escape)


def test_an_acknowledged_alert_is_not_acknowledged_again_and_shows_by_whom(
    hands: SeatHand, hand: Hand, clock: HandClock, qtbot: QtBot
) -> None:
    hand.log()
    clock.advance(minutes=7)
    hand.desk.sweep()
    opened = Open(hands, qtbot)
    opened.press(Qt.Key.Key_A)
    seen = hand.rows(alerts)[0].seen_at
    clock.advance(seconds=30)
    opened.press(Qt.Key.Key_A)
    assert hand.rows(alerts)[0].seen_at == seen
    assert opened.drawer._count.text() == "这条已确认：今天 10:07 值班员。"


def test_letters_in_the_field_filter_the_list_and_esc_clears_the_filter(opened: Open, hand: Hand, qtbot: QtBot) -> None:
    keys = [row.id for row in hand.rows(tickets)]
    opened.press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(opened.drawer.field, "a%")
    opened.drawer._typing.timeout.emit()
    opened.settle()
    assert opened.drawer.model.rowCount() == 0
    assert "没有符合" in opened.drawer.table.accessibleDescription()
    opened.drawer.field.setText(hand.ticket(keys[1]).number[-2:] + " 明漏")
    opened.press(Qt.Key.Key_Return)
    assert set(opened.column("number")) == {hand.ticket(keys[1]).number}
    assert opened.drawer.table.hasFocus()
    opened.press(Qt.Key.Key_Escape)
    assert len(opened.column("number")) == 4
    assert not any(row.seen_at for row in hand.rows(alerts))


def test_an_empty_list_explains_what_is_listed_here(hands: SeatHand, qtbot: QtBot) -> None:
    opened = Open(hands, qtbot)
    assert opened.drawer.table.accessibleDescription().startswith("没有告警。 工单临期或超时就会列在这里")
    assert opened.drawer._count.text() == "都确认过了"


def storm(desk: TicketService, hand: Hand, clock: HandClock, count: int) -> None:
    """Give a ticket so many unseen alerts to the dispatcher, each of a rung of its own."""
    hand.log()
    clock.advance(minutes=11)
    hand.desk.sweep()
    with desk.store.writing() as connection:
        rung = dict(connection.execute(select(rungs).where(rungs.c.id == 1)).mappings().one())
        del rung["id"]
        made = connection.execute(insert(rungs).returning(rungs.c.id), [rung for _ in range(count)]).scalars().all()
        row = dict(connection.execute(select(alerts).where(alerts.c.id == 1)).mappings().one())
        del row["id"]
        connection.execute(insert(alerts), [row | {"rung_id": rung_id, "reason": ""} for rung_id in made])


def test_five_thousand_alerts_are_read_in_pages_and_only_visible_ones_are_acknowledged(
    hands: SeatHand, hand: Hand, desk: TicketService, clock: HandClock, qtbot: QtBot
) -> None:
    storm(desk, hand, clock, 5000)
    unseen, _ = desk.read(count_unseen, DISPATCHERS)
    assert unseen > 5000
    opened = Open(hands, qtbot)
    assert opened.drawer.model.rowCount() == 200
    opened.press(Qt.Key.Key_PageDown)
    in_view = set(opened.drawer._viewed)
    assert 10 < len(in_view) < 60
    opened.press(Qt.Key.Key_A, Qt.KeyboardModifier.ShiftModifier)
    assert {row.id for row in hand.rows(alerts) if row.seen_at} == in_view
    assert opened.drawer._count.text() == f"1 个时限未确认，各级各岗位共 {unseen - len(in_view):,} 条"


def test_an_alert_that_became_visible_a_moment_ago_is_not_acknowledged(
    opened: Open, hand: Hand, clock: HandClock
) -> None:
    seconds = [100.0]
    opened.drawer._clock = lambda: seconds[0]
    seconds[0] += 60
    before = {row.id for row in hand.rows(alerts)}
    clock.advance(minutes=3)
    hand.desk.sweep()
    opened.settle()
    seconds[0] += 0.1
    opened.drawer.table.setCurrentIndex(opened.drawer.model.index(0, 0))
    opened.press(Qt.Key.Key_A)
    assert not [row for row in hand.rows(alerts) if row.seen_at]
    opened.press(Qt.Key.Key_A, Qt.KeyboardModifier.ShiftModifier)
    seen = {row.id for row in hand.rows(alerts) if row.seen_at}
    assert seen
    assert seen <= before
    opened.press(Qt.Key.Key_A, Qt.KeyboardModifier.ShiftModifier)
    assert opened.drawer._count.text() == "刚有新的告警进来，请看过再按。"
    seconds[0] += 0.4
    opened.press(Qt.Key.Key_A, Qt.KeyboardModifier.ShiftModifier)
    assert not [row for row in hand.rows(alerts, recipient=Role.DISPATCHER) if row.seen_at is None]


def test_alerts_only_scrolled_past_are_not_acknowledged(
    hands: SeatHand, hand: Hand, desk: TicketService, clock: HandClock, qtbot: QtBot
) -> None:
    seconds = [100.0]
    storm(desk, hand, clock, 100)
    opened = Open(hands, qtbot)
    opened.drawer._clock = lambda: seconds[0]
    first = set(opened.drawer._viewed)
    for key in (*[Qt.Key.Key_PageDown] * 3, *[Qt.Key.Key_PageUp] * 3):
        opened.press(key)
        seconds[0] += 0.1
    seconds[0] += 60
    opened.press(Qt.Key.Key_A, Qt.KeyboardModifier.ShiftModifier)
    assert {row.id for row in hand.rows(alerts) if row.seen_at} == first


def test_a_failed_acknowledgement_is_retried_with_the_same_key(
    opened: Open, hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:

    with monkeypatch.context() as patch:
        patch.setattr(opened.hands.session.service, "execute", unavailable)
        opened.press(Qt.Key.Key_A, Qt.KeyboardModifier.ShiftModifier)
    opened.press(Qt.Key.Key_A, Qt.KeyboardModifier.ShiftModifier)
    assert not [row for row in hand.rows(alerts, recipient=Role.DISPATCHER) if row.seen_at is None]


def test_after_a_change_of_user_the_open_list_shows_their_alerts_and_none_as_viewed(
    hands: SeatHand, hand: Hand, clock: HandClock, qtbot: QtBot
) -> None:
    current_user = [hands.session.who()]
    hands = replace(hands, session=replace(hands.session, who=lambda: current_user[0]))
    three_late(hand, clock)
    opened = Open(hands, qtbot)
    assert set(opened.column("to")) == {"调度员"}
    opened.drawer.hide()  # the window is locked
    clock.advance(minutes=15)
    hand.desk.sweep()
    current_user[0] = Who(1, "值班员", frozenset({Role.SUPERVISOR}), "1 号席")
    opened.drawer.show()
    opened.settle()
    assert set(opened.column("to")) == {"值班长"}
    assert set(opened.drawer._viewed) <= {row.id for row in hand.rows(alerts, recipient=Role.SUPERVISOR)}


def test_alerts_that_became_visible_are_reported_once(opened: Open, hand: Hand) -> None:
    shown: list[frozenset[int]] = []
    opened.drawer.shown.connect(shown.append)
    opened.settle()
    opened.drawer.open()
    opened.settle()
    assert shown == [frozenset(row.id for row in hand.rows(alerts, recipient=Role.DISPATCHER))]


@pytest.mark.on_both
def test_pages_have_no_gaps_and_no_alerts_of_other_roles(hand: Hand, clock: HandClock) -> None:
    for _ in range(6):
        hand.log()
    clock.advance(minutes=12)
    hand.desk.sweep()
    hand.who = Who(1, "值班员", DISPATCHERS, "1 号席")
    hand.do(acknowledge(frozenset(row.id for row in hand.rows(alerts, recipient=Role.DISPATCHER)[::2])))
    whole = hand.desk.read(alert_history, DISPATCHERS, clock.ago(days=7))
    assert len(whole) == 12
    assert [row.unseen for row in whole] == sorted((row.unseen for row in whole), reverse=True)
    paged, after = [], None
    while page := hand.desk.read(alert_history, DISPATCHERS, clock.ago(days=7), "", after, 5):
        paged += page
        after = history_key(page[-1])
    assert paged == whole
    assert {row.alert.recipient for row in whole} == {Role.DISPATCHER}
    assert hand.desk.read(alert_history, frozenset(Role), clock.ago(days=7), "值班员") == [
        row for row in whole if not row.unseen
    ]
    unseen = [row for row in whole if row.unseen]
    clocks = {row.alert.clock_id for row in unseen}
    assert hand.desk.read(count_unseen, DISPATCHERS) == (len(unseen), len(clocks))


def test_changes_while_the_window_was_hidden_are_read_when_it_is_shown_again(
    hands: SeatHand, hand: Hand, clock: HandClock, qtbot: QtBot
) -> None:
    opened = Open(hands, qtbot)
    opened.drawer.hide()
    three_late(hand, clock)
    opened.settle()
    assert opened.column("number") == [], "nobody looks at it"
    opened.drawer.show()
    opened.settle()
    assert len(opened.column("number")) == 4


def test_a_failed_read_of_the_list_is_retried_automatically(
    hands: SeatHand, hand: Hand, clock: HandClock, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    three_late(hand, clock)

    with monkeypatch.context() as patch:
        patch.setattr("ui.alerts.alert_drawer.alert_history", unavailable)
        opened = Open(hands, qtbot)
    assert opened.drawer.error.sentence == AWAY
    for _ in range(AGAIN_AFTER):
        hands.session.tick.second.emit(clock.now)
    opened.settle()
    assert len(opened.column("number")) == 4
    assert opened.drawer.error.sentence == ""


def test_while_a_filter_is_typed_no_row_is_selected_and_enter_selects_the_first(opened: Open) -> None:
    drawer = opened.drawer
    assert drawer.table.currentIndex().row() == 0
    drawer.field.setFocus()
    drawer.field.setText("明漏")
    assert (drawer._typing.isActive(), drawer._typing.interval()) == (True, 150)
    drawer._typing.timeout.emit()
    opened.settle()
    assert drawer.model.rowCount() == 1
    assert (drawer.table.currentIndex().isValid(), drawer._story.text()) == (False, "")
    assert not (drawer._one.isEnabled() or drawer._open.isEnabled())
    drawer._acknowledge_one()
    drawer._open.click()
    opened.press(Qt.Key.Key_Return)
    assert (drawer.table.currentIndex().row(), drawer.table.hasFocus()) == (0, True)
    assert drawer._one.isEnabled() and drawer._open.isEnabled()
    drawer.table.setCurrentIndex(drawer.model.index(-1, -1))
    drawer._read_again()
    opened.settle()
    assert not drawer.table.currentIndex().isValid(), "a list that is read again selects nothing by itself"


def test_the_list_begins_anew_when_it_is_opened_again(opened: Open) -> None:
    drawer = opened.drawer
    drawer.table.setCurrentIndex(drawer.model.index(2, 0))
    drawer.field.setText("明漏")
    drawer.field.setFocus()
    drawer.open()
    opened.settle()
    assert (drawer.field.text(), drawer.table.currentIndex().row(), drawer.table.hasFocus()) == ("", 0, True)
    assert opened.drawer._viewed, "what is there at the opening has been seen at once"
    assert all(drawer._is_read(id_) for id_ in drawer._viewed)


def test_a_list_that_is_shown_again_to_the_same_user_keeps_its_selection(opened: Open) -> None:
    opened.drawer.table.setCurrentIndex(opened.drawer.model.index(2, 0))
    opened.drawer.hide()
    opened.drawer.show()
    opened.settle()
    assert opened.drawer.table.currentIndex().row() == 2


def test_esc_clears_the_filter_then_closes_and_other_keys_do_neither(opened: Open) -> None:
    closed: list[bool] = []
    opened.drawer.closed.connect(lambda: closed.append(True))
    opened.drawer.field.setText("明漏")
    for key, text, count in ((Qt.Key.Key_F2, "明漏", 0), (Qt.Key.Key_Escape, "", 0), (Qt.Key.Key_Escape, "", 1)):
        opened.press(key)
        assert (opened.drawer.field.text(), len(closed)) == (text, count)
        assert opened.drawer.table.hasFocus()


def test_after_all_viewed_ones_are_acknowledged_the_first_row_is_selected_and_nothing_is_new(
    opened: Open, hand: Hand
) -> None:
    drawer = opened.drawer
    assert drawer._count.property("tone") == ""
    drawer.table.setCurrentIndex(drawer.model.index(1, 0))
    opened.press(Qt.Key.Key_A, Qt.KeyboardModifier.ShiftModifier)
    assert drawer.table.currentIndex().row() == 0
    assert (drawer._count.text(), drawer._count.property("tone")) == ("都确认过了", "quiet")
    opened.press(Qt.Key.Key_A, Qt.KeyboardModifier.ShiftModifier)
    assert drawer._count.text() == "都确认过了", "nothing has just come in"


def test_the_history_of_the_selected_alert_follows_the_time_while_the_list_is_visible(
    opened: Open, clock: HandClock
) -> None:
    drawer = opened.drawer
    for visible in (True, False):
        drawer.setVisible(visible)
        before = drawer._story.text()
        clock.advance(minutes=1)
        opened.hands.session.tick.second.emit(clock.now)
        assert (drawer._story.text() != before) == visible


def test_acknowledging_the_last_unseen_one_keeps_it_selected_and_one_that_was_not_sent_says_so(
    opened: Open, hand: Hand, desk: TicketService
) -> None:
    drawer, said = opened.drawer, list[object]()
    drawer.acknowledged.connect(lambda ids, _digests: said.append(set(ids)))
    last = [drawer.model.index(row, 0) for row in range(drawer.model.rowCount())][-1]
    row = drawer.model.row_at(last)
    assert row is not None and row.unseen
    drawer.table.setCurrentIndex(last)
    drawer._one.click()
    assert (said, drawer.table.currentIndex().row()) == ([{row.id}], last.row())
    unsent = next(outcome for outcome in AlertOutcome if outcome is not AlertOutcome.SENT)
    with desk.store.writing() as connection:
        connection.execute(update(alerts).values(outcome=unsent, seen_at=None, seen_by=None))
    drawer.open()
    opened.settle()
    drawer._one.click()
    assert drawer._count.text() == "这条没有发出，不用确认。"
    assert len(said) == 1


@pytest.mark.parametrize(("waited", "read"), [(0.25, False), (0.5, True)])
def test_an_alert_counts_as_read_after_exactly_the_time_to_read_it(
    waited: float, read: bool, opened: Open, hand: Hand, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alert_drawer, "READ_SECONDS", 0.5)
    seconds = [100.0]
    opened.drawer._clock = lambda: seconds[0]
    before = {row.id for row in hand.rows(alerts)}
    clock.advance(minutes=3)
    hand.desk.sweep()
    opened.settle()
    listed = [opened.drawer.model.index(row, 0) for row in range(opened.drawer.model.rowCount())]
    new = [index for index in listed if (row := opened.drawer.model.row_at(index)) and row.id not in before]
    opened.drawer.table.setCurrentIndex(new[0])
    seconds[0] += waited
    opened.press(Qt.Key.Key_A)
    assert bool([each for each in hand.rows(alerts) if each.seen_at]) == read
    assert (opened.drawer._count.text() == "刚有新的告警进来，请看过再按。") == (not read)


def test_nothing_counts_as_shown_while_the_window_is_minimised(opened: Open, hand: Hand, clock: HandClock) -> None:
    shown: list[frozenset[int]] = []
    opened.drawer.shown.connect(shown.append)
    opened.drawer.setWindowState(Qt.WindowState.WindowMinimized)
    clock.advance(minutes=3)
    hand.desk.sweep()
    opened.settle()
    opened.drawer._take_view()
    assert shown == []
    opened.drawer.setWindowState(Qt.WindowState.WindowNoState)
    opened.drawer._take_view()
    assert len(shown) == 1


def test_the_list_goes_back_a_week_and_its_history_has_room_for_two_lines(
    hands: SeatHand, clock: HandClock, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(alert_drawer, "alert_history", lambda _connection, *given: asked.append(given) or [])
    drawer = Open(hands, qtbot).drawer
    assert asked[0] == (DISPATCHERS, clock.now - timedelta(days=7), "", None, 200)
    drawer.say("受理超时\n已确认")
    assert drawer._story.minimumHeight() == drawer._story.sizeHint().height()
