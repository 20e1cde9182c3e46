"""Asks for consent to the stated time of a step that was entered late."""

from collections.abc import Collection

from tickets.actions.asking import ask
from tickets.actions.unit_of_work import UnitOfWork
from tickets.rules.clocks import Clock
from tickets.rules.instants import in_words
from tickets.rules.late_entries import needs_stated_time
from tickets.rules.stages import described
from tickets.rules.words import ConsentKind, Outcome
from tickets.store.queries.waiting import waiting_requests


def ask_for_stated_time(
    unit: UnitOfWork, ticket_id: int, clock_id: int, clock: Clock, of_stage: Collection[int]
) -> None:
    """Ask for it if it may decide whether a clock that has stopped is on time; see `needs_stated_time`."""
    at = clock.stopped
    if at is None or not needs_stated_time(clock, waiting_requests(unit.connection, ticket_id), of_stage):
        return
    end = described(clock.stage).end.move.label if clock.outcome in (None, Outcome.DONE) else clock.outcome.label
    reason = f"{end} {in_words(at, unit.now)}，{in_words(unit.now, at)} 才登记"
    reason = "：".join(part for part in (reason, unit.late_reason) if part)
    ask(unit, ticket_id, ConsentKind.LATE_ENTRY, reason, clock_id=clock_id)
