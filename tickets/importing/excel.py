"""The rows of an Excel sheet as texts, read without loading the whole of it. A formula is its last value."""

import warnings
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from tickets.errors import Refused

# What openpyxl is known to raise on files that are cut off, damaged or not a workbook at all.
_BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, SyntaxError, LookupError, TypeError, ValueError, AttributeError,
    RuntimeError, NotImplementedError,
)  # fmt: skip
_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"})


def sheet_rows(path: Path, name: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield number and cells of each row of a sheet, "" being the first. Raises Refused for a damaged file."""
    try:
        with path.open("rb") as file, warnings.catch_warnings():
            warnings.filterwarnings("ignore", module="openpyxl")  # styles and validations it doesn't know
            with closing(load_workbook(file, read_only=True, data_only=True)) as book:
                if name and name not in book.sheetnames:
                    raise Refused(f"台账文件 {path.name} 里没有名为“{name}”的工作表，请核对对应关系文件。")
                sheet = book[name] if name else book.worksheets[0]
                sheet.reset_dimensions()  # some programs write a wrong extent
                for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
                    yield number, tuple(_text(cell) for cell in cells)
    except _BROKEN as error:
        raise Refused(f"台账文件 {path.name} 已损坏或不是 Excel 工作簿，请用 Excel 打开另存后再导入。") from error


def _text(cell: Any) -> str:
    """Return a cell as it would be typed: dates as ISO, whole numbers without a point, errors as nothing."""
    match cell:
        case None:
            return ""
        case datetime():
            near = cell + timedelta(milliseconds=500)  # Excel counts in days: 10:35 may be 10:34:59.9996
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
