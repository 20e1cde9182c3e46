"""Shows the manual in a window of its own, beside the work and without another program."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QImage, QKeySequence, QResizeEvent, QShortcut, QTextBlockFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QLineEdit, QListWidget, QTextBrowser, QWidget

from ui.kit.labels import Quiet
from ui.kit.layouts import in_column, in_row
from ui.kit.tokens import INSIDE
from ui.runtime.tick import single_shot

_SIZE = (1100, 720)
_CONTENTS_WIDTH = 304
_LINE = 28
_SETTLE_MS = 150  # after the last change of size


class ManualWindow(QWidget):
    """Shows a Markdown file. Ctrl+F searches, Enter finds the next hit, Ctrl+T goes to the contents, Esc closes."""

    def __init__(self, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle(self.tr("操作手册"))
        self.resize(*_SIZE)
        self._said = Quiet()
        self._said.hide()
        self._field = QLineEdit(placeholderText=self.tr("查找，Enter 到下一处  Ctrl+F"))
        self._field.setAccessibleName(self.tr("在手册里查找"))
        self._field.returnPressed.connect(self._find)
        self._field.textChanged.connect(self._said.hide)
        self._text = _Pages()
        self._text.setAccessibleName(self.tr("操作手册"))
        self._text.show_file(path)
        self._headings = _headings(self._text.document())
        self._contents = QListWidget()
        self._contents.setFixedWidth(_CONTENTS_WIDTH)
        self._contents.setAccessibleName(self.tr("目录"))
        self._contents.addItems([("" if level <= 2 else "    ") + title for level, title, _ in self._headings])
        for row in range(self._contents.count()):
            self._contents.item(row).setSizeHint(QSize(0, _LINE))
        self._contents.currentRowChanged.connect(self._go_to)
        self._contents.itemClicked.connect(lambda _item: self._go_to(self._contents.currentRow()))
        self._contents.itemActivated.connect(lambda _item: self._text.setFocus(Qt.FocusReason.OtherFocusReason))
        self._lay_out()
        QShortcut(QKeySequence.StandardKey.Find, self).activated.connect(self._start_finding)
        QShortcut(QKeySequence("Ctrl+T"), self).activated.connect(
            lambda: self._contents.setFocus(Qt.FocusReason.ShortcutFocusReason)
        )
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self).activated.connect(self.close)
        self._text.setFocus()

    def _lay_out(self) -> None:
        left = in_column(Quiet(self.tr("目录  Ctrl+T，↑↓ 翻到，Enter 开始读")), (self._contents, 1))
        right = in_column(self._field, self._said, (self._text, 1))
        in_row(left, (right, 1), holder=self, margins=INSIDE, spacing=INSIDE)

    def _go_to(self, row: int) -> None:
        """Scroll a heading to the top."""
        block = self._text.document().findBlockByNumber(self._headings[row][2])
        self._text.setTextCursor(QTextCursor(block))
        top = self._text.document().documentLayout().blockBoundingRect(block).top()
        self._text.verticalScrollBar().setValue(int(top))

    def _start_finding(self) -> None:
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()

    def _find(self) -> None:
        """Find the next occurrence, starting again at the top after the last one."""
        words = self._field.text().strip()
        if not words or self._text.find(words):
            return
        self._text.moveCursor(QTextCursor.MoveOperation.Start)
        if not self._text.find(words):
            self._said.setText(self.tr("手册里没有“{words}”。").format(words=words))
            self._said.show()


class _Pages(QTextBrowser):
    """A text browser that scales pictures down to its width."""

    def __init__(self) -> None:
        super().__init__()
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._fitted = 0  # the width that the pictures were scaled for
        self._settle = single_shot(self, self._fit, _SETTLE_MS)

    def show_file(self, path: Path) -> None:
        """Show a Markdown file."""
        self.setSource(QUrl.fromLocalFile(str(path)))
        self._let_lines_break()

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """Return a picture in its displayed size; other resources unchanged."""
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return super().loadResource(kind, name)
        picture = QImage(self.source().resolved(QUrl(name)).toLocalFile())
        self._fitted = self._room()
        if picture.width() <= self._fitted or picture.isNull():
            return picture
        ratio = self.devicePixelRatioF()
        scaled = picture.scaledToWidth(
            min(picture.width(), round(self._fitted * ratio)), Qt.TransformationMode.SmoothTransformation
        )
        scaled.setDevicePixelRatio(scaled.width() / self._fitted)
        return scaled

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Scale the pictures once the size has settled."""
        super().resizeEvent(event)
        if self._room() != self._fitted:
            self._settle.start()

    def _room(self) -> int:
        return max(100, self.viewport().width() - 2 * round(self.document().documentMargin()))

    def _fit(self) -> None:
        bar, place = self.verticalScrollBar(), self.textCursor().position()
        share = bar.value() / max(1, bar.maximum())
        self.reload()
        self._let_lines_break()
        cursor = self.textCursor()
        cursor.setPosition(place)
        self.setTextCursor(cursor)
        bar.setValue(round(share * bar.maximum()))

    def _let_lines_break(self) -> None:
        """Wrap the lines of code blocks, so that nothing needs horizontal scrolling."""
        wrapped = QTextBlockFormat()
        wrapped.setNonBreakableLines(False)
        block = self.document().begin()
        while block.isValid():
            if block.blockFormat().nonBreakableLines():
                QTextCursor(block).mergeBlockFormat(wrapped)
            block = block.next()


def _headings(document: QTextDocument) -> list[tuple[int, str, int]]:
    """Return the headings below the title: level, text, number of the text block."""
    found = []
    block = document.begin()
    while block.isValid():
        level = block.blockFormat().headingLevel()
        if level >= 2:
            found.append((level, block.text(), block.blockNumber()))
        block = block.next()
    return found
