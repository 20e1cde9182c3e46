"""All facts and events of a ticket, the newest event first, in one column that scrolls."""

from datetime import datetime

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QScrollArea, QSizePolicy, QWidget

from tickets.store.queries.ticket_file import TicketFile
from tickets.store.rows import Fault
from ui.kit.cards import Facts, scrolled
from ui.kit.labels import Divider, Quiet, Subheading, Tone, Words
from ui.kit.layouts import Stretch, in_column, in_row
from ui.kit.plain_text import set_tip
from ui.kit.tokens import INSIDE
from ui.kit.wording import full_moment, moment
from ui.ticket.facts import OTHER_CALLS, said_in_calls, ticket_facts
from ui.ticket.stage_view import StageView
from ui.ticket.timeline import Kind, TimelineEntry, timeline

SHOWN_AT_MOST = 300
DOWN_KEY, UP_KEY = "Ctrl+↓", "Ctrl+↑"
_OVERLAP = 32  # pixels of a page that stay in sight
_TIME_WIDTH = 84
_TONES = {Kind.WARNING: Tone.WARNING, Kind.OVERDUE: Tone.OVERDUE, Kind.UNSENT: Tone.QUIET}
_CAPTION = 64
_WORDS_SHOWN = 240
_LEAST = 48  # pixels: two lines
_QWIDGETSIZE_MAX = 16777215  # pixels


class EntryView(QWidget):
    """An event: when, what, details, by whom."""

    def __init__(self) -> None:
        super().__init__()
        self.entry: TimelineEntry | None = None
        self._time = Quiet()
        self._time.setFixedWidth(_TIME_WIDTH)
        self._title = Words(wrap=True, selectable=True)
        self._text = Words(wrap=True, selectable=True)
        self._by = Quiet(wrap=True, selectable=True)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self._time, 0, 0, Qt.AlignmentFlag.AlignTop)
        for row, label in enumerate((self._title, self._text, self._by)):
            label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            grid.addWidget(label, row, 1)

    def show_entry(self, entry: TimelineEntry, now: datetime) -> None:
        """Show an event; its time is relative to `now`."""
        self._time.setText(moment(entry.at, now))
        if entry == self.entry:
            return
        self.entry = entry
        set_tip(self._time, full_moment(entry.at))
        self._title.setText(entry.title)
        self._title.set_tone(_TONES.get(entry.kind, Tone.PLAIN))
        self._text.show_text(entry.text)
        self._by.show_text(self._written_by(entry, now))

    def _written_by(self, entry: TimelineEntry, now: datetime) -> str:
        if entry.written is None:
            return entry.by
        late = self.tr("补录，{written} 记入").format(written=moment(entry.written, now))
        return " · ".join(part for part in (late, entry.by) if part)


class TimelineView(QWidget):
    """All events; the labels are reused for the next ticket."""

    def __init__(self) -> None:
        super().__init__()
        self._views: list[EntryView] = []
        self._more = Quiet()
        self._column = in_column(holder=self, spacing=8)

    def show_entries(self, entries: tuple[TimelineEntry, ...], now: datetime) -> None:
        """Show exactly these events."""
        shown = entries[:SHOWN_AT_MOST]
        while len(self._views) < len(shown):
            self._views.append(EntryView())
            self._column.addWidget(self._views[-1])
        for place, view in enumerate(self._views):
            if place < len(shown):
                view.show_entry(shown[place], now)
            view.setVisible(place < len(shown))
        left_out = len(entries) - len(shown)
        self._column.removeWidget(self._more)
        self._column.addWidget(self._more)
        self._more.show_text(self.tr("更早的 {n} 条未列出，可在打印件里看全。").format(n=left_out) if left_out else "")


class CallWords(QWidget):
    """The caller's words, cut when very long until the rest is requested; a `copy` stands beside their time."""

    def __init__(self, copy: QWidget | None = None) -> None:
        super().__init__()
        self._whole = ""
        self._words = Words(wrap=True, selectable=True)
        self._when = Quiet(wrap=True)
        self._more = QPushButton(self.tr("显示全部原话"))
        self._more.clicked.connect(self._show_whole)
        below = self._when if copy is None else in_row((self._when, 1), copy, spacing=INSIDE)
        in_column(self._words, self._more, below, holder=self, spacing=2)

    def show_words(self, words: str, when: str, merged_into: str | None = None) -> None:
        """Show what was said and when; a ticket that was merged has it on the one with this number."""
        self._when.setText(when)
        if words == self._whole and words:
            return
        self._whole = words
        cut = len(words) > _WORDS_SHOWN
        none = self.tr("没有记下原话") if merged_into is None else self.tr("原话随来电转到 {number}")
        self._words.setText(f"{words[:_WORDS_SHOWN]}…" if cut else words or none.format(number=merged_into))
        self._more.setVisible(cut)

    def _show_whole(self) -> None:
        self._words.setText(self._whole)
        self._more.hide()


