"""The form to change what limits depend on: fault, priority, zone, pipe."""

from typing import Any

from PySide6.QtWidgets import QLineEdit

from tickets.actions import dispatch
from tickets.actions.command import Command
from tickets.errors import Refused
from tickets.rules.words import Priority, Zone
from ui.kit.inputs import ChoiceBox, word_choices
from ui.ticket.form import Brief, Form


class RerateForm(Form):
    """Shows the present values; only changed ones are written."""

    def __init__(self, title: str, brief: Brief) -> None:
        super().__init__(title, brief)
        # unchanged fields are not written, even if somebody else changes them
        self._opened_on = ticket = brief.file.ticket
        names = {fault.code: fault.name for fault in brief.choices.faults if fault.active}
        names.setdefault(ticket.fault, brief.file.fault.name)  # a retired one remains selectable for its tickets
        dn = QLineEdit("" if ticket.dn is None else str(ticket.dn), placeholderText=self.tr("毫米，如 100"))
        self._fault = self.add(self.tr("故障"), ChoiceBox(list(names.items())))
        self._priority = self.add(self.tr("紧急程度"), ChoiceBox(word_choices(Priority)))
        self._zone = self.add(self.tr("片区"), ChoiceBox(word_choices(Zone)))
        presents = ((self._fault, ticket.fault), (self._priority, ticket.priority), (self._zone, ticket.zone))
        for box, present in presents:
            box.choose(present)
        self._dn = self.add(self.tr("管径 DN"), dn)
        self._material = self.add(self.tr("管材"), QLineEdit(ticket.material))
        self._reason = self.add(self.tr("原因"), QLineEdit())

    def command(self) -> Command[Any]:
        """Return the re-rating. Raises Refused for an invalid pipe size."""
        ticket = self._opened_on
        fault, priority, zone = self._fault.chosen(), self._priority.chosen(), self._zone.chosen()
        dn, material = self._pipe_size(), self._material.text()
        return dispatch.rerate(
            self.ticket_id,
            self.version,
            self._reason.text(),
            fault=None if fault == ticket.fault else fault,
            priority=None if priority is ticket.priority else priority,
            zone=None if zone is ticket.zone else zone,
            dn=None if dn == ticket.dn else dn,
            material=None if material == ticket.material else material,
        )

    def _pipe_size(self) -> int | None:
        typed = self._dn.text().strip().upper().removeprefix("DN").strip()
        if not typed:
            return None
        if not (typed.isascii() and typed.isdigit() and len(typed) <= 5):
            raise Refused(self.tr("管径请填数字，单位毫米，例如 100。"))
        return int(typed)
