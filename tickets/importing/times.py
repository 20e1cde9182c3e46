"""Parses times of old ledgers: 2024/1/5 9:05, 2024年1月5日 9时5分, ISO, Excel's day numbers, a bare 9:05."""

import re
import unicodedata
from datetime import UTC, date, datetime, time, timedelta, timezone

from tickets.importing.mapping import TimeForm
from tickets.importing.values import Unusable, refuse_long, shortened
from tickets.rules.instants import seconds_between, whole

EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
_NO_YEAR = 1900  # strptime's year for a time without a date
_TIME = re.compile(
    r"(?:(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})\s?日?)?"
    r"(?:[T ]?(\d{1,2})\s?[:时点]\s?(\d{1,2})\s?分?(?:[: ]?(\d{1,2})(?:\.\d+)?秒?)?)?"
    r" ?(Z|[+-]\d{2}(?::?\d{2})?)?"
)
_EXCEL_TIME = re.compile(r"[2-6]\d{4}(\.\d+)?")  # days since 1900: 1954 to 2091
_EXCEL_DAY_0 = datetime(1899, 12, 30)  # noqa: DTZ001 - the zone is the ledger's


class NextDay(Unusable):
    """A time without a date that is before the call and would be too late as one of the next day."""


def read_time(
    text: str, form: TimeForm, opened: datetime | None = None, within: int | None = None
) -> tuple[datetime, bool]:
    """Return the instant of a cell, and whether it has a time of day. Raises Unusable.

    Without an offset in the text the time is in the form's zone. A time without a date is the first such time from
    `opened` on; raises NextDay if that is on the next day and more than `within` seconds later.
    """
    refuse_long(text)
    folded = " ".join(unicodedata.normalize("NFKC", text).split())
    found = _in_formats(folded, form) or _excel(folded) or _usual(folded)
    if found is None or (found[0].year == _NO_YEAR and opened is None):
        raise Unusable(f"“{shortened(text)}”读不出时间")
    written, exact = found
    if written.year == _NO_YEAR and opened is not None:
        at = _from(opened, written.time(), form)
        if within is not None and seconds_between(opened, at) > within and _day(at, form) > _day(opened, form):
            raise NextDay(f"“{shortened(text)}”早于来电，算成次日又太晚，请核对；真是次日的请写上日期")
        return at, True
    if form.midnight_is_a_day and written.time() == time():
        exact = False
    if written.year < EARLIEST.year:
        raise Unusable(f"“{shortened(text)}”早于 1970 年")
    try:
        return whole(written if written.tzinfo else written.replace(tzinfo=form.zone)), exact
    except OverflowError as error:
        raise Unusable(f"“{shortened(text)}”读不出时间") from error


def _from(opened: datetime, at: time, form: TimeForm) -> datetime:
    same_day = datetime.combine(_day(opened, form), at, form.zone)
    return whole(same_day if same_day >= opened else same_day + timedelta(days=1))


def _day(at: datetime, form: TimeForm) -> date:
    return at.astimezone(form.zone).date()


def _in_formats(text: str, form: TimeForm) -> tuple[datetime, bool] | None:
    for pattern in form.formats:
        try:
            return datetime.strptime(text, pattern), "%H" in pattern or "%I" in pattern  # noqa: DTZ007
        except ValueError:
            continue
    return None


def _excel(text: str) -> tuple[datetime, bool] | None:
    match = _EXCEL_TIME.fullmatch(text)
    if match is None:
        return None
    return _EXCEL_DAY_0 + timedelta(seconds=round(float(text) * 86_400)), match[1] is not None


def _usual(text: str) -> tuple[datetime, bool] | None:
    match = _TIME.fullmatch(text)
    if match is None or (match[1] is None and match[4] is None):
        return None
    *numbers, offset = match.groups()
    year, month, day, hour, minute, second = (int(number or 0) for number in numbers)
    try:
        written = datetime(year or _NO_YEAR, month or 1, day or 1, hour, minute, second)  # noqa: DTZ001
        return written if offset is None else written.replace(tzinfo=_offset(offset)), match[4] is not None
    except ValueError:
        return None


def _offset(text: str) -> timezone:
    if text == "Z":
        return UTC
    minutes = int(text[1:3]) * 60 + int(text[3:].removeprefix(":") or 0)
    return timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes))
