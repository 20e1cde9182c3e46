"""Instants and durations as text. `now` is passed in; days are local days of Dong'e."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from tickets.rules.instants import LOCAL, local_day, seconds_between

NO_COUNT = "—"  # shown for a number that has not been read yet
_MINUTE, _HOUR, _DAY = 60, 3600, 86400

translate = QCoreApplication.translate


def duration(seconds: int) -> str:
    """Return a length of time in at most two units, rounded down: "45 秒", "2 小时 5 分", "3 天"."""
    if seconds < 0:
        return "-" + duration(-seconds)
    if seconds < _MINUTE:
        return translate("wording", "{n} 秒").format(n=seconds)
    if seconds < _HOUR:
        return translate("wording", "{n} 分").format(n=seconds // _MINUTE)
    if seconds < _DAY:
        hours, minutes = seconds // _HOUR, seconds % _HOUR // _MINUTE
        words = translate("wording", "{h} 小时 {m} 分") if minutes else translate("wording", "{h} 小时")
        return words.format(h=hours, m=minutes)
    days, hours = seconds // _DAY, seconds % _DAY // _HOUR
    words = translate("wording", "{d} 天 {h} 小时") if hours else translate("wording", "{d} 天")
    return words.format(d=days, h=hours)


def countdown(due: datetime | None, now: datetime, *, held: str | None = None, stopped: datetime | None = None) -> str:
    """Return a clock's text: "剩 12 分", "超时 5 分", "挂起 · 等燃气交底"; once stopped "按时".

    `due` is the clock's deadline (None gives ""); `held` the reason of the present hold, "" when
    no reason is known. `stopped` is when the clock counts as stopped.
    """
    if held is not None:
        words = translate("wording", "挂起 · {reason}") if held else translate("wording", "挂起")
        return words.format(reason=held)
    if due is None:
        return ""
    left = seconds_between(stopped or now, due)
    if left < 0:
        return translate("wording", "超时 {time}").format(time=duration(-left))
    if stopped is not None:
        return translate("wording", "按时")
    words = translate("wording", "剩 {time}") if left else translate("wording", "现在到期")
    return words.format(time=duration(left))


def timer(seconds: int) -> str:
    """Return a running time: "03:12", "1:03:12"; "-03:12" when negative."""
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    hours, rest = divmod(seconds, _HOUR)
    minutes, rest = divmod(rest, _MINUTE)
    return f"{sign}{hours}:{minutes:02}:{rest:02}" if hours else f"{sign}{minutes:02}:{rest:02}"


def megabytes(count: int) -> str:
    """Return a number of bytes: "1.2 MB"."""
    return f"{count / 2**20:.1f} MB"


def unknown_place(said: str | None) -> str:
    """Return the text for an unknown place: that it is unknown, and what the caller said."""
    words = " ".join((said or "").split())
    return " · ".join(part for part in (translate("wording", "地点不详"), words) if part)


def place_and_address(place: str | None, address: str, said: str | None = None) -> str:
    """Return a place and the caller's address; where neither is known, that it is unknown and what the caller said."""
    return " · ".join(part for part in (place, address) if part) or unknown_place(said)


def moment(at: datetime | None, now: datetime) -> str:
    """Return an instant in short form: "今天 14:05", "11-21 08:00", "2025-11-21 08:00"; "" for None."""
    if at is None:
        return ""
    local, day, today = at.astimezone(LOCAL), local_day(at), local_day(now)
    match (day - today).days:
        case -1:
            return translate("wording", "昨天 {time}").format(time=f"{local:%H:%M}")
        case 0:
            return translate("wording", "今天 {time}").format(time=f"{local:%H:%M}")
        case 1:
            return translate("wording", "明天 {time}").format(time=f"{local:%H:%M}")
    return f"{local:%m-%d %H:%M}" if day.year == today.year else f"{local:%Y-%m-%d %H:%M}"


def short_number(number: str, now: datetime) -> str:
    """Return "0012" for a ticket of today, "1121-0012" for an older one."""
    day, _, place = number.partition("-")
    return place if day == f"{now.astimezone(LOCAL):%Y%m%d}" else f"{day[4:]}-{place}"


def time_of_day(at: datetime) -> str:
    """Return the time of an instant to the second: "23:15:28"."""
    return f"{at.astimezone(LOCAL):%H:%M:%S}"


def full_moment(at: datetime | None) -> str:
    """Return an instant to the second with its weekday: "2026-11-21 08:00:05 周六"; "" for None."""
    if at is None:
        return ""
    return f"{at.astimezone(LOCAL):%Y-%m-%d %H:%M:%S} {weekday(at)}"


def weekday(at: datetime) -> str:
    """Return the weekday of an instant: "周六"."""
    return translate("wording", "周一 周二 周三 周四 周五 周六 周日").split()[at.astimezone(LOCAL).weekday()]


def ago(at: datetime, now: datetime) -> str:
    """Return how long ago an instant was: "3 秒前", "刚刚"."""
    seconds = seconds_between(at, now)
    words = translate("wording", "{time}前") if seconds > 0 else translate("wording", "刚刚")
    return words.format(time=duration(seconds))
