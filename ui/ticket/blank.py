"""What the panel shows without a ticket: that none is selected, or that the selected one is being read."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.kit.cards import scrolled
from ui.kit.labels import Quiet, Words
from ui.kit.layouts import Stretch, in_column
from ui.kit.messages import ErrorLine


class Blank(QWidget):
    """Shown in place of a ticket. A key without effect is answered in its error line."""

    def __init__(self) -> None:
        super().__init__()
        self._sentence, self._hint = Words(wrap=True), Quiet(wrap=True)
        for label in (self._sentence, self._hint):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        state = QWidget()
        in_column(Stretch(2), self._sentence, self._hint, Stretch(3), holder=state, margins=None)
        self._error = ErrorLine()
        self._remains = Words(wrap=True, selectable=True)
        self._remains.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._area = scrolled(self._remains)
        self._area.hide()
        in_column(self._error, (state, 1), (self._area, 3), holder=self)
        self.says = ""

    def say(self, sentence: str, hint: str = "", remains: str = "") -> None:
        """Show why there is no ticket, what to do, and the readable part of it."""
        self.says = f"{sentence}{hint}{remains}"
        self._sentence.setText(sentence)
        self._hint.show_text(hint)
        if remains != self._remains.text():
            self._remains.setText(remains)
        self._area.setVisible(bool(remains))

    def refuse(self, sentence: str) -> None:
        """Show why a key had no effect."""
        self._error.say(sentence)

    def take_refusal(self) -> str:
        """Return the last refusal and clear it; "" for none."""
        sentence = self._error.sentence
        self._error.clear()
        return sentence

    @property
    def sentence(self) -> str:
        """The last refusal; "" for none."""
        return self._error.sentence
