"""Exported reports: safe in a spreadsheet, complete as JSON, always with the formulas."""

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from tests.desk_fixtures import START, Hand, HandClock
from tickets.actions.dispatch import cancel, dispatch
from tickets.actions.intake import CallDetails, ReportedFault, log_call
from tickets.actions.progress import accept
from tickets.cli.report import print_report
from tickets.errors import Refused
from tickets.reports.changed_verdicts import CHANGE_COLUMNS
from tickets.reports.drilldown import Question
from tickets.reports.export import write_drilldown
from tickets.reports.figures import CALL_FIGURES, IN_THE_TABLE, RATES, SPLIT, TICKET_FIGURES, Figure, Rate, name_of
from tickets.reports.formulas import FORMULAS
from tickets.reports.scope import Breakdown, scope_of_days
from tickets.rules.instants import day_start, local_day
from tickets.rules.stages import TICKET_STAGES
from tickets.rules.words import Stage
from tickets.store.queries.lookups import list_places

TODAY = local_day(START)
SINCE, UNTIL = day_start(TODAY), day_start(TODAY + timedelta(days=1))


def printed(hand: Hand, kind: str, by: Breakdown = Breakdown.NONE) -> str:
    out = io.StringIO()
    assert print_report(hand.desk, SINCE, UNTIL, kind, out, by) == 0
    return out.getvalue()


def test_the_table_has_a_total_row_and_one_for_each_group(hand: Hand, clock: HandClock) -> None:
    key = hand.log()
    hand.do(dispatch(key, None, hand.crew()))
    clock.advance(60)
    hand.do(accept(key, None))
    text = printed(hand, "csv", Breakdown.CREW)
    assert text.startswith("\ufeff班组,")
    head, whole, crew, *_ = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert (whole[0], crew[0]) == ("合计", "一班")
    cells = dict(zip(head, crew, strict=True))
    assert (cells["受理到期"], cells["受理及时率"], cells["受理中位秒"], cells["工单"]) == ("1", "1.0", "60", "1")
    assert cells["到场及时率"] == ""


def test_the_csv_keeps_its_column_order_and_has_every_figure(hand: Hand) -> None:
    head = next(csv.reader(io.StringIO(printed(hand, "csv"))))
    stage = (
        "到期", "按时", "结束晚", "仍超时", "及时率", "核准后及时率", "改判定", "改判定种类", "未到期退转", "未计入",
        "未到期", "接手超时", "完成", "中位秒", "P90秒", "最长秒", "挂起秒", "含挂起中位秒", "含挂起P90秒", "手填率",
    )  # fmt: skip
    accept = ("派单中位秒", "派单P90秒", "接单中位秒", "接单P90秒", "派单晚", "派单手填")
    arrive = ("出发中位秒", "出发P90秒", "路上中位秒", "路上P90秒", "出发晚", "出发手填")
    titles = {Stage.ACCEPT: accept, Stage.ARRIVE: arrive}
    stages = [
        title for each in TICKET_STAGES for title in (*(f"{each.label}{one}" for one in stage), *titles.get(each, ()))
    ]
    assert head[1 : 1 + len(stages)] == stages
    assert head[1 + len(stages) :] == [
        "来电开单", "工单", "作废", "并单", "电话解决", "超时后作废", "超时后并单", "异地异类并单",
        "超时后电话解决", "作废后又报", "电话解决后又报", "撤销重来",
        "来电", "催办", "停水来电", "停水户·分", "处置完成",
        "回访率", "有答复", "满意率", "返修", "返修率", "退单", "退单率", "延期", "延期率", "被催办", "催办率", "改判",
        "改判率", "返工", "返工率", "振铃", "60 秒接听率",
        "停水到期", "预计恢复准时率",
        "未记完成", "协助", "全程张数", "全程中位秒", "全程P90秒", "全程最长秒",
    ]  # fmt: skip
    exported = {
        part for each in IN_THE_TABLE for part in ((each.part, each.whole) if isinstance(each, Rate) else (each,))
    }
    assert exported == {*TICKET_FIGURES, *CALL_FIGURES}


