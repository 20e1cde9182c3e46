"""Rows and columns of widgets, laid out in one call, and a layout that wraps its widgets to further lines."""

from typing import NamedTuple, TypeVar

from PySide6.QtCore import QByteArray, QPoint, QRect, QSettings, QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QLayoutItem, QSplitter, QVBoxLayout, QWidget

from ui.kit.tokens import INSIDE

Box = TypeVar("Box", bound=QBoxLayout)
Margins = int | tuple[int, int] | tuple[int, int, int, int] | None


class Space(NamedTuple):
    """A fixed distance in pixels, in addition to the spacing."""

    pixels: int


class Stretch(NamedTuple):
    """Room that grows by this factor."""

    factor: int = 1


Part = QWidget | QLayout | tuple[QWidget | QLayout, int] | Space | Stretch


def in_column(
    *parts: Part, holder: QWidget | None = None, margins: Margins = 0, spacing: int | None = None
) -> QVBoxLayout:
    """Return the parts from the top down, as the layout of `holder` if given.

    A part may have a stretch factor beside it. `margins` in pixels are one for all sides, two (left and right, top and
    bottom), or four (left, top, right, bottom). With None, margins or spacing are the style's.
    """
    return _filled(QVBoxLayout(), parts, holder, margins, spacing)


def in_row(
    *parts: Part, holder: QWidget | None = None, margins: Margins = 0, spacing: int | None = None
) -> QHBoxLayout:
    """Return the parts from left to right; everything else is as with `in_column`."""
    return _filled(QHBoxLayout(), parts, holder, margins, spacing)


def button_row(*widgets: QWidget) -> QHBoxLayout:
    """Return a row of widgets, from the left."""
    return in_row(*widgets, Stretch(), spacing=INSIDE)


def _filled(layout: Box, parts: tuple[Part, ...], holder: QWidget | None, margins: Margins, spacing: int | None) -> Box:
    if holder is not None:
        holder.setLayout(layout)
    if margins is not None:
        sides = (margins, margins) if isinstance(margins, int) else margins
        layout.setContentsMargins(*(sides * 2 if len(sides) == 2 else sides))
    if spacing is not None:
        layout.setSpacing(spacing)
    for part in parts:
        add_part(layout, part)
    return layout


def add_part(layout: QBoxLayout, part: Part) -> None:
    """Add a part at the end."""
    match part:
        case Space(pixels):
            layout.addSpacing(pixels)
        case Stretch(factor):
            layout.addStretch(factor)
        case QWidget():
            layout.addWidget(part)
        case QLayout():
            layout.addLayout(part)
        case QWidget() as widget, factor:
            layout.addWidget(widget, factor)
        case QLayout() as inner, factor:
            layout.addLayout(inner, factor)


class ColumnSplitter(QSplitter):
    """Columns whose widths are remembered under a key; the first one takes the room that is left."""

    def __init__(self, preferences: QSettings, key: str, widths: list[int], *parts: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._preferences, self._key = preferences, key
        for part in parts:
            self.addWidget(part)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(INSIDE)
        self.setStretchFactor(0, 1)
        self.setSizes(widths)
        remembered = preferences.value(key)
        if isinstance(remembered, QByteArray):
            self.restoreState(remembered)

    def remember(self) -> None:
        """Store the widths."""
        self._preferences.setValue(self._key, self.saveState())


class Flow(QLayout):
    """Lays widgets out like words of a text; hidden ones take no room.

    There are `spacing` pixels between widgets, and `leading` between lines, if that is given.
    """

    def __init__(self, parent: QWidget | None = None, spacing: int = 4, leading: int | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)
        self._leading = spacing if leading is None else leading

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines at this width."""
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, area: QRect) -> None:
        super().setGeometry(area)
        self._place(area, move=True)

    def sizeHint(self) -> QSize:
        """Return the size of a single line."""
        sizes = [item.sizeHint() for item in self._items if not item.isEmpty()]
        across = sum(size.width() for size in sizes) + self.spacing() * max(0, len(sizes) - 1)
        return QSize(across, max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:
        """Return the size of the largest widget."""
        size = QSize()
        for item in self._items:
            if not item.isEmpty():
                size = size.expandedTo(item.sizeHint())
        return size

    def _place(self, area: QRect, *, move: bool) -> int:
        """Find each widget's place, `move` it there, and return where the last line ends."""
        x, y, line = area.x(), area.y(), 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            if x > area.x() and x + size.width() > area.right() + 1:
                x, y, line = area.x(), y + line + self._leading, 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), size))
            x += size.width() + self.spacing()
            line = max(line, size.height())
        return y + line
