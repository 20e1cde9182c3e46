"""An alert in one line of words."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from tickets.rules.instants import seconds_between
from tickets.rules.words import RungKind
from tickets.store.queries.alert_panel import PanelAlert, PanelDigest
from ui.kit.wording import duration, moment

_tr = QCoreApplication.translate


def headline(alert: PanelAlert, now: datetime) -> str:
    """Return what is wrong: "20261123-0012 到场超时 5 分 · 爆管 · 文化街 · 二班在途"."""
    where = alert.place or alert.address or _tr("alerts", "地址未填")
    parts = [trouble_line(alert, now), alert.fault_name, where, _crew(alert)]
    return " · ".join(part for part in parts if part)


def trouble_line(alert: PanelAlert, now: datetime) -> str:
    """Return what anybody may read: "20261123-0012 到场超时 5 分"."""
    return f"{alert.number} {_trouble(alert, now)}"


def digest_line(digest: PanelDigest, now: datetime) -> str:
    """Return what a digest says: how many alerts fell due while nobody watched."""
    words = _tr("alerts", "停机期间错过 {n} 条告警（{since} 至 {until}），请到调度台逐一核对")
    return words.format(n=digest.alerts, since=moment(digest.since, now), until=moment(digest.until, now))


def _trouble(alert: PanelAlert, now: datetime) -> str:
    stage = alert.stage.label
    if alert.over:
        return _tr("alerts", "{stage}曾{kind}，现已结束").format(stage=stage, kind=alert.kind.label)
    left = seconds_between(now, alert.deadline)
    if alert.kind is RungKind.WARNING and left > 0:
        return _tr("alerts", "{stage}临期，剩 {time}").format(stage=stage, time=duration(left))
    words = _tr("alerts", "{stage}超时 {time}")
    if alert.kind is RungKind.ESCALATION:
        words = _tr("alerts", "升级：{stage}超时 {time}")
    return words.format(stage=stage, time=duration(max(0, -left)))


def _crew(alert: PanelAlert) -> str:
    if alert.crew is None:
        return _tr("alerts", "未派单")
    return _tr("alerts", "{crew}在途").format(crew=alert.crew) if alert.departed else alert.crew