def test_the_json_has_every_figure_and_formula(hand: Hand, clock: HandClock) -> None:
    hand.log()
    clock.advance(minutes=11)
    found = json.loads(printed(hand, "json", Breakdown.FAULT))
    assert found["stages"]["accept"]["overdue"] == 1
    assert found["stages"]["accept"]["on_time_rate"] == 0
    assert found["stages"]["arrive"]["on_time_rate"] is None
    assert found["work"]["opened"] == found["work"]["calls"] == 1
    assert [(group["key"], group["label"]) for group in found["groups"]] == [("visible_leak", "明漏")]
    assert found["trend"]["bars"] == [
        {"first": "2026-01-20", "stages": {"accept": {"due": 1, "on_time": 0, "changed": 0}}}
    ]
    assert found["formulas"] == {formula.name: formula.text for formula in FORMULAS}


def test_csv_and_json_say_what_consents_changed_and_account_for_every_ticket_and_clock(
    hand: Hand, clock: HandClock
) -> None:
    key, dropped = hand.log(), hand.log()
    hand.do(dispatch(key, None, hand.crew()))
    clock.advance(minutes=12)
    hand.do(accept(key, None, clock.ago(minutes=5)))
    hand.do(cancel(dropped, None, "误报"))
    hand.decide()
    clock.advance(minutes=1)
    head, whole, *rest = list(csv.reader(io.StringIO(printed(hand, "csv").removeprefix("\ufeff"))))
    cells = dict(zip(head, whole, strict=True))
    assert (cells["受理到期"], cells["受理及时率"], cells["受理核准后及时率"]) == ("2", "0.0", "1.0")
    assert (cells["受理改判定"], cells["受理改判定种类"], cells["受理手填率"]) == ("2", "补录 1、作废 1", "1.0")
    below = {row[0]: row[1] for row in rest if len(row) == 2}
    assert below["对账"] == "来电开单 2 = 工单 1 + 作废 1 + 并单 0 + 电话解决 0"
    assert below["受理对账"] == "到期时间在统计期内的计时 2 = 到期 2 + 未到期退转 0 + 未计入 0 + 未到期 0"
    stage = json.loads(printed(hand, "json"))["stages"]["accept"]
    assert (stage["on_time_rate"], stage["consented_rate"], stage["changed"]) == (0, 1, 2)
    assert {kind: n for kind, n in stage["changed_by_kind"].items() if n} == {"late_entry": 1, "cancel": 1}


def test_in_the_json_stages_are_keys_only_of_objects_called_stages(hand: Hand, clock: HandClock) -> None:
    hand.log()
    clock.advance(minutes=11)
    found = json.loads(printed(hand, "json", Breakdown.FAULT))
    stages = {str(stage) for stage in TICKET_STAGES}
    keyed = [(path, keys) for path, keys in keys_of(found) if keys & stages]
    assert {path[-1] for path, _ in keyed} == {"stages"}
    assert {path[0] for path, _ in keyed} == {"stages", "groups", "trend", "spread"}
    assert all(keys <= stages for _, keys in keyed)


def keys_of(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], set[str]]]:
    """Yield the path and the keys of each object within a JSON value."""
    if isinstance(value, dict):
        yield path, set(value)
    inner = value.items() if isinstance(value, dict) else (("", each) for each in value)
    for key, each in inner:
        if isinstance(each, dict | list):
            yield from keys_of(each, (*path, key) if key else path)


