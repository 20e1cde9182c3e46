"""The billing system's export becomes the subscriber file, again and again."""

import csv
from collections.abc import Callable, Sequence
from io import StringIO
from pathlib import Path
from random import Random
from unittest.mock import Mock
from zipfile import ZipFile

import pytest
from openpyxl import Workbook

from tests.desk_fixtures import Hand, proper_sentence
from tickets.actions.rulemaking import save_place
from tickets.checking.invariants import check
from tickets.cli.import_subscribers import import_file
from tickets.errors import Conflict, Refused
from tickets.importing import subscribers as importing
from tickets.importing import whole_sheet
from tickets.importing.mapping import FileForm
from tickets.importing.reader import file_rows
from tickets.importing.subscribers import (
    ImportCancelled,
    SubscriberPlan,
    carry_out,
    examples,
    plan_import,
    summary,
    warnings,
)
from tickets.rules.subscribers import in_yuan
from tickets.rules.words import Role, Zone
from tickets.service import TicketService
from tickets.store.queries.subscribers import Household, find_subscribers, last_import
from tickets.store.rows import Who
from tickets.store.tables import journal, places, subscribers

Cells = Sequence[Sequence[str]]
HEADINGS = ("户号", "户名", "联系电话", "用水地址", "表号", "口径", "敏感用户", "欠费(元)")
WANG = ("37001", "王伟", "138 0635 1234/3280212", "光明小区 3 号楼", "SC20190001", "DN20", "", "0")
LI = ("37002", "李娜", "13906350001", "文化街 8 号", "SC20190002", "4分", "透析", "86.50")
OLD_EXCEL = Path(__file__).parent / "subscribers.xls"


def as_csv(encoding: str) -> Callable[[Path, Cells], Path]:
    def write(folder: Path, rows: Cells) -> Path:
        path = folder / "档案.csv"
        with path.open("w", encoding=encoding, newline="") as file:
            csv.writer(file).writerows(rows)
        return path

    return write


def as_xlsx(folder: Path, rows: Sequence[Sequence[object]]) -> Path:
    book, path = Workbook(), folder / "档案.xlsx"
    for row in rows:
        book.active.append(list(row))
    book.save(path)
    return path


write = as_csv("utf-8-sig")


def plan(hand: Hand, path: Path) -> SubscriberPlan:
    return plan_import(hand.desk, path)


def bring_in(hand: Hand, path: Path) -> SubscriberPlan:
    made = plan(hand, path)
    carry_out(hand.desk, hand.who, made)
    return made


def found(hand: Hand, words: str) -> list[Household]:
    return list(hand.desk.read(find_subscribers, words))


def counts(made: SubscriberPlan) -> dict[str, int]:
    return {str(what): many for what, many in made.changes.counts.items() if many}


@pytest.mark.on_both
@pytest.mark.parametrize("writing", [as_csv("utf-8"), as_csv("gbk"), as_xlsx], ids=["utf-8", "gbk", "xlsx"])
def test_a_household_is_found_by_everything_that_a_caller_tells(
    hand: Hand, tmp_path: Path, writing: Callable[[Path, Cells], Path]
) -> None:
    made = bring_in(hand, writing(tmp_path, [HEADINGS, WANG, LI]))
    assert counts(made) == {"added": 2}
    for words in (
        "37001", "370", "SC20190001", "SC2019000", "0001", "王伟", "光明小区", "光明 王伟", "13806351234",
        "138 0635 1234", "13806", "1234", "0635-3280212", "3280212", "光明小区3号楼",
    ):  # fmt: skip
        assert "37001" in [one.household_no for one in found(hand, words)], words
    for words in ("李伟", "37003", "13906351234", "", "。", "3"):
        assert found(hand, words) == [], words
    (li,) = found(hand, "李娜")
    assert (li.dn, li.sensitive, li.arrears, li.owes, li.meter_no) == (15, "透析", 8650, True, "SC20190002")
    assert in_yuan(li.arrears or 0) == "86.50 元"


