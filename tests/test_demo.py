import pytest

from tests.desk_fixtures import EVERYONE, Hand
from tickets.accounts.authenticator import FirstQuestion
from tickets.accounts.file_authenticator import FileAuthenticator
from tickets.demo import fill_with_demo
from tickets.errors import Refused
from tickets.rules.words import Source, State
from tickets.service import TicketService
from tickets.store.queries.lookups import is_empty
from tickets.store.tables import tickets


@pytest.mark.slow
def test_demo_data_fills_every_stage_and_is_marked_as_demo(desk: TicketService) -> None:
    assert desk.read(is_empty)
    progress: list[int] = []
    fill_with_demo(desk, progress=progress.append)
    assert progress == sorted(set(progress)) and progress[0] <= 5 and progress[-1] == 100
    rows = Hand(desk, EVERYONE).rows(tickets)
    assert {row.source for row in rows} == {Source.DEMO}
    assert {State.ACCEPTED, State.ARRIVED, State.CLOSED} <= {row.state for row in rows}
    assert max(row.opened for row in rows) <= desk.now()
    assert FileAuthenticator(desk).opening() is FirstQuestion.NOTHING


def test_demo_data_never_mixes_with_real_tickets(desk: TicketService, hand: Hand) -> None:
    hand.log()
    with pytest.raises(Refused):
        fill_with_demo(desk)
