"""The last step of a ticket and the latest edits of the rules, as undo needs them: from the journal."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, Text, bindparam, cast, select

from tickets.rules.clocks import fell_due, remaining
from tickets.rules.undoing import (
    EDITS,
    NOT_A_STEP,
    UNDO,
    UNDO_EDIT,
    PastStep,
    standing,
    why_no_undo,
    why_no_undo_of_edit,
)
from tickets.rules.words import CallKind, Stage
from tickets.store.changes import Change, read_changes
from tickets.store.rows import Who, clock_of
from tickets.store.rulebook import EDITION
from tickets.store.subjects import of_ticket
from tickets.store.tables import calls, clocks, holds, journal, requests, staff, tickets

LATELY = 500  # entries without a ticket that are searched
SYSTEM = "系统"
_OF_CHAIN = ("decide", "correct_time")  # which may change tickets that the ticket was merged into
_SINGLE_ROWS = ("outages", "calls")  # tables whose rows are taken back each by itself


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the journal with its changes; None for unreadable ones."""

    id: int
    step: PastStep
    ticket_id: int | None
    version: int | None
    text: str
    request: str
    changes: Sequence[Change] | None


@dataclass(frozen=True, slots=True)
class UndoneCall:
    """What the database keeps of a call: when it came and what was typed. `request` is that of the command."""

    request: str
    at: datetime
    phone: str
    caller: str
    words: str
    address: str
    household_no: str


@dataclass(frozen=True, slots=True)
class LastStep:
    """The newest step of a ticket, or an edit without a ticket; `last` is what an undo would take back now.

    They differ after an undo: then `last` is the step before the one that was undone, None when there is none.
    `why_not` is the sentence why this person may not take it back, None when they may. `late` are the stages that are
    overdue after a step that began or ended a hold, each with by how many seconds.
    """

    ticket_id: int | None
    number: str
    newest: Entry
    last: Entry | None
    why_not: str | None
    late: tuple[tuple[Stage, int], ...] = ()


def last_step(connection: Connection, ticket_id: int, who: Who, now: datetime) -> LastStep | None:
    """Return the last step of a ticket and whether somebody may take it back; None for an unknown ticket."""
    number = connection.execute(select(tickets.c.number).where(tickets.c.id == ticket_id)).scalar()
    newest = _newest_entry(connection, ticket_id)
    if number is None or newest is None:
        return None
    latest = last_entries(connection, ticket_id)
    last, later = (latest[0], later_step(latest)) if latest else (None, None)
    why = why_no_undo(step_of(last), who.staff_id, who.roles, now, later)
    late = _late(connection, ticket_id, now) if _changes(newest, holds) else ()
    return LastStep(ticket_id, number, newest, last, why, late)


def last_edit_step(connection: Connection, request: str, who: Who, now: datetime) -> LastStep | None:
    """Return the edit made by a command, and whether somebody may take it back; None when it is too long ago."""
    newest, later = edit_of(connection, request)
    if newest is None:
        return None
    last: Entry | None = newest
    if newest.step.action == UNDO_EDIT:
        standing_edits = (each for each, since in _edits(connection) if each.step.action in EDITS and since is None)
        last, later = next(standing_edits, None), None
    why = why_no_undo_of_edit(step_of(last), who.staff_id, who.roles, now, step_of(later))
    return LastStep(None, "", newest, last, why)


def last_entry(connection: Connection, ticket_id: int, before: int | None = None) -> Entry | None:
    """Return the entry of a ticket's last step that was not taken back, or of the last one before an entry."""
    wanted = select(journal.c.id, journal.c.action).where(journal.c.ticket_id == ticket_id)
    if before is not None:
        wanted = wanted.where(journal.c.id < before)
    rows = connection.execute(wanted.order_by(journal.c.id.desc())).all()
    last = next(standing(rows, lambda row: str(row.action)), None)
    return None if last is None else _entry(connection.execute(_ENTRIES.where(journal.c.id == last.id)).one())


def last_entries(connection: Connection, ticket_id: int) -> list[Entry]:
    """Return the entry of a ticket's last step, and the last ones of the other tickets that the step changed, by id.

    A later one is of a step that is in the way. The list is empty for a ticket without a step.
    """
    last = last_entry(connection, ticket_id)
    others = [] if last is None else sorted(_others_of(connection, last))
    found = (last, *(last_entry(connection, key) for key in others))
    return [entry for entry in found if entry and last and (entry.request == last.request or entry.id > last.id)]


def later_step(latest: Sequence[Entry]) -> PastStep | None:
    """Return what has happened since the first of these entries to the tickets of the others."""
    return next((entry.step for entry in latest if entry.request != latest[0].request), None)


def step_of(entry: Entry | None) -> PastStep | None:
    """Return the step of an entry, None for none."""
    return None if entry is None else entry.step


