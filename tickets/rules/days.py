"""Parses days in a search text: 昨天, 上周一, 11-21, 11月, 11-01至11-07."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

_BACK = {"今天": 0, "今日": 0, "昨天": 1, "昨日": 1, "前天": 2, "前日": 2, "大前天": 3}
_WEEKDAYS = "一二三四五六日"
_WEEK = re.compile(r"(上上|上|本|这|这个|上个)?(?:周|星期|礼拜)([一二三四五六日天])?")
_MONTHS = {"本月": 0, "这个月": 0, "上月": 1, "上个月": 1}
_YEARS = {"今年": 0, "去年": 1}
_YEAR = "(20[0-9]{2})"
_DAY = re.compile(rf"(?:{_YEAR}[-/.年])?([0-9]{{1,2}})(?:[-/]|月)([0-9]{{1,2}})[日号]?")
_MONTH = re.compile(rf"(?:{_YEAR}年)?([0-9]{{1,2}})月(?:份)?")
_WHOLE_YEAR = re.compile(rf"{_YEAR}年")
_UNTIL = re.compile("[~至到]")
_WEEK_DAYS = 7


@dataclass(frozen=True, slots=True)
class Days:
    """Local days from `first` to `last`, both included."""

    first: date
    last: date


def read_days(word: str, today: date) -> Days | None:
    """Return the days that `word` names, relative to `today`; None when it names none.

    A day without a year, or a weekday without a week, is the latest such day not after `today`.
    """
    if (found := _one(word, today)) is not None:
        return found
    ends = _UNTIL.split(word)
    if len(ends) != 2:
        return None
    first, last = _one(ends[0], today), _one(ends[1], today)
    if first is None or last is None or first.first > last.last:
        return None
    return Days(first.first, last.last)


def _one(word: str, today: date) -> Days | None:
    if word in _BACK:
        return _day(today - timedelta(days=_BACK[word]))
    if word in _YEARS:
        return _year(today.year - _YEARS[word])
    if word in _MONTHS:
        day = today.replace(day=1) - timedelta(days=1) if _MONTHS[word] else today
        return _month(day.year, day.month)
    if found := _WEEK.fullmatch(word):
        return _week(found[1] or "", found[2] or "", today)
    if found := _DAY.fullmatch(word):
        return _dated(found[1], int(found[2]), int(found[3]), today)
    if (found := _MONTH.fullmatch(word)) and 1 <= int(found[2]) <= 12:
        month = int(found[2])
        return _month(int(found[1]) if found[1] else today.year - (month > today.month), month)
    found = _WHOLE_YEAR.fullmatch(word)
    return _year(int(found[1])) if found else None


def _week(which: str, weekday: str, today: date) -> Days | None:
    monday = today - timedelta(days=today.weekday())
    weeks_back = {"上": 1, "上个": 1, "上上": 2}.get(which, 0)
    monday -= timedelta(weeks=weeks_back)
    if not weekday:
        return Days(monday, monday + timedelta(days=_WEEK_DAYS - 1)) if which else None
    day = monday + timedelta(days=_WEEKDAYS.index(weekday.replace("天", "日")))
    return _day(day - timedelta(weeks=1) if not which and day > today else day)


def _dated(year: str | None, month: int, number: int, today: date) -> Days | None:
    for tried in (int(year),) if year else (today.year, today.year - 1):
        try:
            day = date(tried, month, number)
        except ValueError:
            continue
        if year or day <= today:
            return _day(day)
    return None


def _day(day: date) -> Days:
    return Days(day, day)


def _month(year: int, month: int) -> Days:
    return Days(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))


def _year(year: int) -> Days:
    return Days(date(year, 1, 1), date(year, 12, 31))
