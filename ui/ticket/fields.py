"""The widgets of the small forms."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from itertools import accumulate

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QStyleOptionViewItem,
    QWidget,
)

from tickets.errors import FieldError
from ui.kit.buttons import KeyButton
from ui.kit.layouts import Stretch, in_column, in_row
from ui.kit.painted_cell import Index, PaintedCell
from ui.kit.plain_text import clipped
from ui.kit.time_field import TimeField
from ui.kit.time_words import read_past

OTHER = "其他"  # the reason that has to be written
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LINES_SHOWN = 5
_LINE = 28
_BESIDE, _ABOVE = 8, 1  # pixels around the text of a line
_NO_DIGIT = "\u2007"  # a space as wide as a digit
_ANY = 10_000  # pixels: higher than any text
_WRAPPED = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignVCenter)


class Prose(QPlainTextEdit):
    """A text of several lines. Enter completes it (`entered`), Shift+Enter starts a new line."""

    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setFixedHeight(64)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter as the end of the text."""
        if event.key() in _ENTERS and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class _WholeLines(PaintedCell):
    """Draws each line of a PickList, its parent, at its full height."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height at the list's present width."""
        view = self.parent()
        if not isinstance(view, QListWidget):
            return QSize(0, _LINE)
        return QSize(0, _height_of(index.data(), view))

    def draw(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, _text: str) -> None:
        """Draw the text on as many lines as it needs, or those that it has, each elided in the middle."""
        view, text = self.parent(), str(index.data())  # the style's own text has lost its line breaks
        painter.setFont(option.font)
        painter.setPen(option.palette.color(option.palette.ColorRole.Text))
        place = option.rect.adjusted(_BESIDE, _ABOVE, -_BESIDE, -_ABOVE)
        if isinstance(view, PickList) and view.at_least:
            text = _elided(text, option.fontMetrics, place.width())
        if isinstance(view, PickList) and view.digits_on_focus and not view.hasFocus() and text[:1].isdigit():
            text = _NO_DIGIT + text[1:]
        painter.drawText(place, _WRAPPED, text)


def _height_of(text: str, view: QListWidget) -> int:
    """Return the height of a line with this text at the list's present width."""
    width = max(1, view.viewport().width() - 2 * _BESIDE)
    if isinstance(view, PickList) and view.at_least:
        text = _elided(text, view.fontMetrics(), width)
    room = QRect(0, 0, width, _ANY)
    return max(_LINE, view.fontMetrics().boundingRect(room, _WRAPPED, text).height() + 2 * _ABOVE)


def _elided(text: str, metrics: QFontMetrics, width: int) -> str:
    """Return the text with each of its lines elided in the middle: an address differs at both ends."""
    lines = text.split("\n")
    return "\n".join(metrics.elidedText(line, Qt.TextElideMode.ElideMiddle, width) for line in lines)


