"""Reads an Excel sheet as texts without loading it whole. A formula yields its last value."""

import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import IO, Any, BinaryIO

from openpyxl import Workbook, load_workbook

from tickets.errors import Refused
from tickets.importing.mapping import CELL_AT_MOST

# Exceptions of openpyxl for truncated or damaged files and for files that are no workbook.
BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, SyntaxError, LookupError, TypeError, ValueError, AttributeError,
    RuntimeError, NotImplementedError, ArithmeticError, MemoryError,
)  # fmt: skip
ROWS_AT_MOST = 1 << 20  # Excel's limit
_CELLS_AT_MOST = 100_000_000  # of a sheet, including empty cells before the last one of each row
_PARTS_AT_MOST = 256 << 20  # bytes of all parts that are read, unpacked
_PART_AT_MOST = 100 << 20  # bytes of one part that is held in memory as a whole
_TAGS_AT_MOST = 8_000_000  # XML tags of such a part: two million different texts
_ROW_AT_MOST = 8 << 20  # bytes of a row, unpacked
_ROW_EDGES = (b"<row", b"</row>", b":row>", b":row ")  # a text can't contain a bare <
_PIECE = 1 << 20
_EXACT_BELOW = 10**15
_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"})


def sheet_rows(path: Path, name: str, *, exact: bool = False) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield number and cells of each row of a sheet, "" being the first. Raises Refused for a damaged file.

    `exact` is that of `cell_text`; a formula without a value, which a program wrote that can't compute, is then itself.
    """
    try:
        with path.open("rb") as file, warnings.catch_warnings(), ExitStack() as books:
            warnings.filterwarnings("ignore", module="openpyxl")  # styles and validations it doesn't know
            refuse_large(path, file)
            book = books.enter_context(closing(load_workbook(file, read_only=True, data_only=True)))
            if name and name not in book.sheetnames:
                raise Refused(f"文件 {path.name} 里没有名为“{name}”的工作表，请核对对应关系文件。")
            rows = _values(book, name)
            if exact:
                formulas = books.enter_context(closing(load_workbook(file, read_only=True)))
                rows = map(_with_formulas, rows, _values(formulas, name))
            yield from _rows(path, rows, exact)
    except BROKEN as error:
        raise Refused(f"文件 {path.name} 已损坏或不是 Excel 工作簿，请用 Excel 打开另存后再导入。") from error


def _values(book: Workbook, name: str) -> Iterator[tuple[Any, ...]]:
    sheet = book[name] if name else book.worksheets[0]
    sheet.reset_dimensions()  # some programs write wrong dimensions
    return iter(sheet.iter_rows(max_row=ROWS_AT_MOST + 1, values_only=True))


def _with_formulas(values: Sequence[Any], formulas: Sequence[Any]) -> tuple[Any, ...]:
    """Return a row's values, and its formulas where they have none; "=" for one that is no text."""
    return tuple(
        value if value is not None or formula is None else formula if isinstance(formula, str) else "="
        for value, formula in zip(values, formulas, strict=True)
    )


def _rows(path: Path, rows: Iterable[tuple[Any, ...]], exact: bool) -> Iterator[tuple[int, tuple[str, ...]]]:
    left = _CELLS_AT_MOST
    for number, cells in enumerate(rows, start=1):
        left -= len(cells)
        if number > ROWS_AT_MOST or left < 0:
            raise Refused(f"文件 {path.name} 的行列比 Excel 容得下的还多，请删掉数据外的空行空列再导入。")
        texts = tuple(cell_text(cell, exact=exact) for cell in cells)
        if any(len(text) > CELL_AT_MOST for text in texts):
            raise Refused(f"文件 {path.name} 第 {number} 行有过长的单元格，请修好再导入。")
        yield number, texts


def refuse_large(path: Path, file: BinaryIO) -> None:
    """Raise Refused for a workbook that would not fit into memory: a few kilobytes can unpack to gigabytes."""
    with zipfile.ZipFile(file) as packed:
        parts = [part for part in packed.infolist() if not part.filename.startswith("xl/media/")]
        sheets = [part for part in parts if part.filename.startswith("xl/worksheets/")]
        whole = [part for part in parts if part not in sheets]
        large = any(part.file_size > _PART_AT_MOST or _tags(packed, part) > _TAGS_AT_MOST for part in whole)
        if large or sum(part.file_size for part in parts) > _PARTS_AT_MOST:
            raise Refused(f"文件 {path.name} 解压后太大，请按年份拆成几个文件再导入。")
        for sheet in sheets:
            with packed.open(sheet) as unpacked:
                if _longest_row(unpacked) > _ROW_AT_MOST:
                    raise Refused(f"文件 {path.name} 里有过长的行或单元格，请修好再导入。")
    file.seek(0)


def _tags(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
    if part.file_size <= _TAGS_AT_MOST:
        return 0
    with packed.open(part) as unpacked:
        return sum(piece.count(b"<") for piece in iter(lambda: unpacked.read(_PIECE), b""))


def _longest_row(sheet: IO[bytes]) -> int:
    """Return the approximate bytes of the longest row; stops at the first one above `_ROW_AT_MOST`."""
    longest = run = 0
    tail = b""
    while piece := sheet.read(_PIECE):
        window = tail + piece
        edge = max(window.rfind(sign) for sign in _ROW_EDGES)
        run = run + len(piece) if edge < 0 else len(window) - edge
        longest = max(longest, run)
        if longest > _ROW_AT_MOST or b"</sheetData>" in window:
            break
        tail = window[-12:]
    return longest


def cell_text(cell: Any, *, exact: bool = False) -> str:
    """Return a cell as it would be typed: dates as ISO, whole numbers without a point, errors as "".

    With `exact`, a number of more than 15 digits, of which a workbook keeps no more, is like "3.70012E+17".
    """
    match cell:
        case int() | float() if exact and abs(cell) >= _EXACT_BELOW:
            return f"{cell:.5E}"
        case None:
            return ""
        case datetime():
            near = cell + timedelta(milliseconds=500)  # Excel stores days as floats: 10:35 may be 10:34:59.9996
            return near.date().isoformat() if cell.time() == time() else near.isoformat(" ", "seconds")
        case date() | time():
            return cell.isoformat()
        case timedelta():
            return str(cell)
        case float() if cell.is_integer():
            return str(int(cell))
        case _:
            text = str(cell)
            return "" if text in _ERRORS else text
