"""The history of a ticket: complete, the newest first, late entries marked."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.desk_fixtures import EVERYONE, START, Hand, HandClock
from tickets.actions import correct, dispatch, followup, intake, progress
from tickets.actions.consent import decide
from tickets.rules.clocks import Clock
from tickets.rules.moves import MoveContext
from tickets.rules.words import (
    AlertOutcome,
    CallKind,
    ConsentState,
    Move,
    Outcome,
    Priority,
    Role,
    RungKind,
    Source,
    Stage,
    State,
    Zone,
)
from tickets.store.queries.ticket_file import (
    CallLine,
    ClockLine,
    HoldLine,
    JournalLine,
    TicketAlert,
    TicketFile,
    ticket_file,
)
from tickets.store.rows import Fault, Ticket
from ui.ticket.timeline import Kind, TimelineEntry, timeline

NAMES = {"visible_leak": "明漏", "burst_main": "爆管"}
moments = st.integers(0, 10**6).map(lambda seconds: START + timedelta(seconds=seconds))

TICKET = Ticket(
    id=1, number="20260120-0001", state=State.NEW, fault="visible_leak", priority=Priority.P2, zone=Zone.URBAN,
    opened=START, source=Source.DESK,
)  # fmt: skip
FAULT = Fault("visible_leak", "明漏", "main", Priority.P2, False, False, "", "", 1, True)
EMPTY = TicketFile(TICKET, FAULT, None, None, None, None, None, (), (), (), (), (), MoveContext(State.NEW))

journals = st.lists(
    st.builds(
        JournalLine,
        st.integers(1, 10**6),
        moments,
        st.none() | moments,
        st.none() | st.just("值班员"),
        st.just("1 号席"),
        st.sampled_from([*(move.value for move in Move), "note", "supervise", "correct_time"]),
        st.text(max_size=20),
        st.just(()),
    ),
    max_size=12,
    unique_by=lambda line: line.id,
)
calls = st.lists(
    st.builds(CallLine, st.integers(1, 10**6), st.sampled_from(CallKind), st.just("13800000000"), st.just(""),
              st.text(max_size=20), st.just(""), moments, st.none()),
    max_size=5,
)  # fmt: skip
alerts = st.lists(
    st.builds(TicketAlert, st.integers(1, 10**6), st.sampled_from(Stage), st.sampled_from(RungKind),
              st.sampled_from(Role), moments, moments, st.sampled_from(AlertOutcome), st.just(""), st.none(),
              st.none()),
    max_size=8,
)  # fmt: skip
files = st.builds(
    lambda lines, said, raised: replace(EMPTY, journal=tuple(lines), calls=tuple(said), alerts=tuple(raised)),
    journals,
    calls,
    alerts,
)


@given(files)
def test_the_timeline_shows_everything_once_the_newest_first_with_the_entry_time_of_late_entries(
    file: TicketFile,
) -> None:
    entries = timeline(file, NAMES).entries
    times, kinds = [entry.at for entry in entries], [entry.kind for entry in entries]
    assert times == sorted(times, reverse=True)
    assert kinds.count(Kind.CALL) == len(file.calls)
    assert kinds.count(Kind.DEED) == len(file.journal)
    crossings = {(alert.stage, alert.kind, alert.due, alert.outcome) for alert in file.alerts}
    assert len(entries) == len(file.calls) + len(file.journal) + len(crossings)
    unsent = [crossing for crossing in crossings if crossing[-1] is not AlertOutcome.SENT]
    assert kinds.count(Kind.UNSENT) == len(unsent)
    late = sorted(
        (line.true_time, line.at) for line in file.journal if line.true_time and line.action != "correct_time"
    )
    assert sorted((entry.at, entry.written) for entry in entries if entry.written) == late


@given(st.lists(st.tuples(moments, st.integers(1, 99)), max_size=8, unique_by=lambda pair: pair[1]))
def test_rounds_are_listed_in_the_order_they_started(started: list[tuple[object, int]]) -> None:
    # type: ignore[arg-type]
    lines = tuple(ClockLine(id_, Clock(Stage.ACCEPT, id_, at, 60, None), None) for at, id_ in started)
    shown = timeline(replace(EMPTY, clocks=lines), NAMES).rounds
    assert [line.clock.started for line in shown] == sorted(at for at, _ in started)  # type: ignore[type-var]
    assert len(shown) == len(lines)


def read(hand: Hand, ticket: int) -> TicketFile:
    file = hand.desk.read(ticket_file, ticket, hand.desk.now())
    assert file is not None
    return file


def story(hand: Hand, ticket: int) -> list[TimelineEntry]:
    return list(timeline(read(hand, ticket), NAMES).entries)


def test_the_timeline_describes_a_real_ticket_in_words(hand: Hand, clock: HandClock, crews: tuple[int, int]) -> None:
    ticket = hand.log(words="路上冒水")
    clock.advance(minutes=5)
    hand.do(dispatch.dispatch(ticket, None, crews[0]))
    clock.advance(minutes=30)
    hand.do(progress.accept(ticket, None, clock.ago(minutes=20)))
    hand.do(progress.hold(ticket, None, "等材料"))
    clock.advance(minutes=15)
    hand.do(progress.resume(ticket, None))
    chief = Hand(hand.desk, replace(EVERYONE, staff_id=None))
    chief.do(decide(1, True, "有照片"))
    hand.do(progress.extend(ticket, None, 3600, "夜间"))
    hand.do(dispatch.rerate(ticket, None, "现场看是爆管", fault="burst_main", priority=Priority.P1, dn=100))
    hand.do(correct.correct_time(ticket, None, Move.ACCEPT, clock.ago(minutes=30), "报错了"))
    hand.do(intake.chase(ticket, None, intake.CallDetails(words="怎么还没来")))
    hand.do(dispatch.supervise(ticket, None, True, "领导过问"))
    hand.do(dispatch.supervise(ticket, None, False))
    entries = [(entry.title, entry.text) for entry in story(hand, ticket) if entry.kind in (Kind.CALL, Kind.DEED)]
    assert entries == [
        ("取消督办", ""),
        ("督办", "领导过问"),
        ("更正时间", "接单：报错了 · 01-20 10:15 → 01-20 10:20"),
        ("改判", "现场看是爆管 · 明漏 → 爆管、紧急 → 特急、— → DN100"),
        ("延期", "夜间 · 延长 1 小时"),
        ("核准挂起", "有照片"),
        ("恢复", ""),
        ("来电 · 催办", "怎么还没来"),
        ("申请核准 · 挂起", "已核准 01-20 10:50"),
        ("挂起", "等材料 · 共 15 分 · 已核准"),
        ("接单", ""),
        ("派单", "一班"),
        ("来电 · 报修", "138 0000 0000：路上冒水"),
    ]
    accepted = next(entry for entry in story(hand, ticket) if entry.title == "接单")
    assert (accepted.at, accepted.written) == (START + timedelta(minutes=15), START + timedelta(minutes=35))


def test_the_timeline_marks_a_call_entered_late(hand: Hand, clock: HandClock) -> None:
    details = intake.CallDetails(phone="13800000000", words="夜里打来的", at=clock.ago(hours=3))
    ticket = hand.do(intake.log_call(details, intake.ReportedFault("visible_leak")))
    call = story(hand, ticket)[-1]
    assert (call.title, call.at, call.written) == ("来电 · 报修", clock.ago(hours=3), clock.now)


def test_the_timeline_says_whom_an_alert_went_to_and_who_saw_it(hand: Hand, clock: HandClock) -> None:
    ticket = hand.log("burst_main")
    clock.advance(minutes=11)
    hand.desk.sweep()
    entry = next(entry for entry in story(hand, ticket) if entry.kind is Kind.OVERDUE)
    assert entry.title == "告警 · 受理超时"
    assert entry.text.startswith("发给")
    assert entry.text.endswith("还没有人确认")


@pytest.mark.parametrize("again", [dispatch.return_, followup.reopen])
def test_a_repeated_stage_has_its_own_round(hand: Hand, again: object) -> None:
    ticket = hand.bring_to(State.DISPATCHED if again is dispatch.return_ else State.RESOLVED)
    hand.do(again(ticket, None, "还没修好"))  # type: ignore[operator]
    rounds = timeline(read(hand, ticket), NAMES).rounds
    accepts = [line.clock for line in rounds if line.clock.stage is Stage.ACCEPT]
    assert [clock.round for clock in accepts] == [1, 2]
    assert accepts[0].outcome in (Outcome.DONE, Outcome.RETURNED)
    assert accepts[1].outcome is None


LINE = JournalLine(1, START, None, "值班员", "1 号席", "note", "", ())
ALERT = TicketAlert(
    1, Stage.ACCEPT, RungKind.OVERDUE, Role.DISPATCHER, START, START, AlertOutcome.SENT, "", None, None
)  # fmt: skip


def entries(**parts: object) -> list[TimelineEntry]:
    """Return the history of a ticket with these parts only."""
    return list(timeline(replace(EMPTY, **parts), NAMES).entries)  # type: ignore[arg-type]


def test_a_call_is_not_marked_late_because_a_step_of_that_moment_was_entered_late() -> None:
    call = CallLine(1, CallKind.REPORT, "", "", "路上冒水", "", START, None)
    step = replace(LINE, action="accept", true_time=START, at=START + timedelta(minutes=5))
    first, second = entries(calls=(call,), journal=(step,))
    assert {(first.kind, bool(first.written)), (second.kind, bool(second.written))} == {
        (Kind.CALL, False), (Kind.DEED, True),
    }  # fmt: skip


def test_an_entry_says_who_made_it_and_where_or_that_the_program_did() -> None:
    assert [entry.by for entry in entries(journal=(LINE,))] == ["值班员 · 1 号席"]
    assert [entry.by for entry in entries(journal=(replace(LINE, staff=None, seat=""),))] == ["系统"]
    taken = CallLine(1, CallKind.REPORT, "", "演示来电人", "", "", START, "接线员")
    assert [(entry.text, entry.by) for entry in entries(calls=(taken,))] == [("演示来电人", "接线员")]
    assert [entry.by for entry in entries(calls=(replace(taken, operator=None),))] == [""]


def test_a_call_tells_where_its_recording_is() -> None:
    call = CallLine(1, CallKind.REPORT, "", "", "路上冒水", "", START, None, "https://pbx/1.wav")
    assert [entry.text for entry in entries(calls=(call,))] == ["路上冒水\n录音 https://pbx/1.wav"]


def test_a_hold_is_shown_with_its_length_or_as_lasting_until_now() -> None:
    line = replace(LINE, action="hold", text="等材料")
    other = HoldLine(Stage.ACCEPT, START - timedelta(hours=1), START, "雨", None, ConsentState.REFUSED)
    for until, words in ((None, "等材料 · 至今 · 未核准"), (START + timedelta(minutes=5), "等材料 · 共 5 分 · 未核准")):
        holds = (other, replace(other, since=START, until=until))
        assert [entry.text for entry in entries(journal=(line,), holds=holds)] == [words]
    old = replace(other, since=START, consent=None)
    assert [entry.text for entry in entries(journal=(line,), holds=(old,))] == [
        "等材料 · 共 0 秒 · 升级前的挂起，未经核准"
    ]
    assert [entry.text for entry in entries(journal=(line,), holds=(other,))] == ["等材料"]


def test_an_extension_shows_the_seconds_it_added_to_earlier_ones() -> None:
    changes = ({"table": "tickets", "new": {"version": 3}}, {"table": "clocks", "old": {"extended": 3600},
               "new": {"extended": 5400}})  # fmt: skip
    line = replace(LINE, action="extend", text="夜间", changes=changes)
    assert [entry.text for entry in entries(journal=(line,))] == ["夜间 · 延长 30 分"]
    first = ({"table": "clocks", "new": {"extended": 5400}},)
    assert [entry.text for entry in entries(journal=(replace(line, changes=first),))] == ["夜间 · 延长 1 小时 30 分"]
    assert [entry.text for entry in entries(journal=(replace(line, changes=()),))] == ["夜间"]


def test_a_rerating_to_a_fault_without_a_name_and_to_no_size_is_shown() -> None:
    old: dict[str, object] = {"fault": "visible_leak", "dn": 100, "zone": "urban", "material": ""}
    new: dict[str, object] = {"fault": "unnamed", "dn": None, "zone": "rural", "material": "球墨铸铁"}
    old |= {"danger_to_people": 0, "households": None}
    new |= {"danger_to_people": 1, "households": 9}
    changes = ({"table": "tickets", "old": old, "new": new}, {"table": "clocks", "old": old, "new": new})
    (entry,) = entries(journal=(replace(LINE, action="rerate", changes=changes),))
    assert entry.text == "明漏 → unnamed、城区 → 乡镇、DN100 → —、— → 球墨铸铁、— → 9 户、— → 有人危险"


def test_a_rerating_recorded_without_the_former_values_shows_its_reason() -> None:
    changes = ({"table": "tickets", "key": 1, "new": {"priority": "P1"}},)
    line = replace(LINE, action="rerate", text="现场看是爆管", changes=changes)
    assert [entry.text for entry in entries(journal=(line,))] == ["现场看是爆管"]


def test_a_corrected_hold_return_or_reopening_shows_both_times(
    hand: Hand, clock: HandClock, crews: tuple[int, int]
) -> None:
    ticket = hand.bring_to(State.ACCEPTED)
    for command in (
        progress.hold(ticket, None, "等材料"), progress.resume(ticket, None), dispatch.return_(ticket, None, "车坏了"),
        correct.correct_time(ticket, None, Move.HOLD, clock.now + timedelta(minutes=5), "记错了"),
        correct.correct_time(ticket, None, Move.RESUME, clock.now + timedelta(minutes=25), "记错了"),
        correct.correct_time(ticket, None, Move.RETURN, clock.now + timedelta(minutes=28), "记错了"),
    ):  # fmt: skip
        clock.advance(minutes=10)
        hand.do(command)
    said = {entry.title: entry.text for entry in reversed(story(hand, ticket))}
    assert said["挂起"] == "等材料 · 共 20 分 · 待核准"
    corrected = [entry.text for entry in reversed(story(hand, ticket)) if entry.title == "更正时间"]
    assert corrected == [
        "挂起：记错了 · 01-20 10:10 → 01-20 10:05",
        "恢复：记错了 · 01-20 10:20 → 01-20 10:25",
        "退单：记错了 · 01-20 10:30 → 01-20 10:28",
    ]


def test_a_correction_without_a_known_former_time_shows_its_reason() -> None:
    for line in (
        replace(LINE, action="correct_time", text="报错了", true_time=START),
        replace(LINE, action="correct_time", text="报错了", changes=({"old": {"stopped": 0}, "new": {"stopped": 60}},)),
    ):
        assert [entry.text for entry in entries(journal=(line,))] == ["报错了"]


def test_alerts_of_one_moment_are_one_entry_with_all_recipients_and_the_first_who_saw_it() -> None:
    at = START + timedelta(minutes=11)
    seen = replace(ALERT, id=2, recipient=Role.SUPERVISOR, seen_by="李四", seen_at=at)
    (entry,) = entries(alerts=(ALERT, seen))
    assert (entry.kind, entry.text) == (Kind.OVERDUE, "发给调度员、值班长，李四 01-20 10:11 确认")
    (entry,) = entries(alerts=(replace(seen, seen_by=None),))
    assert entry.text == "发给值班长，有人 01-20 10:11 确认"
    (entry,) = entries(alerts=(replace(ALERT, kind=RungKind.WARNING),))
    assert (entry.kind, entry.title, entry.text) == (
        Kind.WARNING, "告警 · 受理临期", "发给调度员，还没有人确认",
    )  # fmt: skip
    late = next(outcome for outcome in AlertOutcome if outcome is not AlertOutcome.SENT)
    (entry,) = entries(alerts=(replace(ALERT, outcome=late, reason="无人在班"),))
    assert (entry.kind, entry.text) == (Kind.UNSENT, f"{late.label}：无人在班")