def test_an_old_workbook_of_a_billing_system_is_read(hand: Hand) -> None:
    made = bring_in(hand, OLD_EXCEL)
    assert counts(made) == {"added": 2}
    assert [one.name for one in found(hand, "13806351234")] == ["王伟"]


def test_a_workbook_with_two_cells_far_apart_is_streamed_and_not_held_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = Workbook()
    book.active["A1"], book.active["XFD300000"] = "户号", "1"
    book.save(path := tmp_path / "a.xlsx")
    monkeypatch.setattr(whole_sheet, "_rows", Mock(side_effect=AssertionError("held in memory")))
    assert next(file_rows(path, FileForm(), at_once=True)())[1][0] == "户号"


@pytest.mark.parametrize("seed", range(20))
def test_a_damaged_old_workbook_is_read_or_refused_with_a_sentence(tmp_path: Path, seed: int) -> None:
    content, chance = bytearray(OLD_EXCEL.read_bytes()), Random(seed)
    for _ in range(30):
        content[chance.randrange(8, len(content))] = chance.randrange(256)
    path = tmp_path / "a.xls"
    path.write_bytes(content[: chance.randrange(len(content) // 2, len(content) + 1)])
    try:
        list(file_rows(path, FileForm())())
    except Refused as error:
        proper_sentence(error.sentence)


@pytest.mark.on_both
def test_titles_and_merged_headings_are_understood(hand: Hand, tmp_path: Path) -> None:
    rows = [
        ("东阿县用水户档案", "", "", "", "", "", ""),
        ("户 号", "用户名称", "联系方式", "", "用水地址", "", "城乡"),
        ("", "", "手机", "固话", "", "", ""),
        ("37001", "王伟", "13806351234", "3280212", "光明小区", "3 号楼", "乡镇"),
        ("合计", "1 户", "", "", "", "", ""),
    ]
    made = bring_in(hand, as_xlsx(tmp_path, rows))
    (wang,) = found(hand, "37001")
    assert (wang.phone, wang.address) == ("138 0635 1234 / 0635-3280212", "光明小区 3 号楼")
    assert wang.digits.split() == ["13806351234", "06353280212"]
    assert wang.zone is Zone.RURAL
    assert made.rejected == 1


@pytest.mark.parametrize(
    ("heading", "value", "field"),
    [
        ("用户标识", "重点用户", "sensitive"), ("城乡", "乡镇", "zone"), ("小区", "社区", "place"),
        ("街道", "地址", "town"),
    ],
)  # fmt: skip
def test_a_household_with_a_value_that_reads_like_a_heading_is_no_row_of_headings(
    hand: Hand, tmp_path: Path, heading: str, value: str, field: str
) -> None:
    rows = [("户号", "户名", heading), ("37001", "王伟", value), ("37002", "李娜", "")]
    made = bring_in(hand, write(tmp_path, rows))
    assert (made.read, made.rejected, list(made.columns.at)) == (2, 0, ["household_no", "name", field])
    assert [one.name for one in found(hand, "37001")] == ["王伟"]


def test_titles_and_headings_that_each_page_repeats_are_skipped_and_counted(hand: Hand, tmp_path: Path) -> None:
    top = [("2026 年用户档案", "", "", ""), ("户号", "户名", "联系方式", ""), ("", "", "手机", "固话")]
    made = bring_in(hand, write(tmp_path, [*top, ("37001", "王伟", "", ""), *top, ("37002", "李娜", "", "")]))
    assert (made.read, made.rejected, made.page_headings) == (2, 0, 3)
    assert "3 行是每页重复的标题和表头，已跳过。" in summary(made)


@pytest.mark.on_both
def test_a_newer_file_tells_what_it_changes_before_and_after_it_is_believed(hand: Hand, tmp_path: Path) -> None:
    third = ("37003", "刘洋", "", "前街 1 号", "", "", "", "")
    bring_in(hand, write(tmp_path, [HEADINGS, WANG, LI, third]))
    moved = (*WANG[:3], "文化街 9 号", *WANG[4:])
    paid = (*LI[:7], "0")
    made = plan(hand, write(tmp_path, [HEADINGS, moved, paid, ("37004", "陈静", "", "", "", "", "", "")]))
    assert counts(made) == {"added": 1, "moved": 1, "changed": 1, "gone": 1}
    assert examples(made) == ["37001 王伟：光明小区 3 号楼 → 文化街 9 号"]
    assert [one.name for one in found(hand, "光明小区")] == ["王伟"]
    carry_out(hand.desk, hand.who, made)
    assert found(hand, "光明小区") == found(hand, "37003") == found(hand, "刘洋") == []
    assert [one.name for one in found(hand, "文化街 9 号")] == ["王伟"]
    assert not found(hand, "李娜")[0].owes
    last = hand.desk.read(last_import)
    assert last is not None
    assert (last.number, last.added, last.moved, last.changed, last.gone, last.file) == (2, 1, 1, 1, 1, "档案.csv")
    entries = [row for row in hand.rows(journal) if row.action == "import_subscribers"]
    assert [row.changes[0]["new"]["added"] for row in entries] == [3, 1]
    again = plan(hand, write(tmp_path, [HEADINGS, WANG, LI, third]))
    assert counts(again) == {"added": 1, "moved": 1, "changed": 1, "gone": 1}
    assert hand.desk.read(check, hand.desk.now()) == []


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (("", "无号", "", "", "", "", "", ""), "没有户号"),
        (("合计", "", "", "", "", "", "", ""), "没有数字"),
        (("3.7001E+10", "", "", "", "", "", "", ""), "科学计数"),
        (("３．７Ｅ＋１０", "", "", "", "", "", "", ""), "科学计数"),
        (("37009.0", "", "", "", "", "", "", ""), "小数，请把这一列设为文本"),
        (("37001", "另一家", "", "", "", "", "", ""), "与第 2 行相同"),
        (("37009", "长" * 200, "", "", "", "", "", ""), "最多 100 个"),
    ],
)
def test_a_broken_row_is_told_with_its_reason_and_the_others_are_imported(
    hand: Hand, tmp_path: Path, row: tuple[str, ...], reason: str
) -> None:
    made = bring_in(hand, write(tmp_path, [HEADINGS, WANG, row, LI]))
    assert (made.read, made.rejected) == (2, 1)
    assert made.rejects is not None
    assert reason in made.rejects.read_text("utf-8-sig")
    assert [one.name for one in found(hand, "37001")] == ["王伟"]


@pytest.mark.parametrize("number", ['="0370001"', "'0370001", "0370\u200b001", "０３７０００１"])
def test_a_number_that_an_export_protects_is_taken_out(hand: Hand, tmp_path: Path, number: str) -> None:
    bring_in(hand, write(tmp_path, [("户号", "户名"), (number, "王伟")]))
    assert [one.household_no for one in found(hand, "0370001")] == ["0370001"]


def test_a_number_with_more_digits_than_a_workbook_keeps_is_refused(hand: Hand, tmp_path: Path) -> None:
    rows = [("户号", "户名"), (370012345678901, "王伟"), (3700123456789012, "李娜")]
    made = bring_in(hand, as_xlsx(tmp_path, rows))
    assert made.rejects is not None and "科学计数，请把这一列设为文本" in made.rejects.read_text("utf-8-sig")
    assert [row.household_no for row in hand.rows(subscribers)] == ["370012345678901"]


def test_a_formula_without_a_value_leaves_the_household_as_it_was(hand: Hand, tmp_path: Path) -> None:
    headings = ("户号", "户名", "电话", "备注")
    bring_in(hand, as_xlsx(tmp_path, [headings, ("37001", "王伟", "13806351234", ""), ("37002", "李娜", "", "")]))
    rows = [("37001", "王伟", "=1380635*10000+1234", ""), ("37002", "李娜", "13906350001", "=1+1")]
    made = bring_in(hand, as_xlsx(tmp_path, [headings, *rows]))
    assert made.rejects is not None and "没有结果的公式" in made.rejects.read_text("utf-8-sig")
    assert counts(made) == {"changed": 1}
    assert [one.name for one in found(hand, "13806351234")] == ["王伟"]
    assert [one.name for one in found(hand, "13906350001")] == ["李娜"]


@pytest.mark.parametrize(
    ("cell", "unsolved"),
    [
        ('<c r="A2"><f>A1</f><v></v></c>', True), ("<c r='A2' s='1'><f>A1</f></c>", True),
        ('<x:c r="A2"><x:f t="shared" si="0"/><x:v/></x:c>', True), ('<c r="A2"><f>A1</f><v>7</v></c>', False),
        ('<c r="A2" t="str"><f>A1</f><v></v></c>', False), ('<c r="A2"/><c r="B2"><v>1</v></c>', False),
    ],
)  # fmt: skip
@pytest.mark.parametrize("piece", [7, 1 << 20])
def test_a_formula_without_a_value_is_seen_wherever_the_file_is_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cell: str, unsolved: bool, piece: int
) -> None:
    monkeypatch.setattr(whole_sheet, "_PIECE", piece)
    with ZipFile(tmp_path / "a.xlsx", "w") as packed:
        packed.writestr(
            "sheet", f'<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="2">{cell}</row></sheetData>'
        )
        assert whole_sheet._has_unsolved(packed, packed.getinfo("sheet")) is unsolved


