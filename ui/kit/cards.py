"""Containers: cards, rows of fields, areas that scroll."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QSizePolicy, QWidget

from ui.kit.labels import Heading, Quiet, Words, mark
from ui.kit.layouts import Part, add_part, in_column, in_row
from ui.kit.tokens import FIELD, INSIDE

_PADDING = 12
_LEAST = 96  # pixels: a field and a part of the next


class Card(QFrame):
    """A bordered surface for one subject. Parts are added to `body`; `head` is right of the title."""

    def __init__(self, title: str = "") -> None:
        super().__init__()
        mark(self, "card", True)
        self.head = in_row(spacing=INSIDE)
        self.title = Heading(title)
        if title:
            self.title.setMinimumHeight(FIELD)
            self.head.addWidget(self.title)
            self.head.addStretch(1)
            self.setAccessibleName(title)
        self.body = in_column(spacing=INSIDE)
        self._whole = in_column(self.head, (self.body, 1), holder=self, margins=_PADDING, spacing=INSIDE)

    def add(self, *parts: Part) -> None:
        """Add parts below the others."""
        for part in parts:
            add_part(self.body, part)

    def tighten(self) -> None:
        """Leave less room above, below and between the parts, for a desk with much below the card."""
        self.body.setSpacing(0)
        self._whole.setContentsMargins(_PADDING, 4, _PADDING, 4)


def caption_grid(holder: QWidget, caption_width: int, spacing: int = INSIDE) -> QGridLayout:
    """Return the layout of `holder` for captions and what belongs to them, with `spacing` between the rows."""
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(INSIDE)
    grid.setVerticalSpacing(spacing)
    grid.setColumnMinimumWidth(0, caption_width)
    grid.setColumnStretch(1, 1)
    return grid


class Fields(QWidget):
    """Rows of a caption and a field, aligned; Tab follows the order in which they were added."""

    def __init__(self, caption_width: int = 72) -> None:
        super().__init__()
        self._grid = caption_grid(self, caption_width)
        self._captions: dict[QWidget, Words] = {}

    def tighten(self) -> None:
        """Leave less room between the rows."""
        self._grid.setVerticalSpacing(INSIDE // 2)

    def add(self, caption: str, field: QWidget, hint: str = "") -> QWidget:
        """Add a row and return the field; `hint` is shown in small text below it."""
        row = self._grid.rowCount()
        self._captions[field] = label = Words(caption)
        label.setFixedHeight(FIELD)
        label.setBuddy(field)
        if not field.accessibleName():
            field.setAccessibleName(caption)
        self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(field, row, 1)
        if hint:
            said = Quiet(hint, wrap=True)
            said.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
            self._grid.addWidget(said, row + 1, 1)
        return field

    def add_wide(self, field: QWidget) -> None:
        """Add a field without a caption, over both columns."""
        self._grid.addWidget(field, self._grid.rowCount(), 0, 1, 2)

    def show_row(self, field: QWidget, wanted: bool) -> None:
        """Show or hide a field without a hint, and its caption."""
        for part in (self._captions[field], field):
            part.setVisible(wanted)


class Facts(QWidget):
    """Pairs of a caption and a text, which can be selected and copied."""

    def __init__(self, caption_width: int = 72, spacing: int = 4) -> None:
        super().__init__()
        self._grid = caption_grid(self, caption_width, spacing)

    def show_facts(self, facts: list[tuple[str, str]]) -> None:
        """Show these pairs and nothing else; pairs with an empty text are left out."""
        for label in self.findChildren(Words):
            self._grid.removeWidget(label)
            label.hide()
            label.deleteLater()
        for row, (caption, fact) in enumerate(pair for pair in facts if pair[1]):
            words = Words(fact, wrap=True, selectable=True)
            words.setAccessibleName(f"{caption} {fact}")
            self._grid.addWidget(Quiet(caption), row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(words, row, 1)


def scrolled(inner: QWidget) -> QScrollArea:
    """Return `inner` in an area that scrolls vertically, never horizontally."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    mark(inner, "plain", True)
    area.setWidget(inner)
    return area


class _Squeezed(QWidget):
    """Resizes `inner` to its own size. A layout would ask the scroll area for the full preferred height."""

    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        self._inner = inner
        inner.setParent(self)

    def minimumSizeHint(self) -> QSize:
        """Return the smallest size at which nothing of `inner` is cut, at the present width."""
        least, layout = self._inner.minimumSizeHint(), self._inner.layout()
        if layout is not None and layout.hasHeightForWidth():
            least.setHeight(max(least.height(), layout.minimumHeightForWidth(self.width())))
        return least

    def event(self, event: QEvent) -> bool:
        """Ask for more or less room when `inner` needs another height."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Resize `inner`."""
        super().resizeEvent(event)
        self._inner.resize(event.size())


def scrolled_when_low(inner: QWidget) -> QScrollArea:
    """Return `inner` at the available height; it scrolls only where that is less than its minimum."""
    return scrolled(_Squeezed(inner))


class FittingArea(QScrollArea):
    """Keeps a long form usable on a low screen."""

    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        self._inner = inner
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        mark(inner, "plain", True)
        self.setWidget(inner)
        inner.installEventFilter(self)

    def sizeHint(self) -> QSize:
        """Return the size of the content at the present width."""
        inner, width = self._inner, self.viewport().width()
        height = inner.heightForWidth(width) if inner.hasHeightForWidth() else inner.sizeHint().height()
        return QSize(inner.minimumSizeHint().width(), height)

    def minimumSizeHint(self) -> QSize:
        """Return the least visible size."""
        hint = self.sizeHint()
        return QSize(hint.width(), min(hint.height(), _LEAST))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Request another size when the content changes its own."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)
