"""The rounds that a ticket brings to the one that it is merged into, and which of them still have to be kept."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from tickets.rules.promises import TicketTiming
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


def with_brought(kept: TicketTiming, merged: TicketTiming) -> TicketTiming:
    """Return a ticket's timing with the rounds that one merged into it brings as that is now; undone ones stay."""
    own = {each.id for each in merged.rounds}
    merger = [each.reached for each in kept.merged if each.id in own][:1]
    brought = {each.id: each for at in merger for each in brought_by(merged.rounds, merged.merged, (), at)[0]}
    return replace(kept, merged=tuple(brought.get(each.id, each) for each in kept.merged))


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
