"""The form that corrects when a step happened: all steps of all rounds, and what follows from the new time."""

from datetime import datetime
from typing import Any

from tickets.actions import correct
from tickets.actions.command import Command
from tickets.errors import FieldError, Refused
from tickets.rules.corrections import OutOfOrder, corrected
from tickets.rules.recorded_times import Mark, RecordedTimes
from tickets.store.queries.ticket_file import TicketFile
from ui.kit.labels import Quiet
from ui.kit.time_field import TimeField
from ui.kit.time_words import NotATime, read_past
from ui.kit.wording import moment
from ui.ticket.correction_words import what_follows
from ui.ticket.fields import PickList
from ui.ticket.form import Brief, Form
from ui.ticket.typed_minute import corrected_instant


class CorrectForm(Form):
    """Corrects when a step of any round happened, with a reason. It says what follows before it is submitted."""

    def __init__(self, title: str, brief: Brief) -> None:
        super().__init__(title, brief)
        self._steps = self.add(self.tr("步骤"), PickList())
        self._at = self.add(self.tr("真实时间"), TimeField(read_past, brief.now))
        self._follows = Quiet(wrap=True)
        self.fields.add("", self._follows)
        self._reason = self.add_reason()
        self._time = self._at
        self._show_steps(None)
        self._steps.picked.connect(lambda _row: self._at.setFocus())
        self._steps.currentRowChanged.connect(self._show_what_follows)
        self._at.changed.connect(self._show_what_follows)
        self._first = self._steps if self._recorded.steps else None

    def command(self) -> Command[Any]:
        """Return the correction. Raises Refused without a step to correct or without a time."""
        mark = self._chosen()
        if mark is None or mark.move is None:
            raise Refused(self._nothing())
        at = self._at.moment()
        if at is None:
            raise FieldError(self.tr("真实时间"), self.tr("请填写真实时间。"))
        at = corrected_instant(self._recorded, mark, at, self.brief.choices.hold_cap)
        number = mark.number if mark.total > 1 else None
        return correct.correct_time(self.ticket_id, self.version, mark.move, at, self._reason.text(), number)

    def look_again(self, file: TicketFile) -> str:
        """List the steps as they are recorded now; the same one stays chosen."""
        chosen = self._chosen()
        hint = super().look_again(file)
        self._show_steps(chosen)
        return hint

    def _chosen(self) -> Mark | None:
        row = self._steps.currentRow()
        return self._recorded.steps[row] if 0 <= row < len(self._recorded.steps) else None

    def _show_steps(self, chosen: Mark | None) -> None:
        """List the steps with their times; without a chosen one the last one is."""
        self._recorded = RecordedTimes(self.brief.file.record)
        steps, now = self._recorded.steps, self.brief.now()
        again = None if chosen is None or chosen.move is None else self._recorded.find(chosen.move, chosen.number)
        lines = [f"{mark.label} · {moment(self._recorded.at(mark), now)}" for mark in steps]
        self._steps.show_lines(lines, len(steps) - 1)
        if again is not None:
            self._steps.setCurrentRow(steps.index(again))
        self._steps.setEnabled(bool(steps))
        self._show_what_follows()

    def _show_what_follows(self) -> None:
        mark, at = self._chosen(), self._typed_time()
        if mark is None:
            self._follows.setText(self._nothing())
        elif at is None:
            words = self.tr("现在记的是 {moment}")
            self._follows.setText(words.format(moment=moment(self._recorded.at(mark), self.brief.now())))
        else:
            self._follows.setText(self._consequences(mark, at))

    def _consequences(self, mark: Mark, at: datetime) -> str:
        cap = self.brief.choices.hold_cap
        try:
            correction = corrected(self._recorded, mark, corrected_instant(self._recorded, mark, at, cap), cap)
        except OutOfOrder as error:
            return str(error)
        return what_follows(self._recorded.record, correction, self.brief.now())

    def _typed_time(self) -> datetime | None:
        try:
            return self._at.moment()
        except NotATime:
            return None

    def _nothing(self) -> str:
        return self.tr("这张工单还没有可更正的时间。")
