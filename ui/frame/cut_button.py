"""A button on the strip, which may have less room than all its words need."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QSizePolicy

from ui.kit.buttons import KeyButton
from ui.kit.labels import mark


class CutButton(KeyButton):
    """Shows all its words where there is room, and at least the first ones; a screen reader is told all."""

    def __init__(self, parting: str, key: str = "") -> None:
        """What stands before the first `parting` is never cut."""
        super().__init__("", key)
        self._parting = parting
        mark(self, "kind", "count")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """Return the size that shows the first words."""
        words, metrics = self.text(), self.fontMetrics()
        spare = metrics.horizontalAdvance(words) - metrics.horizontalAdvance(words.partition(self._parting)[0] + "…")
        return self.sizeHint() - QSize(max(0, spare), 0)
