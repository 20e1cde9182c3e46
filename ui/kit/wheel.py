"""Keeps the mouse wheel from changing a field while it scrolls the page."""

from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox

Field = TypeVar("Field", bound=QComboBox | QAbstractSpinBox)


class _WheelFilter(QObject):
    """Passes the wheel on to the parent of the watched field."""

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Ignore the wheel event, so that Qt passes it to the parent."""
        if event.type() != QEvent.Type.Wheel:
            return False
        event.ignore()
        return True


def without_wheel(field: Field) -> Field:
    """Return `field`, which now changes by keys and clicks only and gets no focus by the wheel."""
    field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    field.installEventFilter(_WheelFilter(field))
    return field
