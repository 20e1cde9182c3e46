"""Finds households of the subscriber file by what a caller tells."""

from datetime import datetime

from PySide6.QtWidgets import QLineEdit

from tickets.rules.subscribers import in_yuan
from tickets.store.queries.subscribers import FOUND_AT_MOST, Household, find_subscribers
from ui.kit.cards import Card
from ui.kit.columns import Column
from ui.kit.labels import Quiet
from ui.kit.rows_model import RowsModel
from ui.kit.table import DeskTable
from ui.kit.wording import translate
from ui.runtime.live_query import LiveQuery
from ui.runtime.session import SessionContext

_HEIGHT = 240


class SubscriberSearch(Card):
    """A search field and the households found as it is typed."""

    def __init__(self, session: SessionContext) -> None:
        super().__init__(translate("settings", "查用户"))
        self.field = QLineEdit(maxLength=100, placeholderText=self.tr("户号、表号、姓名、电话、地址"))
        self.field.setAccessibleName(self.tr("查用户"))
        self.field.setClearButtonEnabled(True)
        self.model: RowsModel[Household] = RowsModel(self._columns(), session.now, self)
        self._table = DeskTable("admin/subscribers", session.preferences)
        self._table.setModel(self.model)
        self._table.setAccessibleName(self.tr("查到的用户"))
        self._table.setMinimumHeight(_HEIGHT)
        self._told = Quiet()
        self.add(self.field, (self._table, 1), self._told)
        self._query = LiveQuery(
            session, "settings.subscribers", session.reader(find_subscribers), self._show, self,
            arguments=lambda _changes: (self.field.text(),), tables=frozenset({"subscriber_imports"}), view=self,
        )  # fmt: skip
        self.field.textChanged.connect(lambda _text: self._query.refresh())

    def refresh(self) -> None:
        """Search again."""
        self._query.refresh()

    def _show(self, rows: list[Household]) -> None:
        how = self.tr("号码可以只写开头或末四位，姓名、地址写连着的两个字")
        none = self.tr("没有查到用户") if self.field.text().strip() else self.tr("写一样，就列出来")
        self._table.say_when_empty(none, how)
        self.model.apply(rows)
        more = self.tr("只列出前 {n} 户，请写得更全。").format(n=FOUND_AT_MOST)
        self._told.show_text(more if len(rows) >= FOUND_AT_MOST else "")

    def _columns(self) -> list[Column[Household]]:
        return [
            Column("number", self.tr("户号"), lambda row, _: row.household_no, width=112),
            Column("name", self.tr("户名"), lambda row, _: row.name, lambda row, _: row.name, width=88),
            Column("phone", self.tr("电话"), lambda row, _: row.phone, lambda row, _: row.phone, width=128),
            Column("address", self.tr("地址"), _address, _address, stretch=True),
            Column("meter", self.tr("表号"), lambda row, _: row.meter_no, lambda row, _: row.meter_no, width=120),
            Column("marks", self.tr("标记"), _marks, _marks, width=128),
        ]


def _address(row: Household, _now: datetime) -> str:
    return row.whole_address


def _marks(row: Household, _now: datetime) -> str:
    sensitive = f"▲ {row.sensitive}" if row.sensitive else ""
    owes = translate("settings", "欠费 {amount}").format(amount=in_yuan(row.arrears or 0)) if row.owes else ""
    return " · ".join(part for part in (sensitive, owes) if part)
