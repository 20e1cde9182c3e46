"""Which moves are legal in a state, and which one comes next. A refusal is one Chinese sentence."""

from dataclasses import dataclass

from tickets.rules.stages import (
    LAST,
    MILESTONES,
    STEP_OF,
    STEPS,
    Step,
    described,
    has_stage,
    running_stage,
    states_after,
)
from tickets.rules.words import ENDED_STATES, OPEN_STATES, WORKING_STATES, Move, State

EXTENSIONS_AT_MOST = 2  # 延期 at most twice, by trade practice


@dataclass(frozen=True, slots=True)
class MoveContext:
    """The facts about a ticket that the rules need. `taken` are the steps of the present course that have a time."""

    state: State
    held: bool = False
    taken: frozenset[Move] = frozenset()
    needs_isolation: bool = False
    extensions: int = 0
    called_back: bool = False
    unsatisfied: bool = False  # the caller's answer at the callback
    reopened: bool = False  # it was repaired before: ending it without a repair would hide that


_WITH_CREW = states_after(Move.DISPATCH)
_FROM: dict[Move, tuple[State, ...]] = {
    **{step.move: step.within for step in STEPS},
    Move.HOLD: WORKING_STATES,
    Move.RESUME: WORKING_STATES,
    Move.EXTEND: WORKING_STATES,
    Move.RETURN: _WITH_CREW,
    Move.REASSIGN: _WITH_CREW,
    Move.RERATE: WORKING_STATES,
    Move.MERGE: WORKING_STATES,
    Move.CANCEL: WORKING_STATES,
    Move.SETTLE: (State.NEW, State.DISPATCHED),
    Move.CALLBACK: (State.RESOLVED,),
    Move.REOPEN: (State.RESOLVED, State.CLOSED),
    Move.CLOSE: (State.RESOLVED,),
}

_PASSES_WHILE_HELD = (
    Move.RESUME,
    Move.RERATE,
    Move.MERGE,
    Move.CANCEL,
    Move.SETTLE,
    Move.CALLBACK,
    Move.REOPEN,
    Move.CLOSE,
)

_WAY_ON = {state: step.move for step in STEPS if step.leads_to is not None for state in step.within}
_ORDER = (*OPEN_STATES, State.CLOSED)


def refusal(context: MoveContext, move: Move) -> str | None:
    """Return the sentence why the move is illegal now; None when it is legal."""
    if context.state not in _FROM[move]:
        return _wrong_state(context.state, move)
    if context.held and move not in _PASSES_WHILE_HELD:
        return f"工单已挂起，请先恢复，再{move.label}。"
    return _wrong_condition(context, move)


def why_no_assist(state: State) -> str | None:
    """Return the sentence why no crew can be sent to assist in a state; None when one can."""
    if state in _WITH_CREW:
        return None
    if state is State.NEW:
        return "请先派单，再派别的班组协助。"
    return f"工单{state.label}，不能再派班组协助。"


def legal_moves(context: MoveContext) -> tuple[Move, ...]:
    """Return every move that is legal now, in the order of the work."""
    return tuple(move for move in Move if refusal(context, move) is None)


def next_move(context: MoveContext) -> Move | None:
    """Return the usual next step; None when the ticket has ended."""
    if context.held:
        return Move.RESUME
    if context.state is State.RESOLVED:
        if context.unsatisfied:
            return Move.REOPEN
        return Move.CLOSE if context.called_back else Move.CALLBACK
    stage = running_stage(context.state)
    if stage is None:
        return None
    milestone = _missing_milestone(context)
    if milestone is not None and context.state in milestone.within:
        return milestone.move
    steps = (step for step in described(stage).steps if context.state in step.within and not step.optional)
    return next(step.move for step in steps if step.leads_to is not None or step.move not in context.taken)


def _missing_milestone(context: MoveContext) -> Step | None:
    """Return the step of a milestone that must still be reached before the work ends; None when there is none."""
    steps = (each.end for each in MILESTONES if has_stage(each.stage, context.needs_isolation))
    return next((step for step in steps if step.move not in context.taken), None)


def _wrong_state(state: State, move: Move) -> str:
    if state in ENDED_STATES and move is not Move.REOPEN:
        return f"工单{state.label}，不能再{move.label}。"
    if state not in OPEN_STATES or move is Move.REOPEN:
        return "只有已处置完成的工单才能返工。"
    latest = max((_ORDER.index(s) for s in _FROM[move] if s in _ORDER), default=0)
    if _ORDER.index(state) < latest:
        return f"请先{_WAY_ON[state].label}。"
    return f"工单{state.label}，已经过了{move.label}这一步。"


def _wrong_condition(context: MoveContext, move: Move) -> str | None:
    if move in context.taken and STEP_OF[move].already:
        return STEP_OF[move].already
    milestone = _missing_milestone(context)
    match move:
        case LAST.end.move if milestone is not None:
            return f"请先登记{milestone.move.label}，再登记{move.label}。"
        case Move.MERGE if context.reopened:
            return "这张工单返过工，不能并入别的工单，请把另一张并入它。"
        case Move.CANCEL | Move.SETTLE if context.reopened:
            return f"这张工单返过工，不能{move.label}。没有要做的，请登记处置完成；误点返工的，请撤销。"
        case Move.RESUME if not context.held:
            return "工单没有挂起，不用恢复。"
        case Move.EXTEND if context.extensions >= EXTENSIONS_AT_MOST:
            return f"延期最多 {EXTENSIONS_AT_MOST} 次，这张工单已经用完。"
        case Move.CLOSE if not context.called_back:
            return "请先回访来电人，再归档。"
    return None
