"""The filter chips for time: today, the last days, or a range of days."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from enum import Enum, auto

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from tickets.rules.instants import day_start
from ui.kit.buttons import Chip
from ui.kit.inputs import DayField
from ui.kit.labels import Quiet
from ui.kit.layouts import Stretch, in_row

_DAY = timedelta(days=1)


class Period(Enum):
    """The periods; EVER is meant when no chip is on."""

    EVER = auto()
    TODAY = auto()
    WEEK = auto()
    MONTH = auto()
    CHOSEN = auto()


_BACK = {Period.TODAY: 0, Period.WEEK: 6, Period.MONTH: 29}

Span = tuple[datetime | None, datetime | None]


def span(period: Period, first: date, last: date, today: date) -> Span:
    """Return the instants since <= opened < until of a period; `first` and `last` are its days for chosen ones."""
    if period is Period.EVER:
        return None, None
    if period is Period.CHOSEN:
        early, late = sorted((first, last))
        return day_start(early), day_start(late + _DAY)
    return day_start(today - _BACK[period] * _DAY), None


class PeriodChips(QObject):
    """`chips`, of which at most one is on, and `days`: two fields shown by 自定."""

    changed = Signal()

    def __init__(self, today: Callable[[], date], parent: QObject) -> None:
        super().__init__(parent)
        self._today = today
        self._chips = {
            Period.TODAY: Chip(self.tr("今天")),
            Period.WEEK: Chip(self.tr("近7天")),
            Period.MONTH: Chip(self.tr("近30天")),
            Period.CHOSEN: Chip(self.tr("自定")),
        }
        for period, chip in self._chips.items():
            chip.clicked.connect(lambda on, period=period: self._on_clicked(period, on))
        self.days = QWidget()
        self._first, self._last = DayField(today()), DayField(today())
        self._lay_out_days()

    @property
    def chips(self) -> tuple[Chip, ...]:
        """The chips in their order."""
        return tuple(self._chips.values())

    @property
    def period(self) -> Period:
        """The period whose chip is on."""
        return next((period for period, chip in self._chips.items() if chip.isChecked()), Period.EVER)

    def choose(self, period: Period, first: date | None = None, last: date | None = None) -> None:
        """Turn one chip on, without emitting `changed`."""
        for each, chip in self._chips.items():
            chip.setChecked(each is period)
        for field, day in ((self._first, first), (self._last, last)):
            if day is not None:
                field.blockSignals(True)
                field.set_day(day)
                field.blockSignals(False)
        self.days.setVisible(period is Period.CHOSEN)

    def span(self) -> Span:
        """Return the selected instants since <= opened < until."""
        return span(self.period, self._first.day(), self._last.day(), self._today())

    def _on_clicked(self, period: Period, on: bool) -> None:
        today = self._today()
        self.choose(period if on else Period.EVER, today - _BACK[Period.MONTH] * _DAY, today)
        if period is Period.CHOSEN and on:
            self._first.setFocus()
        self.changed.emit()

    def _lay_out_days(self) -> None:
        since, until, both = Quiet(self.tr("从")), Quiet(self.tr("到")), Quiet(self.tr("（两天都算）"))
        in_row(since, self._first, until, self._last, both, Stretch(), holder=self.days, spacing=8)
        for words, field in ((since, self._first), (until, self._last)):
            field.setAccessibleName(words.text())
            field.dateChanged.connect(lambda _day: self.changed.emit())
        self.days.hide()
