"""The current user's own settings: on or off duty, the password, locking the window."""

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from tickets.accounts.authenticator import Authenticator, Person
from tickets.actions.people import set_duty
from tickets.errors import DeskError
from tickets.store.queries.lookups import StaffMember, list_staff
from ui.kit.buttons import KeyButton
from ui.kit.cards import button_row
from ui.kit.labels import Divider
from ui.kit.layouts import in_column
from ui.kit.messages import ErrorLine
from ui.runtime.background import Worker
from ui.runtime.session import SessionContext
from ui.sign_in.own_password import OwnPassword


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
        self._on_duty = True
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
