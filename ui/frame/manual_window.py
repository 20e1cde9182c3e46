"""The manual, in a window of its own: it needs no other program and stands beside the work."""

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QLineEdit, QTextBrowser, QVBoxLayout, QWidget

from ui.kit.labels import Quiet
from ui.kit.tokens import INSIDE

_SIZE = (900, 700)


class ManualWindow(QWidget):
    """Shows a Markdown file. Ctrl+F finds, Enter finds the next place, Esc closes."""

    def __init__(self, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle(self.tr("操作手册"))
        self.resize(*_SIZE)
        self._said = Quiet()
        self._said.hide()
        self._field = QLineEdit()
        self._field.setPlaceholderText(self.tr("查找，Enter 到下一处  Ctrl+F"))
        self._field.setAccessibleName(self.tr("在手册里查找"))
        self._field.returnPressed.connect(self._find)
        self._field.textChanged.connect(self._said.hide)
        self._text = QTextBrowser()
        self._text.setAccessibleName(self.tr("操作手册"))
        self._text.setOpenExternalLinks(False)
        self._text.setSource(QUrl.fromLocalFile(str(path)))
        column = QVBoxLayout(self)
        column.setContentsMargins(INSIDE, INSIDE, INSIDE, INSIDE)
        column.setSpacing(INSIDE)
        for part in (self._field, self._said, self._text):
            column.addWidget(part)
        QShortcut(QKeySequence.StandardKey.Find, self).activated.connect(self._start_finding)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self).activated.connect(self.close)
        self._text.setFocus()

    def _start_finding(self) -> None:
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()

    def _find(self) -> None:
        """Go to the next place of the words, from the top again after the last one."""
        words = self._field.text().strip()
        if not words or self._text.find(words):
            return
        self._text.moveCursor(QTextCursor.MoveOperation.Start)
        if not self._text.find(words):
            self._said.setText(self.tr("手册里没有“{words}”。").format(words=words))
            self._said.show()
