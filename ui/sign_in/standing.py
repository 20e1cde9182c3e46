"""How the account of the person at this seat stands: looked at whenever the staff changes, and every minute."""

from PySide6.QtCore import QObject, Signal

from tickets.accounts.entrance import Entrance, Person
from tickets.store.feed import Changes
from ui.kit.seat import Seat

LOOK_EVERY = 60  # seconds; an account that expires changes nothing that a feed could tell of


class Standing(QObject):
    """Says `changed` when the person may do other things now, `ended` when they may do nothing any more."""

    changed = Signal(object)  # Person
    ended = Signal(object)  # the Person who was in

    def __init__(self, entrance: Entrance, seat: Seat, person: Person, parent: QObject) -> None:
        super().__init__(parent)
        self._entrance = entrance
        self._seat = seat
        self._person = person
        self._seconds = 0
        seat.feed.changed.connect(self._on_changes)
        seat.tick.second.connect(self._on_second)

    @property
    def person(self) -> Person:
        """Return whose account is looked at, as it was found last."""
        return self._person

    def follow(self, person: Person) -> None:
        """Look at this person's account from now on."""
        self._person = person
        self._seconds = 0

    def _on_changes(self, changes: Changes) -> None:
        if changes.lost or "staff" in changes.tables:
            self._look()

    def _on_second(self) -> None:
        self._seconds += 1
        if self._seconds >= LOOK_EVERY:
            self._look()

    def _look(self) -> None:
        self._seconds = 0
        asked = self._person
        self._seat.background.refresh(
            "standing",
            lambda: self._entrance.account(asked.id),
            lambda found: self._on_found(asked, found),
            lambda _error: None,  # looked at again in a minute, or when the feed is back
            owner=self,
        )

    def _on_found(self, asked: Person, found: Person | None) -> None:
        if asked is not self._person:
            return
        if found is None:
            self.ended.emit(asked)
        elif found != asked:
            self._person = found
            self.changed.emit(found)
