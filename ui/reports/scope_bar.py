"""What the report is about: the period, the grouping, the filters."""

from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from tickets.reports.scope import Breakdown, Scope, scope_of_days
from tickets.rules.instants import local_day
from tickets.rules.words import Priority, Source, Zone
from tickets.store.queries.lookups import CrewStanding
from tickets.store.rows import Fault
from ui.kit.buttons import Chip
from ui.kit.dates import DayField
from ui.kit.labels import Quiet
from ui.kit.seat import Seat
from ui.reports.periods import Preset, days_of

_FIRST = Preset.MONTH


class ScopeBar(QWidget):
    """Alt+1…6 choose a period, the boxes the grouping and the filters. `changed` says that another report is wanted."""

    changed = Signal()

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self._seat = seat
        first, last = days_of(_FIRST, self._today())
        self._since, self._until = DayField(first), DayField(last)
        self._chips = {preset: Chip(preset.value) for preset in Preset}
        self.by = QComboBox()
        for breakdown in Breakdown:
            self.by.addItem(breakdown.label, breakdown)
        self.by.setCurrentIndex(list(Breakdown).index(Breakdown.CREW))
        self.crew, self.fault = QComboBox(), QComboBox()
        self.zone = _box(self.tr("全部片区"), [(zone, zone.label) for zone in Zone])
        self.priority = _box(self.tr("全部紧急程度"), [(p, f"{p} {p.label}") for p in Priority])
        self.source = _box(self.tr("全部来源"), [(source, source.label) for source in Source])
        self._lay_out()
        self._wire()
        self._show_chosen()

    def scope(self) -> Scope:
        """Return the question that the bar asks. Raises Refused when the days are reversed."""
        days = scope_of_days(self._since.day(), self._until.day(), self.by.currentData())
        return Scope(
            days.since,
            days.until,
            days.by,
            self.crew.currentData(),
            self.fault.currentData(),
            self.zone.currentData(),
            self.priority.currentData(),
            self.source.currentData(),
        )

    def show_choices(self, crews: list[CrewStanding], faults: list[Fault]) -> None:
        """Offer these crews and faults."""
        _fill(self.crew, self.tr("全部班组"), [(crew.id, crew.name) for crew in crews])
        _fill(self.fault, self.tr("全部故障"), [(fault.code, fault.name) for fault in faults])

    def _today(self) -> date:
        return local_day(self._seat.now())

    def _lay_out(self) -> None:
        above, below = QHBoxLayout(), QHBoxLayout()
        for row in (above, below):
            row.setSpacing(8)
        for number, chip in enumerate(self._chips.values(), start=1):
            chip.setToolTip(f"Alt+{number}")
            above.addWidget(chip)
        above.addWidget(Quiet("Alt+1…6"))
        above.addSpacing(8)
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
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(above)
        column.addLayout(below)

    def _wire(self) -> None:
        for number, (preset, chip) in enumerate(self._chips.items(), start=1):
            choose = partial(self._choose, preset)
            chip.clicked.connect(choose)
            shortcut = QShortcut(QKeySequence(f"Alt+{number}"), self.parentWidget() or self)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(choose)
        for field in (self._since, self._until):
            field.dateChanged.connect(self._on_days)
        for box in (self.by, self.crew, self.fault, self.zone, self.priority, self.source):
            box.activated.connect(self.changed)

    def _choose(self, preset: Preset, _checked: bool = False) -> None:
        if not self.isVisible():
            return
        for field, day in zip((self._since, self._until), days_of(preset, self._today()), strict=True):
            field.blockSignals(True)
            field.set_day(day)
            field.blockSignals(False)
        self._on_days()

    def _on_days(self) -> None:
        self._show_chosen()
        self.changed.emit()

    def _show_chosen(self) -> None:
        shown = self._since.day(), self._until.day()
        for preset, chip in self._chips.items():
            chip.setChecked(days_of(preset, self._today()) == shown)


def _box(none: str, choices: list[tuple[object, str]]) -> QComboBox:
    box = QComboBox()
    _fill(box, none, choices)
    return box


def _fill(box: QComboBox, none: str, choices: list[tuple[object, str]]) -> None:
    chosen = box.currentData()
    box.clear()
    box.addItem(none, None)
    for value, label in choices:
        box.addItem(label, value)
    found = (place for place in range(box.count()) if box.itemData(place) == chosen)
    box.setCurrentIndex(next(found, 0))
