"""The other figures of a period in one line: tickets, calls, callbacks, repeats. Each leads to its tickets."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from tickets.reports.figures import ON_THE_LINE, Figure, Rate, Work
from ui.kit.flow import Flow
from ui.kit.labels import mark
from ui.reports.words import percent


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

    def _button(self, figure: Figure) -> QPushButton:
        button = QPushButton()
        mark(button, "kind", "count")
        button.clicked.connect(lambda: self.wanted.emit(figure))
        return button
