"""The import action alone, as two workstations at once would use it."""

from datetime import datetime, timedelta

from tests.desk_fixtures import START, Hand
from tickets.actions.correct import correct_time
from tickets.actions.importing import PastRepair, Times, import_
from tickets.actions.intake import CallDetails
from tickets.checking.invariants import check
from tickets.rules.words import Move, Source, Stage
from tickets.store.tables import tickets

OPENED = START - timedelta(days=30)


def repair(key: str = "old:1", fault: str = "visible_leak", resolved: datetime | None = None) -> PastRepair:
    steps = {} if resolved is None else {Move.RESOLVE: resolved}
    return PastRepair(key, fault, CallDetails(words="冒水"), Times(OPENED, steps))


def test_a_repair_already_imported_is_not_imported_again(hand: Hand) -> None:
    assert hand.do(import_([repair(), repair("old:2")], "台账")) == 2
    assert hand.do(import_([repair(), repair("old:3")], "台账")) == 1
    assert [row.source_key for row in hand.rows(tickets)] == ["old:1", "old:2", "old:3"]
    assert {row.source for row in hand.rows(tickets)} == {Source.IMPORT}


def test_one_impossible_repair_refuses_the_whole_import(hand: Hand) -> None:
    assert "先后颠倒" in hand.refused(import_([repair(), repair("old:2", resolved=OPENED - timedelta(1))], "台账"))
    assert "将来" in hand.refused(import_([repair(resolved=START + timedelta(seconds=1))], "台账"))
    assert "没有这种故障" in hand.refused(import_([repair(), repair("old:2", fault="nothing")], "台账"))


def test_an_import_is_recorded_in_each_tickets_journal(hand: Hand) -> None:
    hand.do(import_([repair(resolved=OPENED + timedelta(hours=2))], "台账.xlsx"))
    entry = hand.last_entry(1)
    assert (entry.action, entry.text, entry.ticket_version) == ("import", "台账.xlsx", 1)
    assert entry.touched == "calls,clocks,tickets"
    assert hand.clock(1, Stage.RESOLVE).clock.limit == 24 * 3600


def test_correcting_a_step_moves_the_stage_that_follows_an_unknown_step(hand: Hand) -> None:
    accepted, resolved = OPENED + timedelta(minutes=5), OPENED + timedelta(hours=2)
    times = Times(OPENED, {Move.ACCEPT: accepted, Move.RESOLVE: resolved})  # the crew's arrival is unknown
    hand.do(import_([PastRepair("old:1", "visible_leak", CallDetails(words="冒水"), times)], "台账"))
    hand.do(correct_time(1, None, Move.ACCEPT, OPENED + timedelta(minutes=9), "对讲机录音"))
    assert hand.clock(1, Stage.RESOLVE).clock.started == OPENED + timedelta(minutes=9)
    with hand.desk.store.reading() as connection:
        assert check(connection, hand.desk.now()) == []
