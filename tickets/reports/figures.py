"""The data of a report: counts, and durations in seconds, frozen. Rates are None where nothing was due."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from tickets.reports.scope import Key, Scope
from tickets.reports.unread import Unread
from tickets.rules.words import ConsentKind, Stage, Word

PROMPT_SECONDS = 60  # in which a call is to be answered
SPREAD_EDGES = (60, 300, 600, 900, 1800, 3600, 7200, 14_400, 28_800, 43_200, 86_400, 172_800)  # seconds


class Figure(Word):
    """A figure of a report.

    CLOCK_FIGURES count clocks of a stage, CALL_FIGURES calls and outages, TICKET_FIGURES tickets opened.

    RANG are the calls that a telephone reported, PROMPT those answered within PROMPT_SECONDS, HANDLING those with a
    ticket.

    HANDLED is OPENED, and for a crew also what it has returned or repaired in vain. REOPENINGS are the times that
    tickets were reopened. UNDONE are tickets of which a step that had started a stage was taken back.

    BY_OUTAGE are the calls that an outage answered, without a ticket, DRY_MINUTES households × minutes of the outages
    that ended in the period. OUTAGES_DUE had their first expected end in the period, by now, or ended before it;
    OUTAGES_KEPT are those that ended by then.

    RECEIVED is the sum of OPENED, CANCELLED, MERGED and SETTLED. WHOLE_WAY counts the tickets resolved in the period.
    """

    DUE = "due", "到期"
    ON_TIME = "on_time", "按时"
    LATE = "late", "结束晚"
    OVERDUE = "overdue", "仍超时"
    GIVEN_UP = "given_up", "未到期退转"
    CHANGED = "changed", "改判定"
    LATE_AT_SPLIT = "late_at_split", "派单（出发）晚"
    SPLIT_TYPED = "split_typed", "派单（出发）手填"
    TAKEN_OVER = "taken_over", "接手超时"
    LEFT_OUT = "left_out", "未计入"
    WAITING = "waiting", "未到期"
    FINISHED = "finished", "完成"
    TYPED = "typed", "手填"
    RECEIVED = "received", "来电开单"
    OPENED = "opened", "工单"
    CANCELLED = "cancelled", "作废"
    CANCELLED_LATE = "cancelled_late", "超时后作废"
    CANCELLED_AGAIN = "cancelled_again", "作废后又报"
    MERGED = "merged", "并单"
    MERGED_LATE = "merged_late", "超时后并单"
    MERGED_UNLIKE = "merged_unlike", "异地异类并单"
    SETTLED = "settled", "电话解决"
    SETTLED_LATE = "settled_late", "超时后电话解决"
    SETTLED_AGAIN = "settled_again", "电话解决后又报"
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
    RERATED = "rerated", "改判"
    UNDONE = "undone", "撤销重来"
    REOPENED = "reopened", "返工的工单"
    REOPENINGS = "reopenings", "返工"
    HANDLED = "handled", "经手"
    ASSISTS = "assists", "协助"
    CALLS = "calls", "来电"
    CHASES = "chases", "催办"
    RANG = "rang", "振铃"
    PROMPT = "prompt", "60 秒内接听"
    WHOLE_WAY = "whole_way", "全程"
    HANDLING = "handling", "接听到开单"
    BY_OUTAGE = "by_outage", "停水来电"
    DRY_MINUTES = "dry_minutes", "停水户·分"
    OUTAGES_DUE = "outages_due", "停水到期"
    OUTAGES_KEPT = "outages_kept", "按预计恢复"


CLOCK_FIGURES = tuple(Figure)[: tuple(Figure).index(Figure.RECEIVED)]
WAYS = (Figure.WHOLE_WAY, Figure.HANDLING)
TAKEN = (Figure.FINISHED, Figure.TYPED, *WAYS)  # of these the time taken counts
OUTAGE_FIGURES = (Figure.BY_OUTAGE, Figure.DRY_MINUTES, Figure.OUTAGES_DUE, Figure.OUTAGES_KEPT)
CALL_FIGURES = (Figure.CALLS, Figure.CHASES, Figure.RANG, Figure.PROMPT, *OUTAGE_FIGURES)
ANSWERING = (Figure.RANG, Figure.PROMPT, Figure.HANDLING)
TICKET_FIGURES = tuple(figure for figure in Figure if figure not in (*CLOCK_FIGURES, *CALL_FIGURES, *WAYS))


# The parts of RECEIVED.
RECONCILED = (Figure.OPENED, Figure.CANCELLED, Figure.MERGED, Figure.SETTLED)


@dataclass(frozen=True, slots=True)
class Work:
    """The number of tickets and calls of a period for each figure except those of clocks."""

    counts: Counter[Figure] = field(default_factory=Counter)

    def __getitem__(self, figure: Figure) -> int:
        return self.counts[figure]

    @property
    def reconciled(self) -> str:
        """What became of the tickets received, as in "来电开单 9 = 工单 7 + 作废 1 + 并单 1 + 电话解决 0"."""
        parts = " + ".join(f"{figure.label} {self[figure]}" for figure in RECONCILED)
        return f"{Figure.RECEIVED.label} {self[Figure.RECEIVED]} = {parts}"

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
        "回访满意的工单 ÷ 回访有答复（满意和不满意）的工单；以第一次的答复为准，返工以后、"
        "记了超过 10 分钟才由本人撤销的也不变。",
    ),
    Rate(
        "repeat_rate", "返修率", Figure.REPEATED, Figure.PLACED, Figure.REPEATED,
        "30 天内同一地点、同一故障修好后又开单的工单 ÷ 地点在库的工单（地点在地址库里）。",
    ),
    Rate(
        "return_rate", "退单率", Figure.RETURNED, Figure.HANDLED, Figure.RETURNED,
        "退过单的工单（并入的单子退过也算）÷ 经手的工单；按班组看时算退单的那个班组的。",
    ),
    Rate(
        "extension_rate", "延期率", Figure.EXTENDED, Figure.OPENED, Figure.EXTENDED,
        "延过期的工单（并入的单子延过也算）÷ 工单。",
    ),
    Rate(
        "chase_rate", "催办率", Figure.CHASED, Figure.OPENED, Figure.CHASED,
        "被催办过的工单 ÷ 工单；10 分钟之内撤销的、值班长撤销的催办不算。",
    ),
    Rate(
        "rerating_rate", "改判率", Figure.RERATED, Figure.OPENED, Figure.RERATED,
        "开单以后改过故障、紧急程度、片区、管径，或换过地点（后补的不算）的工单（并入的单子改过也算）÷ 工单："
        "这些工单从别的一行改到了现在这一行，原来那一行不再列。"
        "撤销了的不算；数据库升级到 0007 以前的改判没有计数。",
    ),
    Rate(
        "reopening_rate", "返工率", Figure.REOPENED, Figure.HANDLED, Figure.REOPENINGS,
        "返工的工单 ÷ 经手的工单；“返工”是次数，一张工单返几次算几次。按班组看时算返工以前修的那个班组的。",
    ),
    Rate(
        "prompt_rate", "60 秒接听率", Figure.PROMPT, Figure.RANG, Figure.RANG,
        "振铃 60 秒内接听的 ÷ 电话系统报来的振铃（没有人接的也算）；记了未接再回的不算接听。"
        "点开是这些来电的工单，没有开单的来电不在里面。",
    ),
    Rate(
        "outage_kept_rate", "预计恢复准时率", Figure.OUTAGES_KEPT, Figure.OUTAGES_DUE, Figure.OUTAGES_DUE,
        "按预计恢复 ÷ 停水到期。停水到期是第一次告诉来电人的预计恢复时间落在统计期内的停水，"
        "按预计恢复是其中到那时已经恢复的；延期不改第一次的时间，改早了按早的算；"
        "过了还没恢复的算没做到，没过的不计；没有说过预计时间的、撤下的不计。"
        "点开是这些停水的工单，没有工单的停水不在里面。",
    ),
)  # fmt: skip
# The stages of which the first step is timed: the name of the part before it, and of that after it.
SPLIT: Mapping[Stage, tuple[str, str]] = {Stage.ACCEPT: ("派单", "接单"), Stage.ARRIVE: ("出发", "路上")}
TYPED_RATE = "手填率"
OF_FIRST_STEP = {Figure.LATE_AT_SPLIT: "晚", Figure.SPLIT_TYPED: "手填"}


def name_of(figure: Figure, stage: Stage) -> str:
    """Return the name of a figure of a stage, the same on every screen and in every export.

    A figure about the stage's first step names that: 派单晚.
    """
    if stage in SPLIT and figure in OF_FIRST_STEP:
        return SPLIT[stage][0] + OF_FIRST_STEP[figure]
    return figure.label


# Shown on the line only above 0.
WHEN_ANY = (
    Figure.SETTLED, Figure.REOPENINGS, Figure.ASSISTS, Figure.UNFINISHED, Figure.CANCELLED_LATE, Figure.MERGED_LATE,
    Figure.MERGED_UNLIKE, Figure.SETTLED_LATE, Figure.CANCELLED_AGAIN, Figure.SETTLED_AGAIN, Figure.UNDONE,
    Figure.BY_OUTAGE, Figure.DRY_MINUTES, Figure.OUTAGES_DUE,
)  # fmt: skip
# What is counted only where there is something to count it: rates that are not shown while their whole is 0.
RATED_WHEN_ANY = (Figure.RANG, Figure.OUTAGES_DUE)
ON_THE_LINE: tuple[Figure | Rate, ...] = (
    Figure.RECEIVED, *RECONCILED, *RATES, *WHEN_ANY[1:]
)  # fmt: skip
IN_THE_TABLE: tuple[Figure | Rate, ...] = (
    Figure.RECEIVED, *RECONCILED, Figure.CANCELLED_LATE, Figure.MERGED_LATE, Figure.MERGED_UNLIKE, Figure.SETTLED_LATE,
    Figure.CANCELLED_AGAIN, Figure.SETTLED_AGAIN, Figure.UNDONE, Figure.CALLS, Figure.CHASES,
    Figure.BY_OUTAGE, Figure.DRY_MINUTES,
    *(each for rate in RATES for each in (rate.beside, rate)), Figure.UNFINISHED,
    Figure.ASSISTS,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Punctuality:
    """The clocks of one stage due in a period.

    `late` ended after they were due, or before without the stage being done by then. `given_up` ended by return or
    reassignment before they were due.
    """

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
class Receipt:
    """What belongs beside the on-time rate of a stage, which is as recorded.

    `consented` is the punctuality with every consent, and `changed` the number of clocks that failed but for a consent,
    by its kind. `late_at_split` of the failed clocks were overdue before the stage's first step, such as the dispatch,
    of `split_typed` the time of that step was typed by hand, and `taken_over` had the deadline of an earlier round, or
    of a merged ticket, that another crew handed on. With the clocks `left_out` and those `waiting`, not due yet, every
    clock of the period is counted.
    """

    consented: Punctuality = Punctuality()
    changed: Counter[ConsentKind] = field(default_factory=Counter)
    late_at_split: int = 0
    left_out: int = 0
    waiting: int = 0
    taken_over: int = 0
    split_typed: int = 0

    @property
    def kinds(self) -> str:
        """The changed verdicts by kind, as in "补录 2、挂起 1"; "" for none."""
        return kinds_in_words(self.changed)


@dataclass(frozen=True, slots=True)
class Durations:
    """The clocks of one stage finished in a period, in seconds worked; `held` is the sum of their held time."""

    finished: int = 0
    median: int | None = None
    p90: int | None = None
    longest: int | None = None
    held: int = 0


@dataclass(frozen=True, slots=True)
class Lengths:
    """Some durations in seconds: their number, and values of them."""

    n: int = 0
    median: int | None = None
    p90: int | None = None
    longest: int | None = None


@dataclass(frozen=True, slots=True)
class TimingParts:
    """More about the clocks finished in a period. Seconds; held time is not subtracted.

    `gross` is from the start of the first round to the stop. Of the last round `before` is from the start to the
    stage's first step (such as the dispatch), and `after` from there to the stop; older clocks don't have that step. Of
    `known` clocks it is known when the stop was entered; of these the time of `typed` was typed by hand.
    """

    gross: Lengths = Lengths()
    before: Lengths = Lengths()
    after: Lengths = Lengths()
    typed: int = 0
    known: int = 0

    @property
    def typed_share(self) -> float | None:
        """The share typed by hand, 0 to 1."""
        return share(self.typed, self.known)


@dataclass(frozen=True, slots=True)
class StageFigures:
    """The figures of one stage; `punctuality` is as recorded."""

    stage: Stage
    punctuality: Punctuality = Punctuality()
    durations: Durations = Durations()
    receipt: Receipt = field(default_factory=Receipt)
    parts: TimingParts = TimingParts()

    @property
    def clocks(self) -> int:
        """The number of clocks whose deadline falls into the period."""
        counted = self.punctuality.due, self.punctuality.given_up, self.receipt.left_out, self.receipt.waiting
        return sum(counted)

    def __getitem__(self, figure: Figure) -> int:
        """Return the number of clocks of one of CLOCK_FIGURES."""
        if figure is Figure.CHANGED:
            return self.receipt.changed.total()
        if figure is Figure.FINISHED:
            return self.durations.finished
        parts = (self.punctuality, self.receipt, self.parts)
        return next(int(getattr(part, figure)) for part in parts if hasattr(part, figure))


@dataclass(frozen=True, slots=True)
class Group:
    """One row of the breakdown: its key, its label, and the same figures as the total."""

    key: Key
    label: str
    stages: tuple[StageFigures, ...]
    work: Work
    whole_way: Lengths = Lengths()


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of the trend: the punctuality of each stage over some days, starting with `first`.

    `changed` are the changed verdicts of a stage by kind, where there are any.
    """

    first: date
    stages: dict[Stage, Punctuality]
    changed: dict[Stage, Counter[ConsentKind]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Report:
    """The report for a scope, from the state of the database at `at`.

    `whole_way` is from the first call to the end of the repair, over all rounds, of the tickets resolved in the period.

    `handling` is from the answer to a call that rang in the period until it was logged with a ticket.

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
    whole_way: Lengths = Lengths()
    handling: Lengths = Lengths()

    @property
    def empty(self) -> bool:
        """Whether nothing at all happened in the period."""
        clocks = any(figures.clocks or figures.durations.finished for figures in self.stages)
        return not (clocks or self.work.counts.total() or self.whole_way.n)


def kinds_in_words(changed: Counter[ConsentKind]) -> str:
    """Return changed verdicts by kind, as in "补录 2、挂起 1"; "" for none."""
    return "、".join(f"{kind.label} {changed[kind]}" for kind in ConsentKind if changed[kind])


def share(part: int, whole: int) -> float | None:
    """Return part ÷ whole; None when the whole is 0."""
    return part / whole if whole else None
