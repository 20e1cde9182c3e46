"""Parses instants as people type them: "14:05", "昨天 23:40", "11-21 08:00". `now` is passed in."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta

from tickets.errors import Refused
from tickets.rules.coming_times import NIGHT_UNTIL, Coming, Unclear, read_coming_time
from tickets.rules.instants import LOCAL, local_day, local_hour, whole
from ui.kit.wording import moment, translate, weekday

_DAYS = {"前天": -2, "昨天": -1, "今天": 0, "明天": 1, "后天": 2}
_MOMENT = re.compile(
    rf"(?:(?P<word>{'|'.join(_DAYS)})"
    r"|(?:(?P<year>20\d\d)\s*[-/.年]\s*)?(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*[日号]?(?=\s|\d{1,2}[点时]))?"
    r"\s*(?:(?P<hour>\d{1,2})\s*(?::|点|时|\.(?=\d\d))\s*(?P<minute>半|\d{1,2}(?=\D|$))?\s*分?(?::\d\d)?"
    r"|(?P<bare_hour>\d{2})(?P<bare_minute>\d{2}))"
)
_SHOWN = 20


class NotATime(Refused):
    """The text is no instant, or one that is not allowed here."""


def read_moment(text: str, now: datetime, example: str = "昨天 23:40") -> datetime | None:
    """Return the instant of a text, to the minute, in UTC; None for an empty text.

    Without a day it is today's; without a year it is in the year that brings it nearest to `now`. Raises NotATime for
    anything else, with an example of a time on another day.
    """
    folded = _folded(text)
    if not folded:
        return None
    found = _MOMENT.fullmatch(folded)
    at = _nearest(found, now) if found else None
    if at is None:
        shown = folded if len(folded) <= _SHOWN else folded[:_SHOWN] + "…"
        sentence = translate("time_words", "看不懂时间“{text}”，请写成 14:05、{example} 或 11-21 08:00。")
        raise NotATime(sentence.format(text=shown, example=example))
    return at


def read_past(text: str, now: datetime) -> datetime | None:
    """Return the instant of a text. Raises NotATime for one in the future.

    A time without a day that is still to come is yesterday's, if it is night and that is nearer: 23:50 at 00:10.
    """
    at = read_moment(text, now)
    if at is not None and at > now and local_hour(now) < NIGHT_UNTIL and not _names_a_day(text):
        at = min(at, at - timedelta(days=1), key=lambda each: abs(each - now))
    if at is not None and at > now:
        later_today = local_day(at) == local_day(now)
        sentence = (
            translate("time_words", "{moment} 还没到；如果是昨天，请写“昨天 {time}”。")
            if later_today
            else translate("time_words", "{moment} 还没到，请核对后重填。")
        )
        raise NotATime(sentence.format(moment=moment(at, now), time=f"{at.astimezone(LOCAL):%H:%M}"))
    return at


def read_coming(text: str, now: datetime) -> datetime | None:
    """Return the instant of a text, also as callers say it: 周三下午. Raises NotATime for a past or an unclear one."""
    said = _said(text, now)
    at = read_moment(text, now, translate("time_words", "周三下午3点")) if said is None else said.at
    if at is not None and at <= now:
        sentence = translate("time_words", "{moment} 已经过了，请写以后的时间，例如“明天 {time}”。")
        raise NotATime(sentence.format(moment=moment(at, now), time=f"{at.astimezone(LOCAL):%H:%M}"))
    return at


def coming_words(text: str, at: datetime, now: datetime) -> str:
    """Return how the text of an instant was understood: with the weekday, and with what was assumed."""
    said = _said(text, now)
    return " · ".join(part for part in (f"{moment(at, now)} {weekday(at)}", said.assumed if said else "") if part)


def _said(text: str, now: datetime) -> Coming | None:
    try:
        return read_coming_time(text, now)
    except Unclear as error:
        raise NotATime(str(error)) from error


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def _names_a_day(text: str) -> bool:
    found = _MOMENT.fullmatch(_folded(text))
    return found is not None and any(found[part] is not None for part in ("word", "month"))


def _nearest(found: re.Match[str], now: datetime) -> datetime | None:
    possible = [at for day in _days(found, now) if (at := _at(day, found)) is not None]
    return min(possible, key=lambda at: abs(at - now), default=None)


def _days(found: re.Match[str], now: datetime) -> list[date]:
    today = local_day(now)
    if found["month"] is None:
        return [today + timedelta(days=_DAYS.get(found["word"], 0))]
    years = [int(found["year"])] if found["year"] else [today.year - 1, today.year, today.year + 1]
    return [day for year in years if (day := _date(year, int(found["month"]), int(found["day"]))) is not None]


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _at(day: date, found: re.Match[str]) -> datetime | None:
    hour = int(found["hour"] or found["bare_hour"])
    said = found["minute"] or found["bare_minute"] or "0"
    minute = 30 if said == "半" else int(said)
    if hour > 23 or minute > 59:
        return None
    return whole(datetime.combine(day, time(hour, minute), LOCAL))