class PickList(QListWidget):
    """A short list to pick one from: with the arrows, or with the digit before a line or a double click (`picked`).

    With `at_least` a number of lines they are elided, so that so many are in sight. With `digits_on_focus` the digits
    are drawn only while it has the focus: beside a field in which digits are a part of what is searched for.
    """

    picked = Signal(int)

    def __init__(self, lines: Iterable[str] = (), at_least: int = 0, *, digits_on_focus: bool = False) -> None:
        super().__init__()
        self.at_least, self.digits_on_focus = at_least, digits_on_focus
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setWordWrap(True)
        self.setItemDelegate(_WholeLines(self))
        self.doubleClicked.connect(lambda index: self.picked.emit(index.row()))
        self._digits: list[int] = []
        self._offered = -1
        self.show_lines(lines)

    def show_lines(self, lines: Iterable[str], chosen: int = 0, digits: Sequence[int] = ()) -> None:
        """Show these lines, each at its full height, with one selected; -1 for none.

        `digits` are the numbers of the lines, from 1 on in their order unless given; one above 9 or 0 is no digit.
        """
        said = [clipped(line) for line in lines]
        self._digits = list(digits or range(1, len(said) + 1))
        self.clear()
        # No item is referenced or created here: PySide may free an item before `clear` has finished with it.
        numbered = zip(self._digits, said, strict=True)
        self.addItems([f"{number}  {line}" if 0 < number <= 9 else f"    {line}" for number, line in numbered])
        self.offer(chosen)
        self._fit()

    def offer(self, row: int) -> None:
        """Select a row, -1 for none, which is not yet the user's choice."""
        self.setCurrentRow(row)
        self._offered = self.picked_row

    @property
    def is_changed(self) -> bool:
        """Whether the user has selected another row than the one offered."""
        return self.picked_row != self._offered

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Adapt the height to the lines at another width."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
        self._fit()

    @property
    def picked_row(self) -> int:
        """The selected row, -1 for none. The focus alone makes the first row current, but selects nothing."""
        current = self.currentIndex()
        return current.row() if self.selectionModel().isSelected(current) else -1

    def elides(self, line: str) -> bool:
        """Return whether a line, shown after a digit, is elided at the present width, with or without a scroll bar."""
        bar = self.verticalScrollBar().sizeHint().width()
        line, width = clipped(f"1  {line}"), self.width() - bar - 2 * (_BESIDE + self.frameWidth())
        return bool(self.at_least) and _elided(line, self.fontMetrics(), width) != line

    def _fit(self) -> None:
        """Be as high as the lines, or as those that fit whole in the height of five short ones, or `at_least`."""
        line = _height_of("字", self)
        ends = list(accumulate(self.sizeHintForRow(row) for row in range(self.count())))
        wanted = ends[min(self.at_least, len(ends)) - 1] if self.at_least and ends else 0
        whole = [end for end in ends if end <= max(wanted, _LINES_SHOWN * line)]
        self.setFixedHeight(max(whole, default=_LINES_SHOWN * line if ends else line) + 4)

    def event(self, event: QEvent) -> bool:
        """Claim the digits before the shortcuts of the desk."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and digit(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pick the line of a digit."""
        number = digit(event)
        if number is None:
            super().keyPressEvent(event)
        else:
            self.pick(number)

    def pick(self, number: int) -> None:
        """Pick the line of a digit, if there is one."""
        if number in self._digits:
            row = self._digits.index(number)
            self.setCurrentRow(row)
            self.picked.emit(row)


class LateTime(QWidget):
    """The true time of a step entered late (补录) and the reason for that, hidden until requested.

    `explained` is emitted when a reason was picked that needs no more words.
    """

    explained = Signal()

    def __init__(self, now: Callable[[], datetime], scope: QWidget) -> None:
        super().__init__()
        self._ask = KeyButton(self.tr("补录真实时间"), "Ctrl+T", scope=scope, on_click=self.open)
        self.field = TimeField(read_past, now, self.tr("不填就是现在"))
        self._lines = [self.tr("班组事后才报"), self.tr("当时忙，没顾上登记"), self.tr("当时程序或网络用不了"), OTHER]
        self.reasons = PickList()
        self.reasons.setAccessibleName(self.tr("补录原因"))
        self.reasons.show_lines(self._lines, -1)
        self.more = QLineEdit(placeholderText=self.tr("补录原因的补充"))
        self.more.setAccessibleName(self.tr("补录原因的补充"))
        self.reasons.picked.connect(self._on_picked)
        self._opened = (self.field, self.reasons, self.more)
        time = in_row(self._ask, (self.field, 1), Stretch(0))
        in_column(time, self.reasons, self.more, Stretch(), holder=self, spacing=4)
        for part in self._opened:
            part.hide()

    def open(self) -> None:
        """Show the fields and focus that of the time."""
        self._ask.hide()
        for part in self._opened:
            part.show()
        self.field.setFocus()

    def reason(self) -> str:
        """Return why it is entered late. Raises FieldError for none: one is chosen, or written."""
        row, more = self.reasons.picked_row, self.more.text().strip()
        chosen = "" if row < 0 else self._lines[row]
        if not (chosen or more):
            raise FieldError("late_reason", self.tr("补录要写原因：在时间下面按数字选一条，或写在补充里。"))
        if chosen == OTHER and not more:
            raise FieldError("late_more", self.tr("选了“其他”，请在补充里写明原因。"))
        return "：".join(part for part in (chosen, more) if part)

    def _on_picked(self, row: int) -> None:
        if self._lines[row] == OTHER:
            self.more.setFocus()
        else:
            self.explained.emit()

    def moment(self) -> datetime | None:
        """Return the time; None for now. Raises NotATime."""
        return self.field.moment()


def digit(event: QKeyEvent) -> int | None:
    """Return the digit from 1 to 9 that was pressed without Ctrl, Alt or Shift; None for any other key."""
    plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
    text = event.text()
    return int(text) if plain and text in {*"123456789"} else None
