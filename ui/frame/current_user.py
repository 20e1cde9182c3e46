"""The current user: chosen from the staff or signed in, remembered, changed with one key."""

import socket
from collections.abc import Sequence

from PySide6.QtCore import QObject, QSettings, Signal

from tickets.accounts.authenticator import Person
from tickets.store.queries.lookups import StaffMember
from tickets.store.rows import Who

_KEY = "seat/staff_id"


Somebody = StaffMember | Person  # who may use the window: chosen from the staff, or signed in


class CurrentUser(QObject):
    """The person using this window. `changed` is emitted when it becomes another one or the roles change."""

    changed = Signal()

    def __init__(self, preferences: QSettings, people: Sequence[Somebody], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._seat_name = socket.gethostname()
        self._who = self._as_who(_remembered(preferences, people))

    def who(self) -> Who:
        """Return the current user, as commands and the journal need it."""
        return self._who

    def sit_down(self, person: Somebody) -> None:
        """Make this person the current user."""
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
