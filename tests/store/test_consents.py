"""The list of requests for consent says what granting each would change, and granting changes exactly that."""

import pytest

from tests.checking.lives import verdict, verdicts
from tests.desk_fixtures import Hand, HandClock
from tests.store.damaged import Damage
from tickets.actions.consent import decide
from tickets.actions.dispatch import cancel, merge, rerate
from tickets.actions.people import save_staff
from tickets.actions.progress import accept, hold, resume
from tickets.rules.words import ConsentKind, ConsentState, Priority, Role, State
from tickets.store.queries import consents
from tickets.store.queries.consents import ClockChange, ConsentRequest, consent_requests, requests_of_ticket
from tickets.store.rows import Who
from tickets.store.unreadable import collecting_broken

pytestmark = pytest.mark.on_both


@pytest.fixture
def asker(hand: Hand) -> Hand:
    """A dispatcher, who asks; the supervisor who decides is `hand`."""
    key = hand.do(save_staff(None, "调度员甲", frozenset({Role.DISPATCHER})))
    return Hand(hand.desk, Who(key, "调度员甲", frozenset({Role.DISPATCHER}), "2 号席"))


def waiting(hand: Hand) -> tuple[ConsentRequest, ...]:
    """Return the requests that wait, in the order of the list."""
    return hand.desk.read(consent_requests, ConsentState.ASKED, hand.desk.now()).rows


def ask_for_everything(asker: Hand, clock: HandClock) -> None:
    """Take a step of every kind that asks for consent, with tickets of their own."""
    held, ended = asker.log(), asker.log()
    for key in (held, ended):
        asker.do(hold(key, None, "等燃气交底"))
    clock.advance(minutes=8)
    asker.do(resume(ended, None))
    late, gone, doubled = asker.bring_to(State.DISPATCHED), asker.log(), asker.log()
    clock.advance(minutes=20)
    asker.do(accept(late, None, at=clock.ago(minutes=12)))
    asker.do(cancel(gone, None, "误报"))
    asker.do(merge(doubled, None, asker.log()))
    asker.do(rerate(asker.log("burst_main"), None, "只是渗水", fault="visible_leak", priority=Priority.P3))


def test_granting_changes_exactly_what_the_list_says(hand: Hand, asker: Hand, clock: HandClock) -> None:
    ask_for_everything(asker, clock)
    asked = waiting(hand)
    kinds = [request.kind for request in asked]
    hold_, late, cancelled, merged = ConsentKind.HOLD, ConsentKind.LATE_ENTRY, ConsentKind.CANCEL, ConsentKind.MERGE
    assert kinds == [hold_, hold_, late, cancelled, merged, ConsentKind.RERATE], "the oldest first"
    for request in asked:
        before = verdicts(hand)
        hand.do(decide(request.id, True, "属实"))
        after = verdicts(hand)
        changed = {key: after[key] for key in after if after[key] != before[key]}
        assert {change.id: verdict(change.after) for change in request.changes} == changed, request.kind
        assert changed, request.kind
        assert all(verdict(change.before) == before[change.id] for change in request.changes)
    assert waiting(hand) == ()
    granted = hand.desk.read(consent_requests, ConsentState.GRANTED, hand.desk.now())
    assert [request.id for request in granted.rows] == [request.id for request in reversed(asked)], "the newest first"
    assert {(row.decider, row.note) for row in granted.rows} == {("值班员", "属实")}
    for then, made in zip(asked[:-1], reversed(granted.rows[1:]), strict=True):  # limits before a re-rating are lost
        own = [change for change in then.changes if not change.number]
        assert [_told(change) for change in made.changes] == [_told(change) for change in own]
    assert (granted.rows[0].changes, granted.rows[0].rerating) == ((), asked[-1].rerating)


def test_a_burst_merged_into_a_leak_keeps_its_promise_and_the_list_says_so(hand: Hand, asker: Hand) -> None:
    burst = asker.log("burst_main")
    leak = asker.log("hidden_leak")
    asker.do(merge(burst, None, leak))
    (asked,) = waiting(hand)
    before = verdicts(hand)
    hand.do(decide(asked.id, True))
    after = verdicts(hand)
    (change,) = asked.changes
    assert {key: after[key] for key in after if after[key] != before[key]} == {change.id: verdict(change.after)}


