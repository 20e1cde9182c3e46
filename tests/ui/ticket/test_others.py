"""While somebody edits a ticket the others see it: two windows on one database."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from pytestqt.qtbot import QtBot
from sqlalchemy import insert

from tests.desk_fixtures import EVERYONE, Hand, HandClock
from tests.ui.seats import SeatHand, seat_over
from tests.ui.ticket.rooms import PanelRoom
from tickets.editing import LEASE_SECONDS, RENEW_SECONDS, Editing
from tickets.errors import DeskError
from tickets.rules.words import State
from tickets.service import TicketService
from tickets.store.rows import Who
from tickets.store.tables import editing, staff

KEY = Qt.Key
SECOND = replace(EVERYONE, staff_id=2, name="李四", seat="2 号席")
THIRD = replace(EVERYONE, staff_id=3, name="王五", seat="2 号席")


class OwnRoom(PanelRoom):
    """A window with a panel, whose user can be changed."""

    def __init__(self, hands: SeatHand, who: Who, qtbot: QtBot) -> None:
        self.who = who
        hands.session = replace(hands.session, who=lambda: self.who)
        super().__init__(hands, qtbot)

    def show(self, ticket: int) -> None:
        """Show a ticket, and move the focus to the panel."""
        super().show(ticket)
        self.panel.setFocus()

    def open(self, key: KEY) -> None:
        """Press the key of an action, whichever window is active."""
        with self.qtbot.waitActive(self.window):
            self.window.activateWindow()
        self.panel.setFocus()
        self.press(key)

    def second_passes(self) -> None:
        """Update the window's time."""
        self.hands.session.tick.second.emit(self.hands.clock.now)
        self.hands.settle()

    @property
    def line(self) -> str:
        """What the panel shows about the others."""
        line = self.panel._others_line
        return line.text() if line.isVisible() else ""

    @property
    def tone(self) -> str:
        """The tone in which it is shown."""
        return str(self.panel._others_line.property("tone"))


Rooms = tuple[OwnRoom, OwnRoom]


@pytest.fixture
def rooms(desk: TicketService, clock: HandClock, tmp_path: Path, qtbot: QtBot) -> Iterator[Rooms]:
    """Two windows."""
    with desk.store.writing() as connection:
        for who in (SECOND, THIRD):
            connection.execute(insert(staff).values(id=who.staff_id, name=who.name, roles=who.roles))
    parent = QObject()
    made = []
    for who in (EVERYONE, SECOND):
        own = TicketService(desk.store, clock)
        made.append(OwnRoom(seat_over(own, who, clock, tmp_path, parent), who, qtbot))
    yield made[0], made[1]
    for room in made:
        room.hands.session.service.feed.stop()
    parent.deleteLater()


def show_both(rooms: Rooms, hand: Hand) -> int:
    """Show a new ticket in both windows, and return it."""
    ticket = hand.log()
    for room in rooms:
        room.show(ticket)
    return ticket


@pytest.mark.on_both
def test_an_open_form_is_seen_at_the_other_seat_until_it_is_closed(rooms: Rooms, hand: Hand, clock: HandClock) -> None:
    here, there = rooms
    show_both(rooms, hand)
    assert here.line == ""
    there.open(KEY.Key_D)
    clock.advance(40)
    here.hands.settle()
    here.second_passes()
    assert here.line == "李四（2 号席）正在办理：派单 · 已 40 秒"
    assert here.tone == "quiet"
    assert there.line == "", "nobody is told of themselves"
    there.press(KEY.Key_Escape)
    here.hands.settle()
    assert here.line == ""
    assert hand.rows(editing) == []


