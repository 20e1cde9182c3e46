"""What the ticket panel says and stores while it shows no ticket: none is selected, or one is being read."""

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.desk_fixtures import Hand, HandClock
from tests.ui.seats import SeatHand, unavailable
from tests.ui.ticket.rooms import PanelRoom
from tickets.actions import followup
from tickets.rules.words import State
from tickets.store.feed.changes import Changes
from ui.ticket.ticket_panel import TicketPanel

KEY = Qt.Key
NONE = "还没有选工单。在列表里按 ↓ 选一张，或点一下。"
READING = "正在读取工单…"


@pytest.fixture
def room(hands: SeatHand, qtbot: QtBot) -> PanelRoom:
    return PanelRoom(hands, qtbot)


@pytest.fixture
def panel(room: PanelRoom) -> TicketPanel:
    return room.panel


def key(room: PanelRoom, *keys: Qt.Key) -> None:
    """Press keys without letting the database answer."""
    for each in keys:
        room.qtbot.keyClick(room.focus, each)


def shown_soon(panel: TicketPanel) -> None:
    """Let the time pass after which a read is spoken of."""
    panel._slow.timeout.emit()


def second(room: PanelRoom) -> None:
    room.hands.session.tick.second.emit(room.hands.clock.now)
    room.hands.settle()


def test_the_panel_is_at_work_while_an_open_ticket_or_a_form_is_shown_or_one_is_being_read(
    room: PanelRoom, panel: TicketPanel, hand: Hand
) -> None:
    new, closed = hand.bring_to(State.NEW), hand.bring_to(State.CLOSED)
    assert not panel.at_work
    panel.await_ticket()
    assert not panel.at_work
    panel.show_ticket(closed)
    assert panel.at_work and panel.reading, "it may be an open one"
    room.hands.settle()
    assert not panel.at_work and not panel.reading
    room.press_all("N")
    assert panel.at_work
    room.press(KEY.Key_Escape)
    room.show(new)
    assert panel.at_work
    room.show(hand.log() + 1)
    assert not panel.at_work, "there is no such ticket"


def test_the_panel_says_why_it_shows_no_ticket(room: PanelRoom, panel: TicketPanel, hand: Hand) -> None:
    ticket = hand.log()
    assert panel.says == NONE
    panel.show_ticket(ticket)
    assert (panel._slow.isActive(), panel._slow.interval()) == (True, 100)
    shown_soon(panel)
    assert panel.says == READING
    room.hands.settle()
    assert panel.says == "" and panel.bench._error.isHidden()
    panel.show_ticket(ticket + 1)
    assert panel.says == "", "a fast read shows no message"
    assert panel.file is None, "but nothing can be done to the ticket before"
    room.hands.settle()
    assert panel.says == "找不到这张工单。在列表里按 ↓ 选一张，或点一下。"
    panel.show_ticket(None)
    assert panel.says == NONE


def test_a_ticket_deselected_while_it_is_read_is_not_shown(room: PanelRoom, panel: TicketPanel, hand: Hand) -> None:
    panel.show_ticket(hand.log())
    panel.show_ticket(None)
    room.hands.settle()
    assert (panel.file, panel.says) == (None, NONE)


def test_a_ticket_left_while_it_is_read_for_the_second_time_is_not_shown(
    room: PanelRoom, panel: TicketPanel, hand: Hand
) -> None:
    left, ticket = hand.log(), hand.log()
    room.show(left)
    change = Changes(frozenset({left}), frozenset({"tickets"}))
    room.hands.session.feed.changed.emit(change)
    while room.hands.worker.work():  # read, but not delivered yet
        pass
    room.hands.session.feed.changed.emit(change)
    panel.show_ticket(ticket)
    QCoreApplication.processEvents()
    assert panel.file is None, "a key would be executed on the ticket that was left"
    room.hands.settle()
    assert panel.file is not None and panel.file.ticket.id == ticket


def test_selecting_the_same_ticket_again_keeps_its_form_and_the_stored_key(
    room: PanelRoom, panel: TicketPanel, hand: Hand
) -> None:
    ticket = hand.log()
    panel.show_ticket(ticket)
    key(room, KEY.Key_X)
    panel.show_ticket(ticket)
    assert panel.holding
    room.hands.settle()
    form = room.form
    panel.show_ticket(ticket)
    room.hands.settle()
    assert room.form is form


def test_a_list_that_turns_out_empty_ends_the_wait_for_its_ticket(panel: TicketPanel) -> None:
    panel.await_ticket()
    shown_soon(panel)
    assert panel.says == READING
    panel.show_ticket(None)
    assert (panel.says, panel.reading) == (NONE, False)


