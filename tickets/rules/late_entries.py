"""Whether a step that was entered late needs consent to its stated time."""

from collections.abc import Collection

from tickets.rules.clocks import Clock, on_time
from tickets.rules.rounds import COUNTING
from tickets.rules.words import ConsentKind

Asked = Collection[tuple[ConsentKind, int | None]]  # requests that wait: the kind of each, and the clock it is about


def needs_stated_time(clock: Clock, asked: Asked, of_stage: Collection[int]) -> bool:
    """Return whether the stated time may decide if a clock that has stopped is on time, now or after another consent.

    A hold or a re-rating that was `asked` for may give a late clock more time. Of a clock that is on time an earlier
    round or one of a merged ticket, among those with the ids `of_stage`, may hand another deadline on.
    """
    at, entered = clock.stopped, clock.entered
    if clock.outcome not in COUNTING or at is None or entered is None or at >= entered:
        return False
    gives_time = any(kind in (ConsentKind.HOLD, ConsentKind.RERATE) for kind, _ in asked)
    if on_time(clock):
        is_stated = any(kind is ConsentKind.LATE_ENTRY and about in of_stage for kind, about in asked)
        return is_stated or (gives_time and len(of_stage) > 1)
    return at <= clock.deadline or gives_time
