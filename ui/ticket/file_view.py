"""All facts and events of a ticket, in one column that scrolls."""

from datetime import datetime

from PySide6.QtWidgets import QPushButton, QScrollArea, QWidget

from tickets.store.queries.ticket_file import TicketFile
from tickets.store.rows import Fault
from ui.kit.cards import Facts, scrolled
from ui.kit.labels import Divider, Quiet, Subheading, Words
from ui.kit.layouts import Stretch, in_column
from ui.kit.tokens import INSIDE
from ui.ticket.facts import call_summary, first_call, ticket_facts
from ui.ticket.stage_view import StageView
from ui.ticket.timeline import timeline
from ui.ticket.timeline_view import TimelineView

_CAPTION = 64
_WORDS_SHOWN = 240


class CallWords(QWidget):
    """The caller's words, cut when very long until the rest is requested."""

    def __init__(self) -> None:
        super().__init__()
        self._whole = ""
        self._words = Words(wrap=True, selectable=True)
        self._when = Quiet(wrap=True)
        self._more = QPushButton(self.tr("显示全部原话"))
        self._more.clicked.connect(self._show_whole)
        in_column(self._words, self._more, self._when, holder=self, spacing=2)

    def show_words(self, words: str, when: str) -> None:
        """Show what was said and when."""
        self._when.setText(when)
        if words == self._whole and words:
            return
        self._whole = words
        cut = len(words) > _WORDS_SHOWN
        self._words.setText(f"{words[:_WORDS_SHOWN]}…" if cut else words or self.tr("没有记下原话"))
        self._more.setVisible(cut)

    def _show_whole(self) -> None:
        self._words.setText(self._whole)
        self._more.hide()


class FileView(QWidget):
    """The caller's words, the facts, the stages and the history of one ticket."""

    def __init__(self) -> None:
        super().__init__()
        self._said = CallWords()
        self._facts = Facts(_CAPTION)
        self._stages = StageView()
        self._story = TimelineView()
        self._shown: tuple[TicketFile, tuple[Fault, ...]] | None = None
        inner = QWidget()
        stages = (Divider(), Subheading(self.tr("时限")), self._stages)
        story = (Divider(), Subheading(self.tr("经过（新的在上）")), self._story)
        parts = (self._said, self._facts, *stages, *story, Stretch())
        in_column(*parts, holder=inner, margins=(0, 0, 8, 0), spacing=INSIDE)
        self._area: QScrollArea = scrolled(inner)
        in_column(self._area, holder=self)

    def show_file(self, file: TicketFile, faults: tuple[Fault, ...], now: datetime) -> None:
        """Show a ticket, scrolled to the top unless it is the same one.

        `faults` are needed for names of former ratings.
        """
        if self._shown is None or self._shown[0].ticket.id != file.ticket.id:
            self._area.verticalScrollBar().setValue(0)
        elif self._shown == (file, faults):
            return
        self._shown = file, faults
        call = first_call(file)
        self._said.show_words(call.words if call else "", call_summary(file, now))
        self._facts.show_facts(ticket_facts(file, now))
        story = timeline(file, {fault.code: fault.name for fault in faults})
        self._stages.show_rounds(story.rounds, file.holds, now)
        self._story.show_entries(story.entries, now)

    def tick(self, now: datetime) -> None:
        """Update the times."""
        self._stages.tick(now)
