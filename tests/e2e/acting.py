"""What the people of a simulated shift do, by role, from the board.

A fault determines how far its tickets go, so that the test knows the expected result of each.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from tests.bench.seats.mix import Kind
from tickets.actions.command import Command
from tickets.actions.dispatch import dispatch
from tickets.actions.followup import callback, close
from tickets.actions.intake import CallDetails, ReportedFault, chase, log_call
from tickets.actions.progress import accept, arrive, resolve
from tickets.rules.words import CallbackResult, Role, State
from tickets.store.queries.board import BoardRow

QUICK, LATE, LEFT = "visible_leak", "low_pressure", "hydrant"
LOGGED = (QUICK, LATE, LEFT)
LIMIT = 3  # seconds that 受理 may take for the faults that are accepted late
ENDS = {QUICK: State.CLOSED, LATE: State.RESOLVED, LEFT: State.DISPATCHED}

Step = dict[str, Any]  # a command that can be stored in a file: kind, ticket, crew, tag, fault


def next_steps(role: Role, rows: Sequence[BoardRow], now: datetime, crew: int) -> list[Step]:
    """Return what somebody with this role does with these tickets now."""
    do = _dispatcher if role is Role.DISPATCHER else _caller
    return [{"kind": kind, "ticket": row.id, "crew": crew} for row in rows if (kind := do(row, now)) is not None]


def made(step: Step) -> Command[int]:
    """Return the command of a step, without a version: a chase in between must not prevent it."""
    key = step.get("ticket", 0)
    match Kind(step["kind"]):
        case Kind.LOG:
            return log_call(
                CallDetails("13806350000", "演示来电人", f"{step['tag']}，路上冒水"), ReportedFault(step["fault"])
            )
        case Kind.CHASE:
            return chase(key, None, CallDetails("13806350000", "演示来电人", f"{step['tag']}，怎么还没来"))
        case Kind.DISPATCH:
            return dispatch(key, None, step["crew"])
        case Kind.ACCEPT:
            return accept(key, None)
        case Kind.ARRIVE:
            return arrive(key, None)
        case Kind.RESOLVE:
            return resolve(key, None, "换管")
        case Kind.CALLBACK:
            return callback(key, None, CallbackResult.SATISFIED)
        case Kind.CLOSE:
            return close(key, None)
        case other:
            raise AssertionError(other)


def _dispatcher(row: BoardRow, now: datetime) -> Kind | None:
    match row.state:
        case State.NEW:
            return Kind.DISPATCH
        case State.DISPATCHED if row.fault != LEFT:
            late = row.deadline is not None and now > row.deadline
            return Kind.ACCEPT if row.fault == QUICK or late else None
        case State.ACCEPTED:
            return Kind.ARRIVE
        case State.ARRIVED:
            return Kind.RESOLVE
    return None


def _caller(row: BoardRow, _now: datetime) -> Kind | None:
    if row.state is State.RESOLVED and row.fault == QUICK:
        return Kind.CALLBACK
    if row.state is State.DISPATCHED and row.fault == LEFT and row.chases == 0:
        return Kind.CHASE
    return None
