"""The form to change what limits depend on, the place and the answers of triage, or to add an appointment."""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QWidget

from tickets.actions import dispatch
from tickets.actions.command import Command
from tickets.errors import FieldError, Refused
from tickets.rules.clocks import fell_due
from tickets.rules.rerating import lengthens, takes_appointment
from tickets.rules.triage import YES_OR_NO, Answers, said_yes, together, triage
from tickets.rules.words import Priority, Stage, Zone
from tickets.store.queries.lookups import Place
from tickets.store.rows import Ticket
from ui.kit.inputs import ChoiceBox, word_choices
from ui.kit.labels import Words
from ui.kit.layouts import in_row
from ui.kit.place_picker import PlacePicker, read_gazetteer
from ui.kit.time_field import AppointmentField
from ui.kit.tokens import FIELD, INSIDE
from ui.kit.wording import duration
from ui.ticket.consent_words import rating_warning
from ui.ticket.form import Brief, Form
from ui.ticket.limit_words import limit_changes, limit_seconds

_HOUSEHOLDS = 64  # pixels
_LAST = 1


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
        self._priority, self._zone = ChoiceBox(word_choices(Priority)), ChoiceBox(word_choices(Zone))
        self._add_two(self.tr("紧急程度"), self._priority, self.tr("片区"), self._zone)
        presents = ((self._fault, ticket.fault), (self._priority, ticket.priority), (self._zone, ticket.zone))
        for box, present in presents:
            box.choose(present)
        self._appointment: AppointmentField | None = None
        if takes_appointment(ticket.state, ticket.appointment):
            self._appointment = self.add(self.tr("约定"), AppointmentField(brief.now, self.tr("没约定就空着")))
            self._named["appointment"] = self._appointment
            self._appointment.changed.connect(self.tick)
            self._priority.currentIndexChanged.connect(self._show_appointment)
            self._show_appointment()
        self._place, self._address = PlacePicker(free=False), QLineEdit(ticket.address)
        self._place.hold(ticket.place_id, brief.file.place or "")
        self._address.setCursorPosition(0)  # its beginning is shown
        self._add_two(self.tr("地点"), self._place, self.tr("地址"), self._address)
        self._dn, self._material = dn, QLineEdit(ticket.material)
        self._add_two(self.tr("管径 DN"), self._dn, self.tr("管材"), self._material)
        self._answers = self.add(self.tr("情况"), AnswerChecks(ticket))
        self._households = self._answers.households
        self._reason = self.add_reason()
        self._named |= {"dn": self._dn, "households": self._households, "place": self._place}
        for box in (self._fault, self._priority, self._zone):
            box.currentIndexChanged.connect(self.tick)
        self._dn.textChanged.connect(self.tick)
        self._answers.changed.connect(self.tick)
        self._place.picked.connect(self._take_zone)
        self._place.left.connect(self._address.setFocus)
        session = brief.session
        session.background.run(
            lambda: read_gazetteer(session.service),
            self._place.set_places,
            self.fail,
            owner=self,
        )

    def warning(self, _at: datetime | None) -> str:
        """Return the limits that it changes, and what counts until a supervisor consents."""
        file, now = self.brief.file, self.brief.now()
        before, dn, answers = file.ticket, None, None
        with suppress(Refused):  # of a size that is not complete yet
            dn = self._pipe_size()
        with suppress(Refused):  # of a number that is none
            answers = self._new_answers()
        after = replace(before, **self._changed(dn))
        with suppress(Refused):  # of a time that is not complete yet
            after = replace(after, appointment=self._agreed() or before.appointment)
        fault = next((each for each in self.brief.choices.faults if each.code == after.fault), file.fault)
        running = {clock.stage: clock.started for clock in file.running}
        limit_of = partial(limit_seconds, self.brief.choices.limits)
        late = {clock.stage for clock in file.running if fell_due(clock, now)}
        binding = file.own_timing.rating_to_compare().appointment  # None for one that a crew has kept or missed
        told = [
            replace(each, appointment=binding) if each.appointment == before.appointment else each
            for each in (before, after)
        ]
        changes = limit_changes(limit_of, told[0], told[1], running, now, late)
        said = self.tr("时限：{changes}。").format(changes=changes) if changes else ""
        if fault.isolate and not file.fault.isolate:
            within = duration(limit_of(after, Stage.ISOLATE, now))
            said += self.tr("要先关阀止水，时限 {within}。").format(within=within)
        longer = lengthens(limit_of, (before,), (after,), running, now)
        ruled = [(replace(each, appointment=None),) for each in (before, after)]
        by_rule = longer and lengthens(limit_of, ruled[0], ruled[1], running, now)
        only_appointment = longer and before.appointment is not None and not by_rule
        demanded = triage(fault.priority, together(answers or after, Answers())).priority
        changed = answers is not None or (after.fault, after.priority) != (before.fault, before.priority)
        below = (
            changed
            and demanded < min(after.priority, before.priority if longer else after.priority)
            and lengthens(limit_of, (replace(after, priority=demanded),), (after,), running, now)
        )
        if after.fault != before.fault and demanded < after.priority and not below:
            said += self.tr("{fault}一般是{priority}。").format(fault=fault.name, priority=demanded.label)
        return said + rating_warning(
            longer=longer,
            isolates_no_more=file.fault.isolate and not fault.isolate,
            below_triage=below,
            only_appointment=only_appointment,
        )

    def _show_appointment(self) -> None:
        """Show the field for the appointment if the chosen priority has one."""
        if self._appointment is not None:
            self.fields.show_row(self._appointment, self._priority.chosen() is Priority.P4)

    def _agreed(self) -> datetime | None:
        """Return the appointment. Raises FieldError for one that is not to come."""
        if self._appointment is None or self._priority.chosen() is not Priority.P4:
            return None
        return self._appointment.agreed()

    def typed(self) -> bool:
        """Return whether anything was typed, or another place chosen."""
        return super().typed() or self._place.key != self._opened_on.place_id

    def _take_zone(self, place: Place | None) -> None:
        """Show the zone of another place, which decides about the limits."""
        if place is not None and place.id != self._opened_on.place_id:
            self._zone.choose(place.zone)

    def _changed(self, dn: int | None) -> dict[str, Any]:
        """Return the values that differ from those that the form was opened with; `dn` is the pipe size."""
        chosen = {"fault": self._fault.chosen(), "priority": self._priority.chosen(), "zone": self._zone.chosen()}
        typed = chosen | {"dn": dn, "material": self._material.text()}
        typed |= {"place_id": self._place.key, "address": self._address.text()}
        return {name: new for name, new in typed.items() if new not in (None, getattr(self._opened_on, name))}

    def _add_two(self, first: str, left: QWidget, second: str, right: QWidget) -> None:
        """Add two fields with captions in one row."""
        left.setAccessibleName(first)
        right.setAccessibleName(second)
        holder = QWidget()
        in_row((left, 1), Words(second), (right, 1), holder=holder, spacing=INSIDE)
        holder.setFocusProxy(left)
        self.add(first, holder)

    def command(self) -> Command[Any]:
        """Return the re-rating. Raises Refused for an invalid pipe size, an unknown place or a time that is none."""
        self._require_place()
        changed = self._changed(self._pipe_size()) | {"appointment": self._agreed()}
        return dispatch.rerate(
            self.ticket_id, self.version, self._reason.text(), **changed, answers=self._new_answers()
        )  # fmt: skip

    def _require_place(self) -> None:
        """Raise FieldError if the field for the place names none of the gazetteer, or no longer one."""
        typed = self._place.text().strip()
        if typed and self._place.key is None:
            words = self.tr("地址库里没有“{typed}”，请从列表里选；库里没有的写在“地址”里。")
            raise FieldError("place", words.format(typed=typed))
        if not typed and self._opened_on.place_id is not None:
            raise FieldError("place", self.tr("地点不能清空，请另选一处。"))

    def _pipe_size(self) -> int | None:
        typed = self._dn.text().strip().upper().removeprefix("DN")
        return _read_number("dn", typed, 5, self.tr("管径请填数字，单位毫米，例如 100。"))

    def _new_answers(self) -> Answers | None:
        """Return the answers; None if they are as they were."""
        typed = self._households.text().strip().removesuffix(self.tr("户"))
        households = _read_number("households", typed, 7, self.tr("影响户数请填数字，例如 20；不知道就空着。"))
        answers = Answers(**self._answers.ticked(), households=households)
        ticket = self._opened_on
        same = households == ticket.households and said_yes(answers) == said_yes(ticket)
        return None if same else answers


