"""The form with which the current user changes the password."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from tickets.errors import DeskError
from ui.kit.buttons import KeyButton, StepButton
from ui.kit.cards import Fields, button_row
from ui.kit.labels import Words
from ui.kit.layouts import in_column
from ui.kit.messages import ErrorLine
from ui.kit.tokens import INSIDE
from ui.sign_in.password_field import PasswordField, password_rule


class OwnPassword(QWidget):
    """Enter goes down the fields and finally changes the password; Esc closes the form."""

    wanted = Signal(str, str)  # the current one, the new one
    left = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setWindowTitle(self.tr("改密码"))
        self.current, self.new, self.again = PasswordField(), PasswordField(), PasswordField()
        self.error = ErrorLine()
        self._change = StepButton(self.tr("改密码"), "Enter", handles_key=False, on_click=self._submit)
        leave = KeyButton(self.tr("不改了"), "Esc", handles_key=False, on_click=self.left)
        fields = Fields(caption_width=72)
        fields.add(self.tr("现在的密码"), self.current)
        fields.add(self.tr("新密码"), self.new, password_rule())
        fields.add(self.tr("再输一次"), self.again)
        whose = Words(self.tr("{name} 自己的密码，别人不用知道。").format(name=name))
        in_column(whose, fields, self.error, button_row(self._change, leave), holder=self, spacing=INSIDE)
        self.setFocusProxy(self.current)
        self.current.returnPressed.connect(lambda: self.new.setFocus(Qt.FocusReason.TabFocusReason))
        self.new.returnPressed.connect(lambda: self.again.setFocus(Qt.FocusReason.TabFocusReason))
        self.again.returnPressed.connect(self._submit)

    def refuse(self, error: DeskError) -> None:
        """Show why the password was not changed."""
        self._change.setEnabled(True)
        self.error.say(error)
        self.current.setFocus(Qt.FocusReason.OtherFocusReason)
        self.current.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _submit(self) -> None:
        if not self._change.isEnabled():
            return
        if self.new.text() != self.again.text():
            self.error.say(self.tr("两次输入的新密码不一样，请再输一次。"))
            self.again.setFocus(Qt.FocusReason.OtherFocusReason)
            self.again.selectAll()
            return
        self.error.clear()
        self._change.setEnabled(False)
        self.wanted.emit(self.current.text(), self.new.text())
