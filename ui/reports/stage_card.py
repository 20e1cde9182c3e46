"""One stage in figures: how punctual, how long. Every figure leads to its tickets."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton

from tickets.reports.figures import Figure as Measure
from tickets.reports.figures import StageFigures
from tickets.rules.words import Stage
from ui.kit.cards import Card
from ui.kit.labels import Figure, Quiet, Tone, mark
from ui.reports.words import percent, seconds, spoken

_SHORT = {
    Measure.ON_TIME: "按时",
    Measure.LATE: "超时",
    Measure.OVERDUE: "未完",
    Measure.GIVEN_UP: "退转",
}


class StageCard(Card):
    """The on-time rate large, what it is made of below. `wanted` names the figure whose tickets are asked for."""

    wanted = Signal(object, object)  # a Stage and a reports Figure

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self._stage = stage
        self.rate = Figure(self.tr("{stage}及时率").format(stage=stage.label))
        self.rate.clicked.connect(lambda: self.wanted.emit(stage, Measure.DUE))
        self._counts = {figure: self._count(figure) for figure in _SHORT}
        self._lasting = Quiet(wrap=True)
        row = QHBoxLayout()
        row.setSpacing(0)
        for button in self._counts.values():
            row.addWidget(button)
        row.addStretch(1)
        self.body.setSpacing(0)
        self.body.addWidget(self.rate)
        self.body.addLayout(row)
        self.body.addWidget(self._lasting)

    def show_figures(self, figures: StageFigures) -> None:
        """Show another report's figures."""
        punctual, lasting = figures.punctuality, figures.durations
        caption = self.tr("{stage}及时率 · 到期 {n}").format(stage=self._stage.label, n=punctual.due)
        self.rate.set_value(percent(punctual.rate))
        self.rate.set_caption(caption)
        self.rate.setAccessibleName(spoken(figures))
        counts = (punctual.on_time, punctual.late, punctual.overdue, punctual.given_up)
        for (figure, button), count in zip(self._counts.items(), counts, strict=True):
            button.setText(f"{_SHORT[figure]} {count}")
            button.setAccessibleName(f"{self._stage.label}{figure.label} {count}")
        self._counts[Measure.GIVEN_UP].setVisible(punctual.given_up > 0)
        mark(self._counts[Measure.OVERDUE], "tone", str(Tone.OVERDUE if punctual.overdue else Tone.PLAIN))
        held = self.tr(" · 挂起共 {time}").format(time=seconds(lasting.held)) if lasting.held else ""
        said = self.tr("完成 {n} · 中位 {median}\nP90 {p90} · 最长 {longest}").format(
            n=lasting.finished,
            median=seconds(lasting.median),
            p90=seconds(lasting.p90),
            longest=seconds(lasting.longest),
        )
        self._lasting.setText(said + held)

    def _count(self, figure: Measure) -> QPushButton:
        button = QPushButton(_SHORT[figure])
        mark(button, "kind", "count")
        mark(button, "narrow", True)
        button.setToolTip(figure.label)
        button.clicked.connect(lambda: self.wanted.emit(self._stage, figure))
        return button
