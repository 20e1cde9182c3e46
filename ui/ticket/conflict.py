"""Shows a conflict: who changed the ticket first, what has changed, and what can be done."""

from datetime import datetime

from PySide6.QtWidgets import QFrame

from tickets.errors import Conflict
from tickets.store.queries.ticket_file import TicketFile
from ui.kit.cards import Facts
from ui.kit.labels import Words, mark
from ui.kit.layouts import in_column
from ui.kit.messages import announce
from ui.kit.wording import translate
from ui.ticket.facts import flags, pipe, priority_words, ticket_facts, where

_CAPTION = 64


def differences(before: TicketFile, after: TicketFile, now: datetime) -> list[tuple[str, str]]:
    """Return what has changed, as a caption and "old → new"; the state is always listed first."""
    old, new = _current_facts(before, now), _current_facts(after, now)
    changed = [
        (caption, f"{old[caption] or '—'} → {new[caption] or '—'}") for caption in new if old[caption] != new[caption]
    ]
    state = translate("conflict", "状态")
    unchanged = [(state, new[state])] if old[state] == new[state] else []
    return [*unchanged, *changed]


def _current_facts(file: TicketFile, now: datetime) -> dict[str, str]:
    ticket = file.ticket
    marks = " ".join(flags(ticket.held, ticket.supervised, ticket.reopenings))
    return {
        translate("conflict", "状态"): " ".join(part for part in (ticket.state.label, marks) if part),
        translate("conflict", "紧急程度"): priority_words(ticket.priority),
        **dict(ticket_facts(file, now)),
        translate("conflict", "地址"): where(file),
        translate("conflict", "管道"): pipe(file),
        translate("conflict", "来电"): str(ticket.calls),
    }


class ConflictFrame(QFrame):
    """Says who was first, what has changed and what to do, in parts that a subclass lays out. Hidden at first."""

    def __init__(self, caption_width: int) -> None:
        super().__init__()
        mark(self, "alarm", True)
        self.who = Words(wrap=True, selectable=True)
        self.changed = Facts(caption_width, spacing=0)
        self.hint = Words(wrap=True)
        self.hide()

    def show_conflict(self, error: Conflict | str, changed: list[tuple[str, str]], hint: str, said: str) -> None:
        """Show a conflict; a screen reader also says `said`."""
        first = isinstance(error, Conflict) and error.theirs
        sentence = translate("conflict", "刚被改过：{theirs}").format(theirs=first) if first else str(error)
        self.who.setText(sentence)
        self.changed.show_facts(changed)
        self.hint.setText(hint)
        self.setAccessibleName(sentence)
        self.show()
        announce(self, f"{sentence} {said}", urgent=True)

    @property
    def sentence(self) -> str:
        """Who was first; "" while hidden."""
        return "" if self.isHidden() else self.who.text()


class ConflictView(ConflictFrame):
    """Shown above the form until an attempt succeeds; small on a low screen. Hidden without a conflict."""

    def __init__(self) -> None:
        super().__init__(_CAPTION)
        self._mine = Words(wrap=True)
        parts = (self.who, self.changed, self._mine, self.hint)
        in_column(*parts, holder=self, margins=(12, 4), spacing=2)

    def say(self, error: Conflict, changed: list[tuple[str, str]], mine: str, hint: str) -> None:
        """Show who was first, what has changed, what became of one's own attempt, and what to do."""
        self._mine.setText(mine)
        self.show_conflict(error, changed, hint, f"{mine} {hint}")
