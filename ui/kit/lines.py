"""A list widget: each line has a title, a note on the right, small text below, and the key that selects it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QListView, QStyleOptionViewItem, QWidget

from tickets.rules.instants import utc_now
from ui.kit.columns import Column, Roles
from ui.kit.labels import mark
from ui.kit.painted_cell import Index, PaintedCell
from ui.kit.plain_text import one_line
from ui.kit.rows_model import RowsModel
from ui.kit.theme import body_font, tokens_now
from ui.kit.tokens import SMALL, mix

_SIDE = 10
_TITLE = 20  # heights in pixels
_BELOW = 18
_ABOVE = 6
_GAP = 8
_POPUP_AT_MOST = 9 * (2 * _ABOVE + _TITLE) + 4


@dataclass(frozen=True, slots=True)
class ListedLine:
    """One line. `thing` is the object it represents; `strong` makes the title bold."""

    id: Any
    title: str
    note: str = ""
    below: tuple[str, ...] = ()
    key: str = ""
    thing: Any = None
    strong: bool = False

    @property
    def whole(self) -> str:
        """Its whole text."""
        return "\n".join(part for part in (f"{self.title}  {self.note}".strip(), *self.below) if part)


class LineList(QListView):
    """A list to choose from. `chosen` carries the current line or None; `opened` that of Enter or a double click.

    When the current line disappears no other is selected.
    """

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, empty: str = "") -> None:
        super().__init__()
        self._empty = empty
        self._lines: RowsModel[ListedLine] = RowsModel(
            [Column[ListedLine]("line", "", _accessible_text, tooltip=_whole)], utc_now, self
        )
        self.setModel(self._lines)
        self.setItemDelegate(_LineDelegate(self))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.selectionModel().currentChanged.connect(self._emit_chosen)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.data(Roles.ROW)))
        self._lines.learned.connect(self._describe)
        self._describe()

    def apply(self, lines: Iterable[ListedLine]) -> None:
        """Show these lines from now on."""
        self._lines.apply(lines)
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    @property
    def lines(self) -> list[ListedLine]:
        """The lines shown."""
        return list(self._lines.rows)

    def current(self) -> ListedLine | None:
        """Return the selected line."""
        return self._lines.row_at(self.currentIndex())

    def choose(self, id_: Any) -> bool:
        """Select the line with this id, or none for an unknown one; return whether it is there."""
        index = self._lines.index_for(id_)
        if not index.isValid():
            self.selectionModel().clear()
        elif index != self.currentIndex() or not self.selectionModel().isSelected(index):
            self.setCurrentIndex(index)
            self.scrollTo(index)
        return index.isValid()

    def go_to(self) -> None:
        """Focus the list with its present line selected, or the first one: the focus alone selects none."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        line = self.current()
        if line is not None:
            self.choose(line.id)
        elif self.lines:
            self.choose(self.lines[0].id)

    def say_when_empty(self, sentence: str) -> None:
        """Set the text shown when there are no lines, once that is known."""
        self._empty = sentence
        self._describe()

    @property
    def empty_words(self) -> str:
        """The text shown instead of lines; "" while there are lines."""
        return "" if self._lines.rows else self._words_when_empty

    @property
    def _words_when_empty(self) -> str:
        return self._empty if self._lines.known or not self._empty else self.tr("还没有读到，读到以后会自己显示。")

    def _describe(self) -> None:
        self.setAccessibleDescription(self._words_when_empty)
        self.viewport().update()

    def wanted_height(self) -> int:
        """Return the height that shows every line, in pixels."""
        return sum(self.sizeHintForRow(row) for row in range(len(self._lines.rows))) + 2 * self.frameWidth() + 2

    def rowsAboutToBeRemoved(self, parent: Index, start: int, end: int) -> None:
        """Select nothing, instead of the neighbour, when the current line is removed."""
        if start <= self.currentIndex().row() <= end:
            self.selectionModel().clear()
        super().rowsAboutToBeRemoved(parent, start, end)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the line on Enter."""
        line = self.current()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and line is not None:
            self.opened.emit(line)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the lines, or the text for none."""
        super().paintEvent(event)
        words = self.empty_words
        if words:
            painter = QPainter(self.viewport())
            painter.setFont(body_font(SMALL))
            painter.setPen(QColor(tokens_now().quiet))
            place = self.viewport().rect().adjusted(_SIDE, _SIDE, -_SIDE, -_SIDE)
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap, words)
            painter.end()

    def _emit_chosen(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self.chosen.emit(self._lines.row_at(current))


class PopupLines(LineList):
    """A list that pops up below a field, which keeps the focus."""

    def __init__(self, window: QWidget) -> None:
        super().__init__()
        self.setParent(window)
        self._window = window
        mark(self, "popup", True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def show_under(self, field: QWidget, width: int) -> None:
        """Show the list below `field`, or above it where there is no room below."""
        window = self._window
        corner = field.mapTo(window, field.rect().bottomLeft())
        height = min(self.wanted_height(), _POPUP_AT_MOST)
        below = window.height() - corner.y() - 8
        top = corner.y() + 2 if height <= below else corner.y() - field.height() - height
        self.setGeometry(corner.x(), max(0, top), min(width, window.width() - corner.x() - 8), height)
        self.raise_()
        self.show()


class _LineDelegate(PaintedCell):
    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        line: ListedLine = index.data(Roles.ROW)
        return QSize(80, 2 * _ABOVE + _TITLE + _BELOW * len(line.below))

    def draw(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, _text: str) -> None:
        _draw(painter, option.rect.adjusted(_SIDE, _ABOVE, -_SIDE, -_ABOVE), index.data(Roles.ROW))


def _draw(painter: QPainter, place: QRect, line: ListedLine) -> None:
    tokens = tokens_now()
    top = QRect(place.left(), place.top(), place.width(), _TITLE)
    painter.setFont(body_font(SMALL))
    if line.key:
        width = painter.fontMetrics().horizontalAdvance(line.key) + 10
        _draw_key(painter, QRect(top.right() - width, top.top() + 1, width, 18), line.key)
        top.setRight(top.right() - width - _GAP)
    if line.note:
        note = _cut(painter.fontMetrics(), line.note, top.width() * 2 // 3)
        painter.setPen(QColor(tokens.quiet))
        painter.drawText(top, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, note)
        top.setRight(top.right() - painter.fontMetrics().horizontalAdvance(note) - _GAP)
    painter.setPen(QColor(tokens.quiet))
    for number, words in enumerate(line.below):
        row = QRect(place.left(), place.top() + _TITLE + number * _BELOW, place.width(), _BELOW)
        cut = _cut(painter.fontMetrics(), words, row.width())
        painter.drawText(row, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, cut)
    painter.setFont(body_font(bold=line.strong))
    painter.setPen(QColor(tokens.text))
    title = _cut(painter.fontMetrics(), line.title, top.width())
    painter.drawText(top, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, title)


def _draw_key(painter: QPainter, place: QRect, key: str) -> None:
    tokens = tokens_now()
    painter.setPen(QColor(mix(tokens.quiet, tokens.surface, 0.6)))
    painter.drawRoundedRect(place, 3, 3)
    painter.setPen(QColor(tokens.quiet))
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, key)


def _cut(metrics: QFontMetrics, text: str, width: int) -> str:
    return metrics.elidedText(one_line(text), Qt.TextElideMode.ElideRight, width)


def _accessible_text(line: ListedLine, _now: datetime) -> str:
    return line.whole.replace("\n", "，")


def _whole(line: ListedLine, _now: datetime) -> str:
    return line.whole
