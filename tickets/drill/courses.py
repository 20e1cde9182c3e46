"""Generates the course of a repair for a drill: its steps, with delays and mishaps."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from math import log
from random import Random

from tickets.rules.stages import LAST, MILESTONES, STEP_OF, STEPS, Step, ended_by, has_stage
from tickets.rules.words import CallbackResult, Move, Priority
from tickets.store.rows import Fault

MINUTE, HOUR = 60, 3600
SLOW_SHARE = 0.06
SLOW_FACTOR = 5
# The steps up to the arrival, and those on site before the repair is done.
_ARRIVED = STEPS.index(STEP_OF[Move.ARRIVE]) + 1
_WAY, _SITE = STEPS[:_ARRIVED], tuple(step for step in STEPS[_ARRIVED:] if step is not LAST.end)
_PACE = {  # the median and the spread of seconds
    Move.DISPATCH: (150, 0.7),
    Move.ACCEPT: (120, 0.7),
    Move.DEPART: (3 * MINUTE, 0.6),
    Move.ARRIVE: (16 * MINUTE, 0.5),
    Move.LOCATE: (12 * MINUTE, 0.5),
    Move.ISOLATE: (50 * MINUTE, 0.7),
}
_USUAL_PACE = (10 * MINUTE, 0.6)


class Aside(StrEnum):
    """What happens to a ticket during a drill besides the moves."""

    CORRECT = "correct"
    NOTE = "note"
    SUPERVISE = "supervise"


@dataclass(frozen=True, slots=True)
class DrillStep:
    """A step, `after` seconds after the previous one, entered `late` seconds after it happened (补录).

    `corrected` is the step with a wrong time; `seconds` is the length of an extension or of a correction.
    """

    what: Move | Aside
    after: int
    late: int = 0
    text: str = ""
    seconds: int = 0
    priority: Priority | None = None
    fault: str | None = None
    dn: int | None = None
    corrected: Move | None = None
    result: CallbackResult | None = None


def lognormal(rng: Random, median: int, spread: float) -> int:
    """Return seconds around a median with a long tail; at least 1."""
    slow = SLOW_FACTOR if rng.random() < SLOW_SHARE else 1
    return max(1, int(rng.lognormvariate(log(median), spread) * slow))


def course(rng: Random, fault: Fault, priority: Priority, appointment: int | None) -> tuple[DrillStep, ...]:
    """Return the steps from the call to the archive. `appointment` is when the crew is expected, in seconds."""
    steps = [*_on_the_way(rng, appointment), *_on_site(rng, needs_isolation=fault.isolate)]
    mishap = rng.choices(list(_MISHAPS), weights=[weight for _, weight in _MISHAPS.values()])[0]
    steps = _MISHAPS[mishap][0](rng, steps, fault, priority)
    if steps[-1].what not in (Move.CANCEL, Move.SETTLE):
        steps += _afterwards(rng, needs_isolation=any(_is_milestone(step) for step in steps))
    return tuple(_entered_late(rng, step) for step in steps)


def duplicate_course(rng: Random) -> tuple[DrillStep, ...]:
    """Return the steps of a ticket that turns out to be a duplicate."""
    return (DrillStep(Move.MERGE, rng.randrange(2 * MINUTE, 40 * MINUTE)),)


def _is_milestone(step: DrillStep) -> bool:
    return any(step.what is each.end.move for each in MILESTONES)


def _pace(rng: Random, move: Move) -> int:
    return lognormal(rng, *_PACE.get(move, _USUAL_PACE))


def _on_the_way(rng: Random, appointment: int | None = None) -> list[DrillStep]:
    """Return the steps up to the arrival; the crew departs so as to arrive at the appointment."""
    times: dict[Move, int] = {step.move: _pace(rng, step.move) for step in _WAY if step.move is not Move.DEPART}
    wait = _pace(rng, Move.DEPART)
    if appointment is not None:
        wait = max(wait, appointment - sum(times.values()))
    return [DrillStep(step.move, times.get(step.move, wait)) for step in _WAY]


def _on_site(rng: Random, *, needs_isolation: bool) -> list[DrillStep]:
    moves = [step.move for step in _SITE if _happens(rng, step, needs_isolation)]
    steps = [DrillStep(move, _pace(rng, move)) for move in moves]
    return [*steps, _repaired(10 * MINUTE + lognormal(rng, 80 * MINUTE, 0.8), "演练：已修复")]


def _happens(rng: Random, step: Step, needs_isolation: bool) -> bool:
    ended = ended_by(step.move)
    if ended is not None and not has_stage(ended.stage, needs_isolation):
        return False
    return not step.optional or rng.random() < 0.6


def _repaired(after: int, text: str) -> DrillStep:
    return DrillStep(LAST.end.move, after, text=text)


def _afterwards(rng: Random, *, needs_isolation: bool) -> list[DrillStep]:
    correction = []
    if rng.random() < 0.06:
        step, seconds = rng.choice(((Move.RESOLVE, -rng.randrange(1, 300)), (Move.ARRIVE, rng.randrange(1, 20))))
        correction = [
            DrillStep(
                Aside.CORRECT, lognormal(rng, 10 * MINUTE, 0.5), text="登记时记错", corrected=step, seconds=seconds
            )
        ]
    if rng.random() < 0.06:
        again = [*_on_the_way(rng), *_on_site(rng, needs_isolation=needs_isolation)]
        unhappy = DrillStep(Move.CALLBACK, lognormal(rng, 40 * MINUTE, 0.6), result=CallbackResult.UNSATISFIED)
        return [*correction, unhappy, DrillStep(Move.REOPEN, 60, text="用户说没修好"), *again, *_farewell(rng)]
    return [*correction, *_farewell(rng)]


def _farewell(rng: Random) -> list[DrillStep]:
    result = rng.choices(list(CallbackResult), weights=(85, 5, 10, 0))[0]
    callback = DrillStep(Move.CALLBACK, lognormal(rng, 40 * MINUTE, 0.6), result=result)
    why = "用户自管部分，已说明" if result is CallbackResult.UNSATISFIED else ""
    return [callback, DrillStep(Move.CLOSE, lognormal(rng, 2 * MINUTE, 0.5), text=why)]


def _entered_late(rng: Random, step: DrillStep) -> DrillStep:
    if step.what not in (*STEP_OF, Move.HOLD, Move.RESUME) or rng.random() >= 0.05:
        return step
    return replace(step, late=rng.randrange(MINUTE, 20 * MINUTE))


Mishap = Callable[[Random, list[DrillStep], Fault, Priority], list[DrillStep]]


def _none(rng: Random, steps: list[DrillStep], _fault: Fault, _priority: Priority) -> list[DrillStep]:
    extra = rng.choice((Aside.NOTE, Aside.SUPERVISE, None, None, None, None))
    return steps if extra is None else [DrillStep(extra, 60, text="演练备注"), *steps]


def _returned(rng: Random, steps: list[DrillStep], _fault: Fault, _priority: Priority) -> list[DrillStep]:
    reached = rng.randrange(1, _ARRIVED + 1)
    back = DrillStep(Move.RETURN, lognormal(rng, 5 * MINUTE, 0.6), text="不归本班")
    return [*steps[:reached], back, *_on_the_way(rng), *steps[_ARRIVED:]]


def _reassigned(rng: Random, steps: list[DrillStep], _fault: Fault, _priority: Priority) -> list[DrillStep]:
    reached = rng.randrange(1, _ARRIVED)
    moved = DrillStep(Move.REASSIGN, lognormal(rng, 5 * MINUTE, 0.6), text="另一班更近")
    return [*steps[:reached], moved, *_on_the_way(rng)[1:], *steps[_ARRIVED:]]


def _held(rng: Random, steps: list[DrillStep], _fault: Fault, _priority: Priority) -> list[DrillStep]:
    reached = rng.choice((0, 2, _ARRIVED, _ARRIVED, _ARRIVED))  # before dispatch, on the way, on site
    begun = DrillStep(
        Move.HOLD, lognormal(rng, 5 * MINUTE, 0.8), text=rng.choice(("等材料", "等燃气交底", "用户要求改时间"))
    )
    ended = DrillStep(Move.RESUME, lognormal(rng, 70 * MINUTE, 0.9))
    return [*steps[:reached], begun, ended, *steps[reached:]]


def _extended(rng: Random, steps: list[DrillStep], _fault: Fault, _priority: Priority) -> list[DrillStep]:
    reached = rng.choice((0, 2, _ARRIVED))
    times = rng.choice((1, 1, 2))
    waits = (min(lognormal(rng, 8 * MINUTE, 0.8), HOUR) for _ in range(times))
    more = [DrillStep(Move.EXTEND, wait, text="现场复杂", seconds=2 * HOUR) for wait in waits]
    return [*steps[:reached], *more, *steps[reached:]]


def _rerated(rng: Random, steps: list[DrillStep], fault: Fault, priority: Priority) -> list[DrillStep]:
    if priority is not Priority.P1 and rng.random() < 0.5:
        up = DrillStep(Move.RERATE, lognormal(rng, 4 * MINUTE, 0.8), text="影响扩大", priority=Priority.P1)
        return [up, *steps]
    if not fault.isolate and rng.random() < 0.3:
        worse = DrillStep(Move.RERATE, 5 * MINUTE, text="现场是爆管", fault="burst_main")
        return [*steps[:_ARRIVED], worse, *_on_site(rng, needs_isolation=True)]
    sized = DrillStep(
        Move.RERATE, lognormal(rng, 10 * MINUTE, 0.5), text="现场测得管径", dn=rng.choice((50, 110, 300, 600))
    )
    return [*steps[:_ARRIVED], sized, *steps[_ARRIVED:]]


def _dropped(rng: Random, steps: list[DrillStep], _fault: Fault, _priority: Priority) -> list[DrillStep]:
    end, reached = rng.choice(((Move.CANCEL, 0), (Move.SETTLE, 0), (Move.CANCEL, 1), (Move.CANCEL, _ARRIVED)))
    text = "请关闭表前阀，改日再约" if end is Move.SETTLE else "用户自行处理"
    return [*steps[:reached], DrillStep(end, lognormal(rng, 10 * MINUTE, 0.8), text=text)]


def _laborious(rng: Random, steps: list[DrillStep], _fault: Fault, _priority: Priority) -> list[DrillStep]:
    return [*steps[:-1], _repaired(rng.randrange(20 * HOUR, 32 * HOUR), "演练：抢修到次日")]


_MISHAPS: dict[str, tuple[Mishap, int]] = {
    "none": (_none, 52),
    "returned": (_returned, 7),
    "reassigned": (_reassigned, 7),
    "held": (_held, 11),
    "extended": (_extended, 7),
    "rerated": (_rerated, 9),
    "dropped": (_dropped, 5),
    "laborious": (_laborious, 2),
}
