"""Replays a journal: what was recorded of a ticket, and of those merged into it, when each of its clocks started."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection

from tickets.checking.stories import WRITTEN, StoryEntry, Values, decoded, read_entries
from tickets.checking.violations import found
from tickets.errors import Refused
from tickets.rules.limits import Limit, Rated, limit_of
from tickets.rules.promises import TicketTiming
from tickets.rules.words import ConsentKind, ConsentState, Stage
from tickets.store.changes import Change, in_present_columns
from tickets.store.queries.timings import former_rating, timing_of
from tickets.store.rows import field_names
from tickets.store.tables import metadata
from tickets.store.types import UtcTime, WordType
from tickets.store.unreadable import Unreadable

_REPLAYED = ("tickets", "clocks", "consents")
_COUNTING = (ConsentState.ASKED, ConsentState.REFUSED, ConsentState.GRANTED)
_READERS = {
    table: {
        column.name: column.type.result_processor(None, None)  # type: ignore[arg-type]
        for column in metadata.tables[table].c
        if isinstance(column.type, UtcTime | WordType)
    }
    for table in (*_REPLAYED, "limits")
}


class Replay:
    """The rows of a ticket and of those merged into it, as the journal entries applied so far have left them."""

    def __init__(self, ticket_id: int) -> None:
        self._id = ticket_id
        self._rows: dict[str, dict[int, Values]] = {table: {} for table in _REPLAYED}

    def apply(self, changes: Iterable[Change]) -> Iterator[tuple[int, Values, TicketTiming]]:
        """Apply an entry's changes; yield each clock that the ticket started: its id, values and the timing before.

        The ticket's own columns come first: an action that starts a clock writes them last.
        """
        for change in sorted(changes, key=lambda change: change["table"] != "tickets"):
            table, key, new = change["table"], change["key"], change["new"]
            if table not in self._rows:
                continue
            rows = self._rows[table]
            if key in rows:
                rows[key].update(new)
                continue
            values = in_present_columns(table, new)
            if table == "clocks" and values["subject_id"] == self._id:
                yield key, new, self._timing()
            rows[key] = values

    def _timing(self) -> TicketTiming:
        clocks = [_typed("clocks", key, values) for key, values in sorted(self._rows["clocks"].items())]
        own = [clock for clock in clocks if clock.subject_id == self._id]
        merges = self._merges()
        merged = []
        for clock in clocks:
            if clock.subject_id in merges:
                clock.merged_into, clock.ended_at, clock.reached = merges[clock.subject_id]
                merged.append(clock)
        former, of_merged = [], []
        for key, values in sorted(self._rows["consents"].items()):
            asked = _typed("consents", key, values)
            if asked.kind is not ConsentKind.RERATE or asked.state not in _COUNTING:
                continue
            ticket = self._ticket(asked.ticket_id)
            rated = former_rating(asked, ticket.appointment)
            if asked.ticket_id == self._id:
                former.append(rated)
            elif rated.granted and asked.ticket_id in merges:
                of_merged.append(rated.rating)
        return timing_of(self._ticket(self._id), own, merged, tuple(former), tuple(of_merged))

    def _merges(self) -> dict[int, tuple[int, Any, Any]]:
        """Return for each merged ticket into which and when it was merged, and when that led to this ticket."""
        merges: dict[int, tuple[int, Any, Any]] = {}
        following = [self._id]
        for into in following:
            for key in self._rows["tickets"]:
                row = self._ticket(key)
                if row.merged_into == into and key != self._id and key not in merges:
                    merges[key] = into, row.ended_at, row.ended_at if into == self._id else merges[into][2]
                    following.append(key)
        return merges

    def _ticket(self, key: int) -> Any:
        return _typed("tickets", key, self._rows["tickets"][key])


class LimitHistory:
    """Every version of every limit, and between which journal entries it was in force."""

    def __init__(self, connection: Connection) -> None:
        self._limits: dict[int, Limit] = {}
        for row in found(connection, f"SELECT {', '.join(field_names(Limit))} FROM limits"):
            with suppress(Unreadable):  # reported by itself
                self._limits[row.id] = Limit(**_read("limits", row._asdict()))
        self._began: dict[int, int] = {}
        self._ends: dict[int, list[tuple[int, bool]]] = {}
        edits = f"SELECT id, {WRITTEN} FROM journal WHERE ticket_id IS NULL AND touched LIKE '%limits%' ORDER BY id"
        for row in found(connection, edits):
            for change in (change for changes in decoded([row], []) for change in changes):  # type: ignore[list-item]
                if change["table"] == "limits":
                    self._add(row.id, change)

    def limit_for(self, entry: int, rated: Rated, stage: Stage, at: datetime) -> tuple[int, int | None]:
        """Return the limit by the rules in force when a journal entry was written. Raises Refused if none matches."""
        limit = limit_of(
            (each for key, each in self._limits.items() if self._was_in_force(key, entry)), rated, stage, at
        )
        if limit is None:
            raise Refused("没有适用的时限。")
        return limit

    def _add(self, entry: int, change: Change) -> None:
        key, new = change["key"], change["new"]
        if "old" not in change:
            self._began[key] = entry
        if "until" in new:
            self._ends.setdefault(key, []).append((entry, new["until"] is not None))

    def _was_in_force(self, key: int, entry: int) -> bool:
        ended = [is_over for at, is_over in self._ends.get(key, ()) if at < entry]
        return self._began.get(key, 0) < entry and not (ended and ended[-1])


def entries_with(connection: Connection, ticket_id: int, merged: Iterable[int]) -> list[StoryEntry]:
    """Return the journal entries of a ticket and of those merged into it, in their order.

    Of one command those of the ticket come last: a merge ends the other ticket before the kept one goes on.
    """
    ids = ", ".join(str(int(key)) for key in (ticket_id, *merged))
    wanted = f"id, {WRITTEN}, action, ticket_version, at, staff_id, ticket_id, request"
    rows = list(found(connection, f"SELECT {wanted} FROM journal WHERE ticket_id IN ({ids}) ORDER BY id"))
    first: dict[str, int] = {}
    for row in rows:
        first.setdefault(row.request, row.id)
    rows.sort(key=lambda row: (first[row.request], row.ticket_id == ticket_id))
    return read_entries(rows, [])


def _typed(table: str, key: int, values: Values) -> Any:
    return SimpleNamespace(id=key, **_read(table, values))


def _read(table: str, values: Mapping[str, Any]) -> Values:
    """Return stored values as the columns' types read them."""
    readers = _READERS[table]
    return {name: readers[name](value) if name in readers else value for name, value in values.items()}
