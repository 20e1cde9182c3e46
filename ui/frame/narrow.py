"""Words and a button for the narrow rail."""

import re
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from ui.kit.labels import Words, mark
from ui.kit.theme import body_font
from ui.kit.tokens import SMALL

_NUMBER = re.compile(r"(\d{4})(\d{4})(-\d+)")  # of a ticket


class NarrowWords(Words):
    """Breaks a ticket's number and the name of a key where it must, which Qt would rather cut."""

    pixels = SMALL

    def setText(self, text: str) -> None:
        """Set the text."""
        super().setText(text)
        text = _NUMBER.sub("\\1\u200b\\2\u200b\\3", QLabel.text(self))
        QLabel.setText(self, text.replace("+Shift", "+\u200bShift"))


class StackedButton(QPushButton):
    """Its words stand over its key; the shortcut itself belongs to its owner."""

    def __init__(self, key: str, on_click: Callable[[], object]) -> None:
        super().__init__()
        self._key = key
        self.clicked.connect(on_click)
        mark(self, "kind", "stacked")
        self.setFont(body_font(SMALL))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def say(self, *lines: str) -> None:
        """Show other words, line by line."""
        self.setText("\n".join((*lines, self._key)))
        self.setAccessibleName("".join(lines))
        self.setAccessibleDescription(self._key)
