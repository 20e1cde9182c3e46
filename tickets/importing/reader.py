"""Reads a table line by line: CSV in the encodings used in China, or an Excel workbook of any age."""

import codecs
import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from tickets.errors import Refused
from tickets.importing.mapping import CELL_AT_MOST, FileForm
from tickets.rules.cells import unguarded
from tickets.rules.texts import strip_harmful

ENCODINGS = ("utf-8-sig", "gb18030")
_EXCEL, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_PIECE = 1 << 20  # bytes read at once to detect the encoding
BYTES_AT_MOST = 1 << 30  # of a ledger; 100,000 rows have some 30 MB
LINE_AT_MOST = 4 << 20  # characters
COLUMNS_AT_MOST = 1 << 14  # Excel's limit

Rows = Iterator[tuple[int, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One line of the ledger: its line number in the file, from 1, and its cells."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ledger:
    """An opened ledger; `lines` reads it from the start each time and skips empty lines."""

    path: Path
    headings: tuple[str, ...]
    lines: Callable[[], Iterator[LedgerLine]]


def open_ledger(path: Path, form: FileForm) -> Ledger:
    """Return the ledger in a file. Raises Refused, with a sentence, when the file can't be read."""
    rows = file_rows(path, form)
    headings = next((cells for number, cells in rows() if number >= form.heading_row and _filled(cells)), None)
    if headings is None:
        raise Refused(f"文件 {path.name} 是空的，没有可导入的内容。")

    def lines() -> Iterator[LedgerLine]:
        seen = False
        for number, cells in rows():
            if number < form.heading_row or not _filled(cells):
                continue
            if seen:
                yield LedgerLine(number, cells)
            seen = True

    return Ledger(path, tuple(" ".join(strip_harmful(heading).split()) for heading in headings), lines)


def require_columns(ledger: Ledger, columns: Sequence[str]) -> None:
    """Raise Refused unless the ledger has each of these columns exactly once."""
    missing = [column for column in columns if column not in ledger.headings]
    if missing:
        headings = "、".join(filter(None, ledger.headings))
        raise Refused(
            f"文件 {ledger.path.name} 里没有这些列：{'、'.join(missing)}。"
            f"表头是：{headings if len(headings) <= 200 else headings[:200] + '…'}。请核对对应关系文件。"
        )
    twice = [column for column in columns if ledger.headings.count(column) > 1]
    if twice:
        raise Refused(f"文件 {ledger.path.name} 里有不止一列叫“{'、'.join(twice)}”，请先改名。")


def file_rows(path: Path, form: FileForm, *, at_once: bool = False) -> Callable[[], Rows]:
    """Return a function that yields the file's rows with numbers, including empty ones.

    An Excel workbook is streamed, or with `at_once` held in memory, which is faster, and read exactly. Raises Refused,
    with a sentence, when the file can't be read; so does reading its rows.
    """
    try:
        if path.exists() and not path.is_file():  # reading a pipe or a device may block without end
            raise Refused(f"{path} 打不开：它不是文件，不能导入。")
        if path.exists() and path.stat().st_size > BYTES_AT_MOST:
            raise Refused(f"文件 {path.name} 超过 1 GB，太大了，请按年份拆成几个文件再导入。")
        with path.open("rb") as file:
            start = file.read(4)
    except FileNotFoundError as error:
        raise Refused(f"找不到文件 {path}，请核对路径。") from error
    except OSError as error:
        raise Refused(f"打不开文件 {path}，请检查是不是文件、有没有读取权限。") from error
    if start.startswith(_OLD_EXCEL):
        from tickets.importing.whole_sheet import old_sheet_rows  # noqa: PLC0415 - loads another library

        return lambda: old_sheet_rows(path, form.sheet, exact=at_once)
    if start.startswith(_EXCEL) and at_once:
        from tickets.importing.whole_sheet import quick_sheet_rows  # noqa: PLC0415

        return lambda: quick_sheet_rows(path, form.sheet)
    if start.startswith(_EXCEL):
        from tickets.importing.excel import sheet_rows  # noqa: PLC0415 - openpyxl is slow to load

        return lambda: sheet_rows(path, form.sheet)
    encoding = form.encoding or _encoding_of(path, start)
    return lambda: _csv_rows(path, encoding, form.delimiter)


def _encoding_of(path: Path, start: bytes) -> str:
    candidates = ("utf-16",) if start.startswith(_UTF_16) else ENCODINGS
    for encoding in candidates:
        if _decodes(path, encoding):
            return encoding
    raise Refused(f"看不懂文件 {path.name} 的编码，请在 Excel 里另存为“CSV UTF-8”再导入。")


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _csv_rows(path: Path, encoding: str, delimiter: str) -> Rows:
    begins = 1
    try:
        with path.open(encoding=encoding, newline="") as file:
            csv.field_size_limit(CELL_AT_MOST)
            reader = csv.reader(_lines_of(file), delimiter=delimiter, strict=True)
            for cells in reader:
                if len(cells) > COLUMNS_AT_MOST:
                    raise csv.Error("too many columns")
                yield begins, tuple(unguarded(cell) for cell in cells)
                begins = reader.line_num + 1
    except UnicodeError as error:
        raise Refused(f"文件 {path.name} 不是 {encoding} 编码，请核对对应关系文件里的 encoding。") from error
    except csv.Error as error:
        what = "格式不对（引号不成对，或单元格、整行过长）"
        raise Refused(f"文件 {path.name} 第 {begins} 行起{what}，请修好再导入。") from error


def _lines_of(file: TextIO) -> Iterator[str]:
    """Yield the lines of a file with their ends. Raises csv.Error for one too long to hold in memory."""
    while line := file.readline(LINE_AT_MOST):
        if len(line) == LINE_AT_MOST:
            raise csv.Error("line too long")
        yield line


def _filled(cells: tuple[str, ...]) -> bool:
    return any(cell and not cell.isspace() for cell in cells)
