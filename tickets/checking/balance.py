"""Checks that each call is where the journal says, although merges move calls between tickets."""

from collections.abc import Iterator
from itertools import zip_longest

from sqlalchemy import Connection

from tickets.checking.stories import COLUMNS, WRITTEN, Story, Values, all_columns, decoded
from tickets.checking.violations import Violation, found
from tickets.store.changes import Change, in_present_columns

_CALLS = COLUMNS["calls"]


class CallBalance:
    """The calls according to the journal and those stored; a call is forgotten as soon as both agree."""

    def __init__(self) -> None:
        self._journaled: dict[int, Values] = {}
        self._present: dict[int, Values] = {}
        self._moves: dict[int, list[Values]] = {}
        self._unread: list[int] = []

    def add(self, story: Story) -> None:
        """Add a ticket's calls."""
        rows = {row[0]: row for row in story.call_rows}
        for key, values in story.inserted_calls.items():
            if key not in rows or not _CALLS.agree(rows[key], values):
                self._journaled[key] = values
        for key, moved in story.moved_calls.items():
            self._moves.setdefault(key, []).append(moved)
        for key, row in rows.items():
            if key not in story.inserted_calls or key in self._journaled:
                self._present[key] = _CALLS.values(row)

    def add_loose(self, connection: Connection) -> None:
        """Add the calls without a ticket."""
        entries = (
            change
            for row in found(connection, f"SELECT id, {WRITTEN} FROM journal WHERE ticket_id IS NULL ORDER BY id")
            for changes in decoded([row], self._unread)  # type: ignore[list-item]
            for change in changes
            if change["table"] == "calls"
        )
        rows = found(connection, f"SELECT {all_columns('calls')} FROM calls WHERE ticket_id IS NULL ORDER BY id")
        for change, row in zip_longest(entries, rows):
            if change is not None:
                self._fold(change)
            if row is not None:
                self._present[row[0]] = _CALLS.values(row)
            for key in ({change["key"]} if change else set()) | ({row[0]} if row is not None else set()):
                if self._journaled.get(key) == self._present.get(key):
                    del self._journaled[key], self._present[key]

    def _fold(self, change: Change) -> None:
        """Add a new call without a ticket, or the undoing of one."""
        key, new = change["key"], change["new"]
        self._journaled[key] = (
            self._journaled.get(key, {}) | new if "old" in change else in_present_columns("calls", new)
        )

    def violations(self) -> Iterator[Violation]:
        """Yield a violation for each call that the journal doesn't account for, and for each unreadable entry."""
        for key in self._unread:
            yield Violation("changes_can_be_read", "不属于工单的日志", f"日志第 {key} 条所记的改动看不懂")
        for key in sorted(self._journaled.keys() | self._present.keys()):
            if not self._balances(key):
                yield Violation("journal_folds_to_rows", f"来电第 {key} 条", "与日志不符")

    def _balances(self, key: int) -> bool:
        journaled, present = self._journaled.get(key), self._present.get(key)
        if journaled is None or present is None:
            return False
        return any({**journaled, **moved} == present for moved in ({}, *self._moves.get(key, ())))
