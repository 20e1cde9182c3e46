"""What a merger makes of the clocks of the kept ticket that run."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from tickets.rules.ending import begun_at_end
from tickets.rules.granting import Terms, rerated
from tickets.rules.limits import Rating
from tickets.rules.promises import FormerRating, TicketTiming
from tickets.rules.rounds import (
    MergedRound,
    Round,
    UndoneRound,
    agreed_on,
    appointments_of,
    as_handed_on,
    begins_by,
    begins_since,
    courses_of,
    handed_on,
    is_agreed,
    only_hands_on,
    passes_on,
)
from tickets.rules.stages import has_stage


def after_merging(
    kept: TicketTiming, merged: TicketTiming, ratings: Iterable[Rating], terms: Terms, now: datetime
) -> TicketTiming:
    """Return the timing of a ticket once another one is merged into it; these ratings count from then on, too."""
    to_hand_on = merged.ratings_to_hand_on(kept.rating_to_compare(), now)
    former = tuple(FormerRating(0, each) for each in (*to_hand_on, *ratings))
    merged = _with_last_clocks(merged, max(kept.next_id(), merged.next_id()), terms, now)
    brought, undone = brought_by(merged.merged_at(now).rounds, merged.merged, merged.undone, now)
    timing = replace(
        kept, former=(*kept.former, *former), merged=(*kept.merged, *brought), undone=(*kept.undone, *undone)
    )
    timing = timing.with_clocks(rerated(timing, terms, now))
    running = [each for each in timing.rounds if each.clock.stopped is None]
    return timing.with_clocks({each.id: timing.going_on(each.clock, now) for each in running})


def _with_last_clocks(merged: TicketTiming, next_id: int, terms: Terms, now: datetime) -> TicketTiming:
    """Return the timing with the clocks that begin only to end with its merger; their ids are from `next_id` on.

    No clock of the kept ticket may have one of those: `with_clocks` finds rounds and merged ones by them.
    """
    isolates = any(each.fault in terms.isolating for each in merged.ratings)
    begun = (each for each in begun_at_end(merged, terms.limit_of, now, merged=True) if has_stage(each.stage, isolates))
    return replace(merged, rounds=(*merged.rounds, *(Round(key, each) for key, each in enumerate(begun, next_id))))


def brought_by(
    rounds: Sequence[Round], merged: Iterable[MergedRound], undone: Iterable[UndoneRound], now: datetime
) -> tuple[tuple[MergedRound, ...], tuple[UndoneRound, ...]]:
    """Return what a ticket brings to the one that it is merged into: its own clocks, and those of earlier mergers.

    `rounds` are its own ones as the merger ends them, `merged` and `undone` as in TicketTiming.
    """
    merged = tuple(merged)
    agreed = agreed_on((each.clock for each in rounds), appointments_of(merged))
    return (*_through(rounds, merged, now), *_ended(rounds, agreed, now)), tuple(_undone(rounds, undone, now))


def _undone(rounds: Sequence[Round], undone: Iterable[UndoneRound], now: datetime) -> Iterator[UndoneRound]:
    """Yield the undone clocks that the kept ticket goes on for."""
    for each in undone:
        stage, reached = each.clock.stage, each.reached
        if not (begins_since(rounds, stage, each.id) if reached is None else begins_by(rounds, stage, reached)):
            yield replace(each, reached=now)


def _through(rounds: Sequence[Round], merged: Iterable[MergedRound], now: datetime) -> Iterator[MergedRound]:
    """Yield the clocks of tickets that were merged into this one before, as they reach the kept ticket through it."""
    for each in merged:
        yield replace(each, reached=now, is_passed_on=each.is_passed_on and passes_on(rounds, each, now))


def _ended(rounds: Sequence[Round], agreed: frozenset[datetime], now: datetime) -> Iterator[MergedRound]:
    """Yield the clocks of a ticket as its merger ends them; `agreed` are the deadlines by appointment."""
    course = [each for each in courses_of(rounds)[-1] if not only_hands_on(each.clock)]
    opened = [
        clock
        for stage in {each.clock.stage for each in course}
        for clock in handed_on((each.clock for each in course if each.clock.stage is stage), agreed)
    ]
    for each in rounds:
        clock = as_handed_on(each.clock)
        is_open = only_hands_on(each.clock) or each.clock in opened
        yield MergedRound(each.id, clock, now, now, is_open, is_agreed=is_agreed(clock, agreed))
