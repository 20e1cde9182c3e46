"""Cells of tables and lists that draw their own content."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

Index = QModelIndex | QPersistentModelIndex


class PaintedCell(QStyledItemDelegate):
    """Draws the background of a cell as usual, and its content with `draw`."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the background, then the content."""
        row = QStyleOptionViewItem(option)
        self.initStyleOption(row, index)
        text, row.text = row.text, ""
        style = row.widget.style() if row.widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, row, painter, row.widget)
        painter.save()
        self.draw(painter, option, index, text)
        painter.restore()

    def draw(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, text: str) -> None:
        """Draw the content into `option.rect`; `text` is the cell's text."""
        raise NotImplementedError


def draw_column(table: QTableView, key: str, cell: PaintedCell) -> int:
    """Draw the table's column `key` with `cell`, and return its number. Call it after `setModel`."""
    section = [column.key for column in getattr(table.model(), "columns", ())].index(key)
    table.setItemDelegateForColumn(section, cell)
    return section
