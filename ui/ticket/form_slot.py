"""Holds the open form, and the forms of tickets that are not shown now."""

from dataclasses import dataclass

import shiboken6
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QWidget

from tickets.editing import Editing
from ui.kit.layouts import in_column
from ui.runtime.session import SessionContext
from ui.ticket.form import Form
from ui.ticket.lease import LeaseKeeper
from ui.ticket.ticket_actions import TicketAction


@dataclass(frozen=True)
class OpenForm:
    """A form and its action."""

    action: TicketAction
    form: Form


class FormSlot(QWidget):
    """At most one form at a time. A form with input, or one being sent, is never closed without asking.

    While it is visible, other workstations are shown that the ticket is being edited.
    """

    submitted = Signal()
    cancelled = Signal()
    filled = Signal()
    emptied = Signal()

    def __init__(self, session: SessionContext, editing: Editing) -> None:
        super().__init__()
        self._lease = LeaseKeeper(session, editing, self)
        self.open: OpenForm | None = None
        self._waiting: dict[int, OpenForm] = {}  # by ticket
        self._return_to: QWidget | None = None
        self._column = in_column(holder=self)
        self.hide()

    def show_form(self, shown: OpenForm) -> None:
        """Show a form; when it is closed the focus returns to where it is now."""
        self._return_to = QApplication.focusWidget()
        self.open = shown
        shown.form.submitted.connect(self.submitted)
        shown.form.cancelled.connect(self.cancelled)
        self._column.addWidget(shown.form)
        self.show()
        shown.form.show()
        self.filled.emit()

    def put_away(self, ticket_id: int) -> None:
        """Hide the form for another ticket; if it has input it is kept for this one."""
        if self.open is None:
            return
        shown = self._take_out(self.open)
        if shown.form.typed() or shown.form.under_way:
            self._waiting[ticket_id] = shown
        else:
            shown.form.deleteLater()

    def bring_back(self, ticket_id: int) -> None:
        """Show the kept form of this ticket, if there is one."""
        if self.open is None and ticket_id in self._waiting:
            self.show_form(self._waiting.pop(ticket_id))

    def leave(self) -> bool:
        """Close a form without focus and input; return whether no form is open now. One with input says so."""
        if self.open is None:
            return True
        form, is_inside = self.open.form, self._has_focus()
        has_input = form.typed() or form.under_way
        if has_input and not is_inside:
            form.start()
        if form.typed() and not form.under_way:
            form.remind()
        if has_input or is_inside:
            return False
        self.close_form(form)
        return True

    def close_form(self, form: Form) -> None:
        """Close a form, shown or kept, and restore the focus. Does nothing when it is already closed."""
        if not shiboken6.isValid(form):
            return
        self._waiting = {ticket_id: each for ticket_id, each in self._waiting.items() if each.form is not form}
        if self.open is not None and self.open.form is form:
            had_focus = self._has_focus()
            self._take_out(self.open)
            if had_focus:
                self._give_focus_back()
        form.deleteLater()

    def showEvent(self, event: QShowEvent) -> None:
        """Renew the lease for the open form."""
        super().showEvent(event)
        if self.open is not None:
            self._lease.hold(self.open.form.ticket_id, self.open.action.label)

    def hideEvent(self, event: QHideEvent) -> None:
        """End the lease, unless the window is only minimised."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._lease.let_go()

    def _take_out(self, shown: OpenForm) -> OpenForm:
        self.open = None
        shown.form.submitted.disconnect(self.submitted)
        shown.form.cancelled.disconnect(self.cancelled)
        self._column.removeWidget(shown.form)
        self.emptied.emit()
        shown.form.hide()
        self.hide()
        return shown

    def _has_focus(self) -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def _give_focus_back(self) -> None:
        target = self._return_to
        if target is not None and shiboken6.isValid(target) and target.isVisible():
            target.setFocus(Qt.FocusReason.OtherFocusReason)
