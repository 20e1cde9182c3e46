"""A utility's own ledger in Excel, imported with the annotated example mapping."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.desk_fixtures import START, Hand, HandClock
from tests.importing.ledgers import LEDGER_ZH, read_rejects, write_xlsx
from tickets.actions.correct import correct_time
from tickets.actions.followup import reopen
from tickets.checking.invariants import check
from tickets.importing.importer import ImportResult, import_ledger
from tickets.importing.mapping import load_mapping
from tickets.reports.drilldown import Question, drilldown_page
from tickets.reports.figures import Figure, Punctuality
from tickets.reports.measures import report
from tickets.reports.scope import Scope
from tickets.rules.instants import LOCAL, seconds_between
from tickets.rules.words import AlertOutcome, CallbackResult, Move, Outcome, Priority, Stage, State, Zone
from tickets.store.queries.archive import StageTime, archive_rows
from tickets.store.rows import Ticket
from tickets.store.tables import alerts, calls, places

HEADINGS = (
    "单号", "来电时间", "来电人", "电话", "户号", "乡镇", "村社区", "地址", "故障", "紧急程度", "派单时间", "接单时间",
    "班组", "出发时间", "到场时间", "止水时间", "完成时间", "管径", "管材", "影响户数", "处理情况", "回访", "状态",
    "备注",
)  # fmt: skip
USUAL = {
    "单号": "2024-001", "来电时间": datetime(2024, 1, 5, 23, 40), "来电人": "王先生", "电话": "0635-3280212",  # noqa: DTZ001
    "故障": "主管道爆裂", "派单时间": "2024/1/5 23:42", "接单时间": "23:45", "班组": "一班", "出发时间": "23:47",
    "到场时间": time(0, 10), "止水时间": "0:50", "完成时间": "2024年1月6日 6:30", "管径": "30cm", "影响户数": "约120户",
    "处理情况": "换管", "回访": "基本满意", "地址": "学校门口", "备注": "已通知住户",
}  # fmt: skip


def at(day: int, hour: int, minute: int) -> datetime:
    return datetime(2024, 1, day, hour, minute, tzinfo=LOCAL)


def load(hand: Hand, folder: Path, *rows: dict[str, Any]) -> ImportResult:
    table: list[Sequence[Any]] = [HEADINGS, *([row.get(name) for name in HEADINGS] for row in rows)]
    return import_ledger(hand.desk, hand.who, write_xlsx(folder / "台账.xlsx", table), load_mapping(LEDGER_ZH))


def only_ticket(hand: Hand) -> Ticket:
    return hand.ticket(1)


def reasons(result: ImportResult) -> list[str]:
    return [] if result.rejects is None else [row["原因"] for row in read_rejects(result.rejects)]


def sound(hand: Hand) -> bool:
    with hand.desk.store.reading() as connection:
        return check(connection, hand.desk.now()) == []


def test_a_row_with_every_time_has_every_clock(hand: Hand, tmp_path: Path) -> None:
    assert load(hand, tmp_path, USUAL).added == 1
    ticket = only_ticket(hand)
    spans = [(row.clock.stage, row.clock.started, row.clock.stopped, row.clock.outcome) for row in hand.clocks(1)]
    assert spans == [
        (Stage.ACCEPT, at(5, 23, 40), at(5, 23, 45), Outcome.DONE),
        (Stage.ARRIVE, at(5, 23, 45), at(6, 0, 10), Outcome.DONE),  # past midnight
        (Stage.ISOLATE, at(6, 0, 10), at(6, 0, 50), Outcome.DONE),
        (Stage.RESOLVE, at(6, 0, 10), at(6, 6, 30), Outcome.DONE),
    ]
    assert (ticket.number, ticket.state, ticket.priority) == ("20240105-0001", State.CLOSED, Priority.P1)
    assert (ticket.dispatched_at, ticket.departed_at) == (at(5, 23, 42), at(5, 23, 47))
    assert (ticket.resolved_at, ticket.ended_at) == (at(6, 6, 30), START)
    assert (ticket.dn, ticket.households, ticket.callback) == (300, 120, CallbackResult.SATISFIED)
    assert ticket.crew_id == hand.crew(0)
    assert {row.crew_id for row in hand.clocks(1)} == {hand.crew(0)}
    call = hand.rows(calls)[0]
    assert (call.phone_digits, call.words) == ("06353280212", "主管道爆裂；备注：已通知住户")
    assert sound(hand)


def test_the_time_of_a_missing_step_counts_for_the_next_stage(hand: Hand, tmp_path: Path) -> None:
    load(hand, tmp_path, USUAL | {"接单时间": None, "到场时间": "无", "止水时间": "-"})
    (row,) = hand.clocks(1)
    assert (row.clock.stage, row.clock.started, row.clock.stopped) == (Stage.RESOLVE, at(5, 23, 40), at(6, 6, 30))
    assert sound(hand)


def test_isolation_has_a_clock_only_for_faults_that_need_it(hand: Hand, tmp_path: Path) -> None:
    load(hand, tmp_path, USUAL | {"故障": "路口冒水"})
    assert only_ticket(hand).isolated_at == at(6, 0, 50)
    assert Stage.ISOLATE not in {row.clock.stage for row in hand.clocks(1)}


def test_a_row_with_days_but_no_times_gets_no_clocks(hand: Hand, tmp_path: Path) -> None:
    load(hand, tmp_path, USUAL | {"来电时间": "2024-01-05"})
    assert hand.clocks(1) == []
    assert only_ticket(hand).resolved_at == at(6, 6, 30)
    assert sound(hand)


@pytest.mark.on_both
def test_a_row_without_an_end_stays_unfinished_and_in_the_rate_and_raises_no_alert(hand: Hand, tmp_path: Path) -> None:
    untimed = {"单号": "2", "来电时间": "2024-01-05", "完成时间": "", "到场时间": "", "止水时间": ""}
    late = USUAL | {"单号": "3", "到场时间": "", "止水时间": "", "完成时间": "2024-01-09 6:30"}
    result = load(
        hand, tmp_path, USUAL | {"完成时间": "-"}, USUAL | untimed, late, USUAL | {"单号": "4", "状态": "作废"}
    )
    assert (result.added, result.unfinished) == (4, 2)
    assert hand.outcomes(1)[-1] == (Stage.RESOLVE, 1, Outcome.UNFINISHED)
    assert hand.clock(1, Stage.RESOLVE).clock.stopped == hand.ticket(1).ended_at == START
    assert hand.ticket(1).resolved_at is None
    whole = Scope(at(1, 0, 0), at(31, 0, 0))
    found = hand.desk.read(report, whole, hand.desk.now())
    assert (found.work[Figure.OPENED], found.work[Figure.RESOLVED], found.work[Figure.UNFINISHED]) == (3, 1, 2)
    resolving = next(each.punctuality for each in found.stages if each.stage is Stage.RESOLVE)
    assert resolving == Punctuality(on_time=0, late=1, overdue=1)
    behind = hand.desk.read(drilldown_page, Question(whole, Figure.OVERDUE, Stage.RESOLVE), hand.desk.now())
    assert [(row.id, row.rank) for row in behind] == [
        (1, seconds_between(hand.clock(1, Stage.RESOLVE).clock.deadline, hand.desk.now()))
    ]
    [listed] = hand.desk.read(archive_rows, [1])
    assert listed.stages[Stage.RESOLVE] == StageTime(hand.clock(1, Stage.RESOLVE).clock.deadline, None, None)
    hand.desk.sweep()
    assert hand.rows(alerts) == []
    assert hand.desk.next_due() is None
    hand.do(correct_time(1, None, Move.ARRIVE, at(6, 0, 20), "抄错"))
    hand.do(reopen(1, None, "又漏了"))
    assert hand.outcomes(1)[-2:] == [(Stage.RESOLVE, 1, Outcome.UNFINISHED), (Stage.ACCEPT, 2, None)]
    assert {row.outcome for row in hand.rows(alerts)} <= {AlertOutcome.EXPIRED}
    assert sound(hand)


def test_a_row_without_an_end_that_is_imported_before_its_deadline_is_due_from_then_on(
    hand: Hand, tmp_path: Path, clock: HandClock
) -> None:
    fresh = {"来电时间": clock.ago(hours=2).astimezone(LOCAL).replace(tzinfo=None), "派单时间": "", "完成时间": ""}
    load(hand, tmp_path, dict.fromkeys(HEADINGS) | {"单号": "1", "故障": "路口冒水"} | fresh)
    scope = Scope(clock.ago(days=1), START + timedelta(days=10))
    question = Question(scope, Figure.OVERDUE, Stage.RESOLVE)
    assert hand.desk.read(drilldown_page, question, hand.desk.now()) == []
    clock.advance(days=2)
    [row] = hand.desk.read(drilldown_page, question, hand.desk.now())
    assert row.rank == 26 * 3600, "24 h from the call, two days and two hours after it"


def test_a_place_of_the_gazetteer_brings_its_zone_and_an_unknown_one_stays_in_the_address(
    hand: Hand, tmp_path: Path
) -> None:
    place = next(row for row in hand.rows(places) if row.zone is Zone.RURAL)
    load(
        hand,
        tmp_path,
        USUAL | {"乡镇": place.town, "村社区": place.name},
        USUAL | {"单号": "2", "乡镇": "某镇", "村社区": "某村"},
    )
    known, unknown = hand.ticket(1), hand.ticket(2)
    assert (known.place_id, known.zone, known.address) == (place.id, Zone.RURAL, "学校门口")
    assert (unknown.place_id, unknown.zone, unknown.address) == (None, Zone.URBAN, "某镇 某村 学校门口")


def test_a_cancelled_row_is_a_cancelled_ticket(hand: Hand, tmp_path: Path) -> None:
    open_end = {"完成时间": "", "到场时间": "", "止水时间": ""}
    load(
        hand,
        tmp_path,
        USUAL | {"状态": "误报，作废"},
        USUAL | {"单号": "2", "状态": "已取消", "完成时间": ""},
        USUAL | {"单号": "3", "状态": "作废"} | open_end,
        USUAL | {"单号": "4", "状态": "作废", "派单时间": "", "接单时间": "", "出发时间": ""} | open_end,
    )
    assert {hand.ticket(key).state for key in range(1, 5)} == {State.CANCELLED}
    assert hand.ticket(1).resolved_at is None
    assert [hand.ticket(key).ended_at for key in range(1, 5)] == [at(6, 6, 30), at(6, 0, 50), at(5, 23, 47), START]
    assert hand.outcomes(1)[-1] == (Stage.RESOLVE, 1, Outcome.CANCELLED)
    assert hand.outcomes(4) == []
    assert sound(hand)


def test_a_row_settled_by_phone_has_no_crew(hand: Hand, tmp_path: Path) -> None:
    none = dict.fromkeys(("派单时间", "接单时间", "出发时间", "到场时间", "止水时间", "完成时间"), "")
    load(hand, tmp_path, USUAL | none | {"状态": "电话里已解决", "班组": "一班"})
    ticket = hand.ticket(1)
    assert (ticket.state, ticket.crew_id, ticket.resolved_at) == (State.SETTLED, None, None)
    assert sound(hand)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"单号": " "}, "没有编号"),
        ({"来电时间": None}, "没有来电时间"),
        ({"来电时间": "昨天夜里"}, "来电时间“昨天夜里”读不出时间"),
        ({"来电时间": "2124-01-05 10:00"}, "来电时间在将来"),
        ({"来电时间": "1924-01-05 10:00"}, "来电时间“1924-01-05 10:00”早于 1970 年"),
        ({"完成时间": "2023-01-06 06:30"}, "处置完成时间早于前面的步骤"),
        ({"完成时间": "2024-01-06"}, "处置完成时间“2024-01-06”只有日期，没有钟点"),
        ({"到场时间": "23:35"}, "到场时间“23:35”早于来电，算成次日又太晚，请核对；真是次日的请写上日期"),
        ({"接单时间": "19:41"}, "接单时间“19:41”早于来电，算成次日又太晚，请核对；真是次日的请写上日期"),
        ({"状态": "处置中"}, "状态“处置中”还没有结束，只能导入已归档、已作废或电话解决的"),
        ({"备注": "水" * 20_001}, "来电内容有 20010 字，最多 20000 字，请删短后再保存"),
        ({"地址": "长" * 501}, "地址有 501 字，最多 500 字，请删短后再保存"),
    ],
)
def test_a_row_that_can_t_be_true_is_rejected_with_its_reason(
    hand: Hand, tmp_path: Path, change: dict[str, Any], reason: str
) -> None:
    result = load(hand, tmp_path, USUAL | change)
    assert (result.added, result.rejected) == (0, 1)
    assert reasons(result) == [reason]


def test_a_bare_time_before_the_call_is_of_the_next_day_if_that_is_plausible(hand: Hand, tmp_path: Path) -> None:
    plausible = {"派单时间": "", "接单时间": "", "出发时间": "", "止水时间": ""}
    result = load(
        hand,
        tmp_path,
        USUAL | plausible | {"到场时间": "19:40", "完成时间": "23:20"},  # 20 h later, and a repair that took a day
        USUAL | plausible | {"单号": "2", "到场时间": "2024-01-06 23:35", "完成时间": "2024-01-07 0:10"},
        USUAL | {"单号": "3", "止水时间": "23:35"},
    )
    assert (result.added, result.rejected, result.next_day) == (2, 1, 1)
    assert hand.clock(1, Stage.ARRIVE).clock.stopped == at(6, 19, 40)
    assert hand.ticket(1).resolved_at == at(6, 23, 20)
    assert hand.clock(2, Stage.ARRIVE).clock.stopped == at(6, 23, 35), "with its date written it is believed"


def test_values_that_may_be_unknown_are_left_empty_and_counted(hand: Hand, tmp_path: Path) -> None:
    wrong = {"到场时间": "2022-01-05 10:00", "管径": "主管", "影响户数": "好多", "班组": "老三班", "回访": "？"}
    result = load(hand, tmp_path, USUAL | wrong)
    assert result.emptied == {"到场时间": 1, "管径": 1, "影响户数": 1, "抢修班组": 1, "回访结果": 1}
    ticket = only_ticket(hand)
    assert (ticket.dn, ticket.households, ticket.crew_id, ticket.callback) == (None, None, None, None)
    assert Stage.ARRIVE not in {row.clock.stage for row in hand.clocks(1)}


def test_a_number_that_occurs_twice_in_the_ledger_becomes_one_ticket(hand: Hand, tmp_path: Path) -> None:
    result = load(hand, tmp_path, USUAL, USUAL | {"地址": "别处"}, USUAL | {"单号": "3"})
    assert (result.added, result.rejected) == (2, 1)
    assert reasons(result) == ["编号与第 2 行相同"]


def test_an_imported_ticket_can_be_corrected_and_reopened_like_any_other(hand: Hand, tmp_path: Path) -> None:
    untimed = {"单号": "2", "来电时间": "2024-01-05"}
    load(hand, tmp_path, USUAL, USUAL | untimed, USUAL | {"单号": "3", "接单时间": None})
    hand.do(correct_time(1, None, Move.RESOLVE, at(6, 7, 0), "抄错"))
    assert hand.clock(1, Stage.RESOLVE).clock.stopped == at(6, 7, 0)
    hand.do(correct_time(3, None, Move.ARRIVE, at(6, 0, 15), "抄错"))
    assert "没有可更正的时间" in hand.refused(correct_time(2, None, Move.RESOLVE, at(6, 7, 0), "抄错"))
    hand.do(correct_time(2, None, Move.DISPATCH, at(5, 23, 44), "抄错"))
    for key in (1, 2):
        hand.do(reopen(key, None, "又漏了"))
        assert hand.ticket(key).state is State.NEW
        assert hand.clock(key, Stage.ACCEPT).clock.started == START
    assert sound(hand)
