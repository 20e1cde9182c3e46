"""Shows the progress of creating demo data."""

from PySide6.QtWidgets import QProgressBar, QWidget

from tickets.errors import DeskError
from ui.kit.labels import Quiet, Words
from ui.kit.layouts import in_column
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
        what = Words(self.tr("正在装入演示数据：一个月的工单，标有“演示”。"), wrap=True)
        then = Quiet(self.tr("要十几秒。装好后直接打开，不用密码。"), wrap=True)
        in_column(what, self.bar, then, self.error, holder=self, spacing=INSIDE)

    def show_percent(self, percent: int) -> None:
        """Show the percentage done."""
        self.bar.setValue(percent)

    def refuse(self, error: DeskError) -> None:
        """Show why it failed."""
        self.error.say(error)
