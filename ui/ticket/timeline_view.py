"""Shows the events of a ticket, the newest first."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from ui.kit.labels import Quiet, Tone, Words
from ui.kit.layouts import in_column
from ui.kit.plain_text import set_tip
from ui.kit.wording import full_moment, moment
from ui.ticket.timeline import Kind, TimelineEntry

SHOWN_AT_MOST = 300
_TIME_WIDTH = 84
_TONES = {Kind.WARNING: Tone.WARNING, Kind.OVERDUE: Tone.OVERDUE, Kind.UNSENT: Tone.QUIET}


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
