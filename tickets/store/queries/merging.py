"""Reads what a merger would make of the clocks of the kept ticket."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, select

from tickets.errors import Refused
from tickets.rules.limits import Rating
from tickets.rules.merged_appointments import merged_appointment
from tickets.rules.merging import after_merging
from tickets.rules.triage import together, triage
from tickets.store.queries.consents import ClockChange
from tickets.store.queries.lookups import hold_cap
from tickets.store.queries.timings import ticket_timings
from tickets.store.ratings import rating_of
from tickets.store.rows import Ticket, one_row
from tickets.store.rulebook import read_rulebook, terms_of
from tickets.store.tables import tickets


@dataclass(frozen=True, slots=True)
class MergeOutcome:
    """What a merger would make of the kept ticket.

    `changes` are its clocks whose deadline changes. The `handed_on` ratings count until somebody consents where they
    give a shorter limit than its `own`. `appointment` is one that the merger brings and a crew has to keep then.
    """

    changes: tuple[ClockChange, ...]
    own: Rating
    handed_on: tuple[Rating, ...] = ()
    appointment: datetime | None = None


def merge_outcome(connection: Connection, merged_id: int, kept_id: int, now: datetime) -> MergeOutcome:
    """Return what merging a ticket into another one would change of that.

    No changes where the rules have no limit for the case: the merger says so.
    """
    timings = ticket_timings(connection, (merged_id, kept_id))
    merged, kept = (
        one_row(Ticket, connection.execute(select(tickets).where(tickets.c.id == key)).one())
        for key in (merged_id, kept_id)
    )
    rulebook = read_rulebook(connection)
    demanded = triage(rulebook.faults[kept.fault].priority, together(kept, merged)).priority
    ratings = (replace(rating_of(kept), priority=min(demanded, kept.priority)),)
    terms, before = terms_of(rulebook, hold_cap(connection)), timings[kept_id]
    own = before.rating_to_compare()
    try:
        after = after_merging(before, timings[merged_id], ratings, terms, now)
    except Refused:
        return MergeOutcome((), own)
    changed = (
        ClockChange(old.id, old.clock, new.clock)
        for old, new in zip(before.rounds, after.rounds, strict=True)
        if old.clock.deadline != new.clock.deadline
    )
    handed_on = tuple(timings[merged_id].ratings_to_hand_on(own, now))
    was, will = (merged_appointment(each) for each in (before, after))
    brought = None if will is None or will == was else will.at
    return MergeOutcome(tuple(changed), own, handed_on, brought)
