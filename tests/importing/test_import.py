"""Whole imports: nothing twice, nothing lost, nothing half done, whatever the cells contain and whatever fails."""

import os
import subprocess
import sys
from datetime import datetime
from io import StringIO
from pathlib import Path
from unittest.mock import Mock

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy import func, select

import main
from tests.desk_fixtures import START, Hand
from tests.importing.ledgers import (
    LEDGER_ZH,
    ROOT,
    SMALL,
    SMALL_HEADINGS,
    read_rejects,
    small_mapping,
    small_row,
    write_csv,
    write_xlsx,
)
from tickets.actions.importing import Times, misplaced
from tickets.checking.invariants import check
from tickets.cli.import_ledger import INTERRUPTED, import_file
from tickets.errors import Refused
from tickets.importing.importer import ImportResult, import_ledger
from tickets.importing.mapping import load_mapping
from tickets.importing.reader import LedgerLine
from tickets.importing.rows import KnownNames, Reader, Rejected
from tickets.rules.stages import STEPS
from tickets.rules.words import Role
from tickets.store.rows import Who
from tickets.store.schema import open_store
from tickets.store.tables import calls, requests, tickets


def load(hand: Hand, ledger: Path, more: str = "") -> ImportResult:
    return import_ledger(hand.desk, hand.who, ledger, load_mapping(small_mapping(ledger.parent, more)))


def small(folder: Path, *rows: dict[str, str], name: str = "a.csv", encoding: str = "utf-8-sig") -> Path:
    return write_csv(folder / name, rows, SMALL_HEADINGS, encoding)


HOSTILE = {
    "emoji": "水管爆了😀👨‍👩‍👧 🚰",
    "SQL": "'); DROP TABLE tickets; --",
    "formula": "=HYPERLINK(\"http://example.com\",\"点我\")",
    "plus": "+8613800000000",
    "at": "@SUM(A1)",
    "long": "漏" * 10_000,
    "lines": "第一行\n第二行\t，\"引号\"",
    "percent": "100% {name} %s \\n",
}  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_hostile_cell_texts_are_imported_unchanged(hand: Hand, tmp_path: Path, encoding: str) -> None:
    rows = [small_row(number, 内容=text) for number, text in enumerate(HOSTILE.values())]
    result = load(hand, small(tmp_path, *rows, encoding=encoding))
    assert result.added == len(HOSTILE)
    assert [row.words for row in hand.rows(calls)] == list(HOSTILE.values())
    with hand.desk.store.reading() as connection:
        assert check(connection, hand.desk.now()) == []


def test_control_characters_in_cells_are_removed(hand: Hand, tmp_path: Path) -> None:
    load(hand, small(tmp_path, small_row(1, 内容="水\x00管\x07爆\u202e了\x1b[31m", 单号="A\x001")))
    assert hand.rows(calls)[0].words == "水管爆了[31m"
    assert hand.rows(tickets)[0].source_key == "small:A1"


def test_rejected_rows_are_kept_whole_and_can_be_fixed_and_imported(hand: Hand, tmp_path: Path) -> None:
    rows = [small_row(number, 时间="?", 内容=text) for number, text in enumerate(HOSTILE.values())]
    result = load(hand, small(tmp_path, *rows))
    assert (result.added, result.rejected) == (0, len(rows))
    assert result.rejects is not None
    content = result.rejects.read_text(encoding="utf-8-sig")
    assert ",'=HYPERLINK" not in content  # it contains quotes, so it is quoted itself
    assert "\"'=HYPERLINK" in content
    mended = result.rejects.with_name("mended.csv")
    mended.write_text(content.replace(",?,", ",2024-01-05 10:30,"), encoding="utf-8-sig")
    assert load(hand, mended).added == len(rows)
    assert [row.words for row in hand.rows(calls)] == list(HOSTILE.values())


def test_a_row_with_more_cells_than_headings_is_rejected(hand: Hand, tmp_path: Path) -> None:
    path = small(tmp_path, small_row(1))
    with path.open("a", encoding="utf-8") as file:
        file.write("A2,2024-01-05 10:30,爆管,文化街,漏水,还有一格\nA3,2024-01-05 10:30,爆管\n")
    result = load(hand, path)
    assert (result.added, result.rejected) == (2, 1)
    assert result.rejects is not None
    assert read_rejects(result.rejects)[0]["原因"] == "比表头多 1 格，可能有没加引号的逗号"


