"""A button whose words stand over its key."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from ui.kit.labels import mark
from ui.kit.theme import body_font
from ui.kit.tokens import SMALL


class StackedButton(QPushButton):
    """Its words stand over its key; the shortcut itself belongs to its owner."""

    def __init__(self, key: str, on_click: Callable[[], object]) -> None:
        super().__init__()
        self._key = key
        self.clicked.connect(on_click)
        mark(self, "kind", "stacked")
        self.setFont(body_font(SMALL))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def say(self, words: str) -> None:
        """Show other words."""
        self.setText(f"{words}\n{self._key}")
        self.setAccessibleName(words)
        self.setAccessibleDescription(self._key)
