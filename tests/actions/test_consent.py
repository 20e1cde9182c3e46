"""Requests for consent where it matters who decides, when, and what has become of the ticket."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import update

from tests.desk_fixtures import START, Hand, HandClock
from tickets.actions.consent import decide
from tickets.actions.dispatch import cancel, dispatch, return_
from tickets.actions.people import save_staff
from tickets.actions.progress import accept, arrive, hold, resume
from tickets.checking.invariants import check
from tickets.errors import Conflict, DeskError
from tickets.rules.clocks import on_time
from tickets.rules.present_hold import hold_of
from tickets.rules.words import ConsentKind, ConsentState, Role, Stage, State
from tickets.store.queries.board import open_tickets, strip
from tickets.store.queries.consents import consent_requests
from tickets.store.queries.ticket_file import ticket_file
from tickets.store.rows import Who
from tickets.store.tables import clocks, consents, holds

pytestmark = pytest.mark.on_both

ASKED, GRANTED, REFUSED, WITHDRAWN = ConsentState


def somebody(hand: Hand, name: str, *roles: Role) -> Hand:
    """Return the hands of another member of staff."""
    key = hand.do(save_staff(None, name, frozenset(roles)))
    return Hand(hand.desk, Who(key, name, frozenset(roles), "2 号席"))


@pytest.fixture
def asker(hand: Hand) -> Hand:
    """A dispatcher; the supervisor is `hand`."""
    return somebody(hand, "调度员甲", Role.DISPATCHER, Role.OPERATOR)


def states(hand: Hand) -> list[ConsentState]:
    """Return the states of all requests."""
    return [row.state for row in hand.rows(consents)]


def test_nobody_decides_their_own_request(hand: Hand) -> None:
    hand.do(hold(hand.log(), None, "等材料"))
    for granted in (True, False):
        assert hand.refused(decide(1, granted)) == "自己提出的申请不能自己核准，请另一位值班长核准。"
    other = somebody(hand, "值班长乙", Role.SUPERVISOR)
    other.do(decide(1, True))
    assert states(hand) == [GRANTED]


def test_a_late_entry_is_decided_after_the_ticket_has_ended(hand: Hand, asker: Hand, clock: HandClock) -> None:
    key = asker.bring_to(State.DISPATCHED)
    clock.advance(minutes=20)
    asker.do(accept(key, None, clock.ago(minutes=12)))
    asker.do(cancel(key, None, "来电人自己修好了"))
    late, ended = hand.desk.read(consent_requests, ASKED, hand.desk.now()).rows
    assert (late.kind, ended.kind) == (ConsentKind.LATE_ENTRY, ConsentKind.CANCEL)
    assert on_time(hand.clock(key, Stage.ACCEPT).clock) is False
    hand.do(decide(late.id, True))
    assert on_time(hand.clock(key, Stage.ACCEPT).clock) is True
    assert hand.ticket(key).state is State.CANCELLED
    assert list(hand.desk.read(check, clock())) == []


def test_a_hold_of_a_ticket_that_was_cancelled_a_second_later_is_withdrawn(
    hand: Hand, asker: Hand, clock: HandClock
) -> None:
    key = asker.log()
    asker.do(hold(key, None, "等燃气交底"))
    clock.advance(seconds=1)
    asker.do(cancel(key, None, "误报"))
    assert states(hand) == [WITHDRAWN]
    assert hand.desk.read(consent_requests, ASKED, hand.desk.now()).rows == ()
    assert hand.conflict(decide(1, True)).sentence == "这项挂起申请已撤下，不用再核准。"
    clock.advance(hours=2)
    assert list(hand.desk.read(check, clock())) == []


def test_of_two_supervisors_at_once_exactly_one_decides_and_the_other_is_told(
    hand: Hand, asker: Hand, clock: HandClock
) -> None:
    asker.do(hold(asker.log(), None, "等燃气交底"))
    others = [somebody(hand, name, Role.SUPERVISOR) for name in ("值班长乙", "值班长丙")]
    start, said = threading.Barrier(2), list[DeskError | None]()

    def sign(who: Hand, granted: bool) -> None:
        start.wait(30)
        try:
            who.do(decide(1, granted))
        except DeskError as error:
            said.append(error)
        else:
            said.append(None)

    threads = [threading.Thread(target=sign, args=pair) for pair in zip(others, (True, False), strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert said.count(None) == 1
    (lost,) = [error for error in said if error is not None]
    assert isinstance(lost, Conflict)
    (row,) = hand.rows(consents)
    winner = next(each.who for each in others if each.who.staff_id == row.decided_by)
    assert lost.sentence == f"这项挂起申请{row.state.label}：{winner.name} 10:00。"
    assert list(hand.desk.read(check, clock())) == []


def test_the_strip_counts_as_the_rules_do_while_holds_begin_run_out_and_are_granted(
    hand: Hand, asker: Hand, clock: HandClock
) -> None:
    plain, asked, granted, late = asker.log(), asker.log(), asker.log(), asker.log()
    clock.advance(minutes=2)
    for key in (asked, granted):
        asker.do(hold(key, None, "等材料"))
    hand.do(decide(2, True))
    clock.advance(minutes=10)
    asker.do(hold(late, None, "等材料"))  # it was overdue before
    hand.desk.sweep()
    assert plain
    seen = set()
    for wait in (0, 15, 30, 600, 24 * 60):
        clock.advance(minutes=wait)
        counts, rows = hand.desk.read(strip, clock()), hand.desk.read(open_tickets)
        assert counts.overdue == sum(row.is_overdue(clock()) for row in rows)
        running = [row.due(clock()) for row in rows if not row.stands_still(clock())]
        coming = [due for due in running if due is not None and due >= clock()]
        assert (counts.next_due and counts.next_due.at) == min(coming, default=None)
        seen.add((counts.overdue, counts.next_due is None, counts.asked))
    assert seen == {(2, True, 2), (3, True, 2), (4, True, 2)}


def test_a_granted_hold_that_ran_out_is_due_later_by_its_time(hand: Hand, asker: Hand, clock: HandClock) -> None:
    key = asker.log()
    clock.advance(minutes=2)
    asker.do(hold(key, None, "等材料"))
    hand.do(decide(1, True))
    assert hand.desk.read(strip, clock()).next_due is None, "it stands still"
    clock.advance(hours=24)
    (row,) = hand.desk.read(open_tickets)
    assert not row.stands_still(clock())
    assert row.due(clock()) == START + timedelta(hours=24, minutes=10)
    counts = hand.desk.read(strip, clock())
    assert counts.next_due is not None
    assert (counts.next_due.at, counts.overdue) == (START + timedelta(hours=24, minutes=10), 0)


def test_a_hold_from_before_consents_lasts_until_it_is_resumed_and_counts(
    hand: Hand, asker: Hand, clock: HandClock
) -> None:
    key = asker.log()
    asker.do(hold(key, None, "等材料"))
    with hand.desk.store.writing() as connection:  # as an upgrade leaves it
        connection.execute(update(holds).values(consent_id=None, counted=None, granted_by=None))
        connection.execute(update(clocks).values(held_until=None, granted=False))
        connection.execute(consents.delete())
    clock.advance(hours=5)
    file = hand.desk.read(ticket_file, key, hand.desk.now())
    assert file is not None
    assert (file.consents, file.holds[0].consent) == ((), None)
    hold_ = hold_of(hand.clock(key, Stage.ACCEPT).clock)
    assert hold_ is not None
    assert (hold_.in_effect(clock()), hold_.needs_consent) == (True, False)
    hand.do(resume(key, None))
    assert hand.clock(key, Stage.ACCEPT).clock.held == 5 * 3600
    assert hand.desk.read(strip, clock()).asked == 0


def test_a_hold_that_is_refused_after_the_clock_was_set_back_is_sound(
    hand: Hand, asker: Hand, clock: HandClock
) -> None:
    key = asker.bring_to(State.ARRIVED)
    clock.advance(hours=48)
    asker.do(return_(key, None, "不归本班"))
    asker.do(dispatch(key, None, asker.crew()))
    asker.do(accept(key, None))
    asker.do(arrive(key, None))
    clock.advance(hours=-1)
    asker.do(hold(key, None, "等材料"))
    hand.do(decide(hand.rows(consents)[-1].id, False))
    assert hand.desk.read(check, clock()) == []
