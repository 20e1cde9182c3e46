"""A password field that detects Caps Lock."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from tickets.accounts.password_rule import AT_LEAST
from ui.kit.wording import translate


class PasswordField(QLineEdit):
    """Shows dots. `caps` is emitted with each letter and says whether Caps Lock seems to be on."""

    caps = Signal(bool)

    def __init__(self) -> None:
        super().__init__(echoMode=QLineEdit.EchoMode.Password)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Compare a letter with the Shift key: there is no portable way to read Caps Lock."""
        letter = event.text()
        if letter.isascii() and letter.isalpha():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps.emit(letter.isupper() != shifted)
        elif event.key() == Qt.Key.Key_CapsLock:
            self.caps.emit(False)
        super().keyPressEvent(event)


def password_rule() -> str:
    """Return the rule for passwords as a sentence."""
    return translate("sign_in", "至少 {n} 个字符，不能和登录名一样。").format(n=AT_LEAST)
