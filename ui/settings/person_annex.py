"""The widgets below the form of a member of staff: going off duty, and the password."""

from typing import Any

from PySide6.QtWidgets import QWidget

from tickets.actions.people import LEADERS, set_duty
from tickets.errors import DeskError
from ui.kit.buttons import KeyButton
from ui.kit.layouts import button_row, in_column
from ui.kit.tokens import INSIDE
from ui.runtime.session import SessionContext
from ui.settings.password_reset import PasswordReset


class PersonAnnex(PasswordReset):
    """Alt+X records that the person is off duty: an alert is escalated only if nobody is recorded as on duty."""

    def __init__(self, session: SessionContext) -> None:
        self._duty: KeyButton | None = None
        super().__init__(session)
        self._duty = KeyButton(self.tr("记为下班"), "Alt+X", on_click=self._go_off)
        card, self.widget = self.widget, QWidget()
        self.setParent(self.widget)
        in_column(button_row(self._duty), card, holder=self.widget, spacing=INSIDE)
        self._show_duty()

    def show_row(self, row: Any) -> None:
        """Use another member of staff."""
        super().show_row(row)
        self._show_duty()

    def _show_duty(self) -> None:
        if self._duty is not None:
            leads = bool(self._session.who().roles & frozenset(LEADERS))
            self._duty.setVisible(leads and self._row is not None and self._row.on_duty)
            self._duty.setEnabled(True)

    def _go_off(self) -> None:
        row, duty = self._row, self._duty
        if row is None or duty is None:
            return
        duty.setEnabled(False)
        self._error.clear()

        def done(_done: object) -> None:
            self._notice.say(self.tr("已记下：{name} 下班。").format(name=row.name))

        self._session.execute(set_duty(row.id, on_duty=False), done, self._on_duty_failed, owner=self)

    def _on_duty_failed(self, error: DeskError) -> None:
        if self._duty is not None:
            self._duty.setEnabled(True)
        self._error.say(error)
