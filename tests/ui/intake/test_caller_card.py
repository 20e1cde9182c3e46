"""The card about the caller: earlier calls, what may be reused of them, and the ticket they imply."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tickets.rules.words import OPEN_STATES, CallbackResult, CallKind, State
from tickets.store.queries.callers import EARLIER_AT_MOST, CallerFile, EarlierCall
from tickets.store.queries.subscribers import Household
from ui.intake.caller_card import (
    CallerCard,
    Usual,
    call_line,
    household_lines,
    only_open_ticket,
    open_ticket,
    sensitive_words,
    usual,
)
from ui.intake.choice import Chosen, JoinChoice
from ui.kit.lines import ListedLine

NOW = datetime(2026, 1, 20, 2, 0, tzinfo=UTC)
AT = NOW - timedelta(minutes=30)
BARE = EarlierCall(1, AT, CallKind.REPORT, "", "", "", "", None, None, None, None, None, None)
OPEN = replace(
    BARE, id=2, ticket_id=7, number="0007", state=State.NEW, fault_name="明漏", address="南门", words="路上冒水"
)
WANG = Household("37001", "王伟", address="3 号楼 201", place_id=5, located="南湖社区", meter_no="SC1", id=1)
LI = Household("37002", "李娜", address="8 号", town="刘集镇", sensitive="透析", sensitive_since="2024-03", id=2)
ENDED = replace(OPEN, id=3, ticket_id=8, number="0008", state=State.CLOSED, place_id=5, place="南湖社区")


def test_what_is_usual_of_a_caller_is_each_time_the_latest_that_is_known() -> None:
    calls = [
        replace(BARE, household_no="8888"),
        replace(BARE, caller="住户", place_id=5, place="南湖社区", address="南门"),
        replace(BARE, caller="邻居", household_no="9999", place_id=6, place="吉祥苑社区", address="北门"),
    ]
    assert usual(calls) == Usual("住户", "8888", 5, "南湖社区", "南门")
    assert usual([replace(BARE, place_id=5)]) == Usual(place_id=5)
    assert usual([BARE]) == usual([]) == Usual()


def test_what_earlier_calls_do_not_tell_comes_from_the_only_household_on_file() -> None:
    assert usual([BARE], [WANG]) == Usual("王伟", "37001", 5, "南湖社区", "3 号楼 201", "SC1")
    assert usual([], [LI]) == Usual("李娜", "37002", None, "", "刘集镇 8 号", sensitive=True)
    assert usual([replace(BARE, caller="小王", address="南门")], [WANG]) == Usual(
        "小王", "37001", None, "", "南门", "SC1"
    )
    assert usual([replace(BARE, household_no="8888")], [WANG]) == Usual(household_no="8888"), "another household"
    assert usual([], [WANG, LI]) == Usual(), "nobody knows which of them calls"


@pytest.mark.parametrize("typed", ["37001", "SC1"])
def test_a_typed_number_says_which_household_calls(typed: str) -> None:
    spoken = replace(BARE, caller="邻居", household_no="9999", address="北门")
    assert usual([spoken], [LI, WANG], typed) == Usual("王伟", "37001", 5, "南湖社区", "3 号楼 201", "SC1")
    assert usual([spoken], [LI], typed) == usual([spoken])


def test_a_household_is_told_by_name_number_and_where_it_is_with_what_it_owes() -> None:
    assert household_lines(WANG) == ("王伟 · 户号 37001 · 3 号楼 201", "")
    assert household_lines(replace(LI, arrears=8650)) == ("李娜 · 户号 37002 · 刘集镇 8 号", "欠费 86.50 元")
    assert household_lines(replace(LI, arrears=0))[1] == household_lines(replace(LI, arrears=-100))[1] == ""


def test_a_sensitive_household_is_told_by_word_and_shape() -> None:
    assert sensitive_words([WANG, LI]) == "▲ 敏感用户：透析（2024-03 起）"
    assert sensitive_words([WANG]) == sensitive_words([]) == ""


@pytest.mark.parametrize("state", State)
def test_only_a_ticket_in_work_can_be_joined(state: State) -> None:
    call = replace(OPEN, state=state)
    joined = open_ticket(call)
    assert joined == (Chosen(7, "0007", "明漏 · 南门") if state in OPEN_STATES else None)
    assert call_line(call, NOW).strong is (state in OPEN_STATES)
    assert not call_line(call, NOW, numbered=False).strong


def test_a_call_without_a_ticket_or_with_a_ticket_of_unknown_number_offers_none() -> None:
    assert open_ticket(BARE) is None
    assert open_ticket(replace(OPEN, number=None)) is None
    assert open_ticket(replace(OPEN, ticket_id=None)) is None


def test_a_number_implies_a_ticket_only_if_it_has_one_open_one() -> None:
    again = replace(OPEN, id=9)
    other = replace(OPEN, id=10, ticket_id=11, number="0011")
    assert only_open_ticket([ENDED, OPEN, again]) == open_ticket(OPEN)
    assert only_open_ticket([OPEN, other]) is None
    assert only_open_ticket([ENDED, BARE]) is None


def test_a_line_says_when_what_and_what_became_of_it() -> None:
    assert call_line(ENDED, NOW) == ListedLine(
        3, "今天 09:30 报修", "已归档", ("0008 · 明漏 · 南湖社区", "路上冒水"), thing=ENDED
    )
    assert call_line(OPEN, NOW, numbered=False).below == ("明漏 · 南门", "路上冒水")
    answered = replace(ENDED, resolution="换了接口", callback=CallbackResult.SATISFIED)
    assert call_line(answered, NOW).below[-1] == "处置：换了接口 · 回访满意"
    assert call_line(BARE, NOW) == ListedLine(1, "今天 09:30 报修", "未开单", thing=BARE)


@pytest.fixture
def card(qtbot: QtBot) -> Iterator[CallerCard]:
    window = QWidget()
    qtbot.addWidget(window)
    shown = CallerCard(window, NOW)
    QVBoxLayout(window).addWidget(shown)
    with qtbot.waitExposed(window):
        window.show()
    yield shown


def test_calls_about_open_tickets_come_first_and_are_counted(card: CallerCard) -> None:
    card.show_file(True, CallerFile([BARE, ENDED, OPEN, replace(OPEN, id=4)]), NOW)
    assert [line.id for line in card.list.lines] == [2, 4, 1, 3]
    assert card._summary.text() == "4 次 · 7 天内 4 · 未完 1"
    for count, words in (
        (EARLIER_AT_MOST - 1, "49 次 · 7 天内 49 · 未完 0"),
        (EARLIER_AT_MOST, "50+ 次 · 7 天内 50 · 未完 0"),
    ):
        card.show_file(True, CallerFile([replace(BARE, id=n) for n in range(count)]), NOW)
        assert card._summary.text() == words


def test_the_card_says_whether_a_number_is_missing_new_or_being_looked_up(card: CallerCard) -> None:
    missing = "填了号码，这里显示以前的来电和没办完的工单。"
    assert card.list.empty_words == missing
    card.show_file(True, CallerFile([]), NOW)
    assert (card.list.empty_words, card._summary.text()) == ("这个号码第一次来电。", "")
    card.show_file(True, CallerFile([OPEN]), NOW)
    card.show_reading(True, NOW)
    assert (card.list.empty_words, card._summary.text()) == ("正在读取这个号码的来电…", "")
    assert card.reuse.isHidden()
    card.show_file(True, CallerFile([OPEN]), NOW)
    card.show_reading(False, NOW)
    assert (card.list.empty_words, card._summary.text()) == (missing, "")
    card.show_file(False, CallerFile([OPEN]), NOW)
    assert card._summary.text() == "", "nothing is counted without a number"


def test_the_list_is_as_high_as_its_calls_within_limits(card: CallerCard) -> None:
    heights = []
    for count in (0, 1, 2, 30):
        card.show_file(True, CallerFile([replace(OPEN, id=n) for n in range(count)]), NOW)
        heights.append(card.list.height())
    assert heights == [56, card.list.sizeHintForRow(0) + 2 * card.list.frameWidth() + 2, 140, 140]
    card.show_file(True, CallerFile([BARE]), NOW)
    assert card.list.height() == 56


def test_reuse_is_offered_only_for_calls_that_tell_something_about_the_caller(card: CallerCard) -> None:
    card.show_file(True, CallerFile([BARE]), NOW)
    assert card.reuse.isHidden()
    card.show_file(True, CallerFile([BARE, OPEN]), NOW)
    assert not card.reuse.isHidden()


def test_the_card_shows_the_household_that_calls_or_all_that_may(card: CallerCard) -> None:
    card.show_file(True, CallerFile([], [WANG, LI]), NOW)
    assert card._household.text().count("户号") == 2
    assert "▲" in card._sensitive.text()
    assert card.reuse.isHidden()
    card.show_file(True, CallerFile([], [LI, WANG]), NOW, "37001")
    assert card._household.text() == "王伟 · 户号 37001 · 3 号楼 201"
    assert card._sensitive.isHidden()
    assert not card.reuse.isHidden()
    card.show_file(True, CallerFile([], [replace(WANG, id=n) for n in range(4)]), NOW)
    assert card._household.text().splitlines()[3:] == ["还有别的户：填户号或表号选一户"]
    card.show_reading(True, NOW)
    assert card._household.isHidden()


def test_the_chosen_ticket_is_marked_at_its_call_and_a_mark_at_a_later_call_of_it_stays(card: CallerCard) -> None:
    def marked() -> int | None:
        current = card.list.current()
        return current.id if current else None

    card.show_file(True, CallerFile([OPEN, replace(OPEN, id=4), ENDED, BARE]), NOW)
    card.choose_ticket(7)
    assert marked() == 2
    card.list.choose(4)
    card.choose_ticket(7)
    assert marked() == 4
    card.choose_ticket(8)
    assert marked() == 3
    card.choose_ticket(99)
    assert marked() is None
    card.list.choose(1)
    card.choose_ticket(None)
    assert marked() is None, "a call without a ticket is no choice"


def test_a_call_that_opened_no_ticket_opens_none_and_chooses_none(card: CallerCard, qtbot: QtBot) -> None:
    card.show_file(True, CallerFile([OPEN, BARE]), NOW)
    chosen, opened = QSignalSpy(card.chosen), QSignalSpy(card.opened)
    for row in (0, 1):
        card.list.setCurrentIndex(card.list.model().index(row, 0))
        qtbot.keyClick(card.list, Qt.Key.Key_Return)
    assert [chosen.at(n)[0] for n in range(chosen.count())] == [open_ticket(OPEN), None]
    assert [opened.at(n)[0] for n in range(opened.count())] == [7]
    card.show_file(True, CallerFile([]), NOW)
    assert chosen.at(chosen.count() - 1)[0] is None


def test_what_the_operator_chose_goes_before_what_the_call_implies() -> None:
    implied, own = Chosen(1, "0001", ""), Chosen(2, "0002", "")
    fresh, choice = JoinChoice(), JoinChoice()
    fresh.imply(implied)
    assert fresh.current == implied
    told = QSignalSpy(choice.changed)
    choice.again()
    assert (choice.current, told.count()) == (None, 0), "nothing to decline"
    choice.clear()
    choice.imply(implied)
    assert choice.current == implied
    choice.imply(implied)
    assert told.count() == 1, "the same ticket is told once"
    choice.choose(own)
    assert choice.current == own
    choice.choose(None)
    choice.imply(implied)
    assert choice.current is None
    choice.clear()
    choice.imply(implied)
    choice.again()
    choice.imply(None)
    assert choice.current == implied, "it is the operator's choice now"
    choice.again()
    assert choice.current is None
