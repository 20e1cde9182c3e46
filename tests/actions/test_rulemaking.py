"""The ladder, faults, places and settings are edited in the program; running clocks follow or keep theirs."""

from dataclasses import replace

import pytest
from sqlalchemy import update

from tests.desk_fixtures import Hand, HandClock
from tickets.actions.alerting import acknowledge
from tickets.actions.progress import hold
from tickets.actions.rulemaking import RungDraft, retire_rung, save_fault, save_place, save_rung, save_setting
from tickets.rules.instants import plus
from tickets.rules.ladder import Rung
from tickets.rules.words import FaultGroup, Priority, Role, RungKind, Stage, State, Zone
from tickets.settings import HOLD_CAP, HOLD_GRACE, HOLD_REASONS
from tickets.store.queries.alert_panel import alert_panel
from tickets.store.queries.lookups import list_faults, list_places, list_rungs, setting
from tickets.store.tables import alerts, consents, digests, rungs, settings

pytestmark = pytest.mark.on_both

SUPERVISORS = frozenset({Role.SUPERVISOR})
AT_HALF = RungDraft(RungKind.WARNING, 50, None, SUPERVISORS, priority=Priority.P2)


def warning_of(hand: Hand, priority: Priority) -> Rung:
    return next(r for r in hand.desk.read(list_rungs) if r.kind is RungKind.WARNING and r.priority is priority)


def test_a_rung_is_replaced_and_the_old_one_kept(hand: Hand, clock: HandClock) -> None:
    old = warning_of(hand, Priority.P2)
    key = hand.do(save_rung(old.id, AT_HALF))
    assert hand.rows(rungs, id=old.id)[0].until == clock.now
    assert warning_of(hand, Priority.P2).id == key


@pytest.mark.parametrize(("share", "after"), [(70, None), (100, None), (None, 0), (None, 300)])
def test_a_second_rung_for_the_same_clocks_at_the_same_moment_is_refused(
    hand: Hand, share: int | None, after: int | None
) -> None:
    twin = RungDraft(RungKind.ESCALATION, share, after, SUPERVISORS, priority=Priority.P2)
    assert "同一时刻已经有一级" in hand.refused(save_rung(None, twin))
    other = warning_of(hand, Priority.P3)
    assert "同一时刻已经有一级" in hand.refused(save_rung(other.id, twin))
    hand.do(save_rung(None, replace(twin, stage=Stage.ACCEPT)))
    mine = warning_of(hand, Priority.P2)
    hand.do(save_rung(mine.id, replace(twin, share=mine.share, after=None)))  # its own place is free


def test_running_clocks_go_by_the_new_ladder_from_now_on(hand: Hand, clock: HandClock) -> None:
    key = hand.log()
    clock.advance(minutes=1)
    hand.do(save_rung(warning_of(hand, Priority.P2).id, AT_HALF))
    assert hand.clocks(key)[0].next_rung == clock.ago(minutes=1 - 5)
    clock.advance(minutes=4)
    assert hand.desk.sweep().raised == 1
    assert hand.rows(alerts)[0].recipient is Role.SUPERVISOR


def test_a_held_clock_waits_under_a_new_ladder_until_the_hold_is_in_effect_no_longer(hand: Hand) -> None:
    key = hand.log()
    hand.do(hold(key, None, "等材料"))
    hand.do(save_rung(None, AT_HALF))
    held = hand.clocks(key)[0]
    assert held.next_rung == held.clock.held_until


def test_a_rung_crossed_before_it_was_retired_is_still_raised(hand: Hand, clock: HandClock) -> None:
    hand.log()
    clock.advance(minutes=8)
    hand.do(retire_rung(warning_of(hand, Priority.P2).id))
    assert [row.rung_id for row in hand.rows(alerts)] == [2 * 4 - 3]
    assert hand.desk.sweep().raised == 0


def test_retiring_a_retired_rung_is_refused(hand: Hand) -> None:
    key = warning_of(hand, Priority.P2).id
    hand.do(retire_rung(key))
    for command in (retire_rung(key), save_rung(key, AT_HALF), retire_rung(99_999)):
        assert "已停用" in hand.refused(command)


