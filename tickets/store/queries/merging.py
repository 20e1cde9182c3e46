"""Reads what a merger would make of the clocks of the kept ticket."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, select

from tickets.errors import Refused
from tickets.rules.merging import after_merging
from tickets.rules.triage import together, triage
from tickets.store.queries.consents import ClockChange
from tickets.store.queries.lookups import hold_cap
from tickets.store.queries.timings import ticket_timings
from tickets.store.ratings import rating_of
from tickets.store.rows import Ticket, one_row
from tickets.store.rulebook import read_rulebook, terms_of
from tickets.store.tables import tickets


def merge_changes(connection: Connection, merged_id: int, kept_id: int, now: datetime) -> tuple[ClockChange, ...]:
    """Return the clocks of a ticket whose deadline another one would change that is merged into it.

    Nothing where the rules have no limit for the case: the merger says so.
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
    try:
        after = after_merging(before, timings[merged_id], ratings, terms, now)
    except Refused:
        return ()
    pairs = zip(before.rounds, after.rounds, strict=True)
    return tuple(
        ClockChange(old.id, old.clock, new.clock) for old, new in pairs if old.clock.deadline != new.clock.deadline
    )
