"""What granting a request changes, in words."""

from dataclasses import replace

import pytest

from tests.desk_fixtures import Hand, HandClock
from tests.store.test_consents import ask_for_everything, asker, waiting  # noqa: F401  a fixture
from tickets.actions.consent import decide
from tickets.actions.dispatch import cancel, dispatch, merge, reassign, rerate, return_
from tickets.actions.progress import accept, arrive, hold, resume
from tickets.actions.undo import undo
from tickets.rules.clocks import on_time
from tickets.rules.words import ConsentState, Priority, Stage, State
from tickets.store.queries.consents import consent_requests
from ui.ticket.consent_words import (
    asked_by,
    decided_by,
    granting_changes,
    rating_change,
    waiting_words,
    why_not_own,
)


def test_each_kind_says_what_granting_it_changes(hand: Hand, asker: Hand, clock: HandClock) -> None:  # noqa: F811
    ask_for_everything(asker, clock)
    assert [granting_changes(request, clock()) for request in waiting(hand)] == [
        "挂起已 28 分：核准后受理停表，直到恢复，最晚 明天 10:00",
        "挂起 8 分：受理到期由 今天 10:10 改为 今天 10:18",
        "接单按 今天 10:16 算，时限 今天 10:18，改为按时",
        "作废：受理超时 10 分，核准后不计",
        "并单：受理超时 10 分，核准后不计；并入的 20260120-0006 受理改为计入",
        "爆管 特急 → 明漏 一般：受理到期由 今天 10:38 改为 今天 10:58",
    ]


def test_a_granted_request_still_says_what_it_changed(hand: Hand, asker: Hand, clock: HandClock) -> None:  # noqa: F811
    ask_for_everything(asker, clock)
    for request in waiting(hand):
        hand.do(decide(request.id, True))
    clock.advance(minutes=30)
    granted = hand.desk.read(consent_requests, ConsentState.GRANTED, hand.desk.now()).rows
    assert [granting_changes(request, clock()) for request in reversed(granted)] == [
        "挂起已 58 分：受理停表，直到恢复，最晚 明天 10:00",
        "挂起 8 分：受理到期由 今天 10:10 改为 今天 10:18",
        "接单按 今天 10:16 算，时限 今天 10:18，改为按时",
        "作废：受理超时 10 分，不计",
        "并单：受理超时 10 分，不计",
        "爆管 特急 → 明漏 一般",
    ]


def test_an_earlier_hold_is_told_by_itself_while_a_later_one_lasts(
    hand: Hand, asker: Hand, clock: HandClock  # noqa: F811
) -> None:  # fmt: skip
    key = asker.log()
    asker.do(hold(key, None, "等燃气交底"))
    clock.advance(minutes=1)
    asker.do(resume(key, None))
    clock.advance(minutes=1)
    asker.do(hold(key, None, "等材料"))
    clock.advance(minutes=5)
    earlier, present = waiting(hand)
    assert [waiting_words(each, clock()) for each in (earlier, present)] == [
        "挂起（等燃气交底）待核准，照计。",
        "挂起待核准，计时照走。",
    ]
    moved = "挂起 1 分：受理到期由 今天 10:10 改为 今天 10:11"
    assert granting_changes(earlier, clock()) == moved
    hand.do(decide(present.id, True))
    assert [granting_changes(each, clock()) for each in waiting(hand)] == [moved]
    assert [waiting_words(each, clock()) for each in waiting(hand)] == ["挂起（等燃气交底）待核准，照计。"]


def test_a_hold_of_a_finished_stage_says_whether_it_is_then_on_time(
    hand: Hand, asker: Hand, clock: HandClock  # noqa: F811
) -> None:  # fmt: skip
    asked = []
    for wait in (7, 12):
        key = asker.log()
        clock.advance(minutes=2)
        asker.do(hold(key, None, "等材料"))
        clock.advance(minutes=5)
        asker.do(resume(key, None))
        clock.advance(minutes=wait)
        asker.do(dispatch(key, None, asker.crew()))
        asker.do(accept(key, None))
        asked.append(granting_changes(waiting(hand)[-1], clock()))
    assert asked == [
        "挂起 5 分：受理到期由 今天 10:10 改为 今天 10:15，改为按时",
        "挂起 5 分：受理到期由 今天 10:24 改为 今天 10:29，仍然超时",
    ]


