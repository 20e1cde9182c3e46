"""Watches the signed-in person's account: checked whenever the staff changes, and every minute."""

from PySide6.QtCore import QObject, Signal

from tickets.accounts.authenticator import Authenticator, Person
from ui.runtime.live_query import LiveQuery
from ui.runtime.session import SessionContext

LOOK_EVERY = 60  # seconds; an account that expires changes no row, so the feed doesn't report it


class AccountMonitor(QObject):
    """Emits `changed` when the person's roles have changed, `ended` when the account is no longer valid."""

    changed = Signal(object)  # Person
    ended = Signal(object)  # the Person whose account ended

    def __init__(self, authenticator: Authenticator, session: SessionContext, person: Person, parent: QObject) -> None:
        super().__init__(parent)
        self._authenticator = authenticator
        self._session = session
        self.person = person  # the watched person, as last read
        self._seconds = 0
        self._live = LiveQuery(
            session, "standing", self._account, self._on_found, self, arguments=lambda _changes: (self.person,),
            tables=frozenset({"staff"}), failed=lambda _error: None,
        )  # fmt: skip  # what failed is looked at again in a minute, or when the feed is back
        session.tick.second.connect(self._on_second)

    def follow(self, person: Person) -> None:
        """Watch this person's account from now on."""
        self.person = person
        self._seconds = 0

    def _on_second(self) -> None:
        self._seconds += 1
        if self._seconds >= LOOK_EVERY:
            self._seconds = 0
            self._live.refresher.want()

    def _account(self, asked: Person) -> tuple[Person, Person | None]:
        return asked, self._authenticator.account(asked.id)

    def _on_found(self, answer: tuple[Person, Person | None]) -> None:
        asked, found = answer
        if asked is not self.person:
            return
        if found is None:
            self.ended.emit(asked)
        elif found != asked:
            self.person = found
            self.changed.emit(found)
