"""What a seat brings back from its run."""

from dataclasses import dataclass, field
from enum import StrEnum, auto

from tests.bench.seats.mix import Kind


class Outcome(StrEnum):
    """What became of a deed."""

    DONE = auto()
    CONFLICT = auto()
    REFUSED = auto()
    UNANSWERED = auto()  # the database could not be had, however often it was tried
    IDLE = auto()  # no ticket to do it to
    FLOOR = auto()  # bare rows


@dataclass(slots=True)
class Record:
    """One deed done. Instants are of the machine's monotonic clock, which all processes share.

    `committed` is when COMMIT was sent, so that the disk counts to the feed; `version` is the ticket's afterwards,
    where the seat knows it. `tag` is in the words of a call and nowhere else.
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
    repeats: tuple[bool, ...] = ()  # whether each repeat of it was known as one, with the first result
    tries: int = 1
    warm: bool = False  # done before the start: counted, not timed


@dataclass(slots=True)
class Heard:
    """One telling of the feed: when it came, when the rows it led to had been read, and of which tickets."""

    at: float
    tickets: frozenset[int]
    shown: float | None = None


@dataclass(slots=True)
class Told:
    """Everything one seat brings back. `cpu` seconds, `pss` MiB, `late`: how much later than due a deed was begun."""

    seat: int
    records: list[Record] = field(default_factory=list)
    heard: list[Heard] = field(default_factory=list)
    cpu: float = 0.0
    pss: float = 0.0
    wrong_rows: int = 0
