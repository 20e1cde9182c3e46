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


class ConflictView(QFrame):
    """Shown above the form until an attempt succeeds; small on a low screen. Hidden without a conflict."""

    def __init__(self) -> None:
        super().__init__()
        mark(self, "alarm", True)
        self._who = Words(wrap=True, selectable=True)
        self._facts = Facts(_CAPTION, spacing=0)
        self._mine = Words(wrap=True)
        self._hint = Words(wrap=True)
        in_column(self._who, self._facts, self._mine, self._hint, holder=self, margins=(12, 4), spacing=2)
        self.hide()

    def say(self, error: Conflict, changed: list[tuple[str, str]], mine: str, hint: str) -> None:
        """Show who was first, what has changed, what became of one's own attempt, and what to do."""
        first = self.tr("刚被改过：{theirs}").format(theirs=error.theirs)
        sentence = first if error.theirs else error.sentence
        self._who.setText(sentence)
        self._facts.show_facts(changed)
        self._mine.setText(mine)
        self._hint.setText(hint)
        self.setAccessibleName(sentence)
        self.show()
        announce(self, f"{sentence} {mine} {hint}", urgent=True)

    @property
    def sentence(self) -> str:
        """Who was first; "" while hidden."""
        return "" if self.isHidden() else self._who.text()
