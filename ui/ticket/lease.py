"""This window's lease: while a form is visible, other workstations see who is working on which ticket."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject

from tickets.editing import RENEW_SECONDS, Editing
from tickets.errors import DeskError
from tickets.rules.instants import seconds_between
from tickets.store.rows import Who
from ui.runtime.session import SessionContext


@dataclass(frozen=True, slots=True)
class Held:
    """The lease and its holder."""

    ticket_id: int
    doing: str
    who: Who


class LeaseKeeper(QObject):
    """Keeps at most one lease and renews it. It is only a courtesy, so failures are not reported."""

    def __init__(self, session: SessionContext, editing: Editing, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._editing = editing
        self._held: Held | None = None
        self._written = session.now()
        session.tick.second.connect(self._on_second)

    def hold(self, ticket_id: int, doing: str) -> None:
        """Hold this lease from now on, in the user's name, instead of the previous one."""
        wanted = Held(ticket_id, doing, self._session.who())
        if wanted == self._held:
            return
        self.let_go()
        self._held = wanted
        self._write(wanted)

    def let_go(self) -> None:
        """End the lease."""
        held, self._held = self._held, None
        if held is not None:
            self._session.background.run(lambda: self._editing.let_go(held.ticket_id, held.who), failed=_ignore)

    def _write(self, held: Held) -> None:
        self._written = self._session.now()
        self._session.background.run(lambda: self._editing.hold(held.ticket_id, held.who, held.doing), failed=_ignore)

    def _on_second(self, now: datetime) -> None:
        held = self._held
        if held is None:
            return
        if held.who != self._session.who():
            self.hold(held.ticket_id, held.doing)
        elif abs(seconds_between(self._written, now)) >= RENEW_SECONDS:
            self._write(held)


def _ignore(_error: DeskError) -> None:
    pass
