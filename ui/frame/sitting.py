"""Who sits at this seat: chosen from the staff, remembered, changed with one key."""

import socket

from PySide6.QtCore import QObject, QSettings, Signal

from tickets.store.queries.lookups import StaffMember
from tickets.store.rows import Who

_KEY = "seat/staff_id"


class Sitting(QObject):
    """The person at this seat. `changed` says that somebody else sits down."""

    changed = Signal()

    def __init__(self, preferences: QSettings, people: list[StaffMember], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._seat_name = socket.gethostname()
        self._who = self._as_who(_remembered(preferences, people))

    def who(self) -> Who:
        """Return who sits here, as commands and the journal need it."""
        return self._who

    def sit_down(self, person: StaffMember) -> None:
        """Let this person sit here from now on."""
        self._who = self._as_who(person)
        self._preferences.setValue(_KEY, person.id)
        self.changed.emit()

    def _as_who(self, person: StaffMember | None) -> Who:
        if person is None:
            return Who(None, "", frozenset(), self._seat_name)
        return Who(person.id, person.name, person.roles, self._seat_name)


def _remembered(preferences: QSettings, people: list[StaffMember]) -> StaffMember | None:
    wanted = int(str(preferences.value(_KEY, 0)))
    return next((person for person in people if person.id == wanted), people[0] if people else None)
