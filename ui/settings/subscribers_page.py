"""The settings page of the subscriber file: the last import, a new one, and a search."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from ui.kit.cards import scrolled
from ui.kit.layouts import in_column
from ui.kit.tokens import BETWEEN
from ui.runtime.session import SessionContext
from ui.settings.subscriber_import import SubscriberImportCard
from ui.settings.subscriber_search import SubscriberSearch


class SubscribersPage(QWidget):
    """Two cards: the import, and the households."""

    def __init__(self, session: SessionContext) -> None:
        super().__init__()
        self.imports, self.search = SubscriberImportCard(session), SubscriberSearch(session)
        self.imports.imported.connect(self.search.refresh)
        inside = QWidget()
        in_column(self.imports, (self.search, 1), holder=inside, spacing=BETWEEN)
        in_column(scrolled(inside), holder=self)
        self.setFocusProxy(self.imports)

    def showEvent(self, event: QShowEvent) -> None:
        """Read what was imported meanwhile."""
        super().showEvent(event)
        self.imports.refresh()
        self.search.refresh()
