"""The gazetteer from a file: what is new is added, aliases are joined, nothing is taken away."""

import csv
import io
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from tests.desk_fixtures import Hand
from tickets.actions.rulemaking import save_place
from tickets.checking.invariants import check
from tickets.errors import Conflict, Refused
from tickets.importing.places import carry_out_places, place_summary, plan_places, write_places
from tickets.rules.words import Role, Zone
from tickets.store.rows import Who
from tickets.store.tables import journal, places

HEADS = ["地名", "街道乡镇", "片区", "类别", "别名"]


def written(path: Path, *rows: list[str], encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def imported(hand: Hand, path: Path) -> list[str]:
    plan = plan_places(hand.desk, path)
    carry_out_places(hand.desk, hand.who, plan)
    return place_summary(plan)


@pytest.mark.on_both
def test_new_places_are_added_and_known_ones_get_further_names(hand: Hand, tmp_path: Path) -> None:
    [lake] = hand.rows(places, name="南湖社区")
    count = len(hand.rows(places))
    rows = [
        ["南湖社区", "铜城街道", "", "", "老湖 南湖"],
        ["单庄", "刘集镇", "乡镇", "村庄", "老单庄"],
        ["新村", "刘集镇"],
    ]
    told = imported(hand, written(tmp_path / "a.csv", ["二〇二六年地名表"], HEADS, *rows, encoding="gbk"))
    assert told[0] == "文件里有 3 处：新增 2 处，有改动 1 处，没变 0 处。"
    assert f"另有 {count - 1} 处不在文件里" in told[1]
    [now] = hand.rows(places, name="南湖社区")
    assert (now.id, now.zone, now.kind) == (lake.id, lake.zone, lake.kind)
    assert now.aliases.split()[-1] == "老湖"
    [village] = hand.rows(places, name="单庄", town="刘集镇")
    assert (village.zone, village.kind, village.pinyin, village.active) == (Zone.RURAL, "village", "shanzhuang", True)
    assert hand.rows(places, name="新村")[0].zone is Zone.RURAL, "that of its town"
    assert hand.rows(journal, action="import_places")[0].text == "a.csv"
    assert hand.desk.read(check, hand.desk.now()) == []


def test_an_exported_gazetteer_changes_nothing_when_it_is_imported(hand: Hand, tmp_path: Path) -> None:
    text = io.StringIO()
    write_places(hand.desk, text, lambda _rows: None)
    path = tmp_path / "out.csv"
    path.write_text(text.getvalue(), encoding="utf-8-sig", newline="")
    plan = plan_places(hand.desk, path)
    assert (plan.added, plan.changed, plan.rejected, plan.staying) == ((), (), 0, 0)
    assert plan.ignored == ("在用",)
    assert plan.read == len(hand.rows(places))


def test_broken_rows_are_written_beside_the_file_and_the_others_are_imported(hand: Hand, tmp_path: Path) -> None:
    long = "长" * 5000
    rows = [
        ["", "刘集镇"],
        [long],
        ["甲庄", "刘集镇", "城里"],
        ["乙庄", "刘集镇", "", "森林"],
        ["丙庄", "刘集镇", "乡镇"],
    ]
    rows += [["丙庄", "刘集镇", "城区"], ["丁庄", "刘集镇", "", "", long]]
    path = written(tmp_path / "b.csv", HEADS, *rows)
    plan = plan_places(hand.desk, path)
    assert ([entry.name for entry in plan.added], plan.rejected) == (["丙庄"], 6)
    assert plan.rejects is not None
    why = plan.rejects.read_text(encoding="utf-8-sig")
    for word in ("没有地名", "地名太长", "看不懂片区“城里”", "看不懂类别“森林”", "与第 6 行同名", "别名太长"):
        assert word in why


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([], "找不到“地名”"),
        ([["户号", "户名", "用水地址"], ["1001", "演示", "文化街"]], "用户档案"),
        ([HEADS], "只有表头"),
        ([HEADS, [""] * 4 + ["x"]], "每一行都读不出"),
    ],
    ids=["empty", "subscribers", "only headings", "nothing readable"],
)
def test_a_file_without_places_is_refused_in_a_sentence(
    hand: Hand, tmp_path: Path, rows: list[list[str]], why: str
) -> None:
    with pytest.raises(Refused, match=why):
        plan_places(hand.desk, written(tmp_path / "c.csv", *rows))


def test_a_workbook_with_a_title_is_read(hand: Hand, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["东阿地名"], HEADS, ["戊庄", "姜楼镇", "乡镇", "村庄", "老戊庄"]):
        sheet.append(row)
    sheet.merge_cells("A1:E1")
    book.save(tmp_path / "d.xlsx")
    imported(hand, tmp_path / "d.xlsx")
    assert hand.rows(places, name="戊庄")[0].aliases == "老戊庄"


def test_a_place_that_somebody_changed_since_is_not_overwritten(hand: Hand, tmp_path: Path) -> None:
    plan = plan_places(hand.desk, written(tmp_path / "e.csv", HEADS, ["南湖社区", "铜城街道", "", "", "老湖"]))
    [lake] = hand.rows(places, name="南湖社区")
    hand.do(save_place(lake.id, lake.name, lake.town, lake.zone, lake.kind, "别人加的", True))
    with pytest.raises(Conflict, match="编辑地址库"):
        carry_out_places(hand.desk, hand.who, plan)
    assert hand.rows(places, name="南湖社区")[0].aliases == "别人加的"


def test_an_operator_imports_nothing(hand: Hand, tmp_path: Path) -> None:
    plan = plan_places(hand.desk, written(tmp_path / "f.csv", HEADS, ["己庄", "刘集镇"]))
    who: Who = replace(hand.who, roles=frozenset({Role.OPERATOR}))
    with pytest.raises(Refused, match="值班长"):
        carry_out_places(hand.desk, who, plan)


def test_an_import_that_is_stopped_goes_on_where_it_was(hand: Hand, tmp_path: Path) -> None:
    path = written(tmp_path / "g.csv", HEADS, *([f"庄{n}", "刘集镇"] for n in range(1200)))

    def stop(_doing: str, rows: int) -> None:
        if rows == 1000:
            raise Refused("已停下")

    plan = plan_places(hand.desk, path)
    with pytest.raises(Refused, match="已停下"):
        carry_out_places(hand.desk, hand.who, plan, stop)
    assert len(plan_places(hand.desk, path).added) == 200
    assert imported(hand, path)[0].startswith("文件里有 1,200 处：新增 200 处")
