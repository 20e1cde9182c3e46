"""Limits are versioned: an edit never changes the past, and running clocks keep their limit."""

from datetime import timedelta

import pytest

from tests.desk_fixtures import Hand, HandClock
from tickets.actions.correct import correct_time
from tickets.actions.dispatch import dispatch, rerate
from tickets.actions.progress import accept
from tickets.actions.rulemaking import LIMIT_AT_MOST, LimitDraft, retire_limit, save_limit
from tickets.checking.invariants import check
from tickets.rules.stages import TICKET_STAGES
from tickets.rules.words import Move, Priority, Stage, State, Zone
from tickets.service import TicketService
from tickets.store.queries.lookups import LimitLine, list_limits
from tickets.store.tables import limits

pytestmark = pytest.mark.on_both

ACCEPT_P2 = LimitDraft(Stage.ACCEPT, 300, priority=Priority.P2)
SLOTS = ("fault", "priority", "zone", "dn_from", "dn_to", "hour_from", "hour_to")


def line_of(hand: Hand, stage: Stage, **named: object) -> LimitLine:
    wanted = dict.fromkeys(SLOTS) | named
    return next(
        line
        for line in hand.desk.read(list_limits)
        if line.stage is stage and all(getattr(line, name) == value for name, value in wanted.items())
    )


def test_an_edit_makes_a_new_version_and_keeps_the_old(hand: Hand, clock: HandClock) -> None:
    old = line_of(hand, Stage.ACCEPT, priority=Priority.P2)
    clock.advance(minutes=1)
    key = hand.do(save_limit(old.rule, ACCEPT_P2))
    first, second = hand.rows(limits, rule=old.rule)
    assert (first.version, first.seconds, first.until) == (1, 600, clock.now)
    assert (second.id, second.version, second.seconds, second.since, second.until) == (key, 2, 300, clock.now, None)
    changes = hand.last_entry(None).changes
    assert [c["old"] for c in changes if c["table"] == "limits" and "old" in c] == [{"until": None}]


def test_running_clocks_keep_the_limit_they_started_under(hand: Hand) -> None:
    key = hand.log()
    before = hand.clocks(key)
    hand.do(save_limit(line_of(hand, Stage.ACCEPT, priority=Priority.P2).rule, ACCEPT_P2))
    assert hand.clocks(key) == before
    assert hand.clock(hand.log(), Stage.ACCEPT).clock.limit == 300


def test_a_clock_names_the_version_that_it_ran_under(hand: Hand) -> None:
    rule = line_of(hand, Stage.ACCEPT, priority=Priority.P2).rule
    key = hand.log()
    hand.do(save_limit(rule, ACCEPT_P2))
    later = hand.log()
    for ticket, version in ((key, 1), (later, 2)):
        limit_id = hand.clock(ticket, Stage.ACCEPT).clock.limit_id
        assert [row.version for row in hand.rows(limits, id=limit_id)] == [version]


def test_rerating_applies_the_new_limit_version_to_a_running_clock(hand: Hand) -> None:
    key = hand.log()
    new = hand.do(save_limit(line_of(hand, Stage.ACCEPT, priority=Priority.P2).rule, ACCEPT_P2))
    hand.do(rerate(key, None, "按新时限", zone=Zone.RURAL))
    clock = hand.clock(key, Stage.ACCEPT).clock
    assert (clock.limit, clock.limit_id, clock.term) == (300, new, 1)


def test_a_new_limit_counts_from_now_on(hand: Hand) -> None:
    hand.do(save_limit(None, LimitDraft(Stage.ACCEPT, 120, fault="visible_leak", source="测试")))
    assert hand.clock(hand.log(), Stage.ACCEPT).clock.limit == 120
    assert hand.clock(hand.log("no_water"), Stage.ACCEPT).clock.limit == 600


