"""Labels: headings, captions, big figures."""

from enum import StrEnum

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QWidget

from tickets.rules.texts import visible
from ui.kit.layouts import in_row
from ui.kit.plain_text import breakable, one_line, set_tip
from ui.kit.theme import body_font
from ui.kit.tokens import BODY, FIGURE, HEADING, SMALL


class Tone(StrEnum):
    """The colour of a text. It only repeats what the text says."""

    PLAIN = ""
    QUIET = "quiet"
    ACCENT = "accent"
    OVERDUE = "overdue"
    WARNING = "warning"


def mark(widget: QWidget, name: str, value: object) -> None:
    """Set a property used by the style sheet and apply the sheet again."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    # A widget that is polished before its font is set loses the font when it is shown.
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        widget.style().unpolish(widget)
        widget.style().polish(widget)


class Words(QLabel):
    """A plain text label, never interpreted as markup; the text can be selected where `selectable`."""

    pixels = 0  # the size of the text; 0 for the font of the application
    bold = False
    own_tone = Tone.PLAIN

    def __init__(
        self, text: str = "", tone: Tone | None = None, *, wrap: bool = False, selectable: bool = False
    ) -> None:
        super().__init__()
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setText(text)
        if selectable:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.set_tone(self.own_tone if tone is None else tone)
        if self.pixels:
            self.setFont(body_font(self.pixels, bold=self.bold))

    def setText(self, text: str) -> None:
        """Set the text."""
        self._whole = text
        super().setText(breakable(text) if self.wordWrap() else visible(text))

    def show_text(self, text: str) -> None:
        """Set the text; hide the label while there is none."""
        self.setText(text)
        self.setVisible(bool(text))

    def text(self) -> str:
        """Return the text as set."""
        return self._whole

    def clear(self) -> None:
        """Show no text."""
        self.setText("")

    def set_tone(self, tone: Tone) -> None:
        """Set the colour."""
        mark(self, "tone", str(tone))


class Heading(Words):
    """The title of a card or a desk."""

    pixels, bold = HEADING, True


class Subheading(Words):
    """The title of a group within a card."""

    pixels, bold = BODY, True


class Quiet(Words):
    """A caption or a secondary text, in a paler colour."""

    pixels, own_tone = SMALL, Tone.QUIET


class Elided(Words):
    """A single line that is elided where it doesn't fit; the tool tip shows it whole."""

    def setText(self, text: str) -> None:
        """Set the text, elided to the present width."""
        self._whole = text
        self._fit()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return the size of the whole text."""
        whole = self.fontMetrics().horizontalAdvance(self._line()) + 1  # horizontalAdvance rounds down
        return QSize(whole, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Return a width of a few pixels, so that the layout may shrink the label."""
        return QSize(24, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Elide the text to the new width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        line = self._line()
        shown = self.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, self.width())
        QLabel.setText(self, shown)
        self.setAccessibleName(line)
        set_tip(self, self._whole if shown != line else "")

    def _line(self) -> str:
        return one_line(self._whole)


_LINE = 40  # pixels: a big figure's
_ABOVE_THE_LINE = 4  # pixels from the foot of a big figure to that of its caption


class BigFigure(QPushButton):
    """A big figure with its caption beside it. A press shows what it counts (`clicked`)."""

    def __init__(self, caption: str, value: str = "—") -> None:
        super().__init__()
        mark(self, "kind", "figure")
        self._caption = Quiet(caption)
        self._value = Words()
        self._value.setFont(body_font(FIGURE))
        self._value.setFixedHeight(_LINE)
        self._layout = in_row(self._value, (self._caption, 1), holder=self, margins=(8, 0), spacing=8)
        self._layout.setAlignment(self._caption, Qt.AlignmentFlag.AlignBottom)
        self._caption.setContentsMargins(0, 0, 0, _ABOVE_THE_LINE)
        for label in (self._value, self._caption):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.set_value(value)

    def set_value(self, value: str, tone: Tone = Tone.PLAIN) -> None:
        """Set the figure."""
        self._value.setText(value)
        self._value.set_tone(tone)
        self.setAccessibleName(f"{self._caption.text()} {value}")
        self.setMinimumSize(self._layout.sizeHint())

    def set_caption(self, caption: str) -> None:
        """Set the caption."""
        self._caption.setText(caption)
        self.set_value(self._value.text())


class Divider(QFrame):
    """A separator of one pixel, horizontal or `upright`."""

    def __init__(self, *, upright: bool = False) -> None:
        super().__init__()
        mark(self, "line", True)
        if upright:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)
