"""A small form inside the ticket panel: Enter submits, Esc goes back, an error is shown in it."""

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QFrame,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QWidget,
)

from tickets.actions.command import Command, entered_late
from tickets.errors import DeskError, FieldError, NotYet, Refused
from tickets.rules.texts import LINE_AT_MOST
from tickets.rules.words import Move
from tickets.store.queries.ticket_file import TicketFile
from ui.kit.buttons import KeyButton, StepButton
from ui.kit.cards import Fields
from ui.kit.keys import on_key
from ui.kit.labels import Subheading, Words, mark
from ui.kit.layouts import button_row, in_column
from ui.kit.messages import ErrorLine, scroll_to
from ui.kit.time_field import TimeField
from ui.kit.tokens import INSIDE
from ui.kit.wording import translate
from ui.runtime.session import SessionContext
from ui.ticket.choices import Choices
from ui.ticket.consent import Consent
from ui.ticket.consent_words import step_warning
from ui.ticket.fields import LateTime, PickList, Prose
from ui.ticket.typed_minute import late_instant

Field = TypeVar("Field", bound=QWidget)

_CAPTION = 64


@dataclass(frozen=True)
class Brief:
    """What a form is opened with: the ticket as seen then, the lists to choose from, the session."""

    file: TicketFile
    choices: Choices
    session: SessionContext

    def now(self) -> datetime:
        """Return the present instant."""
        return self.session.now()


