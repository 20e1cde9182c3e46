"""A paper slip is printed once, and entered once with its true times: all of it or nothing."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.desk_fixtures import Hand, HandClock
from tickets.actions.intake import CallDetails, ReportedFault
from tickets.actions.slips import PRINTED_AT_ONCE, PaperSlip, enter_slip, print_slips, void_slip
from tickets.checking.invariants import check
from tickets.errors import FieldError, Refused
from tickets.rules.slips import read_slip_number
from tickets.rules.words import Outcome, Stage, State
from tickets.store.tables import calls, slips, tickets

pytestmark = pytest.mark.on_both
LEAK = ReportedFault("visible_leak")


@pytest.fixture
def slip(hand: Hand, clock: HandClock) -> PaperSlip:
    """A slip that was printed two hours ago, filled in for a repair that has been finished."""
    (number, *_) = hand.do(print_slips(4))
    clock.advance(hours=2)
    call = CallDetails("13806350001", "王先生", "路上冒水", at=clock.ago(minutes=90))
    times = [clock.ago(minutes=minutes) for minutes in (85, 70, 40)]
    return PaperSlip(number, call, LEAK, hand.crew(), times[0], times[1], None, times[2])


def test_no_number_is_printed_twice_and_a_huge_stack_is_refused(hand: Hand) -> None:
    first, second = hand.do(print_slips(4)), hand.do(print_slips(8))
    assert len({*first, *second}) == 12 and min(second) > max(first)
    assert hand.refused(print_slips(PRINTED_AT_ONCE + 1)) == "一次可以印 1 到 400 张纸单，请改少一些。"


def test_a_slip_is_entered_with_its_true_times_in_one_step(hand: Hand, slip: PaperSlip) -> None:
    key = hand.do(enter_slip(slip))
    ticket = hand.ticket(key)
    assert (ticket.state, ticket.opened, ticket.crew_id) == (State.RESOLVED, slip.call.at, slip.crew_id)
    assert (ticket.dispatched_at, ticket.resolved_at) == (slip.accepted, slip.resolved)
    assert [clock.clock.stopped for clock in hand.clocks(key)] == [slip.accepted, slip.arrived, slip.resolved]
    assert hand.outcomes(key) == [
        (Stage.ACCEPT, 1, Outcome.DONE), (Stage.ARRIVE, 1, Outcome.DONE), (Stage.RESOLVE, 1, Outcome.DONE)
    ]  # fmt: skip
    entry = hand.last_entry(key)
    assert (entry.action, entry.true_time) == ("enter_slip", slip.call.at)
    assert entry.text.startswith(f"纸单 {slip.number:06d}，派给")
    [call] = hand.rows(calls)
    assert (call.at, call.words, call.ticket_id) == (slip.call.at, "路上冒水", key)
    assert hand.desk.read(check, hand.desk.now()) == []


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"number": 999_999}, "slip", "没有印过编号 999999 的纸单，请核对编号。"),
        ({"at": timedelta(minutes=-5)}, "at", "来电时间在将来，请核对后重填。"),
        ({"at": timedelta(days=365)}, "at", "来电时间早于这张纸单印出的时间"),
        ({"at": None}, "at", "请填纸单上的来电时间。"),
        ({"resolved": timedelta(minutes=80)}, "resolved", "时间早于到场"),
        ({"arrived": timedelta(minutes=-1)}, "arrived", "时间在将来，请核对后重填。"),
        ({"accepted": None}, "arrived", "请先接单"),
        ({"crew_id": None}, "crew", "填了办理的时间，请选派给的班组。"),
    ],
)
def test_a_slip_with_an_error_names_the_cell_and_leaves_nothing_behind(
    hand: Hand, clock: HandClock, slip: PaperSlip, wrong: dict[str, Any], field: str, sentence: str
) -> None:
    changes = {name: clock.ago(each.total_seconds()) if isinstance(each, timedelta) else each
               for name, each in wrong.items()}  # fmt: skip
    call = replace(slip.call, at=changes.pop("at")) if "at" in changes else slip.call
    with pytest.raises(FieldError, match=sentence) as refused:
        hand.do(enter_slip(replace(slip, call=call, **changes)))
    assert refused.value.field == field
    assert hand.rows(tickets) == [] and hand.rows(calls) == []


def test_a_slip_is_entered_once_and_a_spoilt_one_never(hand: Hand, slip: PaperSlip) -> None:
    request = enter_slip(slip)
    key = hand.do(request)
    assert hand.execute(request).repeated, "after a broken connection the same row is sent again"
    assert hand.refused(enter_slip(slip)) == f"纸单 {slip.number:06d} 已经录入，是工单 {hand.ticket(key).number}。"
    assert "已经录入" in hand.refused(void_slip(slip.number))
    hand.do(void_slip(slip.number + 1))
    assert "已经作废" in hand.refused(enter_slip(replace(slip, number=slip.number + 1)))
    assert [row.id for row in hand.rows(slips) if row.spoilt_at is None and row.ticket_id is None] == [
        slip.number + 2, slip.number + 3
    ]  # fmt: skip


def test_of_two_workstations_that_enter_one_slip_one_is_told_the_ticket(hand: Hand, slip: PaperSlip) -> None:
    def enter(_of: int) -> str:
        try:
            hand.do(enter_slip(slip))
        except Refused as error:
            return error.sentence
        return ""

    with ThreadPoolExecutor(2) as pool:
        said = sorted(pool.map(enter, range(2)))
    assert said[0] == "" and "已经录入" in said[1]
    assert len(hand.rows(tickets)) == 1


def test_a_number_is_read_as_it_is_printed_or_without_its_zeros() -> None:
    assert [read_slip_number(typed) for typed in ("000123", " 123 ", "１２３")] == [123] * 3
    assert [read_slip_number(typed) for typed in ("12a", "", "000", "-3", "1" * 40)] == [None] * 5
