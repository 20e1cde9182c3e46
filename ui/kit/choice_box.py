"""A box to choose one of several values from.

Qt hands a str-based enum back as a bare str, so the values stay here and Qt only knows their places.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QComboBox

from ui.kit.plain import one_line
from ui.kit.wheel import unturned

Choices = Sequence[tuple[Any, str]]  # a value and what it is called

_NARROWEST = 200  # pixels, of a box with long labels
_LABEL_AT_MOST = 60  # characters; the box is as wide as its longest label


class LabelBox(QComboBox):
    """A box of labels, which are people's words as often as not: clipped, and never wider than a form has room for."""

    def __init__(self) -> None:
        super().__init__()
        unturned(self)

    def add_labels(self, labels: Iterable[str]) -> None:
        """Offer these below the others."""
        self.addItems([one_line(label, _LABEL_AT_MOST) for label in labels])

    def minimumSizeHint(self) -> QSize:
        """Return a width that a form has room for, whatever the labels are."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), _NARROWEST), hint.height())


class ChoiceBox(LabelBox):
    """Shows labels, gives values."""

    def __init__(self, choices: Choices = ()) -> None:
        super().__init__()
        self._values: list[Any] = []
        self.set_choices(choices)

    def set_choices(self, choices: Choices) -> None:
        """Offer these; what was chosen stays chosen if it is among them, else the first is."""
        chosen = self.chosen()
        self.clear()
        self._values = [value for value, _ in choices]
        self.add_labels(label for _, label in choices)
        self.choose(chosen)

    def chosen(self) -> Any:
        """Return the chosen value; None when there is nothing to choose from."""
        place = self.currentIndex()
        return self._values[place] if 0 <= place < len(self._values) else None

    def choose(self, value: Any) -> None:
        """Choose a value; the first one when it is not among them."""
        if self._values:
            self.setCurrentIndex(self._values.index(value) if value in self._values else 0)
