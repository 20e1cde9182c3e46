"""One way in: a command is permitted or not, done once and whole or not at all, and written in the journal."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.desk_fixtures import EVERYONE, START, Hand, HandClock, proper_sentence
from tickets.actions.command import Command, action
from tickets.actions.dispatch import dispatch, merge
from tickets.actions.followup import note
from tickets.actions.intake import CallDetails, ReportedFault, log_call
from tickets.actions.people import save_crew, save_staff
from tickets.actions.progress import accept, extend, hold
from tickets.actions.rulemaking import save_fault, save_place
from tickets.actions.unit_of_work import UnitOfWork
from tickets.errors import Conflict, Refused
from tickets.rules.words import FaultGroup, Priority, Role, State, Zone
from tickets.service import TicketService
from tickets.store.queries.board import open_tickets
from tickets.store.rows import Who
from tickets.store.schema import open_store
from tickets.store.tables import calls, clocks, crews, journal, requests, tickets

pytestmark = pytest.mark.on_both

CALL = CallDetails(phone="13800000000", words="路上冒水")
LEAK = ReportedFault("visible_leak")


def test_a_command_is_a_value_and_nothing_happens_until_it_is_performed(hand: Hand) -> None:
    before = hand.dump()
    command = log_call(CALL, LEAK)
    assert (command.name, command.label) == ("log_call", "登记来电")
    assert hand.dump() == before


def test_executing_a_command_returns_its_result_and_the_changed_tickets(hand: Hand) -> None:
    done = hand.execute(log_call(CALL, LEAK))
    assert (done.tickets, done.repeated) == (frozenset({done.result}), False)
    other = hand.log()
    assert hand.execute(merge(other, 1, done.result)).tickets == {other, done.result}
    assert hand.execute(save_crew(None, "三班")).tickets == frozenset()


def test_each_command_is_its_own_request_even_with_the_same_arguments(hand: Hand) -> None:
    assert hand.do(log_call(CALL, LEAK)) != hand.do(log_call(CALL, LEAK))


@pytest.mark.parametrize(
    "make",
    [
        lambda key, crew: log_call(CALL, LEAK),
        lambda key, crew: dispatch(key, 1, crew),
        lambda key, crew: note(key, None, "门口有狗"),
        lambda key, crew: save_crew(None, "三班"),
        lambda key, crew: save_fault("spring", "泉眼", FaultGroup.OTHER, Priority.P3),
        lambda key, crew: save_place(None, "新地方", "铜城街道", Zone.URBAN),
    ],
)
def test_a_command_sent_again_changes_nothing_and_gives_the_first_result(
    hand: Hand, clock: HandClock, make: Callable[[int, int], Command[Any]]
) -> None:
    command = make(hand.log(), hand.crew())
    first = hand.execute(command)
    after = hand.dump()
    clock.advance(hours=1)
    again = hand.execute(command)
    assert (again.result, again.repeated) == (first.result, True)
    assert type(again.result) is type(first.result)
    assert hand.dump() == after


def test_a_command_sent_again_by_another_program_is_still_the_same_one(hand: Hand, desk_url: str) -> None:
    command = log_call(CALL, LEAK)
    first = hand.do(command)
    other = TicketService(open_store(desk_url), HandClock())
    try:
        assert other.execute(command, EVERYONE).result == first
    finally:
        other.close()
    assert len(hand.rows(tickets)) == 1


def test_a_request_id_used_for_something_else_is_not_taken_for_a_repeat(hand: Hand) -> None:
    key = hand.log()
    first = note(key, None, "一")
    hand.do(first)
    hand.conflict(replace(log_call(CALL, LEAK), request=first.request))


def test_a_refused_command_may_be_sent_again_once_it_has_become_legal(hand: Hand) -> None:
    key = hand.log()
    command = accept(key, None)
    assert hand.refused(command) == "请先派单。"
    hand.do(dispatch(key, None, hand.crew()))
    assert not hand.execute(command).repeated
    assert hand.ticket(key).state is State.ACCEPTED


def test_an_action_outside_the_own_roles_is_refused(desk: TicketService, hand: Hand) -> None:
    key = hand.bring_to(State.DISPATCHED)
    operator = Hand(desk, Who(1, "值班员", frozenset({Role.OPERATOR}), "2 号席"))
    assert operator.refused(accept(key, None)) == "调度员、值班长才能接单，请换人登录或请他们来做。"
    assert operator.refused(extend(key, None, 600, "等配件")) == "值班长才能延期，请换人登录或请他们来做。"
    assert operator.refused(save_staff(None, "新人", frozenset(Role)))
    nobody = Hand(desk, Who(1, "值班员", frozenset(), "2 号席"))
    assert nobody.refused(note(key, None, "看看"))


def test_one_of_several_roles_is_enough(desk: TicketService, hand: Hand) -> None:
    key = hand.bring_to(State.DISPATCHED)
    both = frozenset({Role.OPERATOR, Role.DISPATCHER})
    Hand(desk, Who(1, "值班员", both, "2 号席")).do(accept(key, None))
    assert hand.ticket(key).state is State.ACCEPTED


def test_a_command_based_on_an_outdated_version_is_a_conflict(hand: Hand, clock: HandClock) -> None:
    key = hand.log()
    first, second = hand.crew(0), hand.crew(1)
    clock.set(START + timedelta(minutes=3, seconds=7))
    hand.do(dispatch(key, 1, first))
    conflict = hand.conflict(dispatch(key, 1, second))
    assert "10:03:07" in conflict.theirs
    assert "值班员" in conflict.theirs
    assert "1 号席" in conflict.theirs
    assert "派单" in conflict.theirs
    assert conflict.theirs in conflict.sentence
    assert hand.ticket(key).crew_id == first


def test_a_conflict_names_the_last_one_who_changed_the_ticket(desk: TicketService, hand: Hand) -> None:
    key = hand.log()
    hand.do(dispatch(key, 1, hand.crew()))
    second = hand.do(save_staff(None, "夜班调度", frozenset({Role.DISPATCHER})))
    Hand(desk, Who(second, "夜班调度", frozenset({Role.DISPATCHER}), "3 号席")).do(hold(key, 2, "等材料"))
    theirs = hand.conflict(accept(key, 2)).theirs
    assert "夜班调度" in theirs
    assert "3 号席" in theirs
    assert "挂起" in theirs


def test_a_command_with_a_future_version_is_a_conflict(hand: Hand) -> None:
    hand.conflict(note(hand.log(), 2, "看看"))


def test_a_ticket_that_does_not_exist_is_refused(hand: Hand) -> None:
    assert "没有这张工单" in hand.refused(note(4711, None, "看看"))
    assert "没有这张工单" in hand.refused(merge(hand.log(), None, 4711))


def test_a_command_that_fails_half_way_leaves_nothing_behind(desk: TicketService, hand: Hand) -> None:
    @action("半途而废")
    def break_off(unit: UnitOfWork) -> int:
        unit.insert(crews, name="幽灵班")
        raise Refused("半途停下。")

    assert hand.refused(break_off()) == "半途停下。"
    assert "幽灵班" not in {row.name for row in hand.rows(crews)}


def test_an_exception_in_a_command_is_raised_and_leaves_nothing_behind(desk: TicketService, hand: Hand) -> None:
    @action("出错")
    def go_wrong(unit: UnitOfWork) -> int:
        unit.insert(crews, name="幽灵班")
        raise ZeroDivisionError

    before = hand.dump()
    with pytest.raises(ZeroDivisionError):
        hand.execute(go_wrong())
    assert hand.dump() == before
    hand.log()


def test_every_change_of_a_ticket_raises_its_version_by_one_and_is_journaled_under_it(hand: Hand) -> None:
    key = hand.bring_to(State.RESOLVED, "burst_main")
    entries = hand.rows(journal, ticket_id=key)
    assert [entry.ticket_version for entry in entries] == list(range(1, len(entries) + 1))
    assert hand.ticket(key).version == len(entries)
    names = [entry.action for entry in entries]
    assert names == ["log_call", "dispatch", "accept", "arrive", "isolate", "resolve"]


def test_the_journal_says_who_when_where_and_what(hand: Hand, clock: HandClock) -> None:
    key = hand.log()
    clock.advance(minutes=5)
    command = dispatch(key, 1, hand.crew())
    hand.do(command)
    entry = hand.last_entry(key)
    assert (entry.at, entry.true_time, entry.staff_id, entry.seat) == (clock.now, None, 1, "1 号席")
    assert (entry.action, entry.request, entry.text) == ("dispatch", command.request, "一班")
    assert set(entry.touched.split(",")) == {"tickets", "clocks"}
    [change] = [c for c in entry.changes if c["table"] == "tickets"]
    assert change["key"] == key
    assert change["old"] == {"version": 1, "state": "new", "crew_id": None, "dispatched_at": None}
    assert change["new"] == {
        "version": 2,
        "state": "dispatched",
        "crew_id": hand.crew(),
        "dispatched_at": int(clock.now.timestamp()),
    }


def test_every_ticket_clock_and_call_can_be_rebuilt_from_the_journal(hand: Hand, clock: HandClock) -> None:
    for state in State:
        hand.bring_to(state, "burst_main")
        clock.advance(minutes=1)
    told: dict[tuple[str, int], dict[str, Any]] = {}
    for entry in hand.rows(journal):
        for change in entry.changes:
            known = told.setdefault((change["table"], change["key"]), {})
            for name, old in change.get("old", {}).items():
                assert known[name] == old
            known.update(change["new"])
    for table in (tickets, clocks, calls):
        for name, stored in {table.name: hand.dump()[table.name]}.items():
            for row in stored:
                values = dict(zip(table.c.keys(), row, strict=True))
                known = told[name, values.pop("id")]
                values.pop("next_rung", None)
                assert {k: v for k, v in values.items() if k in known} == known
                assert all(not value for k, value in values.items() if k not in known)


def test_a_read_is_consistent_while_others_write(hand: Hand) -> None:
    hand.log()

    def twice(connection: Any) -> tuple[int, int]:
        before = len(open_tickets(connection))
        writer = threading.Thread(target=hand.log)
        writer.start()
        writer.join()
        return before, len(open_tickets(connection))

    assert hand.desk.read(twice) == (1, 1)
    assert len(hand.desk.read(open_tickets)) == 2


def test_of_two_simultaneous_commands_on_one_version_one_succeeds_and_one_gets_a_conflict(hand: Hand) -> None:
    key = hand.log()
    start = threading.Barrier(2)

    def give(crew: int) -> str:
        start.wait()
        try:
            hand.do(dispatch(key, 1, crew))
        except Conflict as conflict:
            return proper_sentence(conflict.sentence)
        return "done"

    with ThreadPoolExecutor(2) as threads:
        outcomes = sorted(threads.map(give, [hand.crew(0), hand.crew(1)]))
    assert outcomes[0] == "done"
    assert "派单" in outcomes[1]
    assert hand.ticket(key).version == 2


def test_the_same_command_from_two_threads_at_once_is_done_once(hand: Hand) -> None:
    command = log_call(CALL, LEAK)
    start = threading.Barrier(4)

    def send(_: int) -> tuple[int, bool]:
        start.wait()
        done = hand.execute(command)
        return done.result, done.repeated

    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(send, range(4)))
    assert len({result for result, _ in answers}) == 1
    assert sorted(repeated for _, repeated in answers) == [False, True, True, True]
    assert len(hand.rows(tickets)) == 1
    assert len(hand.rows(requests, request=command.request)) == 1
