"""Two services in a deadlock: the server ends one transaction, the service repeats it, the user sees nothing."""

import contextlib
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from sqlalchemy import event

from tests.desk_fixtures import Hand, HandClock
from tests.faults.serving import DATABASE, PATIENCE, desk_server, seat
from tests.servers import Server
from tickets.actions.alerting import acknowledge
from tickets.actions.command import ANYONE, Command
from tickets.actions.consent import decide
from tickets.actions.dispatch import merge
from tickets.actions.undo import undo
from tickets.actions.unit_of_work import UnitOfWork
from tickets.errors import Refused
from tickets.store.postgres.security.journal_guard import GUARD_AGAIN, GUARD_NOT
from tickets.store.tables import alerts, consents, requests, tickets

pytestmark = pytest.mark.slow

Commanding = Callable[[Hand, int, int], Command[int]]
SERIALIZABLE = "&options=-c%20default_transaction_isolation%3Dserializable"


@pytest.fixture(scope="module")
def hasty() -> Iterator[Server]:
    """A server that checks for deadlocks at once."""
    with desk_server(deadlock_timeout="20ms") as running:
        yield running


def count_failures(hand: Hand) -> list[str]:
    """Return a list to which the code of each error of the server is appended."""
    codes: list[str] = []
    event.listen(
        hand.desk.store.engine,
        "handle_error",
        lambda context: codes.append(str(getattr(context.original_exception, "sqlstate", None))),
    )
    return codes


def meddle(keys: tuple[int, int], meet: Callable[[], object]) -> Command[int]:
    """Return a command that changes two tickets in turn, and the first time conflicts with another in between."""
    tries = iter([meet])

    def run(unit: UnitOfWork) -> int:
        for number, key in enumerate(keys):
            if number:
                next(tries, lambda: None)()
            row = unit.connection.execute(tickets.select().where(tickets.c.id == key).with_for_update()).one()
            households = row.households or 0
            unit.update(tickets, key, {"households": households}, {"households": households + 1}, of=key)
        return keys[0]

    return Command("meddle", "改户数", ANYONE, run, uuid4().hex)


def perform_side_by_side(first: Hand, second: Hand, commands: tuple[Command[int], Command[int]]) -> None:
    with ThreadPoolExecutor(2) as pool:
        done = [pool.submit(hand.execute, command) for hand, command in zip((first, second), commands, strict=True)]
        assert not any(one.result(timeout=PATIENCE).repeated for one in done)


def test_after_a_deadlock_of_two_desks_both_commands_are_carried_out_once(hasty: Server) -> None:
    with seat(hasty) as first, seat(hasty) as second:
        one, two = first.log(), first.log()
        codes = count_failures(first), count_failures(second)
        barrier = Barrier(2, timeout=PATIENCE)
        commands = meddle((one, two), barrier.wait), meddle((two, one), barrier.wait)
        perform_side_by_side(first, second, commands)
        assert codes[0] + codes[1] == ["40P01"]
        assert [first.ticket(key).households for key in (one, two)] == [2, 2]
        assert all(len(first.rows(requests, request=command.request)) == 1 for command in commands)


@pytest.fixture
def unguarded(hasty: Server) -> Iterator[Server]:
    """The server, with a journal that accepts entries of serializable transactions too."""
    hasty.execute(GUARD_NOT, DATABASE)
    yield hasty
    hasty.execute(GUARD_AGAIN, DATABASE)


def test_the_desk_works_on_a_server_whose_default_is_serializable(hasty: Server) -> None:
    setting = f"ALTER DATABASE {DATABASE} {{}} default_transaction_isolation"
    hasty.execute(setting.format("SET") + " = 'serializable'")
    try:
        with seat(hasty) as hand:
            assert hand.ticket(hand.log()).version == 1
    finally:
        hasty.execute(setting.format("RESET"))


def test_a_serialization_failure_ends_with_both_commands_done_once(unguarded: Server) -> None:
    with seat(unguarded, query=SERIALIZABLE) as first, seat(unguarded, query=SERIALIZABLE) as second:
        one, two, three = (first.log() for _ in range(3))
        codes = count_failures(first), count_failures(second)
        barrier = Barrier(2, timeout=PATIENCE)
        commands = meddle((one, three), barrier.wait), meddle((two, three), barrier.wait)
        perform_side_by_side(first, second, commands)
        assert set(codes[0] + codes[1]) == {"40001"}
        assert [first.ticket(key).households for key in (one, two, three)] == [1, 1, 2]


def two_calls(hand: Hand) -> tuple[int, int]:
    return hand.log(), hand.log()


def merged_late(hand: Hand) -> tuple[int, int]:
    """Return two tickets of which the later one was late and was merged into the earlier one."""
    one, two = two_calls(hand)
    let_pass(hand, hours=1)
    hand.do(merge(two, None, one, "同一处"))
    return one, two


def alerted(hand: Hand) -> tuple[int, int]:
    """Return two tickets with alerts, those of the later one first."""
    one, two = hand.log("low_pressure"), hand.log("burst_main")
    for _ in range(2):
        let_pass(hand, minutes=20)
        hand.desk.sweep()
    return one, two


def let_pass(hand: Hand, **time: float) -> None:
    clock = hand.desk.now
    assert isinstance(clock, HandClock)
    clock.advance(**time)


def decision(hand: Hand, _one: int, two: int) -> Command[int]:
    return decide(hand.rows(consents, ticket_id=two)[0].id, True)


def acknowledgement(hand: Hand, one: int, two: int) -> Command[int]:
    timed = {hand.clocks(key)[0].id for key in (one, two)}
    sent = [row for row in hand.rows(alerts) if row.clock_id in timed]
    assert list(dict.fromkeys(row.clock_id for row in sent)) == sorted(timed, reverse=True)
    return acknowledge(frozenset(row.id for row in sent))


def merge_later(_hand: Hand, one: int, two: int) -> Command[int]:
    return merge(two, None, one)


def merge_earlier(_hand: Hand, one: int, two: int) -> Command[int]:
    return merge(one, None, two)


def undo_merge(_hand: Hand, one: int, _two: int) -> Command[int]:
    return undo(one, None)


@pytest.mark.parametrize(
    ("make", "before", "after"),
    [
        (two_calls, merge_later, merge_earlier),
        (merged_late, decision, undo_merge),
        (alerted, acknowledgement, merge_earlier),
    ],
)
def test_commands_about_the_same_two_tickets_wait_for_each_other_without_a_deadlock(
    hasty: Server, make: Callable[[Hand], tuple[int, int]], before: Commanding, after: Commanding
) -> None:
    with seat(hasty) as first, seat(hasty) as second, hasty.connect(DATABASE) as looking, ThreadPoolExecutor(1) as pool:
        keys = make(first)
        codes = count_failures(first), count_failures(second)
        later: list[Future[object]] = []

        def meet(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
            """With the first ticket locked, let the other desk begin, and go on when it waits for a lock."""
            if later or "FROM tickets" not in statement or "FOR NO KEY UPDATE" not in statement:
                return
            later.append(pool.submit(second.execute, after(second, *keys)))
            while not looking.execute("SELECT FROM pg_locks WHERE NOT granted").fetchall():
                assert not later[0].done()

        event.listen(first.desk.store.engine, "after_cursor_execute", meet)
        (first.other_supervisor() if before is decision else first).do(before(first, *keys))
        with contextlib.suppress(Refused):
            later[0].result(timeout=PATIENCE)
        assert codes == ([], [])
