"""Instants are aware UTC datetimes of whole seconds; days and hours are local to Dong'e."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Asia/Shanghai")
LAST = datetime(9999, 12, 30, tzinfo=UTC)  # the latest instant


def utc_now() -> datetime:
    """Return the machine's present instant, cut to the whole second."""
    return datetime.now(UTC).replace(microsecond=0)


def whole(moment: datetime) -> datetime:
    """Return `moment` in UTC, cut to the whole second. Raises ValueError when it is naive."""
    if moment.tzinfo is None:
        raise ValueError("a naive datetime is no instant")
    return moment.astimezone(UTC).replace(microsecond=0)


def seconds_between(earlier: datetime, later: datetime) -> int:
    """Return whole seconds from `earlier` to `later`; negative when `later` is before `earlier`."""
    return int((later - earlier).total_seconds())


def plus(moment: datetime, seconds: int) -> datetime:
    """Return the instant `seconds` after `moment`."""
    return moment + timedelta(seconds=seconds)


def local_day(moment: datetime) -> date:
    """Return the calendar day in Dong'e on which `moment` falls."""
    return moment.astimezone(LOCAL).date()


def local_hour(moment: datetime) -> int:
    """Return the hour of the day (0-23) in Dong'e."""
    return moment.astimezone(LOCAL).hour


def in_words(moment: datetime, beside: datetime) -> str:
    """Return a local time as text next to another: "10:20", "01-19 23:40"; to the second within one minute."""
    here, there = moment.astimezone(LOCAL), beside.astimezone(LOCAL)
    day = "" if here.date() == there.date() else f"{here:%m-%d} "
    same_minute = here.replace(second=0) == there.replace(second=0)
    return f"{day}{here:%H:%M:%S}" if same_minute and here != there else f"{day}{here:%H:%M}"


def day_start(day: date) -> datetime:
    """Return the UTC instant at which the local `day` begins."""
    return datetime.combine(day, time(), LOCAL).astimezone(UTC)
