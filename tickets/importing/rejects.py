"""The rejects file: every rejected row, whole, with its line number and the reason.

After its rows have been corrected, the file can be imported like the ledger.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from tickets.errors import Refused
from tickets.importing.reader import Ledger, LedgerLine
from tickets.rules.cells import CellWriter


class Rejects:
    """The rejected rows of one import: the file's `path`, and their `count`."""

    def __init__(self, path: Path, file: TextIO, headings: tuple[str, ...]) -> None:
        self.path = path
        self.count = 0
        self._rows = CellWriter(file)
        self._rows.row(["行号", "原因", *headings])

    def add(self, line: LedgerLine, reason: str) -> None:
        """Write a row with the reason why it was rejected."""
        self._rows.row([line.number, reason, *line.cells])
        self.count += 1


@contextmanager
def rejects_of(ledger: Ledger) -> Iterator[Rejects]:
    """Yield the rejects file beside the ledger, or in the current folder when that can't be written.

    It replaces the file of an earlier import, and is deleted when no row was rejected. Raises Refused when
    neither folder can be written.
    """
    name = f"{ledger.path.name}.rejects.csv"
    path, file = _open(ledger.path.with_name(name), Path.cwd() / name)
    with file:
        rejects = Rejects(path, file, ledger.headings)
        yield rejects
    if not rejects.count:
        path.unlink()


def _open(*candidates: Path) -> tuple[Path, TextIO]:
    for path in candidates:
        if path.exists() and not path.is_file():  # opening a pipe would block without end
            continue
        try:
            return path, path.open("w", encoding="utf-8-sig", newline="", errors="replace")
        except OSError:
            continue
    raise Refused(f"退回的行没有地方可写：{'、'.join(str(path.parent) for path in candidates)} 都不能写入。")
