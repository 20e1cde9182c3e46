"""Who goes: crews ranked for the ticket, with the reasons."""

from typing import Any

from PySide6.QtWidgets import QLineEdit

from tickets.actions import dispatch
from tickets.actions.command import Command
from tickets.errors import Refused
from ui.ticket.choices import RankedCrew, ranked_crews
from ui.ticket.fields import PickList
from ui.ticket.form import Brief, Form


class CrewForm(Form):
    """A list of crews, the best one chosen. A digit picks one."""

    def __init__(self, title: str, brief: Brief, but: int | None = None) -> None:
        super().__init__(title, brief)
        self._crews = [each for each in ranked_crews(brief.choices.crews, brief.file) if each.id != but]
        self._list = PickList(map(_line, self._crews))
        self.add(self.tr("班组"), self._list)

    def choose(self, crew_id: int) -> None:
        """Choose a crew, if it can be chosen."""
        row = next((row for row, each in enumerate(self._crews) if each.id == crew_id), None)
        if row is not None:
            self._list.setCurrentRow(row)

    def crew_id(self) -> int:
        """Return the chosen crew. Raises Refused when there is none."""
        row = self._list.currentRow()
        if row < 0:
            raise Refused(self.tr("还没有班组可派，请先在设置里添加。"))
        return self._crews[row].id


class DispatchForm(CrewForm):
    """Gives a new ticket to a crew; a digit does it at once."""

    def __init__(self, title: str, brief: Brief) -> None:
        super().__init__(title, brief)
        self.offer_late_time()
        self._list.picked.connect(self.submitted)

    def command(self) -> Command[Any]:
        """Return the dispatch."""
        return dispatch.dispatch(self.ticket_id, self.version, self.crew_id(), self.at)


class ReassignForm(CrewForm):
    """Gives a ticket to another crew, with the reason."""

    def __init__(self, title: str, brief: Brief) -> None:
        super().__init__(title, brief, but=brief.file.ticket.crew_id)
        self._reason = QLineEdit()
        self.add(self.tr("原因"), self._reason)
        self.offer_late_time()
        self._list.picked.connect(lambda _row: self._reason.setFocus())

    def choose(self, crew_id: int) -> None:
        """Choose a crew; the reason is what is missing then."""
        super().choose(crew_id)
        self._first = self._reason

    def command(self) -> Command[Any]:
        """Return the reassignment."""
        return dispatch.reassign(self.ticket_id, self.version, self.crew_id(), self._reason.text(), self.at)


def _line(each: RankedCrew) -> str:
    return f"{each.crew.name}  {'、'.join(each.reasons)}"
