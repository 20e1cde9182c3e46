"""The column of crews, without the desk around it."""

from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from tests.desk_fixtures import Hand
from tests.ui.seats import SeatHand
from tickets.actions.people import save_crew, set_crew_duty
from tickets.rules.words import State
from tickets.store.queries.ticket_file import TicketFile, ticket_file
from ui.dispatch.crews_view import CrewsView
from ui.kit.keys import READ_SECONDS
from ui.kit.messages import ErrorLine
from ui.ticket.choices import Choices, read_choices

KEY = Qt.Key
MOVED = "班组刚重新排列，请看过再按。"


@dataclass
class Crews:
    """A column on the screen; `seconds` is its clock, `reading` whether the selected ticket is still to be read."""

    hands: SeatHand
    qtbot: QtBot
    seconds: float = 100.0
    reading: bool = False

    def __post_init__(self) -> None:
        self.view = CrewsView(self.hands.session, lambda: self.reading, lambda: self.seconds)
        self.wanted = QSignalSpy(self.view.wanted)
        self.hands.show(self.view, self.qtbot)

    def read(self) -> None:
        """Show the crews that there are now."""
        self.view.show_choices(self.hands.session.service.read(read_choices))

    def show(self, ticket: int) -> None:
        """Show a ticket as it is now."""
        self.view.show_ticket(self.file(ticket))

    def file(self, ticket: int) -> TicketFile | None:
        """Return a ticket as it is now."""
        return self.hands.session.service.read(ticket_file, ticket, self.hands.session.service.now())

    def press(self, key: Qt.Key) -> list[int]:
        """Press a key in the list; return the ids of the crews that were asked for by now."""
        self.view.list.setFocus()
        self.hands.press(self.view.list, key)
        return [self.wanted.at(number)[0] for number in range(self.wanted.count())]

    @property
    def says(self) -> str:
        """The message."""
        return self.view.findChild(ErrorLine).sentence


@pytest.fixture
def crews_view(hands: SeatHand, qtbot: QtBot) -> Crews:
    return Crews(hands, qtbot)


def test_a_line_above_the_crews_says_what_a_digit_does(crews_view: Crews, hand: Hand, crews: tuple[int, int]) -> None:
    view = crews_view.view

    def hint() -> str:
        return view._hint.text()

    assert hint() == "班组还没有读到，读到以后会自己显示。"
    view.show_choices(Choices())
    assert hint() == "还没有班组，请在设置里添加。"
    crews_view.read()
    assert hint() == "选一张在办的工单，就按合适程度排列。"
    crews_view.reading = True
    view.show_ticket(None)
    assert hint() == "正在读取工单…"
    crews_view.show(hand.log())
    assert hint() == "按数字或 Enter 派单", "the ticket read before stays until the next one is read"
    crews_view.reading = False
    crews_view.show(hand.bring_to(State.DISPATCHED))
    assert hint() == "按数字或 Enter 转派"
    crews_view.show(hand.bring_to(State.CLOSED))
    assert hint() == "选一张在办的工单，就按合适程度排列。"
    assert [each.reasons for each in view.model.rows] == [(), ()], "nobody is sent to a closed ticket"


def test_crews_are_chosen_by_digit_enter_and_double_click(
    crews_view: Crews, hand: Hand, crews: tuple[int, int], qtbot: QtBot
) -> None:
    crews_view.read()
    crews_view.show(hand.log())
    first, second = (each.id for each in crews_view.view.model.rows)
    listed = crews_view.view.list
    assert crews_view.press(KEY.Key_2) == [second], "the first crews that are read have moved from nowhere"
    assert listed.current().id == second
    assert crews_view.press(KEY.Key_9) == [second], "there are no nine crews"
    assert listed.current().id == second
    crews_view.press(KEY.Key_Up)
    assert crews_view.press(KEY.Key_Return) == [second, first]
    crews_view.press(KEY.Key_Down)
    assert crews_view.press(KEY.Key_Enter) == [second, first, second]
    middle = listed.visualRect(listed.model().index(0, 0)).center()
    qtbot.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    qtbot.mouseDClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert crews_view.press(KEY.Key_A) == [second, first, second, first]
    with qtbot.waitSignal(crews_view.view.left):
        crews_view.press(KEY.Key_Escape)


