"""What the re-ratings that needed consent have changed: the rating before each, and the one that it made."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from json import loads
from typing import Any

from sqlalchemy import Connection, Row

from tickets.rules.limits import Rating, limit_of
from tickets.rules.stages import MAIN_STAGES, running_stage
from tickets.rules.words import Priority, Stage, Zone
from tickets.store.changes import Change
from tickets.store.inserting import to_db
from tickets.store.queries.rating_history import journal_changes
from tickets.store.ratings import RATED, rating_from_json, rating_of
from tickets.store.rulebook import Rulebook
from tickets.store.tables import consents, tickets


@dataclass(frozen=True, slots=True)
class NamedRating:
    """A rating with the name of its fault."""

    fault_name: str
    priority: Priority
    zone: Zone
    dn: int | None
    appointment: datetime | None


@dataclass(frozen=True, slots=True)
class RatingChange:
    """What a step made of a rating that counts until a supervisor consents, whatever was changed since.

    `isolates_no_more` is whether water had to be stopped before and has not to be as the ticket is now. `longer` are
    the stages to come whose limit is longer now, with both limits in seconds.
    """

    before: NamedRating
    after: NamedRating
    isolates_no_more: bool
    longer: tuple[tuple[Stage, int, int], ...]


def rating_changes(
    connection: Connection, requests: Sequence[Row[Any]], rules: Rulebook, now: datetime
) -> dict[int, RatingChange]:
    """Return what each of these requests is about, by its id; their rows have the ticket's present rating and state.

    The rating before is in `kept`, as JSON; a request without it is left out. Raises ValueError if it is no JSON.
    """
    requests = [row for row in requests if row.kept is not None]
    entries = journal_changes(connection, {row.ticket_id for row in requests})
    return {row.id: _change(row, _made(row, entries[row.ticket_id]), rules, now) for row in requests}


def _made(row: Row[Any], entries: Sequence[Sequence[Change]]) -> Rating:
    """Return the ticket's rating once a request was made: the present one without what later entries changed."""
    values: dict[str, Any] = {name: to_db(getattr(row, name)) for name in RATED}
    for changes in reversed(entries):
        if any(_has_row(each, consents.name, row.id) and "old" not in each for each in changes):
            return rating_from_json(values, None)
        for each in changes:
            if _has_row(each, tickets.name, row.ticket_id):
                values |= {name: old for name, old in each.get("old", {}).items() if name in RATED}
    return rating_of(row)  # its own entry can't be read


def _has_row(change: Mapping[str, Any], table: str, key: int) -> bool:
    return bool(change["table"] == table and change["key"] == key)


def _change(row: Row[Any], after: Rating, rules: Rulebook, now: datetime) -> RatingChange:
    before = rating_from_json(loads(row.kept), row.appointment)
    fault, present = (rules.faults.get(code) for code in (before.fault, row.fault))
    no_more = fault is not None and fault.isolate and present is not None and not present.isolate
    longer = tuple(_longer(row, before, rules, now))
    return RatingChange(_named(before, rules), _named(after, rules), no_more, longer)


def _named(rating: Rating, rules: Rulebook) -> NamedRating:
    fault = rules.faults.get(rating.fault)
    name = rating.fault if fault is None else fault.name
    return NamedRating(name, rating.priority, rating.zone, rating.dn, rating.appointment)


def _longer(row: Row[Any], before: Rating, rules: Rulebook, now: datetime) -> Iterator[tuple[Stage, int, int]]:
    running, present = running_stage(row.ticket_state), rating_of(row)
    for stage in MAIN_STAGES[MAIN_STAGES.index(running) :] if running in MAIN_STAGES else MAIN_STAGES:
        old, new = (limit_of(rules.limits, rated, stage, now) for rated in (before, present))
        if old is not None and new is not None and new[0] > old[0]:
            yield stage, old[0], new[0]
