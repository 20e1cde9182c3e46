"""The likely tickets: how they are listed, and their keys, while the list changes under the operator's hand."""

from collections.abc import Iterator
from dataclasses import replace
from unittest.mock import Mock

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.desk_fixtures import Hand
from tests.ui.kit.manual_worker import ManualWorker
from tests.ui.showing import show_active
from tickets.actions.intake import CallDetails, ReportedFault, log_call
from tickets.errors import Unavailable
from tickets.rules.likeness import Call, Likeness
from tickets.rules.words import FaultGroup, State
from tickets.store.queries.board import board_rows, open_tickets
from tickets.store.queries.callers import open_for_likeness
from tickets.store.queries.clusters import cluster_limits
from tickets.store.tables import places
from ui.intake import likely_finder
from ui.intake.choice import Chosen
from ui.intake.likely_finder import NOBODY, LikelyFinder, LikelyTicket
from ui.intake.likely_list import LikelyList, chosen_of, likely_line
from ui.runtime.session import SessionContext

ALIKE = Likeness(0.9, ("同一地点", "故障相关"))


class Keys:
    """A list of likely tickets in a window, with the operator's keys and a clock."""

    def __init__(self, hand: Hand, qtbot: QtBot) -> None:
        for _ in range(6):
            hand.log()
        self.tickets = [LikelyTicket(row, ALIKE) for row in hand.desk.read(open_tickets)]
        self.ids = [each.row.id for each in self.tickets]
        self.seconds = -60.0
        self.qtbot = qtbot
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.list = LikelyList(self.window, lambda: self.seconds)
        QVBoxLayout(self.window).addWidget(self.list)
        show_active(self.window, qtbot)
        self.list.list.setFocus()
        self.chosen: list[Chosen | None] = []
        self.list.chosen.connect(self.chosen.append)

    def show(self, *places: int) -> None:
        """Show these of the tickets."""
        self.list.show_tickets([self.tickets[place] for place in places], compared=True)

    def press(self, number: int) -> list[int]:
        """Press Ctrl and a number; return the ids chosen by that."""
        self.chosen.clear()
        self.qtbot.keyClick(self.list.list, str(number), Qt.KeyboardModifier.ControlModifier)
        return [each.id for each in self.chosen if each is not None]


@pytest.fixture
def keys(hand: Hand, qtbot: QtBot) -> Iterator[Keys]:
    yield Keys(hand, qtbot)


def test_a_key_does_not_select_a_likely_ticket_that_just_moved_to_that_position(keys: Keys) -> None:
    keys.show(0, 1)
    assert keys.press(1) == [keys.ids[0]], "what comes to an empty place can be chosen at once"
    keys.seconds = 0.0
    keys.show(2, 1)
    assert keys.press(2) == [keys.ids[1]], "this one was there before"
    keys.seconds += 0.1
    assert keys.press(1) == []
    assert keys.list._count.text() == "刚换成另一张，请看过再按。"
    keys.show(2, 1)
    keys.seconds = 0.4
    assert keys.press(1) == [keys.ids[2]], "it has been seen for 0.4 s, whatever was read again since"


def test_the_first_five_tickets_have_keys_and_a_key_without_a_ticket_does_nothing(keys: Keys) -> None:
    keys.show(0, 1, 2, 3, 4, 5)
    assert [line.key for line in keys.list.list.lines] == ["Ctrl+1", "Ctrl+2", "Ctrl+3", "Ctrl+4", "Ctrl+5", ""]
    assert keys.list._count.text() == "6 件"
    assert [keys.press(number) for number in (1, 5, 6)] == [[keys.ids[0]], [keys.ids[4]], []]
    keys.show(0, 1)
    assert [keys.press(number) for number in (2, 3)] == [[keys.ids[1]], []]


def test_the_key_of_the_selected_ticket_asks_again_and_enter_opens_it(keys: Keys) -> None:
    again, opened = QSignalSpy(keys.list.again), QSignalSpy(keys.list.opened)
    keys.show(0, 1)
    keys.press(2)
    assert again.count() == 0
    assert keys.press(2) == []
    assert again.count() == 1
    keys.qtbot.keyClick(keys.list.list, Qt.Key.Key_Enter)
    assert opened.at(0)[0] == keys.ids[1]
    keys.list.choose_ticket(keys.ids[1])
    keys.list.choose_ticket(None)
    assert keys.list.list.current() is None
    keys.qtbot.keyClick(keys.list.list, Qt.Key.Key_Return)
    assert opened.count() == 1, "nothing is selected"


