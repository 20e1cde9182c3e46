"""The form about assisting crews: send one, or record that it has arrived or left."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from tickets.actions.assisting import assist, assist_arrived, assist_left
from tickets.actions.command import Command
from tickets.errors import NotYet, Refused
from tickets.rules.instants import in_words
from tickets.store.queries.ticket_file import AssistLine, TicketFile
from ui.kit.labels import Words
from ui.ticket.choices import ranked_crews
from ui.ticket.fields import PickList
from ui.ticket.form import Brief, Form

Make = Callable[[datetime | None], Command[Any]]


@dataclass(frozen=True, slots=True)
class _Line:
    """What can be recorded about one crew; `digit` is its number in the list of all crews, 0 for none."""

    digit: int
    text: str
    step: str
    make: Make
    at_once: bool = False
    hint: str = ""


class AssistForm(Form):
    """A list of what can be recorded: the next steps of the crews that assist now, and the crews that could.

    The digits are those of the list of all crews. One of a crew that could assist sends it at once; one of a crew that
    assists already only selects its step.
    """

    def __init__(self, title: str, brief: Brief) -> None:
        super().__init__(title, brief)
        self._lines: list[_Line] = []
        self._list = self.add(self.tr("班组"), PickList())
        self._hint = Words(wrap=True)
        self._hint.hide()
        self._column.insertWidget(self._column.indexOf(self.fields) + 1, self._hint)
        self._list.currentRowChanged.connect(self._name_step)
        self._show_lines()
        self.offer_late_time()
        self._list.picked.connect(self._on_picked)
        if not self._lines:
            self.fail(Refused(self._none()) if brief.choices.known else self._unread())

    def command(self) -> Command[Any]:
        """Return the step of the selected line. Raises Refused for none."""
        row = self._list.currentRow()
        if not 0 <= row < len(self._lines):
            raise Refused(self._none()) if self.brief.choices.known else self._unread()
        return self._lines[row].make(self.at)

    def look_again(self, file: TicketFile) -> str:
        """Show the steps that are left."""
        super().look_again(file)
        self._show_lines()
        return ""

    def _show_lines(self) -> None:
        self._lines = list(self._found())
        self._list.show_lines([line.text for line in self._lines], digits=[line.digit for line in self._lines])
        self._name_step(self._list.currentRow())

    def _name_step(self, row: int) -> None:
        """Write on the button what Enter does, and above it what to think of first."""
        if 0 <= row < len(self._lines):
            self.name_step(self._lines[row].step)
            self._hint.show_text(self._lines[row].hint)

    def _on_picked(self, row: int) -> None:
        if self._lines[row].at_once:
            self.submitted.emit()

    def _found(self) -> Iterator[_Line]:
        """Yield what can be recorded: first the steps of the crews that assist, then the crews that could."""
        file = self.brief.file
        assisting = {line.crew_id: line for line in file.assists if line.left_at is None}
        ranked = list(enumerate(ranked_crews(self.brief.choices.crews, file), 1))
        digits = {each.id: digit for digit, each in ranked}
        for line in sorted(assisting.values(), key=lambda line: digits.get(line.crew_id, 0)):
            yield from self._steps(line, digits.get(line.crew_id, 0))  # 0 for one that is not offered any more
        for digit, each in ranked:
            if each.id not in assisting and each.id != file.ticket.crew_id:
                words = self.tr("{crew} · 派出协助：{reasons}")
                said = words.format(crew=each.crew.name, reasons="、".join(each.reasons))
                yield _Line(digit, said, self.tr("派出协助"), partial(self._send, each.id), at_once=True)

    def _steps(self, line: AssistLine, digit: int) -> Iterator[_Line]:
        """Yield the next steps of a crew that assists now."""
        arrived, left = self.tr("登记到场"), self.tr("登记离开")
        if line.arrived_at is None:
            yield _Line(digit, self._said(line, arrived), arrived, partial(assist_arrived, line.id))
            digit = 0
        hint = "" if line.arrived_at else self._without_arrival(line)
        said = left if line.arrived_at else self.tr("登记离开，未登记到场")
        yield _Line(digit, self._said(line, said), left, partial(assist_left, line.id), hint=hint)

    def _without_arrival(self, line: AssistLine) -> str:
        words = self.tr("{crew}未登记到场。到过的先登记到场（Ctrl+T 填真实时间）；没到的按 Enter 登记离开。")
        return words.format(crew=line.crew)

    def _said(self, line: AssistLine, step: str) -> str:
        reached = line.arrived_at or line.dispatched_at
        done = self.tr("到场") if line.arrived_at else self.tr("派出")
        words = self.tr("{crew} · {step}（{time} {done}）")
        return words.format(crew=line.crew, step=step, time=in_words(reached, self.brief.now()), done=done)

    def _send(self, crew_id: int, at: datetime | None) -> Command[int]:
        return assist(self.ticket_id, self.version, crew_id, at)

    def _none(self) -> str:
        return self.tr("没有别的班组可派。")

    def _unread(self) -> NotYet:
        return NotYet(self.tr("班组还没有读到，请按 Esc 返回，读到以后再按。"))