def test_the_rejects_are_written_to_the_current_folder_when_the_ledgers_is_read_only(
    hand: Hand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = small(tmp_path, small_row(1, 时间="?"))
    (tmp_path / "a.csv.rejects.csv").mkdir()  # no file of this name can be written
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    result = load(hand, path)
    assert result.rejects == here / "a.csv.rejects.csv"
    assert len(read_rejects(result.rejects)) == 1


def test_an_import_without_a_place_for_its_rejects_does_not_begin(
    hand: Hand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = small(tmp_path, small_row(1))
    (tmp_path / "a.csv.rejects.csv").mkdir()
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Refused, match="没有地方可写"):
        load(hand, path)
    assert hand.rows(tickets) == []


def test_the_rejects_file_of_an_earlier_import_is_deleted_when_nothing_is_rejected(hand: Hand, tmp_path: Path) -> None:
    load(hand, small(tmp_path, small_row(1, 时间="?")))
    assert (tmp_path / "a.csv.rejects.csv").exists()
    assert load(hand, small(tmp_path, small_row(1))).rejects is None
    assert not (tmp_path / "a.csv.rejects.csv").exists()


def test_a_file_broken_in_its_last_line_changes_nothing(hand: Hand, tmp_path: Path) -> None:
    path = small(tmp_path, *(small_row(number) for number in range(1200)))
    with path.open("a", encoding="utf-8") as file:
        file.write('A9999,"2024-01-05 10:30,爆管\n')
    with pytest.raises(Refused, match="第 1202 行起"):
        load(hand, path)
    assert hand.rows(tickets) == []
    assert hand.rows(requests) == hand.rows(requests, action="save_crew")
    assert list(tmp_path.glob("*.rejects.csv")) == []


def test_a_file_with_wrong_columns_or_only_headings_is_refused(hand: Hand, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="没有这些列：内容"):
        load(hand, write_csv(tmp_path / "a.csv", [], SMALL_HEADINGS[:-1]))
    with pytest.raises(Refused, match="只有表头"):
        load(hand, small(tmp_path))


def test_two_ledgers_may_use_the_same_numbers(hand: Hand, tmp_path: Path) -> None:
    load(hand, small(tmp_path, small_row(1)))
    other = tmp_path / "other.toml"
    other.write_text(SMALL.replace('"small"', '"other"'), encoding="utf-8")
    assert import_ledger(hand.desk, hand.who, tmp_path / "a.csv", load_mapping(other)).added == 1


def test_imported_rows_continue_the_ticket_numbers_of_their_day(hand: Hand, tmp_path: Path) -> None:
    hand.log()  # today's first ticket
    today = f"{START:%Y-%m-%d} 00:30"
    load(hand, small(tmp_path, small_row(1, 时间=today), small_row(2), small_row(3, 时间=today)))
    assert [row.number for row in hand.rows(tickets)] == [
        "20260120-0001", "20260120-0002", "20240105-0001", "20260120-0003",
    ]  # fmt: skip


def test_only_supervisors_and_administrators_import(hand: Hand, tmp_path: Path) -> None:
    operator = Who(1, "值班员", frozenset({Role.OPERATOR}), "1 号席")
    path = small(tmp_path, small_row(1))
    with pytest.raises(Refused, match="才能导入"):
        import_ledger(hand.desk, operator, path, load_mapping(small_mapping(tmp_path)))


def test_the_progress_ends_with_all_rows(hand: Hand, tmp_path: Path) -> None:
    progress: list[tuple[int, int]] = []
    path = small(tmp_path, *(small_row(number) for number in range(1100)))
    import_ledger(
        hand.desk,
        hand.who,
        path,
        load_mapping(small_mapping(tmp_path)),
        lambda done, rows: progress.append((done, rows)),
    )
    assert progress == [(500, 1100), (1000, 1100), (1100, 1100)]


def test_the_command_reports_what_happened_to_the_rows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = small(tmp_path, small_row(1), small_row(2, 时间="?"))
    arguments = ["import", str(path), "--mapping", str(small_mapping(tmp_path)), "--db", f"sqlite:///{tmp_path}/x.db"]
    assert main.main(arguments) == 0
    output = capsys.readouterr()
    assert "读了 2 行：新增 1 张工单，已有 0 张，退回 1 行。" in output.out
    assert f"{path}.rejects.csv" in output.out
    assert "2/2" in output.err
    assert "新增的有 1 张没有完成时间，记为未记完成" in output.out
    assert main.main([*arguments[:3], str(tmp_path / "none.toml"), *arguments[4:]]) == 1
    assert "找不到对应关系文件" in capsys.readouterr().err


@given(st.lists(st.text(max_size=40), min_size=24, max_size=24))
def test_any_cells_give_a_repair_with_ordered_times_or_a_reason(cells: list[str]) -> None:
    mapping = load_mapping(LEDGER_ZH)
    reader = Reader(mapping, tuple(mapping.columns()), KnownNames({"其他": "other"}, {}, {}), START, {})
    opened = reader.headings.index("来电时间")
    line = LedgerLine(2, (*cells[:opened], "2024-01-05 10:30", *cells[opened + 1 :]))
    try:
        repair, _ = reader.repair(line)
    except Rejected as reason:
        assert str(reason)
        return
    assert misplaced(repair.times, START) is None


@given(st.lists(st.none() | st.integers(0, 5), min_size=8, max_size=8))
@example([0, 1, 2, 3, 5, 4, 5, 5])
@example([0, 1, 2, 3, 5, 4, 4, 5])
def test_times_are_in_order_when_no_step_is_before_one_it_follows(hours: list[int | None]) -> None:
    instants = [None if hour is None else START.replace(hour=hour) for hour in hours]
    steps = zip((step.move for step in STEPS), instants, strict=False)
    times = Times(START.replace(hour=0), {move: at for move, at in steps if at is not None}, instants[7])
    located, isolated = instants[4:6]
    courses = [
        [at for at in (times.opened, *instants[:4], mark, *instants[6:]) if at is not None]
        for mark in (located, isolated)
    ]
    in_order = all(course == sorted(course) for course in courses)
    assert (misplaced(times, START.replace(hour=9)) is None) == in_order


@pytest.mark.slow
def test_ten_thousand_rows_of_excel_are_imported(hand: Hand, tmp_path: Path) -> None:
    opened = datetime(2024, 1, 5, 10, 30)  # noqa: DTZ001
    rows = ([f"B{number}", opened, "爆管", "文化街", f"第 {number} 次"] for number in range(10_000))
    result = load(hand, write_xlsx(tmp_path / "a.xlsx", [SMALL_HEADINGS, *rows]))
    assert (result.read, result.added, result.rejected) == (10_000, 10_000, 0)
    assert hand.rows(tickets)[-1].number == "20240105-10000"
    with hand.desk.store.reading() as connection:
        assert check(connection, hand.desk.now()) == []


@pytest.mark.slow
def test_an_import_killed_half_way_continues_where_it_was(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/x.db"
    open_store(url).close()
    ledger = small(tmp_path, *(small_row(number) for number in range(6_000)))
    command = [
        sys.executable, "main.py", "import", str(ledger), "--mapping", str(small_mapping(tmp_path)), "--db", url,
    ]  # fmt: skip
    running = subprocess.Popen(
        command,
        cwd=ROOT,
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        env={**os.environ, "TQDM_MININTERVAL": "0"},
    )
    assert running.stderr is not None
    seen = b""
    while b"00/6000" not in seen:  # the first chunk has been imported
        piece = running.stderr.read1(4096)
        assert piece, seen.decode()
        seen += piece
    running.kill()
    running.wait()
    running.stderr.close()

    first = numbers_in(url)
    assert 500 <= first < 6_000
    assert first % 500 == 0
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert f"新增 {6_000 - first} 张工单，已有 {first} 张，退回 0 行。" in done.stdout
    assert numbers_in(url) == 6_000
    checked = [*command[:2], "check", "--db", url]
    assert subprocess.run(checked, cwd=ROOT, capture_output=True, check=False).returncode == 0


def test_an_interrupted_import_says_that_it_can_be_continued(
    hand: Hand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, out = small(tmp_path, *(small_row(number) for number in range(600))), StringIO()
    monkeypatch.setattr("tqdm.tqdm.update", Mock(side_effect=KeyboardInterrupt))
    assert import_file(hand.desk, path, small_mapping(tmp_path), out) == INTERRUPTED
    assert "再运行一次会接着导入" in out.getvalue()
    monkeypatch.undo()
    assert import_file(hand.desk, path, small_mapping(tmp_path), out) == 0
    assert "新增 100 张工单，已有 500 张" in out.getvalue()


def numbers_in(url: str) -> int:
    store = open_store(url)
    with store.reading() as connection:
        count = connection.execute(select(func.count(func.distinct(tickets.c.source_key)))).scalar_one()
    store.close()
    return int(count)