def test_a_digit_waits_only_when_the_order_for_the_same_ticket_has_just_changed(
    crews_view: Crews, hand: Hand, crews: tuple[int, int]
) -> None:
    crews_view.read()
    crews_view.show(hand.log())
    best = crews_view.view.model.rows[0].id
    assert crews_view.press(KEY.Key_1) == [best]
    crews_view.read()
    assert crews_view.press(KEY.Key_1) == [best, best], "read again, nothing moved"

    hand.do(set_crew_duty(best, False))
    crews_view.read()
    other = crews_view.view.model.rows[0].id
    assert crews_view.press(KEY.Key_1) == [best, best]
    assert crews_view.says == MOVED
    crews_view.show(1)
    assert (crews_view.press(KEY.Key_1), crews_view.says) == ([best, best], MOVED), "the same ticket, read again"
    crews_view.seconds += READ_SECONDS - 0.01
    assert crews_view.press(KEY.Key_1) == [best, best]
    crews_view.seconds = 100.0 + READ_SECONDS
    assert crews_view.press(KEY.Key_1) == [best, best, other]
    assert crews_view.says == ""


def test_the_crews_of_another_ticket_have_not_moved(crews_view: Crews, hand: Hand, crews: tuple[int, int]) -> None:
    crews_view.read()
    one, two = hand.log(), hand.log()
    for shown in (two, None):
        crews_view.show(one)
        hand.do(set_crew_duty(crews[0], shown is None))
        crews_view.read()
        before = crews_view.press(KEY.Key_1)
        assert crews_view.says == MOVED
        crews_view.view.show_ticket(crews_view.file(shown) if shown else None)
        assert crews_view.says == ""
        assert len(crews_view.press(KEY.Key_1)) == len(before) + 1


def test_without_a_ticket_crews_that_move_do_not_hold_a_digit_back(crews_view: Crews, hand: Hand) -> None:
    crews_view.read()
    hand.do(save_crew(None, "〇班"))
    crews_view.read()
    assert crews_view.press(KEY.Key_1) == [crews_view.view.model.rows[0].id]


def test_entering_the_list_marks_the_best_crew_but_keeps_a_marked_one(
    crews_view: Crews, crews: tuple[int, int]
) -> None:
    view = crews_view.view
    view.focus_list()
    assert view.list.current() is None, "there are no crews yet"
    crews_view.read()
    for row in (0, 1):
        view.list.setCurrentIndex(view.model.index(row, 0)) if row else view.list.selectionModel().clear()
        view.focus_list()
        assert view.list.currentIndex().row() == row


def test_the_duty_button_names_what_it_does_to_the_marked_crew(
    crews_view: Crews, hand: Hand, crews: tuple[int, int]
) -> None:
    view = crews_view.view
    view.list.selectionModel().clear()
    assert not view._duty.isVisible()
    crews_view.read()
    view.focus_list()
    names = [each.crew.name for each in view.model.rows]
    assert view._duty.isVisible()
    assert (view._duty.text(), view._duty.accessibleName()) == ("记为下班", f"{names[0]} 记为下班")
    crews_view.press(KEY.Key_Y)
    crews_view.read()
    assert (view._duty.text(), view._duty.accessibleName()) == ("记为上班", f"{names[0]} 记为上班")
    crews_view.press(KEY.Key_Up)  # who is off duty stands below
    assert view._duty.accessibleName() == f"{names[1]} 记为下班"


def test_a_screen_reader_reads_what_is_known_about_a_crew(
    crews_view: Crews, hand: Hand, crews: tuple[int, int]
) -> None:
    crews_view.read()
    crews_view.show(hand.log())
    row = crews_view.view.model.rows[0]
    column = crews_view.view.model.columns[0]
    now = hand.desk.now()
    assert column.accessible is not None
    assert column.accessible(row, now) == " ".join((row.crew.name, "空闲", "0", *row.reasons)), "it has no phone"
    reachable = replace(row, crew=replace(row.crew, phone="13800000001"))
    assert "0 138 0000 0001 " in column.accessible(reachable, now)
