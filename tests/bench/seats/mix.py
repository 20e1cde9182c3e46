"""The work of a bad frost day: what is done how often, by whom, and when.

For ten repairs there are 28 calls: in the frost of 2016 788 calls led to 281 dispatches.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum, auto
from random import Random

from tickets.rules.words import Role


class Kind(StrEnum):
    """What a workstation does."""

    LOG = auto()
    CHASE = auto()
    ATTACH = auto()
    ENQUIRY = auto()
    CALLBACK = auto()
    CLOSE = auto()
    DISPATCH = auto()
    ACCEPT = auto()
    DEPART = auto()
    ARRIVE = auto()
    ISOLATE = auto()
    RESOLVE = auto()
    NOTE = auto()
    CANCEL = auto()
    ACKNOWLEDGE = auto()


CALLS = {
    Kind.LOG: 12,
    Kind.CHASE: 6,
    Kind.ATTACH: 3,
    Kind.ENQUIRY: 7,
    Kind.CALLBACK: 10,
    Kind.CLOSE: 10,
    Kind.ACKNOWLEDGE: 2,
}
WORK = {
    Kind.DISPATCH: 10,
    Kind.ACCEPT: 10,
    Kind.DEPART: 5,
    Kind.ARRIVE: 10,
    Kind.ISOLATE: 3,
    Kind.RESOLVE: 10,
    Kind.NOTE: 3,
    Kind.CANCEL: 2,
    Kind.ACKNOWLEDGE: 2,
}
WITHOUT_TICKET = frozenset({Kind.ENQUIRY, Kind.ACKNOWLEDGE})
MIX = {Role.OPERATOR: CALLS, Role.DISPATCHER: WORK}
FAULTS = ("frozen_pipe", "meter_frost_burst", "burst_main", "visible_leak", "no_water")
REPEATED = 0.03  # share of the commands that are sent twice with the same request id
STRAYING = 0.03  # share of the steps that go to another dispatcher's ticket


@dataclass(frozen=True, slots=True)
class PlannedAction:
    """An action `due` seconds after the start. `twice` sends it a second time; `stray` uses another's ticket."""

    due: float
    kind: Kind
    twice: bool = False
    stray: bool = False


@dataclass(frozen=True, slots=True)
class Slices:
    """The run is divided: `ours` seconds of the program's commands, then `floor` seconds of plain rows, in turn."""

    turns: int
    ours: float
    floor: float

    @property
    def length(self) -> float:
        """How many seconds the whole run takes."""
        return self.turns * (self.ours + self.floor)

    def is_floor(self, due: float) -> bool:
        """Whether the floor is measured at this second."""
        return due % (self.ours + self.floor) >= self.ours


def sliced(minutes: float) -> Slices:
    """Return the schedule with so many minutes of commands, four seconds of them to one of plain rows."""
    seconds = minutes * 60
    turns = max(1, round(seconds / 20))
    return Slices(turns, seconds / turns, seconds / turns / 4)


def plan(roles: Sequence[Role], rate: float, slices: Slices, seed: int) -> list[list[PlannedAction]]:
    """Return what each workstation does: arrivals at `rate` a second in total, at random instants."""
    random = Random(seed)
    seats = {role: [seat for seat, its in enumerate(roles) if its is role] for role in MIX}
    choices = [(role, kind) for role, kinds in MIX.items() if seats[role] for kind in kinds]
    weights = [MIX[role][kind] for role, kind in choices]
    plans: list[list[PlannedAction]] = [[] for _ in roles]
    due = random.expovariate(rate)
    while due < slices.length:
        role, kind = random.choices(choices, weights)[0]
        planned = PlannedAction(due, kind, random.random() < REPEATED, random.random() < STRAYING)
        plans[random.choice(seats[role])].append(planned)
        due += random.expovariate(rate)
    return plans
