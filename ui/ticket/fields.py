"""What the small forms are made of."""

from collections.abc import Callable, Iterable
from datetime import datetime

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QPlainTextEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.kit.buttons import KeyButton
from ui.kit.plain_text import clipped
from ui.kit.time_field import TimeField
from ui.kit.time_words import read_past

_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LINES_SHOWN = 5
_LINE = 28
_BESIDE, _ABOVE = 8, 4  # pixels that a line has around its words
_ANY = 10_000  # pixels: higher than any text
_WRAPPED = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignVCenter)

Index = QModelIndex | QPersistentModelIndex


class Prose(QPlainTextEdit):
    """Some lines of text. Enter says that it is done (`entered`), Shift+Enter begins a new line."""

    entered = Signal()

    def __init__(self, placeholder: str = "") -> None:
        super().__init__()
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setFixedHeight(64)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter for the end of the text."""
        if event.key() in _ENTERS and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class _WholeLines(QStyledItemDelegate):
    """Draws each line of a PickList, its parent, at the height at which nothing of it is cut."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height at the list's present width."""
        view = self.parent()
        if not isinstance(view, QListWidget):
            return QSize(0, _LINE)
        room = QRect(0, 0, max(1, view.viewport().width() - 2 * _BESIDE), _ANY)
        return QSize(0, max(_LINE, view.fontMetrics().boundingRect(room, _WRAPPED, index.data()).height() + 2 * _ABOVE))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the ground, then the words on as many lines as they need."""
        row = QStyleOptionViewItem(option)
        self.initStyleOption(row, index)
        row.text = ""
        row.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, row, painter, row.widget)
        painter.save()
        painter.setFont(row.font)
        painter.setPen(row.palette.color(row.palette.ColorRole.Text))
        painter.drawText(option.rect.adjusted(_BESIDE, _ABOVE, -_BESIDE, -_ABOVE), _WRAPPED, index.data())
        painter.restore()


class PickList(QListWidget):
    """A short list to pick one from: arrows, or the digit before a line (`picked`, as does a double click)."""

    picked = Signal(int)

    def __init__(self, lines: Iterable[str] = ()) -> None:
        super().__init__()
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setWordWrap(True)
        self.setItemDelegate(_WholeLines(self))
        self.doubleClicked.connect(lambda index: self.picked.emit(index.row()))
        self.show_lines(lines)

    def show_lines(self, lines: Iterable[str], chosen: int = 0) -> None:
        """Offer these lines, each as high as it needs to be whole, with one `chosen`; -1 for none."""
        said = [clipped(line) for line in lines]
        self.clear()
        # No item is held or made here: PySide may let go of an item before `clear` has done with it.
        self.addItems([f"{number}  {line}" if number <= 9 else f"    {line}" for number, line in enumerate(said, 1)])
        self.setCurrentRow(chosen)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Be as high as the lines are at another width."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
        self._fit()

    def _fit(self) -> None:
        lines = sum(self.sizeHintForRow(row) for row in range(self.count()))
        self.setFixedHeight(min(max(lines, _LINE), _LINES_SHOWN * _LINE) + 4)

    def event(self, event: QEvent) -> bool:
        """Keep the digits from the shortcuts of the desk."""
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
        if number <= self.count():
            self.setCurrentRow(number - 1)
            self.picked.emit(number - 1)


class LateTime(QWidget):
    """The true time of a step entered late (补录): out of the way until it is asked for."""

    def __init__(self, now: Callable[[], datetime], scope: QWidget) -> None:
        super().__init__()
        self._ask = KeyButton(self.tr("补录真实时间"), "Ctrl+T", scope=scope)
        self._ask.clicked.connect(self.open)
        self.field = TimeField(read_past, now, self.tr("不填就是现在"))
        self.field.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._ask)
        row.addWidget(self.field, 1)
        row.addStretch(0)

    def open(self) -> None:
        """Show the field and put the cursor there."""
        self._ask.hide()
        self.field.show()
        self.field.setFocus()

    def moment(self) -> datetime | None:
        """Return the time typed; None for now. Raises NotATime."""
        return self.field.moment()


def digit(event: QKeyEvent) -> int | None:
    """Return the digit from 1 to 9 that was pressed without Ctrl, Alt or Shift; None for any other key."""
    plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
    text = event.text()
    return int(text) if plain and text in {*"123456789"} else None
