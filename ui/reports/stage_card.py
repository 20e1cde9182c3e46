"""The figures of a period: those of each stage, and the others in one line. Every figure leads to its tickets."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from tickets.reports.export import reconciled
from tickets.reports.figures import (
    ON_THE_LINE,
    RATED_WHEN_ANY,
    RECONCILED,
    TYPED_RATE,
    WAYS,
    WHEN_ANY,
    Figure,
    Lengths,
    Rate,
    StageFigures,
    Work,
    name_of,
)
from tickets.rules.words import ConsentKind, Stage
from ui.kit.cards import Card
from ui.kit.labels import BigFigure, Quiet, Tone, mark
from ui.kit.layouts import Flow, Space, Stretch, in_row
from ui.kit.plain_text import set_tip
from ui.reports.words import (
    accessible_text,
    parts_in_full,
    parts_words,
    percent,
    seconds,
)

_UNDER_THE_RATE = 3  # pixels by which a figure is indented more than the text of a narrow button
_WHEN_ANY = (Figure.LATE_AT_SPLIT, Figure.SPLIT_TYPED, Figure.GIVEN_UP)  # shown only above 0
_COUNTS = (Figure.ON_TIME, Figure.LATE, Figure.OVERDUE, *_WHEN_ANY)


class StageCard(Card):
    """The on-time rate in large type, its parts below. `wanted` carries the figure whose tickets are requested."""

    wanted = Signal(object, object, object)  # a Stage, a reports Figure, and for CHANGED a ConsentKind

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self._stage = stage
        self.rate = BigFigure(self.tr("{stage}及时率").format(stage=stage.label))
        self.rate.setAutoDefault(True)  # Enter on it presses it
        self.setFocusProxy(self.rate)
        self.rate.clicked.connect(lambda: self.wanted.emit(stage, Figure.DUE, None))
        self._counts = {figure: self._count(figure) for figure in _COUNTS}
        self._consented = self._count(Figure.CHANGED)
        self._kinds = {kind: self._count(Figure.CHANGED, kind) for kind in ConsentKind}
        self._finished = self._count(Figure.FINISHED)
        self._typed = self._count(Figure.TYPED)
        self._lasting, self._longest, self._parts, self._held, self._gross = (Quiet() for _ in range(5))
        self._lasting.setFixedHeight(self._finished.sizeHint().height())
        self.tighten()
        consented = (self._consented, *self._kinds.values())
        rows = (self._counts.values(), consented, (self._finished, self._lasting, self._typed))
        lines = (in_row(Space(_UNDER_THE_RATE), (_flow(row), 1)) for row in rows)
        more = _flow((self._longest, self._parts, self._held, self._gross), spacing=8)
        self.add(self.rate, *lines, in_row(Space(8), (more, 1)), Stretch())
        some = (*(self._counts[figure] for figure in _WHEN_ANY), *consented, self._typed)
        for widget in (*some, self._parts, self._held, self._gross):
            widget.hide()

    def show_figures(self, figures: StageFigures) -> None:
        """Show another report's figures."""
        punctual = figures.punctuality
        caption = self.tr("{stage}及时率 · 到期 {n}").format(stage=self._stage.label, n=punctual.due)
        self.rate.set_value(percent(punctual.rate))
        self.rate.set_caption(caption)
        self.rate.setAccessibleName(accessible_text(figures))
        set_tip(self.rate, reconciled(figures))
        for figure, button in self._counts.items():
            name = name_of(figure, self._stage)
            self._say(button, name, name, figures[figure])
            button.setVisible(figures[figure] > 0 or figure not in _WHEN_ANY)
        mark(self._counts[Figure.OVERDUE], "tone", str(Tone.OVERDUE if punctual.overdue else Tone.PLAIN))
        self._show_consented(figures)
        self._show_durations(figures)

    def _show_consented(self, figures: StageFigures) -> None:
        """Show the rate after consent and the changed verdicts, if there are any."""
        receipt, number = figures.receipt, figures[Figure.CHANGED]
        changed = self.tr("改判定 {n}").format(n=number)
        after = self.tr("核准后 {rate}").format(rate=percent(receipt.consented.rate))
        differs = receipt.consented.rate != figures.punctuality.rate
        self._consented.setText(f"{after} · {changed}" if differs else changed)
        self._consented.setAccessibleName(f"{self._stage.label}{self._consented.text()}")
        self._consented.setVisible(number > 0 or differs)
        for kind, button in self._kinds.items():
            self._say(button, kind.label, f"{Figure.CHANGED.label}{kind.label}", receipt.changed[kind])
            button.setVisible(receipt.changed[kind] > 0)

    def _show_durations(self, figures: StageFigures) -> None:
        lasting, parts = figures.durations, figures.parts
        self._say(self._finished, Figure.FINISHED.label, Figure.FINISHED.label, lasting.finished)
        self._lasting.setText(
            self.tr("中位 {median} · P90 {p90}").format(median=seconds(lasting.median), p90=seconds(lasting.p90))
        )
        self._longest.setText(self.tr("最长 {longest}").format(longest=seconds(lasting.longest)))
        self._parts.setText(parts_words(figures))
        set_tip(self._parts, parts_in_full(figures))
        self._parts.setVisible(parts.before.n > 0)
        self._held.setText(self.tr("挂起时间 {time}").format(time=seconds(lasting.held)))
        self._gross.setText(
            self.tr("含挂起 中位 {median} · P90 {p90}").format(
                median=seconds(parts.gross.median), p90=seconds(parts.gross.p90)
            )
        )
        for label in (self._held, self._gross):
            label.setVisible(lasting.held > 0)
        typed = f"{TYPED_RATE} {percent(parts.typed_share)}"
        self._typed.setText(typed)
        self._typed.setAccessibleName(self._stage.label + typed)
        self._typed.setVisible(parts.typed > 0)

    def _say(self, button: QPushButton, label: str, full: str, count: int) -> None:
        button.setText(f"{label} {count}")
        button.setAccessibleName(f"{self._stage.label}{full} {count}")

    def _count(self, figure: Figure, kind: ConsentKind | None = None) -> QPushButton:
        button = QPushButton()
        mark(button, "kind", "count")
        mark(button, "narrow", True)
        button.setAutoDefault(True)
        set_tip(button, name_of(figure, self._stage))
        button.clicked.connect(lambda: self.wanted.emit(self._stage, figure, kind))
        return button


