"""Fields for a login, with known ones to complete it, and for a password, which detects Caps Lock."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit

from tickets.accounts.password_rule import AT_LEAST
from ui.kit.icons import icon
from ui.kit.labels import mark
from ui.kit.plain_text import set_tip
from ui.kit.theme import tokens_now
from ui.kit.wording import translate


class LoginField(QLineEdit):
    """Completes what is typed; the down key or the button in the field lists all logins."""

    def __init__(self) -> None:
        super().__init__()
        self.setInputMethodHints(Qt.InputMethodHint.ImhPreferLatin | Qt.InputMethodHint.ImhNoAutoUppercase)

    def offer(self, logins: list[str]) -> None:
        """Set the known logins."""
        if not logins:
            return
        if self.completer() is None:
            self._arrow = self.addAction(icon("down", tokens_now()), QLineEdit.ActionPosition.TrailingPosition)
            set_tip(self._arrow, self.tr("列出全部登录名  ↓"))
            self._arrow.triggered.connect(self._list_all)
        completer = QCompleter(logins, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        popup = completer.popup()
        assert popup is not None
        mark(popup, "popup", True)
        self.setCompleter(completer)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """List all logins on the down key."""
        if event.key() == Qt.Key.Key_Down and self.completer() is not None:
            self._list_all()
        else:
            super().keyPressEvent(event)

    def _list_all(self) -> None:
        completer = self.completer()
        completer.setCompletionPrefix("")
        completer.complete()


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
