"""Ratings of a ticket as a request for consent keeps them: a JSON object of the ticket's columns."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

from tickets.rules.limits import Rated, Rating
from tickets.rules.words import Priority, Zone
from tickets.store.inserting import to_db

RATED = tuple(each.name for each in fields(Rating))  # the columns that limits depend on


def rating_of(ticket: Rated) -> Rating:
    """Return a ticket's present rating."""
    return Rating(**{name: getattr(ticket, name) for name in RATED})


def rating_to_json(rating: Rating, appointment: datetime | None, ended: Sequence[int]) -> dict[str, Any]:
    """Return a rating as it is kept, with the ids of the clocks that had ended before it was changed.

    Its appointment is kept only if the ticket has another one: a reopening may change the ticket's own.
    """
    kept = [name for name in RATED if name != "appointment" or rating.appointment != appointment]
    return {name: to_db(getattr(rating, name)) for name in kept} | {"ended": list(ended)}


def rating_from_json(kept: Mapping[str, Any], appointment: datetime | None) -> Rating:
    """Return a rating that was kept; without an appointment of its own it has that of the ticket."""
    if "appointment" in kept:
        appointment = None if kept["appointment"] is None else datetime.fromtimestamp(kept["appointment"], UTC)
    return Rating(kept["fault"], Priority(kept["priority"]), Zone(kept["zone"]), kept["dn"], appointment)


def ended_when_asked(kept: Mapping[str, Any]) -> frozenset[int] | None:
    """Return the ids of the clocks that had ended before the change; None if that was not kept."""
    return frozenset(kept["ended"]) if "ended" in kept else None
