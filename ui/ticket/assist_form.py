"""The form about assisting crews: send one, or record that it has arrived or left."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from typing import Any

from tickets.actions.assisting import assist, assist_arrived, assist_left
from tickets.actions.command import Command
from tickets.errors import NotYet, Refused
from tickets.rules.instants import in_words
from tickets.store.queries.ticket_file import AssistLine, TicketFile
from ui.ticket.choices import ranked_crews
from ui.ticket.fields import PickList
from ui.ticket.form import Brief, Form

Make = Callable[[datetime | None], Command[Any]]


class AssistForm(Form):
    """A list of what can be recorded: first the steps of the crews that assist now, then the crews that could.

    A digit records it at once.
    """

    def __init__(self, title: str, brief: Brief) -> None:
        super().__init__(title, brief)
        self._makes: list[Make] = []
        self._list = self.add(self.tr("班组"), PickList())
        self._show_lines()
        self.offer_late_time()
        self._list.picked.connect(lambda _row: self.submitted.emit())
        if not self._makes:
            self.fail(Refused(self._none()) if brief.choices.known else self._unread())

    def command(self) -> Command[Any]:
        """Return the step of the selected line. Raises Refused for none."""
        row = self._list.currentRow()
        if not 0 <= row < len(self._makes):
            raise Refused(self._none()) if self.brief.choices.known else self._unread()
        return self._makes[row](self.at)

    def look_again(self, file: TicketFile) -> str:
        """Show the steps that are left."""
        super().look_again(file)
        self._show_lines()
        return ""

    def _show_lines(self) -> None:
        lines = [*self._steps(), *self._others()]
        self._makes = [make for _, make in lines]
        self._list.show_lines([text for text, _ in lines])

    def _steps(self) -> Iterator[tuple[str, Make]]:
        """Yield the next steps of the crews that assist now."""
        for line in (each for each in self.brief.file.assists if each.left_at is None):
            if line.arrived_at is None:
                yield self._said(line, self.tr("到场")), partial(assist_arrived, line.id)
            yield self._said(line, self.tr("离开")), partial(assist_left, line.id)

    def _said(self, line: AssistLine, step: str) -> str:
        reached = line.arrived_at or line.dispatched_at
        done = self.tr("到场") if line.arrived_at else self.tr("派出")
        words = self.tr("{crew} {step}（{time} {done}）")
        return words.format(crew=line.crew, step=step, time=in_words(reached, self.brief.now()), done=done)

    def _others(self) -> Iterator[tuple[str, Make]]:
        """Yield the crews that can be sent, the best one first."""
        file = self.brief.file
        busy = {file.ticket.crew_id, *(line.crew_id for line in file.assists if line.left_at is None)}
        for each in ranked_crews(self.brief.choices.crews, file):
            if each.id not in busy:
                words = self.tr("派{crew}协助：{reasons}")
                said = words.format(crew=each.crew.name, reasons="、".join(each.reasons))
                yield said, partial(self._send, each.id)

    def _send(self, crew_id: int, at: datetime | None) -> Command[int]:
        return assist(self.ticket_id, self.version, crew_id, at)

    def _none(self) -> str:
        return self.tr("没有别的班组可派。")

    def _unread(self) -> NotYet:
        return NotYet(self.tr("班组还没有读到，请按 Esc 返回，读到以后再按。"))