@pytest.mark.parametrize(
    ("share", "after"), [(0, None), (101, None), (-1, None), (None, -1), (None, 10**30), (50, 60), (None, None)]
)
def test_a_rung_needs_either_a_share_or_a_time_after_the_deadline(
    hand: Hand, share: int | None, after: int | None
) -> None:
    assert "百分比" in hand.refused(save_rung(None, RungDraft(RungKind.WARNING, share, after, SUPERVISORS)))


def test_a_rung_without_recipients_is_refused(hand: Hand) -> None:
    assert "发给谁" in hand.refused(save_rung(None, RungDraft(RungKind.WARNING, 50, None, frozenset())))


def test_a_fault_is_added_and_can_be_reported(hand: Hand) -> None:
    assert hand.do(save_fault("spring", "泉眼", FaultGroup.OTHER, Priority.P1, isolate=True)) == "spring"
    assert hand.desk.read(list_faults)[-1].code == "spring"
    ticket = hand.ticket(hand.log("spring"))
    assert ticket.priority is Priority.P1


def test_a_changed_fault_leaves_its_tickets_as_they_are(hand: Hand) -> None:
    key = hand.log()
    before = (hand.ticket(key), hand.clocks(key))
    hand.do(save_fault("visible_leak", "路面明漏", FaultGroup.MAIN, Priority.P1))
    assert (hand.ticket(key), hand.clocks(key)) == before
    assert hand.ticket(hand.log()).priority is Priority.P1
    [change] = [c for c in hand.last_entry(None).changes if c["table"] == "faults"]
    assert change["old"]["name"] == "明漏"
    assert change["new"]["name"] == "路面明漏"


def test_two_faults_never_have_one_name(hand: Hand) -> None:
    hand.conflict(save_fault("spring", "明漏", FaultGroup.OTHER, Priority.P3))


def test_a_retired_fault_is_not_listed_but_its_tickets_continue(hand: Hand) -> None:
    key = hand.bring_to(State.ARRIVED)
    hand.do(save_fault("visible_leak", "明漏", FaultGroup.MAIN, Priority.P2, active=False))
    assert "visible_leak" not in {fault.code for fault in hand.desk.read(list_faults)}
    hand.do(hold(key, None, "等材料"))


def test_a_place_gets_its_pinyin_and_its_name_is_unique_within_the_town(hand: Hand) -> None:
    key = hand.do(save_place(None, "单庄", "姚寨镇", Zone.RURAL, "村", "老单庄"))
    place = next(place for place in hand.desk.read(list_places) if place.id == key)
    assert (place.pinyin.replace(" ", ""), place.initials, place.aliases) == ("shanzhuang", "sz", "老单庄")
    assert "已经有" in hand.refused(save_place(None, "单庄", "姚寨镇", Zone.RURAL))
    hand.do(save_place(None, "单庄", "大桥镇", Zone.RURAL))
    hand.do(save_place(key, "单庄", "姚寨镇", Zone.URBAN, active=False))
    assert key not in {place.id for place in hand.desk.read(list_places)}


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.DISPATCHER])
def test_only_a_supervisor_puts_a_place_into_a_zone_with_longer_limits(hand: Hand, role: Role) -> None:
    one = Hand(hand.desk, replace(hand.who, roles=frozenset({role})))
    street = next(place for place in hand.desk.read(list_places) if place.town == "铜城街道")
    as_it_is = street.name, street.town
    one.do(save_place(street.id, *as_it_is, street.zone, "road", "东头"))
    assert "请值班长" in one.refused(save_place(street.id, *as_it_is, Zone.RURAL))
    assert "铜城街道的地点按城区算" in one.refused(save_place(None, "文化街二号", "铜城街道", Zone.RURAL))
    assert "请值班长" in one.refused(save_place(None, "新村", "", Zone.RURAL))
    village = one.do(save_place(None, "新村", "刘集镇", Zone.RURAL))
    assert "请值班长" in one.refused(save_place(village, "文化街三号", "铜城街道", Zone.RURAL))
    assert "请值班长" in one.refused(save_place(village, "新村", "刘集镇", Zone.URBAN))
    one.do(save_place(village, "新村", "大桥镇", Zone.RURAL))
    hand.do(save_place(street.id, *as_it_is, Zone.RURAL))


