"""The limit of 止水 beside the faults is the one in force."""

from pytestqt.qtbot import QtBot

from tests.desk_fixtures import Hand
from tests.ui.seats import SeatHand
from tickets.actions.rulemaking import LimitDraft, save_limit
from tickets.rules.words import Priority, Stage
from ui.settings.limit_tester import IsolationNote


def test_the_note_lists_the_isolation_limits_in_force_and_is_updated(hands: SeatHand, qtbot: QtBot, hand: Hand) -> None:
    note = IsolationNote(hands.session)
    qtbot.addWidget(note)
    assert note.wordWrap(), "it is as long as there are limits"
    hands.settle()
    assert note.text() == "止水时限现在是：所有情况 4 小时。从到场起计，在“时限”页里改。"
    hand.do(save_limit(None, LimitDraft(Stage.ISOLATE, 90 * 60, priority=Priority.P1)))
    hands.settle()
    assert note.text() == "止水时限现在是：所有情况 4 小时；特急 1 小时 30 分。从到场起计，在“时限”页里改。"