class FileView(QWidget):
    """The caller's words, the facts, the stages and the history of one ticket."""

    reads_history = Signal(bool)  # whether the keys have led to the history, which needs room then

    def __init__(self, copy: QWidget) -> None:
        """Show `copy`, the button that copies the ticket for its crew, beside the time of the call."""
        super().__init__()
        self._said = [CallWords(copy), *(CallWords() for _ in range(OTHER_CALLS))]
        self._facts = Facts(_CAPTION)
        self._stages = StageView()
        self._story = TimelineView()
        self._story_head = Subheading(self.tr("经过（新的在上）"))
        self._below = Quiet()  # how many events there are, and the keys that scroll to them
        self._shown: tuple[TicketFile, tuple[Fault, ...]] | None = None
        self._inner = inner = QWidget()
        stages = (Divider(), Subheading(self.tr("时限")), self._stages)
        story = (Divider(), self._story_head, self._story)
        in_column(
            *self._said, self._facts, *stages, *story, Stretch(), holder=inner, margins=(0, 0, 8, 0), spacing=INSIDE
        )
        self._area: QScrollArea = scrolled(inner)
        in_column((self._area, 1), self._below, holder=self, spacing=4)
        self._area.verticalScrollBar().rangeChanged.connect(self._show_keys)
        self._area.verticalScrollBar().rangeChanged.connect(self._end_with_a_text)

    def scroll_down(self) -> None:
        """Scroll to the history, then a page at a time."""
        bar, story = self._area.verticalScrollBar(), self._story_head.y()
        if bar.maximum():
            self.reads_history.emit(True)
        bar.setValue(story if bar.value() < story else bar.value() + bar.pageStep() - _OVERLAP)

    def scroll_up(self) -> None:
        """Scroll back a page at a time, no further than to the beginning of the history, then to the top."""
        bar, story = self._area.verticalScrollBar(), self._story_head.y()
        if bar.value() <= story:
            self.reads_history.emit(False)
        bar.setValue(max(story, bar.value() - bar.pageStep() + _OVERLAP) if bar.value() > story else 0)

    def show_file(self, file: TicketFile, faults: tuple[Fault, ...], now: datetime) -> None:
        """Show a ticket, scrolled to the top unless it is the same one.

        `faults` are needed for names of former ratings.
        """
        if self._shown is None or self._shown[0].ticket.id != file.ticket.id:
            self._area.verticalScrollBar().setValue(0)
            self.reads_history.emit(False)
        elif self._shown == (file, faults):
            return
        self._shown = file, faults
        said = said_in_calls(file, now)
        for view, each in zip(self._said, said, strict=False):
            view.show_words(each.words, each.when, file.merged_number)
        for place, view in enumerate(self._said):
            view.setVisible(place < len(said))
        self._facts.show_facts(ticket_facts(file, now))
        story = timeline(file, {fault.code: fault.name for fault in faults})
        self._stages.show_rounds(story.rounds, file.holds, now)
        self._story.show_entries(story.entries, now)
        keys = self.tr("经过 {n} 条：{down} 往下 · {up} 往上")
        self._below.setText(keys.format(n=len(story.entries), down=DOWN_KEY, up=UP_KEY))

    def give_way(self, gives: bool) -> None:
        """Leave all the room that an open form needs, or keep some for the facts again."""
        self.setMinimumHeight(1 if gives else 0)
        if gives:
            self._area.verticalScrollBar().setValue(0)
        self._end_with_a_text()
        self._show_keys()
        if not gives:
            self._area.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show nothing where a form leaves too little."""
        super().resizeEvent(event)
        if self.minimumHeight():
            self._area.setVisible(event.size().height() >= _LEAST)
        self._end_with_a_text()

    def _end_with_a_text(self) -> None:
        """Lower the facts so that no text is cut above the form."""
        if not self.minimumHeight():
            self._area.setMaximumHeight(_QWIDGETSIZE_MAX)
            return
        inner, room = self._inner, self.height()
        texts = [each for each in inner.findChildren(Words) if each.isVisibleTo(inner)]
        spans = [(top := each.mapTo(inner, QPoint()).y(), top + each.height()) for each in texts]
        while cut := [top for top, bottom in spans if top < room < bottom]:
            room = min(cut)
        self._area.setMaximumHeight(room if room >= _LEAST else self.height())

    def _show_keys(self) -> None:
        """Tell the keys where something is out of sight, unless a form needs the room."""
        self._below.setVisible(self._area.verticalScrollBar().maximum() > 0 and not self.minimumHeight())

    def tick(self, now: datetime) -> None:
        """Update the times."""
        self._stages.tick(now)
