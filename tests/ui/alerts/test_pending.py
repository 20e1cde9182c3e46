"""Unseen alerts are grouped by clock and judged by the clock's present state, the worst first."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.desk_fixtures import START
from tickets.rules.words import Outcome, Priority, Role, RungKind, Stage, State, SubjectKind
from tickets.store.queries.alert_panel import Panel, PanelAlert, PanelDigest
from ui.alerts.pending import AlertGroup, ClockState, Pending, clock_state, pending

DUE = START + timedelta(minutes=10)
SECOND = timedelta(seconds=1)
ALERT = PanelAlert(
    id=1, clock_id=1, subject_kind=SubjectKind.TICKET, subject_id=1, name="20260120-0001", priority=Priority.P2,
    state=State.NEW, fault_name="爆管", place="文化街", address="北头", crew=None, departed=False, stage=Stage.ACCEPT,
    kind=RungKind.OVERDUE, recipient=Role.DISPATCHER, reason="", due=DUE, raised=DUE, current=True, deadline=DUE,
    extended=0, held=0, held_since=None, clock_outcome=None,
)  # fmt: skip
DIGEST = PanelDigest(1, START, START, START, 3)
EVERYONE = frozenset(Role)


def alert(**other: Any) -> PanelAlert:
    return replace(ALERT, **other)


@pytest.mark.parametrize(
    ("found", "now", "state"),
    [
        (alert(), DUE - SECOND, ClockState.MOVED),
        (alert(), DUE, ClockState.LATE),
        (alert(kind=RungKind.WARNING), DUE - SECOND, ClockState.SOON),
        (alert(kind=RungKind.WARNING), DUE, ClockState.LATE),
        (alert(kind=RungKind.WARNING, current=False), DUE - SECOND, ClockState.MOVED),
        (alert(held_since=DUE), DUE + SECOND, ClockState.LATE),
        (alert(held_since=DUE - SECOND), DUE + SECOND, ClockState.HELD),
        (alert(held_since=DUE - SECOND, held_until=DUE + SECOND), DUE + SECOND, ClockState.LATE),
        (alert(held_since=DUE - SECOND, held_until=DUE + SECOND), DUE, ClockState.HELD),
        (alert(held_since=DUE - SECOND, held_until=DUE + SECOND, granted=True), DUE + SECOND, ClockState.MOVED),
        (alert(clock_outcome=Outcome.DONE), DUE + SECOND, ClockState.ENDED),
    ],
)
def test_the_state_of_a_clock_is_judged_by_its_present_deadline(
    found: PanelAlert, now: datetime, state: ClockState
) -> None:
    assert clock_state(found, now) is state


@pytest.mark.parametrize(
    ("found", "now", "rings", "late"),
    [
        (alert(), DUE, True, True),
        (alert(), DUE - SECOND, False, False),
        (alert(kind=RungKind.WARNING), DUE, False, True),
        (alert(held_since=DUE), DUE, False, True),
        (alert(held_since=DUE, held_until=DUE), DUE, True, True),
    ],
)
def test_only_what_is_late_running_and_alerted_as_late_makes_a_sound(
    found: PanelAlert, now: datetime, rings: bool, late: bool
) -> None:
    group = AlertGroup(1, found, frozenset({1}))
    calm = AlertGroup(2, alert(clock_outcome=Outcome.DONE), frozenset({2}))
    assert group.is_pressing(now) == rings
    for groups in ((group,), (calm, group)):
        assert (Pending(groups).is_pressing(now), Pending(groups).late(now)) == (rings, late)
    assert (Pending((calm,), (DIGEST,)).is_pressing(now), Pending((calm,), (DIGEST,)).late(now)) == (True, True)
    assert (Pending((calm,)).is_pressing(now), Pending((calm,)).late(now)) == (False, False)


def test_nothing_is_pending_without_groups_and_digests() -> None:
    assert not Pending()
    assert Pending((), (DIGEST,)) and Pending((AlertGroup(1, ALERT, frozenset({1})),))


def test_the_alerts_of_one_clock_are_one_group_under_the_gravest_of_its_present_deadline() -> None:
    found = (
        alert(id=1, kind=RungKind.WARNING, due=DUE - SECOND),
        alert(id=2),
        alert(id=3, kind=RungKind.ESCALATION, current=False),
        alert(id=4, clock_id=2, recipient=Role.SUPERVISOR),
        alert(id=5, clock_id=3, kind=RungKind.ESCALATION),
        alert(id=6, clock_id=3, due=DUE + SECOND),
        alert(id=7, clock_id=4),
        alert(id=8, clock_id=4, due=DUE + SECOND),
        alert(id=10, clock_id=5),
        alert(id=9, clock_id=5),
    )
    shown = pending(Panel(found, (DIGEST,), 9), frozenset({Role.DISPATCHER}), DUE)
    assert {group.id: (group.top.id, group.ids) for group in shown.groups} == {
        1: (2, {1, 2, 3}), 3: (5, {5, 6}), 4: (8, {7, 8}), 5: (10, {9, 10}),
    }  # fmt: skip
    assert shown.count == 10, "clocks and digests"
    assert shown.alert_ids == {1, 2, 3, 5, 6, 7, 8, 9, 10}
    assert shown.tickets == {1}


def test_the_worst_group_comes_first() -> None:
    worst_first = (
        alert(kind=RungKind.ESCALATION, deadline=START, current=True),
        alert(priority=Priority.P1, deadline=START),
        alert(deadline=START - SECOND),
        alert(deadline=START),
        alert(priority=Priority.P1, deadline=START, held_since=START),
        alert(kind=RungKind.WARNING, deadline=START + SECOND),
        alert(deadline=START + SECOND, held_since=START),
        alert(deadline=START + SECOND),
        alert(deadline=START, clock_outcome=Outcome.DONE),
    )
    found = tuple(replace(each, id=place, clock_id=place) for place, each in enumerate(worst_first))
    shown = pending(Panel(tuple(reversed(found)), (), 0), EVERYONE, START)
    assert [group.id for group in shown.groups] == list(range(len(found)))
    later = [group.id for group in shown.at(START + SECOND).groups]
    assert later == [0, 1, 2, 3, 7, 5, 4, 6, 8], "what has become late meanwhile has moved up"
