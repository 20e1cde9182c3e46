"""The last step is taken back from the ticket, also later: Ctrl+Shift+Z says what and whose it is."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.desk_fixtures import Hand
from tests.ui.seats import SeatHand
from tests.ui.ticket.rooms import CTRL, SHIFT, PanelRoom
from tickets.actions.consent import decide
from tickets.actions.people import save_staff
from tickets.actions.progress import hold
from tickets.rules.words import Move, Role, State
from tickets.store.rows import Who
from tickets.store.tables import consents
from ui.ticket.ticket_actions import UNDO_ACTION
from ui.ticket.timeline import timeline

KEY = Qt.Key


def offer(room: PanelRoom) -> str:
    """The words of the button; "" when there is none."""
    button = room.panel.bench.steps._others[UNDO_ACTION]
    return "" if button.isHidden() else button.text()


def test_the_steps_of_a_ticket_are_taken_back_one_after_the_other(hands: SeatHand, hand: Hand, qtbot: QtBot) -> None:
    key = hand.bring_to(State.ACCEPTED)
    room = PanelRoom(hands, qtbot)
    room.show(key)
    assert offer(room) == "撤销接单 · 值班员"
    room.press(KEY.Key_Z, CTRL | SHIFT)
    assert hand.ticket(key).state is State.DISPATCHED
    assert offer(room) == "撤销派单 · 值班员"
    room.press(KEY.Key_Z, CTRL | SHIFT)
    assert hand.ticket(key).state is State.NEW
    assert offer(room) == ""
    file = room.panel.file
    assert file is not None
    titles = [entry.title for entry in timeline(file, {}).entries]
    assert titles[:4] == ["撤销", "撤销", "接单（已撤销）", "派单（已撤销）"]
    room.press(KEY.Key_Z, CTRL | SHIFT)
    assert "登记来电" in room.panel.sentence


def test_a_decision_is_taken_back_from_the_ticket_by_who_made_it(hands: SeatHand, hand: Hand, qtbot: QtBot) -> None:
    key = hand.log()
    hand.do(hold(key, None, "等材料"))
    lead = hand.other_supervisor()
    lead.do(decide(hand.rows(consents)[0].id, False, "有备件"))
    room = PanelRoom(hands, qtbot)
    room.show(key)
    room.press(KEY.Key_Z, CTRL | SHIFT)
    assert room.panel.sentence == "10:00 演示值班长不核准，只有作决定的值班长能撤销：换他登录，按 Ctrl+Shift+Z。"
    room = PanelRoom(hands.of(lead.who), qtbot)
    room.show(key)
    assert offer(room) == "撤销不核准 · 演示值班长"
    room.press(KEY.Key_Z, CTRL | SHIFT)
    assert offer(room) == "撤销挂起 · 值班员"
    file = room.panel.file
    assert file is not None
    titles = [entry.title for entry in timeline(file, {}).entries]
    assert titles[1:3] == ["撤销", "不核准挂起（已撤销）"]


def test_a_step_of_somebody_else_is_not_offered_and_the_key_says_why(hands: SeatHand, hand: Hand, qtbot: QtBot) -> None:
    key = hand.bring_to(State.ACCEPTED)
    mate = hand.do(save_staff(None, "李四", frozenset({Role.DISPATCHER})))
    room = PanelRoom(hands.of(Who(mate, "李四", frozenset({Role.DISPATCHER}), "2 号席")), qtbot)
    room.show(key)
    assert offer(room) == ""
    room.press(KEY.Key_Z, CTRL | SHIFT)
    assert room.panel.sentence == "这一步是别人办的（10:00 值班员接单），只有本人或值班长能撤销。"
    assert hand.ticket(key).state is State.ACCEPTED


@pytest.mark.parametrize(("minutes", "why"), [(6, "受理已经超时"), (11, "已过 10 分钟")], ids=["late", "long ago"])
def test_what_can_not_be_taken_back_is_offered_no_more_until_the_ticket_goes_on(
    hands: SeatHand, hand: Hand, qtbot: QtBot, minutes: int, why: str
) -> None:
    key = hand.log()
    hands.clock.advance(minutes=5)
    hand.take(key, Move.DISPATCH)
    room = PanelRoom(hands, qtbot)
    room.show(key)
    hands.clock.advance(minutes=minutes)
    assert offer(room) == "撤销派单 · 值班员"
    room.press(KEY.Key_Z, CTRL | SHIFT)
    assert why in room.panel.sentence
    assert offer(room) == ""
    room.panel.refresh()
    hands.settle()
    assert offer(room) == ""
    hand.take(key, Move.ACCEPT)
    room.panel.refresh()
    hands.settle()
    assert offer(room) == "撤销接单 · 值班员"
