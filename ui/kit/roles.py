"""What a model tells a delegate beyond Qt's own roles."""

from enum import IntEnum

from PySide6.QtCore import Qt

_FIRST = int(Qt.ItemDataRole.UserRole) + 1


class Roles(IntEnum):
    """Item data roles of the kit's models."""

    ROW = _FIRST  # the frozen row itself
    TIMING = _FIRST + 1  # a ui.kit.countdown.Timing
