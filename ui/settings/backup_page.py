"""The backups page: the last ones, one now, this machine's plan, and how to restore."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from ui.kit.cards import scrolled
from ui.kit.layouts import Stretch, in_column
from ui.kit.tokens import BETWEEN
from ui.runtime.session import SessionContext
from ui.settings.backup_list import BackupList
from ui.settings.backup_now import BackupNow
from ui.settings.backup_plan import BackupPlan


class BackupPage(QWidget):
    """Three cards, the most important first."""

    def __init__(self, session: SessionContext) -> None:
        super().__init__()
        self.now, self.plan, self.list = BackupNow(session), BackupPlan(session), BackupList(session)
        self.now.made.connect(self.list.refresh)
        inside = QWidget()
        in_column(self.now, self.list, self.plan, Stretch(), holder=inside, spacing=BETWEEN)
        in_column(scrolled(inside), holder=self)
        self.setFocusProxy(self.now)

    def showEvent(self, event: QShowEvent) -> None:
        """Read the backups made meanwhile."""
        super().showEvent(event)
        self.now.refresh()
        self.list.refresh()
