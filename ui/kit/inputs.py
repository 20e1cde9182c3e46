"""Fields that the mouse wheel does not change while it scrolls the page: combo boxes, days."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, TypeVar

from PySide6.QtCore import QDate, QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QDateEdit, QPlainTextEdit, QStyle, QStyleOptionComboBox

from ui.kit.plain_text import one_line, set_tip, tip

Field = TypeVar("Field", bound=QComboBox | QAbstractSpinBox)
Choices = Sequence[tuple[Any, str]]  # a value and its label
_NARROWEST = 200  # pixels, of a box with long labels
_LABEL_AT_MOST = 60  # characters; the box is as wide as its longest label


class _WheelFilter(QObject):
    """Passes the wheel on to the parent of the watched field."""

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Ignore the wheel event, so that Qt passes it to the parent."""
        if event.type() != QEvent.Type.Wheel:
            return False
        event.ignore()
        return True


def without_wheel(field: Field) -> Field:
    """Return `field`, which now changes by keys and clicks only and gets no focus by the wheel."""
    field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    field.installEventFilter(_WheelFilter(field))
    return field


def add_once(field: QPlainTextEdit, text: str) -> None:
    """Add a text to what is typed, unless it stands there, and go on there."""
    if text not in field.toPlainText():
        field.moveCursor(QTextCursor.MoveOperation.End)
        field.insertPlainText(text)
    field.setFocus()


def word_choices(words: Any, none: str | None = None) -> Choices:
    """Return words with their labels; `none` is the label of no choice."""
    members = [(word, word.label) for word in words]
    return members if none is None else [(None, none), *members]


class LabelBox(QComboBox):
    """A combo box of labels, which may be texts that people wrote: never too wide for a form.

    A label that does not fit is elided and has its whole text as tool tip.
    """

    def __init__(self) -> None:
        super().__init__()
        without_wheel(self)
        self.currentTextChanged.connect(lambda _text: self._tell_whole())

    def add_labels(self, labels: Iterable[str]) -> None:
        """Append labels."""
        for label in labels:
            self.addItem(one_line(label, _LABEL_AT_MOST), label)
            self.setItemData(self.count() - 1, tip(label), Qt.ItemDataRole.ToolTipRole)

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        """Elide the text that is drawn."""
        super().initStyleOption(option)
        if self._is_cut():
            option.currentText = self.fontMetrics().elidedText(
                option.currentText, Qt.TextElideMode.ElideRight, self._room()
            )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the tool tip where the text doesn't fit any more."""
        super().resizeEvent(event)
        self._tell_whole()

    def _tell_whole(self) -> None:
        whole = str(self.currentData() or "")
        set_tip(self, whole if self._is_cut() or self.currentText() != one_line(whole) else "")

    def _is_cut(self) -> bool:
        return self.fontMetrics().horizontalAdvance(self.currentText()) > self._room()

    def _room(self) -> int:
        option = QStyleOptionComboBox()
        super().initStyleOption(option)
        field = QStyle.SubControl.SC_ComboBoxEditField
        return self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field, self).width()

    def minimumSizeHint(self) -> QSize:
        """Return a width that fits into a form, whatever the labels are."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), _NARROWEST), hint.height())


class ChoiceBox(LabelBox):
    """Shows labels and returns values.

    Qt would return a str-based enum as a plain str, so the values are kept here and Qt only knows their indexes.
    """

    def __init__(self, choices: Choices = ()) -> None:
        super().__init__()
        self._values: list[Any] = []
        self.set_choices(choices)

    def set_choices(self, choices: Choices) -> None:
        """Set the choices; the chosen value stays chosen if it is among them, else the first is chosen."""
        chosen = self.chosen()
        self.clear()
        self._values = [value for value, _ in choices]
        self.add_labels(label for _, label in choices)
        self.choose(chosen)

    def chosen(self) -> Any:
        """Return the chosen value; None when there is nothing to choose from."""
        place = self.currentIndex()
        return self._values[place] if 0 <= place < len(self._values) else None

    def choose(self, value: Any) -> None:
        """Choose a value; the first one if it is not among the choices."""
        if self._values:
            self.setCurrentIndex(self._values.index(value) if value in self._values else 0)


class DayField(QDateEdit):
    """A day field with a calendar whose week begins on Monday."""

    def __init__(self, day: date) -> None:
        super().__init__(QDate(day.year, day.month, day.day))
        without_wheel(self)
        self.setDisplayFormat("yyyy-MM-dd")
        self.setCalendarPopup(True)
        calendar = self.calendarWidget()
        calendar.setMinimumSize(304, 256)
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        for weekend in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            calendar.setWeekdayTextFormat(weekend, QTextCharFormat())

    def day(self) -> date:
        """Return the day."""
        shown = self.date()
        return date(shown.year(), shown.month(), shown.day())

    def set_day(self, day: date) -> None:
        """Set the day."""
        self.setDate(QDate(day.year, day.month, day.day))
