"""The field for the caller's number: accepts any form and shows the usual one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from tickets.rules.phones import PhoneKind, normalise
from ui.kit.buttons import KeyButton
from ui.kit.keys import DIAL_KEY
from ui.kit.labels import Elided, Tone
from ui.kit.layouts import in_row
from ui.kit.picker import LONGEST


class PhoneField(QWidget):
    """`changed` is emitted with every key; the number is reformatted when the field loses the focus.

    `dial_wanted` is emitted when the number is to be dialled.
    """

    changed = Signal()
    dial_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.field = QLineEdit(maxLength=LONGEST, placeholderText=self.tr("手机或座机，可粘贴"))
        self.field.setFixedWidth(220)
        self.field.setAccessibleName(self.tr("来电号码"))
        self._kind = Elided(tone=Tone.QUIET)
        dial = KeyButton(self.tr("拨号"), DIAL_KEY, on_click=self.dial_wanted)
        dial.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        in_row(self.field, (self._kind, 1), dial, holder=self)
        self.setFocusProxy(self.field)
        self._show_kind()
        self.field.textChanged.connect(self._show_kind)
        self.field.textChanged.connect(self.changed)
        self.field.editingFinished.connect(self.tidy)

    def text(self) -> str:
        """Return the text."""
        return self.field.text()

    def set_text(self, text: str) -> None:
        """Set the text."""
        self.field.setText(text)
        self.tidy()

    def _show_kind(self) -> None:
        self.number = number = normalise(self.text())  # the parsed number
        if number.kind is not PhoneKind.UNKNOWN:
            several = self.tr("{count} 个号码").format(count=len(number.own))
            self._kind.setText(several if number.others else number.kind.label)
        elif number.shared:
            self._kind.setText(self.tr("很多人共用的号码，不当作同一个人"))
        elif self.text().strip():
            self._kind.setText(self.tr("不像完整的电话号码，会按原样记下"))
        else:
            self._kind.setText(self.tr("问不到号码就空着"))

    def tidy(self) -> None:
        """Show a recognised number in its usual form."""
        number = self.number
        if number.kind is not PhoneKind.UNKNOWN and number.display != self.text():
            self.field.setText(number.display)
