"""A CSV file for Excel, without formulas, complete or missing."""

import csv
from pathlib import Path

from tests.ui.archive.test_columns import NOW, row
from ui.archive.export import CsvFile, heads


def read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_a_finished_csv_file_has_headings_rows_and_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "工单.csv"
    file = CsvFile(path)
    file.add([row(), row(address='路口"东"\n第二行, 逗号 😀')], NOW)
    assert not path.exists()
    file.finish()
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    lines = read(path)
    assert lines[0] == heads()
    assert [len(line) for line in lines] == [len(heads())] * 3
    assert lines[1][:3] == ["20261123-0001", "2026-11-23 13:00:00", "已归档"]
    assert lines[2][7] == '路口"东"\n第二行, 逗号 😀'
    assert list(tmp_path.iterdir()) == [path]


def test_formulas_are_quoted_in_the_file(tmp_path: Path) -> None:
    file = CsvFile(tmp_path / "a.csv")
    file.add([row(phone="+86 138", caller="=HYPERLINK(1)")], NOW)
    file.finish()
    assert read(tmp_path / "a.csv")[1][8:10] == ["'+86 138", "'=HYPERLINK(1)"]


def test_a_discarded_csv_file_is_deleted_and_accepts_no_more_rows(tmp_path: Path) -> None:
    file = CsvFile(tmp_path / "a.csv")
    file.add([row()], NOW)
    file.drop()
    file.add([row()], NOW)
    file.finish()
    assert list(tmp_path.iterdir()) == []
    assert file.rows == 1


def test_an_older_file_stays_until_the_new_one_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("old", encoding="utf-8")
    CsvFile(path).drop()
    assert path.read_text(encoding="utf-8") == "old"
