"""Asks for consent to the stated time of a step that was entered late."""

from tickets.actions.asking import ask, waiting
from tickets.actions.unit_of_work import UnitOfWork
from tickets.rules import clocks as rules
from tickets.rules.clocks import Clock
from tickets.rules.instants import in_words
from tickets.rules.rounds import COUNTING
from tickets.rules.stages import described
from tickets.rules.words import ConsentKind, Outcome


def ask_for_stated_time(
    unit: UnitOfWork, ticket_id: int, clock_id: int, clock: Clock, of_stage: frozenset[int]
) -> None:
    """Ask for it if that decides whether a clock that has stopped is on time, now or after another consent.

    `of_stage` are the ids of the ticket's clocks of the same stage.
    """
    at, entered = clock.stopped, clock.entered
    if clock.outcome not in COUNTING or at is None or entered is None or at >= entered:
        return
    if not _decides(waiting(unit, ticket_id), clock, of_stage):
        return
    end = described(clock.stage).end.move.label if clock.outcome is Outcome.DONE else clock.outcome.label
    reason = f"{end} {in_words(at, unit.now)}，{in_words(unit.now, at)} 才登记"
    reason = "：".join(part for part in (reason, unit.late_reason) if part)
    ask(unit, ticket_id, ConsentKind.LATE_ENTRY, reason, clock_id=clock_id)


def _decides(asked: frozenset[tuple[ConsentKind, int | None]], clock: Clock, of_stage: frozenset[int]) -> bool:
    """Return whether the stated time matters, with what is `asked` for besides.

    A hold or a re-rating that waits may give a late clock more time. A late entry of an earlier round, once granted,
    may hand a deadline on to one that is on time.
    """
    if rules.on_time(clock):
        return any(kind is ConsentKind.LATE_ENTRY and about in of_stage for kind, about in asked)
    in_time = clock.stopped is not None and clock.stopped <= clock.deadline
    return in_time or any(kind in (ConsentKind.HOLD, ConsentKind.RERATE) for kind, _ in asked)
