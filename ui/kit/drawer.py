"""A list that is shown instead of the desk."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QPushButton

from ui.kit.buttons import KeyButton
from ui.kit.labels import Heading, Quiet, Tone, Words
from ui.kit.layouts import Part, Stretch, in_column, in_row
from ui.kit.messages import ErrorLine
from ui.kit.table import DeskTable
from ui.kit.tokens import AROUND, INSIDE
from ui.runtime.tick import Tick


class Drawer(QFrame):
    """A title, a count and buttons; then a sentence about the selected row; then the rows. Esc closes it.

    What depends on the time is updated every second. Errors stand below the rows, which they would move otherwise.
    """

    closed = Signal()

    def __init__(self, title: str, table: DeskTable, tick: Tick) -> None:
        super().__init__()
        self.table, self.error = table, ErrorLine()
        self._title = title
        self._count = Words(tone=Tone.QUIET)
        self._story = Quiet(wrap=True, selectable=True)
        self._story.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._open = KeyButton(self.tr("打开"), "Enter", handles_key=False)
        self._close = KeyButton(self.tr("返回"), "Esc", handles_key=False, on_click=self.closed)
        tick.second.connect(self._on_second)

    def lay_out(self, *parts: Part, below: Sequence[Part] = (), lines: int) -> None:
        """Arrange these parts between the count and 返回, others in a row `below`; the story has room for `lines`."""
        top = in_row(Heading(self._title), self._count, Stretch(), *parts, self._close, spacing=INSIDE)
        rows = (top, in_row(*below, spacing=INSIDE)) if below else (top,)
        in_column(
            *rows, self._story, (self.table, 1), self.error,
            holder=self, margins=(AROUND // 2, INSIDE), spacing=INSIDE,
        )  # fmt: skip
        for button in self.findChildren(QPushButton, options=Qt.FindChildOption.FindDirectChildrenOnly):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keys go on where they went
        self._story.setText("\n".join([self._title] * lines))  # Chinese lines can be higher than the font's own
        self._story.setMinimumHeight(self._story.sizeHint().height())
        self._story.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the field on Esc, then close."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.leave_field():
            self.table.setFocus()
        else:
            self.closed.emit()

    def go_on(self) -> None:
        """Be at the same place as before."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave_field(self) -> bool:
        """Return whether Esc had a field to leave."""
        return False

    def describe(self) -> None:
        """Say what is selected, and enable what can be done with it."""
        raise NotImplementedError

    def say(self, words: str) -> None:
        """Say this of the selected row."""
        if words != self._story.text():
            self._story.setText(words)

    def _on_second(self) -> None:
        if self.isVisible():
            self.table.viewport().update()
            self.describe()