def test_every_figure_is_explained_by_its_one_name(hand: Hand) -> None:
    explained = "".join(formula.name + formula.text for formula in FORMULAS)
    names = {name_of(figure, stage) for stage in SPLIT for figure in Figure} | {rate.label for rate in RATES}
    assert {name for name in names if name not in explained} == set()
    titles = next(csv.reader(io.StringIO(printed(hand, "csv"))))[1:]
    units = re.compile("^(受理|到场|处置|止水)(?=.)|(张数|(中位|P90|最长)?秒|种类)$")
    told = {units.sub("", units.sub("", title)) for title in titles} - {"", "含挂起", "处置"}
    assert {name for name in told if name not in explained} == set()


def test_csv_and_json_both_contain_the_formulas(hand: Hand) -> None:
    for kind in ("csv", "json"):
        assert all(formula.name in printed(hand, kind) for formula in FORMULAS)


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(Refused, match="开始日期晚于结束日期"):
        scope_of_days(TODAY, TODAY - timedelta(days=1))


def test_narrowing_to_the_group_of_a_day_leaves_only_that_day() -> None:
    scope = scope_of_days(TODAY, TODAY + timedelta(days=5), Breakdown.DAY)
    assert scope.narrowed("2026-01-22") == scope_of_days(TODAY + timedelta(days=2), TODAY + timedelta(days=2))


def test_the_drilldown_csv_has_the_right_value_in_each_cell(hand: Hand, clock: HandClock) -> None:
    place = hand.desk.read(list_places)[0]
    known = hand.do(log_call(CallDetails(address="路北头"), ReportedFault("burst_main", place_id=place.id)))
    hand.do(dispatch(known, None, hand.crew()))
    clock.advance(90)
    hand.log()
    progress: list[int] = []
    out = io.StringIO()
    question = Question(scope_of_days(TODAY, TODAY), Figure.OPENED)
    assert hand.desk.read(write_drilldown, question, clock(), out, progress.append) == 2
    assert progress[-1] == 2
    head, *rows = csv.reader(io.StringIO(out.getvalue()))
    assert head == ["编号", "来电时间", "状态", "故障类型", "地点", "地址", "班组"]
    assert rows == [
        ["20260120-0002", "2026-01-20 10:01:30", "待派单", "明漏", "", "", ""],
        ["20260120-0001", "2026-01-20 10:00:00", "待接单", "爆管", place.name, "路北头", "一班"],
    ]
    clock.advance(minutes=10)
    out = io.StringIO()
    late = Question(scope_of_days(TODAY, TODAY), Figure.OVERDUE, Stage.ACCEPT)
    hand.desk.read(write_drilldown, late, clock(), out, progress.append)
    head, *rows = csv.reader(io.StringIO(out.getvalue()))
    assert (head[-1], [(row[0], row[-1]) for row in rows]) == ("秒", [("20260120-0001", "90")])


def test_the_csv_of_changed_verdicts_says_who_asked_and_why_and_who_consented(hand: Hand, clock: HandClock) -> None:
    key, gone = hand.log(), hand.log()
    hand.do(dispatch(key, None, hand.crew()))
    clock.advance(minutes=12)
    hand.do(accept(key, None, clock.ago(minutes=5)))
    hand.do(cancel(gone, None, "误报"))
    clock.advance(minutes=1)
    hand.decide()
    out = io.StringIO()
    question = Question(scope_of_days(TODAY, TODAY), Figure.CHANGED, Stage.ACCEPT)
    hand.desk.read(write_drilldown, question, clock(), out, [].append)
    head, *rows = csv.reader(io.StringIO(out.getvalue()))
    assert head[-5:] == [column.title for column in CHANGE_COLUMNS] == ["改判定", "当时班组", "提出", "核准", "原因"]
    asked, decided = "值班员 2026-01-20 10:12:00", "演示值班长 2026-01-20 10:13:00"
    assert {row[0]: row[-5:] for row in rows} == {
        "20260120-0001": ["补录 超时 → 按时", "一班", asked, decided, "接单 10:07，10:12 才登记"],
        "20260120-0002": ["作废 超时 → 不计", "", asked, decided, "误报"],
    }
