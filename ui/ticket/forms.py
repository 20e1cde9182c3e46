"""The short forms: a time, a reason, a result, a text."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QLineEdit, QSpinBox, QWidget

from tickets.actions import dispatch, followup, progress, settling
from tickets.actions.command import Command
from tickets.errors import DeskError, FieldError
from tickets.rules.advice import without_crew
from tickets.rules.instants import plus
from tickets.rules.stages import MAIN_STAGES
from tickets.rules.words import CallbackResult, Priority
from tickets.store.queries.ticket_file import TicketFile
from ui.kit.buttons import KeyButton
from ui.kit.inputs import add_once, without_wheel
from ui.kit.labels import Quiet
from ui.kit.time_field import AppointmentField, TimeField
from ui.kit.time_words import NotATime, coming_words, read_coming
from ui.kit.wording import duration, moment
from ui.ticket.fields import OTHER, PickList, Prose
from ui.ticket.form import Brief, Form, text_of

_HALF_HOUR = 30
_MONTH = 30 * 24 * 60  # minutes

Timed = Callable[..., Command[int]]


class StepForm(Form):
    """A step that needs no input except its true time, if it was earlier."""

    def __init__(self, title: str, brief: Brief, action: Timed) -> None:
        super().__init__(title, brief)
        self._action = action
        self.offer_late_time()

    def command(self) -> Command[Any]:
        """Return the step."""
        return self._action(self.ticket_id, self.version, at=self.at)


class TextForm(Form):
    """An action with a text: a reason on one line, unless another `caption` is given; a `timed` one may be late.

    The text is required unless it is `optional`.
    """

    def __init__(
        self, title: str, brief: Brief, action: Timed, caption: str = "", *, timed: bool = False, optional: bool = False
    ) -> None:
        super().__init__(title, brief)
        self._action = action
        self._words = self.add(caption, Prose()) if caption else self.add_reason()
        if caption and not optional:
            self.require(caption, self._words)
        if timed:
            self.offer_late_time()

    def command(self) -> Command[Any]:
        """Return the command with its text."""
        return self._action(self.ticket_id, self.version, text_of(self._words), **self.late)


class ReopenForm(Form):
    """Why it is not fixed and, for a ticket by appointment, when the caller expects the crew now."""

    def __init__(self, title: str, brief: Brief) -> None:
        super().__init__(title, brief)
        self._reason = self.add_reason()
        self._appointment: AppointmentField | None = None
        if brief.file.ticket.priority is Priority.P4:
            self._appointment = AppointmentField(brief.now)
            self._named["appointment"] = self.add(self.tr("约定"), self._appointment, self._without())
        self.offer_late_time()

    def command(self) -> Command[Any]:
        """Return the reopening. Raises FieldError for an appointment that is no time to come."""
        agreed = None if self._appointment is None else self._appointment.agreed()
        return followup.reopen(self.ticket_id, self.version, self._reason.text(), self.at, agreed)

    def _without(self) -> str:
        """Return what counts without another appointment."""
        agreed, now = self.brief.file.ticket.appointment, self.brief.now()
        if agreed is None or agreed <= now:
            return self.tr("没另约就空着：到场按时限表计")
        return self.tr("没另约就空着：到场仍按 {when}").format(when=moment(agreed, now))


class SettleForm(Form):
    """What the caller was told, for a ticket that needs no crew; a key takes over the advice for the fault."""

    def __init__(self, title: str, brief: Brief) -> None:
        super().__init__(title, brief)
        self._words = self.add(self.tr("告知内容"), Prose())
        self.require(self.tr("告知内容"), self._words)
        self._words.setPlaceholderText(self.tr("告诉来电人怎么办。不派人，工单就此结束。"))
        offered, words = without_crew(brief.file.fault.advice), self._words
        offer = KeyButton(self.tr("用这种故障的说法"), "Alt+J", scope=self, on_click=lambda: add_once(words, offered))
        self.fields.add("", offer)
        offer.setVisible(bool(offered))  # not before it is in the form: it would open as a window

    def command(self) -> Command[Any]:
        """Return the command with the advice."""
        return settling.settle(self.ticket_id, self.version, self._words.toPlainText())


class HoldForm(Form):
    """The reason for a hold: one of those in the settings, with an explanation if needed."""

    def __init__(self, title: str, brief: Brief) -> None:
        super().__init__(title, brief)
        self._reasons = self.add(self.tr("原因"), PickList())
        self._reasons.show_lines(brief.choices.hold_reasons, -1)  # one is chosen consciously
        self._more = self.add(self.tr("补充"), QLineEdit())
        self.offer_late_time()
        self._reasons.picked.connect(self._on_picked)

    def command(self) -> Command[Any]:
        """Return the hold. Raises Refused for an insufficient reason."""
        more = self._more.text().strip()
        reason = self._reason()
        if not (reason or more):
            field = self.tr("原因") if self._reasons.count() else self.tr("补充")
            raise FieldError(field, self.tr("请先按数字选一条原因，或写在补充里。"))
        if reason == OTHER and not more:
            raise FieldError(self.tr("补充"), self.tr("选了“其他”，请在补充里写明原因。"))
        words = f"{reason}：{more}" if reason and more else reason or more
        return progress.hold(self.ticket_id, self.version, words, self.at)

    def _reason(self) -> str:
        row = self._reasons.picked_row
        return self.brief.choices.hold_reasons[row] if row >= 0 else ""

    def _on_picked(self) -> None:
        if self._reason() == OTHER:
            self._more.setFocus()
        else:
            self.submitted.emit()


class CallbackForm(Form):
    """The caller's answer at the callback; of one who was not reached, when to ring again."""

    def __init__(self, title: str, brief: Brief) -> None:
        super().__init__(title, brief)
        self._result = self.add(self.tr("结果"), PickList(result.label for result in CallbackResult))
        self._words = self.add(self.tr("情况"), Prose())
        self._again = TimeField(read_coming, brief.now, self.tr("未接通的空着就自动再拨，三次为止"), say=coming_words)
        self._again.field.setAccessibleName(self.tr("再拨时间"))
        self._again.field.setPlaceholderText(self.tr("如 18:00"))
        self._named["again"] = self.add(self.tr("再拨"), self._again)
        self.offer_late_time()
        self._result.picked.connect(lambda _row: self._words.setFocus())

    def choose(self, result: CallbackResult) -> None:
        """Choose an answer before the form is shown; what is to be typed is the text."""
        self._result.setCurrentRow(list(CallbackResult).index(result))
        self._first = self._words

    def command(self) -> Command[Any]:
        """Return the callback. Raises FieldError for a time that is none to come."""
        result = list(CallbackResult)[max(0, self._result.currentRow())]
        try:
            again = self._again.moment()
        except NotATime as error:
            raise FieldError("again", error.sentence) from error
        return followup.callback(self.ticket_id, self.version, result, self._words.toPlainText(), self.at, again)


