"""What granting a request makes of a ticket's clocks."""

from datetime import UTC, datetime

from tickets.rules import clocks as rules
from tickets.rules.granting import AskedFor, HoldAskedFor, Terms, after_granting, recounted
from tickets.rules.instants import plus
from tickets.rules.limits import Rating
from tickets.rules.promises import TicketTiming
from tickets.rules.rounds import MergedRound, Round
from tickets.rules.words import ConsentKind, Priority, Stage, Zone

START = datetime(2026, 1, 20, 2, 0, tzinfo=UTC)
RATING = Rating("visible_leak", Priority.P2, Zone.URBAN, None, None)
TERMS = Terms(lambda *_: (600, 1), frozenset(), 86_400)


def test_a_granted_hold_moves_the_clock_that_was_held_and_none_whose_step_was_undone() -> None:
    clock = rules.start(Stage.ACCEPT, 1, START, 600, 1)
    timing = TicketTiming((Round(7, clock),), RATING)
    holds = tuple(HoldAskedFor(key, START, plus(START, 300)) for key in (7, 8))
    after = after_granting(timing, AskedFor(1, ConsentKind.HOLD, holds=holds), TERMS, plus(START, 400))
    assert [(each.id, each.clock.deadline) for each in after.rounds] == [(7, plus(START, 900))]


def test_a_ticket_without_clocks_has_none_that_follow() -> None:
    assert recounted(TicketTiming((), RATING), TicketTiming((), RATING), START) == {}


def test_replacing_a_clock_copies_no_other_round() -> None:
    clock = rules.start(Stage.ACCEPT, 1, START, 600, 1)
    merged = tuple(MergedRound(key, clock, START, START, True) for key in (1, 2))
    timing = TicketTiming((Round(7, clock), Round(8, clock)), RATING, merged=merged)
    late = rules.start(Stage.ACCEPT, 2, START, 600, 1)
    after = timing.with_clocks({2: late, 8: late})
    assert [each.clock for each in (*after.rounds, *after.merged)] == [clock, late, clock, late]
    assert after.rounds[0] is timing.rounds[0]
    assert after.merged[0] is timing.merged[0]
    assert timing.with_clocks({}) is timing
