"""Shows the progress of creating demo data."""

from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from tickets.errors import DeskError
from ui.kit.labels import Quiet, Words
from ui.kit.messages import ErrorLine
from ui.kit.tokens import INSIDE


class DemoProgressPage(QWidget):
    """A sentence and a bar."""

    def __init__(self) -> None:
        super().__init__()
        self.error = ErrorLine()
        self.bar = QProgressBar()
        self.bar.setRange(0, 100)
        self.bar.setAccessibleName(self.tr("演示数据"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(INSIDE)
        column.addWidget(Words(self.tr("正在装入演示数据：一个月的工单，标有“演示”。"), wrap=True))
        column.addWidget(self.bar)
        column.addWidget(Quiet(self.tr("要十几秒。装好后直接打开，不用密码。"), wrap=True))
        column.addWidget(self.error)

    def show_percent(self, percent: int) -> None:
        """Show the percentage done."""
        self.bar.setValue(percent)

    def refuse(self, error: DeskError) -> None:
        """Show why it failed."""
        self.error.say(error)
