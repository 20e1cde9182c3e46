"""The current user's own settings: on or off duty, the password, locking the window."""

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from tickets.accounts.authenticator import Authenticator, Person
from tickets.actions.people import set_duty
from tickets.errors import DeskError
from tickets.store.queries.lookups import StaffMember, list_staff
from ui.kit.buttons import KeyButton, StepButton
from ui.kit.cards import Fields
from ui.kit.labels import Divider, Words
from ui.kit.layouts import button_row, in_column
from ui.kit.messages import ErrorLine
from ui.kit.tokens import INSIDE
from ui.runtime.background import Worker
from ui.runtime.session import SessionContext
from ui.sign_in.input_fields import PasswordField, password_rule


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


class OwnSettings(QWidget):
    """A row of buttons. `done` carries a sentence about what was done; `page` a form to show in front."""

    done = Signal(str)
    lock_wanted = Signal()
    page = Signal(object)  # a QWidget to show; None to close it

    def __init__(self, authenticator: Authenticator, session: SessionContext, person: Callable[[], Person]) -> None:
        super().__init__()
        self._authenticator = authenticator
        self._session = session
        self._person = person
        self._on_duty: bool  # as last read
        self._error = ErrorLine()
        self._duty = KeyButton(self.tr("我下班了"), "Alt+X", on_click=self._change_duty)
        password = KeyButton(self.tr("改密码…"), "Alt+P", on_click=self._open_password)
        lock = KeyButton(self.tr("锁定"), "Ctrl+Shift+L", handles_key=False, on_click=self.lock_wanted)
        in_column(Divider(), self._error, button_row(self._duty, password, lock), holder=self)

    def refresh(self) -> None:
        """Read whether the person is on duty."""
        self._duty.setEnabled(False)
        self._error.clear()
        self._session.read("duty", list_staff, self._show)

    def _show(self, people: list[StaffMember]) -> None:
        present = next((one for one in people if one.id == self._person().id), None)
        if present is not None:
            self._on_duty = present.on_duty
            self._duty.set_step(self.tr("我下班了") if present.on_duty else self.tr("我上班了"), "Alt+X")
            self._duty.setEnabled(True)

    def _change_duty(self) -> None:
        on_duty = not self._on_duty
        self._duty.setEnabled(False)
        self._error.clear()
        self._session.execute(
            set_duty(self._person().id, on_duty), lambda _done: self._on_duty_kept(on_duty), self._on_failed, owner=self
        )

    def _on_duty_kept(self, on_duty: bool) -> None:
        self.done.emit(self.tr("已记下：上班。") if on_duty else self.tr("已记下：下班。"))

    def _on_failed(self, error: DeskError) -> None:
        self._duty.setEnabled(True)
        self._error.say(error)

    def _open_password(self) -> None:
        form = OwnPassword(self._person().name)
        form.left.connect(lambda: self.page.emit(None))
        form.wanted.connect(lambda current, new: self._change_password(form, current, new))
        self.page.emit(form)
        form.setFocus(Qt.FocusReason.OtherFocusReason)

    def _change_password(self, form: OwnPassword, current: str, new: str) -> None:
        person = self._person()
        self._session.background.run(
            lambda: self._authenticator.change_password(person, current, new),
            lambda _done: self._on_changed(person, new),
            lambda error: form.refuse(error) if shiboken6.isValid(form) else self._error.say(error),
            owner=self,
        )

    def _on_changed(self, person: Person, new: str) -> None:
        connection = self._session.connection
        if connection is not None:
            self._session.background.run(lambda: connection.renew_kept(person.login, new), worker=Worker.SLOW)
        self.page.emit(None)
        self.done.emit(self.tr("密码已改，下次登录用新密码。"))
