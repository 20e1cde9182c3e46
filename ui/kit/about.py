"""The dialog with the versions of the program and its parts, to be copied for support."""

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QWidget

from tickets.about import versions
from tickets.errors import DeskError
from tickets.store.queries.about import DatabaseFacts, describe_database
from ui.kit.buttons import KeyButton, StepButton
from ui.kit.cards import Facts
from ui.kit.layouts import button_row, in_column
from ui.kit.messages import ErrorLine
from ui.kit.tokens import BETWEEN
from ui.runtime.session import SessionContext

_WIDTH = 560


class AboutBox(QDialog):
    """Versions of the program, the libraries and the database. Ctrl+C copies them, Esc closes."""

    def __init__(self, session: SessionContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("关于"))
        self.setMinimumWidth(_WIDTH)
        self._session = session
        self._facts = Facts(88)
        self._error = ErrorLine()
        self.facts: list[tuple[str, str]] = []  # the captions and values shown
        self._copy = StepButton(self.tr("复制"), "Ctrl+C", on_click=self._on_copy)
        self._folder = KeyButton(self.tr("打开日志文件夹"), "Ctrl+O", on_click=self._open_folder)
        self._folder.setVisible(session.log_folder is not None)
        close = KeyButton(self.tr("关闭"), "Esc", handles_key=False, on_click=self.close)
        buttons = button_row(self._copy, self._folder, close)
        in_column(self._facts, self._error, buttons, holder=self, margins=BETWEEN, spacing=BETWEEN)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._show([(self.tr("数据库"), self.tr("正在读取……"))])
        session.background.run(
            lambda: session.service.read(describe_database), self._on_read, self._on_unread, owner=self
        )

    def _on_read(self, database: DatabaseFacts) -> None:
        name = f"{database.name} {database.version}"
        self._show([(self.tr("数据库"), name), (self.tr("表结构"), database.schema)])

    def _on_unread(self, error: DeskError) -> None:
        self._show([(self.tr("数据库"), self.tr("没有读到"))])
        self._error.say(error)

    def _show(self, database: list[tuple[str, str]]) -> None:
        log = [] if self._session.log_folder is None else [(self.tr("日志"), str(self._session.log_folder))]
        self.facts = [*versions(), *database, *log]
        self._facts.show_facts(self.facts)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(f"{caption} {fact}" for caption, fact in self.facts))
        self._copy.set_step(self.tr("已复制"), "Ctrl+C")

    def _open_folder(self) -> None:
        open_folder(self._session.log_folder, self._error)


def open_folder(folder: Path | None, error: ErrorLine) -> None:
    """Show the folder in the system's file manager, or show its path in `error`."""
    if folder is not None and not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
        error.say(error.tr("打不开文件夹，它在 {folder}").format(folder=folder))