def test_an_empty_list_says_why(keys: Keys) -> None:
    shown = keys.list
    assert shown.list.empty_words.startswith("填了地点和故障")
    shown.show_tickets([], compared=False)
    unknown = shown.list.empty_words
    shown.show_tickets([], compared=True)
    none = shown.list.empty_words
    shown.say_looking()
    assert [unknown[:9], none[:9], shown.list.empty_words[:9]] == [
        "填了地点和故障，这",
        "没有像是同一件事的",
        "正在找像是同一件事",
    ]
    assert shown._count.text() == ""


def test_a_line_tells_the_state_the_place_and_the_crew_that_has_taken_it(keys: Keys) -> None:
    row = replace(keys.tickets[0].row, place="南湖社区", address="南门", crew="二班", held=True)
    line = likely_line(LikelyTicket(row, ALIKE), 0)
    assert (line.title, line.note, line.strong) == (row.number, "很可能", True)
    assert line.below == ("待派单 · 挂起 · 紧急 · 明漏 · 南湖社区", "同一地点、故障相关")
    sent = replace(row, state=State.DISPATCHED, held=False, place=None)
    assert likely_line(LikelyTicket(sent, ALIKE), 0).below[0] == f"{State.DISPATCHED.label} · 紧急 · 明漏 · 南门 · 二班"
    unknown = replace(row, place=None, address="", said="路上冒水")
    assert chosen_of(LikelyTicket(unknown, ALIKE)) == Chosen(row.id, row.number, "明漏 · 地点不详 · 路上冒水")


class Finding:
    """A finder whose timers run out and whose queries run only when told."""

    def __init__(self, session: SessionContext) -> None:
        self.finder = LikelyFinder(session)
        self.worker = next(iter(session.background._workers.values()))
        self.found = QSignalSpy(self.finder.found)
        self.begun = QSignalSpy(self.finder.begun)
        self.settled = Mock()

    def time_out(self) -> None:
        """Let the wait after the last key end."""
        self.finder._timer.stop()
        self.finder._timer.timeout.emit()

    def answer(self) -> None:
        """Run what was asked."""
        assert isinstance(self.worker, ManualWorker)
        self.worker.drain()

    @property
    def last(self) -> list[int]:
        """The ids of the tickets found last."""
        return [ticket.row.id for ticket in self.found.at(self.found.count() - 1)[0]]


CALLER = Call(fault="visible_leak", group=FaultGroup.MAIN, phone="13800000000")
STRANGER = Call(fault="visible_leak", group=FaultGroup.MAIN, phone="13900000000")


@pytest.fixture
def finding(session: SessionContext, monkeypatch: pytest.MonkeyPatch) -> Finding:
    for wait, milliseconds in (("AFTER_MS", 100_000), ("AGAIN_MS", 200_000), ("PATIENCE_MS", 300_000)):
        monkeypatch.setattr(likely_finder, wait, milliseconds)  # far more than a test lasts
    return Finding(session)


def test_a_call_is_compared_after_the_last_key_and_once(finding: Finding, hand: Hand) -> None:
    ticket = hand.log()
    finder = finding.finder
    finder.ask(NOBODY)
    assert (finding.begun.count(), finding.found.count()) == (0, 0)
    finder.ask(CALLER)
    assert (finding.begun.count(), finder._timer.isActive()) == (1, True)
    finding.time_out()
    finding.answer()
    assert finding.last == [ticket]
    finder.ask(CALLER)
    assert (finding.begun.count(), finder._timer.isActive()) == (1, False), "nothing has changed"
    finder.ask(NOBODY)
    assert (finding.last, finding.begun.count()) == ([], 1)


def test_a_result_for_an_earlier_text_is_not_shown(finding: Finding, hand: Hand) -> None:
    hand.log()
    finding.finder.ask(CALLER)
    finding.time_out()
    finding.finder.ask(STRANGER)
    finding.answer()
    assert finding.found.count() == 0
    finding.time_out()
    finding.answer()
    assert finding.last == []


