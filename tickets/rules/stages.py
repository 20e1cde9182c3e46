"""Describes each stage of the work once: its states, its steps, when it applies and its names.

Actions, imports, checks, drills, reports and panels read this description. docs/development.md says how to add a
stage.
"""

from dataclasses import dataclass

from tickets.rules.words import Move, Priority, Stage, State


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the work that is recorded with its instant.

    `done` is the word for the finished step: a ledger's mapping uses it for the step's time, and the ticket has the
    instant in the column `{done}_at`. If not `on_ticket`, the ticket has no such column, and the instant is the stop of
    the clock that the step ends.

    The step is legal in the states `within` and `leads_to` another state; None keeps the state. An `optional` step is
    never offered as the next one. `already` is the refusal of a step that was taken before, where the state allows it.
    """

    move: Move
    done: str
    within: tuple[State, ...]
    leads_to: State | None = None
    on_ticket: bool = True
    optional: bool = False
    already: str = ""

    @property
    def column(self) -> str | None:
        """The ticket's column with the instant; None when it has none."""
        return f"{self.done}_at" if self.on_ticket else None


@dataclass(frozen=True, slots=True)
class TimedStage:
    """The description of a stage. Its last step ends it; `starts_with` None means the call.

    The main stages follow each other and fill the time from the call to the end of the work. A `milestone` runs
    beside them and must be reached before the work ends. `for_isolation`: only faults that need the water stopped
    have it. `by_appointment`: for a P4 ticket its limit is the time agreed on with the caller.
    `waiting` is the name for tickets in a main stage.
    """

    stage: Stage
    starts_with: Move | None
    steps: tuple[Step, ...]
    waiting: str = ""
    milestone: bool = False
    for_isolation: bool = False
    by_appointment: bool = False

    @property
    def end(self) -> Step:
        """The step that ends it."""
        return self.steps[-1]

    @property
    def states(self) -> tuple[State, ...]:
        """The states in which it is timed, in the order of the work."""
        return tuple(dict.fromkeys(state for step in self.steps for state in step.within))


# In the order in which they end.
STAGES = (
    TimedStage(
        Stage.ACCEPT,
        None,
        (
            Step(Move.DISPATCH, "dispatched", (State.NEW,), State.DISPATCHED),
            Step(Move.ACCEPT, "accepted", (State.DISPATCHED,), State.ACCEPTED, on_ticket=False),
        ),
        waiting="待受理",
    ),
    TimedStage(
        Stage.ARRIVE,
        Move.ACCEPT,
        (
            Step(Move.DEPART, "departed", (State.ACCEPTED,), already="班组已经出发，请登记到场。"),
            Step(Move.ARRIVE, "arrived", (State.ACCEPTED,), State.ARRIVED, on_ticket=False),
        ),
        waiting="待到场",
        by_appointment=True,
    ),
    TimedStage(
        Stage.ISOLATE,
        Move.ARRIVE,
        (Step(Move.ISOLATE, "isolated", (State.ARRIVED,), already="已经止水，不用再登记。"),),
        milestone=True,
        for_isolation=True,
    ),
    TimedStage(
        Stage.RESOLVE,
        Move.ARRIVE,
        (
            Step(Move.LOCATE, "located", (State.ARRIVED,), optional=True, already="漏点已经定位。"),
            Step(Move.RESOLVE, "resolved", (State.ARRIVED,), State.RESOLVED),
        ),
        waiting="处置中",
    ),
)

_BY_STAGE = {each.stage: each for each in STAGES}
_ENDED_BY = {each.end.move: each for each in STAGES}
_ORDER = tuple(Move)

TICKET_STAGES = tuple(stage for stage in Stage if stage in _BY_STAGE)  # in the order in which they are shown
MAIN_STAGES = tuple(each.stage for each in STAGES if not each.milestone)
MILESTONES = tuple(each for each in STAGES if each.milestone)
FIRST, LAST = _BY_STAGE[MAIN_STAGES[0]], _BY_STAGE[MAIN_STAGES[-1]]

STEPS = tuple(sorted((step for each in STAGES for step in each.steps), key=lambda step: _ORDER.index(step.move)))
STEP_OF = {step.move: step for step in STEPS}
COLUMNS = tuple(step.column for step in STEPS if step.column is not None)


def described(stage: Stage) -> TimedStage:
    """Return the description of a stage."""
    return _BY_STAGE[stage]


def ended_by(move: Move) -> TimedStage | None:
    """Return the stage that a move ends; None when it ends none."""
    return _ENDED_BY.get(move)


def started_by(move: Move) -> tuple[TimedStage, ...]:
    """Return the stages, milestones included, that start with a move."""
    return tuple(each for each in STAGES if each.starts_with is move)


def steps_before(step: Step) -> tuple[Step, ...]:
    """Return the steps that must come before a step, if they are taken.

    A milestone is reached after the step that it starts with and before the work ends; its order relative to other
    steps is free.
    """
    ended = ended_by(step.move)
    start = ended.starts_with if ended is not None and ended.milestone else None
    before = STEPS[: STEPS.index(step) if start is None else STEPS.index(STEP_OF[start]) + 1]
    return tuple(each for each in before if step is LAST.end or not _is_milestone(each))


def running_stage(state: State) -> Stage | None:
    """Return the main stage that is timed in this state; None when the work is over."""
    return next((stage for stage in MAIN_STAGES if state in _BY_STAGE[stage].states), None)


def has_stage(stage: Stage, needs_isolation: bool) -> bool:
    """Return whether a ticket has this stage, given whether its fault needs the water stopped."""
    return needs_isolation or not _BY_STAGE[stage].for_isolation


def goes_by_appointment(stage: Stage, priority: Priority) -> bool:
    """Return whether an appointment with the caller, if there is one, is the limit of a stage."""
    return priority is Priority.P4 and _BY_STAGE[stage].by_appointment


def states_after(move: Move) -> tuple[State, ...]:
    """Return the states of a ticket in work that come at or after the state a main stage's move leads to."""
    states = [state for stage in MAIN_STAGES for state in _BY_STAGE[stage].states]
    leads_to = STEP_OF[move].leads_to
    return () if leads_to not in states else tuple(states[states.index(leads_to) :])


def _is_milestone(step: Step) -> bool:
    ended = ended_by(step.move)
    return ended is not None and ended.milestone
