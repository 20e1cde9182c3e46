"""The bar that says what was done: Ctrl+Z takes it back wherever the focus is, for ten seconds."""

from dataclasses import fields, replace

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from tests.desk_fixtures import Hand, HandClock
from tests.ui.seats import AWAY, SeatHand, unavailable
from tests.ui.test_composing import compose
from tickets.actions.assisting import assist
from tickets.actions.command import Action, Command
from tickets.actions.consent import decide
from tickets.actions.dispatch import dispatch, merge, rerate
from tickets.actions.followup import note
from tickets.actions.intake import CallDetails, ReportedFault, attach_call, log_call
from tickets.actions.outages import announce_outage
from tickets.actions.people import save_crew, save_staff, set_crew_duty
from tickets.actions.progress import accept, hold, resume
from tickets.actions.settling import settle
from tickets.actions.undo import undo
from tickets.rules.words import ConsentState, Priority, Role, State
from tickets.service import TicketService
from tickets.store.queries.lookups import list_staff
from tickets.store.rows import Who
from tickets.store.tables import calls, consents, crews, tickets
from tickets.watch.watch import WatchState
from ui.alerts.alert_bar import HEIGHT
from ui.dispatch.dispatch_desk import DispatchDesk
from ui.frame.current_user import CurrentUser
from ui.frame.step_bar import SHOWN_MS, StepBar
from ui.intake.call_form_data import to_plain
from ui.intake.intake_desk import IntakeDesk
from ui.kit.inputs import ChoiceBox
from ui.kit.keys import keep_keys
from ui.kit.sound import Alarm
from ui.main_window import MainWindow
from ui.ticket.ticket_actions import UNDO_ACTION

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
LATER = "Ctrl+Z 只撤销刚办的一步。更早的请在工单上按 Ctrl+Shift+Z 撤销。"
TOO_LATE = "已过十秒：请在工单上按 Ctrl+Shift+Z 撤销上一步"
LOGGED = "“登记来电”不能撤销。记错了请用改判、更正或转派，不该建单的请用作废或并单。"
NOT_TYPED = {"incoming", "slip", "at", "fault_typed", "traffic_blocked", "sensitive_user", "advice"}


class Room:
    """A window, and a field of its own in it."""

    def __init__(self, main: MainWindow, hands: SeatHand, user: CurrentUser, qtbot: QtBot) -> None:
        self.main, self.hands, self.user, self.qtbot = main, hands, user, qtbot
        self.errors: list[str] = []
        hands.session.background.unhandled.connect(lambda error: self.errors.append(error.sentence))

    @property
    def bar(self) -> StepBar:
        return self.main.steps

    @property
    def dispatch(self) -> DispatchDesk:
        desk = self.main.open_desk("dispatch")
        assert isinstance(desk, DispatchDesk)
        return desk

    def do(self, command: Command[int]) -> int:
        """Take a step at this workstation."""
        results: list[int] = []
        self.hands.session.execute(command, lambda done: results.append(done.result))
        self.hands.settle()
        return results[0]

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = CTRL) -> None:
        focus = QApplication.focusWidget() or self.main
        self.hands.press(focus, key, modifier)


@pytest.fixture
def room(hands: SeatHand, clock: HandClock, qtbot: QtBot, qapp: QApplication) -> Room:
    keep_keys(qapp)
    people = hands.session.service.read(list_staff)
    user = CurrentUser(hands.session.preferences, people, hands.session.background)
    main = MainWindow(hands.session, user, WatchState, Alarm(hands.session.background, player=()))
    main.resize(1366, 768)
    main.open_desk("dispatch")
    hands.show(main, qtbot)
    return Room(main, hands, user, qtbot)


