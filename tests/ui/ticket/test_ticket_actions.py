"""Every action on a ticket has a key, and no key does what the stage forbids."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.ui.ticket.test_timeline import EMPTY
from tickets.rules.moves import MoveContext, legal_moves, next_move
from tickets.rules.stages import STEP_OF
from tickets.rules.words import WORKING_STATES, Move, State
from tickets.store.queries.ticket_file import TicketFile
from ui.ticket.crew_text import COPY_KEY
from ui.ticket.steps import PRINT_KEY
from ui.ticket.ticket_actions import BY_MOVE, TICKET_ACTIONS, legal_actions, why_illegal

OTHERS_KEYS = {"Q", "W", "Y", "?", PRINT_KEY, COPY_KEY}  # the desk's own

contexts = st.builds(
    MoveContext, st.sampled_from(State), st.booleans(), st.frozensets(st.sampled_from(tuple(STEP_OF))), st.booleans(),
    st.integers(0, 2), st.booleans(), st.booleans(),
).filter(lambda context: context.state in WORKING_STATES or not context.held)  # fmt: skip


def at(context: MoveContext) -> TicketFile:
    ticket = replace(EMPTY.ticket, state=context.state, held=context.held)
    return replace(EMPTY, ticket=ticket, context=context)


def test_every_move_has_a_key_of_its_own() -> None:
    assert set(BY_MOVE) == set(Move)
    keys = [action.key for action in TICKET_ACTIONS]
    assert len(set(keys)) == len(keys)
    assert not OTHERS_KEYS & set(keys)


@given(contexts)
def test_an_action_is_legal_exactly_when_its_move_is_allowed(context: MoveContext) -> None:
    legal = {action.move for action in legal_actions(at(context)) if action.move}
    assert legal == set(legal_moves(context))


@given(contexts)
def test_the_next_step_is_always_a_legal_action(context: MoveContext) -> None:
    step = next_move(context)
    if step is not None:
        assert why_illegal(BY_MOVE[step], at(context)) is None


@given(contexts)
def test_every_refusal_of_an_action_is_a_sentence(context: MoveContext) -> None:
    for action in TICKET_ACTIONS:
        sentence = why_illegal(action, at(context))
        assert sentence is None or sentence.endswith("。")
