"""Executes the actions on a ticket: the steps, the open form, errors, conflicts."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from tickets.actions.command import Command
from tickets.actions.dispatch import dispatch
from tickets.editing import Editing
from tickets.errors import Conflict, DeskError, NotYet, Refused, reworded
from tickets.rules.words import Move, State
from tickets.service import Done
from tickets.store.queries.ticket_file import TicketFile
from ui.kit.layouts import in_column
from ui.kit.messages import ErrorLine
from ui.kit.tokens import INSIDE
from ui.runtime.session import SessionContext
from ui.ticket.attempt import Attempt
from ui.ticket.choices import UNREAD, Choices
from ui.ticket.conflict import ConflictView, differences
from ui.ticket.consent_notice import ConsentNotice
from ui.ticket.crew_form import CrewForm, DispatchForm
from ui.ticket.form import Brief, Form, apart
from ui.ticket.form_slot import FormSlot, OpenForm
from ui.ticket.steps import Steps
from ui.ticket.ticket_actions import (
    BY_MOVE,
    DECIDE,
    UNDO_ACTION,
    TicketAction,
    last_step_of,
    why_illegal,
    why_no_undo_of_last,
    why_not_permitted,
)


class Workbench(QWidget):
    """Executes actions on the ticket shown, one at a time."""

    stale = Signal()  # there was a conflict: the ticket must be read again
    left = Signal()  # Esc, outside of any form
    form_changed = Signal()  # a form was opened or closed
    pressed = Signal(str, object)  # a key without a ticket: its label, and its action on one

    def __init__(
        self, session: SessionContext, editing: Editing, scope: QWidget, is_unread: Callable[[], bool]
    ) -> None:
        """Work within `scope`; `is_unread` says whether the present state of the ticket could not be read."""
        super().__init__()
        self._is_unread = is_unread
        self._session = session
        self._file: TicketFile | None = None
        self._choices: Choices = UNREAD
        self._sent: tuple[int, int] | None = None  # the ticket and the version shown when a command was sent
        self._in_doubt: dict[tuple[int, int], DeskError] = {}  # the error of a step that may have been committed
        self._said_unread = False
        self._undo_refused_for: tuple[int, int, int | None] | None = None  # a ticket, its version and the person
        self._clash: tuple[Attempt, Conflict] | None = None
        self.steps, self._slot = Steps(scope), FormSlot(session, editing)
        self._conflict, self._error = ConflictView(), ErrorLine()
        session.steps.undo_refused.connect(self._on_undo_refused)
        self.waiting = ConsentNotice()
        self.waiting.wanted.connect(lambda: self.begin(DECIDE))
        self.steps.wanted.connect(self.begin)
        self.steps.big.unread.connect(self._on_unread)
        self._slot.submitted.connect(self._submit)
        self._slot.cancelled.connect(self._cancel)
        self._idle = QWidget()  # what is shown while no form is open
        in_column(self.waiting, self.steps, holder=self._idle, spacing=INSIDE)
        self._slot.emptied.connect(self._idle.show)
        for changed in (self._slot.filled, self._slot.emptied):
            changed.connect(self.form_changed)
        in_column(apart(self._error), self._conflict, self._idle, self._slot, holder=self, spacing=INSIDE)

    def show_file(self, file: TicketFile | None, choices: Choices) -> None:
        """Work on this ticket from now on, or on none."""
        before, self._file, self._choices = self._file, file, choices
        if before is not None and (file is None or file.ticket.id != before.ticket.id):
            self._slot.put_away(before.ticket.id)
            self.dismiss()
        if file is None:
            return
        who, now = self._session.who(), self._session.now()
        self.steps.show_file(file)
        self._offer_undo(file, now)
        self.waiting.show_file(file, who, now)
        self._slot.bring_back(file.ticket.id)
        self._idle.setVisible(self._slot.open is None)
        self._show_clash(reread=file is not before)
        if self._said_unread and not self._is_busy():
            self.dismiss()

    def _offer_undo(self, file: TicketFile, now: datetime) -> None:
        """Offer to take back the last step, unless that was refused or is known to be."""
        refused = self._undo_refused_for == self._seen_by(file)
        stays = refused or why_no_undo_of_last(file, self._session.who(), now)
        self.steps.show_last(None if stays else last_step_of(file), now)

    def _on_undo_refused(self, ticket_id: int) -> None:
        if self._file is not None and self._file.ticket.id == ticket_id:
            self._undo_refused_for = self._seen_by(self._file)
            self._offer_undo(self._file, self._session.now())

    def _seen_by(self, file: TicketFile) -> tuple[int, int, int | None]:
        """Return a ticket, its version and the person at the window."""
        return file.ticket.id, file.ticket.version, self._session.who().staff_id

    def tick(self, now: datetime) -> None:
        """Update the sentences that depend on the time."""
        self.waiting.tick(now)
        if self.form is not None:
            self.form.tick()

    def begin(self, action: TicketAction, late: bool = False) -> None:
        """Execute an action, or open the form it needs; say why when it is illegal now."""
        file = self._file
        if file is None:
            self.pressed.emit(action.label, lambda: self.begin(action, late))
            return
        if self._must_wait() or not self._slot.leave() or not self._check(action, file):
            return
        if action.at_once is not None and not late and not action.needs_form(file):
            self._perform(action.at_once(file.ticket.id, file.ticket.version), Attempt(action, file))
        elif action.form is not None:
            form = action.form(action.label, Brief(file, self._choices, self._session))
            if action.move is not None:
                form.take(action.move)
            if late:
                form.open_late_time()
            if form.is_own or not action.roles & self._session.who().roles:
                form.ask_consent()
            self._open(action, form)

    def give_to(self, crew_id: int) -> None:
        """Assign a crew: to a new ticket at once, to one with a crew after asking for the reason."""
        file = self._file
        if file is None or self._must_wait():
            return
        if file.ticket.state is State.NEW:
            action = BY_MOVE[Move.DISPATCH]
            if self._slot.leave() and self._check(action, file):
                attempt = Attempt(action, file, crew_id=crew_id)
                self._perform(dispatch(file.ticket.id, file.ticket.version, crew_id), attempt)
            return
        if crew_id == file.ticket.crew_id and why_illegal(BY_MOVE[Move.REASSIGN], file) is None:
            self.dismiss()
            self._error.say(NotYet(self.tr("工单已经在这个班组手上，不用转派。要转派请选另一个班组。")))
            return
        self.begin(BY_MOVE[Move.REASSIGN])
        form = self.form
        if isinstance(form, CrewForm):
            form.choose(crew_id)
            form.start()

    def say(self, error: DeskError | str) -> None:
        """Show an error beside the steps."""
        self._error.say(error)

    def dismiss(self) -> None:
        """Clear the messages about the last action."""
        self._clash = None
        self._said_unread = False
        self._error.clear()
        self._conflict.hide()

    def focus(self) -> None:
        """Focus the next step, or the open form."""
        if self.form is not None:
            self.form.start()
        else:
            self.steps.focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Clear the message on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    @property
    def form(self) -> Form | None:
        """The open form."""
        return self._slot.open.form if self._slot.open else None

    @property
    def sentence(self) -> str:
        """The message about the last action, wherever it is shown; "" when it succeeded."""
        in_form = self.form.error if self.form else ""
        return in_form or self._error.sentence or self._conflict.sentence

    def _is_busy(self) -> bool:
        """Whether a command is running whose effect isn't on the screen yet."""
        return self._file is not None and self._sent == (self._file.ticket.id, self._file.ticket.version)

    def _must_wait(self) -> bool:
        """Whether it is busy; say why if that lasts because the ticket can't be read."""
        busy = self._is_busy()
        if busy and self._is_unread():
            self._said_unread = True
            self._error.say(self.tr("上一步已经记下，但还读不到工单的现状，正在重试。读到以后再按。"))
        return busy

    def _on_unread(self) -> None:
        words = self.tr("刚换成“{step}”，请看过再按 Enter。")
        self._error.say(NotYet(words.format(step=self.steps.big.accessibleName())))

    def _open(self, action: TicketAction, form: Form) -> None:
        self._slot.show_form(OpenForm(action, form))
        self._idle.hide()
        form.start()

    def _check(self, action: TicketAction, file: TicketFile) -> bool:
        """Return whether this person may do it now; say why not."""
        self.dismiss()
        sentence = self._why_not(action, file)
        if sentence is None:
            return True
        self._error.say(sentence)
        if action is UNDO_ACTION:
            self._session.steps.undo_refused.emit(file.ticket.id)
        return False

    def _why_not(self, action: TicketAction, file: TicketFile) -> str | None:
        who = self._session.who()
        if action is UNDO_ACTION:
            return why_no_undo_of_last(file, who, self._session.now())
        return why_illegal(action, file) or why_not_permitted(action, who.roles)

    def _perform(self, command: Command[Any], attempt: Attempt) -> None:
        form = attempt.form
        consented = None if form is None or form.consent is None else form.consent.work(command)
        assert self._file is not None  # without a ticket no action is begun, and no form is open
        self._sent = self._file.ticket.id, self._file.ticket.version
        if attempt.form is not None:
            attempt.form.under_way = True
        done, failed = lambda _done: self._on_done(attempt), lambda error: self._on_failed(error, attempt)
        if consented is None:
            self._session.execute(command, done, failed, self)
        else:
            self._session.background.run(
                consented, lambda told: self._on_consented(command, told, attempt), failed, owner=self
            )

    def _submit(self) -> None:
        assert self._slot.open is not None
        if self._must_wait():
            return
        action, form = self._slot.open.action, self._slot.open.form
        form.clear_error()
        try:
            self._perform(form.checked_command(), Attempt(action, form.brief.file, form))
        except DeskError as error:
            form.fail(error)

    def _cancel(self) -> None:
        self.dismiss()
        if self.form is not None:
            self._slot.close_form(self.form)

    def _on_consented(self, command: Command[Any], done: Done[Any], attempt: Attempt) -> None:
        self._on_done(attempt)
        self._session.steps.taken.emit(command, done)

    def _on_done(self, attempt: Attempt) -> None:
        if self._file is not None and self._file.ticket.id == attempt.seen.ticket.id:
            self._conflict.hide()  # until then it says why the form is still open
        if attempt.form is not None:
            self._slot.close_form(attempt.form)

    def _on_failed(self, error: DeskError, attempt: Attempt) -> None:
        ticket = attempt.seen.ticket
        if self._sent is not None and self._sent[0] == ticket.id:
            self._sent = None
        error = self._as_known(error, (ticket.id, ticket.version))
        attempt = attempt.as_it_stands()
        if attempt.form is not None:
            attempt.form.under_way = False
        if attempt.action is UNDO_ACTION and isinstance(error, Refused):
            self._session.steps.undo_refused.emit(ticket.id)
        if self._file is None or self._file.ticket.id != ticket.id:
            self._session.background.unhandled.emit(reworded(error, f"{ticket.number}：{error.sentence}"))
            if attempt.form is not None:
                attempt.form.fail(error)
        elif isinstance(error, Conflict):
            self._clash = attempt, error
            self.stale.emit()
            self._show_clash(reread=False)
        else:
            self._show_failure(error, attempt)

    def _as_known(self, error: DeskError, shown: tuple[int, int]) -> DeskError:
        """Return the error; for a step after one with unknown outcome, return that one's error while it is unknown."""
        if error.in_doubt:
            self._in_doubt = {shown: error}
        return self._in_doubt.get(shown, error) if error.unsaved else error

    def _show_failure(self, error: DeskError, attempt: Attempt) -> None:
        if attempt.form is None:
            self._error.say(error)
        else:
            attempt.form.fail(error)

    def _show_clash(self, *, reread: bool) -> None:
        """Show the conflict as soon as the ticket has been read again; without a conflict, the error."""
        if self._clash is None or self._file is None:
            return
        attempt, error = self._clash[0].as_it_stands(), self._clash[1]
        fresh = self._file
        if fresh.ticket.version == attempt.seen.ticket.version:
            if reread:  # somebody else changed something other than the ticket
                self._clash = None
                self._show_failure(error, attempt)
            return
        self._clash = None
        if attempt.crew_id is not None and self._slot.leave():  # the chosen crew can be reconsidered in the form
            form = DispatchForm(attempt.action.label, Brief(attempt.seen, self._choices, self._session))
            form.choose(attempt.crew_id)
            self._open(attempt.action, form)
            attempt = replace(attempt, form=form)
        mine, advice = attempt.look_again(fresh)
        self._conflict.say(error, differences(attempt.seen, fresh, self._session.now()), mine, advice)
