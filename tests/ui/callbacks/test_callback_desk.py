"""The callback desk: each answer by one key, who comes next, and what happens when others were faster."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.desk_fixtures import Hand, HandClock
from tests.ui.seats import AWAY, SeatHand, unavailable
from tickets.actions.followup import callback
from tickets.rules.callbacks import CallbackPhase
from tickets.rules.words import CallbackResult, State
from tickets.store.tables import journal
from ui.callbacks.callback_desk import CallbackDesk
from ui.callbacks.columns import what_to_do
from ui.ticket.forms import CallbackForm


def opened(hands: SeatHand, qtbot: QtBot) -> CallbackDesk:
    desk = CallbackDesk(hands.session)
    hands.show(desk, qtbot)
    return desk


def press(desk: CallbackDesk, hands: SeatHand, key: Qt.Key) -> None:
    desk.table.setFocus()
    hands.press(desk.table, key)


def selected(desk: CallbackDesk) -> int | None:
    line = desk.table.current()
    return None if line is None else line.id


@pytest.fixture
def three(hand: Hand, clock: HandClock) -> list[int]:
    """Three repaired tickets, the oldest first."""
    keys = []
    for _ in range(3):
        keys.append(hand.bring_to(State.RESOLVED))
        clock.advance(minutes=1)
    return keys


def test_each_answer_takes_one_key_and_leads_to_the_next_caller(
    hands: SeatHand, hand: Hand, three: list[int], qtbot: QtBot
) -> None:
    desk = opened(hands, qtbot)
    assert selected(desk) == three[0]
    for key, result, after in (
        (Qt.Key.Key_1, CallbackResult.SATISFIED, three[1]),
        (Qt.Key.Key_3, CallbackResult.NO_ANSWER, three[2]),
        (Qt.Key.Key_4, CallbackResult.REFUSED, three[2]),
    ):
        of = selected(desk)
        assert of is not None
        press(desk, hands, key)
        assert hand.ticket(of).callback is result
        assert selected(desk) == after
    assert "1 位未接通" in desk._counted.text()
    assert desk.panel.ticket_id == three[2]


def test_a_caller_who_is_not_satisfied_is_asked_why_and_the_ticket_reopened_by_one_key(
    hands: SeatHand, hand: Hand, three: list[int], qtbot: QtBot
) -> None:
    desk = opened(hands, qtbot)
    press(desk, hands, Qt.Key.Key_2)
    form = desk.panel.bench.form
    assert isinstance(form, CallbackForm)
    qtbot.keyClicks(QApplication.focusWidget(), "still leaking")
    hands.press(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert hand.ticket(three[0]).callback is CallbackResult.UNSATISFIED
    assert selected(desk) == three[0]
    assert desk.story.text().endswith("上次回访：不满意：still leaking")
    press(desk, hands, Qt.Key.Key_5)
    assert hand.ticket(three[0]).state is State.NEW
    assert hand.last_entry(three[0]).text == "回访不满意：still leaking"
    assert three[0] not in [line.id for line in desk.model.rows]


def test_a_caller_who_was_rung_at_another_workstation_is_not_recorded_twice(
    hands: SeatHand, hand: Hand, three: list[int], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = opened(hands, qtbot)
    with monkeypatch.context() as deaf:
        deaf.setattr(desk._live.refresher, "want", lambda *_: None)
        deaf.setattr(desk, "_show", lambda _lines: None)
        hand.do(callback(three[0], None, CallbackResult.SATISFIED))
        press(desk, hands, Qt.Key.Key_3)
    assert "回访" in desk.error.sentence
    assert len(hand.rows(journal, action="callback")) == 1
    assert hand.ticket(three[0]).callback is CallbackResult.SATISFIED


def test_an_answer_is_recorded_once_although_the_database_was_away(
    hands: SeatHand, hand: Hand, three: list[int], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = opened(hands, qtbot)
    with monkeypatch.context() as away:
        away.setattr(hands.session.service, "execute", unavailable)
        press(desk, hands, Qt.Key.Key_3)
        assert desk.error.sentence == AWAY
    assert selected(desk) == three[0]
    press(desk, hands, Qt.Key.Key_3)
    assert hand.ticket(three[0]).callback_tries == 1


def test_who_is_to_be_rung_later_comes_up_by_itself(
    hands: SeatHand, hand: Hand, clock: HandClock, three: list[int], qtbot: QtBot
) -> None:
    hand.do(callback(three[0], None, CallbackResult.NO_ANSWER, again=clock.now + timedelta(hours=1)))
    desk = opened(hands, qtbot)
    assert [line.id for line in desk.model.rows] == [*three[1:], three[0]]
    clock.advance(hours=1)
    hands.session.tick.second.emit(clock.now)
    hands.settle()
    assert [line.id for line in desk.model.rows] == three
    assert what_to_do(desk.model.rows[0], clock.now).startswith("未接通 1 次，上次 今天")
    assert desk.model.rows[0].phase(clock.now) is CallbackPhase.DUE


def test_the_number_is_dialled_by_key_and_none_is_said(hands: SeatHand, three: list[int], qtbot: QtBot) -> None:
    desk = opened(hands, qtbot)
    hands.press(desk, Qt.Key.Key_O, Qt.KeyboardModifier.AltModifier)
    line = desk.table.current()
    assert line is not None
    said = desk.notice.sentence + desk.error.sentence
    assert (line.phone in QGuiApplication.clipboard().text()) if line.phone else "没有号码" in said