def test_a_household_whose_row_is_broken_stays_as_it_was(hand: Hand, tmp_path: Path) -> None:
    bring_in(hand, write(tmp_path, [HEADINGS, WANG, LI]))
    made = bring_in(hand, write(tmp_path, [HEADINGS, ("37001", "长" * 200, *WANG[2:]), LI]))
    assert counts(made) == {"unchanged": 1}
    assert [one.name for one in found(hand, "37001")] == ["王伟"]


def test_values_that_make_no_sense_are_unknown_and_counted(hand: Hand, tmp_path: Path) -> None:
    made = bring_in(hand, write(tmp_path, [HEADINGS, (*WANG[:5], "粗", "否", "很多")]))
    (wang,) = found(hand, "37001")
    assert (wang.dn, wang.sensitive, wang.arrears) == (None, "", None)
    assert made.emptied == {"口径": 1, "欠费": 1}
    for line in summary(made):
        proper_sentence(line)


@pytest.mark.on_both
def test_what_the_file_has_no_column_for_stays_and_an_empty_cell_clears(hand: Hand, tmp_path: Path) -> None:
    village = hand.do(save_place(None, name="前王庄村", town="刘集镇", zone=Zone.RURAL))
    headings = (*HEADINGS, "乡镇", "村", "城乡", "登记日期")
    bring_in(hand, write(tmp_path, [headings, (*LI, "刘集镇", "前王庄村", "乡镇", "2024-03-01"), WANG]))
    before = found(hand, "37002")
    bring_in(hand, write(tmp_path, [("户号", "户名", "号码一", "备注"), (*LI[:2], "13906350009", ""), WANG[:2]]))
    assert found(hand, "37002") == before, "nothing was known about the other fields"
    assert [one.name for one in found(hand, "13906350001")] == ["李娜"]
    bring_in(hand, write(tmp_path, [("户号", "电话", "门牌"), ("37002", "", "9 号"), ("37001", WANG[2], WANG[3])]))
    (li,) = found(hand, "37002")
    assert (li.phone, li.digits, li.address) == ("", "", "9 号")
    assert (li.name, li.sensitive, li.place_id, li.arrears) == ("李娜", "透析", village, 8650)
    assert found(hand, "13906350001") == []
    assert hand.desk.read(check, hand.desk.now()) == []


