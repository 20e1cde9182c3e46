"""The list of backups, and the command that restores the selected one."""

import os
import shlex
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from tickets.backup import ledger
from tickets.backup.ledger import BackupRow
from tickets.rules.texts import visible
from ui.kit.buttons import KeyButton
from ui.kit.cards import Card
from ui.kit.columns import RIGHT, Column
from ui.kit.labels import Quiet, Words
from ui.kit.layouts import button_row
from ui.kit.messages import Notice
from ui.kit.rows_model import RowsModel
from ui.kit.table import DeskTable
from ui.kit.wording import full_moment, megabytes, moment, translate
from ui.runtime.session import SessionContext

_READ_IN_QUOTES = frozenset('"$`!\\')  # special between double quotes in POSIX shells
_READ_ON_WINDOWS = frozenset('"%$`')  # special in cmd and PowerShell, which have no common quoting
MAIN = Path(__file__).resolve().parents[2] / "main.py"
_HEIGHT = 200


def command_line(words: Sequence[str], *, windows: bool = os.name == "nt") -> str:
    """Return a command line to copy into a terminal, its words quoted where needed; "" when a word can't be quoted.

    A text with a line break or a control character can't: a terminal handles them before the shell.
    """
    quoted = [_quoted(word, windows=windows) for word in words]
    return "" if None in quoted else " ".join(word for word in quoted if word is not None)


def _quoted(word: str, *, windows: bool) -> str | None:
    if visible(word) != word or "\n" in word or "\t" in word:
        return None
    if word.replace("-", "").isalnum() and word.isascii():
        return word
    if windows:
        return None if _READ_ON_WINDOWS & set(word) else f'"{word}"'
    return shlex.quote(word) if _READ_IN_QUOTES & set(word) else f'"{word}"'


class BackupList(Card):
    """The last backups; a row shows the command that restores it."""

    def __init__(self, session: SessionContext) -> None:
        super().__init__(translate("settings", "已有的备份和恢复"))
        self._session = session
        self._offered: int | None = None  # the row selected automatically
        self._model: RowsModel[BackupRow] = RowsModel(self._columns(), session.now, self)
        self._table = DeskTable("admin/backups", session.preferences)
        self._table.setModel(self._model)
        self._table.setAccessibleName(self.tr("已有的备份"))
        self._table.setFixedHeight(_HEIGHT)
        self._table.say_when_empty(self.tr("还没有备份"), self.tr("按 Ctrl+B 做一份"))
        self._table.chosen.connect(self._choose)
        how = self.tr(
            "恢复会换掉现在的全部数据（原来的改名留着），所以不在窗口里做：选一份，关掉所有窗口和值守，"
            "在这台机器上打开终端，运行下面的命令。先恢复到别处试一试，把 --db 换成另一个路径即可。"
        )
        self._command, self._line = Words(wrap=True, selectable=True), ""
        self._copy = KeyButton(self.tr("复制恢复命令"), "Alt+R", on_click=self._on_copy)
        self._notice = Notice()
        self.add(self._table, Quiet(how, wrap=True), self._command, self._notice, button_row(self._copy))
        self._choose(None)

    def refresh(self) -> None:
        """Read the list of backups."""
        self._session.read("settings/backups/list", ledger.latest, self._show)

    def _show(self, rows: list[BackupRow]) -> None:
        self._model.apply(rows)
        good = next((row for row in rows if row.good), None)
        chosen = self._table.current()
        if good is not None and (chosen is None or chosen.id == self._offered):
            self._offered = good.id
            self._table.choose(good.id)

    def command_for(self, row: BackupRow) -> str:
        """Return the command that restores a backup over this database; "" for a path that no terminal accepts.

        On a server the row comes from another workstation: its path is quoted, so that a shell doesn't interpret it.
        """
        store = self._session.service.store
        login = () if store.is_sqlite else ("--login", "postgres")
        return command_line([sys.executable, str(MAIN), "restore", row.path, "--db", store.address, *login])

    def _choose(self, row: BackupRow | None) -> None:
        good = row if row is not None and row.good else None
        self._line = "" if good is None else self.command_for(good)
        self._command.setText(
            self._line or self.tr("路径里有命令会误读的字符，不给出命令。请核对这份备份，改名后恢复。")
        )
        self._command.setVisible(good is not None)
        self._copy.setEnabled(bool(self._line))

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._line)
        self._notice.say(self.tr("恢复命令已复制。"))

    def _columns(self) -> list[Column[BackupRow]]:
        return [
            Column("at", self.tr("时间"), _when, lambda row, _: full_moment(row.ended or row.started), width=128),
            Column("kind", self.tr("方式"), _kind, width=80),
            Column("size", self.tr("大小"), _size, width=88, align=RIGHT),
            Column("result", self.tr("结果"), self._result, self._result, width=280),
            Column("where", self.tr("在哪里"), _where, _where, stretch=True),
        ]

    def _result(self, row: BackupRow, _now: datetime) -> str:
        if row.trouble:
            return self.tr("没有成功：{why}").format(why=row.trouble)
        if row.ended is None:
            return self.tr("正在做，或中途停了")
        if row.second_trouble:
            return self.tr("核对过；{why}").format(why=row.second_trouble)
        return self.tr("核对过，两份") if row.second else self.tr("核对过")


def _when(row: BackupRow, now: datetime) -> str:
    return moment(row.ended or row.started, now)


def _kind(row: BackupRow, _now: datetime) -> str:
    names = {
        "nightly": translate("settings", "每天自动"),
        "manual": translate("settings", "手动"),
        "command": translate("settings", "命令"),
        "upgrade": translate("settings", "升级前"),
    }
    return names.get(row.kind, row.kind)


def _size(row: BackupRow, _now: datetime) -> str:
    return megabytes(row.bytes) if row.bytes else ""


def _where(row: BackupRow, _now: datetime) -> str:
    return f"{row.path}（{row.host}）" if row.path else row.host
