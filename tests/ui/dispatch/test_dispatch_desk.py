"""The dispatch desk, operated by keys on a real file."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.desk_fixtures import EVERYONE, Hand, HandClock
from tests.ui.seats import SeatHand, unavailable
from tests.ui.ticket.rooms import CTRL, SHIFT, Room
from tests.ui.ticket.test_ticket_actions import OTHERS_KEYS
from tickets.actions import dispatch, followup, progress
from tickets.actions.intake import CallDetails, ReportedFault, log_call
from tickets.actions.people import save_crew, save_staff, set_crew_duty
from tickets.actions.undo import undo
from tickets.editing import Editing
from tickets.errors import DeskError, Unavailable
from tickets.rules.words import CallbackResult, Outcome, Priority, Role, Stage, State, Zone
from tickets.store.feed.changes import Changes
from tickets.store.rows import Who
from ui.dispatch.crew_list import _parts
from ui.dispatch.dispatch_desk import DispatchDesk
from ui.dispatch.filters import Filter
from ui.dispatch.queue_columns import PENCIL
from ui.kit.columns import Roles
from ui.kit.keys import READ_SECONDS
from ui.ticket.decide_form import DecideForm
from ui.ticket.head import Head
from ui.ticket.key_help import action_keys
from ui.ticket.ticket_actions import TICKET_ACTIONS

KEY = Qt.Key
KEYBOARD = Qt.FocusReason.TabFocusReason
ROOMY = ("number", "opened", "calls")  # columns of the queue that need room


class DispatchRoom(Room):
    """A window with a dispatch desk."""

    def __init__(self, hands: SeatHand, qtbot: QtBot) -> None:
        super().__init__(hands, qtbot)
        self.desk = DispatchDesk(hands.session)
        self.put(self.desk)

    def choose_first(self) -> None:
        """Let the desk read, and select the first row of the queue."""
        self.hands.settle()
        self.press(KEY.Key_Down)

    @property
    def numbers(self) -> list[int]:
        """The ids in the queue, from the top."""
        return [row.id for row in self.desk.queue.model.rows]

    @property
    def sentence(self) -> str:
        """The message about the last action."""
        return self.desk.panel.bench.sentence


@pytest.fixture
def room(hands: SeatHand, qtbot: QtBot) -> DispatchRoom:
    return DispatchRoom(hands, qtbot)


def test_a_ticket_goes_from_call_to_archive_by_keys_alone(room: DispatchRoom, hand: Hand) -> None:
    ticket = hand.log("burst_main")
    room.choose_first()
    room.press_all("D")
    room.press(KEY.Key_Return)
    assert hand.ticket(ticket).state is State.DISPATCHED
    assert room.focus is room.desk.queue.table
    for letter in "AGVLI":
        room.minutes_pass(2)
        room.press_all(letter)
        assert room.sentence == ""
    room.press_all("R")
    room.type("DN100 coupling", KEY.Key_Return)
    assert hand.ticket(ticket).resolution == "DN100 coupling"
    room.press_all("B1")
    room.type("water is back", KEY.Key_Return)
    assert hand.ticket(ticket).callback is CallbackResult.SATISFIED
    room.press_all("C")
    assert hand.ticket(ticket).state is State.CLOSED
    assert room.numbers == []
    assert room.desk.panel.file is not None, "what was just closed can still be read"
    stages = [Stage.ACCEPT, Stage.ARRIVE, Stage.RESOLVE, Stage.ISOLATE]
    assert hand.outcomes(ticket) == [(stage, 1, Outcome.DONE) for stage in stages]


def test_an_illegal_key_is_answered_with_the_sentence(room: DispatchRoom, hand: Hand) -> None:
    ticket = hand.log()
    room.choose_first()
    room.press_all("V")
    assert room.sentence == "请先派单。"
    assert hand.ticket(ticket).version == 1
    room.press(KEY.Key_Escape)
    assert room.sentence == ""


@pytest.mark.parametrize(
    ("report", "rerated", "shown", "tip", "until_then"),
    [
        (
            {"priority": Priority.P3}, False, "● 一般", "登记时比判定的放宽，值班长核准之前按较严的时限计。",
            "登记的紧急程度低于自动判定，值班长核准之前按较严的时限计。",
        ),
        (
            {"zone": Zone.RURAL}, False, "◆ 特急", "登记时比判定的放宽，值班长核准之前按较严的时限计。",
            "登记时比判定的放宽，值班长核准之前按较严的时限计。",
        ),
        (
            {}, True, "● 一般", "改判要值班长核准，核准之前按较严的计。",
            "改判要值班长核准，核准之前按较严的计。",
        ),
    ],
    ids=["priority", "zone", "re-rated"],
)  # fmt: skip
def test_a_rating_that_waits_for_consent_says_so_until_a_supervisor_grants_it(
    room: DispatchRoom, hand: Hand, report: dict[str, Any], rerated: bool, shown: str, tip: str, until_then: str
) -> None:
    mate = hand.do(save_staff(None, "接线员甲", frozenset({Role.OPERATOR})))
    operator = Hand(hand.desk, Who(mate, "接线员甲", frozenset({Role.OPERATOR}), "2 号席"))
    key = operator.log("burst_main", **report)
    if rerated:
        operator.do(dispatch.rerate(key, None, "只是渗水", priority=Priority.P3))
    room.choose_first()
    cell = room.desk.queue.model.index(0, 0)
    told = Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole
    assert cell.data() == f"{shown} 待核准"
    assert [cell.data(role) for role in told] == [tip, f"{shown[2:]}，{tip}"]
    assert room.desk.panel.bench.waiting.sentence == until_then
    heading = room.desk.panel.findChild(Head)._marks
    assert heading.text().startswith(f"{shown} 待核准   ")
    room.press(KEY.Key_Y, SHIFT)
    form = room.desk.panel.bench.form
    assert isinstance(form, DecideForm)
    assert until_then in form._said.text()
    room.press(KEY.Key_Return)
    assert cell.data() == shown
    assert heading.text().startswith(f"{shown}   ")
    assert [cell.data(role) for role in told] == ["", shown[2:]]


def test_a_letter_typed_into_the_search_field_does_nothing_to_the_ticket(room: DispatchRoom, hand: Hand) -> None:
    ticket = hand.bring_to(State.DISPATCHED)
    room.choose_first()
    room.press(KEY.Key_F, CTRL)
    room.type("a1")
    assert hand.ticket(ticket).state is State.DISPATCHED
    assert room.numbers == []
    room.press(KEY.Key_Escape)
    assert room.numbers == [ticket]
    room.press_all("A")
    assert hand.ticket(ticket).state is State.ACCEPTED


def test_the_queue_is_sorted_by_what_is_due_next(room: DispatchRoom, hand: Hand, clock: HandClock) -> None:
    waits, held = hand.bring_to(State.RESOLVED), hand.log("burst_main")
    hand.do(progress.hold(held, None, "等燃气交底"))
    late = hand.log("hidden_leak")
    clock.advance(minutes=25)
    soon, later = hand.log("burst_main"), hand.log("hidden_leak")
    room.hands.settle()
    assert room.numbers == [late, soon, later, held, waits]
    clock.advance(minutes=20)
    hand.do(dispatch.supervise(later, None, True))
    room.hands.settle()
    assert room.numbers == [late, soon, later, held, waits]


def test_the_chosen_ticket_stays_chosen_when_the_rows_move(room: DispatchRoom, hand: Hand) -> None:
    first, second = hand.log("visible_leak"), hand.log("hidden_leak")
    room.choose_first()
    assert room.desk.queue.table.current().id == first
    hand.do(progress.hold(first, None, "等材料"))
    room.hands.settle()
    assert room.numbers == [second, first]
    assert room.desk.queue.table.current().id == first
    assert room.desk.panel.file is not None
    assert room.desk.panel.file.ticket.held


@pytest.mark.parametrize("scrolled_away", [False, True])
def test_a_step_keeps_the_selected_row_in_sight_unless_the_user_scrolled_away(
    room: DispatchRoom, hand: Hand, clock: HandClock, scrolled_away: bool
) -> None:
    first = hand.log("burst_main")
    for _ in range(40):
        clock.advance(seconds=1)
        hand.log("hidden_leak")
    room.choose_first()
    table = room.desk.queue.table
    if scrolled_away:
        table.verticalScrollBar().setValue(300)
    before = table.verticalScrollBar().value()
    room.press_all("H1")
    room.press(KEY.Key_Escape)
    assert (table.current().id, table.currentIndex().row()) == (first, 40)
    assert table.viewport().rect().contains(table.visualRect(table.currentIndex())) == (not scrolled_away)
    assert (table.verticalScrollBar().value() == before) == scrolled_away


def test_chips_filter_the_queue_and_show_counts(room: DispatchRoom, hand: Hand) -> None:
    new, sent, held = hand.log(), hand.bring_to(State.DISPATCHED), hand.log()
    hand.do(progress.hold(held, None, "等材料"))
    hand.do(dispatch.supervise(sent, None, True))
    room.hands.settle()
    shown = {}
    for chip in Filter:
        room.press_all(chip.key)
        shown[chip.key] = set(room.numbers)
    nothing: set[int] = set()
    everything = {new, sent, held}
    assert shown == {
        "1": everything, "2": {new, held}, "3": {sent}, "4": nothing, "5": nothing, "6": nothing, "7": nothing,
        "8": {held}, "9": {sent},
    }  # fmt: skip
    chips = room.desk.queue.bar._chips.values()
    assert [chip._count for chip in chips] == [3, 2, 1, 0, 0, 0, 0, 1, 1]


def test_no_chip_has_the_key_of_another_chip_or_of_an_action() -> None:
    keys = Counter([*(chip.key for chip in Filter), *(each.key for each in TICKET_ACTIONS), *OTHERS_KEYS])
    assert [key for key, count in keys.items() if count > 1] == [], "two have this key"


def test_a_ticket_that_falls_overdue_appears_under_overdue_by_itself(room: DispatchRoom, hand: Hand) -> None:
    ticket = hand.log("burst_main")
    room.hands.settle()
    room.press_all("7")
    assert room.numbers == []
    room.minutes_pass(11)
    assert room.numbers == [ticket]


def test_a_number_filter_selects_the_first_ticket_unless_the_selected_one_is_listed_or_a_form_is_open(
    room: DispatchRoom, hand: Hand
) -> None:
    sent, new, urgent = hand.bring_to(State.DISPATCHED), hand.log("hidden_leak"), hand.log("burst_main")
    desk, table = room.desk, room.desk.queue.table
    room.hands.settle()
    table.choose(sent)
    room.press(KEY.Key_2)
    assert (room.numbers, table.current().id, desk.panel.ticket_id) == ([urgent, new], urgent, urgent)
    table.choose(new)
    room.press(KEY.Key_1)
    assert table.current().id == new
    room.press(KEY.Key_J)
    table.setFocus()
    room.press(KEY.Key_3)
    assert (room.numbers, table.current(), desk.panel.ticket_id) == ([sent], None, new)
    assert desk.panel.bench.form is not None


def test_the_strip_can_ask_for_two_chips_at_once(room: DispatchRoom, hand: Hand) -> None:
    new, sent, _there = hand.log(), hand.bring_to(State.DISPATCHED), hand.bring_to(State.ARRIVED)
    room.hands.settle()
    room.desk.show_only("accept")
    assert set(room.numbers) == {new, sent}


def test_a_digit_in_the_list_of_crews_sends_that_crew(room: DispatchRoom, hand: Hand) -> None:
    ticket = hand.log()
    room.choose_first()
    room.press_all("W2")
    assert hand.ticket(ticket).crew_id == room.desk.crews.model.rows[1].id
    room.press_all("A")
    assert hand.ticket(ticket).state is State.ACCEPTED, "the next step is one key away"


def test_a_digit_does_not_send_a_crew_that_just_moved_to_that_position(room: DispatchRoom, hand: Hand) -> None:
    seconds = [100.0]
    room.desk.crews._clock = lambda: seconds[0]
    ticket = hand.log()
    room.choose_first()
    room.press_all("W")
    meant = room.desk.crews.model.rows[0].id
    hand.do(set_crew_duty(meant, False))  # at another workstation, at the moment of the key
    room.hands.settle()
    seconds[0] += 0.1
    room.press_all("1")
    assert hand.ticket(ticket).state is State.NEW
    assert room.desk.crews._error.sentence == "班组刚重新排列，请看过再按。"
    assert not room.desk.crews._error.property("alarm"), "nothing is wrong"
    seconds[0] += 0.4
    room.press_all("1")
    assert hand.ticket(ticket).crew_id == room.desk.crews.model.rows[0].id != meant


def test_sending_another_crew_needs_a_reason(room: DispatchRoom, hand: Hand, crews: tuple[int, int]) -> None:
    ticket = hand.log()
    hand.do(dispatch.dispatch(ticket, None, crews[0]))
    room.choose_first()
    rank = [each.id for each in room.desk.crews.model.rows].index(crews[1]) + 1
    room.press_all(f"W{rank}")
    assert hand.ticket(ticket).crew_id == crews[0]
    room.type("other side of town", KEY.Key_Return)
    assert hand.ticket(ticket).crew_id == crews[1]
    assert room.focus is room.desk.crews.list, "a form gives the focus back to where it came from"


def test_reassigning_to_the_present_crew_opens_no_form(room: DispatchRoom, hand: Hand, crews: tuple[int, int]) -> None:
    ticket = hand.log()
    hand.do(dispatch.dispatch(ticket, None, crews[0]))
    room.choose_first()
    rank = [each.id for each in room.desk.crews.model.rows].index(crews[0]) + 1
    room.press_all(f"W{rank}")
    assert room.desk.panel.bench.form is None, "it would stand on another crew"
    assert room.sentence == "工单已经在这个班组手上，不用转派。要转派请选另一个班组。"
    assert not room.desk.panel.bench._error.property("alarm"), "nothing is wrong"
    assert hand.ticket(ticket).crew_id == crews[0]
    room.desk.panel.give_to(max(crews) + 99)  # retired at this moment
    room.press(KEY.Key_Return)
    assert room.sentence == "请先选一个班组。"
    assert hand.ticket(ticket).crew_id == crews[0]


def test_crews_are_ranked_for_the_ticket_with_reasons(room: DispatchRoom, hand: Hand, crews: tuple[int, int]) -> None:
    hand.do(set_crew_duty(crews[0], False))
    hand.log()
    room.hands.settle()
    assert [each.reasons for each in room.desk.crews.model.rows] == [(), ()]
    room.press(KEY.Key_Down)
    ranked = room.desk.crews.model.rows
    assert [each.id for each in ranked] == [crews[1], crews[0]]
    assert [each.reasons[0] for each in ranked] == ["在班", "不在班"]


def test_a_crew_that_handed_the_ticket_back_ranks_last_for_it(
    room: DispatchRoom, hand: Hand, crews: tuple[int, int]
) -> None:
    ticket = hand.log()
    hand.do(dispatch.dispatch(ticket, None, crews[0]))
    hand.do(dispatch.return_(ticket, None, "没有材料"))
    room.choose_first()
    ranked = room.desk.crews.model.rows
    assert [each.id for each in ranked] == [crews[1], crews[0]]
    assert ranked[-1].reasons[0] == "曾退回本单"


def test_a_key_sets_a_crew_off_duty(room: DispatchRoom) -> None:
    room.press_all("WY")
    off = [each.crew.on_duty for each in room.desk.crews.model.rows]
    assert sorted(off) == [False, True]


def test_enter_carries_out_the_next_step(room: DispatchRoom, hand: Hand) -> None:
    ticket = hand.bring_to(State.DISPATCHED)
    room.desk.panel.bench.steps.big.clock = count(1).__next__  # every press a second later
    room.choose_first()
    room.press(KEY.Key_Return)
    assert hand.ticket(ticket).state is State.DISPATCHED
    room.press(KEY.Key_Return)
    assert hand.ticket(ticket).state is State.ACCEPTED
    room.press(KEY.Key_Return)
    assert hand.ticket(ticket).departed_at is not None
    held_down = QKeyEvent(QEvent.Type.KeyPress, KEY.Key_Return, Qt.KeyboardModifier.NoModifier, "", True)
    QApplication.sendEvent(room.focus, held_down)
    room.hands.settle()
    assert hand.ticket(ticket).state is State.ACCEPTED, "a key held down does not run through the stages"
    room.press(KEY.Key_Escape)
    assert room.focus is room.desk.queue.table


def test_the_second_enter_of_a_double_press_takes_no_step(room: DispatchRoom, hand: Hand) -> None:
    ticket = hand.bring_to(State.DISPATCHED)
    room.choose_first()
    big = room.desk.panel.bench.steps.big
    clock = [0.0]
    big.clock = lambda: clock[0]
    room.press(KEY.Key_Return)
    clock[0] += READ_SECONDS / 2
    room.press(KEY.Key_Return)
    assert (hand.ticket(ticket).state, room.sentence) == (State.DISPATCHED, "刚换成“接单”，请看过再按 Enter。")
    clock[0] += READ_SECONDS
    room.press(KEY.Key_Return)
    assert (hand.ticket(ticket).state, room.sentence) == (State.ACCEPTED, "")
    room.press(KEY.Key_Return)
    assert hand.ticket(ticket).departed_at is None, "the button has just become another step"
    assert room.sentence == "刚换成“出发”，请看过再按 Enter。"
    room.press(KEY.Key_G)
    assert hand.ticket(ticket).departed_at is not None, "a letter names its step"


def test_a_ticket_requested_before_it_is_in_the_queue_is_selected_when_it_arrives(
    room: DispatchRoom, hand: Hand
) -> None:
    hand.log()
    room.hands.settle()
    ticket = hand.log()
    room.desk.show_ticket(ticket)
    assert room.desk.queue.table.current() is None
    room.hands.settle()
    assert room.desk.queue.table.current().id == ticket


def test_a_closed_ticket_can_be_shown_though_it_is_not_in_the_queue(room: DispatchRoom, hand: Hand) -> None:
    closed, other = hand.bring_to(State.CLOSED), hand.log()
    room.choose_first()
    assert room.desk.queue.table.current().id == other
    room.desk.show_ticket(closed)
    room.hands.settle()
    assert room.desk.panel.file is not None
    assert room.desk.panel.file.ticket.id == closed
    assert room.desk.queue.table.current() is None


def test_the_list_of_keys_opens_on_demand_and_keys_work_again_afterwards(room: DispatchRoom, hand: Hand) -> None:
    ticket = hand.bring_to(State.DISPATCHED)
    room.choose_first()
    room.press(KEY.Key_Question)
    assert room.desk._help.isVisible()
    room.press_all("A")
    assert not room.desk._help.isVisible()
    assert hand.ticket(ticket).state is State.DISPATCHED, "the key that closes the list does nothing else"
    room.press_all("A")
    assert hand.ticket(ticket).state is State.ACCEPTED


def test_the_queue_is_reloaded_when_the_feed_lost_changes(room: DispatchRoom, hand: Hand) -> None:
    first = hand.log()
    room.hands.settle()
    second = hand.log()
    hand.do(dispatch.cancel(first, None, "误报"))
    room.hands.session.service.feed.poll()
    assert room.numbers == [first]
    room.hands.session.feed.changed.emit(Changes(lost=True))
    room.hands.worker.drain()
    assert room.numbers == [second]


def test_a_failed_read_is_reported_once_and_retried(
    room: DispatchRoom, hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    errors: list[DeskError] = []
    room.hands.session.background.unhandled.connect(errors.append)

    ticket = hand.log()
    with monkeypatch.context() as patch:
        patch.setattr(room.hands.session.service, "read", unavailable)
        room.desk.queue.refresh()
        room.hands.worker.drain()
        room.minutes_pass(0)
        room.hands.worker.drain()
    assert len(errors) == 1
    room.minutes_pass(0)
    room.hands.worker.drain()
    assert room.numbers == [ticket]


def test_a_change_during_a_read_is_not_forgotten(room: DispatchRoom, hand: Hand, crews: tuple[int, int]) -> None:
    one, two = hand.log(), hand.log()
    room.hands.settle()
    session, worker = room.hands.session, room.hands.worker

    def tell() -> None:
        changes = session.service.feed.poll()
        assert changes is not None
        session.feed.changed.emit(changes)

    hand.do(dispatch.dispatch(one, None, crews[0]))
    tell()
    hand.do(progress.accept(one, None))
    tell()
    hand.do(dispatch.dispatch(two, None, crews[0]))
    tell()
    worker.drain()
    assert {row.id: row.state for row in room.desk.queue.model.rows} == {one: State.ACCEPTED, two: State.DISPATCHED}


def test_reopening_brings_a_ticket_back_into_the_queue(room: DispatchRoom, hand: Hand, clock: HandClock) -> None:
    ticket = hand.bring_to(State.CLOSED)
    room.hands.settle()
    room.desk.show_ticket(ticket)
    room.hands.settle()
    room.press_all("O")
    room.type("leaks again", KEY.Key_Return)
    assert room.numbers == [ticket]
    hand.do(followup.note(ticket, None, "现场说是同一处"))
    clock.set(clock.now + timedelta(minutes=1))
    room.hands.settle()
    assert room.desk.panel.file is not None
    assert room.desk.panel.file.journal[-1].text == "现场说是同一处"


def test_the_sheet_of_the_shown_ticket_is_printed_and_the_outcome_is_shown(
    room: DispatchRoom, hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket = hand.log()
    room.choose_first()
    asked: list[int] = []
    monkeypatch.setattr(type(room.desk.printer), "print_ticket", lambda _self, id_: asked.append(id_))
    room.press(KEY.Key_P, CTRL)
    assert asked == [ticket]
    room.desk.printer.printed.emit("工单已送打印。")
    assert room.desk.notice.sentence == "工单已送打印。"
    room.desk.printer.failed.emit(Unavailable("打印机没有开。"))
    assert room.sentence == "打印机没有开。"


def test_enter_in_the_filter_selects_the_first_match_even_if_the_present_ticket_matches(
    room: DispatchRoom, hand: Hand
) -> None:
    first, second = hand.log(), hand.log()
    room.hands.settle()
    room.desk.queue.table.choose(second)
    room.press(KEY.Key_F, CTRL)
    room.type("2026", KEY.Key_Return)
    assert room.desk.queue.table.current().id == first
    assert room.desk.queue.table.selectionModel().isRowSelected(room.desk.queue.table.currentIndex().row())


def test_enter_in_the_filter_prefers_a_ticket_number_over_a_phone_number(room: DispatchRoom, hand: Hand) -> None:
    first = hand.do(log_call(CallDetails(phone="138 0000 0002"), ReportedFault("visible_leak")))
    second = hand.log()
    room.hands.settle()
    room.press(KEY.Key_F, CTRL)
    room.type("0002", KEY.Key_Return)
    assert [row.id for row in room.desk.queue.model.rows] == [first, second]
    assert room.desk.queue.table.current().id == second


def test_after_a_filter_without_a_match_no_key_affects_the_previous_ticket(room: DispatchRoom, hand: Hand) -> None:
    ticket = hand.log()
    room.hands.settle()
    room.desk.queue.table.choose(ticket)
    room.hands.settle()
    assert room.desk.panel.file is not None
    room.press(KEY.Key_F, CTRL)
    room.type("0008", KEY.Key_Return)
    room.press_all("D1")
    assert hand.ticket(ticket).state is State.NEW
    assert room.desk.panel.file is None
    assert room.desk.queue.bar.words == "0008d1"
    room.press(KEY.Key_Escape)
    assert [row.id for row in room.desk.queue.model.rows] == [ticket]


def test_no_key_acts_on_a_ticket_that_a_filter_leaves_out_and_it_is_selected_again_when_listed(
    room: DispatchRoom, hand: Hand, crews: tuple[int, int]
) -> None:
    new, sent = hand.log("burst_main"), hand.bring_to(State.DISPATCHED)
    desk, table = room.desk, room.desk.queue.table
    room.hands.settle()
    table.choose(sent)
    room.hands.settle()
    room.press(KEY.Key_8)  # 挂起: none
    room.press_all("A")
    assert (hand.ticket(sent).state, desk.panel.ticket_id) == (State.DISPATCHED, None)
    assert "还没有选工单" in desk.panel.sentence
    room.press(KEY.Key_3)
    assert (table.current().id, desk.panel.ticket_id) == (sent, sent)
    room.press(KEY.Key_1)
    room.press(KEY.Key_F, CTRL)
    room.type(hand.ticket(new).number)
    assert (table.current(), desk.panel.ticket_id, room.numbers) == (None, None, [new]), "not while a search is typed"
    room.press(KEY.Key_Escape)
    assert (table.current().id, desk.panel.ticket_id) == (sent, sent)
    hand.do(dispatch.cancel(sent, None, "误报"))
    room.hands.settle()
    assert (table.current(), desk.panel.ticket_id) == (None, sent), "what has just ended can still be read"
    hand.do(undo(sent, hand.ticket(sent).version))
    room.hands.settle()
    assert (table.current().id, desk.panel.ticket_id) == (sent, sent)


def test_the_most_urgent_ticket_is_selected_on_showing_the_desk_but_not_when_the_selected_one_leaves(
    hands: SeatHand, qtbot: QtBot, hand: Hand
) -> None:
    hand.log("hidden_leak")
    urgent = hand.log("burst_main")
    room = DispatchRoom(hands, qtbot)
    assert room.desk.queue.table.current().id == urgent
    room.press_all("D")
    room.press(KEY.Key_Return)
    assert hand.ticket(urgent).state is State.DISPATCHED
    hand.do(dispatch.cancel(urgent, None, "误报"))
    room.hands.settle()
    assert room.desk.queue.table.current() is None, "a key meant for one ticket never hits the next"
    room.desk.hide()
    room.desk.show()
    assert room.desk.queue.table.current() is not None


def test_the_panel_keeps_its_ticket_when_the_desk_is_shown_again(
    room: DispatchRoom, hand: Hand, crews: tuple[int, int]
) -> None:
    hand.log("burst_main")
    mine = hand.log("hidden_leak")
    room.hands.settle()
    room.desk.queue.table.choose(mine)
    room.hands.settle()
    room.press(KEY.Key_2)
    hand.do(dispatch.dispatch(mine, None, crews[0]))
    room.hands.settle()
    assert room.desk.queue.table.current() is None, "it is no longer among those to be dispatched"
    room.desk.hide()  # the window is locked, or the alerts are shown
    room.desk.show()
    room.hands.settle()
    assert room.desk.panel.ticket_id == mine


@pytest.mark.parametrize(
    ("gone", "meanwhile", "after"), [(1, None, 2), (1, 2, 3), (3, None, 2)], ids=["next", "next but one", "last"]
)
def test_down_goes_on_where_the_ticket_was_that_has_left_the_filter(
    room: DispatchRoom, hand: Hand, gone: int, meanwhile: int | None, after: int
) -> None:
    for _ in range(4):
        hand.log()
    room.hands.settle()
    room.press(KEY.Key_2)
    ids = room.numbers
    room.desk.queue.table.choose(ids[gone])
    room.hands.settle()
    room.press_all("D")
    room.press(KEY.Key_Return)
    assert (room.desk.queue.table.current(), room.desk.panel.ticket_id) == (None, ids[gone])
    if meanwhile is not None:
        hand.do(dispatch.cancel(ids[meanwhile], None, "误报"))
        room.hands.settle()
    room.press(KEY.Key_Down)
    assert (room.desk.queue.table.current().id, room.desk.panel.ticket_id) == (ids[after], ids[after])


def test_a_repeated_digit_key_press_selects_no_chip(room: DispatchRoom, hand: Hand) -> None:
    hand.log("burst_main")
    room.hands.settle()
    held = QKeyEvent(QEvent.Type.KeyPress, KEY.Key_2, Qt.KeyboardModifier.NoModifier, "2", True)
    QApplication.sendEvent(room.focus, held)
    assert room.desk.queue.bar.chosen == {Filter.ALL}


def test_the_crew_whose_duty_a_key_would_change_is_highlighted(room: DispatchRoom) -> None:
    crew_list = room.desk.crews.list
    crew_list.setFocus(KEYBOARD)
    assert crew_list.currentIndex().isValid()
    assert crew_list.selectionModel().isSelected(crew_list.currentIndex())


def test_the_row_of_a_ticket_open_in_a_form_elsewhere_shows_a_pencil(room: DispatchRoom, hand: Hand) -> None:
    first, second = hand.log(), hand.log()
    room.hands.settle()
    model, table = room.desk.queue.model, room.desk.queue.table
    place = [column.key for column in model.columns].index("place")
    before = table.viewport().grab().toImage()
    touched = QSignalSpy(model.dataChanged)
    there = Editing(room.hands.session.service)
    there.hold(second, EVERYONE, "派单")
    room.hands.settle()
    assert [touched.at(at)[0].row() for at in range(touched.count())] == [model.index_for(second).row()]
    index = model.index_for(second, place)
    assert index.data(PENCIL) is True
    assert model.index_for(first, place).data(PENCIL) is False
    assert "值班员（1 号席）正在办理：派单" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    row = table.visualRect(index)
    after = table.viewport().grab().toImage()
    assert after.copy(row) != before.copy(row)
    there.let_go(second, EVERYONE)
    room.hands.settle()
    assert index.data(PENCIL) is False
    assert table.viewport().grab().toImage().copy(row) == before.copy(row)


def test_number_and_time_columns_appear_as_the_queue_gets_wider_or_on_request(
    room: DispatchRoom,
) -> None:
    table = room.desk.queue.table
    places = {column.key: place for place, column in enumerate(room.desk.queue.model.columns)}

    def shown() -> set[str]:
        return {key for key in ROOMY if not table.horizontalHeader().isSectionHidden(places[key])}

    for width, expected in (
        (599, set()), (600, {"number"}), (739, {"number"}), (740, {"number", "calls"}), (859, {"number", "calls"}),
        (860, set(ROOMY)),
    ):  # fmt: skip
        table.setFixedWidth(width)
        room.hands.settle()
        assert shown() == expected
    table.columns.show(places["opened"], False)
    table.setFixedWidth(1001)
    room.hands.settle()
    assert shown() == {"number", "calls"}, "who has hidden a column does not find it back"


def test_nothing_of_a_crew_is_cut_however_narrow_the_column_is(room: DispatchRoom, hand: Hand) -> None:
    long = "东阿县城区第三供水抢修应急保障班组（夜间）"
    crew = hand.do(save_crew(None, long, phone="13800001186", skills="main supply meter fittings"))
    hand.do(set_crew_duty(crew, True))
    hand.log()
    room.choose_first()
    crews = room.desk.crews.list
    for width in (160, 200, 300):
        crews.setFixedWidth(width)
        room.hands.settle()
        index = room.desk.crews.model.index_for(crew)
        inside = crews.viewport().width() - 16
        parts = _parts(index.data(Roles.ROW))
        assert parts[0].text == long
        assert parts[-1].text == "、".join(index.data(Roles.ROW).reasons)
        assert crews.visualRect(index).height() >= 16 + sum(part.height(inside) for part in parts)
        assert not parts[-1].wrapping & Qt.TextFlag.TextWrapAnywhere, "no line begins with 、"
        name = replace(parts[-1], text="W" * 40)
        assert name.wrapping & Qt.TextFlag.TextWrapAnywhere, "nothing runs out of the column"


def test_on_showing_the_desk_nothing_is_selected_instead_of_a_ticket_that_is_still_to_come(
    room: DispatchRoom, hand: Hand
) -> None:
    first = hand.log("burst_main")
    room.hands.settle()
    room.desk.queue.table.selectionModel().clear()
    room.desk.panel.show_ticket(None)
    room.desk.queue.choose(first + 1)  # logged at this moment at another workstation
    room.desk.queue.enter()
    assert room.desk.queue.table.current() is None
    second = hand.log()
    room.hands.settle()
    assert (room.numbers[0], room.desk.queue.table.current().id) == (first, second)


class Unminimised(QShowEvent):
    """The event of a window that comes back from the task bar."""

    def spontaneous(self) -> bool:
        """Return that the user caused it, not the program."""
        return True


def test_a_window_that_comes_back_from_the_task_bar_selects_nothing(room: DispatchRoom, hand: Hand) -> None:
    ticket = hand.log()
    room.hands.settle()
    assert room.desk.queue.table.current() is None
    room.desk.showEvent(Unminimised())
    assert room.desk.queue.table.current() is None
    room.desk.showEvent(QShowEvent())
    assert room.desk.queue.table.current().id == ticket


def test_esc_removes_filters_first_and_messages_with_the_next_press(room: DispatchRoom, hand: Hand) -> None:
    hand.log()
    room.choose_first()
    room.press_all("V")
    room.press_all("2")
    room.press(KEY.Key_F, CTRL)
    room.type("2026")
    room.press(KEY.Key_Escape)
    assert room.sentence == "请先派单。"
    assert (room.desk.queue.bar.chosen, room.desk.queue.bar.words) == ({Filter.ALL}, "")
    assert room.focus is room.desk.queue.table
    room.press(KEY.Key_Escape)
    assert room.sentence == ""


def test_an_empty_queue_says_whether_it_is_unread_empty_or_filtered(room: DispatchRoom, hand: Hand) -> None:
    table = room.desk.queue.table
    assert table.empty_words == ("没有待处理的工单。", "按 F2 登记新来电。")
    hand.log()
    room.hands.settle()
    room.press_all("8")
    assert table.empty_words == ("没有符合条件的工单。", "按 Esc 看全部。")
    fresh = DispatchDesk(room.hands.session)
    assert fresh.queue.table._empty == ("工单还没有读出来。", "读到以后会自己显示。")
    assert [chip._count for chip in fresh.queue.bar._chips.values()] == [None] * 9, "no number is known yet"
    fresh.deleteLater()


def test_control_f_selects_the_text_that_is_there(room: DispatchRoom) -> None:
    field = room.desk.queue.bar.field
    field.setText("2026")
    room.press(KEY.Key_F, CTRL)
    assert (room.focus, field.selectedText()) == (field, "2026")


def test_a_search_without_a_match_keeps_a_form_and_what_was_typed(room: DispatchRoom, hand: Hand) -> None:
    hand.bring_to(State.ARRIVED)
    room.choose_first()
    room.press_all("R")
    form = room.desk.panel.bench.form
    assert form is not None
    room.desk.queue.bar.field.setFocus()
    room.type("9999", KEY.Key_Return)
    assert room.desk.panel.bench.form is form
    assert room.desk.panel.file is not None


def test_the_list_of_keys_has_every_action_in_columns_of_twelve(room: DispatchRoom) -> None:
    first, second, desk = (keys for _title, keys in room.desk._key_groups())
    assert len(first) == 12
    assert [key for key, _ in (*first, *second)] == [key for key, _ in action_keys()]
    assert dict(desk)["1–9"] in ("筛选队列", "在班组里：派给它")
    assert desk[0] == ("1–9", "筛选队列")


def test_the_widths_of_the_columns_are_stored_when_the_desk_closes(room: DispatchRoom) -> None:
    room.desk.close()
    stored = room.hands.session.preferences.allKeys()
    assert {"dispatch/columns", "tables/dispatch queue"} <= {key.replace("%20", " ") for key in stored}
