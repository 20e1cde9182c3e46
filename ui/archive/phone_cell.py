"""Shows phone numbers in a cell uncut: two lines, a long number in smaller letters."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from tickets.rules.phones import BETWEEN
from ui.kit.theme import body_font, tokens_now
from ui.kit.tokens import SMALL

_PADDING = 8


class PhoneDelegate(QStyledItemDelegate):
    """Draws the numbers of a cell; a third one is only in the tool tip."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the background, then one or two lines."""
        row = QStyleOptionViewItem(option)
        self.initStyleOption(row, index)
        numbers, row.text = phone_lines(row.text), ""
        row.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, row, painter, row.widget)
        place = option.rect.adjusted(_PADDING, 0, -_PADDING, 0)
        whole = len(numbers) == 1 and QFontMetrics(body_font()).horizontalAdvance(numbers[0]) <= place.width()
        font = body_font() if whole else body_font(SMALL)
        painter.save()
        painter.setPen(QColor(tokens_now().text))
        painter.setFont(font)
        height = place.height() if whole else min(place.height() // len(numbers), QFontMetrics(font).height())
        top = place.center().y() - height * len(numbers) // 2
        for number, text in enumerate(numbers):
            line = QRect(place.left(), top + number * height, place.width(), height)
            cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, place.width())
            painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), cut)
        painter.restore()


def phone_lines(text: str) -> list[str]:
    """Return the lines in which a cell shows the numbers of a field: two at most."""
    return text.split(BETWEEN)[:2]


def show_phones(table: QTableView, key: str) -> None:
    """Draw the table's column `key` with PhoneDelegate. Call it after `setModel`."""
    section = [column.key for column in getattr(table.model(), "columns", ())].index(key)
    table.setItemDelegateForColumn(section, PhoneDelegate(table))
