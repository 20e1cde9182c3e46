"""The widgets below the form of a member of staff: going off duty, and a password that the administrator sets."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit

from tickets.accounts.password_rule import AT_LEAST
from tickets.actions.people import LEADERS, set_duty
from tickets.errors import DeskError, Refused
from tickets.rules.words import Role
from tickets.store.queries.accounts import Account
from ui.editing.annex import Annex
from ui.kit.buttons import KeyButton
from ui.kit.cards import Card, Fields
from ui.kit.labels import Quiet
from ui.kit.layouts import button_row, in_column
from ui.kit.messages import ErrorLine, Notice
from ui.kit.tokens import INSIDE
from ui.runtime.background import Worker
from ui.runtime.session import SessionContext


class PersonAnnex(Annex):
    """Alt+X records that the person is off duty: an alert is escalated only if nobody is recorded as on duty.

    The administrator types a password and tells them; it says why when none can be set. `kept` is emitted when the
    password was set, `failed` with the error when it was not.
    """

    def __init__(self, session: SessionContext) -> None:
        super().__init__()
        self.what = self.tr("密码")
        self._session = session
        self._row: Account | None = None
        self._typed_by: int | None = None  # the id of the user who typed what is in the field
        self._duty = KeyButton(self.tr("记为下班"), "Alt+X", on_click=self._go_off)
        card = Card(self.tr("密码"))
        self._why_not = Quiet(wrap=True)
        self._field = QLineEdit()
        self._field.setAccessibleName(self.tr("新密码"))
        self._field.returnPressed.connect(self._reset)
        self._field.textEdited.connect(self._note_who)
        self._button = KeyButton(self.tr("设为新密码"), "Ctrl+R", on_click=self._reset)
        self._error, self._notice = ErrorLine(), Notice()
        self._fields = Fields(caption_width=76)
        hint = self.tr("至少 {n} 个字符，请当面告诉本人，让他登录后自己改。").format(n=AT_LEAST)
        self._fields.add(self.tr("新密码"), self._field, hint)
        card.add(self._why_not, self._fields, self._error, self._notice, button_row(self._button))
        in_column(button_row(self._duty), card, holder=self, spacing=INSIDE)
        self.show_row(None)

    def showEvent(self, event: QShowEvent) -> None:
        """Clear a password that a previous user of the window has typed."""
        super().showEvent(event)
        if self._typed_by != self._session.who().staff_id:
            self._field.clear()

    @property
    def pending(self) -> bool:
        """Whether an unsaved password is typed."""
        return bool(self._field.text()) and not self._reason()

    def keep(self) -> None:
        """Set the typed password."""
        self._reset()

    def start(self) -> None:
        """Focus the field, if a password can be set."""
        if not self._reason():
            self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_row(self, row: Any) -> None:
        """Use another member of staff; None for one that is not saved yet."""
        if row is None or self._row is None or row.id != self._row.id:
            self._field.clear()
            self._error.clear()
            self._notice.hide()
        self._row = row
        why_not = self._reason()
        self._why_not.show_text(why_not)
        for part in (self._fields, self._button):
            part.setVisible(not why_not)
        self._duty.setVisible(bool(self._session.who().roles & frozenset(LEADERS)) and row is not None and row.on_duty)
        self._duty.setEnabled(True)

    def _note_who(self) -> None:
        self._typed_by = self._session.who().staff_id

    def _reason(self) -> str:
        if self._session.authenticator is None:
            return self.tr("这里不用密码，谁都可以坐下。")
        if Role.ADMINISTRATOR not in self._session.who().roles:
            return self.tr("只有管理员能给别人设密码；自己的密码按 Ctrl+L 再选“改密码”。")
        if self._row is None or self._row.login is None:
            return self.tr("先填好登录名并保存，再设密码。")
        return ""

    def _reset(self) -> None:
        row, authenticator, new = self._row, self._session.authenticator, self._field.text()
        by = self._session.who().staff_id
        assert row is not None  # else the field and its button are hidden
        assert authenticator is not None
        assert by is not None

        def reset() -> None:
            person = authenticator.account(by)
            if person is None:
                raise Refused("您的账号已停用，不能再办理。请换人登录。")
            authenticator.reset_password(person, row.id, new)

        self._error.clear()
        self._session.background.run(reset, lambda _done: self._on_done(row, new), self._on_failed, owner=self)

    def _on_done(self, row: Account, new: str) -> None:
        connection, login = self._session.connection, row.login
        if connection is not None and login is not None:
            self._session.background.run(lambda: connection.renew_kept(login, new), worker=Worker.SLOW)
        if self._row is not None and self._row.id == row.id and self._field.text() == new:
            self._field.clear()
        self._notice.say(self.tr("{name} 的密码已设好。").format(name=row.name))
        self.kept.emit()

    def _on_failed(self, error: DeskError) -> None:
        self._notice.hide()
        self._error.say(error)
        self.failed.emit(error)

    def _go_off(self) -> None:
        row = self._row
        assert row is not None  # else the button is hidden
        self._duty.setEnabled(False)
        self._error.clear()

        def done(_done: object) -> None:
            self._notice.say(self.tr("已记下：{name} 下班。").format(name=row.name))

        self._session.execute(set_duty(row.id, on_duty=False), done, self._on_duty_failed, owner=self)

    def _on_duty_failed(self, error: DeskError) -> None:
        self._duty.setEnabled(True)
        self._error.say(error)
