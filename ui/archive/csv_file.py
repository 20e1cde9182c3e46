"""Writes search results to a CSV file for Excel: page by page, complete or not at all.

A cell that a spreadsheet would take for a formula gets a leading apostrophe.
"""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import TextIO

from tickets.errors import Unavailable
from tickets.rules.cells import CellWriter
from tickets.store.queries.archive import ArchiveRow
from ui.archive.columns import exported_columns


class CsvFile:
    """A CSV file being written. It has a temporary name beside `path` until it is finished.

    One thread may drop it while another one writes.
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
        """Rename the file to `path`. Raises Unavailable."""
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
            self._part.unlink(missing_ok=True)

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
