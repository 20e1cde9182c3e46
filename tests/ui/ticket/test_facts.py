"""No column of a ticket is forgotten: it is shown, exported, or said here to be the program's own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import Any, get_type_hints

import pytest
from PySide6.QtWidgets import QApplication

from tests.desk_fixtures import START, Hand, HandClock
from tests.ui.archive.test_columns import row as archive_row
from tests.ui.ticket.test_timeline import EMPTY
from tickets.actions.consent import decide
from tickets.actions.dispatch import dispatch, merge, rerate, return_
from tickets.actions.intake import CallDetails, ReportedFault, chase, log_call
from tickets.actions.progress import accept, arrive, extend, hold, resolve, resume
from tickets.rules import clocks
from tickets.rules.ticket_texts import text_field
from tickets.rules.words import CallbackResult, CallKind, Outcome, Priority, Stage, State
from tickets.store.queries.ticket_file import CallLine, ClockLine, TicketFile, ticket_file
from tickets.store.rows import Ticket
from tickets.store.tables import consents, tickets
from ui.archive.export import cells
from ui.ticket import head as head_module
from ui.ticket.crew_text import crew_text
from ui.ticket.facts import first_call, said_in_calls, ticket_facts, where
from ui.ticket.head import Head, NumberButton
from ui.ticket.sheet import sheet_html

NOW = datetime(2026, 1, 20, 2, tzinfo=UTC)
OF_THE_PROGRAM: Mapping[str, str] = {
    "id": "a key",
    "version": "counts the changes",
    "fault": "the fault's name stands in its place",
    "place_id": "the place's name stands in its place",
    "crew_id": "the crew's name stands in its place",
    "merged_into": "the number of that ticket stands in its place",
    "source_key": "names a line of an old ledger",
    "dispatched_at": "the journal's entry stands in the timeline",
    "departed_at": "the journal's entry stands in the timeline",
    "located_at": "the journal's entry stands in the timeline",
    "isolated_at": "the journal's entry stands in the timeline",
    "ended_at": "the journal's entry stands in the timeline",
    "chases": "the calls stand in the timeline, and the queue counts them",
}
OTHER: dict[type, Callable[[Any], Any]] = {
    str: lambda text: f"{text} 另",
    bool: lambda flag: not flag,
    int: lambda number: (number or 0) + 7,
    datetime: lambda at: (at or NOW) + timedelta(days=3),
}


def other(name: str, value: Any) -> Any:
    """Return another value that the column may have."""
    hint = get_type_hints(Ticket)[name]
    kind = next(part for part in getattr(hint, "__args__", (hint,)) if part is not type(None))
    return next(word for word in kind if word is not value) if issubclass(kind, Enum) else OTHER[kind](value)


def shown(head: Head, file: TicketFile) -> list[object]:
    """Return everything that panel, sheet and export say of a ticket."""
    head.show_file(file, NOW)
    ticket = file.ticket
    row = archive_row(resolved_at=ticket.resolved_at, source=ticket.source, calls=ticket.calls)
    return [
        head.number.text(), head._state.text(), head._marks.text(), ticket_facts(file, NOW),
        sheet_html(file, {}, NOW), cells(row, NOW),
    ]  # fmt: skip


@pytest.mark.parametrize("name", [column.name for column in tickets.c])
def test_a_column_of_the_ticket_is_shown_or_exported(qapp: QApplication, hand: Hand, name: str) -> None:
    file = hand.desk.read(ticket_file, hand.log(), hand.desk.now())
    assert file is not None
    changed = replace(file, ticket=replace(file.ticket, **{name: other(name, getattr(file.ticket, name))}))
    head = Head()
    is_shown = shown(head, file) != shown(head, changed)
    assert is_shown or name in OF_THE_PROGRAM, (
        f"nobody sees tickets.{name}: show it in ui/ticket/facts.py, export it in ui/archive/columns.py, "
        "or name it in OF_THE_PROGRAM with the reason"
    )
    assert not (is_shown and name in OF_THE_PROGRAM), f"tickets.{name} is shown: take it out of OF_THE_PROGRAM"


@dataclass(frozen=True, slots=True, kw_only=True)
class WiderTicket(Ticket):
    way_in: str = text_field("进门的路", 60)


def test_a_labelled_text_column_of_a_ticket_is_shown_in_the_panel_and_on_the_sheet(hand: Hand) -> None:
    file = hand.desk.read(ticket_file, hand.log(), hand.desk.now())
    assert file is not None
    values = {name: getattr(file.ticket, name) for name in get_type_hints(Ticket)}
    file = replace(file, ticket=WiderTicket(**values, way_in="蓝色大门"))
    assert ("进门的路", "蓝色大门") in ticket_facts(file, NOW)
    assert "进门的路" in sheet_html(file, {}, NOW) and "蓝色大门" in sheet_html(file, {}, NOW)


def facts(file: TicketFile = EMPTY, **ticket: Any) -> dict[str, str]:
    """Return the facts of a ticket with these values."""
    return dict(ticket_facts(replace(file, ticket=replace(file.ticket, **ticket)), NOW))


def test_a_place_that_is_its_own_town_is_named_once_and_an_unknown_one_is_said_to_be_unknown() -> None:
    placed = replace(EMPTY, place="铜城", town="铜城")
    assert where(placed) == "铜城"
    assert (
        where(replace(placed, place="文化街", ticket=replace(EMPTY.ticket, address="北头"))) == "铜城 · 文化街 · 北头"
    )
    assert where(EMPTY) == "地点不详"


def test_the_facts_count_what_happened_and_leave_out_what_did_not() -> None:
    assert facts(returns=1, extensions=2, reopenings=3, reratings=4)["提醒"] == (
        "退单 1 次 · 延期 2 次 · 返工 3 次 · 改判 4 次"
    )
    bad, good = CallbackResult.UNSATISFIED, CallbackResult.SATISFIED
    assert facts(callback=good, first_answer=good)["回访"] == "满意"
    assert facts(callback=good, first_answer=bad)["回访"] == "满意 · 最先答复：不满意"
    assert facts(first_answer=bad)["回访"] == "最先答复：不满意", "it was reopened since"
    assert facts(extensions=1)["提醒"] == "延期 1 次"
    assert facts(households=30)["影响"] == "30 户"
    assert facts(dn=100)["管道"] == "DN100"
    empty = facts()
    assert {empty[caption] for caption in ("提醒", "影响", "管道", "约定时间", "班组", "回访", "处置情况")} == {""}
    assert empty["故障"] == "明漏 · 城区"
    assert facts(replace(EMPTY, crew="一班", crew_phone="13800000000"))["班组"] == "一班 138 0000 0000"
    assert facts(replace(EMPTY, crew="一班"))["班组"] == "一班"


def told_appointment(hand: Hand, key: int, now: datetime) -> str:
    """Return the appointment in the facts of a ticket, which the text for the crew tells, too."""
    file = hand.desk.read(ticket_file, key, now)
    assert file is not None
    said = dict(ticket_facts(file, now))["约定时间"]
    assert (f"约定时间：{said}" in crew_text(file, now)) is bool(said)
    return said


@pytest.mark.parametrize("own", [None, START + timedelta(hours=30)], ids=["no time of its own", "a later time"])
def test_the_appointment_of_a_merged_ticket_is_told_as_long_as_it_counts(
    hand: Hand, clock: HandClock, own: datetime | None
) -> None:
    agreed, kept = START + timedelta(hours=20), hand.log("meter_stopped", appointment=own)
    later = "" if own is None else "明天 16:00 周三"
    caller = CallDetails(phone="13855556666", caller="王五")
    hand.do(merge(hand.do(log_call(caller, ReportedFault("meter_stopped", appointment=agreed))), None, kept))
    whose = "138 5555 6666 王五 约的，已并入，照守"
    beside = f" · 本单约 {later}" if later else ""
    for step in (dispatch, accept):
        assert told_appointment(hand, kept, clock()) == f"明天 06:00 周三（{whose}）{beside}"
        hand.do(step(kept, None, hand.crew()) if step is dispatch else step(kept, None))
    assert told_appointment(hand, kept, clock()) == f"明天 06:00 周三（{whose}）{beside}", "on its way"
    hand.do(extend(kept, None, 3600, "另约了时间"))
    assert told_appointment(hand, kept, clock()) == f"明天 07:00 周三（{whose}）{beside}"
    clock.advance(minutes=1)
    hand.do(arrive(kept, None))
    assert told_appointment(hand, kept, clock()) == later, "the crew has been there"


def test_an_appointment_that_a_crew_on_site_keeps_unless_it_hands_back_is_told_with_that(
    hand: Hand, clock: HandClock
) -> None:
    agreed, kept = START + timedelta(hours=20), hand.bring_to(State.ARRIVED, "meter_stopped")
    caller = CallDetails(phone="13855556666", caller="王五")
    clock.advance(minutes=1)
    hand.do(merge(hand.do(log_call(caller, ReportedFault("meter_stopped", appointment=agreed))), None, kept))
    told = "明天 06:00 周三（138 5555 6666 王五 约的，已并入，{}照守）"
    there = told.format("处置完就算守约，退单、转派的")
    assert told_appointment(hand, kept, clock()) == there
    clock.advance(minutes=1)
    hand.do(return_(kept, None, "缺料"))
    assert told_appointment(hand, kept, clock()) == told.format("")
    hand.do(dispatch(kept, None, hand.crew()))
    hand.do(accept(kept, None))
    assert hand.clock(kept, Stage.ARRIVE).clock.deadline == agreed, "the next crew has to keep it"
    clock.advance(minutes=1)
    hand.do(arrive(kept, None))
    assert told_appointment(hand, kept, clock()) == "", "no later crew has to"


@pytest.mark.parametrize("ends", ["the repair", "the agreed time"])
def test_an_appointment_that_a_crew_on_site_has_kept_is_told_no_more(hand: Hand, clock: HandClock, ends: str) -> None:
    kept = hand.bring_to(State.ARRIVED, "meter_stopped")
    clock.advance(minutes=1)
    hand.do(merge(hand.log("meter_stopped", appointment=START + timedelta(hours=20)), None, kept))
    assert "处置完就算守约" in told_appointment(hand, kept, clock())
    if ends == "the repair":
        hand.do(resolve(kept, None))
    else:
        clock.advance(hours=21)
    assert told_appointment(hand, kept, clock()) == ""


@pytest.mark.parametrize("own", [timedelta(hours=10), timedelta(hours=20)], ids=["earlier", "the same"])
def test_an_appointment_of_a_merged_ticket_is_not_told_where_it_does_not_count(
    hand: Hand, clock: HandClock, own: timedelta
) -> None:
    kept = hand.log("meter_stopped", appointment=START + own)
    hand.do(merge(hand.log("meter_stopped", appointment=START + timedelta(hours=20)), None, kept))
    assert "（" not in told_appointment(hand, kept, clock())


def test_an_appointment_that_a_supervisor_moved_is_told_with_the_new_time(hand: Hand, clock: HandClock) -> None:
    key = hand.log("meter_stopped", appointment=START + timedelta(hours=20))
    hand.do(dispatch(key, None, hand.crew()))
    hand.do(accept(key, None))
    hand.do(extend(key, None, 3600, "用户改约"))
    assert told_appointment(hand, key, clock()) == "明天 06:00 周三（已延期到 明天 07:00 周三）"


@pytest.mark.parametrize("fault", ["meter_stopped", "visible_leak"], ids=["added later", "as the call was logged"])
def test_an_appointment_after_the_limit_says_that_it_waits_for_consent_or_was_refused(
    hand: Hand, clock: HandClock, fault: str
) -> None:
    agreed = START + timedelta(hours=30)

    def ask() -> int:
        if fault == "visible_leak":
            return hand.log(fault, priority=Priority.P4, appointment=agreed)
        key = hand.log(fault)
        hand.do(rerate(key, None, "忘了登记", appointment=agreed))
        return key

    keys = granted, refused = ask(), ask()
    for key in keys:
        assert told_appointment(hand, key, clock()) == "明天 16:00 周三（待核准，核准之前时限先到的按时限）"
        hand.do(dispatch(key, None, hand.crew()))
    hand.do(accept(refused, None))
    assert told_appointment(hand, refused, clock()) == "明天 16:00 周三（待核准，核准之前按时限）"
    for key in keys:
        (asked,) = hand.rows(consents, ticket_id=key)
        hand.other_supervisor().do(decide(asked.id, key == granted))
    assert told_appointment(hand, granted, clock()) == "明天 16:00 周三"
    assert told_appointment(hand, refused, clock()) == "明天 16:00 周三（未核准，按时限）"
    assert hand.clock(refused, Stage.ARRIVE).clock.deadline < agreed
    hand.do(arrive(refused, None))
    assert told_appointment(hand, refused, clock()) == "明天 16:00 周三（未核准，按时限）"


def test_an_appointment_before_the_limit_counts_although_it_was_refused(hand: Hand, clock: HandClock) -> None:
    key = hand.log()
    hand.do(rerate(key, None, "用户约的", priority=Priority.P4, appointment=clock() + timedelta(minutes=20)))
    hand.decide(granted=False)
    assert told_appointment(hand, key, clock()) == "今天 10:20 周二（未核准，时限先到的按时限）"
    hand.do(dispatch(key, None, hand.crew()))
    hand.do(accept(key, None))
    assert told_appointment(hand, key, clock()) == "今天 10:20 周二"


def test_an_appointment_before_a_re_rating_is_told_until_that_is_granted(hand: Hand, clock: HandClock) -> None:
    key = hand.log("meter_stopped", appointment=START + timedelta(hours=20))
    hand.do(rerate(key, None, "急", priority=Priority.P3))
    assert told_appointment(hand, key, clock()) == "明天 06:00 周三（改判以前约的，待核准，核准之前照守）"
    hand.decide()
    assert "（" not in told_appointment(hand, key, clock())


def test_the_summary_counts_calls_from_the_second_and_chases_from_the_first() -> None:
    for calls, chases, words in ((1, 0, ""), (2, 0, " · 来电 2 次"), (1, 1, " · 催办 1 次")):
        ticket = replace(EMPTY.ticket, calls=calls, chases=chases)
        (said,) = said_in_calls(replace(EMPTY, ticket=ticket), NOW)
        assert said.when == f"今天 10:00 来电{words}"


def test_after_a_merger_each_caller_s_words_stand_with_that_caller_s_number(hand: Hand, clock: HandClock) -> None:
    first = hand.do(log_call(CallDetails("13811111111", "张三", "楼道里跑水"), ReportedFault("visible_leak")))
    clock.advance(minutes=5)
    kept = hand.do(log_call(CallDetails("13822222222", "李四", "一楼进水了"), ReportedFault("visible_leak")))
    hand.do(merge(first, None, kept))
    clock.advance(minutes=5)
    hand.do(chase(kept, None, CallDetails("13844444444", words="来人了吗")))
    hand.do(chase(kept, None, CallDetails("13833333333", words="怎么还没来")))
    file = hand.desk.read(ticket_file, kept, clock())
    assert file is not None
    assert [(each.words, each.when) for each in said_in_calls(file, clock())] == [
        ("楼道里跑水", "今天 10:00 来电 · 138 1111 1111 张三 · 4 个号码共来电 4 次 · 催办 2 次"),
        ("一楼进水了", "今天 10:05 来电 · 138 2222 2222 李四"),
        ("怎么还没来", "今天 10:10 催办 · 138 3333 3333"),
    ]
    text = crew_text(file, clock())
    assert "原话：楼道里跑水（今天 10:00 来电 · 138 1111 1111 张三" in text
    assert "原话：一楼进水了（今天 10:05 来电 · 138 2222 2222 李四）" in text


def test_the_text_for_the_crew_tells_a_hold_and_how_it_stands(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.ACCEPTED)
    hand.do(hold(key, None, "等燃气交底"))

    def told() -> str:
        file = hand.desk.read(ticket_file, key, clock())
        assert file is not None
        return next((line for line in crew_text(file, clock()).splitlines() if line.startswith("挂起")), "")

    assert told() == "挂起：等燃气交底 · 挂起待核准"
    clock.advance(minutes=31)
    assert told() == "挂起：等燃气交底 · 挂起待核准，照计"
    hand.decide()
    assert told() == "挂起：等燃气交底 · 已挂起"
    hand.do(resume(key, None))
    assert told() == ""


def test_the_words_shown_are_those_of_the_call_that_opened_the_ticket() -> None:
    chase = CallLine(1, CallKind.CHASE, "", "", "还没来", "", NOW, None)
    report = replace(chase, id=2, kind=CallKind.REPORT, words="路上冒水")
    assert first_call(replace(EMPTY, calls=(chase, report))) is report
    assert first_call(replace(EMPTY, calls=(chase,))) is chase
    assert first_call(EMPTY) is None


def test_the_head_shows_the_nearest_deadline_and_no_bar_when_nothing_runs(qapp: QApplication) -> None:
    later, sooner = (clocks.start(Stage.ACCEPT, 1, NOW, limit, None) for limit in (900, 600))
    held = clocks.hold(sooner, NOW)
    head = Head()
    file = replace(EMPTY, clocks=(ClockLine(1, later, None), ClockLine(2, sooner, None)))
    head.show_file(file, NOW)
    assert head._bar.isVisibleTo(head)
    assert head._bar.accessibleName() == "剩 10 分"
    head.tick(file, NOW + timedelta(minutes=4))
    assert head._bar.accessibleName() == "剩 6 分"
    head.show_file(replace(file, clocks=(ClockLine(2, held, None),)), NOW)
    assert head._bar.accessibleName() == "挂起"
    head.show_file(EMPTY, NOW)
    assert not head._bar.isVisibleTo(head)


def test_the_head_says_into_which_ticket_this_one_was_merged_and_what_is_special(qapp: QApplication) -> None:
    head = Head()
    ticket = replace(EMPTY.ticket, state=State.MERGED, held=True, supervised=True, reopenings=1)
    head.show_file(replace(EMPTY, ticket=ticket, merged_number="20260120-0009"), NOW)
    assert head._state.text() == "已并单 · 并入 20260120-0009"
    assert head._marks.text() == "▲ 紧急   明漏   督办   挂起   返工"
    ticket = replace(ticket, water_over_road=True, danger_to_people=True)
    head.show_file(replace(EMPTY, ticket=ticket), NOW)
    assert head._marks.text() == "▲ 紧急   明漏   有人危险   督办   挂起   返工   路面过水", "danger is never cut"
    head.show_file(EMPTY, NOW)
    assert (head._state.text(), head._marks.text()) == ("待派单", "▲ 紧急   明漏")


def test_an_archived_ticket_whose_end_is_unknown_says_so_on_panel_and_sheet(qapp: QApplication) -> None:
    head = Head()
    file = replace(EMPTY, ticket=replace(EMPTY.ticket, state=State.CLOSED))
    for resolved_at, words in ((None, "已归档 · 未记完成"), (NOW, "已归档")):
        ended = replace(file, ticket=replace(file.ticket, resolved_at=resolved_at))
        head.show_file(ended, NOW)
        assert head._state.text() == words
        assert ("未记完成" in sheet_html(ended, {}, NOW)) is (resolved_at is None)
    began, imported = NOW - timedelta(hours=3), NOW - timedelta(minutes=17)
    clock = clocks.stop(clocks.start(Stage.RESOLVE, 1, began, 3600, None), imported, Outcome.UNFINISHED)
    sheet = sheet_html(replace(file, clocks=(ClockLine(1, clock, "一班"),)), {}, NOW)
    assert "未记完成 超时 2 小时" in sheet
    assert "09:43" not in sheet, "the import is no end"


def test_a_copied_number_is_confirmed_for_a_moment(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[str, int]] = []
    monkeypatch.setattr(head_module, "show_tip", lambda _at, text, _widget, _area, ms: told.append((text, ms)))
    button = NumberButton()
    button.show_number("20260120-0001")
    button.click()
    assert told == [("已复制 20260120-0001", 1500)]
    assert (button.accessibleName(), button.font().bold(), button.font().pixelSize()) == (
        "编号 20260120-0001",
        True,
        18,
    )
    assert button.toolTip() == "点击复制编号"
