"""Exports the present filter to a CSV file for Excel, page by page on the slow queue, complete or not at all."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from threading import Event, Lock
from typing import TextIO, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QProgressBar, QPushButton

from tickets.errors import DeskError, Unavailable
from tickets.rules.cells import CellWriter
from tickets.rules.instants import LOCAL
from tickets.store.queries.archive import ArchiveFilter, ArchiveRow, PageKey, look
from ui.archive.columns import exported_columns
from ui.kit.file_dialog import ask_where, file_name, last_folder
from ui.kit.labels import Elided, mark
from ui.kit.layouts import in_row
from ui.runtime.background import Worker
from ui.runtime.session import SessionContext

T = TypeVar("T")
_FOLDER = "archive/export folder"
_PAGE = 1000


class CsvFile:
    """A CSV file being written. It has a temporary name beside `path` until it is finished.

    A cell that a spreadsheet would take for a formula gets a leading apostrophe. One thread may drop it while another
    one writes.
    """

    def __init__(self, path: Path) -> None:
        """Create the file with its header row. Raises Unavailable when it can't be written."""
        self.path = path
        self.rows = 0
        self._turn = Lock()
        self._part = path.with_name(f"{path.name}.part")
        self._file = self._open()
        self._write([heads()])

    def add(self, rows: Sequence[ArchiveRow], now: datetime) -> None:
        """Write further rows, unless the file was dropped. Raises Unavailable."""
        with self._turn:
            if not self._file.closed:
                columns = exported_columns()
                self._write([[cell(row, now) for _, cell in columns] for row in rows])
                self.rows += len(rows)

    def finish(self) -> None:
        """Rename the file to `path`, unless it was dropped. Raises Unavailable."""
        with self._turn:
            if self._file.closed:
                return
            try:
                self._file.close()
                self._part.replace(self.path)
            except OSError as error:
                raise self._trouble() from error

    def drop(self) -> None:
        """Delete the unfinished file, if the system allows."""
        with self._turn, suppress(OSError):
            self._file.close()
        with suppress(OSError):
            self._part.unlink()

    def _open(self) -> TextIO:
        try:
            return self._part.open("w", encoding="utf-8-sig", newline="")
        except OSError as error:
            raise self._trouble() from error

    def _write(self, rows: list[list[str]]) -> None:
        try:
            CellWriter(self._file).rows(rows)
        except OSError as error:
            raise self._trouble() from error

    def _trouble(self) -> Unavailable:
        return Unavailable(f"文件写不进 {self.path}：请检查文件夹权限和磁盘空间，或换个位置再导出。")


def heads() -> list[str]:
    """Return the titles of the columns."""
    return [title for title, _ in exported_columns()]


def cells(row: ArchiveRow, now: datetime) -> list[str]:
    """Return the cells of a ticket."""
    return [cell(row, now) for _, cell in exported_columns()]


class Export(QFrame):
    """The row shown during an export. `finished` carries a sentence about the file, `failed` a DeskError."""

    finished = Signal(str)
    failed = Signal(object)  # a DeskError

    def __init__(self, session: SessionContext) -> None:
        super().__init__()
        mark(self, "notice", True)
        self._session = session
        self._file: CsvFile | None = None
        self._stopped = Event()  # set when the last export was stopped
        self._words = Elided()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(120)
        cancel = QPushButton(self.tr("停止导出"))
        cancel.clicked.connect(self.cancel)
        in_row((self._words, 1), self._bar, cancel, holder=self, margins=(12, 4, 4, 4))
        self.hide()

    @property
    def running(self) -> bool:
        """Whether an export is running; its row is shown as long."""
        return not self.isHidden()

    def ask(self, wanted: ArchiveFilter, expected: int | None) -> None:
        """Ask for a file name, then export the results of `wanted`; `expected` is their number, if known."""
        words = self.tr("工单 {time}").format(time=f"{self._session.now().astimezone(LOCAL):%Y%m%d-%H%M}")
        place = last_folder(self._session.preferences, _FOLDER) / file_name(words, "csv")
        dialog = ask_where(self, self.tr("导出工单"), place, self.tr("CSV 表格"), "csv")
        dialog.fileSelected.connect(lambda path: self.start(wanted, Path(path), expected))
        dialog.open()

    def start(self, wanted: ArchiveFilter, path: Path, expected: int | None = None) -> None:
        """Export the results of `wanted` to the file at `path`."""
        if self.running:
            return
        self._session.preferences.setValue(_FOLDER, str(path.parent))
        self._bar.setRange(0, expected or 0)
        self._words.setText(self.tr("正在导出…"))
        self.show()
        stopped = self._stopped = Event()
        self._run(lambda: None if stopped.is_set() else CsvFile(path), lambda file: self._begin(file, wanted, stopped))

    def cancel(self) -> None:
        """Stop and delete the unfinished file."""
        file, self._file = self._file, None
        self._stopped.set()
        self.hide()
        self._drop(file)

    def _drop(self, file: CsvFile | None) -> None:
        if file is not None:
            # on this queue, because the slow one is not waited for at exit
            self._session.background.run(file.drop, worker=Worker.FILES)

    def _begin(self, file: CsvFile | None, wanted: ArchiveFilter, stopped: Event) -> None:
        if file is None or stopped.is_set():  # another export may have been started since
            self._drop(file)
        else:
            self._file = file
            self._go_on(file, wanted, None)

    def _go_on(self, file: CsvFile, wanted: ArchiveFilter, after: PageKey | None) -> None:
        service = self._session.service

        def add_page() -> PageKey | None:
            found = service.read(look, wanted, after, _PAGE)
            file.add(found.rows, service.now())
            if found.reached is None:
                file.finish()
            return found.reached

        self._run(add_page, lambda reached: self._on_page(file, wanted, reached))

    def _on_page(self, file: CsvFile, wanted: ArchiveFilter, reached: PageKey | None) -> None:
        if file is not self._file:
            return
        self._words.setText(self.tr("正在导出… 已写 {n} 条").format(n=f"{file.rows:,}"))
        self._bar.setValue(min(file.rows, self._bar.maximum()))
        if reached is not None:
            self._go_on(file, wanted, reached)
            return
        self._file = None
        self.hide()
        self.finished.emit(self.tr("已导出 {n} 条到 {path}").format(n=f"{file.rows:,}", path=file.path))

    def _run(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        self._session.background.run(work, done, self._on_failed, worker=Worker.SLOW, owner=self)

    def _on_failed(self, error: DeskError) -> None:
        self.cancel()
        self.failed.emit(error)
