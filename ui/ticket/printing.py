"""Prints a ticket's sheet or writes it to a PDF file."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtGui import QFont
from PySide6.QtPrintSupport import QPrinter

from tickets.errors import Refused
from tickets.store.queries.lookups import list_faults
from tickets.store.queries.ticket_file import ticket_file
from ui.kit.printed_pages import PagePrinter
from ui.kit.theme import body_font
from ui.ticket.sheet import Sheet


class SheetPrinter(PagePrinter):
    """Reads the ticket, asks where to print, and prints."""

    def print_ticket(self, ticket_id: int) -> None:
        """Ask for a printer, then print the sheet of a ticket."""
        self._read(ticket_id, self._choose_printer)

    def save_pdf(self, ticket_id: int) -> None:
        """Ask for a file, then write the sheet of a ticket to it."""
        self._read(ticket_id, self._choose_file)

    def write_pdf(self, sheet: Sheet, path: Path) -> None:
        """Write a sheet to a PDF file."""
        self.write(path, sheet, self.tr("工单 {number} 已存为 {path}").format(number=sheet.number, path=path))

    def _read(self, ticket_id: int, then: Callable[[Sheet], None]) -> None:
        now, font = self._session.now(), body_font()
        self._session.background.run(
            lambda: self._session.service.read(_read_sheet, ticket_id, now, font), then, self.failed.emit, owner=self
        )

    def _choose_printer(self, sheet: Sheet) -> None:
        title = self.tr("打印工单 {number}").format(number=sheet.number)
        self.choose_printer(sheet.number, title, partial(self._print, sheet))

    def _print(self, sheet: Sheet, printer: QPrinter) -> None:
        self.print_on(printer, sheet, self.tr("工单 {number} 已送打印。").format(number=sheet.number))

    def _choose_file(self, sheet: Sheet) -> None:
        self.choose_file(self.tr("工单 {number}").format(number=sheet.number), partial(self.write_pdf, sheet))


def _read_sheet(connection: Any, ticket_id: int, now: datetime, font: QFont) -> Sheet:
    file = ticket_file(connection, ticket_id, now)
    if file is None:
        raise Refused("没有这张工单，请另选一张再打印。")
    names = {fault.code: fault.name for fault in list_faults(connection, with_retired=True)}
    return Sheet(file, names, now, font)
