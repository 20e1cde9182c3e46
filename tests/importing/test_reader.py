"""Ledger files in common forms, and files that are no ledgers."""

import os
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path

import pytest

from tests.desk_fixtures import proper_sentence
from tests.importing.ledgers import write_xlsx
from tickets.errors import Refused
from tickets.importing import excel
from tickets.importing.mapping import FileForm
from tickets.importing.reader import LedgerLine, open_ledger, require_columns

USUAL = FileForm()
TEXT = "单号,地址\n1,文化街\n2,铜鱼路😀\n"


def lines_of(path: Path, form: FileForm = USUAL) -> list[tuple[int, tuple[str, ...]]]:
    return [(line.number, line.cells) for line in open_ledger(path, form).lines()]


def refusal(path: Path, form: FileForm = USUAL) -> str:
    with pytest.raises(Refused) as caught:
        list(open_ledger(path, form).lines())
    return caught.value.sentence


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_the_encodings_common_in_china_are_recognised(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(TEXT, encoding=encoding)
    assert open_ledger(path, USUAL).headings == ("单号", "地址")
    assert lines_of(path) == [(2, ("1", "文化街")), (3, ("2", "铜鱼路😀"))]


def test_the_encoding_the_mapping_names_is_the_one_used(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(TEXT, encoding="gb18030")
    assert "utf-8" in refusal(path, FileForm(encoding="utf-8"))
    path.write_text("單號\n一\n", encoding="big5")
    assert open_ledger(path, FileForm(encoding="big5")).headings == ("單號",)


def test_a_cell_may_hold_commas_quotes_and_lines_and_is_numbered_by_its_first_line(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('单号,说明\n1,"他说""漏水"",很急\n快来"\n\n,\n2,好\n', encoding="utf-8")
    assert lines_of(path) == [(2, ("1", '他说"漏水",很急\n快来')), (6, ("2", "好"))]


def test_spaces_and_byte_order_marks_are_stripped_from_headings(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('\ufeff 单号 ,"来电\n时间"\n1,2\n', encoding="utf-8-sig")
    assert open_ledger(path, USUAL).headings == ("单号", "来电 时间")


def test_the_heading_may_stand_below_a_title(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [["二〇二四年抢修台账"], [], ["单号", "地址"], ["1", "文化街"]])
    ledger = open_ledger(path, FileForm(heading_row=2))
    assert ledger.headings == ("单号", "地址")
    assert list(ledger.lines()) == [LedgerLine(4, ("1", "文化街"))]


def test_excel_cells_read_as_they_would_be_typed(tmp_path: Path) -> None:
    cells = [1, 2.0, 2.5, "0635", date(2024, 1, 5), datetime(2024, 1, 5, 9, 5), time(9, 5), True, None, "完"]  # noqa: DTZ001
    path = write_xlsx(tmp_path / "a.xlsx", [[f"列{at}" for at in range(len(cells))], cells])
    assert lines_of(path)[0][1] == (
        "1", "2", "2.5", "0635", "2024-01-05", "2024-01-05 09:05:00", "09:05:00", "True", "", "完",
    )  # fmt: skip


def with_formula(path: Path, formula: str, value: str) -> Path:
    """Give cell B2 of a workbook a formula with the value last computed by Excel."""
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    assert '<c r="B2" t="n"><v>0</v></c>' in sheet
    cell = f'<c r="B2"{" t=" + chr(34) + "e" + chr(34) if value[0] == "#" else ""}><f>{formula}</f><v>{value}</v></c>'
    parts["xl/worksheets/sheet1.xml"] = sheet.replace('<c r="B2" t="n"><v>0</v></c>', cell).encode()
    with zipfile.ZipFile(path, "w") as book:
        for name, content in parts.items():
            book.writestr(name, content)
    return path


def test_a_formula_cell_gives_its_last_value_and_an_error_cell_nothing(tmp_path: Path) -> None:
    path = with_formula(write_xlsx(tmp_path / "a.xlsx", [["单号", "户数"], ["1", 0]]), "SUM(1,2)", "3")
    assert lines_of(path) == [(2, ("1", "3"))]
    path = with_formula(write_xlsx(tmp_path / "b.xlsx", [["单号", "户数"], ["1", 0]]), "1/0", "#DIV/0!")
    assert lines_of(path) == [(2, ("1", ""))]


def test_the_sheet_the_mapping_names_is_read(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [["单号"], ["1"]], title="2024年")
    assert lines_of(path, FileForm(sheet="2024年")) == [(2, ("1",))]
    assert "2023年" in proper_sentence(refusal(path, FileForm(sheet="2023年")))


def test_a_workbook_with_another_extension_is_recognised_by_its_content(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.csv", [["单号"], ["1"]])
    assert lines_of(path) == [(2, ("1",))]


def truncated(path: Path) -> None:
    write_xlsx(path, [["单号"], *[[str(number)] for number in range(2000)]])
    path.write_bytes(path.read_bytes()[:-400])


def damaged_inside(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("[Content_Types].xml", "<Types")


BROKEN: dict[str, tuple[Callable[[Path], object], str]] = {
    "missing": (lambda path: None, "找不到"),
    "a folder": (lambda path: path.mkdir(), "打不开"),
    "empty": (lambda path: path.write_bytes(b""), "空"),
    "blank": (lambda path: path.write_text(" \n,,\n\n"), "空"),
    "old Excel": (lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600), "设了密码"),
    "cut off": (truncated, "损坏"),
    "damaged inside": (damaged_inside, "损坏"),
    "no encoding": (lambda path: path.write_bytes(b"\xff\xff\xff\x80abc"), "编码"),
    "an open quote": (lambda path: path.write_text('a,b\n1,"2\n3,4\n'), "第 2 行起"),
    "a huge cell": (lambda path: path.write_text(f'a,b\n1,2\n"{"水" * 200_000}",4\n', encoding="utf-8"), "第 3 行起"),
}


def bomb(path: Path, sheet: str, part: str = "xl/worksheets/sheet1.xml") -> None:
    """Write a workbook whose first sheet is replaced, or that has one more part."""
    write_xlsx(path, [["单号"], ["1"]])
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    parts[part] = sheet.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in parts.items():
            book.writestr(name, content)


def sheet(rows: str) -> str:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'


HEAD = '<row r="1"><c r="A1" t="inlineStr"><is><t>单号</t></is></c></row>'
FAR = '<row r="{n}"><c r="A{n}"><v>1</v></c></row>'
WIDE = "".join(f'<row r="{n}"><c r="ZZZ{n}"><v>1</v></c></row>' for n in range(2, 9))
ENDLESS: dict[str, tuple[Callable[[Path], object], str]] = {
    "a row far below": (lambda path: bomb(path, sheet(HEAD + FAR.format(n=2_000_000_000))), "行列比 Excel"),
    "a row beyond counting": (lambda path: bomb(path, sheet(HEAD + FAR.format(n="9" * 400))), "行列比 Excel"),
    "a cell of 20 MB": (
        lambda path: bomb(path, sheet(f'{HEAD}<row><c t="inlineStr"><is><t>{"x" * 20_000_000}</t></is></c></row>')),
        "过长的行或单元格",
    ),
    "a row of millions of cells": (
        lambda path: bomb(path, sheet(f"{HEAD}<row>{'<c/>' * 3_000_000}</row>")),
        "过长的行",
    ),
    "texts that unpack to 110 MB": (lambda path: bomb(path, "x" * 110_000_000, "xl/sharedStrings.xml"), "解压后太大"),
    "millions of texts": (lambda path: bomb(path, "<si/>" * 9_000_000, "xl/sharedStrings.xml"), "解压后太大"),
    "a cell of 200,000 letters": (
        lambda path: bomb(path, sheet(f'{HEAD}<row><c t="inlineStr"><is><t>{"x" * 200_000}</t></is></c></row>')),
        "过长的单元格",
    ),
    "a line without an end": (lambda path: path.write_text("a,b\n1,2\n" + "," * 5_000_000), "第 3 行起"),
    "more columns than a sheet has": (lambda path: path.write_text("a,b\n1,2\n" + "," * 20_000), "第 3 行起"),
    "more than a gigabyte": (lambda path: os.truncate(make_file(path), 2 << 30), "超过 1 GB"),
}


def make_file(path: Path) -> Path:
    path.touch()
    return path


@pytest.mark.parametrize("kind", ENDLESS)
def test_an_endless_or_oversized_file_is_refused_soon_in_one_sentence(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "ledger"
    make, words = ENDLESS[kind]
    make(path)
    assert words in proper_sentence(refusal(path))


def test_a_sheet_with_too_many_empty_cells_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excel, "_CELLS_AT_MOST", 100_000)
    bomb(tmp_path / "a.xlsx", sheet(HEAD + WIDE))
    assert "行列比 Excel" in refusal(tmp_path / "a.xlsx")


def test_a_row_near_the_last_and_many_empty_ones_are_read(tmp_path: Path) -> None:
    empty = "".join(f'<row r="{n}" s="1" customFormat="1"/>' for n in range(2, 250_000))
    assert len(empty) > 9_000_000
    bomb(tmp_path / "a.xlsx", sheet(HEAD + empty + FAR.format(n=300_000)))
    assert lines_of(tmp_path / "a.xlsx") == [(300_000, ("1",))]


@pytest.mark.skipif(os.name != "posix", reason="pipes have no names in folders there")
def test_a_pipe_or_a_device_as_ledger_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/zero")):
        assert "不是文件" in refusal(path)


@pytest.mark.parametrize("kind", BROKEN)
def test_a_file_of_another_format_is_refused_in_one_sentence(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "ledger"
    make, words = BROKEN[kind]
    make(path)
    assert words in proper_sentence(refusal(path).replace(str(path), "台账"))


def test_missing_or_duplicate_columns_are_named(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("单号,地址,地址,备注,备注\n1,2,3,4,5\n", encoding="utf-8")
    ledger = open_ledger(path, USUAL)
    require_columns(ledger, ["单号"])  # other columns may occur several times
    with pytest.raises(Refused, match="电话、户号"):
        require_columns(ledger, ["单号", "电话", "户号"])
    with pytest.raises(Refused, match="不止一列叫“地址”"):
        require_columns(ledger, ["单号", "地址"])
