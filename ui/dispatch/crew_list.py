"""Crews in four lines each: who and in what state, how to reach them, and on two lines why them."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from tickets.rules.phones import shown_phone
from ui.kit.roles import Roles
from ui.kit.theme import body_font, tokens_now
from ui.kit.tokens import SMALL
from ui.ticket.choices import RankedCrew, crew_state, skill_labels
from ui.ticket.fields import digit

_PADDING = 8
_LINE = 20
_KEY = 18
_REASONS = 36  # two lines of small text


class CrewDelegate(QStyledItemDelegate):
    """Draws a RankedCrew; with its digit where a digit sends it."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the height of two lines, and of two more with reasons."""
        each = index.data(Roles.ROW)
        reasons = _REASONS if isinstance(each, RankedCrew) and each.reasons else 0
        return QSize(120, 2 * _LINE + reasons + 2 * _PADDING)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the ground, then the lines."""
        row = QStyleOptionViewItem(option)
        self.initStyleOption(row, index)
        row.text = ""
        row.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, row, painter, row.widget)
        each = index.data(Roles.ROW)
        if not isinstance(each, RankedCrew):
            return
        painter.save()
        place = option.rect.adjusted(_PADDING, _PADDING, -_PADDING, -_PADDING)
        self._draw_first(painter, place, each, index.row() + 1)
        crew = each.crew
        reach = "  ".join(part for part in (shown_phone(crew.phone), skill_labels(crew.skills)) if part)
        self._draw_reach(painter, place, reach)
        reasons = QRect(place.left(), place.top() + 2 * _LINE, place.width(), _REASONS)
        wrapped = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignTop)
        painter.drawText(reasons, wrapped, "、".join(each.reasons))
        painter.restore()

    def _draw_first(self, painter: QPainter, place: QRect, each: RankedCrew, number: int) -> None:
        tokens, crew = tokens_now(), each.crew
        left = place.left()
        if each.reasons and number <= 9:
            painter.setFont(body_font(SMALL))
            painter.setPen(QColor(tokens.quiet))
            painter.drawText(QRect(left, place.top(), _KEY, _LINE), Qt.AlignmentFlag.AlignVCenter, str(number))
            left += _KEY
        painter.setFont(body_font())
        painter.setPen(QColor(tokens.text if crew.on_duty else tokens.quiet))
        state = self.tr("{state} · {n} 单").format(state=crew_state(crew), n=crew.load)
        width = painter.fontMetrics().horizontalAdvance(state)
        painter.drawText(
            QRect(place.right() - width, place.top(), width + 1, _LINE), Qt.AlignmentFlag.AlignVCenter, state
        )
        painter.setFont(body_font(bold=crew.on_duty))
        room = QRect(left, place.top(), place.right() - width - 8 - left, _LINE)
        name = painter.fontMetrics().elidedText(crew.name, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, name)

    def _draw_reach(self, painter: QPainter, place: QRect, text: str) -> None:
        painter.setFont(body_font(SMALL))
        painter.setPen(QColor(tokens_now().quiet))
        room = QRect(place.left(), place.top() + _LINE, place.width(), _LINE)
        cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, cut)


class CrewList(QListView):
    """`wanted` gives the id of a crew chosen with Enter, its digit or a double click; `left` says Esc."""

    wanted = Signal(int)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(CrewDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.doubleClicked.connect(self._want)

    def current(self) -> RankedCrew | None:
        """Return the crew the keys are about."""
        index = self.currentIndex()
        return index.data(Roles.ROW) if index.isValid() else None

    def event(self, event: QEvent) -> bool:
        """Keep the digits and Esc from the shortcuts of the desk."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and digit(event):
            event.accept()
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Mark the crew that Qt makes the current one when the focus comes for the first time."""
        super().focusInEvent(event)
        if self.currentIndex().isValid():
            self.setCurrentIndex(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Send the crew of a digit, or the current one with Enter."""
        number = digit(event)
        if number is not None:
            self._want(self.model().index(number - 1, 0))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._want(self.currentIndex())
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _want(self, index: QModelIndex) -> None:
        each = index.data(Roles.ROW) if index.isValid() else None
        if isinstance(each, RankedCrew):
            self.setCurrentIndex(index)
            self.wanted.emit(each.id)
