"""Outages: announced, changed, extended, ended, withdrawn; each taken back; two workstations at once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Barrier
from typing import Any

import pytest

from tests.desk_fixtures import Hand, HandClock
from tickets.actions.intake import CallDetails, answer_by_outage
from tickets.actions.outages import announce_outage, change_outage, end_outage, withdraw_outage
from tickets.actions.rulemaking import save_place
from tickets.actions.undo import undo_edit
from tickets.checking.invariants import check
from tickets.errors import Conflict, DeskError
from tickets.rules.words import CallKind, Role, Zone
from tickets.store.queries.last_step import undone_call
from tickets.store.queries.lookups import list_outages
from tickets.store.queries.outages import outage_lines
from tickets.store.rows import Who
from tickets.store.tables import calls, journal, outages, tickets

HOUR = timedelta(hours=1)
ROUNDS = 20


@pytest.fixture
def line(hand: Hand) -> Hand:
    """An operator."""
    return Hand(hand.desk, replace(hand.who, roles=frozenset({Role.OPERATOR})))


def seen(hand: Hand, key: int) -> dict[str, Any]:
    [row] = hand.rows(outages, id=key)
    return {
        name: getattr(row, name) for name in ("area", "cause", "since", "expected", "households", "place_id", "until")
    }


@pytest.mark.on_both
def test_an_outage_is_announced_and_ended_once_with_its_true_time(line: Hand, clock: HandClock) -> None:
    since, expected = clock.now, clock.now + 8 * HOUR
    key = line.do(announce_outage("文化街以北", "抢修", since, expected, 320, ticket_id=line.log()))
    [known] = line.desk.read(list_outages)
    assert (known.id, known.area, known.cause, known.households) == (key, "文化街以北", "抢修", 320)
    [row] = line.rows(outages)
    assert (row.since, row.expected, row.first_expected, row.until) == (since, expected, expected, None)
    clock.advance(hours=2)
    assert "将来" in line.refused(end_outage(key, clock.now + HOUR))
    assert "早于停水时间" in line.refused(end_outage(key, since - HOUR))
    line.do(end_outage(key, since + HOUR))
    assert line.desk.read(list_outages) == []
    assert "已经登记过恢复供水" in line.refused(end_outage(key))
    assert line.rows(outages)[0].until == since + HOUR
    assert line.rows(journal)[-1].true_time == since + HOUR
    assert line.desk.read(check, clock.now) == []


@pytest.mark.on_both
def test_an_extension_keeps_the_first_expected_end_and_an_earlier_one_replaces_it(line: Hand, clock: HandClock) -> None:
    six, eight, four = (clock.now + hours * HOUR for hours in (6, 8, 4))
    key = line.do(announce_outage("文化街", "抢修", clock.now))
    found = []
    for expected in (six, eight, None, four):
        line.do(change_outage(key, "文化街", "抢修", expected))
        [row] = line.rows(outages)
        found.append((row.expected, row.first_expected))
    assert found == [(six, six), (eight, six), (None, six), (four, four)]


def test_an_outage_that_is_over_before_it_begins_is_refused(hand: Hand, clock: HandClock) -> None:
    for expected in (clock.now, clock.ago(hours=1)):
        assert "晚于停水时间" in hand.refused(announce_outage("文化街", "抢修", clock.now, expected))
    assert "不在了" in hand.refused(end_outage(99_999))


def test_an_expected_end_in_the_past_is_refused_unless_it_was_told_before(hand: Hand, clock: HandClock) -> None:
    ago = clock.ago(hours=1)
    assert "已经过了" in hand.refused(announce_outage("文化街", "抢修", clock.ago(hours=3), ago))
    key = hand.do(announce_outage("文化街", "抢修", clock.now, clock.now + HOUR))
    told = clock.now + HOUR
    clock.advance(hours=2)
    assert "已经过了" in hand.refused(change_outage(key, "文化街", "抢修", clock.ago(minutes=5)))
    hand.do(change_outage(key, "文化街以北", "抢修", told))  # late, and another area
    assert hand.rows(outages)[0].area == "文化街以北"


@pytest.mark.on_both
def test_a_planned_outage_is_moved_until_it_begins_and_what_was_promised_moves_with_it(
    line: Hand, clock: HandClock
) -> None:
    begin = clock.now + 30 * HOUR
    key = line.do(announce_outage("文化街", "检修", begin, begin + 2 * HOUR, planned=True))
    later = begin + 24 * HOUR
    moved = change_outage(key, "文化街", "检修", later + 5 * HOUR, since=later)
    line.do(moved)
    [row] = line.rows(outages)
    assert (row.since, row.expected, row.first_expected) == (later, later + 5 * HOUR, later + 2 * HOUR)
    line.do(undo_edit(moved.request))
    assert line.rows(outages)[0].since == begin

    def refusal(since: datetime) -> str:
        return line.refused(change_outage(key, "文化街", "检修", begin + 2 * HOUR, since=since))

    assert "已经过了" in refusal(clock.now)
    assert "一年" in refusal(clock.now + timedelta(days=400))
    assert "晚于停水时间" in refusal(begin + 3 * HOUR)
    clock.advance(hours=30)
    assert "不能再改" in refusal(begin + HOUR)
    assert line.desk.read(check, clock.now) == []


def test_only_a_planned_outage_begins_in_the_future_and_is_called_off_before_that(line: Hand, clock: HandClock) -> None:
    begin = clock.now + 30 * HOUR
    assert "计划" in line.refused(announce_outage("文化街", "检修", begin))
    assert "一年" in line.refused(announce_outage("文化街", "检修", clock.now + timedelta(days=400), planned=True))
    key = line.do(announce_outage("文化街", "检修", begin, begin + HOUR, planned=True))
    assert "还没有开始" in line.refused(end_outage(key))
    off = withdraw_outage(key)
    line.do(off)
    assert line.desk.read(list_outages) == []
    assert "撤下" in line.refused(end_outage(key))
    line.do(undo_edit(off.request))
    clock.advance(hours=30)
    assert "值班长" in line.refused(withdraw_outage(key))
    lead = Hand(line.desk, replace(line.who, roles=frozenset({Role.SUPERVISOR})))
    lead.do(withdraw_outage(key))


@pytest.mark.on_both
def test_each_step_is_taken_back_also_after_somebody_changed_another_outage(line: Hand, clock: HandClock) -> None:
    other = line.do(announce_outage("金光路", "检修", clock.now))
    key = line.do(announce_outage("文化街", "抢修", clock.now, clock.now + HOUR))
    before = line.rows(outages, id=key)
    for step in (change_outage(key, "文化街", "爆管", clock.now + 2 * HOUR, 5), end_outage(key)):
        line.do(step)
        line.do(change_outage(other, "金光路", step.name))
        line.do(undo_edit(step.request))
        assert line.rows(outages, id=key) == before
    new = announce_outage("刘集镇", "抢修", clock.now)
    line.do(new)
    line.do(undo_edit(new.request))
    assert [row.id for row in line.desk.read(list_outages)] == [key, other]
    assert line.desk.read(check, clock.now) == []


def test_a_change_that_somebody_followed_with_another_of_the_same_outage_stays(line: Hand, clock: HandClock) -> None:
    key = line.do(announce_outage("文化街", "抢修", clock.now))
    step = change_outage(key, "文化街", "爆管")
    line.do(step)
    line.do(end_outage(key))
    assert "这以后又有修改" in line.refused(undo_edit(step.request))


def test_an_outage_that_changed_since_it_was_seen_is_not_overwritten(line: Hand, clock: HandClock) -> None:
    key = line.do(announce_outage("文化街", "抢修", clock.now))
    shown = seen(line, key)
    line.do(change_outage(key, "文化街", "爆管"))
    with pytest.raises(Conflict, match="更改停水"):
        line.execute(change_outage(key, "文化街", "换阀", seen=shown))
    shown = seen(line, key)
    line.do(end_outage(key))
    with pytest.raises(Conflict, match="已经登记过恢复供水"):
        line.execute(change_outage(key, "文化街", "换阀", seen=shown))
    assert line.rows(outages)[0].cause == "爆管"


@pytest.mark.on_both
def test_of_two_workstations_that_end_an_outage_at_once_one_is_told_that_it_is_ended(hand: Hand) -> None:
    keys = [hand.do(announce_outage("文化街", "抢修", hand.desk.now())) for _ in range(ROUNDS)]
    together = Barrier(2)

    def end(key: int, seat: int) -> str:
        together.wait(30)
        try:
            hand.desk.execute(end_outage(key), Who(None, "", hand.who.roles, f"{seat} 号席"))
        except DeskError as error:
            return error.sentence
        return ""

    with ThreadPoolExecutor(2) as pool:
        for key in keys:
            first, second = sorted(pool.map(end, (key, key), range(2)))
            assert first == ""
            assert "已经登记过恢复供水" in second
    assert sum(entry.action == "end_outage" for entry in hand.rows(journal)) == ROUNDS


CALL = CallDetails("13800000000", words="没水")


@pytest.mark.on_both
def test_a_call_that_an_outage_answers_has_no_ticket_and_is_taken_back(line: Hand, clock: HandClock) -> None:
    key = line.do(announce_outage("文化街", "抢修", clock.now))
    first, second = answer_by_outage(CALL, key), answer_by_outage(CALL, key)
    taken = [line.do(each) for each in (first, second)]
    [row] = line.desk.read(outage_lines, clock.now)
    assert (row.calls, line.rows(tickets)) == (2, [])
    line.do(undo_edit(first.request))  # although another call came after it
    assert [(call.id, call.kind, call.outage_id) for call in line.rows(calls)] == [
        (taken[0], CallKind.UNDONE, None), (taken[1], CallKind.ENQUIRY, key),
    ]  # fmt: skip
    undone = line.desk.read(undone_call, None, line.rows(journal)[-1].request)
    assert undone is not None
    assert (undone.request, undone.phone, undone.words) == (first.request, "13800000000", "没水")
    assert line.desk.read(outage_lines, clock.now)[0].calls == 1
    assert line.desk.read(check, clock.now) == []


def test_an_outage_that_answered_a_call_is_not_undone_but_withdrawn_by_a_supervisor(
    line: Hand, clock: HandClock
) -> None:
    new = announce_outage("文化街", "抢修", clock.now)
    line.do(answer_by_outage(CALL, line.do(new)))
    assert "已经有来电用到它" in line.refused(undo_edit(new.request))


def test_a_call_is_answered_only_by_an_outage_that_lasted_when_it_came(line: Hand, clock: HandClock) -> None:
    planned = line.do(announce_outage("文化街", "检修", clock.now + HOUR, planned=True))
    assert "还没有开始" in line.refused(answer_by_outage(CALL, planned))
    assert "撤下" in line.refused(answer_by_outage(CALL, 99_999))
    key = line.do(announce_outage("文化街", "抢修", clock.now))
    came = clock.now
    clock.advance(minutes=10)
    line.do(end_outage(key))
    assert "已经恢复供水" in line.refused(answer_by_outage(CALL, key))
    assert "请至少填写" in line.refused(answer_by_outage(CallDetails(), key))
    line.do(answer_by_outage(replace(CALL, at=came), key))  # it waited in the drafts


def test_a_place_that_was_deactivated_is_refused_but_stays_where_it_was_chosen_before(
    line: Hand, clock: HandClock
) -> None:
    place = line.do(save_place(None, "新庄", "新城街道", Zone.URBAN))
    key = line.do(announce_outage("新庄", "抢修", clock.now, place_id=place))
    line.do(save_place(place, "新庄", "新城街道", Zone.URBAN, active=False))
    assert "已停用" in line.refused(announce_outage("新庄", "抢修", clock.now, place_id=place))
    assert "已停用" in line.refused(announce_outage("新庄", "抢修", clock.now, place_id=99_999))
    line.do(change_outage(key, "新庄", "爆管", place_id=place))
