"""Finds texts with too little room: elided, or outside of their container."""

from collections.abc import Iterator
from itertools import chain

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QStyle,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QStyleOptionHeader,
    QTableView,
    QToolButton,
    QToolTip,
    QWidget,
)

from ui.dispatch.filter_bar import FilterChip
from ui.kit.buttons import KeyButton
from ui.kit.labels import Elided

_LABEL = QStyle.SubElement.SE_HeaderLabel
_ROUNDED = 1  # pixel by which Qt's measures of a text differ


def cut_texts(page: QWidget) -> list[str]:
    """Return the texts of a page that are not completely visible and have no tool tip with the whole text."""
    seen = [widget for widget in (page, *page.findChildren(QWidget)) if widget.isVisible()]
    cells = chain.from_iterable(_cut_cells(widget) for widget in seen if isinstance(widget, QTableView))
    return sorted({*chain.from_iterable(_cut(widget) for widget in seen), *cells})


def _cut(widget: QWidget) -> Iterator[str]:
    described = f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}"
    for text, needed in _texts(widget):
        room = _room(widget)
        short = needed.width() - room.width() > _ROUNDED or needed.height() - room.height() > _ROUNDED
        if short and not widget.toolTip():
            yield f"{described}: {text} needs {needed.width()}×{needed.height()}, has {room.width()}×{room.height()}"
    if any(True for _ in _texts(widget)) and not _lies_inside(widget):
        yield f"{described}: {next(_texts(widget))[0]} lies outside"


def _cut_cells(table: QTableView) -> Iterator[str]:
    """Yield each cell in sight that is cut and whose whole text doesn't appear under the pointer."""
    seen = table.viewport().rect()
    for row in range(table.model().rowCount()):
        for column in range(table.model().columnCount()):
            index = table.model().index(row, column)
            place = table.visualRect(index) & seen
            if place.isEmpty() or table.sizeHintForIndex(index).width() <= table.columnWidth(column):
                continue
            QToolTip.hideText()
            at = place.center()
            event = QHelpEvent(QEvent.Type.ToolTip, at, table.viewport().mapToGlobal(at))
            QApplication.sendEvent(table.viewport(), event)
            if "".join(str(index.data()).split())[:20] not in "".join(QToolTip.text().split()):
                yield f"{type(table).__name__}, column {column}: {index.data()} is cut, its tip is {QToolTip.text()!r}"
            QToolTip.hideText()


def _texts(widget: QWidget) -> Iterator[tuple[str, QSize]]:
    """Yield the text of a widget, and the size it needs."""
    metrics = widget.fontMetrics()
    if isinstance(widget, QLabel):
        text = QLabel.text(widget)
        if text and widget.wordWrap():
            yield text, QSize(0, widget.heightForWidth(widget.width()) - widget.height() + _room(widget).height())
        elif text and not (isinstance(widget, Elided) and "…" not in text):
            yield text, _size(text, metrics) + (QSize(10_000, 0) if isinstance(widget, Elided) else QSize())
    elif isinstance(widget, KeyButton | FilterChip):
        yield widget.accessibleName(), widget.sizeHint()
    elif isinstance(widget, QAbstractButton) and widget.text():
        beside = not widget.icon().isNull() and not isinstance(widget, QToolButton)  # whose text is under its picture
        yield widget.text(), _size(widget.text(), metrics) + QSize(widget.iconSize().width() + 4 if beside else 0, 0)
    elif isinstance(widget, QComboBox) and not widget.isEditable():
        yield widget.currentText(), _size(widget.currentText(), metrics)
    elif isinstance(widget, QLineEdit) and not widget.text() and widget.placeholderText():
        yield widget.placeholderText(), _size(widget.placeholderText(), metrics)
    elif isinstance(widget, QHeaderView) and widget.orientation() == Qt.Orientation.Horizontal:
        yield from _headings(widget)


def _headings(header: QHeaderView) -> Iterator[tuple[str, QSize]]:
    """Yield each elided heading of a table."""
    option = QStyleOptionHeader()
    option.initFrom(header)
    for section in range(header.count()):
        title = str(header.model().headerData(section, Qt.Orientation.Horizontal))
        option.rect = QRect(0, 0, header.sectionSize(section), header.height())
        short = (
            header.fontMetrics().horizontalAdvance(title)
            - header.style().subElementRect(_LABEL, option, header).width()
        )
        if not header.isSectionHidden(section) and short > 0:
            yield title, QSize(header.width() + short + _ROUNDED, 0)


def _size(text: str, metrics: QFontMetrics) -> QSize:
    """Return the size of a text with its lines; the & before a key takes none."""
    return metrics.size(Qt.TextFlag.TextShowMnemonic, text)


def _room(widget: QWidget) -> QSize:
    """Return the room that a widget has for its text."""
    style = widget.style()
    if isinstance(widget, KeyButton | FilterChip):
        return widget.size()
    if isinstance(widget, QPushButton):
        button = QStyleOptionButton()
        widget.initStyleOption(button)
        return style.subElementRect(QStyle.SubElement.SE_PushButtonContents, button, widget).size()
    if isinstance(widget, QComboBox):
        box = QStyleOptionComboBox()
        widget.initStyleOption(box)
        field = QStyle.SubControl.SC_ComboBoxEditField
        return style.subControlRect(QStyle.ComplexControl.CC_ComboBox, box, field, widget).size()
    if isinstance(widget, QLineEdit):
        return widget.contentsRect().size() - QSize(4, 0)
    return widget.contentsRect().size()


def _lies_inside(widget: QWidget) -> bool:
    """Return whether no container cuts the widget; scroll areas are ignored."""
    place = QRect(QPoint(), widget.size())
    while not widget.isWindow():
        holder = widget.parentWidget()
        if isinstance(holder.parentWidget(), QAbstractScrollArea) or isinstance(widget, QHeaderView):
            return True
        place.translate(widget.pos())
        if not holder.rect().contains(place) and not isinstance(holder, QAbstractItemView):
            return False
        widget = holder
    return True