def unhappy_form(title: str, brief: Brief) -> Form:
    """Return the form for an answer, with that of a caller who is not satisfied chosen."""
    form = CallbackForm(title, brief)
    form.choose(CallbackResult.UNSATISFIED)
    return form


class CloseForm(Form):
    """The reason for closing a ticket whose caller is not satisfied."""

    def __init__(self, title: str, brief: Brief) -> None:
        super().__init__(title, brief)
        hint = self.tr("来电人不满意。没修好请按 Esc 再按 O 返工；确实要归档，写明原因。")
        self.fields.add("", Quiet(hint, wrap=True))
        self._reason = self.add(self.tr("原因"), QLineEdit())

    def wrong_field(self, error: DeskError) -> QWidget | None:
        """Return the only field."""
        return super().wrong_field(error) or self._reason

    def command(self) -> Command[Any]:
        """Return the closing."""
        return followup.close(self.ticket_id, self.version, self._reason.text())


class ExtendForm(Form):
    """The length and the reason of an extension; shows the resulting deadline."""

    def __init__(self, title: str, brief: Brief) -> None:
        super().__init__(title, brief)
        self._minutes = without_wheel(QSpinBox())
        self._minutes.setRange(1, _MONTH)
        self._minutes.setSingleStep(_HALF_HOUR)
        self._minutes.setValue(2 * _HALF_HOUR)
        self._minutes.setSuffix(self.tr(" 分"))
        self._minutes.valueChanged.connect(self._show_deadline)
        self._deadline = Quiet(wrap=True)
        self.add(self.tr("延长"), self._minutes)
        self.fields.add("", self._deadline)
        self._reason = self.add_reason()
        self._show_deadline(self._minutes.value())

    def start(self) -> None:
        """Focus the minutes and select them."""
        super().start()
        self._minutes.selectAll()

    def look_again(self, file: TicketFile) -> str:
        """Show the deadline it would give now."""
        hint = super().look_again(file)
        self._show_deadline(self._minutes.value())
        return hint

    def wrong_field(self, error: DeskError) -> QWidget | None:
        """Return the minutes where no other field is wrong."""
        return super().wrong_field(error) or self._minutes

    def command(self) -> Command[Any]:
        """Return the extension."""
        self._minutes.interpretText()
        return progress.extend(self.ticket_id, self.version, 60 * self._minutes.value(), self._reason.text())

    def _show_deadline(self, minutes: int) -> None:
        length = duration(60 * minutes)
        clock = next((clock for clock in self.brief.file.running if clock.stage in MAIN_STAGES), None)
        if clock is None:
            self._deadline.setText(length)
            return
        until = moment(plus(clock.deadline, 60 * minutes), self.brief.now())
        words = self.tr("{length}，{stage}新时限 {until}")
        self._deadline.setText(words.format(length=length, stage=clock.stage.label, until=until))


class SuperviseForm(TextForm):
    """Sets or clears the supervisor's mark of a ticket."""

    def __init__(self, title: str, brief: Brief) -> None:
        on = not brief.file.ticket.supervised

        def supervise(ticket_id: int, version: int | None, words: str) -> Command[int]:
            return dispatch.supervise(ticket_id, version, on, words)

        super().__init__(title if on else self.tr("取消督办"), brief, supervise, self.tr("说明"), optional=True)
