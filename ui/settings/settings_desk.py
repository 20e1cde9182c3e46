"""The settings desk: a list of pages, each created when it is first opened."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QListWidget, QStackedWidget, QWidget

from tickets.store.queries.lookups import list_crews, list_faults
from ui.editing.edit_page import EditPage
from ui.kit.cards import scrolled
from ui.kit.layouts import Stretch, in_column, in_row
from ui.kit.tokens import BETWEEN, ROW
from ui.runtime.session import SessionContext
from ui.settings import pages
from ui.settings.appearance_page import AppearancePage
from ui.settings.backup_list import BackupList
from ui.settings.backup_now import BackupNow
from ui.settings.backup_plan import BackupPlan
from ui.settings.connection_page import ConnectionPage
from ui.settings.people_page import staff_page
from ui.settings.subscribers_page import SubscribersPage

_LIST_WIDTH = 144


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


class SettingsDesk(QWidget):
    """Staff, places, faults, limits, the ladder, backups, and this workstation's appearance."""

    backed_up = Signal()

    def __init__(self, session: SessionContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._makers: list[tuple[str, Callable[[], None]]] = [
            (self.tr("时限"), lambda: self._with_choices(list_faults, "code", pages.limit_page)),
            (self.tr("告警阶梯"), lambda: self._add(EditPage(session, pages.rung_page()))),
            (self.tr("班组"), lambda: self._add(EditPage(session, pages.crew_page()))),
            (self.tr("组员"), lambda: self._with_choices(list_crews, "id", pages.member_page)),
            (self.tr("人员"), lambda: self._add(EditPage(session, staff_page()))),
            (self.tr("地址库"), lambda: self._add(EditPage(session, pages.place_page()))),
            (self.tr("故障类型"), lambda: self._add(EditPage(session, pages.fault_page()))),
            (self.tr("用户档案"), lambda: self._add(SubscribersPage(session))),
            (self.tr("备份"), self._add_backups),
            (self.tr("外观与其他"), lambda: self._add(scrolled(AppearancePage(session)))),
        ]
        if session.connection is not None:
            connection = session.connection
            self._makers.append(
                (self.tr("连接"), lambda: self._add(scrolled(ConnectionPage(connection, session.background))))
            )
        self._built: dict[int, QWidget] = {}
        self._wanted = 0
        self._list = QListWidget()
        self._list.setFixedWidth(_LIST_WIDTH)
        self._list.setAccessibleName(self.tr("设置的各页"))
        self._list.addItems([title for title, _ in self._makers])
        for number in range(self._list.count()):
            self._list.item(number).setSizeHint(QSize(0, ROW))
        self._list.currentRowChanged.connect(self._open)
        self._pages = QStackedWidget()
        in_row(self._list, (self._pages, 1), holder=self, margins=BETWEEN, spacing=BETWEEN)
        self.setFocusProxy(self._list)
        self._list.setCurrentRow(0)
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_page(self, number: int) -> None:
        """Open a page by its position in the list."""
        self._list.setCurrentRow(number)

    def open_backups(self) -> None:
        """Open the page of the backups."""
        self.open_page([title for title, _ in self._makers].index(self.tr("备份")))
        self._built[self._wanted].setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_backups(self) -> None:
        page = BackupPage(self._session)
        page.now.made.connect(self.backed_up)
        self._add(page)

    def _open(self, number: int) -> None:
        self._wanted = number
        if number in self._built:
            self._pages.setCurrentWidget(self._built[number])
        else:
            self._makers[number][1]()

    def _with_choices(self, query: Callable[..., list[Any]], key: str, make: Callable[[Any], Any]) -> None:
        number = self._wanted

        def build(rows: list[Any]) -> None:
            retired = self.tr("{name}（停用）")
            named = [(getattr(row, key), row.name) for row in rows if row.active]
            named += [(getattr(row, key), retired.format(name=row.name)) for row in rows if not row.active]
            self._add(EditPage(self._session, make(named)), number)

        self._session.read(f"settings/choices/{number}", query, build, True)

    def _add(self, page: QWidget, number: int | None = None) -> None:
        place = self._wanted if number is None else number
        self._built[place] = page
        self._pages.addWidget(page)
        if place == self._wanted:
            self._pages.setCurrentWidget(page)
