"""The unit of work of one command: its transaction, time and author, and what it has changed."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, bindparam, select

from tickets.errors import Refused
from tickets.rules.instants import in_words, whole
from tickets.rules.words import Role
from tickets.store.command_start import lock_journal
from tickets.store.digests import CHAINED, digest
from tickets.store.inserting import insert_row, to_db, to_json, update_row
from tickets.store.rows import Who
from tickets.store.rulebook import EDITION, Rulebook
from tickets.store.tables import BOOKKEEPING, journal, settings, staff, tickets

_HOLD = select(tickets.c.id).where(tickets.c.id == bindparam("id")).with_for_update(key_share=True)
_LAST_DIGEST = select(journal.c.digest).order_by(journal.c.id.desc()).limit(1)
LAST_OF_TICKET = _LAST_DIGEST.where(journal.c.ticket_id == bindparam("id"))
_LAST_OF_NONE = _LAST_DIGEST.where(journal.c.ticket_id.is_(None))

LATE = "补录："  # with this the reason for a late entry begins in the journal

Change = dict[str, Any]


@dataclass
class UnitOfWork:
    """The work of one command. Everything written through it is journaled.

    `held` are the locked tickets, each with the digest that its next journal entry follows.
    """

    connection: Connection
    now: datetime
    who: Who
    rules: Rulebook
    action: str
    text: str = ""
    true_time: datetime | None = None
    late_reason: str = ""  # why the step is entered late
    versions: dict[int, int] = field(default_factory=dict)
    held: dict[int, str] = field(default_factory=dict)
    _changes: dict[int | None, list[Change]] = field(default_factory=lambda: defaultdict(list))

    @property
    def here(self) -> frozenset[int]:
        """Return who is certainly at a workstation: the command's author."""
        return frozenset() if self.who.staff_id is None else frozenset({self.who.staff_id})

    def author_roles(self) -> frozenset[Role]:
        """Return the roles with which the author began the command and which they still have."""
        if self.who.staff_id is None:
            return self.who.roles
        held: frozenset[Role] = self.connection.execute(
            select(staff.c.roles).where(staff.c.id == self.who.staff_id)
        ).scalar_one()
        return self.who.roles & held

    def author_is(self, *roles: Role) -> bool:
        """Return whether the author began the command with one of these roles and still has it."""
        return not self.author_roles().isdisjoint(roles)

    def moment(self, at: datetime | None, not_before: datetime | None = None, before_what: str = "上一步") -> datetime:
        """Return when it happened: `at` for a late entry, else now.

        A late entry is marked in the journal. Raises Refused for a time in the future or before `not_before`.
        """
        if at is None:
            return self.now if not_before is None else max(self.now, not_before)
        at = whole(at)
        if at > self.now:
            raise Refused("时间在将来，请核对后重填。")
        if not_before is not None and at < not_before:
            raise Refused(f"时间早于{before_what}（{in_words(not_before, at)}），请核对后重填。")
        if at != self.now:
            self.true_time = at
        return at

    def insert(self, table: Table, of: int | None = None, **values: Any) -> int:
        """Insert a row and return its id (0 for a table without one).

        `of` is the ticket it belongs to; a ticket belongs to itself.
        """
        kept = {name: to_db(value) for name, value in values.items()}
        key = insert_row(self.connection, table, kept)
        for name in BOOKKEEPING & kept.keys():
            del kept[name]
        if table is tickets:
            of = key
            self.held[key] = ""
        row_key = key or next(iter(kept.values()))
        self._changes[of].append({"table": table.name, "key": row_key, "new": kept})
        return key

    def update(
        self, table: Table, key: int | str, old: dict[str, Any], new: dict[str, Any], of: int | None = None
    ) -> None:
        """Update the columns of `new` that differ from `old` in the row with this key."""
        differing = {name: value for name, value in new.items() if old[name] != value}
        if not differing:
            return
        kept = {name: to_db(value) for name, value in differing.items()}
        update_row(self.connection, table, key, kept)
        new_values = {name: value for name, value in kept.items() if name not in BOOKKEEPING}
        if new_values:
            before = {name: to_db(old[name]) for name in new_values}
            self._changes[of].append({"table": table.name, "key": key, "old": before, "new": new_values})

    def touch(self, ticket_id: int | None) -> None:
        """Journal this ticket even if none of its columns changed."""
        self._changes[ticket_id]

    def new_edition(self) -> None:
        """Start a new edition of the rules, so that every program reads them again."""
        found = self.connection.execute(select(settings.c.value).where(settings.c.key == EDITION)).scalar()
        if found is None:
            self.insert(settings, key=EDITION, value=1)
        else:
            self.update(settings, EDITION, {"value": found}, {"value": found + 1})

    def write_journal(self, request: str) -> frozenset[int]:
        """Write one journal entry for each changed ticket, one for everything else; return the tickets' ids.

        Tickets are locked in the order of their ids, as by every command.
        """
        if not self._changes:
            self.touch(None)
        late = f"{LATE}{self.late_reason}" if self.late_reason and self.true_time is not None else ""
        text = "；".join(part for part in (self.text, late) if part)
        for ticket_id, changes in sorted(self._changes.items(), key=lambda each: (each[0] is None, each[0])):
            entry = {
                "at": to_db(self.now),
                "true_time": to_db(self.true_time),
                "staff_id": self.who.staff_id,
                "seat": self.who.seat,
                "action": self.action,
                "ticket_id": ticket_id,
                "ticket_version": None if ticket_id is None else self.versions.get(ticket_id),
                "text": text,
                "touched": ",".join(sorted({change["table"] for change in changes})),
                "changes": changes,
                "request": request,
            }
            values = (entry[name] for name in CHAINED)
            entry["digest"] = digest(self._last_digest(ticket_id), values, to_json(changes))
            insert_row(self.connection, journal, entry)
        return frozenset(key for key in self._changes if key is not None)

    def _last_digest(self, ticket_id: int | None) -> str:
        """Return the digest that the next entry of this ticket, or of no ticket, follows."""
        if ticket_id is None:
            lock_journal(self.connection)
            return self.connection.execute(_LAST_OF_NONE).scalar() or ""
        if ticket_id not in self.held:
            self.connection.execute(_HOLD, {"id": ticket_id})
            self.held[ticket_id] = self.connection.execute(LAST_OF_TICKET, {"id": ticket_id}).scalar() or ""
        return self.held[ticket_id]
