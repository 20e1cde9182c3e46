"""A combo box for one of several values.

Qt would return a str-based enum as a plain str, so the values are kept here and Qt only knows their indexes.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QComboBox

from ui.kit.plain_text import one_line
from ui.kit.wheel import without_wheel

Choices = Sequence[tuple[Any, str]]  # a value and its label

_NARROWEST = 200  # pixels, of a box with long labels
_LABEL_AT_MOST = 60  # characters; the box is as wide as its longest label


class LabelBox(QComboBox):
    """A combo box of labels, which may be texts that people wrote: clipped, and never too wide for a form."""

    def __init__(self) -> None:
        super().__init__()
        without_wheel(self)

    def add_labels(self, labels: Iterable[str]) -> None:
        """Append labels."""
        self.addItems([one_line(label, _LABEL_AT_MOST) for label in labels])

    def minimumSizeHint(self) -> QSize:
        """Return a width that fits into a form, whatever the labels are."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), _NARROWEST), hint.height())


class ChoiceBox(LabelBox):
    """Shows labels and returns values."""

    def __init__(self, choices: Choices = ()) -> None:
        super().__init__()
        self._values: list[Any] = []
        self.set_choices(choices)

    def set_choices(self, choices: Choices) -> None:
        """Set the choices; the chosen value stays chosen if it is among them, else the first is chosen."""
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
        """Choose a value; the first one if it is not among the choices."""
        if self._values:
            self.setCurrentIndex(self._values.index(value) if value in self._values else 0)
