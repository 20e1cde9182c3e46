"""A wheel that turns a page must not change a value that happens to come under the pointer."""

from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox

Field = TypeVar("Field", bound=QComboBox | QAbstractSpinBox)


class _Unturned(QObject):
    """Leaves the wheel to what the watched field stands in."""

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take the wheel from the field, and ignore it, so that Qt hands it on."""
        if event.type() != QEvent.Type.Wheel:
            return False
        event.ignore()
        return True


def unturned(field: Field) -> Field:
    """Return `field`, which from now on changes by keys and clicks only and is no longer focused by the wheel."""
    field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    field.installEventFilter(_Unturned(field))
    return field
