"""Texts for spreadsheets, which take a cell that begins like a formula for one.

Every CSV file of the program is written by a CellWriter; a test ensures it.
"""

import csv
import re
from collections.abc import Iterable
from typing import TextIO

# Characters that a spreadsheet skips, or takes for the end of a cell, before it looks for a formula.
_BEFORE = "\\s\x00\u200b-\u200f\u2060\ufeff"
_FORMULA = re.compile(rf"[{_BEFORE}]*[=+\-@＝＋－＠]|[\t\r\n]")
_NEGATIVE = re.compile(r"-\d+(\.\d+)?%?")


def safe_cell(text: str) -> str:
    """Return `text` as a cell that no spreadsheet takes for a formula: with an apostrophe in front where needed.

    A negative number stays a number. A phone number with a plus is a text: a spreadsheet would drop the plus.
    """
    return f"'{text}" if _is_formula(text) else text


def unguarded(cell: str) -> str:
    """Return the argument of `safe_cell`, given its result."""
    return cell[1:] if cell.startswith("'") and _is_formula(cell[1:]) else cell


class CellWriter:
    """Writes rows of CSV without formulas; numbers stay numbers, None is an empty cell."""

    def __init__(self, out: TextIO, line_end: str = "\r\n") -> None:
        self._rows = csv.writer(out, lineterminator=line_end)

    def row(self, cells: Iterable[object]) -> None:
        """Write a row. Every line end in a text becomes "\n": a lone "\r" is not quoted, and would begin a row."""
        self._rows.writerow([_guarded(cell) if isinstance(cell, str) else cell for cell in cells])

    def rows(self, rows: Iterable[Iterable[object]]) -> None:
        """Write some rows."""
        for row in rows:
            self.row(row)


def _guarded(text: str) -> str:
    return safe_cell(text.replace("\r\n", "\n").replace("\r", "\n"))


def _is_formula(text: str) -> bool:
    return bool(_FORMULA.match(text)) and not _NEGATIVE.fullmatch(text)