class Form(QFrame):
    """Collects the input of one action. Subclasses add fields and return the `command`.

    `version` is the ticket's as the user last saw it; a command with an older one than the database's is a Conflict,
    and the input stays.
    """

    submitted = Signal()
    cancelled = Signal()

    def __init__(self, title: str, brief: Brief) -> None:
        super().__init__()
        mark(self, "notice", True)
        self.setAccessibleName(title)
        self.brief = brief
        self.version = brief.file.ticket.version
        self.under_way = False  # whether it has been sent and the result is still to come
        self._is_watched = self._is_chosen = False  # whether choices are noted, and whether the user has made one
        self.consent: Consent | None = None
        self.fields = Fields(_CAPTION)
        self._error = ErrorLine(of_input=True)
        self._do = StepButton(title, "Enter", handles_key=False, on_click=self.submitted)
        self._back = KeyButton(self.tr("返回"), "Esc", scope=self, on_click=self._leave)
        self._first: QWidget | None = None
        self._named: dict[str, QWidget] = {}  # the fields that an error can name, also by their captions
        self._required: dict[str, QLineEdit | Prose] = {}  # texts that must be filled in, by what they are called
        self._time: TimeField | None = None  # the field for the time of a step
        self._title = Subheading(title)
        self._late: LateTime | None = None
        self._move: Move | None = None
        self._warning = Words(wrap=True)
        self._warning.hide()
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            on_key(self, key, self._enter, repeats=False)
        self._lay_out()

    def command(self) -> Command[Any]:
        """Return the command. Raises Refused for invalid input."""
        raise NotImplementedError

    def checked_command(self) -> Command[Any]:
        """Return the command. Raises Refused for invalid input, FieldError for a required text that is missing."""
        command = self.command()
        for name, field in self._required.items():
            if not text_of(field).strip():
                raise FieldError(name, _missing(name))
        if self._late is None or self.at is None:
            return command
        return entered_late(command, self._late.reason())

    def add(self, caption: str, field: Field, hint: str = "") -> Field:
        """Add a field, with a hint below it, and return it; the first one gets the focus."""
        self.fields.add(caption, field, hint)
        self._named[caption] = field
        if self._first is None:
            self._first = field
        if isinstance(field, Prose):
            field.entered.connect(self._enter)
        return field

    def add_wide(self, caption: str, field: QWidget) -> None:
        """Add a field across the whole form; errors name it by the caption, which is not shown."""
        field.setAccessibleName(caption)
        self.fields.add_wide(field)
        self._named[caption] = field

    def require(self, name: str, field: QLineEdit | Prose) -> None:
        """Ask for a text when the form is submitted without it; `name` is what the sentence calls it."""
        self._required[name] = self._named[name] = field
        field.textChanged.connect(lambda *_text: self._on_filled(name))

    def _on_filled(self, name: str) -> None:
        """Clear the sentence that asks for a text once there is one."""
        if self.error == _missing(name) and text_of(self._required[name]).strip():
            self.clear_error()

    def add_reason(self) -> QLineEdit:
        """Add a required reason and return its field."""
        field = self.add(self.tr("原因"), QLineEdit())
        self.require(self.tr("{step}原因").format(step=self._title.text()), field)
        return field

    def add_above(self, caption: str, field: QWidget) -> None:
        """Add a field above all others, where it is visible even on a low screen; it gets the focus."""
        above = Fields(_CAPTION)
        above.add(caption, field)
        self._named[caption] = field
        self._watch(above)
        self._column.insertWidget(1, above)
        self._first = field

    def offer_late_time(self) -> None:
        """Offer the true time below the fields."""
        self._late = LateTime(self.brief.now, self)
        self._time = self._late.field
        self._late.explained.connect(self.submitted)
        self._named |= {"late_reason": self._late.reasons, "late_more": self._late.more}
        self.fields.add(self.tr("时间"), self._late)

    def open_late_time(self) -> None:
        """Ask for the true time first."""
        if self._late is not None:
            self._late.open()
            self._first = self._late.field

    def take(self, move: Move) -> None:
        """Say beforehand what this step counts as until a supervisor consents, also when another time is typed."""
        self._move = move
        if self._late is not None:
            self._late.field.changed.connect(self.tick)
        self.tick()

    def tick(self) -> None:
        """Update what it says beforehand: a stage falls due while the form is open."""
        if self._move is None:
            return
        at = None
        with suppress(Refused):  # of a time that is not complete yet
            at = self.at
        words = self.warning(at)
        if words != self._warning.text():
            self._warning.show_text(words)

    def warning(self, at: datetime | None, /) -> str:
        """Return what the step at `at` (None: now) counts as until a supervisor consents; "" if it needs no consent."""
        assert self._move is not None  # else nothing asks
        return step_warning(self.brief.file, self._move, at, self.brief.now(), self.brief.choices.hold_grace)

    @property
    def is_own(self) -> bool:
        """Whether it decides about the user's own step, so that somebody else must confirm it."""
        return False

    @property
    def proposers(self) -> frozenset[int]:
        """The ids of people who can't consent, because they asked for it."""
        return frozenset()

    @property
    def why_consent(self) -> str:
        """Why a supervisor is asked for; "" where the form says so anyway."""
        return self.tr("{step}要值班长核准：").format(step=self.accessibleName())

    def ask_consent(self) -> None:
        """Say that a supervisor must consent, and add the fields for that."""
        self.consent = Consent(self.brief.session, self.why_consent, self.proposers)
        self._column.insertWidget(1, self.consent.words)
        for caption, field in self.consent.fields:
            self.fields.add(caption, field)

    @property
    def at(self) -> datetime | None:
        """The true time; None for now. Raises NotATime."""
        at = None if self._late is None else self._late.moment()
        return None if at is None else late_instant(at, self.brief.file)

    @property
    def late(self) -> dict[str, Any]:
        """The argument `at` of a command with a true time; none where it isn't asked for. Raises NotATime."""
        return {} if self._late is None else {"at": self.at}

    @property
    def ticket_id(self) -> int:
        """The ticket's id."""
        return self.brief.file.ticket.id

    def start(self) -> None:
        """Focus the first field, with the buttons in sight where there is room for both."""
        (self._first or self._do).setFocus(Qt.FocusReason.OtherFocusReason)
        self._keep_in_sight()

    def fail(self, error: DeskError) -> None:
        """Show why it failed, with the focus in the field that is wrong; the input stays.

        The buttons stay in sight, also on a low screen. The focus does not return to a form that it has left.
        """
        self._error.say(error)
        wrong = self._named.get(error.field) if isinstance(error, FieldError) else self.wrong_field(error)
        focus = QApplication.focusWidget()
        if wrong is not None and focus is not None and self.isAncestorOf(focus):
            wrong.setFocus(Qt.FocusReason.OtherFocusReason)
        scroll_to(self._do)

    def wrong_field(self, error: DeskError) -> QWidget | None:
        """Return the field that an error is about which names none; None where there is none or it is not known."""
        if not isinstance(error, Refused) or isinstance(error, NotYet):
            return None
        long = (each for each in self._texts() if len(text_of(each)) > LINE_AT_MOST)
        if (found := next(long, None)) is not None:
            return found
        if self.consent is not None and self.consent.wants_password:  # it is cleared after each attempt
            return self.consent.password
        typed = self._time is not None and self._time.text()
        return self._time if typed else None

    def _texts(self) -> list[QLineEdit | Prose]:
        return [each for each in self._named.values() if isinstance(each, QLineEdit | Prose)]

    def clear_error(self) -> None:
        """Clear the error."""
        self._error.clear()

    @property
    def error(self) -> str:
        """The error shown."""
        return self._error.sentence

    def look_again(self, file: TicketFile) -> str:
        """Continue with the ticket as it is now; the input stays. Return what to do now, "" for nothing special."""
        self.brief = replace(self.brief, file=file)
        self.version = file.ticket.version
        self.tick()
        return ""

    def tighten(self) -> None:
        """Leave less room between the parts, for a form that is long."""
        self._column.setSpacing(4)
        self._column.setContentsMargins(12, 4, 12, 4)
        self.fields.tighten()

    def name_step(self, step: str) -> None:
        """Write on the button what it does."""
        self._do.set_step(step, "Enter")

    def rename(self, title: str) -> None:
        """Set another title."""
        self._title.setText(title)
        self.name_step(title)
        self.setAccessibleName(title)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the buttons in sight when a sentence has made the form higher."""
        super().resizeEvent(event)
        if event.size().height() > event.oldSize().height():
            self._keep_in_sight()

    def _keep_in_sight(self) -> None:
        """Scroll to the buttons, and to the field with the focus where there isn't room for both."""
        scroll_to(self._do)
        focus = QApplication.focusWidget()
        if focus is not None and self.isAncestorOf(focus):
            scroll_to(focus)

    def hideEvent(self, event: QHideEvent) -> None:
        """Clear a password when the form is hidden: somebody else may use it next."""
        super().hideEvent(event)
        if self.consent is not None and not event.spontaneous():
            self.consent.forget()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Move through the fields, then the buttons, then start again: outside the form Esc would not close it."""
        stops = self._stops()
        focus = QApplication.focusWidget()
        if focus not in stops:
            return super().focusNextPrevChild(forward)
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        following = stops[(stops.index(focus) + (1 if forward else -1)) % len(stops)]
        following.setFocus(reason)
        scroll_to(following)
        return True

    def _stops(self) -> list[QWidget]:
        """Return what takes the focus on Tab, from the top down.

        Not by nextInFocusChain: the binding would make the window's other widgets belong to this form.
        """
        inside = [
            each
            for each in self.findChildren(QWidget)
            if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.focusProxy() is None
            if each.isVisible() and each.isEnabled()
        ]
        places = {each: each.mapTo(self, QPoint()) for each in inside}
        return sorted(inside, key=lambda each: (places[each].y(), places[each].x()))

    def remind(self) -> None:
        """Say that it has input and is still to be submitted or closed."""
        self._error.say(NotYet(self._reminder))

    @property
    def _reminder(self) -> str:
        return self.tr("“{step}”填了还没有提交：Enter 提交，Esc 放弃。").format(step=self.accessibleName())

    def _leave(self) -> None:
        """Close the form; one with input only after it has said that this gives the input up."""
        if self.typed() and not self.under_way and self.error != self._reminder:
            self.remind()
        else:
            self.cancelled.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """Note from now on what the user chooses: until then the program has filled in what is known."""
        super().showEvent(event)
        if not self._is_watched and not event.spontaneous():
            self._is_watched = True
            self._watch(self)

    def _watch(self, part: QWidget) -> None:
        """Note what the user types or chooses in the fields of a part."""
        for line in part.findChildren(QLineEdit):
            line.textChanged.connect(self._withdraw_reminder)
        for text in part.findChildren(QPlainTextEdit):
            text.textChanged.connect(self._withdraw_reminder)
        for box in part.findChildren(QComboBox):
            box.activated.connect(self._on_chosen)
        for check in part.findChildren(QCheckBox):
            check.clicked.connect(self._on_chosen)
        for number in part.findChildren(QSpinBox):
            number.valueChanged.connect(self._on_chosen)
        for lines in part.findChildren(PickList):
            lines.picked.connect(self._on_chosen)
            lines.itemSelectionChanged.connect(self._withdraw_reminder)

    def _on_chosen(self) -> None:
        self._is_chosen = True
        self._withdraw_reminder()

    def _withdraw_reminder(self) -> None:
        """Remove the reminder once there is input that it was not about: the next Esc reminds again."""
        if self.error == self._reminder:
            self.clear_error()

    def typed(self) -> bool:
        """Return whether the user has typed or chosen anything that would be lost."""
        if self._is_chosen or any(lines.is_changed for lines in self.findChildren(PickList)):
            return True
        lines = any(field.isModified() for field in self.findChildren(QLineEdit))
        return lines or any(text.document().isModified() for text in self.findChildren(QPlainTextEdit))

    def _enter(self) -> None:
        if self._back.hasFocus():
            self._leave()
        else:
            self.submitted.emit()

    def _lay_out(self) -> None:
        parts = (self._title, self.fields, self._warning, apart(self._error), button_row(self._do, self._back))
        self._column = in_column(*parts, holder=self, margins=(12, INSIDE, 12, 12), spacing=INSIDE)


def _missing(name: str) -> str:
    return translate("form", "请填写{name}。").format(name=name)


def text_of(field: QLineEdit | Prose) -> str:
    """Return the text of a field of one or several lines."""
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


def apart(error: ErrorLine) -> QWidget:
    """Return the line in a widget of its own, so that its Esc doesn't conflict with the form's."""
    holder = QWidget()
    in_column(error, holder=holder)
    return holder
