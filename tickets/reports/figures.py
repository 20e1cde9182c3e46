"""The data of a report: counts, and durations in seconds, frozen. Rates are None where nothing was due."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime

from tickets.reports.scope import Key, Scope
from tickets.reports.unread import Unread
from tickets.rules.words import Stage, Word

SPREAD_EDGES = (60, 300, 600, 900, 1800, 3600, 7200, 14_400, 28_800, 43_200, 86_400, 172_800)  # seconds


class Figure(Word):
    """A figure of a report. The first ones count clocks of a stage, the last two calls, the others tickets.

    CANCELLED, MERGED and SETTLED tickets are counted in no other figure.
    """

    DUE = "due", "到期"
    ON_TIME = "on_time", "按时"
    LATE = "late", "超时完成"
    OVERDUE = "overdue", "仍超时"
    GIVEN_UP = "given_up", "未到期退转"
    FINISHED = "finished", "完成"
    OPENED = "opened", "工单"
    CANCELLED = "cancelled", "作废"
    MERGED = "merged", "并单"
    SETTLED = "settled", "电话解决"
    RESOLVED = "resolved", "处置完成"
    UNFINISHED = "unfinished", "未记完成"
    CALLED_BACK = "called_back", "已回访"
    ANSWERED = "answered", "有答复"
    SATISFIED = "satisfied", "满意"
    PLACED = "placed", "地点在库"
    REPEATED = "repeated", "返修"
    RETURNED = "returned", "退单"
    EXTENDED = "extended", "延期"
    CHASED = "chased", "被催办"
    REOPENED = "reopened", "返工"
    ASSISTS = "assists", "协助"
    CALLS = "calls", "来电"
    CHASES = "chases", "催办"


CLOCK_FIGURES = (Figure.DUE, Figure.ON_TIME, Figure.LATE, Figure.OVERDUE, Figure.GIVEN_UP, Figure.FINISHED)
CALL_FIGURES = (Figure.CALLS, Figure.CHASES)
TICKET_FIGURES = tuple(figure for figure in Figure if figure not in (*CLOCK_FIGURES, *CALL_FIGURES))


@dataclass(frozen=True, slots=True)
class Work:
    """The number of tickets and calls of a period for each figure except those of clocks."""

    counts: Counter[Figure] = field(default_factory=Counter)

    def __getitem__(self, figure: Figure) -> int:
        return self.counts[figure]

    def __add__(self, other: "Work") -> "Work":
        return Work(self.counts + other.counts)


@dataclass(frozen=True, slots=True)
class Rate:
    """A share of the tickets, `part` ÷ `whole`; a press shows the tickets of the part.

    `name` is its name in JSON. A table shows the count `beside` in front of it.
    """

    name: str
    label: str
    part: Figure
    whole: Figure
    beside: Figure
    formula: str

    def of(self, work: Work) -> float | None:
        """Return the rate, 0 to 1; None when the whole is 0."""
        return share(work[self.part], work[self.whole])


# Every view of a report shows these rates: an entry here is all that a new one needs.
RATES = (
    Rate(
        "callback_rate", "回访率", Figure.CALLED_BACK, Figure.RESOLVED, Figure.RESOLVED,
        "已回访（含未接通）的工单 ÷ 处置完成的工单。",
    ),
    Rate(
        "satisfied_rate", "满意率", Figure.SATISFIED, Figure.ANSWERED, Figure.ANSWERED,
        "回访满意的工单 ÷ 回访有答复（满意和不满意）的工单。",
    ),
    Rate(
        "repeat_rate", "返修率", Figure.REPEATED, Figure.PLACED, Figure.REPEATED,
        "30 天内同一地点、同一故障修好后又开单的工单 ÷ 地点在地址库里的工单。",
    ),
    Rate("return_rate", "退单率", Figure.RETURNED, Figure.OPENED, Figure.RETURNED, "退过单的工单 ÷ 工单。"),
    Rate("extension_rate", "延期率", Figure.EXTENDED, Figure.OPENED, Figure.EXTENDED, "延过期的工单 ÷ 工单。"),
    Rate("chase_rate", "催办率", Figure.CHASED, Figure.OPENED, Figure.CHASED, "被催办过的工单 ÷ 工单。"),
)  # fmt: skip
ON_THE_LINE: tuple[Figure | Rate, ...] = (
    Figure.OPENED, *RATES, Figure.REOPENED, Figure.ASSISTS, Figure.UNFINISHED, Figure.CANCELLED, Figure.MERGED,
    Figure.SETTLED,
)  # fmt: skip
IN_THE_TABLE: tuple[Figure | Rate, ...] = (
    Figure.OPENED, Figure.CANCELLED, Figure.MERGED, Figure.SETTLED, *CALL_FIGURES,
    *(each for rate in RATES for each in (rate.beside, rate)), Figure.REOPENED, Figure.UNFINISHED,
    Figure.ASSISTS,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Punctuality:
    """The clocks of one stage due in a period. `given_up` ended by return or reassignment before they were due."""

    on_time: int = 0
    late: int = 0
    overdue: int = 0
    given_up: int = 0

    @property
    def due(self) -> int:
        """The number of clocks that were due."""
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
    """The clocks of one stage finished in a period, in seconds worked; `held` is the sum of their held time."""

    finished: int = 0
    median: int | None = None
    p90: int | None = None
    longest: int | None = None
    held: int = 0


@dataclass(frozen=True, slots=True)
class StageFigures:
    """The punctuality and the durations of one stage."""

    stage: Stage
    punctuality: Punctuality = Punctuality()
    durations: Durations = Durations()


@dataclass(frozen=True, slots=True)
class Group:
    """One row of the breakdown: its key, its label, and the same figures as the total."""

    key: Key
    label: str
    stages: tuple[StageFigures, ...]
    work: Work


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of the trend: the punctuality of each stage over some days, starting with `first`."""

    first: date
    stages: dict[Stage, Punctuality]


@dataclass(frozen=True, slots=True)
class Report:
    """The report for a scope, from the state of the database at `at`.

    `spread` has, for each stage, the number finished within each of SPREAD_EDGES and, last, beyond.
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
        clocks = any(figures.punctuality.due or figures.durations.finished for figures in self.stages)
        return not (clocks or self.work.counts.total())


def share(part: int, whole: int) -> float | None:
    """Return part ÷ whole; None when the whole is 0."""
    return part / whole if whole else None
