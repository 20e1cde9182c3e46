"""The form about assisting crews, with real keys on a real database."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.desk_fixtures import Hand
from tests.ui.seats import SeatHand
from tests.ui.ticket.rooms import PanelRoom
from tickets.actions.assisting import assist, assist_left
from tickets.actions.dispatch import dispatch
from tickets.actions.people import save_crew
from tickets.rules.instants import plus
from tickets.rules.words import State
from tickets.store.queries.archive import archive_rows
from tickets.store.queries.board import open_tickets
from tickets.store.queries.lookups import list_crews
from tickets.store.queries.ticket_file import ticket_file
from ui.archive.export import cells, heads
from ui.dispatch.queue_columns import queue_columns
from ui.ticket.assist_form import AssistForm
from ui.ticket.choices import crew_state, ranked_crews, read_choices
from ui.ticket.facts import ticket_facts
from ui.ticket.fields import PickList
from ui.ticket.sheet import sheet_html
from ui.ticket.timeline import timeline

KEY = Qt.Key


@pytest.fixture
def room(hands: SeatHand, qtbot: QtBot, hand: Hand) -> PanelRoom:
    hand.do(save_crew(None, "三班", "13900000003"))
    return PanelRoom(hands, qtbot)


def plus_key(room: PanelRoom) -> None:
    room.press(KEY.Key_Plus)


def lines(room: PanelRoom) -> list[str]:
    found = [each for each in room.panel.findChildren(PickList) if each.isVisible()]
    return [found[-1].item(row).text() for row in range(found[-1].count())] if found else []


def numbers(room: PanelRoom, key: int) -> list[str]:
    service = room.hands.session.service
    crews, file = service.read(read_choices).crews, service.read(ticket_file, key, service.now())
    return [f"{place} {each.crew.name}" for place, each in enumerate(ranked_crews(crews, file), 1)]


def test_a_crew_is_sent_with_its_digit_and_arrives_and_leaves_with_enter(room: PanelRoom, hand: Hand) -> None:
    key = hand.bring_to(State.ACCEPTED)
    for _ in range(2):
        hand.do(dispatch(hand.log(), None, hand.crew(2)))
    room.show(key)
    plus_key(room)
    assert numbers(room, key) == ["1 二班", "2 一班", "3 三班"], "the digits of the crews beside it"
    assert [line.partition("：")[0] for line in lines(room)] == ["1  二班 · 派出协助", "3  三班 · 派出协助"]
    room.press_all("3")
    room.minutes_pass(5)
    plus_key(room)
    assert lines(room)[:2] == ["3  三班 · 登记到场（10:00 派出）", "    三班 · 登记离开，未登记到场（10:00 派出）"]
    assert lines(room)[2].startswith("1  二班 · 派出协助")
    assert next(each for each in room.panel.findChildren(PickList) if each.isVisible()).currentRow() == 0, (
        "the first line, which Enter records"
    )
    room.press_all("3")
    assert room.form._do.text().startswith("登记到场"), "the digit only selects the step of who assists already"
    room.press(KEY.Key_Return)
    room.minutes_pass(5)
    plus_key(room)
    assert lines(room)[0] == "3  三班 · 登记离开（10:05 到场）"
    room.press(KEY.Key_Return)
    file = hand.desk.read(ticket_file, key, hand.desk.now())
    assert file is not None
    words = "三班 139 0000 0003 · 10:00 派出 · 10:05 到场 · 10:10 离开"
    assert ("协助", words) in ticket_facts(file, room.hands.clock.now)
    assert "三班 139 0000 0003 · 01-20 10:00 派出 · 01-20 10:05 到场" in sheet_html(file, {}, room.hands.clock.now)
    titles = [(entry.title, entry.text) for entry in timeline(file, {}).entries[:3]]
    assert titles == [("协助离开", "三班"), ("协助到场", "三班"), ("协助", "三班")]


def test_a_crew_that_leaves_without_having_arrived_is_told_so_with_the_way_out(room: PanelRoom, hand: Hand) -> None:
    key = hand.bring_to(State.ACCEPTED)
    hand.do(assist(key, None, hand.crew(1)))
    room.show(key)
    plus_key(room)
    form = room.form
    assert isinstance(form, AssistForm)
    assert not form._hint.isVisible(), "the arrival is selected"
    room.press(KEY.Key_Down)
    assert form._hint.isVisible()
    assert form._hint.text() == ("二班未登记到场。到过的先登记到场（Ctrl+T 填真实时间）；没到的按 Enter 登记离开。")
    room.press(KEY.Key_Return)
    file = hand.desk.read(ticket_file, key, hand.desk.now())
    assert file is not None
    assert dict(ticket_facts(file, room.hands.clock.now))["协助"].endswith("10:00 派出 · 10:00 离开 · 未登记到场")


def test_what_somebody_else_recorded_meanwhile_leaves_the_list(room: PanelRoom, hand: Hand) -> None:
    key = hand.bring_to(State.ACCEPTED)
    room.show(key)
    plus_key(room)
    hand.do(assist(key, None, hand.crew(1)))
    room.press(KEY.Key_Return)
    assert lines(room)[0].startswith("1  二班 · 登记到场"), "after the conflict"
    assert len(hand.desk.read(ticket_file, key, hand.desk.now()).assists) == 1  # type: ignore[union-attr]


def test_without_a_crew_or_after_the_end_nobody_can_be_sent(room: PanelRoom, hand: Hand) -> None:
    room.show(hand.log())
    plus_key(room)
    assert room.panel.bench.sentence == "请先派单，再派别的班组协助。"
    room.show(hand.bring_to(State.CLOSED))
    plus_key(room)
    assert room.panel.bench.sentence == "工单已归档，不能再派班组协助。"


def test_the_queue_the_crews_and_the_archive_show_who_assists(qtbot: QtBot, hand: Hand) -> None:
    third = hand.do(save_crew(None, "三班"))
    key = hand.bring_to(State.ACCEPTED)
    gone = hand.do(assist(key, None, hand.crew(1)))
    hand.do(assist_left(gone))
    hand.do(assist(key, None, third))
    now = plus(hand.desk.now(), 60)
    (row,) = hand.desk.read(open_tickets)
    crew = next(column for column in queue_columns(lambda _: ()) if column.key == "crew")
    assert crew.text(row, now) == "一班 +1"
    for role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
        assert crew.data(row, role, now) == "一班\n协助：三班"
    states = {each.name: (crew_state(each), each.assisting) for each in hand.desk.read(list_crews)}
    assert states == {"一班": ("待出发", 0), "二班": ("空闲", 0), "三班": ("协助", 1)}
    (archived,) = hand.desk.read(archive_rows, [key])
    assert dict(zip(heads(), cells(archived, now), strict=True))["协助班组"] == "二班、三班"