def test_the_note_about_others_is_a_warning_while_the_own_form_is_open(rooms: Rooms, hand: Hand) -> None:
    here, there = rooms
    show_both(rooms, hand)
    there.open(KEY.Key_D)
    here.open(KEY.Key_X)
    assert here.panel.bench.form is not None, "the server decides who is first, not the line"
    assert (here.line, here.tone) == ("注意：李四（2 号席）也在办理：派单 · 已 0 秒", "warning")
    there.second_passes()
    assert there.line == "注意：值班员（1 号席）也在办理：作废 · 已 0 秒"
    here.press(KEY.Key_Escape)
    assert here.tone == "quiet"


def test_a_submitted_form_is_no_longer_shown_to_others(rooms: Rooms, hand: Hand) -> None:
    _, there = rooms
    ticket = hand.log()
    there.show(ticket)
    there.open(KEY.Key_D)
    assert [row.doing for row in hand.rows(editing)] == ["派单"]
    there.press(KEY.Key_Return)
    assert hand.ticket(ticket).state is State.DISPATCHED
    assert hand.rows(editing) == []


def test_an_open_form_stays_shown_to_others_but_not_that_of_a_dead_seat(
    rooms: Rooms, hand: Hand, clock: HandClock
) -> None:
    here, there = rooms
    show_both(rooms, hand)
    there.open(KEY.Key_D)
    for _ in range(4):
        clock.advance(RENEW_SECONDS)
        there.second_passes()
    here.hands.settle()
    assert here.line.endswith("已 1 分")
    clock.advance(LEASE_SECONDS - 1)
    here.second_passes()
    assert here.line != ""
    clock.advance(1)
    here.second_passes()
    assert here.line == "", "it is killed, and nothing is written any more"


def test_hiding_a_form_in_any_way_ends_its_lease(rooms: Rooms, hand: Hand) -> None:
    _, there = rooms
    ticket, other = hand.log(), hand.log()
    there.show(ticket)
    there.open(KEY.Key_X)
    there.type("nothing there")
    there.show(other)
    assert hand.rows(editing) == []
    there.show(ticket)
    assert [row.doing for row in hand.rows(editing)] == ["作废"], "the form that waited is open again"
    there.panel.hide()
    there.hands.settle()
    assert hand.rows(editing) == []
    there.panel.show()
    there.hands.settle()
    assert [row.ticket_id for row in hand.rows(editing)] == [ticket]
    there.window.close()
    there.hands.settle()
    assert hand.rows(editing) == []


def test_after_a_change_of_user_the_open_form_is_shown_under_the_new_name(rooms: Rooms, hand: Hand) -> None:
    here, there = rooms
    show_both(rooms, hand)
    there.open(KEY.Key_D)
    there.who = THIRD
    there.second_passes()
    here.hands.settle()
    assert here.line == "王五（2 号席）正在办理：派单 · 已 0 秒"
    assert [row.staff_id for row in hand.rows(editing)] == [THIRD.staff_id]


def test_a_form_opens_without_a_message_when_its_lease_fails(rooms: Rooms, hand: Hand, desk: TicketService) -> None:
    _, there = rooms
    ticket = hand.log()
    there.show(ticket)
    errors: list[DeskError] = []
    there.hands.session.background.unhandled.connect(errors.append)
    with desk.store.writing() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER broken BEFORE INSERT ON editing BEGIN SELECT missing FROM nowhere; END"
        )
    there.open(KEY.Key_D)
    assert there.panel.bench.form is not None
    there.press(KEY.Key_Return)
    assert hand.ticket(ticket).state is State.DISPATCHED
    assert hand.rows(editing) == []
    assert errors == [], "a courtesy that fails is not spoken of"


def test_everybody_working_on_the_ticket_is_named(rooms: Rooms, hand: Hand) -> None:
    here, there = rooms
    ticket = show_both(rooms, hand)
    there.open(KEY.Key_D)
    Editing(hand.desk).hold(ticket, THIRD, "备注")
    here.hands.settle()
    assert here.line.splitlines() == [
        "李四（2 号席）正在办理：派单 · 已 0 秒",
        "王五（2 号席）正在办理：备注 · 已 0 秒",
    ]
