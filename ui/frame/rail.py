"""The rail: one button for each desk, with its key."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QFrame, QToolButton, QVBoxLayout, QWidget

from ui.kit.icons import icon
from ui.kit.labels import mark
from ui.kit.theme import body_font, tokens_now
from ui.kit.tokens import SMALL

_WIDTH = 72


@dataclass(frozen=True, slots=True)
class DeskEntry:
    """A desk as the rail shows it."""

    name: str
    label: str
    picture: str
    key: str


class Rail(QFrame):
    """A column of desks; `chosen` names the one that is wanted."""

    chosen = Signal(str)

    def __init__(self, entries: tuple[DeskEntry, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, "rail", True)
        self.setFixedWidth(_WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 8, 4, 8)
        column.setSpacing(4)
        self._group = QButtonGroup(self)
        self._buttons = {entry.name: self._button(entry) for entry in entries}
        for button in self._buttons.values():
            column.addWidget(button)
        column.addStretch(1)

    def show_chosen(self, name: str) -> None:
        """Mark the desk that is open."""
        self._buttons[name].setChecked(True)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the colour scheme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            for button in getattr(self, "_buttons", {}).values():
                button.setIcon(icon(button.property("picture"), tokens_now()))

    def _button(self, entry: DeskEntry) -> QToolButton:
        button = QToolButton()
        button.setProperty("picture", entry.picture)
        button.setIcon(icon(entry.picture, tokens_now()))
        button.setIconSize(QSize(24, 24))
        button.setText(f"{entry.label}\n{entry.key}")
        button.setFont(body_font(SMALL))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setCheckable(True)
        button.setFixedSize(_WIDTH - 8, 72)
        button.setAccessibleName(entry.label)
        button.setAccessibleDescription(entry.key)
        self._group.addButton(button)
        button.clicked.connect(lambda: self.chosen.emit(entry.name))
        shortcut = QShortcut(QKeySequence(entry.key), self)
        shortcut.activated.connect(lambda: self.chosen.emit(entry.name))
        return button