def test_the_columns_recognised_ignored_and_missing_are_named(hand: Hand, tmp_path: Path) -> None:
    rows = [
        ("东阿县用水户档案", "", "", "", "", ""),
        ("序号", "户 号", "户名", "号码一", "号码二", "备注"),
        ("1", "37001", "王伟", "13806351234", "", "透析"),
    ]
    made = plan(hand, write(tmp_path, rows))
    told = summary(made)
    assert "认得 2 列：户号（户 号）、户名。" in told
    assert "不认得、没有用的 4 列：序号、号码一、号码二、备注。" in told
    assert "文件里没有的列，原来的内容照旧：电话、地址、表号" in told[-1]
    for line in (*told, *warnings(made)):
        proper_sentence(line)


@pytest.mark.parametrize(
    ("headings", "told"),
    [
        (("户号", "户名", "手机", "敏感用户"), None),
        (("户号", "户名", "号码", "敏感用户"), "▲ 文件里没有“电话”这一列："),
        (("户号", "户名", "电话", "备注"), "▲ 文件里没有“敏感用户”这一列："),
        (("户号", "户名", "号码", "备注"), "▲ 文件里没有“电话”这一列，也没有“敏感用户”这一列："),
    ],
)
def test_a_file_without_phones_or_sensitive_marks_says_so_and_is_not_asked_about(
    hand: Hand, tmp_path: Path, headings: tuple[str, ...], told: str | None
) -> None:
    made = plan(hand, write(tmp_path, [headings, ("37001", "王伟", "13806351234", "透析")]))
    assert [line.startswith(told or "-") for line in warnings(made)] == ([True] if told else [])
    assert made.doubts == ()


