"""Which stored times are one step, in records that only an import or an older program leaves."""

from dataclasses import replace
from datetime import datetime

from tests.rules.stories import EPOCH
from tickets.rules.clocks import Clock
from tickets.rules.corrections import corrected
from tickets.rules.instants import plus
from tickets.rules.recorded_times import Hold, RecordedTimes, TicketRecord
from tickets.rules.words import ConsentState, Move, Outcome, Stage


def minute(count: int) -> datetime:
    """Return the instant this many minutes after the call."""
    return plus(EPOCH, 60 * count)


def ran(stage: Stage, begin: int, end: int | None, outcome: Outcome | None = Outcome.DONE, round_: int = 1) -> Clock:
    """Return a clock with a limit of ten minutes that ran between two minutes."""
    stopped = None if end is None else minute(end)
    outcome = None if end is None else outcome
    return Clock(stage, round_, minute(begin), 600, 1, stopped=stopped, outcome=outcome, first_due=minute(begin + 10))


def record(clocks: list[Clock], *holds: Hold, **columns: datetime) -> RecordedTimes:
    """Return the times of a ticket with these clocks, numbered from 1."""
    return RecordedTimes(TicketRecord(EPOCH, columns, dict(enumerate(clocks, 1)), holds))


def names(recorded: RecordedTimes) -> list[tuple[Move | None, datetime]]:
    """Return the steps with their times."""
    return [(mark.move, recorded.at(mark)) for mark in recorded.steps]


def test_an_imported_stage_may_begin_some_time_after_the_one_before_it() -> None:
    recorded = record([ran(Stage.ARRIVE, 5, 20), ran(Stage.RESOLVE, 30, 60)], resolved_at=minute(60))
    assert names(recorded) == [(Move.ARRIVE, minute(20)), (Move.RESOLVE, minute(60))]


def test_a_milestone_without_a_main_clock_is_reached_between_the_steps_without_a_clock() -> None:
    imported = record(
        [ran(Stage.ISOLATE, 10, 40)], dispatched_at=minute(2), isolated_at=minute(40), resolved_at=minute(60)
    )
    assert [move for move, _ in names(imported)] == [Move.DISPATCH, Move.ISOLATE]
    alone = record([ran(Stage.ISOLATE, 10, 40)], isolated_at=minute(40))
    assert names(alone) == [(Move.ISOLATE, minute(40))]


def test_a_milestone_that_was_given_up_apart_from_its_stage_has_its_own_end() -> None:
    recorded = record([
        ran(Stage.ACCEPT, 0, 2), ran(Stage.ARRIVE, 2, 8), ran(Stage.RESOLVE, 8, None),
        ran(Stage.ISOLATE, 8, 30, Outcome.CANCELLED),
    ])  # fmt: skip
    assert {mark.name for line in recorded.lines for mark in line} >= {"止水作废"}


def test_a_step_known_without_a_clock_stands_before_the_end_of_the_work() -> None:
    accepting = record(
        [ran(Stage.ACCEPT, 0, 5), ran(Stage.ARRIVE, 5, 9, Outcome.CANCELLED)],
        departed_at=minute(7),
        located_at=minute(8),
    )
    assert [move for move, _ in names(accepting)] == [Move.ACCEPT, Move.DEPART, Move.LOCATE]


def test_a_milestone_s_hold_belongs_to_the_ticket_s_hold_with_the_same_consent() -> None:
    def held(key: int, clock: int, since: int, until: int | None, consent: int) -> Hold:
        end = None if until is None else minute(until)
        return Hold(key, clock, minute(since), end, 0, consent, ConsentState.ASKED)

    work = [ran(Stage.ACCEPT, 0, 2), ran(Stage.ARRIVE, 2, 8), ran(Stage.RESOLVE, 8, None), ran(Stage.ISOLATE, 8, None)]
    together = record(
        work, held(1, 3, 10, 20, 1), held(2, 4, 10, 20, 1), held(3, 3, 30, None, 2), held(4, 4, 30, None, 2)
    )
    assert [len(span.others) for span in together.spans] == [1, 1]
    apart = record(work, held(1, 3, 10, 20, 1), held(2, 4, 40, None, 2))
    assert [len(span.others) for span in apart.spans] == [0, 0]


def test_a_corrected_return_leaves_alone_a_later_round_from_before_promises() -> None:
    old = replace(ran(Stage.ACCEPT, 5, 30, round_=2), first_due=None)
    recorded = record([ran(Stage.ACCEPT, 0, 5, Outcome.RETURNED), old])
    step = recorded.find(Move.RETURN)
    assert step is not None
    after = corrected(recorded, step, minute(4), 3600)
    assert after.clocks[2].promised is None


def test_a_promise_moved_beyond_the_round_s_own_deadline_binds_no_more() -> None:
    later = replace(ran(Stage.ACCEPT, 5, 30, round_=2), promised=minute(10), first_due=minute(15))
    recorded = record([ran(Stage.ACCEPT, 0, 5, Outcome.RETURNED), later])
    step = recorded.find(Move.RETURN)
    assert step is not None
    after = corrected(recorded, step, minute(1), 3600)
    assert after.clocks[2].deadline <= minute(11)


def test_an_appointment_stays_where_it_is_when_a_start_is_corrected() -> None:
    visit = replace(ran(Stage.ARRIVE, 5, None), limit=3300, limit_id=None)
    work = dict(enumerate([ran(Stage.ACCEPT, 0, 5), visit], 1))
    recorded = RecordedTimes(TicketRecord(EPOCH, {}, work, appointment=minute(60)))
    step = recorded.find(Move.ACCEPT)
    assert step is not None
    assert corrected(recorded, step, minute(3), 3600).clocks[2].deadline == minute(60)