def test_the_refusal_of_a_key_pressed_before_the_ticket_was_known_stays_until_it_is_shown(
    room: PanelRoom, panel: TicketPanel, hand: Hand
) -> None:
    ticket = hand.log()
    panel.await_ticket()
    key(room, KEY.Key_D)
    refused = "“派单”没有执行：工单还没有读到，读到以后再按。"
    assert (panel.sentence, panel.holding) == (refused, False)
    panel.await_ticket()
    panel.show_ticket(ticket)
    assert panel.sentence == refused
    room.hands.settle()
    assert (panel.sentence, room.sentence, panel.bench.form) == (refused, refused, None)
    panel.show_ticket(hand.log())
    assert panel.sentence == "", "it was meant for the ticket before"
    key(room, KEY.Key_D, KEY.Key_A)
    assert panel.sentence.startswith("“接单”没有执行")
    panel.show_ticket(ticket)
    assert panel.sentence == "“派单”没有执行：选中的工单换了。"


def test_a_key_for_a_missing_ticket_is_refused_and_one_for_a_deselected_ticket_too(
    room: PanelRoom, panel: TicketPanel, hand: Hand
) -> None:
    room.show(hand.log() + 1)
    key(room, KEY.Key_D)
    assert panel.sentence == "“派单”没有执行：还没有选工单，请先选一张。"
    panel.give_to(1)
    assert panel.sentence == "“派班组”没有执行：还没有选工单，请先选一张。"


def test_a_key_is_stored_for_two_seconds_and_said_with_its_digit(
    room: PanelRoom, panel: TicketPanel, hand: Hand, clock: HandClock
) -> None:
    panel.show_ticket(hand.log())
    panel.press_digit("1")
    assert panel.sentence == "“数字键”没有执行：工单还没有读到，读到以后再按。", "no list will open"
    key(room, KEY.Key_H)
    assert (panel.says, panel.sentence) == (READING + "读到就办“挂起”。", "")
    panel.press_digit("0")
    assert panel.sentence.startswith("“数字键”没有执行")
    panel.press_digit("3")
    assert panel.says == READING + "读到就办“挂起 3”。"
    clock.advance(seconds=1)
    room.hands.session.tick.second.emit(clock.now)
    assert panel.holding
    clock.advance(seconds=1)
    room.hands.session.tick.second.emit(clock.now)
    assert not panel.holding
    assert panel.sentence == "“挂起”没有执行：工单还没有读到，读到以后再按。"
    for _ in range(3):
        room.hands.session.tick.second.emit(clock.now)
        assert panel.says == READING, "it is slow, and has not failed"


def test_a_stored_step_that_needs_no_list_ignores_its_digit(room: PanelRoom, panel: TicketPanel, hand: Hand) -> None:
    ticket = hand.bring_to(State.DISPATCHED)
    room.hands.settle()  # so that the ticket is read once
    panel.show_ticket(ticket)
    key(room, KEY.Key_A)
    panel.press_digit("2")
    room.hands.settle()
    assert (hand.ticket(ticket).state, room.sentence) == (State.ACCEPTED, "")


def test_a_stored_key_whose_focus_has_moved_is_dropped_with_a_sentence(
    room: PanelRoom, panel: TicketPanel, hand: Hand
) -> None:
    panel.show_ticket(hand.log())
    key(room, KEY.Key_X)
    room.window.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    room.window.setFocus()
    room.hands.settle()
    assert (room.sentence, panel.bench.form) == ("“作废”没有执行，请再按一次。", None)


def test_the_steps_get_the_focus_once_the_ticket_is_read_unless_a_key_was_pressed(
    room: PanelRoom, panel: TicketPanel, hand: Hand
) -> None:
    panel.focus_steps()
    room.hands.settle()
    assert room.focus is panel, "there is nothing to focus"
    panel.show_ticket(hand.log())
    panel.focus_steps()
    assert not panel.holding, "nothing is said of it"
    room.hands.clock.advance(seconds=1)
    second(room)
    assert room.focus.accessibleName() == "派单"
    assert room.sentence == ""
    panel.setFocus()
    panel.show_ticket(hand.log())
    key(room, KEY.Key_X)
    panel.focus_steps()
    room.hands.settle()
    assert panel.bench.form is not None, "the key is carried out"


def test_a_wish_for_the_focus_that_is_too_old_is_dropped_without_a_sentence(
    room: PanelRoom, panel: TicketPanel, hand: Hand, clock: HandClock
) -> None:
    panel.show_ticket(hand.log())
    panel.focus_steps()
    clock.advance(seconds=2)
    room.hands.session.tick.second.emit(clock.now)
    assert panel.sentence == ""
    room.hands.settle()
    assert (room.focus, room.sentence) == (panel, "")


