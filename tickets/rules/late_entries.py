"""Whether a step that was entered late needs consent to its stated time."""

from collections.abc import Collection, Container

from tickets.rules.clocks import Clock, on_time
from tickets.rules.rounds import COUNTING
from tickets.rules.words import ConsentKind

Asked = Collection[tuple[ConsentKind, int | None]]  # requests that wait: the kind of each, and the clock it is about


def needs_stated_time(clock: Clock, asked: Asked, of_stage: Container[int]) -> bool:
    """Return whether the stated time may decide if a clock that has stopped is on time, now or after another consent.

    A hold or a re-rating that was `asked` for may give a late clock more time. A late entry of an earlier round, whose
    clock is among the ids `of_stage`, may hand a deadline on to one that is on time.
    """
    at, entered = clock.stopped, clock.entered
    if clock.outcome not in COUNTING or at is None or entered is None or at >= entered:
        return False
    if on_time(clock):
        return any(kind is ConsentKind.LATE_ENTRY and about in of_stage for kind, about in asked)
    return at <= clock.deadline or any(kind in (ConsentKind.HOLD, ConsentKind.RERATE) for kind, _ in asked)