class AnswerChecks(QWidget):
    """The answers of triage: check boxes in two columns, and the number of households."""

    changed = Signal()

    def __init__(self, ticket: Ticket) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(INSIDE)
        grid.setVerticalSpacing(4)
        self._boxes: dict[str, QCheckBox] = {}
        for place, (name, label) in enumerate(YES_OR_NO.items()):
            self._boxes[name] = box = QCheckBox(label)
            box.setChecked(getattr(ticket, name))
            box.toggled.connect(self.changed)
            if place // 2 == _LAST:
                box.setFixedHeight(FIELD)  # as high as the field beside it: Tab goes by the upper edges
            grid.addWidget(box, place // 2, place % 2)
        known = "" if ticket.households is None else str(ticket.households)
        self.households = QLineEdit(known, placeholderText=self.tr("户数"))
        self.households.setAccessibleName(self.tr("影响户数"))
        self.households.setFixedWidth(_HOUSEHOLDS)
        self.households.textChanged.connect(self.changed)
        grid.addWidget(Words(self.tr("影响户数")), 0, 2)
        grid.addWidget(self.households, _LAST, 2)
        self.setFocusProxy(next(iter(self._boxes.values())))

    def ticked(self) -> dict[str, bool]:
        """Return whether each answer is yes, by name."""
        return {name: box.isChecked() for name, box in self._boxes.items()}

    def tick(self, name: str) -> None:
        """Answer a question with yes."""
        self._boxes[name].setChecked(True)


def _read_number(field: str, typed: str, digits: int, sentence: str) -> int | None:
    typed = typed.strip()
    if not typed:
        return None
    if not (typed.isascii() and typed.isdigit() and len(typed) <= digits):
        raise FieldError(field, sentence)
    return int(typed)
