"""The records of a workstation's run."""

from dataclasses import dataclass, field
from enum import StrEnum, auto

from tests.bench.seats.mix import Kind


class Outcome(StrEnum):
    """The result of an action."""

    DONE = auto()
    CONFLICT = auto()
    REFUSED = auto()
    UNANSWERED = auto()  # the database could not be reached, however often it was tried
    IDLE = auto()  # no ticket to do it to
    FLOOR = auto()  # plain rows


@dataclass(slots=True)
class Record:
    """One finished action. Instants are of the machine's monotonic clock, which all processes share.

    `committed` is when COMMIT was sent, so that the disk counts as part of the feed's time; `version` is the ticket's
    afterwards, if known. `tag` occurs only in the words of this call.
    """

    kind: Kind
    due: float
    begun: float
    ended: float
    outcome: Outcome
    ticket: int | None = None
    committed: float | None = None
    request: str = ""
    tag: str = ""
    sentence: str = ""
    repeats: tuple[bool, ...] = ()  # whether each repeat was recognised and returned the first result
    tries: int = 1
    warm: bool = False  # done before the start: counted, not timed


@dataclass(slots=True)
class Heard:
    """One notification of the feed: when it came, when the rows had been read, and for which tickets."""

    at: float
    tickets: frozenset[int]
    shown: float | None = None


@dataclass(slots=True)
class Told:
    """All records of one workstation. `cpu` in seconds, `pss` in MiB, `late`: how late the actions were begun."""

    seat: int
    records: list[Record] = field(default_factory=list)
    heard: list[Heard] = field(default_factory=list)
    cpu: float = 0.0
    pss: float = 0.0
    wrong_rows: int = 0
