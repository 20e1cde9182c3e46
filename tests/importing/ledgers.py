"""Ledgers for the tests: a public one if available, and generated ones with the same defects."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

ROOT = Path(__file__).parents[2]
MAPPINGS = ROOT / "resources" / "mappings"
KITCHENER = MAPPINGS / "kitchener_breaks.toml"
LEDGER_ZH = MAPPINGS / "ledger_zh.toml"
REAL_FILE = ROOT.parent / "shared" / "data" / "water_main_breaks.csv"

HEADINGS = (
    "OBJECTID", "WATBREAKINCIDENTID", "INCIDENT_DATE", "BREAK_TYPE", "ROAD_CLOSED", "HOUR_IMPACTED", "UNITS_IMPACTED",
    "STATUS", "STATUS_DATE", "WORKORDER", "RETURN_TO_NORMAL", "BREAK_NATURE", "BREAK_APPARENT_CAUSE", "REPAIR_TYPE",
    "CIVIC_NUMBER", "STREET", "ASSET_SIZE", "ASSET_MATERIAL",
)  # fmt: skip
BULK_STAMP = "2011/12/15 15:38:26+00"
PLACEHOLDER = "2008/12/01 00:00:00+00"


def breaks() -> Iterator[dict[str, str]]:
    """40 water main breaks: 15 with a placeholder for a date, 3 with a bulk load's time, 22 that can be tickets.

    Of those 22, 6 have a usable start and end, 1 of them is cancelled; 2 end before they begin.
    """
    rows: list[dict[str, str]] = [{"INCIDENT_DATE": PLACEHOLDER} for _ in range(15)]
    rows += [{"INCIDENT_DATE": BULK_STAMP[:-5] + f"{second}+00"} for second in (26, 27, 28)]
    rows += [{"INCIDENT_DATE": f"{year}/01/19 00:00:00+00"} for year in range(1998, 2011)]
    rows += [{"INCIDENT_DATE": "2019/08/14 00:00:00+00", "WORKORDER": "237093"}]
    ends = [f"2021/02/{day:02} 20:30:02+00" for day in range(10, 15)]
    rows += [{"INCIDENT_DATE": end.replace("20:30:02", "08:30:00"), "RETURN_TO_NORMAL": end} for end in ends]
    rows += [
        {
            "INCIDENT_DATE": "2022/04/04 17:12:11+00",
            "RETURN_TO_NORMAL": "2022/04/04 18:34:09+00",
            "STATUS": "CANCELLED",
        },
        {"INCIDENT_DATE": "2017/12/01 15:15:00+00", "RETURN_TO_NORMAL": "2017/01/31 23:30:00+00"},
        {"INCIDENT_DATE": "2021/01/06 11:48:17+00", "RETURN_TO_NORMAL": "2020/12/31 23:45:45+00"},
    ]
    sizes = ("150", "13", "1200", "0", "")
    for number, row in enumerate(rows, start=1):
        usual = {
            "OBJECTID": str(number),
            "WATBREAKINCIDENTID": str(1000 + number),
            "BREAK_TYPE": "SERVICE" if number % 7 == 0 else "MAIN",
            "ROAD_CLOSED": "Open",
            "HOUR_IMPACTED": "8-12 hours",
            "UNITS_IMPACTED": ("", "0-50", "47")[number % 3],
            "STATUS": "REPAIR COMPLETED",
            "STATUS_DATE": BULK_STAMP,
            "BREAK_NATURE": ("UNKNOWN", "CIRCUMFERENTIAL", "CORROSION AND FITTING/JOINT", "")[number % 4],
            "CIVIC_NUMBER": "NA" if number % 5 == 0 else str(number),
            "STREET": "WEBER ST E",
            "ASSET_SIZE": sizes[number % len(sizes)],
            "ASSET_MATERIAL": "CI",
        }
        yield usual | row


def write_csv(
    path: Path, rows: Iterable[Mapping[str, str]], headings: Sequence[str] = HEADINGS, encoding: str = "utf-8-sig"
) -> Path:
    """Write a CSV file and return its path."""
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, headings, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def write_xlsx(path: Path, rows: Iterable[Sequence[Any]], title: str = "台账") -> Path:
    """Write an Excel workbook of one sheet and return its path."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path


def read_rejects(path: Path) -> list[dict[str, str]]:
    """Return the rows of a rejects file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


SMALL = """
name = "small"
[fields]
key = "单号"
opened = "时间"
fault = { column = "故障", otherwise = "其他" }
address = "地址"
[words]
"内容" = ""
"""
SMALL_HEADINGS = ("单号", "时间", "故障", "地址", "内容")


def small_mapping(folder: Path, more: str = "") -> Path:
    """Write a small mapping file and return its path."""
    path = folder / "small.toml"
    path.write_text(SMALL + more, encoding="utf-8")
    return path


def small_row(number: int, **more: str) -> dict[str, str]:
    """Return a row of the small ledger."""
    return {"单号": f"A{number}", "时间": "2024-01-05 10:30", "故障": "爆管", "地址": "文化街", "内容": "冒水"} | more
