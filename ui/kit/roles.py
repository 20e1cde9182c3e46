"""Item data roles beyond Qt's own."""

from enum import IntEnum

from PySide6.QtCore import Qt

_FIRST = int(Qt.ItemDataRole.UserRole) + 1


class Roles(IntEnum):
    """Item data roles of this package's models."""

    ROW = _FIRST  # the frozen row itself
    TIMING = _FIRST + 1  # a ui.kit.countdown.Timing
