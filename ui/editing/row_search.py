"""The search above a page of many entries: every typed word must occur in an entry's text."""

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from tickets.rules.caller_words import fold
from ui.editing.page_spec import EditRow
from ui.kit.wording import translate
from ui.runtime.tick import single_shot

SEARCH_KEY = "Ctrl+F"
_WAIT_MS = 80  # after the last typed letter


class RowSearch(QLineEdit):
    """`changed` is emitted for another text, `left` when the focus should go to the list: on Enter and ↓.

    Esc clears the text.
    """

    changed = Signal()
    left = Signal()

    def __init__(self, words: Callable[[Any], str]) -> None:
        hint = translate("settings", "查找：汉字、拼音、首字母，几样用空格隔开  Ctrl+F")
        super().__init__(maxLength=100, clearButtonEnabled=True, placeholderText=hint)
        self.setAccessibleName(translate("settings", "查找"))
        self._words = words
        self._texts: dict[Any, tuple[Any, str]] = {}  # of each entry: its row, and the text that is searched
        self._wait = single_shot(self, self.changed.emit, _WAIT_MS)
        self.textChanged.connect(lambda _text: self._wait.start())
        self.returnPressed.connect(self._leave)

    def begin(self) -> None:
        """Focus the field, with its text selected."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def found(self, entries: Iterable[EditRow]) -> list[EditRow]:
        """Return the entries in whose text every typed word occurs, in their order; all without a word."""
        wanted = [fold(word) for word in self.text().split()]
        every = list(entries)
        if not wanted:
            return every
        return [entry for entry in every if all(word in self._text(entry) for word in wanted)]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave on ↓, clear on Esc."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_PageDown):
            self._leave()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)

    def _text(self, entry: EditRow) -> str:
        known = self._texts.get(entry.id)
        if known is None or known[0] is not entry.row:
            known = self._texts[entry.id] = entry.row, fold(self._words(entry.row))
        return known[1]

    def _leave(self) -> None:
        if self._wait.isActive():
            self._wait.stop()
            self.changed.emit()
        self.left.emit()
