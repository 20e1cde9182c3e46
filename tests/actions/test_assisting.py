"""Assisting crews: several at once, each with its own times, until they leave or the work ends."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Row

from tests.desk_fixtures import START, Hand, HandClock
from tickets.actions.assisting import assist, assist_arrived, assist_left
from tickets.actions.dispatch import cancel, dispatch, merge, reassign, return_
from tickets.actions.people import save_crew
from tickets.actions.progress import accept, arrive, resolve
from tickets.actions.settling import settle
from tickets.actions.undo import undo
from tickets.checking.invariants import check
from tickets.rules.words import Role, State
from tickets.service import TicketService
from tickets.store.queries.archive import archive_rows
from tickets.store.queries.board import board_rows, open_tickets
from tickets.store.queries.lookups import list_crews
from tickets.store.queries.ticket_file import ticket_file
from tickets.store.rows import Who
from tickets.store.tables import assists

pytestmark = pytest.mark.on_both

Times = tuple[datetime, datetime | None, datetime | None]


@pytest.fixture
def third(hand: Hand) -> int:
    return hand.do(save_crew(None, "三班"))


def of(hand: Hand, key: int) -> list[Row[Any]]:
    return [row for row in hand.rows(assists, ticket_id=key) if not row.undone]


def times(hand: Hand, key: int) -> list[Times]:
    return [(row.dispatched_at, row.arrived_at, row.left_at) for row in of(hand, key)]


def sound(hand: Hand) -> bool:
    return hand.desk.read(check, hand.desk.now()) == []


def test_crews_assist_each_with_its_own_times(hand: Hand, clock: HandClock, third: int) -> None:
    key = hand.bring_to(State.DISPATCHED)
    one = hand.do(assist(key, None, hand.crew(1)))
    clock.advance(minutes=5)
    other = hand.do(assist(key, None, third))
    clock.advance(minutes=5)
    assert hand.do(assist_arrived(other)) == key
    clock.advance(minutes=5)
    hand.do(assist_left(other))
    hand.do(assist_left(one))
    five = timedelta(minutes=5)
    assert times(hand, key) == [(START, None, START + 3 * five), (START + five, START + 2 * five, START + 3 * five)]
    assert [hand.last_entry(key).action, hand.last_entry(key).text] == ["assist_left", "二班"]
    ticket = hand.ticket(key)
    assert (ticket.crew_id, ticket.state, ticket.version) == (hand.crew(0), State.DISPATCHED, 7)
    assert sound(hand)


def test_times_entered_late_are_in_order(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.ARRIVED)
    clock.advance(hours=1)
    early = hand.refused(assist(key, None, hand.crew(1), START - timedelta(seconds=1)))
    assert early == "时间早于派单（10:00），请核对后重填。"
    helper = hand.do(assist(key, None, hand.crew(1), clock.ago(minutes=50)))
    assert hand.last_entry(key).true_time == clock.ago(minutes=50)
    assert "早于派出协助" in hand.refused(assist_arrived(helper, clock.ago(minutes=51)))
    hand.do(assist_arrived(helper, clock.ago(minutes=40)))
    assert "早于协助到场" in hand.refused(assist_left(helper, clock.ago(minutes=41)))
    assert "将来" in hand.refused(assist_left(helper, clock.ago(minutes=-1)))
    hand.do(assist_left(helper, clock.ago(minutes=30)))
    assert sound(hand)


def test_a_crew_is_refused_with_the_reason(hand: Hand, third: int) -> None:
    new = hand.log()
    assert hand.refused(assist(new, None, third)) == "请先派单，再派别的班组协助。"
    key = hand.bring_to(State.DISPATCHED)
    assert hand.refused(assist(key, None, hand.crew(0))) == "一班就是责任班组，请选别的班组协助。"
    helper = hand.do(assist(key, None, third))
    assert hand.refused(assist(key, None, third)) == "三班已经在协助（10:00 派出），不用再派。"
    hand.do(assist_arrived(helper))
    assert hand.refused(assist_arrived(helper)) == "三班已经登记到场（10:00），不用再登记。"
    hand.do(assist_left(helper))
    for step in (assist_arrived, assist_left):
        assert hand.refused(step(helper)) == "三班已经离开（10:00），不用再登记。"
        assert hand.refused(step(99)) == "没有这次协助，可能刚被撤销，请看一眼现状再办。"
    hand.do(assist(key, None, third))
    hand.do(save_crew(third, "三班", active=False))
    assert hand.refused(assist(hand.bring_to(State.ARRIVED), None, third)) == "没有这个班组或已停用，请重新选择。"
    for state in (State.RESOLVED, State.CLOSED, State.CANCELLED, State.SETTLED):
        ended = hand.refused(assist(hand.bring_to(state), None, hand.crew(1)))
        assert ended == f"工单{state.label}，不能再派班组协助。"


def test_only_the_desk_sends_assisting_crews(desk: TicketService, hand: Hand) -> None:
    operator = Hand(desk, Who(1, "接线员", frozenset({Role.OPERATOR}), "1 号席"))
    key = hand.bring_to(State.DISPATCHED)
    helper = hand.do(assist(key, None, hand.crew(1)))
    for command in (assist(key, None, hand.crew(1)), assist_arrived(helper), assist_left(helper)):
        assert "调度员" in operator.refused(command)


def test_whoever_is_there_leaves_with_the_end_of_the_work(hand: Hand, clock: HandClock) -> None:
    ends = (
        lambda key: resolve(key, None),
        lambda key: cancel(key, None, "误报"),
        lambda key: settle(key, None, "请关总阀"),
    )
    for end in ends:
        key = hand.bring_to(State.DISPATCHED)
        helper = hand.do(assist(key, None, hand.crew(1)))
        if end is ends[0]:
            hand.do(accept(key, None))
            hand.do(arrive(key, None))
            hand.do(assist_arrived(helper))
        ended = clock.advance(minutes=9)
        hand.do(end(key))
        assert [row.left_at for row in of(hand, key)] == [ended]
    assert sound(hand)


def test_a_crew_that_came_after_a_repair_entered_late_leaves_when_it_came(hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.ARRIVED)
    came = clock.advance(minutes=30)
    hand.do(assist(key, None, hand.crew(1)))
    hand.do(resolve(key, None, at=clock.ago(minutes=20)))
    assert [row.left_at for row in of(hand, key)] == [came]


def test_a_crew_that_becomes_responsible_stops_assisting(hand: Hand, clock: HandClock, third: int) -> None:
    key = hand.bring_to(State.ACCEPTED)
    for crew in (hand.crew(1), third):
        hand.do(assist(key, None, crew))
    moved = clock.advance(minutes=3)
    hand.do(reassign(key, None, hand.crew(1), "离得近"))
    assert [row.left_at for row in of(hand, key)] == [moved, None]
    hand.do(return_(key, None, "没有人手"))
    assert [row.left_at for row in of(hand, key)] == [moved, None], "the others go on helping"
    hand.do(dispatch(key, None, third))
    assert [row.left_at for row in of(hand, key)] == [moved, moved]
    assert sound(hand)


def test_a_merge_takes_the_assisting_crews_along(hand: Hand, clock: HandClock, third: int) -> None:
    main, key = hand.bring_to(State.ACCEPTED), hand.bring_to(State.DISPATCHED)
    hand.do(reassign(main, None, hand.crew(1), "离得近"))
    hand.do(assist_arrived(hand.do(assist(key, None, third))))
    hand.do(assist(key, None, hand.crew(1)))
    merged = clock.advance(minutes=3)
    hand.do(merge(key, None, main))
    assert [row.left_at for row in of(hand, key)] == [merged, merged]
    [there] = of(hand, main)
    assert (there.crew_id, there.arrived_at, there.left_at) == (third, START, None), "二班 is responsible there"
    assert sound(hand)
    hand.do(undo(key, None))
    assert ([row.left_at for row in of(hand, key)], of(hand, main)) == ([None, None], [])
    assert sound(hand)


def test_the_lists_name_the_crews_that_assist_now_and_those_that_did(hand: Hand, third: int) -> None:
    key = hand.bring_to(State.ACCEPTED)
    for crew in (third, hand.crew(1), third):
        hand.do(assist_left(hand.do(assist(key, None, crew))))
    [row] = hand.desk.read(open_tickets)
    assert row.assisting is None
    for crew in (third, hand.crew(1)):
        hand.do(assist(key, None, crew))
    hand.do(assist(hand.bring_to(State.ARRIVED), None, third))
    rows = hand.desk.read(open_tickets)
    assert [row.assisting for row in sorted(rows, key=lambda row: row.id)] == ["三班、二班", "三班"]
    assert hand.desk.read(board_rows, frozenset({key}))[0].assisting == "三班、二班"
    assert hand.desk.read(archive_rows, [key])[0].assisted == "三班、二班", "each once, in the order of coming"
    helping = {crew.name: crew.assisting for crew in hand.desk.read(list_crews)}
    assert helping == {"一班": 0, "二班": 1, "三班": 2}
    hand.do(undo(key, None))
    assert hand.desk.read(board_rows, frozenset({key}))[0].assisting == "三班"
    file = hand.desk.read(ticket_file, key, hand.desk.now())
    assert file is not None
    assert [line.crew for line in file.assists if line.left_at is None] == ["三班"]


def test_an_assist_can_be_taken_back(hand: Hand) -> None:
    key = hand.bring_to(State.DISPATCHED)
    helper = hand.do(assist(key, None, hand.crew(1)))
    hand.do(undo(key, None))
    assert of(hand, key) == []
    assert hand.refused(assist_arrived(helper)).startswith("没有这次协助")
    hand.do(assist(key, None, hand.crew(1)))
    assert sound(hand)


def test_the_check_finds_assists_that_can_t_be(hand: Hand) -> None:
    key, done = hand.bring_to(State.DISPATCHED), hand.bring_to(State.CLOSED)
    hand.do(assist(key, None, hand.crew(1)))
    times = ("left_at = dispatched_at - 1", "arrived_at = dispatched_at - 1")
    for wrong in (*times, f"crew_id = {hand.crew(0)}", f"ticket_id = {done}"):
        with hand.desk.store.writing() as connection:
            connection.exec_driver_sql(f"UPDATE assists SET {wrong}")
        found = {violation.invariant for violation in hand.desk.read(check, hand.desk.now())}
        assert "assists_agree_with_tickets" in found, wrong
        with hand.desk.store.writing() as connection:
            back = f"left_at = NULL, arrived_at = NULL, crew_id = {hand.crew(1)}, ticket_id = {key}"
            connection.exec_driver_sql(f"UPDATE assists SET {back}")
    assert sound(hand)