def test_a_retired_limit_no_longer_applies_but_is_kept(hand: Hand, clock: HandClock) -> None:
    rule = line_of(hand, Stage.ACCEPT, priority=Priority.P2).rule
    clock.advance(minutes=1)
    hand.do(retire_limit(rule))
    assert rule not in {line.rule for line in hand.desk.read(list_limits)}
    assert hand.rows(limits, rule=rule)[0].until == clock.now
    assert hand.clock(hand.log(), Stage.ACCEPT).clock.limit == 1800
    assert "已停用" in hand.refused(retire_limit(rule))
    assert "已停用" in hand.refused(save_limit(rule, ACCEPT_P2))


@pytest.mark.parametrize("stage", TICKET_STAGES)
def test_the_default_limit_of_a_stage_cannot_be_retired_or_narrowed(hand: Hand, stage: Stage) -> None:
    rule = line_of(hand, stage).rule
    assert stage.label in hand.refused(retire_limit(rule))
    assert stage.label in hand.refused(save_limit(rule, LimitDraft(stage, 600, priority=Priority.P1)))
    elsewhere = Stage.RESOLVE if stage is not Stage.RESOLVE else Stage.ACCEPT
    assert stage.label in hand.refused(save_limit(rule, LimitDraft(elsewhere, 600)))
    hand.do(save_limit(rule, LimitDraft(stage, 601)))


@pytest.mark.parametrize(
    ("there", "twin"),
    [
        (None, {}),
        (None, {"priority": Priority.P2}),
        (None, {"hour_from": 0, "hour_to": 24}),
        ({"hour_from": 22, "hour_to": 6}, {"hour_from": 22, "hour_to": 6}),
        ({"hour_from": 22, "hour_to": 24}, {"hour_from": 22, "hour_to": 0}),
        ({"fault": "burst_main", "zone": Zone.RURAL}, {"fault": "burst_main", "zone": Zone.RURAL}),
    ],
)
def test_a_second_limit_with_the_same_conditions_is_refused(hand: Hand, there: dict | None, twin: dict) -> None:
    if there is not None:
        hand.do(save_limit(None, LimitDraft(Stage.ACCEPT, 777, **there)))
    sentence = hand.refused(save_limit(None, LimitDraft(Stage.ACCEPT, 900, **twin)))
    assert "受理" in sentence and "已经有一条时限" in sentence
    other = hand.desk.execute(save_limit(None, LimitDraft(Stage.ACCEPT, 900, fault="no_water")), hand.who)
    (row,) = hand.rows(limits, id=other.result)
    assert "已经有一条时限" in hand.refused(save_limit(row.rule, LimitDraft(Stage.ACCEPT, 900, **twin)))


def test_limits_for_other_cases_or_hours_are_accepted(hand: Hand) -> None:
    for more in ({"hour_from": 6, "hour_to": 22}, {"hour_from": 22, "hour_to": 6}, {"dn_from": 0}, {"dn_to": 100}):
        hand.do(save_limit(None, LimitDraft(Stage.ACCEPT, 900, **more)))
    rule = line_of(hand, Stage.ACCEPT, hour_from=22, hour_to=6).rule
    hand.do(save_limit(rule, LimitDraft(Stage.ACCEPT, 901, hour_from=22, hour_to=6)))


@pytest.mark.parametrize("seconds", [0, -1, -(10**30), LIMIT_AT_MOST + 1, 10**30])
def test_a_zero_or_endless_limit_is_refused(hand: Hand, seconds: int) -> None:
    assert "时限" in hand.refused(save_limit(None, LimitDraft(Stage.ACCEPT, seconds)))


@pytest.mark.parametrize("seconds", [1, LIMIT_AT_MOST])
def test_the_shortest_and_the_longest_limit_are_accepted(hand: Hand, seconds: int) -> None:
    hand.do(save_limit(None, LimitDraft(Stage.ACCEPT, seconds, fault="visible_leak")))
    assert hand.clock(hand.log(), Stage.ACCEPT).clock.limit == seconds


