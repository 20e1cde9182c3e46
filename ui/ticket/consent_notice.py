"""Says that steps of the ticket wait for a supervisor's consent, what counts until then, and offers to decide now."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame

from tickets.rules.words import Role
from tickets.store.queries.ticket_file import TicketFile
from tickets.store.rows import Who
from ui.kit.buttons import KeyButton
from ui.kit.labels import Words, mark
from ui.kit.layouts import in_row
from ui.kit.messages import announce
from ui.ticket.consent_words import waiting_words

DECIDE_KEY = "Shift+Y"


class ConsentNotice(QFrame):
    """Hidden while nothing waits. A request that the user has just made is announced."""

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        mark(self, "notice", True)
        self._file: TicketFile | None = None
        self._said: frozenset[int] = frozenset()  # requests that were shown
        self._words = Words(wrap=True, selectable=True)
        self._decide = KeyButton(self.tr("现场核准"), DECIDE_KEY, handles_key=False, on_click=self.wanted)
        self._decide.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row = in_row((self._words, 1), self._decide, holder=self, margins=(12, 4, 4, 4))
        row.setAlignment(self._decide, Qt.AlignmentFlag.AlignTop)
        self._words.setMinimumHeight(32)
        self.hide()

    @property
    def sentence(self) -> str:
        """What is said; "" while hidden."""
        return self._words.text() if self.isVisible() else ""

    def show_file(self, file: TicketFile, who: Who, now: datetime) -> None:
        """Show what waits on this ticket."""
        before, self._file = self._file, file
        decides = Role.SUPERVISOR in who.roles and all(each.asked_by != who.staff_id for each in file.asked)
        self._decide.set_step(self.tr("核准") if decides else self.tr("现场核准"), DECIDE_KEY)
        self.setVisible(bool(file.asked))
        self.tick(now)
        ids = frozenset(request.id for request in file.asked)
        same = before is not None and before.ticket.id == file.ticket.id
        if same and any(each.id not in self._said and each.asked_by == who.staff_id for each in file.asked):
            announce(self, self._words.text())
        self._said = ids

    def tick(self, now: datetime) -> None:
        """Update how long a hold is in effect."""
        asked = () if self._file is None else self._file.asked
        words = "\n".join(waiting_words(request, now) for request in asked)
        if words != self._words.text():
            self._words.setText(words)
            self.setAccessibleName(words)
