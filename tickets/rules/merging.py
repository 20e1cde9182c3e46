"""What a merger makes of the clocks of the kept ticket that run."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from tickets.rules import clocks as rules
from tickets.rules.granting import Terms, rerated
from tickets.rules.instants import plus
from tickets.rules.limits import Rating
from tickets.rules.promises import FormerRating, MergedRound, TicketTiming, UndoneRound, begins_since, passes_on
from tickets.rules.words import Outcome, Stage


def after_merging(
    kept: TicketTiming, merged: TicketTiming, ratings: Iterable[Rating], terms: Terms, now: datetime
) -> TicketTiming:
    """Return the timing of a ticket once another one is merged into it; these ratings count from then on, too."""
    former = tuple(FormerRating(0, each, since=now) for each in (*merged.ratings_to_hand_on(now), *ratings))
    brought = *_through(merged, now), *_ended(merged, now)
    undone = *kept.undone, *_undone(merged, terms, now)
    timing = replace(kept, former=(*kept.former, *former), merged=(*kept.merged, *brought), undone=undone)
    timing = timing.with_clocks(rerated(timing, terms, now))
    running = [each for each in timing.rounds if each.clock.stopped is None]
    return timing.with_clocks({each.id: timing.going_on(each.clock, now) for each in running})


def _undone(merged: TicketTiming, terms: Terms, now: datetime) -> Iterable[UndoneRound]:
    """Return the undone clocks that the kept ticket goes on for.

    Those by which a stage is late on the merged ticket when that ends are left out.
    """
    broken = merged.broken_by_undo(terms.limit_of, now)
    own = (
        each
        for each in merged.undone
        if each.reached is None and not begins_since(merged.rounds, each.clock.stage, each.id)
    )
    of_merged = (
        each
        for each in merged.undone
        if each.reached is not None and passes_on(merged.rounds, each.clock.stage, each.reached)
    )
    return [replace(each, reached=now) for each in (*of_merged, *own) if each.clock.stage not in broken]


def _through(merged: TicketTiming, now: datetime) -> Iterable[MergedRound]:
    """Return the clocks of tickets that were merged into this one before, as they reach the kept ticket through it."""
    for each in merged.merged:
        is_passed_on = each.is_passed_on and passes_on(merged.rounds, each.clock.stage, each.reached)
        yield replace(each, reached=now, is_passed_on=is_passed_on)


def _ended(merged: TicketTiming, now: datetime) -> Iterable[MergedRound]:
    """Return the clocks of a ticket as its merger ends them."""
    last: dict[Stage, int] = {each.clock.stage: each.id for each in merged.rounds}
    for each in merged.rounds:
        clock = each.clock
        if clock.stopped is None:
            at = max(now, clock.held_since or now, plus(clock.started, clock.held))  # the machine may be set back
            clock = rules.stop(clock, at, Outcome.MERGED, at)
        yield MergedRound(each.id, clock, now, now, each.id == last[clock.stage])