def test_the_open_tickets_are_read_again_only_once_they_have_changed(
    finding: Finding, hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, finder, read = hand.log(), finding.finder, Mock(wraps=hand.desk.read)
    monkeypatch.setattr(finder._session.service, "read", read)

    def look(call: Call) -> list[object]:
        read.reset_mock()
        finder.ask(call)
        finding.time_out()
        finding.answer()
        return [call.args[0] for call in read.call_args_list]

    finder.stale()
    assert not finder._timer.isActive(), "there is no call to compare"
    assert look(CALLER) == [open_for_likeness, cluster_limits, board_rows]
    assert look(STRANGER) == []
    assert look(CALLER) == [board_rows]
    second = hand.log()
    finder.stale()
    assert finder._timer.isActive()
    finder.stale()
    assert look(CALLER) == [open_for_likeness, cluster_limits, board_rows]
    assert sorted(finding.last) == [first, second]


def test_changes_do_not_put_off_the_comparison_of_a_call_that_is_being_typed(finding: Finding) -> None:
    finding.finder.ask(CALLER)
    finding.finder.stale()
    assert finding.finder._timer.interval() == 100_000
    finding.time_out()
    finding.answer()
    finding.finder.stale()
    assert finding.finder._timer.interval() == 200_000


def test_settling_waits_for_the_comparison_of_the_present_call(finding: Finding, hand: Hand) -> None:
    hand.log()
    finder, settled = finding.finder, finding.settled
    finder.settle(settled)
    settled.assert_called_once_with()
    finder.ask(CALLER)
    finder.settle(settled)
    assert (settled.call_count, finder._timer.isActive(), finder._patience.isActive()) == (1, False, True)
    finding.answer()
    assert (settled.call_count, finding.found.count(), finder._patience.isActive()) == (2, 1, False)
    finder.settle(settled)
    assert settled.call_count == 3, "the comparison is finished"
    finder.ask(STRANGER)
    finding.time_out()
    finder.settle(settled)
    assert settled.call_count == 3, "the comparison is running"
    finder._patience.timeout.emit()
    assert settled.call_count == 4
    finding.answer()
    assert settled.call_count == 4, "it goes on once"


def test_settling_ends_when_the_comparison_fails_or_the_call_is_gone(
    finding: Finding, monkeypatch: pytest.MonkeyPatch
) -> None:
    finder, settled = finding.finder, finding.settled
    with monkeypatch.context() as patched:
        patched.setattr(finder._session.service, "read", Mock(side_effect=Unavailable("连不上数据库，稍后再试。")))
        finder.ask(CALLER)
        finder.settle(settled)
        finding.answer()
        assert settled.call_count == 1
        finder.settle(settled)
        assert settled.call_count == 2, "nothing is running any more"
    finder.ask(STRANGER)
    finding.time_out()
    finder.ask(NOBODY)
    finder.settle(settled)
    assert settled.call_count == 3, "there is nothing to compare"
    assert not finder._timer.isActive()


def test_a_call_that_belongs_to_many_of_its_town_is_shown_their_main_ticket_first_and_not_chosen(
    finding: Finding, hand: Hand
) -> None:
    spots = ["南湖社区", "立信坛社区", "琉璃井社区", "官道驿社区", "铜城街道"]
    keys = []
    for n, spot in enumerate(spots):
        [known] = hand.rows(places, name=spot)
        keys.append(hand.do(log_call(CallDetails(f"1390000{n:04}"), ReportedFault("no_water", known.id))))
    [further] = hand.rows(places, name="王宗汤社区") or hand.rows(places, town="铜城街道", kind="town")
    finding.finder.ask(Call(place_id=further.id, town="铜城街道", fault="low_pressure", group=FaultGroup.SUPPLY))
    finding.time_out()
    finding.answer()
    assert finding.last[0] == keys[0]
    [found] = [ticket for ticket in finding.found.at(finding.found.count() - 1)[0] if ticket.row.id == keys[0]]
    assert found.alike.reasons == ("集中来电：20 分内铜城街道 5 人",)
    assert found.alike.score < 0.65, "it is not called likely, so nothing chooses it"
