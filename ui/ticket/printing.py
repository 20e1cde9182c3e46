"""Prints a ticket's sheet or writes it to a PDF file, on the slow queue."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QFont, QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from tickets.errors import Refused, Unavailable
from tickets.store.queries.lookups import list_faults
from tickets.store.queries.ticket_file import ticket_file
from ui.kit.file_dialog import ask_where, file_name, last_folder
from ui.kit.plain_text import one_line, window_title
from ui.kit.theme import body_font
from ui.runtime.background import Worker
from ui.runtime.session import SessionContext
from ui.ticket.sheet import Sheet

_FOLDER = "sheets/folder"


class SheetPrinter(QObject):
    """`printed` carries a sentence about the result, `failed` a DeskError. Dialogs belong to `window`."""

    printed = Signal(str)
    failed = Signal(object)  # a DeskError

    def __init__(self, session: SessionContext, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._window = window

    def print_ticket(self, ticket_id: int) -> None:
        """Ask for a printer, then print the sheet of a ticket."""
        self._read(ticket_id, self._choose_printer)

    def save_pdf(self, ticket_id: int) -> None:
        """Ask for a file, then write the sheet of a ticket to it."""
        self._read(ticket_id, self._choose_file)

    def write_pdf(self, sheet: Sheet, path: Path) -> None:
        """Write a sheet to a PDF file."""
        self._session.preferences.setValue(_FOLDER, str(path.parent))
        said = self.tr("工单 {number} 已存为 {path}").format(number=sheet.number, path=path)
        self._work(lambda: _write(path, sheet.pdf()), said)

    def _read(self, ticket_id: int, then: Callable[[Sheet], None]) -> None:
        now, font = self._session.now(), body_font()
        self._session.background.run(
            lambda: self._session.service.read(_read_sheet, ticket_id, now, font), then, self.failed.emit, owner=self
        )

    def _choose_printer(self, sheet: Sheet) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        printer.setDocName(one_line(sheet.number))
        said = self.tr("工单 {number} 已送打印。").format(number=sheet.number)
        dialog = QPrintDialog(printer, self._window)
        dialog.setWindowTitle(window_title(self.tr("打印工单 {number}").format(number=sheet.number)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.accepted.connect(lambda: self._work(lambda: sheet.document().print_(printer), said))
        QDialog.open(dialog)

    def _choose_file(self, sheet: Sheet) -> None:
        name = file_name(self.tr("工单 {number}").format(number=sheet.number), "pdf")
        place = last_folder(self._session.preferences, _FOLDER) / name
        dialog = ask_where(self._window, self.tr("存为 PDF"), place, self.tr("PDF 文件"), "pdf")
        dialog.fileSelected.connect(lambda path: self.write_pdf(sheet, Path(path)))
        dialog.open()

    def _work(self, work: Callable[[], None], said: str) -> None:
        self._session.background.run(
            work, lambda _: self.printed.emit(said), self.failed.emit, worker=Worker.SLOW, owner=self
        )


def _read_sheet(connection: Any, ticket_id: int, now: datetime, font: QFont) -> Sheet:
    file = ticket_file(connection, ticket_id, now)
    if file is None:
        raise Refused("没有这张工单，请另选一张再打印。")
    names = {fault.code: fault.name for fault in list_faults(connection, with_retired=True)}
    return Sheet(file, names, now, font)


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise Unavailable(f"文件写不进 {path}：请检查文件夹权限和磁盘空间，或换个位置再存。") from error
