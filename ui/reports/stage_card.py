"""One stage in figures: how punctual, how long. Every figure leads to its tickets."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from tickets.reports.figures import Figure as Measure
from tickets.reports.figures import StageFigures
from tickets.rules.words import Stage
from ui.kit.cards import Card
from ui.kit.labels import Figure, Quiet, Tone, Words, mark
from ui.reports.words import percent, seconds, spoken


class StageCard(Card):
    """The on-time rate large, what it is made of below. `wanted` names the figure whose tickets are asked for."""

    wanted = Signal(object, object)  # a Stage and a reports Figure

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self._stage = stage
        self.rate = Figure(self.tr("{stage}及时率").format(stage=stage.label))
        self.rate.clicked.connect(lambda: self.wanted.emit(stage, Measure.DUE))
        self.body.addWidget(self.rate)
        self._counts = {figure: self._count(figure) for figure in (Measure.ON_TIME, Measure.LATE, Measure.OVERDUE)}
        self._given_up = self._count(Measure.GIVEN_UP)
        self._finished = self._count(Measure.FINISHED)
        self._durations = {name: Words() for name in ("中位", "P90", "最长", "挂起")}
        self.body.addWidget(self._grid())

    def show_figures(self, figures: StageFigures) -> None:
        """Show another report's figures."""
        punctual, lasting = figures.punctuality, figures.durations
        self.rate.set_value(percent(punctual.rate))
        self.rate.set_caption(self.tr("{stage}及时率 · 到期 {n}").format(stage=self._stage.label, n=punctual.due))
        self.rate.setAccessibleName(spoken(figures))
        counts = (punctual.on_time, punctual.late, punctual.overdue)
        for (figure, button), count in zip(self._counts.items(), counts, strict=True):
            button.setText(f"{figure.label} {count}")
        mark(self._counts[Measure.OVERDUE], "tone", str(Tone.OVERDUE if punctual.overdue else Tone.PLAIN))
        self._given_up.setText(f"{Measure.GIVEN_UP.label} {punctual.given_up}")
        self._finished.setText(f"{Measure.FINISHED.label} {lasting.finished}")
        values = (lasting.median, lasting.p90, lasting.longest, lasting.held or None)
        for words, value in zip(self._durations.values(), values, strict=True):
            words.setText(seconds(value))

    def _count(self, figure: Measure) -> QPushButton:
        button = QPushButton(figure.label)
        mark(button, "kind", "count")
        button.clicked.connect(lambda: self.wanted.emit(self._stage, figure))
        return button

    def _grid(self) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(0)
        for row, button in enumerate((*self._counts.values(), self._given_up, self._finished)):
            grid.addWidget(button, row, 0)
        for row, (name, words) in enumerate(self._durations.items()):
            grid.addWidget(Quiet(name), row, 1)
            grid.addWidget(words, row, 2)
        grid.setColumnStretch(2, 1)
        return holder
