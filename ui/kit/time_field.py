"""A field for an instant, typed as people say it; beside it stands how it was understood."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from ui.kit.labels import Elided, Tone, mark
from ui.kit.time_words import NotATime
from ui.kit.wording import moment

Reader = Callable[[str, datetime], datetime | None]


class TimeField(QWidget):
    """`read` is one of time_words.read_moment, read_past, read_coming."""

    changed = Signal()

    def __init__(self, read: Reader, now: Callable[[], datetime], empty: str = "") -> None:
        """Make an empty field; `empty` says beside it what leaving it empty means."""
        super().__init__()
        self._read = read
        self._now = now
        self._empty = empty
        self.field = QLineEdit()
        self.field.setMaxLength(1000)
        self.field.setFixedWidth(130)
        self.field.setPlaceholderText(self.tr("如 昨天 23:40"))
        self._understood = Elided(tone=Tone.QUIET)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.field)
        row.addWidget(self._understood, 1)
        self.setFocusProxy(self.field)
        self.field.textChanged.connect(self._show_understood)
        self.field.textChanged.connect(self.changed)
        self._show_understood()

    def text(self) -> str:
        """Return what is typed."""
        return self.field.text()

    def set_text(self, text: str) -> None:
        """Type something else."""
        self.field.setText(text)

    def moment(self) -> datetime | None:
        """Return the instant typed, None when empty. Raises NotATime."""
        return self._read(self.text(), self._now())

    def _show_understood(self) -> None:
        sentence, wrong = "", False
        try:
            at = self.moment()
            sentence = moment(at, self._now()) if at else self._empty
        except NotATime as error:
            sentence, wrong = error.sentence, True
        self._understood.setText(sentence)
        self._understood.set_tone(Tone.OVERDUE if wrong else Tone.QUIET)
        mark(self.field, "wrong", wrong)