def test_a_promise_that_a_granted_re_rating_leaves_as_it_is_is_told(
    hand: Hand, asker: Hand, clock: HandClock  # noqa: F811
) -> None:  # fmt: skip
    burst, leak = asker.log("burst_main"), asker.log("hidden_leak")
    asker.do(merge(burst, None, leak))
    (request,) = waiting(hand)
    assert granting_changes(request, clock()).endswith("受理到期仍为 今天 10:10（先前的承诺）")


@pytest.mark.parametrize("reason", ["", "同一处：门口"])
def test_a_rating_that_a_merger_asks_for_says_what_the_merger_makes_milder(
    hand: Hand, asker: Hand, clock: HandClock, reason: str  # noqa: F811
) -> None:  # fmt: skip
    burst, leak = asker.log("burst_main"), asker.log("hidden_leak")
    small = asker.log("visible_leak", priority=Priority.P1)
    asker.do(merge(burst, None, leak, reason))
    asker.do(merge(asker.log("burst_main", priority=Priority.P1), None, small, reason))
    said = {
        request.ticket_id: (granting_changes(request, clock()), waiting_words(request, clock()))
        for request in waiting(hand)
    }
    longer = "受理 10 分 → 30 分；到场 30 分 → 1 小时"
    until_then = "并单的两张要求不同，值班长核准之前按较严的计。"
    assert said == {
        leak: (f"并单：不用关阀止水了；{longer}；受理到期仍为 今天 10:10（先前的承诺）", until_then),
        small: ("并单：不用关阀止水了", until_then),
    }


def test_a_hold_says_of_a_later_round_only_how_its_deadline_moves(
    hand: Hand, asker: Hand, clock: HandClock  # noqa: F811
) -> None:  # fmt: skip
    key = asker.bring_to(State.DISPATCHED)
    asker.do(hold(key, None, "等材料"))
    clock.advance(minutes=8)
    for command in (resume(key, None), return_(key, None, "去不了"), dispatch(key, None, asker.crew())):
        asker.do(command)
    clock.advance(minutes=5)
    asker.do(accept(key, None))
    (request,) = waiting(hand)
    assert granting_changes(request, clock()) == (
        "挂起 8 分：受理到期由 今天 10:10 改为 今天 10:18；受理到期由 今天 10:10 改为 今天 10:18，改为按时"
    )


def test_a_promise_that_nobody_kept_is_told(hand: Hand, asker: Hand, clock: HandClock) -> None:  # noqa: F811
    key = asker.bring_to(State.ACCEPTED)
    asker.do(return_(key, None, "去不了"))
    clock.advance(minutes=31)
    asker.do(cancel(key, None, "误报"))
    (request,) = waiting(hand)
    assert granting_changes(request, clock()) == "作废：到场到期时没有人接着办；受理超时 21 分，核准后不计"


def test_a_late_entry_says_both_times_who_asked_and_who_decided(hand: Hand, asker: Hand, clock: HandClock) -> None:  # noqa: F811
    key = asker.bring_to(State.ACCEPTED)
    clock.advance(minutes=41)
    asker.do(arrive(key, None, clock.ago(minutes=13)))
    (request,) = waiting(hand)
    assert granting_changes(request, clock()) == "到场按 今天 10:28 算，时限 今天 10:30，改为按时"
    assert asked_by(request, clock()) == "调度员甲 今天 10:41 提出：到场 10:28，10:41 才登记"
    assert waiting_words(request, clock()) == "到场 10:28，10:41 才登记，值班长核准之前按登记的时间算。"
    assert why_not_own(request, asker.who.staff_id) == "自己提出的，要另一位值班长核准。"
    assert why_not_own(request, hand.who.staff_id) == ""
    assert decided_by(request, clock()) == ""
    hand.do(decide(request.id, False, "没有照片"))
    (refused,) = hand.desk.read(consent_requests, ConsentState.REFUSED, hand.desk.now()).rows
    assert decided_by(refused, clock()) == "未核准 值班员 今天 10:41：没有照片"


