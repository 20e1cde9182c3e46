"""A list of crews with everything needed to choose one: name, state, phone, skills, reasons."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyleOptionViewItem

from tickets.rules.phones import shown_phone
from ui.kit.columns import Roles
from ui.kit.painted_cell import Index, PaintedCell
from ui.kit.plain_text import one_line
from ui.kit.theme import body_font, tokens_now
from ui.kit.tokens import SMALL
from ui.kit.wording import translate
from ui.ticket.choices import RankedCrew, crew_state, skill_labels
from ui.ticket.fields import digit

_PADDING = 8
_GAP = 2
_KEY = 18
_TEXT_AT_MOST = 200  # characters
_ANY = 10_000  # pixels: higher than any text
# a run without Chinese characters and spaces, which can't be broken at a word
_LONG_RUN = re.compile(r"[^\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]{12,}")


@dataclass(frozen=True, slots=True)
class _Part:
    """A text about a crew, wrapped as needed."""

    text: str
    font: QFont
    ink: str
    indent: int = 0

    @property
    def wrapping(self) -> int:
        """The wrap mode: at words, so that no line begins with 、, unless a run is longer than the line."""
        anywhere = int(Qt.TextFlag.TextWrapAnywhere) if _LONG_RUN.search(self.text) else 0
        return int(Qt.TextFlag.TextWordWrap) | anywhere | int(Qt.AlignmentFlag.AlignTop)

    def height(self, width: int) -> int:
        """Return the height in pixels at a width."""
        place = QRect(0, 0, max(1, width - self.indent), _ANY)
        return QFontMetrics(self.font).boundingRect(place, self.wrapping, self.text).height()

    def draw(self, painter: QPainter, place: QRect) -> None:
        """Draw the text at the top of `place`."""
        painter.setFont(self.font)
        painter.setPen(QColor(self.ink))
        painter.drawText(place.adjusted(self.indent, 0, 0, 0), self.wrapping, self.text)


class CrewDelegate(PaintedCell):
    """Draws a RankedCrew uncut, because a digit may assign it. Its parent is the view it draws for."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the full height at the view's width."""
        view = self.parent()
        assert isinstance(view, QAbstractItemView)
        width = view.viewport().width() - 2 * _PADDING
        parts = _parts(index.data(Roles.ROW))
        return QSize(width, 2 * _PADDING + sum(part.height(width) + _GAP for part in parts))

    def draw(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, _text: str) -> None:
        """Draw the texts."""
        each: RankedCrew = index.data(Roles.ROW)
        place = option.rect.adjusted(_PADDING, _PADDING, -_PADDING, -_PADDING)
        if each.reasons and index.row() < 9:
            painter.setFont(body_font(SMALL))
            painter.setPen(QColor(tokens_now().quiet))
            line = QRect(place.left(), place.top(), _KEY, QFontMetrics(body_font()).height())
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, str(index.row() + 1))
        for part in _parts(each):
            part.draw(painter, place)
            place.setTop(place.top() + part.height(place.width()) + _GAP)


def _parts(each: RankedCrew) -> list[_Part]:
    """Return the name, the state and the phone, where it helps, the skills, and the reasons for the rank."""
    tokens, crew, small = tokens_now(), each.crew, body_font(SMALL)
    state = translate("crews", "{state} · {n} 单").format(state=crew_state(crew), n=crew.load)
    helping = translate("crews", "协助别的班组 {n} 处").format(n=crew.assisting) if crew.assisting else ""
    parts = (
        _Part(
            crew.name,
            body_font(bold=crew.on_duty),
            tokens.text if crew.on_duty else tokens.quiet,
            _KEY if each.reasons else 0,
        ),
        _Part(" ".join(words for words in (state, shown_phone(crew.phone)) if words), small, tokens.text),
        _Part(helping, small, tokens.text),
        _Part(skill_labels(crew.skills), small, tokens.quiet),
        _Part("、".join(each.reasons), small, tokens.quiet),
    )
    return [replace(part, text=one_line(part.text, _TEXT_AT_MOST)) for part in parts if part.text]


class CrewList(QListView):
    """`wanted` carries the id of a crew chosen with Enter, its digit or a double click; `left` is emitted on Esc."""

    wanted = Signal(int)
    left = Signal()
    unread = Signal()  # a digit pressed just after the order changed

    def __init__(self) -> None:
        super().__init__()
        self.is_read: Callable[[], bool] = lambda: True  # whether the order is unchanged for a while
        self.setItemDelegate(CrewDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.doubleClicked.connect(self._want)

    def current(self) -> RankedCrew | None:
        """Return the current crew."""
        each: RankedCrew | None = self.currentIndex().data(Roles.ROW)
        return each

    def event(self, event: QEvent) -> bool:
        """Claim the digits and Esc before the shortcuts of the desk."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and digit(event):
            event.accept()
            return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Adapt the heights to another width."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Mark the crew that Qt makes the current one on the first focus."""
        super().focusInEvent(event)
        if self.currentIndex().isValid():
            self.setCurrentIndex(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose the crew of a digit, or the current one on Enter."""
        number = digit(event)
        if number is not None and not self.is_read():
            self.unread.emit()
        elif number is not None:
            self._want(self.model().index(number - 1, 0))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._want(self.currentIndex())
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _want(self, index: QModelIndex) -> None:
        each: RankedCrew | None = index.data(Roles.ROW)
        if each is not None:
            self.setCurrentIndex(index)
            self.wanted.emit(each.id)
