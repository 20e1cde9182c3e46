"""The last step of a ticket and the latest edits of the rules, as undo needs them: from the journal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, Text, cast, select

from tickets.rules.undoing import EDITS, NOT_A_STEP, UNDO, UNDO_EDIT, PastStep, why_no_undo, why_no_undo_of_edit
from tickets.rules.words import CallKind
from tickets.store.changes import Change, read_changes
from tickets.store.rows import Who
from tickets.store.rulebook import EDITION
from tickets.store.tables import calls, journal, staff, tickets

LATELY = 500  # entries without a ticket that are searched
SYSTEM = "系统"


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
    """The last step of a ticket at its present `version`, or an edit without a ticket.

    `why_not` is the sentence why this person may not take it back now, None when they may.
    """

    ticket_id: int | None
    number: str
    version: int | None
    request: str
    step: PastStep
    text: str
    why_not: str | None


def last_step(connection: Connection, ticket_id: int, who: Who, now: datetime) -> LastStep | None:
    """Return the last step of a ticket and whether somebody may take it back; None for an unknown ticket."""
    number = connection.execute(select(tickets.c.number).where(tickets.c.id == ticket_id)).scalar()
    entry = last_entry(connection, ticket_id)
    if number is None or entry is None:
        return None
    later = None if entry.step.action != "merge" else _later(connection, entry)
    why = why_no_undo(entry.step, who.staff_id, who.roles, now, later)
    return LastStep(ticket_id, number, entry.version, entry.request, entry.step, entry.text, why)


def last_edit_step(connection: Connection, request: str, who: Who, now: datetime) -> LastStep | None:
    """Return the edit made by a command, and whether somebody may take it back; None when it is too long ago."""
    entry, later = edit_of(connection, request)
    if entry is None:
        return None
    why = why_no_undo_of_edit(entry.step, who.staff_id, who.roles, now, None if later is None else later.step)
    return LastStep(None, "", None, request, entry.step, entry.text, why)


def last_entry(connection: Connection, ticket_id: int, before: int | None = None) -> Entry | None:
    """Return the entry of a ticket's last step, or of the last one before an entry."""
    wanted = _ENTRIES.where(journal.c.ticket_id == ticket_id, journal.c.action.not_in(NOT_A_STEP))
    if before is not None:
        wanted = wanted.where(journal.c.id < before)
    row = connection.execute(wanted.order_by(journal.c.id.desc()).limit(1)).one_or_none()
    return None if row is None else _entry(row)


def others_of(entry: Entry) -> frozenset[int]:
    """Return the ids of the further tickets that a merge's entry names: the kept one, or the merged one."""
    named: set[int] = set()
    for change in entry.changes or ():
        if change["table"] == "tickets" and change["new"].get("merged_into") is not None:
            named.add(change["new"]["merged_into"])
        if change["table"] == "calls" and "old" in change and change["old"].get("ticket_id") is not None:
            named.add(change["old"]["ticket_id"])
    return frozenset(named - {entry.ticket_id})


def edit_of(connection: Connection, request: str) -> tuple[Entry | None, Entry | None]:
    """Return the entry without a ticket of a command, and the first later one about the same tables."""
    lately = _ENTRIES.where(journal.c.ticket_id.is_(None)).order_by(journal.c.id.desc()).limit(LATELY)
    later: list[Entry] = []
    for row in connection.execute(lately):
        if row.request != request:
            later.append(_entry(row))
            continue
        entry = _entry(row)
        tables = _tables(entry)
        known = (each for each in reversed(later) if each.step.action in (*EDITS, UNDO_EDIT))
        return entry, next((each for each in known if tables & _tables(each)), None)
    return None, None


def attaches_call(entry: Entry) -> bool:
    """Return whether a step added a call to its ticket."""
    return any(change["table"] == "calls" and "old" not in change for change in entry.changes or ())


def undone_call(connection: Connection, ticket_id: int, request: str) -> UndoneCall | None:
    """Return the call that the undo with this request took from a ticket; None when it took none."""
    wanted = _ENTRIES.where(journal.c.ticket_id == ticket_id, journal.c.request == request, journal.c.action == UNDO)
    row = connection.execute(wanted).first()
    if row is None:
        return None
    undone = _entry(row)
    for change in undone.changes or ():
        if change["table"] == "calls" and change["new"].get("kind") == CallKind.UNDONE:
            columns = (calls.c[name] for name in UndoneCall.__slots__[1:])
            call = connection.execute(select(*columns).where(calls.c.id == change["key"])).one()
            attached = last_entry(connection, ticket_id, undone.id)
            return UndoneCall("" if attached is None else attached.request, *call)
    return None


_ENTRIES: Select[Any] = select(
    journal.c.id, journal.c.action, journal.c.at, journal.c.staff_id, staff.c.name, journal.c.ticket_id,
    journal.c.ticket_version, journal.c.text, journal.c.request, cast(journal.c.changes, Text).label("written"),
).outerjoin(staff, staff.c.id == journal.c.staff_id)  # fmt: skip


def _entry(row: Row[Any]) -> Entry:
    step = PastStep(row.action, row.at, row.staff_id, row.name or SYSTEM)
    return Entry(row.id, step, row.ticket_id, row.ticket_version, row.text, row.request, read_changes(row.written))


def _later(connection: Connection, entry: Entry) -> PastStep | None:
    """Return what has happened to the other tickets of a command since."""
    latest = (last_entry(connection, key) for key in sorted(others_of(entry)))
    return next((each.step for each in latest if each is not None and each.request != entry.request), None)


def _tables(entry: Entry) -> set[str]:
    """Return the tables that an edit changed; every edit of the rules also counts the edition up."""
    return {change["table"] for change in entry.changes or () if change["key"] != EDITION}