def _others_of(connection: Connection, entry: Entry) -> set[int]:
    """Return the ids of the other tickets that a step changed: of a merge, a decision or a correction."""
    named: set[int] = set()
    if entry.step.action in _OF_CHAIN:
        key = connection.execute(select(requests.c.result).where(requests.c.request == entry.request)).scalar()
        while key is not None:
            named.add(key)
            key = connection.execute(select(tickets.c.merged_into).where(tickets.c.id == key)).scalar()
        written = select(journal.c.ticket_id).where(journal.c.ticket_id.in_(named), journal.c.request == entry.request)
        named = set(connection.execute(written).scalars())
    for change in entry.changes or () if entry.step.action == "merge" else ():
        if change["table"] == "tickets" and change["new"].get("merged_into") is not None:
            named.add(change["new"]["merged_into"])
        if change["table"] == "calls" and "old" in change and change["old"].get("ticket_id") is not None:
            named.add(change["old"]["ticket_id"])
    return {key for key in named if key != entry.ticket_id}


def edit_of(connection: Connection, request: str) -> tuple[Entry | None, Entry | None]:
    """Return the entry without a ticket of a command, and the first one since that is in the way of an undo."""
    return next((pair for pair in _edits(connection) if pair[0].request == request), (None, None))


def attaches_call(entry: Entry) -> bool:
    """Return whether a step added a call to its ticket."""
    return any("old" not in change for change in _changes(entry, calls))


def undone_call(connection: Connection, ticket_id: int | None, request: str) -> UndoneCall | None:
    """Return the call that the undo with this request took from a ticket, or from an outage; None for no call."""
    mine = journal.c.ticket_id.is_(None) if ticket_id is None else journal.c.ticket_id == ticket_id
    wanted = _ENTRIES.where(mine, journal.c.request == request, journal.c.action.in_((UNDO, UNDO_EDIT)))
    row = connection.execute(wanted).first()
    if row is None:
        return None
    undone = _entry(row)
    for change in undone.changes or ():
        if change["table"] == "calls" and change["new"].get("kind") == CallKind.UNDONE:
            columns = (calls.c[name] for name in UndoneCall.__slots__[1:])
            call = connection.execute(select(*columns).where(calls.c.id == change["key"])).one()
            attached = (
                _logged(connection, change["key"])
                if ticket_id is None
                else last_entry(connection, ticket_id, undone.id)
            )
            return UndoneCall("" if attached is None else attached.request, *call)
    return None


def _logged(connection: Connection, call_id: int) -> Entry | None:
    """Return the entry that logged a call without a ticket; None when it is too long ago."""
    return next((entry for entry, _since in _edits(connection) if _inserted(entry, call_id)), None)


def _inserted(entry: Entry, call_id: int) -> bool:
    return any(change["key"] == call_id and "old" not in change for change in _changes(entry, calls))


_RUNNING = select(clocks).where(of_ticket(bindparam("id")), clocks.c.stopped.is_(None)).order_by(clocks.c.id)
_ENTRIES: Select[Any] = select(
    journal.c.id, journal.c.action, journal.c.at, journal.c.staff_id, staff.c.name, journal.c.seat,
    journal.c.ticket_id, journal.c.ticket_version, journal.c.text, journal.c.request,
    cast(journal.c.changes, Text).label("written"),
).outerjoin(staff, staff.c.id == journal.c.staff_id)  # fmt: skip


def _changes(entry: Entry, table: Table) -> list[Change]:
    """Return an entry's changes of one table."""
    return [change for change in entry.changes or () if change["table"] == table.name]


def _late(connection: Connection, ticket_id: int, now: datetime) -> tuple[tuple[Stage, int], ...]:
    """Return the stages of a ticket that run and are overdue, each with by how many seconds."""
    running = map(clock_of, connection.execute(_RUNNING, {"id": ticket_id}))
    return tuple((each.stage, -remaining(each, now)) for each in running if fell_due(each, now))


def _entry(row: Row[Any]) -> Entry:
    step = PastStep(row.action, row.at, row.staff_id, row.name or SYSTEM, row.seat, row.text)
    return Entry(row.id, step, row.ticket_id, row.ticket_version, row.text, row.request, read_changes(row.written))


def _newest_entry(connection: Connection, ticket_id: int) -> Entry | None:
    wanted = _ENTRIES.where(journal.c.ticket_id == ticket_id, journal.c.action.not_in(NOT_A_STEP))
    row = connection.execute(wanted.order_by(journal.c.id.desc()).limit(1)).one_or_none()
    return None if row is None else _entry(row)


def _edits(connection: Connection) -> Iterator[tuple[Entry, Entry | None]]:
    """Yield the latest entries without a ticket, the newest first, each with the first edit of the same lists since.

    Edits that were taken back are in nobody's way.
    """
    lately = _ENTRIES.where(journal.c.ticket_id.is_(None)).order_by(journal.c.id.desc()).limit(LATELY)
    since: list[Entry] = []
    for entry in map(_entry, connection.execute(lately).all()):
        edited = _edited(entry)
        yield entry, next((each for each in reversed(since) if edited & _edited(each)), None)
        undos = [each for each in since if each.step.action == UNDO_EDIT and _edited(each) == edited]
        if entry.step.action in EDITS and undos:
            since.remove(undos[0])
        elif entry.step.action in (*EDITS, UNDO_EDIT):
            since.append(entry)


def _edited(entry: Entry) -> set[tuple[str, Any]]:
    """Return what an edit changed: tables or, where rows don't depend on each other, rows.

    Every edit of the rules also counts the edition up.
    """
    return {
        (change["table"], change["key"] if change["table"] in _SINGLE_ROWS else None)
        for change in entry.changes or ()
        if change["key"] != EDITION
    }