def test_a_step_is_told_and_ctrl_z_takes_it_back_wherever_the_focus_is(
    room: Room, hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr("ui.frame.step_bar.announce", lambda _bar, words: said.append(words))
    key = hand.log()
    number = hand.ticket(key).number
    for focus in (room.dispatch.queue.table, room.dispatch.queue.bar.field):
        room.do(dispatch(key, None, hand.crew()))
        assert room.bar.sentence == f"已派给一班 · {number}"
        focus.setFocus()
        room.press(KEY.Key_Z)
        assert hand.ticket(key).state is State.NEW
        assert (room.bar.sentence, room.bar.offers) == (f"已撤销“派单：一班” · {number}", False)
    assert said[:2] == [f"已派给一班 · {number}，Ctrl+Z 撤销", f"已撤销“派单：一班” · {number}"]


def test_two_wrong_keys_are_taken_back_by_pressing_twice(room: Room, hand: Hand, clock: HandClock) -> None:
    key = hand.log()
    number = hand.ticket(key).number
    room.do(dispatch(key, None, hand.crew()))
    clock.advance(seconds=8)
    room.do(accept(key, None))
    clock.advance(seconds=2)
    room.press(KEY.Key_Z)
    assert room.bar.sentence == f"已撤销“接单” · {number}"
    assert room.bar.accessibleName() == f"已撤销“接单” · {number}，Ctrl+Z 再撤销派单"
    assert (room.bar.offers, room.bar._undo.text()) == (True, "再撤销派单\nCtrl+Z")
    room.press(KEY.Key_Z)
    assert hand.ticket(key).state is State.NEW
    assert (room.bar.sentence, room.bar.offers) == (f"已撤销“派单：一班” · {number}", False)
    for _ in range(2):
        room.press(KEY.Key_Z)
        assert (room.bar.sentence, room.bar.offers) == (f"没有可以撤销的步骤了 · {number}", False)
    assert (hand.ticket(key).version, room.errors) == (5, [])
    room.do(note(key, None, "已告知"))
    assert room.bar._undo.text() == "撤销\nCtrl+Z"


@pytest.mark.parametrize(
    ("ends", "granted", "said"),
    [
        (resume, False, "已恢复，受理已超时 3 分"),
        (undo, False, "已撤销“挂起：等材料”，受理已超时 3 分"),
        (resume, True, "已恢复"),
    ],
)
def test_the_end_of_a_hold_says_what_is_overdue_then(
    room: Room, hand: Hand, clock: HandClock, ends: Action[..., int], granted: bool, said: str
) -> None:
    key = hand.log()
    clock.advance(minutes=5)
    room.do(hold(key, None, "等材料"))
    if granted:
        hand.decide()
        room.hands.settle()
    clock.advance(minutes=8)
    room.do(ends(key, None))
    assert room.bar.sentence == f"{said} · {hand.ticket(key).number}"


@pytest.mark.parametrize("shift", [False, True], ids=["in the bar", "on the ticket"])
def test_a_refused_undo_is_offered_no_more_in_the_bar_or_on_the_ticket(
    room: Room, hand: Hand, clock: HandClock, shift: bool
) -> None:
    key = hand.log()
    clock.advance(minutes=5)
    panel = room.dispatch.panel
    panel.show_ticket(key)
    room.do(dispatch(key, None, hand.crew()))
    button = panel.bench.steps._others[UNDO_ACTION]
    assert (room.bar.offers, button.isHidden()) == (True, False)
    clock.advance(minutes=6)
    panel.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    panel.setFocus()
    room.press(KEY.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier if shift else CTRL)
    assert "受理已经超时" in (panel.sentence if shift else room.errors[-1])
    assert (room.bar.offers, button.isHidden()) == (False, True)
    assert hand.ticket(key).state is State.DISPATCHED


@pytest.mark.parametrize("why", ["long ago", "elsewhere", "somebody else"])
def test_an_earlier_step_is_offered_only_to_who_took_it_here_just_now(
    room: Room, hand: Hand, clock: HandClock, why: str
) -> None:
    key, first, me = hand.log(), dispatch(1, None, hand.crew()), room.hands.session.who()
    if why == "somebody else":
        mate = hand.do(save_staff(None, "李四", frozenset({Role.DISPATCHER})))
        hand.desk.execute(first, Who(mate, "李四", frozenset({Role.DISPATCHER}), me.seat))
    elif why == "elsewhere":
        hand.desk.execute(first, replace(me, seat="9 号席"))
    else:
        room.do(first)
        clock.advance(seconds=11)
    room.do(accept(key, None))
    room.press(KEY.Key_Z)
    assert hand.ticket(key).state is State.DISPATCHED
    assert (room.bar.sentence, room.bar.offers) == (f"已撤销“接单” · {hand.ticket(key).number}", False)
    room.press(KEY.Key_Z)
    assert hand.ticket(key).state is State.DISPATCHED


def test_a_merge_and_its_undo_are_told_without_the_reason_that_was_typed(room: Room, hand: Hand) -> None:
    gone, kept = hand.log(), hand.log()
    told = f"{hand.ticket(gone).number} 并入 {hand.ticket(kept).number}"
    room.do(merge(gone, None, kept, "同一户两口子：各打了一通"))
    assert (room.bar.sentence, room.bar.offers) == (f"已并单：{told}", True)
    room.press(KEY.Key_Z)
    assert room.bar.sentence == f"已撤销“并单：{told}”"


def test_a_decision_on_the_spot_is_told_and_who_alone_can_take_it_back(room: Room, hand: Hand) -> None:
    hand.do(save_staff(None, "值班长乙", frozenset({Role.SUPERVISOR})))
    key, desk = hand.log(), room.dispatch
    desk.show_ticket(key)
    room.do(hold(key, None, "等材料"))
    assert room.bar.offers
    room.press(KEY.Key_Y, Qt.KeyboardModifier.ShiftModifier)
    form = desk.panel.bench.form
    assert form is not None
    assert form.consent is not None
    assert isinstance(form.consent.who, ChoiceBox)
    offered = [form.consent.who.itemText(place) for place in range(form.consent.who.count())]
    assert offered == ["请选择", "值班长乙"], "not who asked for it"
    form.consent.who.setCurrentIndex(1)
    room.press(KEY.Key_Return, Qt.KeyboardModifier.NoModifier)
    way_out = "10:00 值班长乙核准，只有作决定的值班长能撤销：换他登录，按 Ctrl+Shift+Z。"
    said = f"已核准挂起 · {hand.ticket(key).number}。{way_out}"
    assert (room.bar.sentence, room.bar.offers) == (said, False)
    room.press(KEY.Key_Z)
    assert (room.bar.sentence, hand.ticket(key).held, room.errors) == (said, True, [])


def test_a_decision_about_a_merged_ticket_is_told_of_that_ticket(room: Room, hand: Hand, clock: HandClock) -> None:
    mate = hand.do(save_staff(None, "李四", frozenset({Role.DISPATCHER})))
    asker = Hand(hand.desk, Who(mate, "李四", frozenset({Role.DISPATCHER}), "2 号席"))
    kept, gone = asker.log(), asker.log("burst_main")
    clock.advance(minutes=40)
    asker.do(merge(gone, None, kept))
    room.hands.settle()
    for pressed in (KEY.Key_F10, KEY.Key_Y):
        room.press(pressed, Qt.KeyboardModifier.NoModifier)
    assert (room.bar.sentence, room.bar.offers) == (f"已核准并单 · {hand.ticket(gone).number}", True)
    room.press(KEY.Key_Z)
    assert room.bar.sentence == f"已撤销“核准并单” · {hand.ticket(gone).number}"


def test_a_supervisor_takes_back_the_decision_of_a_wrong_key(room: Room, hand: Hand) -> None:
    mate = hand.do(save_staff(None, "李四", frozenset({Role.DISPATCHER})))
    asker = Hand(hand.desk, Who(mate, "李四", frozenset({Role.DISPATCHER}), "2 号席"))
    keys = [hand.log(), hand.log()]
    for key in keys:
        asker.do(hold(key, None, "等材料"))
    room.hands.settle()
    number = hand.ticket(keys[0]).number
    for pressed in (KEY.Key_F10, KEY.Key_N):
        room.press(pressed, Qt.KeyboardModifier.NoModifier)
    assert (room.bar.sentence, room.bar.offers) == (f"已不核准挂起 · {number}", True)
    room.press(KEY.Key_Z)
    assert [row.state for row in hand.rows(consents)] == [ConsentState.ASKED] * 2
    assert room.bar.sentence == f"已撤销“不核准挂起” · {number}"


def test_several_decisions_are_taken_back_on_their_tickets(room: Room, hand: Hand) -> None:
    mate = hand.do(save_staff(None, "李四", frozenset({Role.DISPATCHER})))
    asker = Hand(hand.desk, Who(mate, "李四", frozenset({Role.DISPATCHER}), "2 号席"))
    for _ in range(2):
        asker.do(hold(asker.log(), None, "等材料"))
    room.hands.settle()
    plain = Qt.KeyboardModifier.NoModifier
    for pressed, modifier in ((KEY.Key_F10, plain), (KEY.Key_A, CTRL), (KEY.Key_Y, plain), (KEY.Key_Y, plain)):
        room.press(pressed, modifier)
    assert (room.bar.sentence, room.bar.offers) == ("已核准 2 项", False)
    room.press(KEY.Key_Z)
    assert room.bar.sentence == "几项不能一起撤销：请各在工单上按 Ctrl+Shift+Z 撤销。"


def test_esc_leads_back_from_a_ticket_to_the_place_in_the_list_of_requests(room: Room, hand: Hand) -> None:
    plain = Qt.KeyboardModifier.NoModifier
    keys = [hand.log() for _ in range(3)]
    for key in keys:
        hand.do(hold(key, None, "等材料"))
    room.hands.settle()
    desk = room.dispatch
    for pressed in (KEY.Key_F10, KEY.Key_Down, KEY.Key_Return):
        room.press(pressed, plain)
    assert desk.panel.ticket_id == keys[1]
    room.press(KEY.Key_8, plain)
    room.press(KEY.Key_Escape, plain)
    listed = room.main._consents
    assert listed is not None
    assert listed.isVisible(), "also in spite of a filter"
    assert (listed.table.current().ticket_id, QApplication.focusWidget()) == (keys[1], listed.table)
    room.press(KEY.Key_F10, plain)
    assert (listed.isVisible(), listed.table.current().ticket_id) == (True, keys[1]), "it was open already"
    for others in ((KEY.Key_F2, KEY.Key_F3), (KEY.Key_F3,)):
        for pressed in (KEY.Key_F10, KEY.Key_Return, *others, KEY.Key_Escape):
            room.press(pressed, plain)
        assert desk.isVisible(), "a desk was opened meanwhile"


def test_esc_does_not_lead_another_user_back_to_the_list_of_requests(room: Room, hand: Hand) -> None:
    plain = Qt.KeyboardModifier.NoModifier
    hand.do(hold(hand.log(), None, "等材料"))
    room.hands.settle()
    desk = room.dispatch
    for pressed in (KEY.Key_F10, KEY.Key_Return):
        room.press(pressed, plain)
    (person,) = room.hands.session.service.read(list_staff)
    room.user.sit_down(replace(person, id=person.id + 1))
    room.press(KEY.Key_Escape, plain)
    assert desk.isVisible()


def test_the_bar_names_an_assisting_crew_and_leaves_out_what_a_caller_was_told(room: Room, hand: Hand) -> None:
    key = hand.bring_to(State.DISPATCHED)
    number = hand.ticket(key).number
    room.do(assist(key, None, hand.crew(1)))
    assert (room.bar.sentence, room.bar.offers) == (f"已派二班协助 · {number}", True)
    room.do(settle(key, None, "请关闭户内总阀"))
    assert (room.bar.sentence, room.bar.offers) == (f"已电话解决 · {number}", True)


def test_a_field_undoes_its_own_text_and_a_composition_is_left_alone(room: Room, hand: Hand) -> None:
    key = hand.log()
    room.do(dispatch(key, None, hand.crew()))
    field = room.dispatch.queue.bar.field
    field.setFocus()
    room.qtbot.keyClicks(field, "abc")
    room.press(KEY.Key_Z)
    assert field.text() == ""
    assert hand.ticket(key).state is State.DISPATCHED
    field.clear()
    compose(field, "shui")
    room.press(KEY.Key_Z)
    assert hand.ticket(key).state is State.DISPATCHED
    compose(field, "")
    room.press(KEY.Key_Z)
    assert hand.ticket(key).state is State.NEW


def test_what_somebody_built_on_stays_and_the_window_says_so(room: Room, hand: Hand) -> None:
    key = hand.log()
    room.do(dispatch(key, None, hand.crew()))
    hand.do(accept(key, None))
    room.press(KEY.Key_Z)
    assert hand.ticket(key).state is State.ACCEPTED
    assert room.errors[-1].startswith(f"{hand.ticket(key).number}：工单刚被改过：")
    assert not room.bar.offers


@pytest.mark.parametrize("since", ["grant", "step", "merged ticket"])
def test_the_offer_goes_as_soon_as_somebody_else_goes_on_with_the_ticket(room: Room, hand: Hand, since: str) -> None:
    key, other = hand.log(), hand.log()
    lead = hand.other_supervisor()
    done = {"grant": hold(key, None, "等材料"), "step": dispatch(key, None, hand.crew())}
    room.do(done.get(since) or merge(key, None, other))
    sentence = room.bar.sentence
    hand.desk.execute(note(hand.log(), None, "another ticket"), lead.who)
    room.hands.settle()
    assert (room.bar.sentence, room.bar.offers) == (sentence, True)
    later = {
        "grant": ("核准", lambda: decide(hand.rows(consents)[0].id, True)),
        "step": ("备注", lambda: note(key, None, "1")),
    }
    label, command = later.get(since, ("备注", lambda: note(other, None, "在路上")))
    hand.desk.execute(command(), lead.who)
    room.hands.settle()
    told = f"10:00 演示值班长{label}"
    why = f"这以后又有新的步骤（{told}），不能再撤销。"
    if since == "merged ticket":
        why = f"这以后另一张工单又有新的步骤（{told}），不能撤销并单。"
    assert (room.bar.sentence, room.bar.offers) == (f"{sentence}。{why}", False)
    room.press(KEY.Key_Z)
    assert room.errors == []


def test_the_offer_to_take_back_an_edit_goes_when_somebody_edits_the_list(room: Room, hand: Hand) -> None:
    crew = room.do(save_crew(None, "三班"))
    hand.desk.execute(save_crew(crew, "五班"), hand.other_supervisor().who)
    room.hands.settle()
    assert (room.bar.sentence, room.bar.offers) == (
        "已编辑班组。这以后又有修改（10:00 演示值班长编辑班组），不能撤销。请看过现状，直接改回去。",
        False,
    )


def test_after_a_dead_connection_the_same_undo_is_offered_again(
    room: Room, hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = hand.log()
    room.do(dispatch(key, None, hand.crew()))
    with monkeypatch.context() as patch:
        patch.setattr(TicketService, "execute", unavailable)
        room.press(KEY.Key_Z)
    assert (room.errors, room.bar.offers) == ([AWAY], True)
    room.press(KEY.Key_Z)
    assert hand.ticket(key).state is State.NEW


def test_it_stays_ten_seconds_and_longer_under_the_mouse_or_with_the_focus(room: Room, hand: Hand) -> None:
    room.do(dispatch(hand.log(), None, hand.crew()))
    timer = room.bar._timer
    assert timer.isActive()
    assert timer.interval() == SHOWN_MS == 10_000
    room.bar.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, True)
    timer.timeout.emit()
    assert room.bar.offers
    room.bar.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
    room.bar._undo.setFocus()
    timer.timeout.emit()
    assert room.bar.offers
    room.dispatch.setFocus()
    timer.timeout.emit()
    assert room.bar.sentence == ""
    room.press(KEY.Key_Z)
    assert hand.ticket(1).state is State.DISPATCHED


def test_the_key_says_what_to_do_when_nothing_can_be_taken_back_here(room: Room, hand: Hand) -> None:
    def press() -> str:
        room.press(KEY.Key_Z)
        assert not room.bar.offers
        return room.bar.sentence

    assert press() == LATER
    key = hand.log()
    for steps, sentence in (
        ([dispatch(key, None, hand.crew())], f"{TOO_LATE} · {hand.ticket(key).number}"),
        ([save_crew(None, "三班")], "已过十秒，不能再撤销。请直接改回去。"),
        ([note(key, None, "1"), log_call(CallDetails(phone="13900000009"), ReportedFault("visible_leak"))], LOGGED),
        ([note(key, None, "2"), set_crew_duty(hand.crew(), False)], "“班组值班”不能撤销。请直接改回去。"),
        ([note(key, None, "3"), undo(key, None)], LATER),
    ):
        for step in steps:
            room.do(step)
        room.bar._timer.timeout.emit()
        assert (press(), press()) == (sentence, sentence)
        room.bar.dismiss()
        assert press() == sentence
    room.do(note(key, None, "3"))
    room.user.changed.emit()
    assert press() == LATER
    assert [entry.state for entry in hand.rows(tickets)] == [State.DISPATCHED, State.NEW]


def test_a_call_logged_after_a_step_takes_the_offer_with_it(room: Room, hand: Hand) -> None:
    key = hand.log()
    room.do(dispatch(key, None, hand.crew()))
    room.do(log_call(CallDetails(phone="13900000009"), ReportedFault("visible_leak")))
    assert room.bar.sentence == ""
    room.press(KEY.Key_Z)
    assert (room.bar.sentence, hand.ticket(key).state) == (LOGGED, State.DISPATCHED)


def test_a_field_undoes_its_text_before_the_key_says_anything(room: Room) -> None:
    field = room.dispatch.queue.bar.field
    field.setFocus()
    room.qtbot.keyClicks(field, "abc")
    room.press(KEY.Key_Z)
    assert (field.text(), room.bar.sentence) == ("", "")
    room.press(KEY.Key_Z)
    assert (field.text(), room.bar.sentence, room.bar.parentWidget()) == ("", LATER, room.main.centralWidget())


def test_a_call_taken_back_is_in_the_form_again_or_among_the_drafts(room: Room, hand: Hand) -> None:
    key = hand.log()
    typed = CallDetails(phone="13900000009", words="还在冒水", address="桥头", caller="王")
    room.do(attach_call(key, None, typed))
    assert room.bar.sentence == f"已并入来电 · {hand.ticket(key).number}"
    room.press(KEY.Key_Z)
    desk = room.main.open_desk("intake")
    assert isinstance(desk, IntakeDesk)
    room.hands.settle()
    filled = desk._form.filled()
    assert (filled.phone, filled.words, filled.address, filled.caller) == ("139 0000 0009", "还在冒水", "桥头", "王")
    room.do(attach_call(key, None, replace(typed, words="又一通")))
    room.press(KEY.Key_Z)
    room.hands.settle()
    assert desk._form.filled() == filled
    assert [draft.filled.words for draft in desk._keeper.aside] == ["又一通"]


@pytest.mark.parametrize("size", [QSize(1366, 768), QSize(1180, 640)])
def test_it_covers_nothing_and_shows_its_words_in_lines_of_at_least_twelve_characters(
    room: Room, hand: Hand, size: QSize
) -> None:
    main, bar, long = room.main, room.bar, "等燃气公司到现场交底，" * 20
    main.resize(size)
    key = hand.log("burst_main")
    hand.desk.sweep()
    before = main._pages.geometry(), main._strip.geometry(), main._rail.geometry()
    room.do(hold(key, None, "等材料"))
    room.do(resume(key, None))
    room.do(rerate(key, None, long, priority=Priority.P1))
    for sentence in (bar.sentence, f"已核准 · {hand.ticket(key).number}。{long}", f"{TOO_LATE} · {LATER}{LOGGED}"):
        bar.tell(sentence)
        QApplication.processEvents()
        words = bar._sentence
        assert words.height() >= words.heightForWidth(words.width())
        assert words.width() >= 12 * words.fontMetrics().horizontalAdvance("字")
        assert bar.height() == HEIGHT
        assert bar.geometry().bottom() == main._rail.geometry().bottom()
        buttons = [button.geometry() for button in main._rail.findChildren(QToolButton)]
        assert all(not bar.geometry().intersects(button) for button in buttons)
        assert not bar.geometry().intersects(main._no_alert.geometry())
        assert bar.toolTip().replace("\n", "").startswith(sentence[:40])
    assert (main._pages.geometry(), main._strip.geometry(), main._rail.geometry()) == before, "nothing moves"
    beside = main._no_alert.x()
    bar.dismiss()
    QApplication.processEvents()
    assert (main._no_alert.x(), beside > main._no_alert.x()) == (main._rail.width(), True), "the room is given back"


def test_it_is_hidden_while_the_window_is_locked(room: Room, hand: Hand) -> None:
    key = hand.log()
    room.do(dispatch(key, None, hand.crew()))
    cover = QWidget()
    room.main.cover(cover)
    assert not room.bar.isVisible()
    room.do(accept(key, None))
    assert not room.bar.isVisible()
    room.main.uncover()
    assert (room.bar.isVisible(), room.bar.sentence) == (True, f"已接单 · {hand.ticket(key).number}")


def type_a_call(room: Room) -> IntakeDesk:
    """Type a call from the number of the only open ticket, with every field that an attached call has no column for."""
    desk = room.main.open_desk("intake")
    assert isinstance(desk, IntakeDesk)
    room.hands.settle()
    form = desk._form
    form.show_more(True)
    for field, text in (
        (form.phone.field, "13900000009"),
        (form.words, "wet street"),
        (form.place, "nhsq"),
        (form.address, "no 3"),
        (form.fault, "shuibiao"),
        (form.triage.households, "12"),
        (form.caller, "wang"),
        (form.household_no, "00123"),
        (form.dn, "300"),
        (form.material, "PE"),
    ):
        field.setFocus(Qt.FocusReason.TabFocusReason)
        room.qtbot.keyClicks(field, text)
        if field in (form.place, form.fault):
            room.press(KEY.Key_Return, Qt.KeyboardModifier.NoModifier)
    for number in (KEY.Key_1, KEY.Key_4):
        room.press(number, ALT)
    for choice in (form.zone, form.triage.priority.override):
        choice.setFocus(Qt.FocusReason.TabFocusReason)
        room.press(KEY.Key_End, Qt.KeyboardModifier.NoModifier)
    form.triage.appointment.field.setFocus(Qt.FocusReason.TabFocusReason)
    room.qtbot.keyClicks(form.triage.appointment.field, "18:30")
    room.hands.settle()
    return desk


@pytest.mark.parametrize("key", [KEY.Key_M, KEY.Key_B])
def test_a_call_joined_in_this_window_comes_back_as_it_was_typed(
    room: Room, hand: Hand, clock: HandClock, key: Qt.Key
) -> None:
    ticket = hand.do(log_call(CallDetails(phone="13900000009"), ReportedFault("visible_leak")))
    desk = type_a_call(room)
    typed, came = desk._form.filled(), clock()
    assert set(to_plain(typed)) == {field.name for field in fields(typed)} - NOT_TYPED
    room.press(key)
    assert desk._form.filled().blank
    clock.advance(minutes=2)
    room.press(KEY.Key_Z)
    assert hand.ticket(ticket).calls == 1
    assert desk._form.filled() == typed
    room.press(KEY.Key_Return)
    opened = max(hand.rows(tickets), key=lambda row: row.id)
    assert (opened.dn, opened.households, opened.opened) == (300, 12, came)


def test_a_call_answered_by_an_outage_comes_back_as_it_was_typed(room: Room, hand: Hand) -> None:
    hand.do(announce_outage("南湖社区", "抢修", hand.desk.now()))
    desk = type_a_call(room)
    typed = desk._form.filled()
    room.press(KEY.Key_W, ALT)
    assert desk._form.filled().blank
    assert "登记停水来电" in room.bar.sentence
    room.press(KEY.Key_Z)
    assert hand.rows(calls)[-1].outage_id is None
    assert desk._form.filled() == typed


@pytest.mark.parametrize("busy", [False, True])
def test_a_fault_that_was_removed_stays_so_when_the_call_comes_back(room: Room, hand: Hand, busy: bool) -> None:
    ticket = hand.do(log_call(CallDetails(phone="13900000009"), ReportedFault("visible_leak")))
    desk = room.main.open_desk("intake")
    assert isinstance(desk, IntakeDesk)
    room.hands.settle()
    form = desk._form
    room.qtbot.keyClicks(form.phone.field, "13900000009")
    form.words.setFocus()
    QApplication.clipboard().setText("南湖社区爆管了")
    room.press(KEY.Key_V)
    assert form.filled().fault
    room.press(KEY.Key_G, ALT)
    typed = form.filled()
    assert (typed.fault, typed.place) == ("", "南湖社区")
    room.press(KEY.Key_M)
    assert form.filled().blank
    if busy:
        room.qtbot.keyClicks(form.phone.field, "13700000001")
        room.hands.session.execute(undo(ticket, None))
        room.hands.settle()
        desk._shelf.take_up(desk._keeper.aside[0].key)
    else:
        room.press(KEY.Key_Z)
    room.hands.settle()
    assert form.filled() == typed


def test_a_call_comes_back_from_the_drafts_whatever_was_done_meanwhile(room: Room, hand: Hand) -> None:
    ticket = hand.do(log_call(CallDetails(phone="13900000009"), ReportedFault("visible_leak")))
    desk = type_a_call(room)
    typed = desk._form.filled()
    room.press(KEY.Key_M)
    room.qtbot.keyClicks(desk._form.phone.field, "13700000001")
    room.hands.session.execute(undo(ticket, None))
    room.hands.session.execute(note(ticket, None, "another step at once"))
    room.hands.settle()
    assert [draft.filled for draft in desk._keeper.aside] == [typed]


def test_another_person_is_offered_nothing_and_an_edit_is_taken_back(room: Room, hand: Hand) -> None:
    crew = room.do(save_crew(None, "三班"))
    assert (room.bar.sentence, room.bar.offers) == ("已编辑班组", True)
    room.press(KEY.Key_Z)
    assert [row.active for row in hand.rows(crews, id=crew)] == [False]
    assert (room.bar.sentence, room.bar.offers) == ("已撤销“编辑班组”", False)
    room.press(KEY.Key_Z)
    assert room.bar.sentence == "没有刚办的可以撤销了。更早的修改请直接改回去。"
    room.do(save_crew(hand.crew(), "新一班"))
    room.do(save_crew(hand.crew(), "新二班"))
    room.press(KEY.Key_Z)
    assert room.bar._undo.accessibleName() == "再撤销编辑班组"
    room.press(KEY.Key_Z)
    assert [row.name for row in hand.rows(crews, id=hand.crew())] == ["一班"]
    room.do(merge(hand.log(), None, hand.log()))
    assert room.bar.offers
    room.user.changed.emit()
    assert room.bar.sentence == ""
