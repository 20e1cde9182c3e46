"""The columns of the list of alerts, and an alert's history in one line."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from tickets.alerts.channels import CHANNELS
from tickets.rules.instants import LOCAL, local_day, seconds_between
from tickets.rules.words import AlertOutcome, Channel, Outcome
from tickets.store.queries.alert_history import AlertEntry
from ui.alerts.wording import facts, trouble
from ui.kit.columns import Column
from ui.kit.wording import duration, full_moment, moment

_tr = QCoreApplication.translate


def history_columns() -> tuple[Column[AlertEntry], ...]:
    """Return the columns of the list of alerts, in the current language."""
    return (
        Column[AlertEntry]("state", _tr("alerts", "状态"), lambda row, _now: state(row), _why, width=68),
        Column[AlertEntry](
            "number", _tr("alerts", "编号"), lambda row, _now: row.alert.name, width=122, copies=True
        ),
        Column[AlertEntry]("kind", _tr("alerts", "告警"), lambda row, _now: kind(row), width=84),
        Column[AlertEntry]("became", _tr("alerts", "现在"), became, became, width=240),
        Column[AlertEntry](
            "place", _tr("alerts", "地点"), lambda row, _now: facts(row.alert).where,
            lambda row, _now: facts(row.alert).where, stretch=True,
        ),
        Column[AlertEntry](
            "fault", _tr("alerts", "故障"), lambda row, _now: facts(row.alert).what,
            lambda row, _now: facts(row.alert).what, width=120,
        ),
        Column[AlertEntry]("to", _tr("alerts", "发给"), lambda row, _now: to_whom(row), _why, width=156),
        Column[AlertEntry](
            "raised", _tr("alerts", "发出"), lambda row, now: moment(row.alert.raised, now),
            lambda row, _now: full_moment(row.alert.raised), width=98,
        ),
        Column[AlertEntry]("seen", _tr("alerts", "确认"), seen, seen, width=188),
    )  # fmt: skip


def state(row: AlertEntry) -> str:
    """Return whether the alert must still be acknowledged."""
    if row.outcome is not AlertOutcome.SENT:
        return row.outcome.label
    return _tr("alerts", "未确认") if row.unseen else _tr("alerts", "已确认")


def kind(row: AlertEntry) -> str:
    """Return what was raised: "到场 超时"."""
    return f"{row.alert.stage.label} {row.alert.kind.label}"


def to_whom(row: AlertEntry) -> str:
    """Return its recipient, and whether anybody was on duty."""
    recipient = row.alert.recipient.label
    has_reason = row.alert.reason and row.outcome is AlertOutcome.SENT
    return _tr("alerts", "{to}（{why}）").format(to=recipient, why=row.alert.reason) if has_reason else recipient


def seen(row: AlertEntry, now: datetime) -> str:
    """Return who acknowledged it and when."""
    return "" if row.seen_at is None else f"{moment(row.seen_at, now)} {row.seen_by or ''}".strip()


def became(row: AlertEntry, now: datetime) -> str:
    """Return how the stage ended: "今天 06:10 完成，晚 12 分", or its present state."""
    alert = row.alert
    if alert.undone or row.stopped is None or alert.clock_outcome is None:
        return trouble(alert, now, stage="")
    ended = f"{moment(row.stopped, now)} {alert.clock_outcome.label}"
    if alert.clock_outcome is not Outcome.DONE:
        return ended
    late = seconds_between(alert.deadline, row.counted or row.stopped)
    return (
        _tr("alerts", "{ended}，晚 {time}").format(ended=ended, time=duration(late))
        if late > 0
        else (_tr("alerts", "{ended}，按时").format(ended=ended))
    )


def story(row: AlertEntry, now: datetime) -> str:
    """Return the alert's history: due, raised, delivered, acknowledged, and how the stage ended."""
    alert = row.alert
    parts = [
        _tr("alerts", "{stage}{kind}，{at} 到点").format(
            stage=alert.stage.label, kind=alert.kind.label, at=_second(alert.due, now)
        ),
        _tr("alerts", "{at} 发给{to}").format(at=_second(alert.raised, now), to=to_whom(row))
        if row.outcome is AlertOutcome.SENT
        else _tr("alerts", "{at} {outcome}：{why}").format(
            at=_second(alert.raised, now), outcome=row.outcome.label, why=alert.reason
        ),
    ]
    if row.digest_id is not None:
        parts.append(_tr("alerts", "事后汇总补发"))
    delivered = dict(row.delivered)
    for entry in CHANNELS:
        if entry.channel in delivered:
            parts.append(f"{_second(delivered[entry.channel], now)} {entry.label}")
        elif entry.channel is Channel.SCREEN and row.unseen:
            parts.append(_tr("alerts", "还没有座席显示过"))
    if row.seen_at is not None:
        parts.append(
            _tr("alerts", "{at} {who}确认").format(
                at=_second(row.seen_at, now), who=row.seen_by or _tr("alerts", "有人")
            )
        )
    known = facts(alert)
    parts += [_tr("alerts", "现在：{words}").format(words=became(row, now)), known.where, known.who]
    return " · ".join(part for part in parts if part)


def _second(at: datetime, now: datetime) -> str:
    """Return an instant to the second, with its day unless that is today."""
    same_day = local_day(at) == local_day(now)
    return f"{at.astimezone(LOCAL):%H:%M:%S}" if same_day else f"{at.astimezone(LOCAL):%m-%d %H:%M:%S}"


def _why(row: AlertEntry, _now: datetime) -> str:
    return row.alert.reason