@pytest.mark.parametrize(("town", "zone"), [("刘集镇", Zone.RURAL), ("铜城街道", Zone.URBAN), ("", Zone.URBAN)])
def test_a_place_without_a_zone_of_its_own_gets_its_town_s(hand: Hand, town: str, zone: Zone) -> None:
    key = hand.do(save_place(None, "新地方", town, None))
    assert next(place for place in hand.desk.read(list_places) if place.id == key).zone is zone


def test_a_saved_setting_applies_to_every_seat(hand: Hand) -> None:
    assert "等材料" in hand.desk.read(setting, HOLD_REASONS)
    hand.do(save_setting(HOLD_REASONS.key, ["等材料", "其他"]))
    assert hand.desk.read(setting, HOLD_REASONS) == ["等材料", "其他"]


def test_an_alert_is_seen_by_the_first_who_acknowledges_it(hand: Hand, clock: HandClock) -> None:
    key = hand.log()
    clock.advance(minutes=7)
    hand.desk.sweep()
    [alert] = hand.desk.read(alert_panel).alerts
    seen = clock.advance(seconds=20)
    assert hand.execute(acknowledge(frozenset({alert.id}))).tickets == {key}
    clock.advance(seconds=20)
    assert hand.do(acknowledge(frozenset({alert.id, 99_999}))) == 0
    assert (hand.rows(alerts)[0].seen_by, hand.rows(alerts)[0].seen_at) == (1, seen)
    assert hand.desk.read(alert_panel).alerts == ()


def test_the_first_acknowledgement_of_a_digest_covers_all_its_alerts(hand: Hand, clock: HandClock) -> None:
    hand.log()
    clock.advance(days=1)
    assert hand.desk.sweep().digested > 1
    [digest] = hand.desk.read(alert_panel).digests
    seen = clock.advance(seconds=20)
    assert hand.do(acknowledge(frozenset(), frozenset({digest.id}))) == digest.alerts
    clock.advance(seconds=20)
    assert hand.do(acknowledge(frozenset(), frozenset({digest.id, 99_999}))) == 0
    assert {row.seen_at for row in hand.rows(alerts)} == {seen}
    assert hand.rows(digests)[0].seen_at == seen
    assert hand.desk.read(alert_panel).digests == ()


@pytest.mark.parametrize("stage", [Stage.ACCEPT, Stage.RESOLVE])
def test_a_rung_may_apply_to_one_stage_only(hand: Hand, clock: HandClock, stage: Stage) -> None:
    hand.do(save_rung(None, RungDraft(RungKind.WARNING, 10, None, SUPERVISORS, stage=stage)))
    hand.log()
    clock.advance(minutes=1)
    assert hand.desk.sweep().raised == (stage is Stage.ACCEPT)


@pytest.mark.parametrize("stored", ["很久", 0, 1.5, None])
def test_a_stored_value_that_may_not_be_counts_as_the_default_and_can_be_replaced(hand: Hand, stored: object) -> None:
    for known in (HOLD_GRACE, HOLD_CAP, HOLD_REASONS):
        hand.do(save_setting(known.key, known.default))
        with hand.desk.store.writing() as connection:
            connection.execute(update(settings).where(settings.c.key == known.key).values(value=stored))
        assert hand.desk.read(setting, known) == known.default
    key = hand.bring_to(State.ARRIVED)
    hand.do(hold(key, None, "等燃气交底"))
    (asked,) = hand.rows(consents)
    assert asked.grace == plus(asked.asked_at, 60 * HOLD_GRACE.default)
    hand.decide()
    assert hand.clock(key, Stage.RESOLVE).clock.held_until == plus(asked.asked_at, 3600 * HOLD_CAP.default)
    hand.do(save_setting(HOLD_GRACE.key, 5, seen=HOLD_GRACE.default))
    assert hand.desk.read(setting, HOLD_GRACE) == 5
