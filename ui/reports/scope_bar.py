"""The scope of the report: the period, selectable with one key, the grouping, the filters."""

from datetime import date, timedelta
from enum import Enum
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from tickets.reports.scope import Breakdown, Scope, scope_of_days
from tickets.rules.instants import local_day
from tickets.rules.words import Priority, Source, Zone
from tickets.store.queries.lookups import CrewStanding
from tickets.store.rows import Fault
from ui.kit.buttons import Chip
from ui.kit.inputs import ChoiceBox, DayField, word_choices
from ui.kit.keys import on_key
from ui.kit.labels import Quiet
from ui.kit.layouts import in_column, in_row
from ui.kit.plain_text import set_tip
from ui.runtime.session import SessionContext

_DAY = timedelta(days=1)


class Preset(Enum):
    """A period named relative to today."""

    TODAY = "今天"
    YESTERDAY = "昨天"
    WEEK = "近7天"
    MONTH = "近30天"
    THIS_MONTH = "本月"
    LAST_MONTH = "上月"


def days_of(preset: Preset, today: date) -> tuple[date, date]:
    """Return the first and the last day of a preset."""
    first_of_month = today.replace(day=1)
    match preset:
        case Preset.TODAY:
            return today, today
        case Preset.YESTERDAY:
            return today - _DAY, today - _DAY
        case Preset.WEEK:
            return today - 6 * _DAY, today
        case Preset.MONTH:
            return today - 29 * _DAY, today
        case Preset.THIS_MONTH:
            return first_of_month, today
        case Preset.LAST_MONTH:
            last = first_of_month - _DAY
            return last.replace(day=1), last


_FIRST = Preset.MONTH


class ScopeBar(QWidget):
    """Alt+1…6 choose a period, the boxes the grouping and the filters. `changed` is emitted for another scope."""

    changed = Signal()

    def __init__(self, session: SessionContext) -> None:
        super().__init__()
        self._session = session
        first, last = days_of(_FIRST, self._today())
        self._since, self._until = DayField(first), DayField(last)
        for field in (self._since, self._until):
            field.setMinimumWidth(124)
        self._chips = {preset: Chip(preset.value) for preset in Preset}
        self.by = ChoiceBox(word_choices(Breakdown))
        self.by.choose(Breakdown.CREW)
        self.crew, self.fault = ChoiceBox(), ChoiceBox()
        self.zone = ChoiceBox(word_choices(Zone, self.tr("全部片区")))
        self.priority = ChoiceBox([(None, self.tr("全部紧急程度")), *((p, f"{p} {p.label}") for p in Priority)])
        self.source = ChoiceBox(word_choices(Source, self.tr("全部来源")))
        self._lay_out()
        self._wire()
        self._show_chosen()

    def scope(self) -> Scope:
        """Return the selected scope. Raises Refused when the days are reversed."""
        days = scope_of_days(self._since.day(), self._until.day(), self.by.chosen())
        return Scope(
            days.since,
            days.until,
            days.by,
            self.crew.chosen(),
            self.fault.chosen(),
            self.zone.chosen(),
            self.priority.chosen(),
            self.source.chosen(),
        )

    def show_choices(self, crews: list[CrewStanding], faults: list[Fault]) -> None:
        """Set the crews and faults to choose from."""
        self.crew.set_choices([(None, self.tr("全部班组")), *((crew.id, crew.name) for crew in crews)])
        self.fault.set_choices([(None, self.tr("全部故障")), *((fault.code, fault.name) for fault in faults)])

    def add(self, said: QWidget, *buttons: QWidget) -> None:
        """Put a text about the report at the end of the first line, buttons at the end of the second."""
        self._above.addWidget(said)
        for button in buttons:
            self._below.addWidget(button)

    def _today(self) -> date:
        return local_day(self._session.now())

    def _lay_out(self) -> None:
        self._above, self._below = above, below = in_row(spacing=8), in_row(spacing=8)
        for number, chip in enumerate(self._chips.values(), start=1):
            set_tip(chip, f"Alt+{number}")
            above.addWidget(chip)
        above.addWidget(Quiet("Alt+1…6"))
        above.addSpacing(8)
        self._since.setAccessibleName(self.tr("第一天"))
        self._until.setAccessibleName(self.tr("最后一天"))
        above.addWidget(self._since)
        above.addWidget(Quiet(self.tr("至")))
        above.addWidget(self._until)
        above.addStretch(1)
        below.addWidget(Quiet(self.tr("分组")))
        boxes = (self.by, self.crew, self.fault, self.zone, self.priority, self.source)
        names = ("分组", "班组", "故障", "片区", "紧急程度", "来源")
        for box, name in zip(boxes, names, strict=True):
            box.setAccessibleName(name)
            box.setMinimumWidth(112)
            below.addWidget(box)
        below.addStretch(1)
        in_column(above, below, holder=self, spacing=4)

    def _wire(self) -> None:
        for number, (preset, chip) in enumerate(self._chips.items(), start=1):
            choose = partial(self._choose, preset)
            chip.clicked.connect(choose)
            on_key(self, f"Alt+{number}", choose, within=Qt.ShortcutContext.WindowShortcut)
        for field in (self._since, self._until):
            field.dateChanged.connect(self._on_days)
        for box in (self.by, self.crew, self.fault, self.zone, self.priority, self.source):
            box.activated.connect(self.changed)

    def _choose(self, preset: Preset, *_checked: bool) -> None:
        if not self.isVisible():
            return
        for field, day in zip((self._since, self._until), days_of(preset, self._today()), strict=True):
            field.blockSignals(True)
            field.set_day(day)
            field.blockSignals(False)
        self._show_chosen(preset)
        self.changed.emit()

    def _on_days(self) -> None:
        self._show_chosen()
        self.changed.emit()

    def _show_chosen(self, chosen: Preset | None = None) -> None:
        """Turn on the chip of the period shown: the chosen one, else the first of those with the same days."""
        shown = self._since.day(), self._until.day()
        preset = chosen or next((each for each in Preset if days_of(each, self._today()) == shown), None)
        for each, chip in self._chips.items():
            chip.setChecked(each is preset)
