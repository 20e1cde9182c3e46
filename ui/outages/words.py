"""An outage in words: how it stands, and the notice for the households."""

from datetime import datetime

from tickets.rules.instants import LOCAL, local_day, seconds_between
from tickets.rules.outages import Phase
from tickets.store.queries.outages import OutageLine
from ui.kit.resources import COMPANY, HOTLINE
from ui.kit.wording import duration, moment, translate, weekday


def state_words(line: OutageLine, now: datetime) -> str:
    """Return how an outage stands: "▲ 超过预计 2 小时 5 分", "停水中 · 预计 今天 16:00", "计划 · 明天 08:00 起"."""
    match line.phase(now):
        case Phase.OVERDUE:
            assert line.expected is not None
            words = translate("outages", "▲ 超过预计 {time}")
            return words.format(time=duration(seconds_between(line.expected, now)))
        case Phase.LASTING if line.expected is None:
            return translate("outages", "停水中 · 没有预计时间")
        case Phase.LASTING:
            return translate("outages", "停水中 · 预计 {time}").format(time=moment(line.expected, now))
        case Phase.PLANNED:
            return translate("outages", "计划 · {time} 起").format(time=moment(line.since, now))
    return translate("outages", "已恢复 · {time}").format(time=moment(line.until, now))


def notice(line: OutageLine) -> str:
    """Return the notice about an outage, to be printed or sent; once the water is back, the one that says so."""
    if line.until is not None:
        words = translate("outages", "【恢复供水】{area}已于{time}恢复供水。\n{company}热线：{hotline}（24 小时）")
        return words.format(area=line.area, time=_date(line.until), hotline=HOTLINE, company=COMPANY)
    title = translate("outages", "【计划停水通知】") if line.planned else translate("outages", "【停水通知】")
    parts = [
        title,
        translate("outages", "停水范围：{area}").format(area=line.area),
        translate("outages", "停水原因：{cause}").format(cause=line.cause) if line.cause else "",
        translate("outages", "停水时间：{time}").format(time=_span(line.since, line.expected)),
        translate("outages", "影响户数：{n} 户").format(n=line.households) if line.households is not None else "",
        translate("outages", "请提前储水，关好水龙头。") if line.planned else "",
        translate("outages", "{company}热线：{hotline}（24 小时）").format(company=COMPANY, hotline=HOTLINE),
    ]
    return "\n".join(part for part in parts if part)


def _span(since: datetime, expected: datetime | None) -> str:
    if expected is None:
        return translate("outages", "{since}起，恢复时间另行通知").format(since=_date(since))
    same = local_day(since) == local_day(expected)
    until = f"{expected.astimezone(LOCAL):%H:%M}" if same else _date(expected)
    return translate("outages", "{since}至{until}（预计）").format(since=_date(since), until=until)


def _date(at: datetime) -> str:
    """Return an instant for readers of another day: "12月1日（周二）08:00"."""
    local = at.astimezone(LOCAL)
    return f"{local.month}月{local.day}日（{weekday(at)}）{local:%H:%M}"