@pytest.mark.parametrize(
    ("column", "shown"),
    [("consents.asked_at", 5), ("clocks.deadline", 6), ("tickets.first_call", 6), ("holds.since", 6)],
)
def test_a_value_that_can_not_be_read_hides_no_other_request(
    hand: Hand, asker: Hand, clock: HandClock, damage: Damage, column: str, shown: int
) -> None:
    ask_for_everything(asker, clock)
    whole = {request.id: request for request in waiting(hand)}
    table = column.partition(".")[0]
    first = {"consents": "id", "clocks": "subject_id", "tickets": "id", "holds": "clock_id"}[table]
    damage(column, 10**17, f"{first} = 1")
    with collecting_broken() as broken:
        found = waiting(hand)
    assert [request for request in found if not request.unreadable] == [whole[key] for key in sorted(whole) if key > 1]
    assert len(found) == shown
    assert {row.name for row in broken} == {whole[1].number}


@pytest.mark.parametrize("kept", ["{", "[]", '"x"', '{"fault": 5}', '{"fault": "burst_main", "priority": "P9"}'])
@pytest.mark.parametrize("granted", [False, True])
def test_a_kept_rating_that_can_not_be_read_is_told_in_the_row_of_its_request(
    hand: Hand, asker: Hand, clock: HandClock, damage: Damage, kept: str, granted: bool
) -> None:
    if not hand.desk.store.is_sqlite and kept == "{":
        pytest.skip("a server stores JSON only")
    ask_for_everything(asker, clock)
    asked = waiting(hand)
    (rerated,) = (request.id for request in asked if request.kind is ConsentKind.RERATE)
    for request in asked if granted else ():
        hand.do(decide(request.id, True))
    damage("consents.before", kept, f"id = {rerated}")
    state = ConsentState.GRANTED if granted else ConsentState.ASKED
    found = hand.desk.read(consent_requests, state, clock()).rows
    assert {each.id: each.unreadable for each in found} == {each.id: each.id == rerated for each in asked}


def test_tickets_merged_in_a_circle_stop_no_list(hand: Hand, asker: Hand, clock: HandClock, damage: Damage) -> None:
    ask_for_everything(asker, clock)
    merged = next(request for request in waiting(hand) if request.kind is ConsentKind.MERGE)
    kept = hand.ticket(merged.ticket_id).merged_into
    damage("tickets.merged_into", merged.ticket_id, f"id = {kept}")
    assert len(waiting(hand)) == 6


def _told(change: ClockChange) -> tuple[object, ...]:
    """Return what the list says of a change."""
    return change.id, change.before.deadline, change.before.consent, verdict(change.after)


def test_a_request_names_its_ticket_and_who_asked(hand: Hand, asker: Hand, clock: HandClock) -> None:
    key = asker.log()
    asker.do(hold(key, None, "等燃气交底"))
    (request,) = waiting(hand)
    assert hand.desk.read(requests_of_ticket, key, hand.desk.now()) == (request,)
    assert (request.number, request.fault_name, request.ticket_state) == (hand.ticket(key).number, "明漏", State.NEW)
    assert (request.asker, request.asked_by, request.asked_at) == ("调度员甲", asker.who.staff_id, clock())
    assert (request.reason, request.grace) == ("等燃气交底", clock.advance(minutes=30))


def test_a_re_rating_names_the_rating_that_still_counts(hand: Hand, asker: Hand) -> None:
    key = asker.log("burst_main")
    asker.do(rerate(key, None, "只是渗水", fault="visible_leak", priority=Priority.P3))
    asker.do(rerate(key, None, "更小了", priority=Priority.P4))
    first, second = waiting(hand)
    changes = [each.rerating for each in (first, second)]
    assert [(each.before.fault_name, each.before.priority) for each in changes if each] == [
        ("爆管", Priority.P1),
        ("明漏", Priority.P3),
    ]
    assert first.changes, "the limit of the second former rating is longer"
    assert second.changes == (), "the strictest of the others still counts"


def test_of_very_many_requests_the_oldest_are_listed_and_all_counted(
    hand: Hand, asker: Hand, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = [asker.log() for _ in range(4)]
    for key in keys:
        asker.do(hold(key, None, "等材料"))
    few = consents._ASKED.limit(3)
    monkeypatch.setattr(consents, "_ASKED", few)
    monkeypatch.setattr(consents, "LISTED_AT_MOST", 3)
    listed = hand.desk.read(consent_requests, ConsentState.ASKED, hand.desk.now())
    assert ([request.ticket_id for request in listed.rows], listed.count) == (keys[:3], 4)