@pytest.mark.parametrize(
    ("draft", "about"),
    [
        (LimitDraft(Stage.ACCEPT, 60, fault="没有"), "故障类型"),
        (LimitDraft(Stage.RESOLVE, 60, dn_from=300, dn_to=300), "管径"),
        (LimitDraft(Stage.RESOLVE, 60, dn_from=300, dn_to=100), "管径"),
        (LimitDraft(Stage.RESOLVE, 60, dn_from=-5), "管径"),
        (LimitDraft(Stage.RESOLVE, 60, dn_to=10**30), "管径"),
        (LimitDraft(Stage.ARRIVE, 60, hour_from=8), "时段"),
        (LimitDraft(Stage.ARRIVE, 60, hour_to=8), "时段"),
        (LimitDraft(Stage.ARRIVE, 60, hour_from=8, hour_to=8), "时段"),
        (LimitDraft(Stage.ARRIVE, 60, hour_from=25, hour_to=30), "时段"),
        (LimitDraft(Stage.ARRIVE, 60, hour_from=-1, hour_to=5), "时段"),
    ],
)
def test_a_limit_that_could_never_match_is_refused(hand: Hand, draft: LimitDraft, about: str) -> None:
    assert about in hand.refused(save_limit(None, draft))


def test_hours_are_those_of_the_local_clock(hand: Hand, clock: HandClock) -> None:
    hand.do(save_limit(None, LimitDraft(Stage.ACCEPT, 1200, priority=Priority.P2, hour_from=22, hour_to=6)))
    assert hand.clock(hand.log(), Stage.ACCEPT).clock.limit == 600  # 10:00 in Dong'e
    clock.advance(hours=12)
    assert hand.clock(hand.log(), Stage.ACCEPT).clock.limit == 1200  # 22:00
    clock.advance(hours=7, minutes=59)
    assert hand.clock(hand.log(), Stage.ACCEPT).clock.limit == 1200  # 5:59
    clock.advance(minutes=1)
    assert hand.clock(hand.log(), Stage.ACCEPT).clock.limit == 600


def test_another_seat_uses_the_new_limit_at_once(hand: Hand, clock: HandClock) -> None:
    elsewhere = Hand(TicketService(hand.desk.store, clock))
    elsewhere.desk.feed.stop()  # nobody listens
    assert elsewhere.clock(elsewhere.log(), Stage.ACCEPT).clock.limit == 600
    hand.do(save_limit(line_of(hand, Stage.ACCEPT, priority=Priority.P2).rule, ACCEPT_P2))
    assert elsewhere.clock(elsewhere.log(), Stage.ACCEPT).clock.limit == 300


@pytest.mark.on_both
def test_correcting_the_start_keeps_the_agreed_deadline(hand: Hand, clock: HandClock) -> None:
    agreed = clock.now + timedelta(hours=5)
    key = hand.log("meter_stopped", appointment=agreed)
    hand.do(dispatch(key, None, hand.crew()))
    clock.advance(minutes=30)
    hand.do(accept(key, None))
    hand.do(correct_time(key, None, Move.ACCEPT, clock.ago(minutes=20), "记错了"))
    assert hand.clock(key, Stage.ARRIVE).clock.deadline == agreed
    hand.desk.sweep()
    assert hand.desk.read(check, clock.now) == []


def test_a_passed_appointment_leaves_a_minute_to_arrive(hand: Hand, clock: HandClock) -> None:
    key = hand.log("meter_stopped", appointment=clock.now + timedelta(hours=1))
    clock.advance(hours=2)
    hand.do(dispatch(key, None, hand.crew()))
    hand.do(accept(key, None))
    assert hand.clock(key, Stage.ARRIVE).clock.limit == 60


def test_without_an_appointment_the_arrival_is_due_within_a_day(hand: Hand) -> None:
    key = hand.bring_to(State.ACCEPTED, "meter_stopped")
    assert hand.clock(key, Stage.ARRIVE).clock.limit == 24 * 3600
