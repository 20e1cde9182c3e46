"""What a merger makes of the clocks of the kept ticket that run."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from tickets.rules.granting import Terms, rerated
from tickets.rules.limits import Rating
from tickets.rules.promises import FormerRating, TicketTiming
from tickets.rules.rounds import (
    MergedRound,
    Round,
    UndoneRound,
    agreed_on,
    as_handed_on,
    begins_by,
    begins_since,
    is_agreed,
    only_hands_on,
    passes_on,
)
from tickets.rules.stages import has_stage
from tickets.rules.words import Stage


def after_merging(
    kept: TicketTiming, merged: TicketTiming, ratings: Iterable[Rating], terms: Terms, now: datetime
) -> TicketTiming:
    """Return the timing of a ticket once another one is merged into it; these ratings count from then on, too."""
    handed_on = merged.ratings_to_hand_on(kept.rating_to_compare(), now)
    former = tuple(FormerRating(0, each) for each in (*handed_on, *ratings))
    merged = _with_last_clocks(merged, terms, now)
    agreed = agreed_on([each.clock for each in merged.rounds] + [each.clock for each in merged.merged])
    brought = *_through(merged, now), *_ended(merged, agreed, now)
    undone = *kept.undone, *_undone(merged, now)
    timing = replace(kept, former=(*kept.former, *former), merged=(*kept.merged, *brought), undone=undone)
    timing = timing.with_clocks(rerated(timing, terms, now))
    running = [each for each in timing.rounds if each.clock.stopped is None]
    return timing.with_clocks({each.id: timing.going_on(each.clock, now) for each in running})


def _with_last_clocks(merged: TicketTiming, terms: Terms, now: datetime) -> TicketTiming:
    """Return the timing with the clocks that begin only to end with its merger."""
    isolates = any(each.fault in terms.isolating for each in merged.ratings)
    begun = (each for each in merged.begun_at_end(terms.limit_of, now, merged=True) if has_stage(each.stage, isolates))
    return replace(
        merged, rounds=(*merged.rounds, *(Round(key, each) for key, each in enumerate(begun, merged.next_id())))
    )


def _undone(merged: TicketTiming, now: datetime) -> Iterable[UndoneRound]:
    """Return the undone clocks that the kept ticket goes on for."""
    own = (
        each
        for each in merged.undone
        if each.reached is None and not begins_since(merged.rounds, each.clock.stage, each.id)
    )
    of_merged = (
        each
        for each in merged.undone
        if each.reached is not None and not begins_by(merged.rounds, each.clock.stage, each.reached)
    )
    return [replace(each, reached=now) for each in (*of_merged, *own)]


def _through(merged: TicketTiming, now: datetime) -> Iterable[MergedRound]:
    """Return the clocks of tickets that were merged into this one before, as they reach the kept ticket through it."""
    for each in merged.merged:
        is_passed_on = each.is_passed_on and passes_on(merged.rounds, each, now)
        yield replace(each, reached=now, is_passed_on=is_passed_on)


def _ended(merged: TicketTiming, agreed: frozenset[datetime], now: datetime) -> Iterable[MergedRound]:
    """Return the clocks of a ticket as its merger ends them; `agreed` are the deadlines by appointment."""
    ended = merged.merged_at(now).rounds
    last: dict[Stage, int] = {each.clock.stage: each.id for each in ended if not only_hands_on(each.clock)}
    for each in ended:
        is_last = only_hands_on(each.clock) or each.id == last[each.clock.stage]
        clock = as_handed_on(each.clock)
        yield MergedRound(each.id, clock, now, now, is_last, is_agreed=is_agreed(clock, agreed))