def _flow(widgets: Iterable[QWidget], spacing: int = 0) -> Flow:
    row = Flow(spacing=spacing, leading=0)
    for widget in widgets:
        row.addWidget(widget)
    return row


class WorkLine(QWidget):
    """A row of flat buttons: what became of the tickets received, then rates and more.

    `wanted` carries the figure whose tickets are requested.
    """

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._buttons = {each: self._button(each.part if isinstance(each, Rate) else each) for each in ON_THE_LINE}
        self._ways = {figure: self._button(figure) for figure in WAYS}
        row = Flow(self, spacing=4, leading=0)
        for button in (*self._buttons.values(), *self._ways.values()):
            row.addWidget(button)

    def show_work(self, work: Work, way: Lengths, handling: Lengths) -> None:
        """Show another report's figures; `way` is the whole way, `handling` from an answer to the ticket."""
        for each, button in self._buttons.items():
            value = percent(each.of(work)) if isinstance(each, Rate) else work[each]
            button.setAccessibleName(f"{each.label} {value}")
            button.setText(_sign(each) + button.accessibleName())
            button.setVisible(_is_shown(each, work))
        for (figure, button), lengths in zip(self._ways.items(), (way, handling), strict=True):
            self._show_way(button, figure, lengths)

    def _show_way(self, button: QPushButton, figure: Figure, way: Lengths) -> None:
        said = self.tr("{way} {n} · 中位 {median}").format(way=figure.label, n=way.n, median=seconds(way.median))
        more = self.tr("P90 {p90} · 最长 {longest}").format(p90=seconds(way.p90), longest=seconds(way.longest))
        button.setText(said)
        set_tip(button, more)
        button.setAccessibleName(f"{said} · {more}")
        button.setVisible(way.n > 0)

    def _button(self, figure: Figure) -> QPushButton:
        button = QPushButton()
        mark(button, "kind", "count")
        mark(button, "narrow", True)
        button.setAutoDefault(True)
        button.clicked.connect(lambda: self.wanted.emit(figure))
        return button


def _is_shown(each: Figure | Rate, work: Work) -> bool:
    """Return whether a figure has something to show: there may be no telephone that reports calls, and no outage."""
    if isinstance(each, Rate):
        return each.whole not in RATED_WHEN_ANY or work[each.whole] > 0
    return each not in WHEN_ANY or work[each] > 0


def _sign(figure: Figure | Rate) -> str:
    """Return the sign before a part of the tickets received, which are the sum."""
    if figure not in RECONCILED:
        return ""
    return "= " if figure is RECONCILED[0] else "+ "
