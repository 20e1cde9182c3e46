"""Which step comes next, and that the offered one is always legal."""

import re
from itertools import product

import pytest

from tickets.rules.moves import EXTENSIONS_AT_MOST, MoveContext, legal_moves, next_move, refusal
from tickets.rules.words import ENDED_STATES, WORKING_STATES, Move, State

BURST = {"needs_isolation": True}


@pytest.mark.parametrize(
    ("ticket", "step"),
    [
        (MoveContext(State.NEW), Move.DISPATCH),
        (MoveContext(State.DISPATCHED), Move.ACCEPT),
        (MoveContext(State.ACCEPTED), Move.DEPART),
        (MoveContext(State.ACCEPTED, taken=frozenset({Move.DEPART})), Move.ARRIVE),
        (MoveContext(State.ARRIVED), Move.RESOLVE),
        (MoveContext(State.ARRIVED, **BURST), Move.ISOLATE),
        (MoveContext(State.ARRIVED, taken=frozenset({Move.ISOLATE}), **BURST), Move.RESOLVE),
        (MoveContext(State.ACCEPTED, **BURST), Move.DEPART),
        (MoveContext(State.RESOLVED), Move.CALLBACK),
        (MoveContext(State.RESOLVED, called_back=True), Move.CLOSE),
        (MoveContext(State.RESOLVED, called_back=True, unsatisfied=True), Move.REOPEN),
        (MoveContext(State.ARRIVED, held=True), Move.RESUME),
        *((MoveContext(state), None) for state in ENDED_STATES),
    ],
)
def test_the_next_step_leads_to_the_following_state(ticket: MoveContext, step: Move | None) -> None:
    assert next_move(ticket) is step


EVERY = [
    MoveContext(state, held and state in WORKING_STATES, frozenset(taken), isolates, extensions, *callback)
    for state, held, taken, isolates, extensions, callback in product(
        State,
        (False, True),
        ((), (Move.DEPART,), (Move.DEPART, Move.ISOLATE)),
        (False, True),
        (0, EXTENSIONS_AT_MOST - 1, EXTENSIONS_AT_MOST),
        ((False, False), (True, False), (True, True)),  # called back, unsatisfied
    )
]


def test_the_next_step_is_always_legal_and_a_refusal_is_a_sentence() -> None:
    for ticket in EVERY:
        step, legal = next_move(ticket), legal_moves(ticket)
        assert step in legal if ticket.state not in ENDED_STATES else step is None, ticket
        for move in Move:
            reason = refusal(ticket, move)
            assert (reason is None) == (move in legal)
            assert reason is None or re.fullmatch(r"[\u4e00-\u9fff，0-9 ]+。", reason), reason


def test_no_work_step_is_allowed_while_a_ticket_is_held() -> None:
    for ticket in EVERY:
        if ticket.held:
            steps = {Move.DISPATCH, Move.ACCEPT, Move.DEPART, Move.ARRIVE, Move.LOCATE, Move.ISOLATE, Move.RESOLVE}
            assert not steps & set(legal_moves(ticket)), ticket
            assert Move.RESUME in legal_moves(ticket)
            assert Move.HOLD not in legal_moves(ticket)


@pytest.mark.parametrize(
    ("ticket", "move", "reason"),
    [
        (MoveContext(State.NEW), Move.ARRIVE, "请先派单。"),
        (MoveContext(State.DISPATCHED), Move.ARRIVE, "请先接单。"),
        (MoveContext(State.ACCEPTED), Move.DISPATCH, "工单待到场，已经过了派单这一步。"),
        (MoveContext(State.CLOSED), Move.HOLD, "工单已归档，不能再挂起。"),
        (MoveContext(State.NEW), Move.REOPEN, "只有已处置完成的工单才能返工。"),
        (MoveContext(State.CANCELLED), Move.REOPEN, "只有已处置完成的工单才能返工。"),
        (MoveContext(State.ARRIVED, held=True), Move.RESOLVE, "工单已挂起，请先恢复，再处置完成。"),
        (MoveContext(State.ARRIVED, held=True), Move.HOLD, "工单已挂起，请先恢复，再挂起。"),
        (MoveContext(State.ARRIVED), Move.RESUME, "工单没有挂起，不用恢复。"),
        (MoveContext(State.ARRIVED, **BURST), Move.RESOLVE, "请先登记止水，再登记处置完成。"),
        (MoveContext(State.ACCEPTED, taken=frozenset({Move.DEPART})), Move.DEPART, "班组已经出发，请登记到场。"),
        (MoveContext(State.ARRIVED, extensions=2), Move.EXTEND, "延期最多 2 次，这张工单已经用完。"),
        (MoveContext(State.ARRIVED, extensions=1), Move.EXTEND, None),
        (MoveContext(State.RESOLVED), Move.CLOSE, "请先回访来电人，再归档。"),
        (MoveContext(State.RESOLVED, called_back=True), Move.CLOSE, None),
    ],
)
def test_a_refusal_says_what_is_missing(ticket: MoveContext, move: Move, reason: str | None) -> None:
    assert refusal(ticket, move) == reason
