"""The form for login and password, in the sign-in window and on the lock screen."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QWidget

from tickets.errors import DeskError
from ui.kit.buttons import KeyButton, StepButton
from ui.kit.cards import Fields
from ui.kit.labels import Tone, Words
from ui.kit.layouts import button_row, in_column
from ui.kit.messages import ErrorLine
from ui.kit.tokens import INSIDE
from ui.sign_in.input_fields import LoginField, PasswordField


class SignInForm(QWidget):
    """Enter signs in, or tries again. Esc cancels an attempt, then clears the password, then asks to go back."""

    wanted = Signal(str, str)  # login, password
    retry_wanted = Signal()
    waits = Signal(bool)  # whether an attempt is running
    cancelled = Signal()
    back = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.is_waiting = False  # whether an attempt is running
        self.login = LoginField()
        self.password = PasswordField()
        self.remember = QCheckBox(self.tr("在这台机器上记住密码"))
        self.remember.hide()
        self.error = ErrorLine()
        self._caps = Words(self.tr("大写锁定（Caps Lock）好像开着。"), Tone.WARNING)
        self._caps.hide()
        self._progress = Words(tone=Tone.QUIET, wrap=True)
        self._progress.hide()
        self._enter = StepButton(self.tr("登录"), "Enter", handles_key=False, on_click=self._submit)
        self._give_up = KeyButton(self.tr("取消"), "Esc", handles_key=False, on_click=self.cancelled)
        self._give_up.hide()
        self._lay_out()
        self._wire()

    def start_with(self, login: str) -> None:
        """Fill in a login and focus the next empty field."""
        self.login.setText(login)
        self.password.clear()
        self.go()

    def go(self) -> None:
        """Focus the field to type into."""
        field = self.password if self.login.text().strip() else self.login
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        field.selectAll()

    def wait(self, progress: str) -> None:
        """Show what the form is waiting for; "" for nothing."""
        self.is_waiting = bool(progress)
        self._progress.setText(progress)
        self._progress.setVisible(self.is_waiting)
        self._give_up.setVisible(self.is_waiting)
        self.waits.emit(self.is_waiting)
        if self.is_waiting:
            self.error.clear()
        else:
            self.offer_retry(False)
            self._enter.setEnabled(True)

    def offer_retry(self, resting: bool) -> None:
        """Let Enter retry at once while the next try is only waiting for its time."""
        self._enter.set_step(self.tr("立即重试") if resting else self.tr("登录"), "Enter")
        self._enter.setEnabled(resting)

    def refuse(self, error: DeskError) -> None:
        """Show why the sign-in failed; the text is selected to be typed over."""
        self.wait("")
        self.error.say(error)
        self.go()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go one step back on Esc."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.is_waiting:
            self.cancelled.emit()
        elif self.password.text():
            self.password.clear()
        else:
            self.back.emit()

    def _lay_out(self) -> None:
        fields = Fields(caption_width=64)
        fields.add(self.tr("登录名"), self.login)
        fields.add(self.tr("密码"), self.password)
        self.buttons = button_row(self._enter, self._give_up)
        in_column(
            fields, self._caps, self.remember, self.error, self._progress, self.buttons, holder=self, spacing=INSIDE
        )

    def _wire(self) -> None:
        self.login.returnPressed.connect(self._on_login)
        self.password.returnPressed.connect(self._submit)
        self.password.caps.connect(self._caps.setVisible)
        for field in (self.login, self.password):
            field.textEdited.connect(self._on_edited)

    def _on_login(self) -> None:
        if self.password.text():
            self._submit()
        else:
            self.password.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_edited(self) -> None:
        """Cancel an attempt, because its login or password has changed."""
        if self.is_waiting:
            self.cancelled.emit()

    def _submit(self) -> None:
        login, password = self.login.text().strip(), self.password.text()
        if self.is_waiting:
            self.retry_wanted.emit()
        elif not login or not password:
            self.error.say(self.tr("请填写登录名和密码。"))
            self.go()
        else:
            self.error.clear()
            self.wanted.emit(login, password)
