"""Parses when somebody is expected, as callers say it: 周三下午, 后天下午3点, 下周一 9点, 今晚8点. Pure."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from tickets.rules.instants import LOCAL, local_day, local_hour, whole

_DAYS = {"今天": 0, "今日": 0, "今": 0, "明天": 1, "明日": 1, "明": 1, "后天": 2, "大后天": 3}
_WEEKDAYS = "一二三四五六日"
_WEEKS = {"下下": 2, "下": 1, "这": 0, "本": 0}
_DIGITS = "零一二三四五六七八九十"
_HOURS = {"两": 2, "十一": 11, "十二": 12} | {word: hour for hour, word in enumerate(_DIGITS)}
_MINUTES = {"半": 30, "一刻": 15, "三刻": 45}
NIGHT_UNTIL = 5  # the hour until which people speak as if the last day went on
_UNCLEAR_UNTIL = 7  # 1点 to 7点 are said of the morning and of the afternoon


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the day: the hours that it has, both included, and the one that it stands for without an hour."""

    first: int
    last: int
    alone: int | None


_PARTS = {
    "凌晨": _Part(0, 5, None),
    **dict.fromkeys(("早上", "早晨", "清早", "早"), _Part(5, 11, 8)),
    "上午": _Part(6, 12, 9),
    "中午": _Part(11, 14, 12),
    "下午": _Part(12, 19, 14),
    "傍晚": _Part(16, 20, 18),
    **dict.fromkeys(("晚上", "夜里", "晚"), _Part(17, 23, 19)),
}
_SAID = re.compile(
    r"(?:(?P<word>大后天|今天|今日|明天|明日|后天|[今明](?=[早晚]))"
    r"|(?P<week>下下|[下这本])?个?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])"
    r"|(?:(?P<month>\d{1,2})\s*[-/.月]\s*)?(?P<day>\d{1,2})\s*[日号]"
    r"|(?P<month_2>\d{1,2})\s*[-/月]\s*(?P<day_2>\d{1,2})(?=\s|\D))?"
    rf"\s*(?P<part>{'|'.join(sorted(_PARTS, key=len, reverse=True))})?"
    rf"\s*(?:(?P<hour>\d{{1,2}}|{'|'.join(sorted(_HOURS, key=len, reverse=True))})\s*"
    r"(?:[点时](?:[钟整]|\s*(?P<minute>半|[一三]刻|\d{1,2})\s*分?)?|:(?P<clock>\d{2})))?"
    r"\s*(?:左右|之前|以前|前)?"
)


@dataclass(frozen=True, slots=True)
class Coming:
    """An instant, to the minute, in UTC. `assumed` says what was not said: "下午按 14:00"; "" for nothing."""

    at: datetime
    assumed: str = ""


class Unclear(Exception):
    """The text means several instants, or none; the sentence says what to write instead."""


def read_coming_time(text: str, now: datetime) -> Coming | None:
    """Return the instant that a text of this form means; None for another text.

    A weekday without a week is the next one; without a day it is today, and so is 明早 before NIGHT_UNTIL. The instant
    may have passed. Raises Unclear.
    """
    found = _SAID.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if found is None or not found[0]:
        return None
    day = _day(found, local_day(now), is_night=local_hour(now) < NIGHT_UNTIL)
    hour, minute, assumed = _time(found)
    if day is None or hour > 23 or minute > 59:
        return None
    return Coming(whole(datetime.combine(day, time(hour, minute), LOCAL)), assumed)


def _day(found: re.Match[str], today: date, *, is_night: bool) -> date | None:
    if found["weekday"]:
        return _weekday(found["week"], _WEEKDAYS.index(found["weekday"].replace("天", "日")), today)
    if is_night and found["word"] == "明" and (found["part"] or "").startswith("早"):
        return today  # whoever is up at night means the morning that comes
    number = found["day"] or found["day_2"]
    if number is None:
        return today + timedelta(days=_DAYS.get(found["word"], 0))
    month = found["month"] or found["month_2"]
    if month is not None:
        years = (_date(today.year + more, int(month), int(number)) for more in (-1, 0, 1))
        return min((day for day in years if day is not None), key=lambda day: abs(day - today), default=None)
    months = (divmod(today.year * 12 + today.month - 1 + more, 12) for more in range(3))
    days = (_date(year, before + 1, int(number)) for year, before in months)
    return next((day for day in days if day is not None and day >= today), None)


def _weekday(week: str | None, weekday: int, today: date) -> date:
    if week is not None:
        return today + timedelta(days=weekday - today.weekday(), weeks=_WEEKS[week])
    if weekday == today.weekday():
        name = _WEEKDAYS[weekday]
        raise Unclear(f"今天就是周{name}，请写“今天”或“下周{name}”。")
    return today + timedelta(days=(weekday - today.weekday()) % 7)


def _time(found: re.Match[str]) -> tuple[int, int, str]:
    """Return hour and minute, and what was assumed."""
    part = _PARTS.get(found["part"] or "")
    if found["hour"] is None:
        if part is None or part.alone is None:
            raise Unclear("请写明几点，例如“周三下午3点”。")
        return part.alone, 0, f"{found['part']}按 {part.alone}:00"
    hour, minute = _number(found["hour"], _HOURS), _number(found["minute"] or found["clock"] or "0", _MINUTES)
    return _hour(found["part"], part, hour, bool(found["clock"])), minute, ""


def _number(said: str, words: Mapping[str, int]) -> int:
    return words[said] if said in words else int(said)


def _hour(name: str | None, part: _Part | None, hour: int, is_clock: bool) -> int:
    """Return the hour of the day that was said."""
    if part is None:
        if 1 <= hour <= _UNCLEAR_UNTIL and not is_clock:
            raise Unclear(f"{hour}点是上午还是下午？请写“下午{hour}点”或 {hour + 12}:00。")
        return hour
    fits = [each for each in (hour, hour + 12) if part.first <= each <= part.last]
    if not fits:
        raise Unclear(f"“{name}{hour}点”对不上，请核对后写成 14:05 这样。")
    return fits[0]


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
