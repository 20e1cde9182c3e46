"""Which move is legal from where, and which one comes next. A refusal is one Chinese sentence."""

from dataclasses import dataclass

from tickets.rules.words import ENDED_STATES, OPEN_STATES, WORKING_STATES, Move, Stage, State

EXTENSIONS_AT_MOST = 2  # 延期 at most twice: trade practice, see docs/domain sources


@dataclass(frozen=True, slots=True)
class MoveContext:
    """What the rules need to know of a ticket."""

    state: State
    held: bool = False
    departed: bool = False
    located: bool = False
    needs_isolation: bool = False
    isolated: bool = False
    extensions: int = 0
    called_back: bool = False
    unsatisfied: bool = False  # what the caller said when called back


_FROM: dict[Move, tuple[State, ...]] = {
    Move.DISPATCH: (State.NEW,),
    Move.ACCEPT: (State.DISPATCHED,),
    Move.DEPART: (State.ACCEPTED,),
    Move.ARRIVE: (State.ACCEPTED,),
    Move.LOCATE: (State.ARRIVED,),
    Move.ISOLATE: (State.ARRIVED,),
    Move.RESOLVE: (State.ARRIVED,),
    Move.HOLD: WORKING_STATES,
    Move.RESUME: WORKING_STATES,
    Move.EXTEND: WORKING_STATES,
    Move.RETURN: (State.DISPATCHED, State.ACCEPTED, State.ARRIVED),
    Move.REASSIGN: (State.DISPATCHED, State.ACCEPTED, State.ARRIVED),
    Move.RERATE: WORKING_STATES,
    Move.MERGE: WORKING_STATES,
    Move.CANCEL: WORKING_STATES,
    Move.CALLBACK: (State.RESOLVED,),
    Move.REOPEN: (State.RESOLVED, State.CLOSED),
    Move.CLOSE: (State.RESOLVED,),
}

_PASSES_WHILE_HELD = (
    Move.RESUME,
    Move.RERATE,
    Move.MERGE,
    Move.CANCEL,
    Move.CALLBACK,
    Move.REOPEN,
    Move.CLOSE,
)

_FIRST = {
    State.NEW: "请先派单。",
    State.DISPATCHED: "请先接单。",
    State.ACCEPTED: "请先到场。",
    State.ARRIVED: "请先处置完成。",
}

_ORDER = (State.NEW, State.DISPATCHED, State.ACCEPTED, State.ARRIVED, State.RESOLVED, State.CLOSED)


def refusal(standing: MoveContext, move: Move) -> str | None:
    """Return why the move is illegal now, as the sentence to show; None when it is legal."""
    if standing.state not in _FROM[move]:
        return _wrong_state(standing.state, move)
    if standing.held and move not in _PASSES_WHILE_HELD:
        return f"工单已挂起，请先恢复，再{move.label}。"
    return _wrong_condition(standing, move)


def legal_moves(standing: MoveContext) -> tuple[Move, ...]:
    """Return every move that is legal now, in the order of the work."""
    return tuple(move for move in Move if refusal(standing, move) is None)


def next_move(standing: MoveContext) -> Move | None:
    """Return the one obvious next step; None when the ticket has ended."""
    if standing.held:
        return Move.RESUME
    match standing.state:
        case State.NEW:
            return Move.DISPATCH
        case State.DISPATCHED:
            return Move.ACCEPT
        case State.ACCEPTED:
            return Move.ARRIVE if standing.departed else Move.DEPART
        case State.ARRIVED:
            return Move.ISOLATE if standing.needs_isolation and not standing.isolated else Move.RESOLVE
        case State.RESOLVED:
            if standing.unsatisfied:
                return Move.REOPEN
            return Move.CLOSE if standing.called_back else Move.CALLBACK
    return None


def running_stage(state: State) -> Stage | None:
    """Return the main stage that is timed in this state; None when the work is over."""
    match state:
        case State.NEW | State.DISPATCHED:
            return Stage.ACCEPT
        case State.ACCEPTED:
            return Stage.ARRIVE
        case State.ARRIVED:
            return Stage.RESOLVE
    return None


def _wrong_state(state: State, move: Move) -> str:
    if state in ENDED_STATES and move not in (Move.REOPEN,):
        return f"工单{state.label}，不能再{move.label}。"
    if state not in OPEN_STATES or move is Move.REOPEN:
        return "只有已处置完成的工单才能返工。"
    latest = max((_ORDER.index(s) for s in _FROM[move] if s in _ORDER), default=0)
    if _ORDER.index(state) < latest:
        return _FIRST[state]
    return f"工单{state.label}，已经过了{move.label}这一步。"


def _wrong_condition(standing: MoveContext, move: Move) -> str | None:
    match move:
        case Move.HOLD if standing.held:
            return "工单已经挂起。"
        case Move.RESUME if not standing.held:
            return "工单没有挂起，不用恢复。"
        case Move.DEPART if standing.departed:
            return "班组已经出发，请登记到场。"
        case Move.LOCATE if standing.located:
            return "漏点已经定位。"
        case Move.ISOLATE if standing.isolated:
            return "已经止水，不用再登记。"
        case Move.RESOLVE if standing.needs_isolation and not standing.isolated:
            return "请先登记止水，再登记处置完成。"
        case Move.EXTEND if standing.extensions >= EXTENSIONS_AT_MOST:
            return f"延期最多 {EXTENSIONS_AT_MOST} 次，这张工单已经用完。"
        case Move.CLOSE if not standing.called_back:
            return "请先回访来电人，再归档。"
    return None
