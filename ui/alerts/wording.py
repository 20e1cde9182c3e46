"""An alert as one line of text that describes the present state of its clock."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from tickets.rules.instants import seconds_between
from tickets.rules.stages import STEP_OF, states_after
from tickets.rules.words import Move, Outcome, RungKind, SubjectKind
from tickets.store.queries.alert_panel import PanelAlert, PanelDigest
from ui.alerts.pending import ClockState, clock_state
from ui.kit.countdown import hold_words
from ui.kit.wording import duration, moment, unknown_place

_tr = QCoreApplication.translate


def headline(alert: PanelAlert, now: datetime) -> str:
    """Return what is wrong: "20261123-0012 到场超时 5 分 · 爆管 · 文化街 · 二班在途"."""
    known = facts(alert)
    parts = [trouble_line(alert, now), known.what, known.where, known.who, alert.reason]
    return " · ".join(part for part in parts if part)


def trouble_line(alert: PanelAlert, now: datetime) -> str:
    """Return the part that may be shown on a locked screen: "20261123-0012 到场超时 5 分"."""
    return f"{alert.name} {trouble(alert, now)}"


def digest_line(digest: PanelDigest, now: datetime) -> str:
    """Return a digest's text: how many alerts were not raised when due, because nobody watched or a call came late."""
    words = _tr("alerts", "{n} 条告警到点时没能发出（{since} 至 {until}），按 F7 逐条核对")
    return words.format(n=digest.alerts, since=moment(digest.since, now), until=moment(digest.until, now))


def trouble(alert: PanelAlert, now: datetime, *, stage: str | None = None) -> str:
    """Return what is wrong with a stage now, and how its hold stands, or how the stage ended; with "" for `stage` the
    stage is not named.
    """
    stage = alert.stage.label if stage is None else stage
    if alert.undone:
        return _tr("alerts", "{stage}曾{kind}，步骤已撤销").format(stage=stage, kind=alert.kind.label)
    hold = "" if alert.over else hold_words(alert.hold, now)
    return _tr("alerts", "，").join(part for part in (_delay(alert, now, stage), hold) if part)


def _delay(alert: PanelAlert, now: datetime, stage: str) -> str:
    stands_since, due = alert.stands_since(now), alert.due_at(now)
    left = seconds_between(stands_since or now, due)
    match clock_state(alert, now):
        case ClockState.ENDED:
            words = _tr("alerts", "{stage}曾{kind}，现已{end}")
            end = _tr("alerts", "结束") if alert.clock_outcome in (None, Outcome.DONE) else alert.clock_outcome.label
            return words.format(stage=stage, kind=alert.kind.label, end=end)
        case ClockState.HELD:
            return _tr("alerts", "{stage}曾{kind}").format(stage=stage, kind=alert.kind.label)
        case ClockState.MOVED:
            words = _tr("alerts", "{stage}{moved} · 新的到期 {due}")
            return words.format(stage=stage, moved=_moved(alert), due=moment(due, now))
        case ClockState.SOON:
            return _tr("alerts", "{stage}临期，剩 {time}").format(stage=stage, time=duration(left))
    words = _tr("alerts", "{stage}超时 {time}")
    if alert.kind is RungKind.ESCALATION and alert.current and stands_since is None:
        words = _tr("alerts", "升级：{stage}超时 {time}")
    return words.format(stage=stage, time=duration(-left))


@dataclass(frozen=True, slots=True)
class SubjectFacts:
    """The facts of a subject besides its name, each in a few words: what it is, where it is, who has it."""

    what: str = ""
    where: str = ""
    who: str = ""


def facts(alert: PanelAlert) -> SubjectFacts:
    """Return the facts of the alert's subject; none for a kind that has no entry in _FACTS."""
    tell = _FACTS.get(alert.subject_kind)
    return SubjectFacts() if tell is None else tell(alert)


def _of_ticket(alert: PanelAlert) -> SubjectFacts:
    return SubjectFacts(alert.fault_name, alert.place or alert.address or unknown_place(None), _crew(alert))


_FACTS: Mapping[SubjectKind, Callable[[PanelAlert], SubjectFacts]] = {SubjectKind.TICKET: _of_ticket}


def _crew(alert: PanelAlert) -> str:
    if alert.crew is None:
        return _tr("alerts", "未派单")
    if alert.state in states_after(Move.ARRIVE):
        return _tr("alerts", "{crew}在场").format(crew=alert.crew)
    if alert.state in STEP_OF[Move.DEPART].within and alert.departed:
        return _tr("alerts", "{crew}在途").format(crew=alert.crew)
    return alert.crew


def _moved(alert: PanelAlert) -> str:
    if alert.extended:
        return _tr("alerts", "已延期")
    return _tr("alerts", "挂起后顺延") if alert.current and alert.held else _tr("alerts", "时限已改")