def test_a_late_entry_behind_a_hold_that_waits_says_that_both_have_to_be_granted(
    hand: Hand, asker: Hand, clock: HandClock  # noqa: F811
) -> None:  # fmt: skip
    key = asker.log()
    clock.advance(minutes=2)
    asker.do(hold(key, None, "等材料"))
    clock.advance(minutes=5)
    asker.do(resume(key, None))
    asker.do(dispatch(key, None, asker.crew()))
    clock.advance(minutes=9)
    asker.do(accept(key, None, clock.ago(minutes=3)))
    said = [
        "挂起 5 分：受理到期由 今天 10:10 改为 今天 10:15，补录也核准才按时",
        "接单按 今天 10:13 算，时限 今天 10:10，挂起也核准才按时",
    ]
    asked = waiting(hand)
    assert [granting_changes(each, clock()) for each in asked] == said
    hand.do(decide(asked[0].id, True))
    (last,) = waiting(hand)
    assert granting_changes(last, clock()) == "接单按 今天 10:13 算，时限 今天 10:15，改为按时"
    hand.do(decide(last.id, True))
    assert on_time(hand.clock(key, Stage.ACCEPT).clock)


def test_a_step_back_that_was_entered_late_is_named(hand: Hand, asker: Hand, clock: HandClock) -> None:  # noqa: F811
    back, passed_on = asker.bring_to(State.DISPATCHED), asker.bring_to(State.DISPATCHED)
    clock.advance(minutes=14)
    asker.do(return_(back, None, "去不了", clock.ago(minutes=6)))
    asker.do(reassign(passed_on, None, asker.crew(1), "离得近", clock.ago(minutes=6)))
    for step, asked in zip(("退单", "转派"), waiting(hand), strict=True):
        assert granting_changes(asked, clock()).startswith(f"{step}按 今天 10:08 算，时限 今天 10:10，改为按时")


def test_a_rating_that_only_concerns_later_stages_says_so(
    hand: Hand, asker: Hand, clock: HandClock  # noqa: F811
) -> None:  # fmt: skip
    key = asker.bring_to(State.ARRIVED, "burst_main")
    clock.advance(minutes=1)
    asker.do(rerate(key, None, "路边一点", priority=Priority.P3))
    (request,) = waiting(hand)
    assert granting_changes(request, clock()) == "特急 → 一般：以后的阶段按新的时限"


def test_what_can_not_be_read_is_said(hand: Hand, asker: Hand, clock: HandClock) -> None:  # noqa: F811
    ask_for_everything(asker, clock)
    unread = replace(waiting(hand)[0], changes=(), unreadable=True)
    assert granting_changes(unread, clock()) == "核准的结果读不出：请告诉管理员用 check 核对"


@pytest.mark.parametrize("later", ["milder", "stricter", "undone"])
def test_a_re_rating_is_told_as_it_was_asked_for_whatever_was_changed_since(
    hand: Hand, asker: Hand, later: str  # noqa: F811
) -> None:  # fmt: skip
    key = asker.log("burst_main", dn=100)
    asker.do(rerate(key, None, "只是渗水", fault="visible_leak", priority=Priority.P3))
    asker.do(rerate(key, None, "看错了", dn=200, priority=Priority.P1 if later == "stricter" else Priority.P4))
    if later == "undone":
        asker.do(undo(key, None))
    first, *others = waiting(hand)
    assert rating_change(first, hand.desk.now()) == "爆管 特急 → 明漏 一般"
    assert [rating_change(each, hand.desk.now()) for each in others] == (
        ["一般 DN100 → 预约 DN200"] if later == "milder" else []
    )
    hand.do(decide(first.id, True))
    (granted,) = hand.desk.read(consent_requests, ConsentState.GRANTED, hand.desk.now()).rows
    assert rating_change(granted, hand.desk.now()) == "爆管 特急 → 明漏 一般"
