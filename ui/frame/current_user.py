"""Who sits at this seat: chosen from the staff or signed in, remembered, changed with one key."""

import socket
from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QObject, QSettings, Signal

from tickets.rules.words import Role
from tickets.store.rows import Who

_KEY = "seat/staff_id"


class Somebody(Protocol):
    """Who may sit down: a member of staff, or a person who has signed in."""

    @property
    def id(self) -> int:
        """The id among the staff."""

    @property
    def name(self) -> str:
        """What they are called."""

    @property
    def roles(self) -> frozenset[Role]:
        """What they may do."""


class CurrentUser(QObject):
    """The person at this seat. `changed` says that somebody else sits down, or may do other things now."""

    changed = Signal()

    def __init__(self, preferences: QSettings, people: Sequence[Somebody], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._seat_name = socket.gethostname()
        self._who = self._as_who(_remembered(preferences, people))

    def who(self) -> Who:
        """Return who sits here, as commands and the journal need it."""
        return self._who

    def sit_down(self, person: Somebody) -> None:
        """Let this person sit here from now on."""
        self._who = self._as_who(person)
        self._preferences.setValue(_KEY, person.id)
        self.changed.emit()

    def _as_who(self, person: Somebody | None) -> Who:
        if person is None:
            return Who(None, "", frozenset(), self._seat_name)
        return Who(person.id, person.name, person.roles, self._seat_name)


def _remembered(preferences: QSettings, people: Sequence[Somebody]) -> Somebody | None:
    wanted = str(preferences.value(_KEY, ""))
    return next((person for person in people if str(person.id) == wanted), people[0] if people else None)
