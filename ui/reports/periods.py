"""The periods selectable with one key. Pure; days are local days of Dong'e."""

from datetime import date, timedelta
from enum import Enum

_DAY = timedelta(days=1)


class Preset(Enum):
    """A period named relative to today."""

    TODAY = "今天"
    YESTERDAY = "昨天"
    WEEK = "近7天"
    MONTH = "近30天"
    THIS_MONTH = "本月"
    LAST_MONTH = "上月"


def days_of(preset: Preset, today: date) -> tuple[date, date]:
    """Return the first and the last day of a preset."""
    first_of_month = today.replace(day=1)
    match preset:
        case Preset.TODAY:
            return today, today
        case Preset.YESTERDAY:
            return today - _DAY, today - _DAY
        case Preset.WEEK:
            return today - 6 * _DAY, today
        case Preset.MONTH:
            return today - 29 * _DAY, today
        case Preset.THIS_MONTH:
            return first_of_month, today
        case Preset.LAST_MONTH:
            last = first_of_month - _DAY
            return last.replace(day=1), last
