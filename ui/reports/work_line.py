"""The other figures of a period in one line: tickets, calls, callbacks, repeats. Each leads to its tickets."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from tickets.reports.figures import Figure, Work
from ui.kit.flow import Flow
from ui.kit.labels import mark
from ui.reports.words import percent


class WorkLine(QWidget):
    """A row of flat buttons; `wanted` names the figure whose tickets are asked for."""

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._buttons = {
            figure: self._button(figure)
            for figure in (
                Figure.OPENED,
                Figure.CALLED_BACK,
                Figure.SATISFIED,
                Figure.REPEATED,
                Figure.RETURNED,
                Figure.EXTENDED,
                Figure.CHASED,
                Figure.REOPENED,
                Figure.CANCELLED,
                Figure.MERGED,
            )
        }
        row = Flow(self, spacing=0)
        for button in self._buttons.values():
            row.addWidget(button)

    def show_work(self, work: Work) -> None:
        """Show another report's figures."""
        words = {
            Figure.OPENED: f"工单 {work.opened}",
            Figure.CALLED_BACK: f"回访率 {percent(work.callback_rate)}",
            Figure.SATISFIED: f"满意率 {percent(work.satisfied_rate)}",
            Figure.REPEATED: f"返修率 {percent(work.repeat_rate)}",
            Figure.RETURNED: f"退单率 {percent(work.return_rate)}",
            Figure.EXTENDED: f"延期率 {percent(work.extension_rate)}",
            Figure.CHASED: f"催办率 {percent(work.chase_rate)}",
            Figure.REOPENED: f"返工 {work.reopened}",
            Figure.CANCELLED: f"作废 {work.cancelled}",
            Figure.MERGED: f"并单 {work.merged}",
        }
        for figure, text in words.items():
            self._buttons[figure].setText(text)
            self._buttons[figure].setAccessibleName(text)

    def _button(self, figure: Figure) -> QPushButton:
        button = QPushButton()
        mark(button, "kind", "count")
        button.clicked.connect(lambda: self.wanted.emit(figure))
        return button
