"""What a report says: counts and durations in seconds, frozen. Rates are None where nothing was due."""

from dataclasses import dataclass
from datetime import date, datetime

from tickets.reports.scope import Key, Scope
from tickets.reports.unread import Unread
from tickets.rules.words import Stage, Word

SPREAD_EDGES = (60, 300, 600, 900, 1800, 3600, 7200, 14_400, 28_800, 43_200, 86_400, 172_800)  # seconds


class Figure(Word):
    """A figure that leads to its tickets. The first ones count clocks of a stage, the others tickets."""

    DUE = "due", "到期"
    ON_TIME = "on_time", "按时"
    LATE = "late", "超时完成"
    OVERDUE = "overdue", "仍超时"
    GIVEN_UP = "given_up", "未到期退转"
    FINISHED = "finished", "完成"
    OPENED = "opened", "工单"
    CANCELLED = "cancelled", "作废"
    MERGED = "merged", "并单"
    RESOLVED = "resolved", "处置完成"
    CALLED_BACK = "called_back", "已回访"
    ANSWERED = "answered", "有答复"
    SATISFIED = "satisfied", "满意"
    REPEATED = "repeated", "返修"
    RETURNED = "returned", "退单"
    EXTENDED = "extended", "延期"
    CHASED = "chased", "被催办"
    REOPENED = "reopened", "返工"


CLOCK_FIGURES = (Figure.DUE, Figure.ON_TIME, Figure.LATE, Figure.OVERDUE, Figure.GIVEN_UP, Figure.FINISHED)


@dataclass(frozen=True, slots=True)
class Punctuality:
    """The clocks of one stage due in a period. `given_up` ended by return or reassignment before they were due."""

    on_time: int = 0
    late: int = 0
    overdue: int = 0
    given_up: int = 0

    @property
    def due(self) -> int:
        """Every clock that counts."""
        return self.on_time + self.late + self.overdue

    @property
    def rate(self) -> float | None:
        """The on-time rate, 0 to 1."""
        return share(self.on_time, self.due)

    def __add__(self, other: "Punctuality") -> "Punctuality":
        return Punctuality(
            self.on_time + other.on_time,
            self.late + other.late,
            self.overdue + other.overdue,
            self.given_up + other.given_up,
        )


@dataclass(frozen=True, slots=True)
class Durations:
    """The clocks of one stage finished in a period, in seconds worked; `held` is the sum of time held beside it."""

    finished: int = 0
    median: int | None = None
    p90: int | None = None
    longest: int | None = None
    held: int = 0


@dataclass(frozen=True, slots=True)
class StageFigures:
    """One stage: how punctual, how long."""

    stage: Stage
    punctuality: Punctuality = Punctuality()
    durations: Durations = Durations()


@dataclass(frozen=True, slots=True)
class Work:
    """The tickets opened in a period; all but `cancelled` and `merged` count without those two.

    `calls` and `chases` are the phone calls of the period. `repeated` is counted among the `placed`.
    """

    opened: int = 0
    cancelled: int = 0
    merged: int = 0
    resolved: int = 0
    called_back: int = 0
    answered: int = 0
    satisfied: int = 0
    placed: int = 0
    repeated: int = 0
    returned: int = 0
    extended: int = 0
    chased: int = 0
    reopened: int = 0
    calls: int = 0
    chases: int = 0

    @property
    def callback_rate(self) -> float | None:
        """回访率: called back ÷ resolved."""
        return share(self.called_back, self.resolved)

    @property
    def satisfied_rate(self) -> float | None:
        """满意率: satisfied ÷ those who answered."""
        return share(self.satisfied, self.answered)

    @property
    def repeat_rate(self) -> float | None:
        """返修率: same place and fault again within 30 days ÷ tickets with a known place."""
        return share(self.repeated, self.placed)

    @property
    def return_rate(self) -> float | None:
        """退单率: returned by a crew ÷ opened."""
        return share(self.returned, self.opened)

    @property
    def extension_rate(self) -> float | None:
        """延期率: extended ÷ opened."""
        return share(self.extended, self.opened)

    @property
    def chase_rate(self) -> float | None:
        """催办率: asked about again ÷ opened."""
        return share(self.chased, self.opened)


@dataclass(frozen=True, slots=True)
class Group:
    """One row of the breakdown: its key, what it is called, and the same figures as the whole."""

    key: Key
    label: str
    stages: tuple[StageFigures, ...]
    work: Work


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of the trend: the punctuality of each stage over some days, the first of which is `first`."""

    first: date
    stages: dict[Stage, Punctuality]


@dataclass(frozen=True, slots=True)
class Report:
    """The answer to a scope, as the database stood `at`.

    `spread` has, for each stage, how many finished within each of SPREAD_EDGES and, last, beyond.
    """

    scope: Scope
    at: datetime
    stages: tuple[StageFigures, ...]
    work: Work
    groups: tuple[Group, ...]
    trend: tuple[Bar, ...]
    spread: dict[Stage, tuple[int, ...]]
    unread: Unread

    @property
    def empty(self) -> bool:
        """Whether nothing at all happened in the period."""
        work = self.work
        clocks = any(figures.punctuality.due or figures.durations.finished for figures in self.stages)
        return not (clocks or work.opened or work.cancelled or work.merged or work.calls)


def share(part: int, whole: int) -> float | None:
    """Return part ÷ whole; None when there is no whole."""
    return part / whole if whole else None
