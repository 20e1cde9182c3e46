"""Taking back the last step: by whom, when it is refused, and what becomes of alerts and calls."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest

from tests.archive_pages import page
from tests.desk_fixtures import START, Hand, HandClock, proper_sentence
from tickets.actions import (
    assisting,
    consent,
    correct,
    dispatch,
    followup,
    intake,
    outages,
    people,
    progress,
    rulemaking,
    settling,
)
from tickets.actions.alerting import acknowledge
from tickets.actions.command import Action, Command
from tickets.actions.consent import decide
from tickets.actions.dispatch import cancel, merge, reassign, rerate, return_
from tickets.actions.followup import callback, reopen
from tickets.actions.intake import CallDetails, attach_call
from tickets.actions.people import save_crew
from tickets.actions.progress import accept, arrive, depart, extend, hold, resolve, resume
from tickets.actions.rulemaking import LimitDraft, retire_limit, save_limit, save_setting
from tickets.actions.undo import undo, undo_edit
from tickets.checking.invariants import check
from tickets.errors import Conflict
from tickets.reports.figures import Figure
from tickets.reports.measures import report
from tickets.reports.scope import scope_of_days
from tickets.rules.instants import local_day
from tickets.rules.limits import specificity
from tickets.rules.search_query import understand
from tickets.rules.triage import Answers
from tickets.rules.undoing import EDITS, STEPS
from tickets.rules.words import (
    AlertOutcome,
    CallbackResult,
    CallKind,
    ConsentKind,
    ConsentState,
    Move,
    Outcome,
    Priority,
    Role,
    Stage,
    State,
    SubjectKind,
)
from tickets.settings import LOCK_MINUTES
from tickets.store.queries.alert_panel import alert_panel
from tickets.store.queries.archive import ArchiveFilter
from tickets.store.queries.callers import earlier_calls, recent_calls
from tickets.store.queries.last_step import last_step, undone_call
from tickets.store.queries.lookups import list_limits, setting
from tickets.store.queries.merging import merge_outcome
from tickets.store.queries.ticket_file import ticket_file
from tickets.store.rows import Who
from tickets.store.tables import alerts, calls, clocks, consents, holds, journal

LEFT = (Stage.ARRIVE, SubjectKind.TICKET)
CALL = CallDetails(phone="13900000009", words="还在冒水", address="桥头")


@pytest.fixture
def other(hand: Hand) -> Hand:
    """Another dispatcher, at another workstation."""
    key = hand.do(people.save_staff(None, "李四", frozenset({Role.DISPATCHER})))
    return Hand(hand.desk, Who(key, "李四", frozenset({Role.DISPATCHER}), "2 号席"))


def sound(hand: Hand, clock: HandClock) -> bool:
    """Whether the check finds nothing, after a sweep."""
    hand.desk.sweep()
    found = [violation.line for violation in hand.desk.read(check, clock())]
    assert found == []
    return True


@pytest.mark.on_both
def test_a_dispatch_is_taken_back_and_the_clock_runs_on_as_if_it_had_not_been(hand: Hand, clock: HandClock) -> None:
    key = hand.log()
    before, clock_before = hand.ticket(key), hand.clock(key, Stage.ACCEPT)
    clock.advance(minutes=1)
    hand.do(dispatch.dispatch(key, None, hand.crew()))
    clock.advance(seconds=5)
    hand.do(undo(key, 2))
    assert replace(hand.ticket(key), version=1) == before
    assert replace(hand.clock(key, Stage.ACCEPT), next_rung=clock_before.next_rung) == clock_before
    assert (hand.ticket(key).version, hand.last_entry(key).text) == (3, "派单：一班")
    hand.do(dispatch.dispatch(key, 3, hand.crew(1)))
    assert sound(hand, clock)


@pytest.mark.on_both
def test_of_two_workstations_exactly_one_takes_a_step_back(hand: Hand) -> None:
    key = hand.log()
    hand.do(dispatch.dispatch(key, None, hand.crew()))
    start = Barrier(2)

    def press(_seat: int) -> str:
        start.wait()
        try:
            hand.do(undo(key, 2))
        except Conflict as conflict:
            return proper_sentence(conflict.sentence)
        return "done"

    with ThreadPoolExecutor(2) as seats:
        outcomes = sorted(seats.map(press, range(2)))
    assert outcomes[0] == "done"
    assert "撤销" in outcomes[1]
    assert (hand.ticket(key).state, hand.ticket(key).version) == (State.NEW, 3)


def test_a_step_that_somebody_built_on_is_named_and_stays(hand: Hand, other: Hand) -> None:
    key = hand.log()
    hand.do(dispatch.dispatch(key, None, hand.crew()))
    other.do(accept(key, None))
    conflict = hand.conflict(undo(key, 2))
    assert "李四" in conflict.theirs
    assert "接单" in conflict.theirs
    assert hand.ticket(key).state is State.ACCEPTED


def test_only_its_author_or_a_supervisor_takes_a_step_back(hand: Hand, other: Hand, clock: HandClock) -> None:
    key = hand.log()
    hand.do(dispatch.dispatch(key, None, hand.crew()))
    sentence = other.refused(undo(key, None))
    assert sentence == "这一步是别人办的（10:00 值班员派单），只有本人或值班长能撤销。"
    step = other.desk.read(last_step, key, other.who, clock())
    assert step is not None
    assert step.why_not == sentence
    other.do(accept(key, None))
    hand.do(undo(key, None))  # a supervisor
    assert hand.ticket(key).state is State.DISPATCHED


def test_a_step_is_taken_back_once_and_neither_a_call_nor_an_undo_is(hand: Hand) -> None:
    key = hand.log()
    assert hand.refused(undo(key, None)) == (
        "上一步是“登记来电”（10:00 值班员登记来电），这一步不能撤销。"
        "记错了请用改判、更正或转派，不该建单的请用作废或并单。"
    )
    hand.do(dispatch.dispatch(key, None, hand.crew()))
    hand.do(undo(key, None))
    assert "登记来电" in hand.refused(undo(key, None))
    assert (hand.ticket(key).state, hand.ticket(key).version) == (State.NEW, 3)


@pytest.mark.on_both
def test_steps_are_taken_back_one_after_the_other(hand: Hand, clock: HandClock) -> None:
    key = hand.log()
    before = [hand.ticket(key)]
    for step in (dispatch.dispatch(key, None, hand.crew()), accept(key, None), hold(key, None, "等材料")):
        clock.advance(minutes=1)
        hand.do(step)
        before.append(hand.ticket(key))
    hand.do(undo(key, 4))
    hand.do(hold(key, None, "等燃气交底"))
    hand.do(undo(key, 6))
    undone = ["hold", "hold"]
    for was, last in zip(reversed(before[:-1]), ("accept", "dispatch", "log_call"), strict=True):
        present = hand.ticket(key)
        assert replace(present, version=was.version) == was
        told, file = (
            hand.desk.read(last_step, key, hand.who, clock()),
            hand.desk.read(ticket_file, key, hand.desk.now()),
        )
        assert told is not None
        assert told.last is not None
        assert file is not None
        assert (told.newest.step.action, told.last.step.action) == ("undo", last)
        assert [line.action for line in file.journal if line.undone] == undone
        if last != "log_call":
            hand.do(undo(key, present.version))
            undone = [last, *undone]
        assert sound(hand, clock)
    assert "登记来电" in hand.refused(undo(key, None))
    hand.do(dispatch.dispatch(key, None, hand.crew(1)))
    assert sound(hand, clock)


@pytest.mark.on_both
def test_two_workstations_take_back_one_step_and_not_the_one_before(hand: Hand) -> None:
    key = hand.log()
    hand.do(dispatch.dispatch(key, None, hand.crew()))
    hand.do(accept(key, None))
    hand.do(undo(key, 3))
    assert "撤销" in hand.conflict(undo(key, 3)).theirs
    assert hand.ticket(key).state is State.DISPATCHED


def test_under_a_step_that_a_supervisor_took_back_lies_ones_own(hand: Hand, other: Hand) -> None:
    key = hand.log()
    other.do(dispatch.dispatch(key, None, hand.crew()))
    other.do(accept(key, None))
    hand.do(undo(key, None))
    other.do(undo(key, None))
    assert hand.ticket(key).state is State.NEW
    hand.do(dispatch.dispatch(key, None, hand.crew()))
    other.do(accept(key, None))
    other.do(undo(key, None))
    assert "这一步是别人办的（10:00 值班员派单）" in other.refused(undo(key, None))


@pytest.mark.on_both
def test_a_merge_is_taken_back_once_the_later_steps_of_both_tickets_are(hand: Hand, clock: HandClock) -> None:
    first, second = hand.log(), hand.log(words="井盖边冒水")
    hand.do(dispatch.dispatch(second, None, hand.crew()))
    before = hand.ticket(first), hand.ticket(second)
    hand.do(merge(first, None, second))
    hand.do(accept(second, None))
    hand.do(followup.note(first, None, "已告知"))
    hand.do(undo(first, None))
    assert "另一张工单又有新的步骤（10:00 值班员接单）" in hand.refused(undo(first, None))
    hand.do(undo(second, None))
    hand.do(undo(first, None))
    assert tuple(replace(hand.ticket(was.id), version=was.version) for was in before) == before
    hand.do(undo(second, None))
    assert hand.ticket(second).state is State.NEW
    assert sound(hand, clock)


def test_an_acknowledged_alert_is_not_in_the_way(hand: Hand, clock: HandClock) -> None:
    key = hand.log()
    hand.do(dispatch.dispatch(key, None, hand.crew()))
    clock.advance(hours=1)
    hand.desk.sweep()
    hand.do(acknowledge(frozenset(alert.id for alert in hand.desk.read(alert_panel).alerts)))
    hand.other_supervisor().do(undo(key, 2))
    assert hand.ticket(key).crew_id is None
    assert sound(hand, clock)


@pytest.mark.on_both
def test_a_merge_is_taken_back_on_both_tickets_unless_one_has_moved(hand: Hand, clock: HandClock) -> None:
    first, second = hand.log(), hand.log(words="井盖边冒水")
    before = hand.ticket(first), hand.ticket(second)
    hand.do(merge(first, None, second))
    hand.do(undo(second, None))
    assert (replace(hand.ticket(first), version=1), replace(hand.ticket(second), version=1)) == before
    assert [row.ticket_id for row in hand.rows(calls)] == [first, second]
    hand.do(merge(first, None, second))
    assert sound(hand, clock)
    hand.do(dispatch.dispatch(second, None, hand.crew()))
    assert "另一张工单又有新的步骤（10:00 值班员派单）" in hand.refused(undo(first, None))


@pytest.mark.on_both
def test_a_call_that_was_attached_keeps_its_words_and_is_left_out_everywhere(hand: Hand, clock: HandClock) -> None:
    key = hand.log()
    attached, taken_back = attach_call(key, None, CALL), undo(key, None)
    hand.do(attached)
    assert hand.desk.read(undone_call, key, attached.request) is None
    came = clock()
    clock.advance(minutes=1)
    hand.do(taken_back)
    told = hand.desk.read(undone_call, key, taken_back.request)
    assert told is not None
    assert (told.words, told.phone, told.at, told.request) == (CALL.words, CALL.phone, came, attached.request)
    (call,) = hand.rows(calls, kind=CallKind.UNDONE)
    assert (call.words, call.ticket_id) == (CALL.words, None)
    file = hand.desk.read(ticket_file, key, hand.desk.now())
    assert file is not None
    assert (file.ticket.calls, len(file.calls)) == (1, 1)
    assert hand.desk.read(earlier_calls, CALL.phone) == []
    assert [each.ticket_id for each in hand.desk.read(recent_calls)] == [key]
    today = local_day(clock())
    said, undone = (ArchiveFilter(understand(words, today)) for words in ("路上冒水", CALL.words))
    assert [row.id for row in hand.desk.read(page, said)] == [key]
    assert hand.desk.read(page, undone) == []
    assert hand.desk.read(report, scope_of_days(today, today), clock()).work.counts[Figure.CALLS] == 1
    assert sound(hand, clock)


@pytest.mark.on_both
def test_a_rung_that_a_step_made_needless_is_raised_after_all(hand: Hand, clock: HandClock) -> None:
    """The watch did not run; the acceptance stored the rungs as suppressed. Without it they are due."""
    key = hand.log()
    hand.do(dispatch.dispatch(key, None, hand.crew()))
    clock.advance(minutes=25)
    hand.do(accept(key, None))
    hand.do(undo(key, None))
    assert hand.desk.read(alert_panel).alerts == ()
    assert hand.desk.sweep().raised > 0
    assert sound(hand, clock)


def test_alerts_of_an_undone_clock_stay_and_say_why(hand: Hand, clock: HandClock) -> None:
    key = hand.log()
    hand.do(dispatch.dispatch(key, None, hand.crew()))
    hand.do(accept(key, None))
    clock.advance(minutes=25)
    hand.desk.sweep()
    hand.do(undo(key, None))
    undone = [alert for alert in hand.desk.read(alert_panel).alerts if alert.stage is Stage.ARRIVE]
    assert undone
    assert {(alert.undone, alert.over, alert.clock_outcome) for alert in undone} == {(True, True, Outcome.UNDONE)}
    (row,) = hand.rows(clocks, subject_kind=SubjectKind.UNDONE)
    assert (row.round, row.subject_id, row.next_rung, row.stopped) == (row.id, key, None, clock.now)
    assert sound(hand, clock)


def test_what_an_undone_clock_crossed_unseen_is_sent_to_nobody(hand: Hand, clock: HandClock) -> None:
    key = hand.log()
    hand.do(dispatch.dispatch(key, None, hand.crew()))
    hand.do(accept(key, None))
    clock.advance(minutes=25)
    hand.do(undo(key, None))
    (undone,) = hand.rows(clocks, subject_kind=SubjectKind.UNDONE)
    told = {(row.outcome, row.reason) for row in hand.rows(alerts, clock_id=undone.id)}
    assert told == {(AlertOutcome.SUPPRESSED, "步骤已撤销")}
    assert sound(hand, clock)


def test_an_extension_taken_back_and_given_again_has_alerts_of_its_own(hand: Hand, clock: HandClock) -> None:
    key = hand.log()
    hand.desk.sweep()
    hand.do(extend(key, None, 600, "夜间"))
    clock.advance(hours=2)
    hand.desk.sweep()
    raised = len(hand.rows(alerts, outcome=AlertOutcome.SENT))
    hand.do(undo(key, None))
    assert hand.clock(key, Stage.ACCEPT).clock.term == 0
    hand.do(extend(key, None, 3 * 3600, "夜间"))
    clock.advance(hours=4)
    hand.desk.sweep()
    assert len(hand.rows(alerts, outcome=AlertOutcome.SENT)) > raised
    assert sound(hand, clock)


def test_a_hold_and_a_resume_are_taken_back(hand: Hand, clock: HandClock) -> None:
    key = hand.log()
    before = hand.clock(key, Stage.ACCEPT).clock
    hand.do(hold(key, None, "等材料"))
    hand.do(undo(key, None))
    assert hand.clock(key, Stage.ACCEPT).clock == before
    (undone,) = hand.rows(holds)
    assert (undone.until, undone.counted) == (undone.since, 0)
    file = hand.desk.read(ticket_file, key, hand.desk.now())
    assert file is not None
    assert file.holds == ()
    clock.advance(minutes=1)
    hand.do(hold(key, None, "等材料", clock.ago(seconds=30)))
    hand.decide()
    clock.advance(hours=1)
    hand.do(resume(key, None))
    clock.advance(minutes=8)
    raised = hand.desk.sweep().raised
    hand.do(undo(key, None))
    assert hand.ticket(key).held
    assert sound(hand, clock)
    clock.advance(minutes=20)
    hand.do(resume(key, None))  # its alerts come later by that time, and once more
    clock.advance(minutes=8)
    assert hand.desk.sweep().raised == raised > 0
    assert sound(hand, clock)


def test_a_correction_in_the_second_of_the_step_keeps_what_that_step_suppressed(hand: Hand, clock: HandClock) -> None:
    key = hand.log()
    hand.do(dispatch.dispatch(key, None, hand.crew()))
    clock.advance(minutes=25)
    hand.do(accept(key, None))
    hand.do(correct.correct_time(key, None, Move.ACCEPT, clock.ago(minutes=5), "记错"))
    hand.do(undo(key, None))
    assert sound(hand, clock)


@pytest.mark.parametrize("back", [timedelta(hours=1), timedelta(seconds=30)])
def test_a_clock_set_back_in_between_is_no_obstacle(hand: Hand, clock: HandClock, back: timedelta) -> None:
    key = hand.log()
    hand.do(dispatch.dispatch(key, None, hand.crew()))
    hand.do(accept(key, None))
    hand.do(hold(key, None, "等材料"))
    clock.set(clock.now - back)
    hand.do(undo(key, None))
    assert (hand.ticket(key).state, hand.ticket(key).held) == (State.ACCEPTED, False)
    assert sound(hand, clock)
    hand.do(depart(key, None))
    hand.do(arrive(key, None))
    clock.set(clock.now - back)
    hand.do(undo(key, None))
    assert hand.ticket(key).state is State.ACCEPTED
    assert sound(hand, clock)


def test_an_undo_s_own_time_tells_whether_an_answer_was_a_slip(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.DISPATCHED)
    clock.advance(hours=1)
    hand.desk.sweep()
    for step in (accept, arrive, resolve):
        hand.do(step(key, None))
    hand.do(callback(key, None, CallbackResult.SATISFIED))
    clock.advance(minutes=20)
    hand.do(acknowledge(frozenset(row.id for row in hand.rows(alerts))))
    clock.advance(hours=-1)
    hand.do(undo(key, None))
    assert hand.ticket(key).first_answer is None
    assert sound(hand, clock)


@pytest.mark.on_both
def test_an_edit_is_taken_back_and_every_program_reads_the_rules_again(hand: Hand, clock: HandClock) -> None:
    rule = next(each for each in hand.desk.read(list_limits) if not any(specificity(each.limit)))
    draft = LimitDraft(rule.stage, rule.seconds + 60)
    edit = save_limit(rule.rule, draft)
    hand.do(edit)
    hand.do(undo_edit(edit.request))
    again = next(each for each in hand.desk.read(list_limits) if each.rule == rule.rule)
    assert again == rule
    hand.do(save_limit(rule.rule, draft))  # under the next free version
    kept = save_setting(LOCK_MINUTES.key, 3)
    hand.do(kept)
    hand.do(undo_edit(kept.request))
    assert hand.desk.read(setting, LOCK_MINUTES) == LOCK_MINUTES.default
    assert "已经撤销" in hand.refused(undo_edit(kept.request))
    assert sound(hand, clock)


def test_an_edit_that_another_followed_or_a_ticket_uses_stays(hand: Hand, other: Hand) -> None:
    crew = save_crew(None, "三班")
    key = hand.do(crew)
    other.do(save_crew(hand.crew(), "一班", "138"))
    assert "李四编辑班组" in hand.refused(undo_edit(crew.request))
    crew = save_crew(None, "四班")
    key = hand.do(crew)
    assert "李四" in other.refused(undo_edit(crew.request)) or "别人" in other.refused(undo_edit(crew.request))
    hand.do(dispatch.dispatch(hand.log(), None, key))
    assert "已经有工单用到它" in hand.refused(undo_edit(crew.request))
    assert "不能撤销" in hand.refused(undo_edit("nothing of the kind"))


def test_edits_of_a_list_are_taken_back_one_after_the_other(hand: Hand) -> None:
    edits = [save_setting(LOCK_MINUTES.key, minutes) for minutes in (3, 4, 5)]
    for edit in edits:
        hand.do(edit)
    hand.do(undo_edit(edits[2].request))
    assert "已经撤销" in hand.refused(undo_edit(edits[2].request))
    assert "这以后又有修改" in hand.refused(undo_edit(edits[0].request))
    hand.do(undo_edit(edits[1].request))
    assert hand.desk.read(setting, LOCK_MINUTES) == 3
    hand.do(undo_edit(edits[0].request))
    assert hand.desk.read(setting, LOCK_MINUTES) == LOCK_MINUTES.default


@pytest.mark.on_both
@pytest.mark.parametrize("granted", [True, False])
def test_a_decision_is_taken_back_by_who_made_it_and_then_made_again(
    hand: Hand, clock: HandClock, granted: bool
) -> None:
    key = hand.log()
    hand.do(hold(key, None, "等材料"))
    before, (asked,) = hand.clock(key, Stage.ACCEPT), hand.rows(consents)
    clock.advance(minutes=1)
    lead = hand.other_supervisor()
    lead.do(decide(asked.id, granted, "看过了"))
    word = "核准" if granted else "不核准"
    assert f"10:01 演示值班长{word}，只有作决定的值班长能撤销：换他登录，按 Ctrl+Shift+Z。" in hand.refused(
        undo(key, None)
    )
    lead.do(undo(key, 3))
    assert hand.rows(consents) == [asked]
    assert replace(hand.clock(key, Stage.ACCEPT), next_rung=before.next_rung) == before
    assert hand.last_entry(key).text == f"{word}挂起：看过了"
    assert sound(hand, clock)
    lead.do(decide(asked.id, not granted))
    assert sound(hand, clock)
    lead.do(undo(key, None))
    hand.do(undo(key, None))
    assert (hand.ticket(key).held, hand.rows(consents)[0].state) == (False, ConsentState.WITHDRAWN)
    assert sound(hand, clock)


def test_a_decision_that_makes_a_late_stage_vanish_stays(hand: Hand, clock: HandClock) -> None:
    key = hand.log()
    hand.do(hold(key, None, "等材料"))
    (asked,) = hand.rows(consents)
    lead = hand.other_supervisor()
    lead.do(decide(asked.id, False))
    clock.advance(minutes=25)  # due, and within the time for which the hold was in effect without consent
    assert "已经超时，撤销这一步会让它消失" in lead.refused(undo(key, None))


@pytest.mark.on_both
def test_a_decision_about_a_merged_ticket_is_taken_back_on_all_tickets(hand: Hand, clock: HandClock) -> None:
    first, second, third = (hand.log() for _ in range(3))
    clock.advance(hours=1)
    hand.do(merge(first, None, second))
    hand.do(merge(second, None, third))
    before = [hand.ticket(key) for key in (first, second, third)]
    asked = hand.rows(consents, ticket_id=first)
    lead = hand.other_supervisor()
    lead.do(decide(asked[0].id, True))
    hand.do(followup.note(second, None, "已告知"))
    assert "另一张工单又有新的步骤（11:00 值班员备注），不能撤销核准" in lead.refused(undo(third, None))
    hand.do(undo(second, None))
    lead.do(undo(third, None))
    assert [replace(hand.ticket(was.id), version=was.version) for was in before] == before
    assert hand.rows(consents, ticket_id=first) == asked
    assert sound(hand, clock)
    hand.do(undo(third, None))
    assert hand.ticket(second).state is State.NEW
    assert sound(hand, clock)


def test_taking_back_an_edit_leaves_the_rules_sound(hand: Hand) -> None:
    special = LimitDraft(Stage.ACCEPT, 300, "burst_main", hour_from=1, hour_to=5)
    hand.do(save_limit(None, special))
    rule = next(each.rule for each in hand.desk.read(list_limits) if each.hour_from == 1)
    edit = retire_limit(rule)
    hand.do(edit)
    hand.do(save_limit(None, special))
    assert "这以后又有修改" in hand.refused(undo_edit(edit.request))


def test_the_roles_of_what_can_be_taken_back_are_those_of_the_actions() -> None:
    modules = (
        assisting, consent, correct, dispatch, followup, intake, outages, people, progress, rulemaking, settling,
    )  # fmt: skip
    found = {each.name: each.roles for module in modules for each in vars(module).values() if isinstance(each, Action)}
    known = {**STEPS, **EDITS}
    assert {name: found[name] for name in known} == known


@pytest.mark.on_both
def test_the_time_for_which_an_undone_step_stood_is_not_given_back(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.ACCEPTED)
    for move in (Move.ARRIVE, Move.ARRIVE):
        hand.take(key, move)
        clock.advance(hours=11)
        hand.do(undo(key, None))
    hand.take(key, Move.ARRIVE)
    assert hand.clock(key, Stage.RESOLVE).clock.deadline == clock.now + timedelta(hours=2), "24 h less twice 11"
    told = [row.text for row in hand.rows(journal, action="undo")]
    assert [text[: text.index(" ")] for text in told] == ["到场（处置再开始时仍按"] * 2
    hand.take(key, Move.RESOLVE)
    hand.do(reopen(key, None, "又漏了"))
    for move in (Move.DISPATCH, Move.ACCEPT, Move.ARRIVE):
        hand.take(key, move)
    assert hand.clock(key, Stage.RESOLVE).clock.deadline == clock.now + timedelta(hours=24), "it has been done since"
    assert list(hand.desk.read(check, clock())) == []


@pytest.mark.on_both
def test_what_an_undone_step_of_a_merged_ticket_stood_is_not_given_back_either(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.DISPATCHED)
    hand.take(key, Move.ACCEPT)
    clock.advance(minutes=9)
    hand.do(undo(key, None))
    kept = hand.log()
    hand.do(merge(key, None, kept))
    for move in (Move.DISPATCH, Move.ACCEPT):
        hand.take(kept, move)
    assert hand.clock(kept, Stage.ARRIVE).clock.deadline == clock.now + timedelta(minutes=21)


@pytest.mark.on_both
def test_an_undone_step_of_a_merged_ticket_weighs_on_no_stage_after_the_repair(hand: Hand, clock: HandClock) -> None:
    kept, key = hand.bring_to(State.ARRIVED), hand.bring_to(State.DISPATCHED)
    hand.take(key, Move.ACCEPT)
    clock.advance(minutes=9)
    hand.do(undo(key, None))
    hand.do(merge(key, None, kept))
    clock.advance(minutes=1)
    hand.take(kept, Move.RESOLVE)
    hand.do(reopen(kept, None, "又漏了"))
    for move in (Move.DISPATCH, Move.ACCEPT):
        hand.take(kept, move)
    assert hand.clock(kept, Stage.ARRIVE).clock.deadline == clock.now + timedelta(minutes=30)


def accepted_by_mistake(hand: Hand, clock: HandClock) -> list[int]:
    """Return two tickets whose acceptance was undone after 20 minutes; the arrival was due after 30."""
    keys = [hand.bring_to(State.DISPATCHED) for _ in range(2)]
    for key in keys:
        hand.take(key, Move.ACCEPT)
    clock.advance(minutes=20)
    for key in keys:
        hand.do(undo(key, None))
    return keys


@pytest.mark.on_both
@pytest.mark.parametrize("end", [
    lambda key, _kept: dispatch.cancel(key, None, "误报"),
    lambda key, _kept: settling.settle(key, None, "已告知"),
    lambda key, kept: merge(key, None, kept),
], ids=["cancelled", "settled", "merged"])  # fmt: skip
def test_a_stage_that_an_undone_step_had_started_is_late_if_its_ticket_ends_after_its_deadline(
    hand: Hand, clock: HandClock, end: Callable[[int, int], Command[int]]
) -> None:
    key, in_time = accepted_by_mistake(hand, clock)
    kept = hand.bring_to(State.ACCEPTED)
    for each, minutes in ((in_time, 10), (key, 1)):
        clock.advance(minutes=minutes)
        hand.do(end(each, kept))
    arriving = hand.clock(key, Stage.ARRIVE).clock
    assert (arriving.deadline, arriving.stopped) == (START + timedelta(minutes=30), clock.now)
    assert len([row for row in hand.rows(consents, ticket_id=key) if row.state is ConsentState.ASKED]) == 1
    assert not [row for row in hand.clocks(in_time) if (row.clock.stage, row.subject.kind) == LEFT]
    assert sound(hand, clock)
    hand.do(undo(key, None))
    assert not [row for row in hand.clocks(key) if (row.clock.stage, row.subject.kind) == LEFT]
    assert sound(hand, clock)


@pytest.mark.on_both
@pytest.mark.parametrize(("accepted", "undone"), [(5, 9), (10, 20)], ids=["slip", "no slip"])
def test_a_running_stage_goes_on_for_that_of_an_undone_step_of_a_merged_ticket(
    hand: Hand, clock: HandClock, accepted: int, undone: int
) -> None:
    key, kept = hand.bring_to(State.ACCEPTED), hand.log()
    clock.advance(minutes=accepted)
    hand.take(kept, Move.DISPATCH)
    hand.take(kept, Move.ACCEPT)
    clock.advance(minutes=undone - accepted)
    hand.do(undo(key, None))
    told = hand.desk.read(merge_outcome, key, kept, clock()).changes
    due = START + timedelta(minutes=30)
    assert [each.after.deadline for each in told] == [due]
    hand.do(merge(key, None, kept))
    hand.do(hold(kept, None, "等材料"))
    clock.advance(minutes=1)
    hand.do(resume(kept, None))
    assert hand.clock(kept, Stage.ARRIVE).clock.deadline == due
    hand.decide()
    assert hand.clock(kept, Stage.ARRIVE).clock.deadline == due + timedelta(minutes=1)
    assert sound(hand, clock)


@pytest.mark.on_both
def test_a_kept_ticket_that_ends_first_tells_the_stage_of_an_undone_step_late(hand: Hand, clock: HandClock) -> None:
    key, _ = accepted_by_mistake(hand, clock)
    kept = hand.log()
    hand.do(merge(key, None, kept))
    clock.advance(minutes=11)
    hand.do(dispatch.cancel(kept, None, "误报"))
    assert hand.clock(kept, Stage.ARRIVE).clock.deadline == START + timedelta(minutes=30)
    assert sound(hand, clock)


@pytest.mark.on_both
def test_a_supervisor_s_undo_of_somebody_else_s_step_costs_nothing_and_is_told(
    hand: Hand, other: Hand, clock: HandClock
) -> None:
    key = other.bring_to(State.ACCEPTED)
    other.take(key, Move.ARRIVE)
    clock.advance(hours=23)
    hand.do(undo(key, None))
    other.take(key, Move.ARRIVE)
    assert hand.clock(key, Stage.RESOLVE).clock.deadline == clock.now + timedelta(hours=24)
    clock.advance(hours=2)
    other.take(key, Move.RESOLVE)
    day = local_day(clock.now + timedelta(hours=22))
    figures = hand.desk.read(report, scope_of_days(day, day), clock()).stages
    changed = next(each.receipt.changed for each in figures if each.stage is Stage.RESOLVE)
    assert changed == {ConsentKind.CORRECTION: 1}
    assert list(hand.desk.read(check, clock())) == []


def test_a_step_that_is_entered_again_with_its_true_time_costs_nothing(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.ACCEPTED)
    hand.take(key, Move.ARRIVE)
    arrived = clock.now
    clock.advance(hours=2)
    hand.do(undo(key, None))
    hand.do(arrive(key, None, arrived))
    assert hand.clock(key, Stage.RESOLVE).clock.deadline == arrived + timedelta(hours=24)


def test_a_reopening_by_mistake_does_not_weigh_on_a_later_one(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.RESOLVED)
    for pause, minutes in ((9, 9), (11, 10)):
        hand.do(reopen(key, None, "又漏了"))
        clock.advance(minutes=1)
        hand.do(undo(key, None))
        clock.advance(minutes=pause)
        hand.do(reopen(key, None, "又漏了"))
        assert hand.clock(key, Stage.ACCEPT).clock.deadline == clock.now + timedelta(minutes=minutes)
        hand.do(undo(key, None))
        clock.advance(hours=1)


def test_a_clock_set_back_makes_no_late_stage_undoable(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.ACCEPTED)
    hand.take(key, Move.ARRIVE)
    arrived = clock.now
    clock.advance(hours=25)
    hand.desk.sweep()
    clock.set(arrived)
    assert "处置已经超时" in hand.refused(undo(key, None))


def test_a_refused_request_of_a_merged_ticket_can_be_decided_anew(hand: Hand, other: Hand, clock: HandClock) -> None:
    key, kept = other.log(), other.log()
    clock.advance(minutes=11)
    other.do(merge(key, None, kept))
    hand.do(decide(hand.rows(consents)[0].id, False))
    hand.do(undo(key, None))
    assert hand.rows(consents)[0].state is ConsentState.ASKED


def test_a_wrong_time_that_was_taken_back_at_once_costs_nothing(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.ACCEPTED)
    clock.advance(hours=3)
    hand.do(arrive(key, None, clock.ago(hours=2)))
    hand.do(undo(key, None))
    hand.take(key, Move.ARRIVE)
    assert hand.clock(key, Stage.RESOLVE).clock.deadline == clock.now + timedelta(hours=24)


@pytest.mark.on_both
@pytest.mark.parametrize("step", ["resume", "cancel", "merge"])
def test_the_end_of_a_hold_is_taken_back_as_a_slip_or_by_a_supervisor(
    hand: Hand, other: Hand, clock: HandClock, step: str
) -> None:
    key, kept = hand.bring_to(State.ACCEPTED), hand.log()
    other.do(hold(key, None, "等材料"))
    hand.do(decide(hand.rows(consents)[-1].id, True))
    clock.advance(minutes=5)
    ends = {"resume": resume(key, None), "cancel": cancel(key, None, "误报"), "merge": merge(key, None, kept)}
    for minutes, words in ((10, ""), (11, "已过 10 分钟")):
        other.do(replace(ends[step], request=f"{step} {minutes}"))
        due = hand.clock(key, Stage.ARRIVE).clock.deadline
        clock.advance(minutes=minutes)
        if words:
            assert words in other.refused(undo(key, None))
            assert hand.clock(key, Stage.ARRIVE).clock.deadline == due
            hand.do(undo(key, None))
        else:
            other.do(undo(key, None))
        assert hand.ticket(key).held


@pytest.mark.on_both
def test_a_stricter_rating_is_taken_back_as_a_slip_only(hand: Hand, other: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.ACCEPTED, "hidden_leak")
    for pause in (10, 11):
        other.do(rerate(key, None, "有人危险", priority=Priority.P1))
        clock.advance(minutes=pause)
        if pause == 10:
            other.do(undo(key, None))
    assert "值班长核准" in other.refused(undo(key, None))
    assert "值班长核准" in hand.refused(undo(key, None)), "a supervisor consents to a re-rating, which is told"


@pytest.mark.on_both
@pytest.mark.parametrize("on_kept", [False, True])
def test_a_merger_that_made_a_limit_stricter_is_taken_back_as_a_slip_or_by_a_supervisor(
    hand: Hand, other: Hand, clock: HandClock, on_kept: bool
) -> None:
    kept, burst = hand.bring_to(State.ARRIVED, "hidden_leak"), hand.bring_to(State.ACCEPTED, "burst_main")
    for pause in (10, 11):
        other.do(merge(burst, None, kept))
        clock.advance(minutes=pause)
        if pause == 10:
            other.do(undo(kept if on_kept else burst, None))
    assert "另一位值班长" in other.refused(undo(kept if on_kept else burst, None))
    hand.do(undo(kept if on_kept else burst, None))
    assert hand.ticket(burst).state is State.ACCEPTED
    assert sound(hand, clock)


def test_answers_that_demand_a_stricter_rating_are_taken_back_as_a_slip_only(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.ACCEPTED, "hidden_leak")
    hand.do(attach_call(key, None, CALL, Answers(danger_to_people=True)))
    clock.advance(minutes=11)
    assert "值班长核准" in hand.refused(undo(key, None))


@pytest.mark.parametrize("give_up", ["return", "reassign"])
def test_a_round_that_became_late_is_not_undone_because_an_earlier_one_is_late_again(
    hand: Hand, clock: HandClock, give_up: str
) -> None:
    key = hand.log("hidden_leak")
    hand.do(dispatch.dispatch(key, None, hand.crew()))
    clock.set(START + timedelta(minutes=100))
    hand.do(return_(key, None, "去不了") if give_up == "return" else reassign(key, None, hand.crew(1), "近"))
    clock.set(START + timedelta(minutes=190))
    assert "超时" in hand.refused(undo(key, None))
