"""What a merger makes of the clocks of the kept ticket that run."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from tickets.rules.ending import begun_at_end
from tickets.rules.granting import Terms, rerated
from tickets.rules.limits import Rating
from tickets.rules.merged_rounds import brought_by
from tickets.rules.promises import FormerRating, TicketTiming
from tickets.rules.rounds import Round
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
