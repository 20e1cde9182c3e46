"""Calls that ring are cards with their waiting time; one key claims, and nothing typed is lost."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from tests.desk_fixtures import Hand, HandClock
from tests.ui.intake.conftest import ALT, Operator
from tickets.actions.incoming import claim_call, note_ring
from tickets.actions.intake import CallDetails, ReportedFault, attach_call, log_call
from tickets.actions.people import save_staff
from tickets.actions.undo import undo
from tickets.checking.invariants import check
from tickets.rules.incoming import IncomingCall
from tickets.rules.words import Role
from tickets.settings import MISSED_AFTER
from tickets.store.rows import Who
from tickets.store.tables import calls, incoming_calls
from ui.intake.calls_column import CallsColumn
from ui.intake.ringing_card import RingingCard
from ui.kit.dialling import DIAL_COMMAND

FIRST = IncomingCall("13806351234", "a-1")
SECOND = IncomingCall("3280212", "a-2")
Key = Qt.Key


def card(operator: Operator) -> RingingCard:
    found: RingingCard = operator.desk.findChild(RingingCard)
    return found


def lines(operator: Operator) -> list[str]:
    return [line.whole.replace("\n", "  ") for line in card(operator).list.lines]


def rings(operator: Operator, hand: Hand, call: IncomingCall) -> int:
    key = hand.do(note_ring(call))
    operator.spread()
    return key


def wait(operator: Operator, clock: HandClock, seconds: float) -> None:
    operator.session.tick.second.emit(clock.advance(seconds))


def claim(operator: Operator) -> None:
    operator.press_and_wait(Key.Key_I, ALT)


def colleague(hand: Hand) -> Who:
    key = hand.do(save_staff(None, "李四", frozenset({Role.OPERATOR})))
    return Who(key, "李四", frozenset({Role.OPERATOR}), "seat 2")


def test_the_card_is_there_only_while_somebody_rings_and_moves_no_line(operator: Operator, hand: Hand) -> None:
    assert not card(operator).isVisible()
    column = operator.desk.findChild(CallsColumn)

    def places() -> list[QPoint]:
        QApplication.processEvents()
        return [each.mapTo(operator.desk, QPoint()) for each in (column.drafts, column.recent)]

    before = places()
    rings(operator, hand, FIRST)
    assert card(operator).isVisible()
    assert places() == before
    claim(operator)
    assert not card(operator).isVisible()
    operator.spread()
    assert not card(operator).isVisible(), "one's own call is in the form"


def test_each_call_shows_how_long_it_has_rung_until_it_is_to_be_rung_back(
    operator: Operator, hand: Hand, clock: HandClock
) -> None:
    rings(operator, hand, FIRST)
    wait(operator, clock, 5)
    rings(operator, hand, SECOND)
    wait(operator, clock, 7)
    assert lines(operator) == ["138 0635 1234  振铃 00:12", "0635-3280212  振铃 00:07"]
    wait(operator, clock, MISSED_AFTER.default - 12)
    assert lines(operator)[0] == "0635-3280212  振铃 00:55"
    assert lines(operator)[1].startswith("138 0635 1234  未接，要回电 · 今天 ")


def test_one_key_claims_the_call_that_has_rung_the_longest_and_its_stamps_are_kept(
    operator: Operator, hand: Hand, clock: HandClock
) -> None:
    rings(operator, hand, FIRST)
    clock.advance(1)
    rings(operator, hand, SECOND)
    clock.advance(8)
    claim(operator)
    assert operator.form.filled().phone == "138 0635 1234"
    assert lines(operator) == ["0635-3280212  振铃 00:08"]
    clock.advance(3)
    operator.type("没水了")
    clock.advance(30)
    operator.type_in(operator.form.fault, "无水", Key.Key_Return)
    operator.save()
    row = hand.rows(incoming_calls)[0]
    stamps = (row.claimed_at, row.first_key_at, row.logged_at)
    assert [int((stamp - row.rang_at).total_seconds()) for stamp in stamps] == [9, 12, 42]
    assert operator.ticket().calls[0].recording == "a-1"


def test_a_ringing_call_never_touches_the_form_and_claiming_it_keeps_what_was_typed(
    operator: Operator, hand: Hand
) -> None:
    operator.type("13900000001", Key.Key_Return)
    operator.type("冻裂")
    before = operator.form.filled()
    rings(operator, hand, FIRST)
    operator.type("了")
    assert operator.form.filled().words == before.words + "了"
    claim(operator)
    assert operator.form.filled().phone == "138 0635 1234"
    (kept,) = operator.desk._keeper.aside
    assert kept.filled.words == "冻裂了"


def test_a_claimed_call_put_aside_is_still_the_same_call(operator: Operator, hand: Hand) -> None:
    key = rings(operator, hand, IncomingCall("", "a-3"))
    assert lines(operator) == ["没有号码  振铃 00:00"]
    claim(operator)
    operator.desk._shelf.move_aside()
    operator.sit_down()
    (kept,) = operator.desk._keeper.aside
    assert kept.filled.incoming == key
    operator.desk._shelf.take_up(kept.key)
    operator.type("咨询水价")
    assert operator.form.filled().incoming == key


@pytest.mark.on_both
def test_others_see_who_has_claimed_a_call(operator: Operator, hand: Hand) -> None:
    key = rings(operator, hand, FIRST)
    hand.desk.execute(claim_call(key), colleague(hand))
    operator.spread()
    assert lines(operator) == ["138 0635 1234  李四 已接"]
    claim(operator)
    assert operator.form.filled().blank


@pytest.mark.on_both
def test_who_is_second_to_claim_reads_a_sentence_and_loses_nothing(operator: Operator, hand: Hand) -> None:
    key = rings(operator, hand, FIRST)
    hand.desk.execute(claim_call(key), colleague(hand))  # which the feed has not reported yet
    operator.type("13900000001")
    claim(operator)
    assert "李四已经接了这通来电" in operator.bar.error.sentence
    assert operator.form.filled().phone.startswith("139")
    claim(operator)


def test_a_missed_call_is_rung_back_by_the_same_key_once_nobody_rings(
    operator: Operator, hand: Hand, clock: HandClock
) -> None:
    rings(operator, hand, FIRST)
    wait(operator, clock, MISSED_AFTER.default)
    rings(operator, hand, SECOND)
    QGuiApplication.clipboard().clear()
    claim(operator)
    assert operator.form.filled().phone == "0635-3280212"
    assert QGuiApplication.clipboard().text() == "", "who rings is not rung"
    claim(operator)
    assert operator.form.filled().phone == "138 0635 1234"
    assert QGuiApplication.clipboard().text() == "13806351234"
    assert not card(operator).isVisible()


def test_del_says_that_a_call_was_missed_and_then_that_it_need_not_be_rung_back(operator: Operator, hand: Hand) -> None:
    key = rings(operator, hand, FIRST)
    operator.go(card(operator).list)
    card(operator).list.choose(key)
    operator.press_and_wait(Key.Key_Delete)
    operator.spread()
    assert "未接，要回电" in lines(operator)[0]
    operator.press_and_wait(Key.Key_Delete)
    operator.spread()
    assert lines(operator) == []
    assert operator.form.filled().blank


def test_a_key_dials_the_number_in_the_form_or_says_that_there_is_none(operator: Operator) -> None:
    operator.press(Key.Key_O, with_=ALT)
    assert operator.bar.error.sentence == "没有号码可拨。"
    operator.type("0635-3280212")
    operator.press(Key.Key_O, with_=ALT)
    assert QGuiApplication.clipboard().text() == "06353280212"
    assert "号码 0635-3280212 已复制" in operator.bar.notice.sentence
    operator.session.preferences.setValue(DIAL_COMMAND, "/no/such/phone {number}")
    operator.press(Key.Key_O, with_=ALT)
    assert "拨号命令运行不了" in operator.bar.error.sentence


def test_a_logged_call_that_is_undone_keeps_its_recording_when_it_is_logged_again(
    operator: Operator, hand: Hand
) -> None:
    ticket = hand.log()
    key = rings(operator, hand, FIRST)
    details = CallDetails("13806351234", words="没水", incoming_id=key)
    hand.do(attach_call(ticket, None, details))
    hand.do(undo(ticket, hand.ticket(ticket).version))
    hand.do(log_call(details, ReportedFault("no_water")))
    assert [row.recording for row in hand.rows(calls)][1:] == ["a-1", "a-1"]
    assert hand.desk.read(check, hand.desk.now()) == []


def test_enter_claims_the_selected_call(operator: Operator, hand: Hand, clock: HandClock) -> None:
    rings(operator, hand, FIRST)
    clock.advance(1)
    rings(operator, hand, SECOND)
    operator.press(Key.Key_R, with_=ALT)
    assert card(operator).list.selectionModel().hasSelection(), "what Enter would claim is seen"
    operator.press(Key.Key_Down)
    operator.press_and_wait(Key.Key_Return)
    assert operator.form.filled().phone == "0635-3280212"


def test_a_missed_call_goes_when_somebody_logs_a_call_from_its_number(
    operator: Operator, hand: Hand, clock: HandClock
) -> None:
    rings(operator, hand, FIRST)
    wait(operator, clock, 300)
    hand.do(log_call(CallDetails("138-0635-1234", words="没水"), ReportedFault("no_water")))
    operator.spread()
    assert not card(operator).isVisible()