@pytest.mark.on_both
@pytest.mark.parametrize(("emptied", "asked"), [(5, False), (6, True)])
def test_a_column_that_empties_more_than_half_of_its_field_is_asked_about(
    hand: Hand, tmp_path: Path, emptied: int, asked: bool
) -> None:
    rows = [(f"3700{number}", f"1380635000{number}", "透析") for number in range(10)]
    none = [(f"3800{number}", "", "") for number in range(10)]
    headings = ("户号", "电话", "敏感用户")
    bring_in(hand, write(tmp_path, [headings, *rows, *none]))
    newer = [(no, phone, "否" if at < emptied else mark) for at, (no, phone, mark) in enumerate(rows)]
    made = plan(hand, write(tmp_path, [headings, *newer, *none]))
    assert made.doubts == (("“敏感用户”这一列会清空 6 户原来的内容（原来有内容的 10 户）",) if asked else ())


@pytest.mark.parametrize("broken", [False, True], ids=["shrunk to a tenth", "half broken"])
def test_a_file_that_is_not_to_be_believed_is_asked_about(hand: Hand, tmp_path: Path, broken: bool) -> None:
    rows = [(f"370{number:03}", f"户{number}") for number in range(40)]
    assert bring_in(hand, write(tmp_path, [HEADINGS[:2], *rows])).doubts == ()
    newer = [("", name) if number % 2 else (no, name) for number, (no, name) in enumerate(rows)] if broken else rows[:4]
    made = plan(hand, write(tmp_path, [HEADINGS[:2], *newer]))
    assert len(made.doubts) == 1


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([("姓名", "电话"), ("王伟", "1")], "户号"),
        ([HEADINGS], "只有表头"),
        ([HEADINGS, ("", "王伟", "", "", "", "", "", "")], "读不出"),
    ],
)
def test_what_is_no_subscriber_file_is_refused_with_a_sentence(
    hand: Hand, tmp_path: Path, rows: Cells, told: str
) -> None:
    with pytest.raises(Refused, match=told) as caught:
        plan(hand, write(tmp_path, rows))
    proper_sentence(caught.value.sentence)


def test_an_import_that_was_stopped_is_completed_by_the_next_one(
    hand: Hand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "CHUNK", 1)
    path = write(tmp_path, [HEADINGS, WANG, LI])

    def stop(doing: str, rows: int) -> None:
        if doing == importing.WRITING and rows:
            raise ImportCancelled(rows)

    with pytest.raises(ImportCancelled, match="写好的 1 户"):
        carry_out(hand.desk, hand.who, plan(hand, path), stop)
    stopped = hand.desk.read(last_import)
    assert stopped is not None and (stopped.number, stopped.added, stopped.unchanged) == (1, 0, 0), "no totals yet"
    assert counts(bring_in(hand, path)) == {"added": 1, "unchanged": 1}
    assert found(hand, "李娜")