def test_escape_before_the_read_is_spoken_of_leaves_the_page_as_it_is(
    room: PanelRoom, panel: TicketPanel, hand: Hand
) -> None:
    room.show(hand.log())
    panel.show_ticket(hand.log())
    panel.forget_key()
    assert panel.says == ""
    shown_soon(panel)
    panel.press_digit("1")
    panel.forget_key()
    assert (panel.says, panel.sentence) == (READING, "")


def test_the_focus_leaves_the_panel_when_another_ticket_is_selected(
    room: PanelRoom, panel: TicketPanel, hand: Hand
) -> None:
    left = QSignalSpy(panel.bench.left)
    room.window.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    room.window.setFocus()
    room.show(hand.log())
    assert left.count() == 0, "the focus was elsewhere"
    panel.focus_steps()
    panel.show_ticket(hand.log())
    assert left.count() == 1


def test_everybody_is_told_once_that_no_ticket_is_shown_any_more(
    room: PanelRoom, panel: TicketPanel, hand: Hand
) -> None:
    room.show(hand.log())
    shown = QSignalSpy(panel.shown)
    panel.show_ticket(hand.log())
    assert shown.count() == 0
    for _ in range(2):
        shown_soon(panel)
        panel.refuse("派单")
    assert [shown.at(n) for n in range(shown.count())] == [[None]]
    room.hands.settle()
    assert [shown.at(n)[0] is None for n in range(shown.count())][:2] == [True, False]


def test_a_ticket_that_cannot_be_read_says_so_after_two_seconds_and_is_shown_once_it_can(
    room: PanelRoom, panel: TicketPanel, hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket = hand.log()
    asked: list[int] = []
    with monkeypatch.context() as broken:
        broken.setattr(panel, "_read_remains", asked.append)
        broken.setattr(room.hands.session.service, "read", unavailable)
        room.show(ticket)
        seen = []
        for _ in range(3):
            seen.append(panel.says)
            second(room)
    unread = "这张工单暂时读不出来。原因写在窗口上方；一读得出就显示。"
    assert seen[1:] == [READING, unread]
    assert panel.says == unread
    assert asked == [ticket], "what is readable is asked for once"
    second(room)
    assert (panel.says, panel.file is not None) == ("", True)


def test_what_is_readable_is_not_shown_for_another_ticket(room: PanelRoom, panel: TicketPanel, hand: Hand) -> None:
    one, two = hand.log(words="路上冒水"), hand.log()
    panel.show_ticket(one)
    panel._read_remains(one)
    panel.show_ticket(two)
    room.hands.worker.drain()
    assert "路上冒水" not in panel.says
    panel.show_ticket(one)
    panel._failing = 2
    panel._read_remains(one)
    room.hands.worker.waiting.rotate(1)
    room.hands.worker.step()
    assert "路上冒水" in panel.says and "读得出的在下面，只能看，不能办理。" in panel.says
    assert panel._blank._area.isVisible()
    text = panel._blank._remains
    assert "路上冒水" in text.text()
    text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    text.setSelection(0, 2)
    panel._show_blank()
    assert text.selectedText() == text.text()[:2], "what is being copied stays selected"
    room.hands.settle()
    assert panel.file is not None
    panel._read_remains(one)
    panel._read_remains(9999)
    room.hands.settle()
    assert panel.says == ""


def test_the_others_at_a_ticket_and_its_times_are_updated_each_second_while_it_is_shown(
    room: PanelRoom, panel: TicketPanel, hand: Hand
) -> None:
    ticket = hand.log("burst_main")
    room.show(ticket)
    before = panel._head._bar.accessibleName()
    room.minutes_pass(1)
    assert panel._head._bar.accessibleName() != before
    round_ = panel._view._stages._rounds[0]
    assert "用时 1 分" in round_._times.text()
    panel.show_ticket(None)
    room.minutes_pass(1)


def test_a_change_of_another_ticket_does_not_read_the_one_shown_again(
    room: PanelRoom, panel: TicketPanel, hand: Hand
) -> None:
    one, two = hand.log(), hand.log()
    room.show(one)
    shown = QSignalSpy(panel.shown)
    hand.do(followup.note(two, None, "看过"))
    room.hands.settle()
    QApplication.processEvents()
    assert all(shown.at(n)[0].ticket.version == 1 for n in range(shown.count()))
    hand.do(followup.note(one, None, "看过"))
    room.hands.settle()
    assert panel.file is not None and panel.file.ticket.version == 2
