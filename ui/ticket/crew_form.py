"""Forms to choose a crew: crews ranked for the ticket, with the reasons."""

from typing import Any

from PySide6.QtWidgets import QLineEdit

from tickets.actions import dispatch
from tickets.actions.command import Command
from tickets.errors import FieldError, NotYet, Refused
from tickets.rules.moves import refusal
from tickets.rules.words import Move
from tickets.store.queries.ticket_file import TicketFile
from ui.ticket.choices import RankedCrew, ranked_crews
from ui.ticket.fields import PickList
from ui.ticket.form import Brief, Form


class CrewForm(Form):
    """A list of crews, the best one selected. The digit that it has in the list of all crews picks one."""

    def __init__(self, title: str, brief: Brief, but: int | None = None) -> None:
        super().__init__(title, brief)
        ranked = list(enumerate(ranked_crews(brief.choices.crews, brief.file), 1))
        self._crews = [each for _, each in ranked if each.id != but]
        self._none = self.tr("还没有班组可派，请先在设置里添加。") if but is None else self.tr("没有别的班组可派。")
        self._list = self.add(self.tr("班组"), PickList())
        digits = [place for place, each in ranked if each.id != but]  # as in the list of crews beside it
        self._list.show_lines(map(_line, self._crews), digits=digits)
        self._unread = NotYet(self.tr("班组还没有读到，请按 Esc 返回，读到以后再按。"))
        if not self._crews:
            self.fail(Refused(self._none) if brief.choices.known else self._unread)

    def choose(self, crew_id: int) -> None:
        """Select a crew; none if it can't be chosen."""
        self._list.offer(next((row for row, each in enumerate(self._crews) if each.id == crew_id), -1))

    def crew_id(self) -> int:
        """Return the selected crew. Raises Refused for none."""
        if not self.brief.choices.known:
            raise self._unread
        row = self._list.currentRow()
        if row < 0:
            raise FieldError(self.tr("班组"), self.tr("请先选一个班组。") if self._crews else self._none)
        return self._crews[row].id


class DispatchForm(CrewForm):
    """Assigns a new ticket to a crew; a digit does it at once.

    When somebody else has assigned a crew meanwhile, the selected crew stays selected and a reason for reassigning is
    asked.
    """

    def __init__(self, title: str, brief: Brief) -> None:
        super().__init__(title, brief)
        self._reason = QLineEdit()
        self._move = Move.DISPATCH
        self.offer_late_time()
        self._list.picked.connect(self._on_picked)

    def command(self) -> Command[Any]:
        """Return the dispatch, or the reassignment it has become."""
        if self._move is Move.DISPATCH:
            return dispatch.dispatch(self.ticket_id, self.version, self.crew_id(), self.at)
        crew = self.crew_id()
        if not self._reason.text().strip():
            raise FieldError(self.tr("原因"), self.tr("请填写转派原因。"))
        return dispatch.reassign(self.ticket_id, self.version, crew, self._reason.text(), self.at)

    def look_again(self, file: TicketFile) -> str:
        """Become a reassignment while the ticket has a crew."""
        super().look_again(file)
        self._move = Move.REASSIGN if refusal(file.context, Move.REASSIGN) is None else Move.DISPATCH
        self.rename(self._move.label)
        if self._move is Move.DISPATCH:
            return ""
        self._ask_for_reason()
        row = self._list.currentRow()  # none if the selected crew was retired meanwhile
        if row >= 0 and self._crews[row].id == file.ticket.crew_id:
            return self.tr("已经派给您选的班组，不用再派：按 Esc 返回。")
        return self.tr("要改派您选的班组，写明原因后按 Enter；不改按 Esc 返回。")

    def _ask_for_reason(self) -> None:
        if self._reason.parentWidget() is None:
            self.add_above(self.tr("原因"), self._reason)
        if self._list.hasFocus():
            self._reason.setFocus()

    def _on_picked(self) -> None:
        if self._move is Move.DISPATCH:
            self.submitted.emit()
        else:
            self._reason.setFocus()


class ReassignForm(CrewForm):
    """Assigns a ticket to another crew, with the reason."""

    def __init__(self, title: str, brief: Brief) -> None:
        super().__init__(title, brief, but=brief.file.ticket.crew_id)
        self._reason = self.add_reason()
        self.offer_late_time()
        self._list.picked.connect(lambda _row: self._reason.setFocus())

    def choose(self, crew_id: int) -> None:
        """Select a crew and focus the reason, which is still missing."""
        super().choose(crew_id)
        self._first = self._reason

    def command(self) -> Command[Any]:
        """Return the reassignment."""
        return dispatch.reassign(self.ticket_id, self.version, self.crew_id(), self._reason.text(), self.at)


def _line(each: RankedCrew) -> str:
    return f"{each.crew.name}  {'、'.join(each.reasons)}"
