"""The figures of a period: those of each stage, and the others in one line. Every figure leads to its tickets."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from tickets.reports.figures import ON_THE_LINE, Figure, Rate, StageFigures, Work
from tickets.rules.words import Stage
from ui.kit.cards import Card
from ui.kit.labels import BigFigure, Quiet, Tone, mark
from ui.kit.layouts import Flow, Space, Stretch, in_row
from ui.kit.plain_text import set_tip
from ui.reports.words import accessible_text, percent, seconds

_UNDER_THE_RATE = 3  # pixels by which a figure is indented more than the text of a narrow button
_SHORT = {
    Figure.ON_TIME: "按时",
    Figure.LATE: "超时",
    Figure.OVERDUE: "未完",
    Figure.GIVEN_UP: "退转",
}


class StageCard(Card):
    """The on-time rate in large type, its parts below. `wanted` carries the figure whose tickets are requested."""

    wanted = Signal(object, object)  # a Stage and a reports Figure

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self._stage = stage
        self.rate = BigFigure(self.tr("{stage}及时率").format(stage=stage.label))
        self.rate.clicked.connect(lambda: self.wanted.emit(stage, Figure.DUE))
        self._counts = {figure: self._count(figure) for figure in _SHORT}
        self._finished = self._count(Figure.FINISHED)
        self._lasting, self._longest = Quiet(), Quiet()
        row, taken = Flow(spacing=0), Flow(spacing=0)
        for button in self._counts.values():
            row.addWidget(button)
        taken.addWidget(self._finished)
        taken.addWidget(self._lasting)
        self._longest.setIndent(8)
        self._lasting.setFixedHeight(self._finished.sizeHint().height())
        self.body.setSpacing(0)
        lines = (in_row(Space(_UNDER_THE_RATE), (line, 1)) for line in (row, taken))
        self.add(self.rate, *lines, self._longest, Stretch())

    def show_figures(self, figures: StageFigures) -> None:
        """Show another report's figures."""
        punctual, lasting = figures.punctuality, figures.durations
        caption = self.tr("{stage}及时率 · 到期 {n}").format(stage=self._stage.label, n=punctual.due)
        self.rate.set_value(percent(punctual.rate))
        self.rate.set_caption(caption)
        self.rate.setAccessibleName(accessible_text(figures))
        counts = (punctual.on_time, punctual.late, punctual.overdue, punctual.given_up)
        for (figure, button), count in zip(self._counts.items(), counts, strict=True):
            button.setText(f"{_SHORT[figure]} {count}")
            button.setAccessibleName(f"{self._stage.label}{figure.label} {count}")
        self._counts[Figure.GIVEN_UP].setVisible(punctual.given_up > 0)
        mark(self._counts[Figure.OVERDUE], "tone", str(Tone.OVERDUE if punctual.overdue else Tone.PLAIN))
        self._finished.setText(self.tr("完成 {n}").format(n=lasting.finished))
        self._finished.setAccessibleName(self.tr("{stage}完成 {n}").format(stage=self._stage.label, n=lasting.finished))
        self._lasting.setText(
            self.tr("中位 {median} · P90 {p90}").format(median=seconds(lasting.median), p90=seconds(lasting.p90))
        )
        held = self.tr(" · 挂起共 {time}").format(time=seconds(lasting.held)) if lasting.held else ""
        self._longest.setText(self.tr("最长 {longest}").format(longest=seconds(lasting.longest)) + held)

    def _count(self, figure: Figure) -> QPushButton:
        button = QPushButton()
        mark(button, "kind", "count")
        mark(button, "narrow", True)
        set_tip(button, figure.label)
        button.clicked.connect(lambda: self.wanted.emit(self._stage, figure))
        return button


class WorkLine(QWidget):
    """A row of flat buttons; `wanted` carries the figure whose tickets are requested."""

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._buttons = {each: self._button(each.part if isinstance(each, Rate) else each) for each in ON_THE_LINE}
        row = Flow(self, spacing=0)
        for button in self._buttons.values():
            row.addWidget(button)

    def show_work(self, work: Work) -> None:
        """Show another report's figures."""
        for each, button in self._buttons.items():
            value = percent(each.of(work)) if isinstance(each, Rate) else work[each]
            button.setText(f"{each.label} {value}")
            button.setAccessibleName(button.text())
            button.setVisible(each is not Figure.UNFINISHED or work[each] > 0)

    def _button(self, figure: Figure) -> QPushButton:
        button = QPushButton()
        mark(button, "kind", "count")
        button.clicked.connect(lambda: self.wanted.emit(figure))
        return button
