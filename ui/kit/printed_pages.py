"""Pages that are printed or written to a PDF file, on the slow queue."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QObject, Signal
from PySide6.QtGui import QFont, QPageSize, QPdfWriter, QTextDocument, QTextOption
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from tickets.errors import Unavailable
from ui.kit.file_dialog import ask_where, file_name, last_folder
from ui.kit.plain_text import ClosedDocument, one_line, window_title
from ui.runtime.background import Worker
from ui.runtime.session import SessionContext

_BODY_POINTS = 9
_FOLDER = "sheets/folder"


class Printable(Protocol):
    """What can be printed. Its document belongs to the thread that asks for it."""

    def document(self) -> QTextDocument:
        """Return the printable document."""

    def pdf(self) -> bytes:
        """Return it as a PDF file of A4 pages."""


def page_document(html: str, title: str, font: QFont) -> ClosedDocument:
    """Return a printable document, from the HTML subset of QTextDocument; all texts are escaped in it already.

    `font` is the body font, of any size.
    """
    document = ClosedDocument()
    document.setDocumentMargin(0)
    body = QFont(font)
    body.setPointSizeF(_BODY_POINTS)
    document.setDefaultFont(body)
    wrapping = QTextOption()
    wrapping.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    document.setDefaultTextOption(wrapping)
    document.setHtml(html)
    document.setMetaInformation(QTextDocument.MetaInformation.DocumentTitle, one_line(title))
    return document


def pdf_of(document: QTextDocument) -> bytes:
    """Return a document as a PDF file of A4 pages."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF())  # the document has margins of two centimetres itself
    writer.setTitle(document.metaInformation(QTextDocument.MetaInformation.DocumentTitle))
    document.print_(writer)
    del writer  # deleting the writer completes the file
    return bytes(buffer.data().data())


class PagePrinter(QObject):
    """`printed` carries a sentence about the result, `failed` a DeskError. Dialogs belong to `window`."""

    printed = Signal(str)
    failed = Signal(object)  # a DeskError

    def __init__(self, session: SessionContext, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._window = window

    def choose_printer(self, name: str, title: str, then: Callable[[QPrinter], object]) -> None:
        """Ask for a printer of A4 pages; `name` is what the printer's queue shows."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        printer.setDocName(one_line(name))
        dialog = QPrintDialog(printer, self._window)
        dialog.setWindowTitle(window_title(title))
        dialog.finished.connect(dialog.deleteLater)
        dialog.accepted.connect(lambda: then(printer))
        QDialog.open(dialog)

    def choose_file(self, name: str, then: Callable[[Path], object]) -> None:
        """Ask for the PDF file to write; `name` is suggested."""
        place = last_folder(self._session.preferences, _FOLDER) / file_name(name, "pdf")
        dialog = ask_where(self._window, self.tr("存为 PDF"), place, self.tr("PDF 文件"), "pdf")
        dialog.fileSelected.connect(lambda path: then(Path(path)))
        dialog.open()

    def print_on(self, printer: QPrinter, pages: Printable, said: str) -> None:
        """Print the pages, then say so."""
        self._work(lambda: pages.document().print_(printer), said)

    def write(self, path: Path, pages: Printable, said: str) -> None:
        """Write the pages to a PDF file, then say so; the next file is offered in the same folder."""
        self._session.preferences.setValue(_FOLDER, str(path.parent))
        self._work(lambda: _write(path, pages.pdf()), said)

    def _work(self, work: Callable[[], None], said: str) -> None:
        self._session.background.run(
            work, lambda _: self.printed.emit(said), self.failed.emit, worker=Worker.SLOW, owner=self
        )


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise Unavailable(f"文件写不进 {path}：请检查文件夹权限和磁盘空间，或换个位置再存。") from error