@pytest.mark.on_both
def test_of_two_who_import_at_once_the_second_is_told(hand: Hand, tmp_path: Path) -> None:
    stale = plan(hand, write(tmp_path, [HEADINGS, WANG]))
    bring_in(hand, write(tmp_path, [HEADINGS, WANG, LI]))
    with pytest.raises(Conflict, match="别人刚导入过"):
        carry_out(hand.desk, hand.who, stale)
    assert found(hand, "李娜")


@pytest.mark.on_both
def test_an_import_stops_when_another_one_begins_between_its_parts(
    hand: Hand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "CHUNK", 1)
    first = plan(hand, write(tmp_path, [HEADINGS, WANG, LI]))
    second = plan(hand, write(tmp_path, [HEADINGS, ("37003", "刘洋", "", "", "", "", "", "")]))

    def overtake(doing: str, rows: int) -> None:
        if doing == importing.WRITING and rows:
            monkeypatch.setattr(importing, "CHUNK", 5000)
            with pytest.raises(Conflict, match="别人刚导入过"):
                carry_out(hand.desk, hand.who, second)
            carry_out(hand.desk, hand.who, plan(hand, second.path))

    with pytest.raises(Conflict, match="写好 1 户以后") as caught:
        carry_out(hand.desk, hand.who, first, overtake)
    proper_sentence(caught.value.sentence)
    assert [one.name for one in hand.rows(subscribers) if not one.gone] == ["刘洋"]


def test_only_supervisors_and_administrators_import(hand: Hand, tmp_path: Path) -> None:
    made = plan(hand, write(tmp_path, [HEADINGS, WANG]))
    operator = Who(hand.who.staff_id, "接线员", frozenset({Role.OPERATOR}), "1")
    with pytest.raises(Refused, match="管理员、值班长"):
        carry_out(hand.desk, operator, made)


def test_a_place_is_found_by_the_only_name_that_fits_the_row(hand: Hand, tmp_path: Path) -> None:
    for town in ("刘集镇", "大桥镇"):
        hand.do(save_place(None, name="前王庄村", town=town, zone=Zone.RURAL))
    rows = [
        ("户号", "地址", "乡镇", "村"),
        ("1", "刘集镇前王庄村 3 号", "", ""),
        ("2", "前王庄村 3 号", "大桥镇", ""),
        ("3", "前王庄村 3 号", "", ""),
        ("4", "3 号", "刘集镇", "前王庄村"),
        ("5", "没有这个地方", "", ""),
    ]
    bring_in(hand, write(tmp_path, rows))
    towns = {row.id: row.town for row in hand.rows(places)}
    located = [row.place_id and towns[row.place_id] for row in hand.rows(subscribers)]
    assert located == ["刘集镇", "大桥镇", None, "刘集镇", None]


def test_the_command_tells_the_changes_and_asks_before_it_believes_a_doubtful_file(
    desk: TicketService, hand: Hand, tmp_path: Path
) -> None:
    out = StringIO()
    assert import_file(desk, write(tmp_path, [HEADINGS, WANG, LI]), out=out) == 0
    assert "新增 2 户" in out.getvalue()
    rest = write(tmp_path, [HEADINGS, *(("", name) for name in "甲乙丙"), LI])
    assert import_file(desk, rest, out=(asked := StringIO())) == 1
    assert "--anyway" in asked.getvalue()
    assert found(hand, "王伟")
    assert import_file(desk, rest, anyway=True, out=StringIO()) == 0
    assert not found(hand, "王伟")
    unnamed = write(tmp_path, [("户号", "户名", "号码一"), LI[:3]])
    assert import_file(desk, unnamed, out=(told := StringIO())) == 0
    assert "没有用的 1 列：号码一。" in told.getvalue() and "▲ 文件里没有“电话”这一列" in told.getvalue()
    assert found(hand, "13906350001")
