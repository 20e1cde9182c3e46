"""Draws symbols before a cell's text: a pencil while somebody edits the ticket, framed words such as 督办, 返工,
催2.
"""

from functools import lru_cache

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QIcon, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from ui.dispatch.queue_columns import PENCIL, TAGS
from ui.kit.icons import icon, icon_size
from ui.kit.theme import body_font, tokens_now
from ui.kit.tokens import SMALL, Tokens

_PADDING = 8
_INSIDE = 4
_HEIGHT = 18


class TagsDelegate(QStyledItemDelegate):
    """Draws the pencil of the PENCIL role, the tags of the TAGS role, then the cell's text, elided."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the background, the pencil, the tags and the text."""
        row = QStyleOptionViewItem(option)
        self.initStyleOption(row, index)
        text, row.text = row.text, ""
        row.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, row, painter, row.widget)
        painter.save()
        painter.setPen(QColor(tokens_now().text))
        place = option.rect.adjusted(_PADDING, 0, -_PADDING, 0)
        if index.data(PENCIL):
            place.setLeft(_draw_pencil(painter, place))
        for tag in index.data(TAGS) or ():
            place.setLeft(self._draw_tag(painter, place, tag))
        painter.setFont(body_font())
        room = max(0, place.width())
        cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), cut)
        painter.restore()

    def _draw_tag(self, painter: QPainter, place: QRect, tag: str) -> int:
        """Draw one tag at the left of `place`; return where the next item begins."""
        font = body_font(SMALL)
        width = QFontMetrics(font).horizontalAdvance(tag) + 2 * _INSIDE
        frame = QRect(place.left(), place.center().y() - _HEIGHT // 2, width, _HEIGHT)
        painter.setFont(font)
        painter.drawRoundedRect(frame, 3, 3)
        painter.drawText(frame, int(Qt.AlignmentFlag.AlignCenter), tag)
        return frame.right() + _INSIDE + 1


def _draw_pencil(painter: QPainter, place: QRect) -> int:
    """Draw a pencil at the left of `place`; return where the next item begins."""
    side = icon_size()
    frame = QRect(place.left(), place.center().y() - side // 2, side, side)
    _pencil(tokens_now()).paint(painter, frame)
    return frame.right() + _INSIDE + 1


@lru_cache(maxsize=2)
def _pencil(tokens: Tokens) -> QIcon:
    return icon("pencil", tokens, tokens.quiet)


def show_tags(table: QTableView, key: str) -> None:
    """Draw the table's column `key` with its tags. Call it after `setModel`."""
    section = [column.key for column in getattr(table.model(), "columns", ())].index(key)
    table.setItemDelegateForColumn(section, TagsDelegate(table))
