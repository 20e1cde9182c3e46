"""What keys do while a form is open, a command is running, or its result comes when another ticket is shown."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from tests.desk_fixtures import Hand, HandClock
from tests.ui.seats import AWAY, SeatHand, unavailable
from tests.ui.ticket.rooms import CTRL, SHIFT, PanelRoom
from tickets.actions import dispatch, progress
from tickets.errors import DeskError
from tickets.rules.words import Role, Stage, State
from tickets.store.rows import Who
from ui.ticket.conflict import ConflictView
from ui.ticket.crew_form import ReassignForm
from ui.ticket.fields import PickList
from ui.ticket.rerate_form import RerateForm
from ui.ticket.workbench import Workbench

KEY = Qt.Key
REMINDER = "“{step}”填了还没有提交：Enter 提交，Esc 放弃。"


@pytest.fixture
def room(hands: SeatHand, qtbot: QtBot) -> PanelRoom:
    return PanelRoom(hands, qtbot)


@pytest.fixture
def bench(room: PanelRoom) -> Workbench:
    return room.panel.bench


def key(room: PanelRoom, *keys: Qt.Key) -> None:
    """Press keys without letting the database answer."""
    for each in keys:
        room.qtbot.keyClick(room.focus, each)


def give_up(room: PanelRoom) -> None:
    """Close a form with input."""
    room.press(KEY.Key_Escape)
    room.press(KEY.Key_Escape)


def click(lines: PickList, row: int) -> None:
    """Click a line once."""
    place = lines.visualRect(lines.model().index(row, 0)).center()
    QTest.mouseClick(lines.viewport(), Qt.MouseButton.LeftButton, pos=place)


def focus_outside(room: PanelRoom) -> None:
    room.panel.setFocus()


def test_a_key_replaces_an_empty_form_and_does_its_own_action(room: PanelRoom, bench: Workbench, hand: Hand) -> None:
    ticket = hand.bring_to(State.DISPATCHED)
    room.show(ticket, "H")
    focus_outside(room)
    room.press_all("A")
    assert (bench.form, hand.ticket(ticket).state) == (None, State.ACCEPTED)
    room.press_all("T")
    focus_outside(room)
    room.press_all("X")
    assert bench.form is not None and bench.form.accessibleName() == "作废"
    assert len(bench.findChildren(QLineEdit)) >= 1


def test_a_key_leads_back_to_a_form_with_input_and_does_nothing_else(
    room: PanelRoom, bench: Workbench, hand: Hand
) -> None:
    ticket = hand.bring_to(State.DISPATCHED)
    room.show(ticket, "T")
    room.type("far")
    form, field = bench.form, room.focus
    focus_outside(room)
    room.press_all("A")
    assert (bench.form, room.focus) == (form, field)
    assert room.sentence == REMINDER.format(step="退单")
    assert hand.ticket(ticket).state is State.DISPATCHED
    for crew in (1, 2):
        room.panel.give_to(crew)
    room.hands.settle()
    assert (bench.form, hand.ticket(ticket).version) == (form, 2)
    new = hand.log()
    room.show(new, "N")
    room.type("half")
    focus_outside(room)
    room.panel.give_to(hand.crew())
    room.hands.settle()
    assert (bench.form is not None, hand.ticket(new).state) == (True, State.NEW)


def test_what_was_chosen_in_a_form_is_kept_like_what_was_typed(room: PanelRoom, bench: Workbench, hand: Hand) -> None:
    ticket = hand.bring_to(State.DISPATCHED)
    room.show(ticket, "J")
    form = bench.form
    assert isinstance(form, RerateForm)
    form._priority.setFocus()
    room.press(KEY.Key_Up)
    chosen = form._priority.chosen()
    assert chosen is not hand.ticket(ticket).priority
    for outside in (False, True):
        if outside:
            focus_outside(room)
        room.press_all("H")
        assert (bench.form, room.sentence) == (form, REMINDER.format(step="改判"))
        assert outside or form._priority.hasFocus()
    room.show(hand.log())
    room.show(ticket)
    assert (bench.form, form._priority.chosen()) == (form, chosen)


def test_a_line_is_kept_that_the_user_has_selected_and_none_that_the_program_did(
    room: PanelRoom, bench: Workbench, hand: Hand
) -> None:
    crew = hand.crew(1)
    room.show(hand.bring_to(State.DISPATCHED))
    room.panel.give_to(crew)
    assert isinstance(bench.form, ReassignForm)
    room.press(KEY.Key_Escape)
    assert bench.form is None, "the program has selected the crew"
    room.press_all("H")
    lines = bench.form.findChildren(PickList)[0]  # type: ignore[union-attr]
    click(lines, 1)
    lines.setFocus()
    for select in (lambda: room.press(KEY.Key_Down), lambda: room.press(KEY.Key_Up), lambda: click(lines, 2)):
        room.press(KEY.Key_Escape)
        assert room.sentence == REMINDER.format(step="挂起")
        select()
        assert room.sentence == "", "another line is other input"
    give_up(room)
    assert bench.form is None


def test_a_click_beside_a_form_that_has_the_focus_leaves_it_as_it_is(
    room: PanelRoom, bench: Workbench, hand: Hand
) -> None:
    room.show(hand.bring_to(State.DISPATCHED), "T")
    form = bench.form
    bench.steps.wanted.emit(bench._slot.open.action, False)  # type: ignore[union-attr]
    assert bench.form is form


def test_esc_gives_the_focus_back_only_to_something_that_can_still_be_seen(
    room: PanelRoom, bench: Workbench, hand: Hand
) -> None:
    room.show(hand.log())
    for lost in ("hidden", "deleted", "none"):
        beside = QLineEdit(room.window)
        room.window.layout().addWidget(beside)
        beside.show()
        beside.setFocus()
        if lost == "none":
            beside.clearFocus()
            assert QApplication.focusWidget() is None
        bench.steps.wanted.emit(next(a for a in bench.steps._others if a.key == "N"), False)
        assert bench.form is not None
        if lost == "hidden":
            beside.hide()
        elif lost == "deleted":
            beside.deleteLater()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        room.press(KEY.Key_Escape)
        assert bench.form is None
        if lost == "hidden":
            beside.show()
            assert not beside.hasFocus(), "it does not take the focus later"
        if lost != "deleted":
            beside.deleteLater()


def test_a_form_closed_without_the_focus_leaves_the_focus_where_it_is(
    room: PanelRoom, bench: Workbench, hand: Hand
) -> None:
    beside = QLineEdit()
    room.window.layout().addWidget(beside)
    room.show(hand.bring_to(State.DISPATCHED), "T")
    room.type("far")
    room.qtbot.keyClick(room.focus, KEY.Key_Return)
    beside.setFocus()
    room.hands.settle()
    assert bench.form is None and beside.hasFocus()


def test_a_crew_is_given_once_however_often_it_is_asked_for(
    room: PanelRoom, bench: Workbench, hand: Hand, crews: tuple[int, int]
) -> None:
    ticket = hand.log()
    room.show(ticket)
    for _ in range(2):
        room.panel.give_to(crews[0])
    room.hands.settle()
    assert (hand.ticket(ticket).version, hand.ticket(ticket).crew_id, room.sentence) == (2, crews[0], "")
    room.panel.give_to(crews[0])
    assert room.sentence == "工单已经在这个班组手上，不用转派。要转派请选另一个班组。"
    assert bench.form is None
    room.panel.give_to(crews[1])
    assert isinstance(bench.form, ReassignForm) and bench.form.crew_id() == crews[1]
    assert bench.form._reason.hasFocus()
    assert bench.form._late is not None and bench.form._late.field.isHidden()
    room.press(KEY.Key_Escape)
    hand.do(dispatch.cancel(ticket, None, "误报"))
    room.hands.settle()
    for crew in crews:
        room.panel.give_to(crew)
        assert (bench.form, room.sentence) == (None, "工单已作废，不能再转派。")


def test_a_crew_given_by_somebody_who_may_not_dispatch_is_refused(hands: SeatHand, qtbot: QtBot, hand: Hand) -> None:
    room = PanelRoom(hands.of(Who(1, "值班员", frozenset({Role.OPERATOR}), "2 号席")), qtbot)
    ticket = hand.log()
    room.show(ticket)
    room.panel.give_to(hand.crew())
    room.hands.settle()
    assert hand.ticket(ticket).state is State.NEW
    assert room.sentence == "调度员、值班长才能派单，请换人登录或请他们来做。"


def test_only_somebody_without_the_role_is_asked_for_a_consent(hands: SeatHand, qtbot: QtBot, hand: Hand) -> None:
    for role, asked in ((Role.SUPERVISOR, False), (Role.DISPATCHER, True)):
        room = PanelRoom(hands.of(Who(1, "值班员", frozenset({role}), "2 号席")), qtbot)
        room.show(hand.log(), "E")
        assert (room.form.consent is not None) == asked
        room.window.close()


def test_esc_beside_the_steps_clears_the_message_and_leaves_the_panel(
    room: PanelRoom, bench: Workbench, hand: Hand
) -> None:
    room.show(hand.bring_to(State.CLOSED), "A")
    assert room.sentence.startswith("工单已归档")
    left = QSignalSpy(bench.left)
    bench.steps.focus()
    for _ in range(2):
        key(room, KEY.Key_Escape)
    assert room.sentence == "" and left.count() >= 1
    before = left.count()
    key(room, KEY.Key_F2)
    assert left.count() == before


def test_a_form_that_is_being_sent_cannot_be_sent_again(room: PanelRoom, bench: Workbench, hand: Hand) -> None:
    ticket = hand.bring_to(State.DISPATCHED)
    room.show(ticket, "N")
    room.qtbot.keyClicks(room.focus, "seen")
    key(room, KEY.Key_Return, KEY.Key_Return)
    assert bench.form is not None and bench.form.under_way
    room.hands.settle()
    assert (hand.ticket(ticket).version, bench.form, room.sentence) == (3, None, "")


def test_a_failed_form_can_be_sent_again_and_keeps_its_error_to_itself(
    room: PanelRoom, bench: Workbench, hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket = hand.log()
    room.show(ticket, "N")
    with monkeypatch.context() as patch:
        patch.setattr(room.hands.session.service, "execute", unavailable)
        room.type("seen", KEY.Key_Return)
    form = bench.form
    assert form is not None and not form.under_way
    assert (room.sentence, form.error, bench._error.sentence) == (AWAY, AWAY, "")
    room.press(KEY.Key_Return)
    assert (bench.form, hand.last_entry(ticket).text) == (None, "seen")


def test_a_failure_of_one_ticket_leaves_the_command_of_another_running(
    room: PanelRoom, hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = hand.bring_to(State.DISPATCHED), hand.bring_to(State.DISPATCHED)
    errors: list[DeskError] = []
    room.hands.session.background.unhandled.connect(errors.append)
    worker = room.hands.worker
    room.show(one)
    key(room, KEY.Key_A)
    (slow,) = worker.waiting
    worker.waiting.clear()
    room.show(two)
    key(room, KEY.Key_A)
    worker.waiting.appendleft(slow)
    with monkeypatch.context() as patch:
        patch.setattr(room.hands.session.service, "execute", unavailable)
        worker.step()
    assert [error.sentence for error in errors] == [f"20260120-0001：{AWAY}"]
    key(room, KEY.Key_A)
    room.hands.settle()
    assert [hand.ticket(each).state for each in (one, two)] == [State.DISPATCHED, State.ACCEPTED]
    assert room.sentence == "", "the second press was not sent"
    room.show(one, "A")
    assert hand.ticket(one).state is State.ACCEPTED


def test_a_conflict_stays_said_until_an_attempt_on_its_ticket_succeeds(
    room: PanelRoom, bench: Workbench, hand: Hand
) -> None:
    ticket = hand.bring_to(State.DISPATCHED)
    room.show(ticket)
    hand.do(progress.accept(ticket, None))
    room.press_all("A")
    view = bench.findChild(ConflictView)
    assert view is not None and view.isVisible()
    assert room.sentence == view.sentence
    room.press_all("G")
    assert not view.isVisible()
    hand.do(progress.arrive(ticket, None))
    room.press_all("H1")
    assert view.isVisible() and bench.form is not None
    room.press(KEY.Key_Return)
    assert (view.isVisible(), bench.form, hand.ticket(ticket).held) == (False, None, True)


def test_a_command_that_succeeds_for_another_ticket_leaves_the_conflict_of_this_one(
    room: PanelRoom, bench: Workbench, hand: Hand
) -> None:
    one, two, three = (hand.bring_to(State.DISPATCHED) for _ in range(3))
    worker, slow = room.hands.worker, []
    for ticket in (one, two):
        room.show(ticket)
        key(room, KEY.Key_A)
        slow += worker.waiting
        worker.waiting.clear()
    room.show(three)
    hand.do(progress.accept(three, None))
    room.press_all("A")
    assert room.sentence.startswith("刚被改过")
    worker.waiting.append(slow[0])
    room.hands.settle()
    assert hand.ticket(one).state is State.ACCEPTED
    assert room.sentence.startswith("刚被改过")
    room.panel.show_ticket(None)
    worker.waiting.append(slow[1])
    room.hands.settle()
    assert hand.ticket(two).state is State.ACCEPTED


def test_a_conflict_of_a_ticket_that_is_shown_no_more_is_said_with_its_number(
    room: PanelRoom, bench: Workbench, hand: Hand
) -> None:
    ticket = hand.bring_to(State.DISPATCHED)
    errors: list[DeskError] = []
    room.hands.session.background.unhandled.connect(errors.append)
    room.show(ticket)
    hand.do(progress.accept(ticket, None))
    key(room, KEY.Key_A)
    room.panel.show_ticket(hand.log())
    room.hands.settle()
    assert len(errors) == 1 and errors[0].sentence.startswith("20260120-0001：")
    assert room.sentence == ""


def test_buttons_and_form_take_turns(room: PanelRoom, bench: Workbench, hand: Hand) -> None:
    one, two = hand.log(), hand.log()
    changed = QSignalSpy(bench.form_changed)
    room.show(one, "N")
    assert changed.count() == 1
    room.type("half")
    assert (bench.steps.isVisible(), bench._slot.isVisible()) == (False, True)
    room.show(two)
    assert (bench.steps.isVisible(), bench._slot.isVisible()) == (True, False)
    room.show(one)
    assert (bench.steps.isVisible(), bench._slot.isVisible()) == (False, True)
    assert bench.form is not None
    bench.focus()
    give_up(room)
    assert (bench.steps.isVisible(), bench._slot.isVisible(), changed.count()) == (True, False, 4)
    room.show(two)
    room.show(one)
    assert bench.form is None, "a closed form does not come back"


@pytest.mark.parametrize("modifier", [SHIFT, CTRL])
def test_the_time_of_a_step_is_asked_for_with_shift_only(
    modifier: Qt.KeyboardModifier, room: PanelRoom, bench: Workbench, hand: Hand, clock: HandClock
) -> None:
    ticket = hand.bring_to(State.DISPATCHED)
    room.show(ticket)
    room.press(KEY.Key_A, modifier)
    assert (bench.form is not None) == (modifier is SHIFT)
    assert hand.ticket(ticket).state is State.DISPATCHED


def test_a_message_about_an_unreadable_ticket_goes_once_it_is_read(
    room: PanelRoom, bench: Workbench, hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket = hand.bring_to(State.ACCEPTED)
    room.show(ticket)
    key(room, KEY.Key_G, KEY.Key_V)
    assert room.sentence == "", "it is only slow"
    room.hands.settle()
    assert hand.ticket(ticket).departed_at is not None
    room.press_all("X")
    room.press(KEY.Key_Return)
    assert room.sentence == "请填写作废原因。"
    hand.do(progress.arrive(ticket, None))
    room.hands.settle()
    assert room.sentence == "请填写作废原因。", "other messages stay"
    room.press(KEY.Key_Escape)
    focus_outside(room)
    room.press_all("D")
    illegal = room.sentence
    hand.do(progress.locate(ticket, None))
    room.hands.settle()
    assert room.sentence == illegal != ""


def test_a_typed_minute_is_not_before_a_step_that_was_recorded_within_it(
    room: PanelRoom, bench: Workbench, hand: Hand, clock: HandClock
) -> None:
    clock.advance(seconds=20)
    ticket = hand.log()
    clock.advance(seconds=18)
    hand.do(dispatch.dispatch(ticket, None, hand.crew()))
    sent = clock.now
    clock.advance(minutes=5)
    room.show(ticket)
    room.press(Qt.Key.Key_A, SHIFT)
    room.type("10:00", Qt.Key.Key_Tab, Qt.Key.Key_1)  # when it was dispatched, as the screen shows
    assert (bench.sentence, hand.clock(ticket, Stage.ACCEPT).clock.stopped) == ("", sent)
    room.press_all("K")
    room.press(Qt.Key.Key_2)  # 接单
    room.type("10:04")
    room.press(Qt.Key.Key_Tab)
    room.type("late", Qt.Key.Key_Return)
    assert hand.clock(ticket, Stage.ACCEPT).clock.stopped == sent.replace(minute=4, second=0)
    room.press_all("K")
    room.press(Qt.Key.Key_2)
    room.type("10:00")
    room.press(Qt.Key.Key_Tab)
    room.type("again", Qt.Key.Key_Return)
    assert (bench.sentence, hand.clock(ticket, Stage.ACCEPT).clock.stopped) == ("", sent)


@pytest.mark.parametrize(
    ("letter", "sentence", "field"),
    [
        ("J", "请填写改判原因。", "原因"),
        ("Z", "请填写转派原因。", "原因"),
        ("X", "请填写作废原因。", "原因"),
        ("E", "请填写延期原因。", "原因"),
        ("N", "请填写备注。", "备注"),
        ("F", "请填写告知内容。", "告知内容"),
        ("K", "请填写真实时间。", "真实时间"),
        ("M", "请先选一张主单；也可以按编号、地点或故障查找。", "查找"),
    ],
)
def test_enter_without_a_required_field_says_so_and_leads_to_it(
    room: PanelRoom, bench: Workbench, hand: Hand, letter: str, sentence: str, field: str
) -> None:
    room.show(hand.bring_to(State.DISPATCHED), letter)
    for _ in range(2):
        room.press(Qt.Key.Key_Tab, SHIFT)  # over 返回 to the button that submits
    room.press(Qt.Key.Key_Return)
    assert bench.sentence == sentence
    named = room.focus.accessibleName() or room.focus.parentWidget().accessibleName()
    assert named == field
    assert bench.form is not None and bench.form.isAncestorOf(room.focus)


@pytest.mark.parametrize("letter", ["J", "N"], ids=["a line", "several lines"])
def test_the_sentence_that_asks_for_a_text_goes_once_one_is_typed(
    room: PanelRoom, bench: Workbench, hand: Hand, letter: str
) -> None:
    room.show(hand.bring_to(State.DISPATCHED), letter)
    room.press(Qt.Key.Key_Return)
    asked = bench.sentence
    room.type(" ")
    assert bench.sentence == asked.strip() != ""
    room.type("leak")
    assert bench.sentence == ""


def test_a_refused_time_pipe_or_length_of_an_extension_gets_the_focus(
    room: PanelRoom, bench: Workbench, hand: Hand, clock: HandClock
) -> None:
    room.show(hand.bring_to(State.DISPATCHED))
    room.press(Qt.Key.Key_T, SHIFT)
    time = room.focus
    room.type("9:00")
    room.press(Qt.Key.Key_Tab, SHIFT)
    room.type("far", Qt.Key.Key_Return, Qt.Key.Key_1)
    assert bench.sentence.startswith("时间早于") and room.focus is time
    give_up(room)
    clock.advance(hours=3)
    room.press_all("E")
    minutes = room.focus
    room.press(Qt.Key.Key_Tab)
    room.type("far", Qt.Key.Key_Return)
    assert bench.sentence.startswith("延期后仍然超时") and room.focus is minutes
    give_up(room)
    room.press_all("J")
    for _ in range(5):
        room.press(Qt.Key.Key_Tab)
    size = room.focus
    room.type("9")
    room.fields()[-1].setFocus()
    room.type("wrong", Qt.Key.Key_Return)
    assert bench.sentence.startswith("管径 DN9 不合理") and room.focus is size


def test_an_error_does_not_bring_the_focus_back_to_a_form_that_it_has_left(
    room: PanelRoom, bench: Workbench, hand: Hand
) -> None:
    room.show(hand.bring_to(State.DISPATCHED))
    room.press(Qt.Key.Key_T, SHIFT)
    room.type("9:00")
    room.press(Qt.Key.Key_Tab, SHIFT)
    room.type("far")
    for _ in range(2):
        room.press(Qt.Key.Key_Tab)
    key(room, Qt.Key.Key_1)
    focus_outside(room)
    room.hands.settle()
    assert bench.sentence.startswith("时间早于") and room.focus is room.panel
