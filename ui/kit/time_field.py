"""A field for an instant in everyday words; the parsed instant is shown beside it."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from tickets.errors import FieldError
from ui.kit.labels import Quiet, Tone, Words, mark
from ui.kit.layouts import in_column, in_row
from ui.kit.messages import announce
from ui.kit.time_words import NotATime, coming_words, read_coming
from ui.kit.wording import moment
from ui.runtime.tick import single_shot

_PAUSE_MS = 500  # without a key: an incomplete time is no error yet, and the form must not change while one types

Reader = Callable[[str, datetime], datetime | None]
Teller = Callable[[str, datetime, datetime], str]  # of a text, its instant and now


def _say_moment(_text: str, at: datetime, now: datetime) -> str:
    return moment(at, now)


class TimeField(QWidget):
    """`read` is one of time_words.read_moment, read_past, read_coming; `say` tells how a text was understood."""

    changed = Signal()

    def __init__(
        self, read: Reader, now: Callable[[], datetime], empty: str = "", *, say: Teller = _say_moment
    ) -> None:
        """Create an empty field; `empty` is shown beside it and says what leaving it empty means."""
        super().__init__()
        self._read = read
        self._now, self._say = now, say
        self._empty = empty
        self.field = QLineEdit(maxLength=1000, placeholderText=self.tr("如 昨天 23:40"))
        self.field.setFixedWidth(130)
        self._understood = Quiet(wrap=True)
        self._wrong = Words(tone=Tone.OVERDUE, wrap=True)  # below the field and not cut: it says what to type instead
        self._wrong.hide()
        self._pause = single_shot(self, self._show_wrong)
        row = in_row(self.field, (self._understood, 1))
        in_column(row, self._wrong, holder=self, spacing=4)
        self.setFocusProxy(self.field)
        self.field.textChanged.connect(self._show_understood)
        self.field.textChanged.connect(self.changed)
        self._show_understood()

    def text(self) -> str:
        """Return the text."""
        return self.field.text()

    def set_text(self, text: str) -> None:
        """Set the text."""
        self.field.setText(text)

    def moment(self) -> datetime | None:
        """Return the instant, None when empty. Raises NotATime."""
        return self._read(self.text(), self._now())

    def _show_understood(self) -> None:
        try:
            at = self.moment()
        except NotATime as error:
            self._understood.clear()
            self._wrong.setText(error.sentence)
            self._pause.start(_PAUSE_MS)
            mark(self.field, "wrong", True)
            return
        self._pause.stop()
        self._wrong.hide()
        self._understood.setText(self._say(self.text(), at, self._now()) if at else self._empty)
        mark(self.field, "wrong", False)

    def _show_wrong(self) -> None:
        self._wrong.show()
        announce(self, self._wrong.text())


class AppointmentField(TimeField):
    """A field for the time at which a caller expects the crew."""

    def __init__(self, now: Callable[[], datetime], empty: str = "") -> None:
        super().__init__(read_coming, now, empty, say=coming_words)
        self.field.setAccessibleName(self.tr("约定时间"))
        self.field.setPlaceholderText(self.tr("如 周三下午3点"))

    def agreed(self) -> datetime | None:
        """Return the instant, None when empty. Raises FieldError, of the appointment, for one that is not to come."""
        try:
            return self.moment()
        except NotATime as error:
            raise FieldError("appointment", error.sentence) from error
