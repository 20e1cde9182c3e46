"""The layout of the form: rows of a caption and a field."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.kit.labels import Elided, Words
from ui.kit.layouts import in_row
from ui.kit.tokens import FIELD, INSIDE

_CAPTIONS = 64


def beside(holder: QWidget, *widgets: QWidget) -> QWidget:
    """Return `holder` with the widgets side by side; those without a fixed width share the remaining width."""
    row = in_row(holder=holder, spacing=INSIDE)
    for widget in widgets:
        grows = not isinstance(widget, Words) or isinstance(widget, Elided)
        row.addWidget(widget, int(grows and widget.minimumWidth() != widget.maximumWidth()))
    return holder


class FieldRows:
    """Rows of a caption and a field that can be hidden together."""

    def __init__(self, holder: QWidget) -> None:
        self._grid = QGridLayout(holder)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(INSIDE)
        self._grid.setVerticalSpacing(INSIDE)
        self._grid.setColumnMinimumWidth(0, _CAPTIONS)
        self._grid.setColumnStretch(1, 1)
        self._captions: dict[QWidget, Words] = {}

    def add(self, caption: str, widget: QWidget) -> None:
        """Add a row at the end."""
        row = self._grid.rowCount()
        self._captions[widget] = label = Words(caption)
        if caption:
            label.setFixedHeight(FIELD)
        self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(widget, row, 1)

    def end(self) -> None:
        """Put the remaining space below the last row."""
        self._grid.setRowStretch(self._grid.rowCount(), 1)

    def show(self, widget: QWidget, wanted: bool) -> None:
        """Show or hide the row of a widget."""
        widget.setVisible(wanted)
        self._captions[widget].setVisible(wanted)
