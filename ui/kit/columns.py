"""A table column, declared in one place: title, text and sort key; and the item data roles beyond Qt's own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, auto
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import Qt

from tickets.rules.texts import visible
from ui.kit.plain_text import tip

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Roles(IntEnum):
    """Item data roles of this package's models."""

    ROW = int(Qt.ItemDataRole.UserRole)  # the frozen row itself
    TIMING = auto()  # a ui.kit.countdown.Timing


class HasId(Protocol):
    """A frozen row with an `id`."""

    @property
    def id(self) -> Any: ...


R = TypeVar("R", bound=HasId)


@dataclass(frozen=True)  # without slots, which break Column[Row](…)
class Column(Generic[R]):
    """One column over rows R. Its functions get the row and the present instant.

    `sort` returns a comparable key, or None for rows that belong at the end; without it the column does not sort.
    `accessible` is the text for a screen reader where it differs. `roles` returns further item data roles. A click on a
    cell copies its text if `copies`. A table narrower than `room` hides the column unless the user chose otherwise.
    `full_title` names it in the menu of columns and to a screen reader, where another column has the same title.
    """

    key: str
    title: str
    text: Callable[[R, datetime], str]
    tooltip: Callable[[R, datetime], str] | None = None
    align: Qt.AlignmentFlag = LEFT
    width: int = 96
    stretch: bool = False
    sort: Callable[[R], Any] | None = None
    accessible: Callable[[R, datetime], str] | None = None
    roles: Mapping[int, Callable[[R], Any]] = field(default_factory=dict)
    copies: bool = False
    room: int = 0
    full_title: str = ""

    def data(self, row: R, role: int, now: datetime) -> Any:
        """Return this column's data for a row in an item data role; None for no data."""
        if role == Qt.ItemDataRole.DisplayRole:
            return visible(self.text(row, now))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.align
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(self.tooltip(row, now)) if self.tooltip else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return visible((self.accessible or self.text)(row, now))
        extra = self.roles.get(role)
        return extra(row) if extra else None

    def heading(self, role: int) -> Any:
        """Return this column's header data in a role."""
        if role == Qt.ItemDataRole.DisplayRole:
            return self.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.full_title or None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.align
        return None
