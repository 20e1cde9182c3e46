"""A workstation of the load test does not count something as done when it was not."""

from random import Random

from tests.bench.seats.choosing import Chooser, Chosen
from tests.bench.seats.mix import Kind, PlannedAction
from tests.desk_fixtures import Hand
from tickets.actions.intake import CallDetails, chase
from tickets.rules.words import State
from tickets.service import TicketService
from tickets.store.queries.board import open_tickets


def test_a_caller_is_called_back_again_when_another_call_came_first(desk: TicketService, hand: Hand) -> None:
    ticket = hand.bring_to(State.RESOLVED)
    chooser = Chooser(0, 0, 1, (1,), (1,), frozenset(), Random(1))

    def choose() -> Chosen:
        chooser.take(frozenset(chooser.rows), desk.read(open_tickets))
        chosen = chooser.choose(PlannedAction(0, Kind.CALLBACK))
        assert chosen is not None
        return chosen

    overtaken = choose()
    hand.do(chase(ticket, None, CallDetails(words="还没来水")))
    hand.conflict(overtaken.command)
    again = choose()
    assert again.kind is Kind.CALLBACK
    hand.do(again.command)
    chooser.done(again)
    last = choose()
    assert last.kind is Kind.CLOSE
    hand.do(last.command)
