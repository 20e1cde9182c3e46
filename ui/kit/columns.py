"""A column, declared in one place: what it is called, what it says and how it sorts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import Qt

from tickets.rules.texts import visible
from ui.kit.plain import tip


class HasId(Protocol):
    """A frozen row with an `id` of its own."""

    @property
    def id(self) -> Any: ...


R = TypeVar("R", bound=HasId)

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)  # no slots: Column[Row](…) would not work with them
class Column(Generic[R]):
    """One column over rows R. Texts get the row and the present instant.

    `sort` returns a comparable key, or None for rows that belong at the end; without it the column
    does not sort. `accessible` is what a screen reader says where it isn't the text. `roles` answers
    further item data roles from the row. A click on a cell of a column that `copies` copies its text.
    A table narrower than `room` hides the column, unless somebody has chosen otherwise.
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

    def data(self, row: R, role: int, now: datetime) -> Any:
        """Return what this column says of a row in an item data role; None when it says nothing."""
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
        """Return what this column says of itself in a header role."""
        if role == Qt.ItemDataRole.DisplayRole:
            return self.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.align
        return None
