"""The settings of the whole database, one entry each: its key, its default, and its cleaner.

A setting that people edit has a card too: see ui/settings/setting_card.py.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from tickets.errors import Refused
from tickets.rules.texts import TextTooLong, clean, on_one_line

T = TypeVar("T")


@dataclass(frozen=True)
class Setting(Generic[T]):
    """A setting shared by all workstations. `clean` returns the value to store and raises Refused for an invalid one.

    It is `default` until somebody saves another value.
    """

    key: str
    default: T
    clean: Callable[[Any], T]

    def read(self, stored: object) -> T:
        """Return what a stored value means: the default, if nothing is stored or nothing that may be."""
        try:
            return self.default if stored is None else self.clean(stored)
        except Refused:
            return self.default


def whole_number(least: int, most: int, sentence: str) -> Callable[[Any], int]:
    """Return a cleaner for whole numbers; `sentence`, with {least} and {most}, is the refusal."""

    def clean_number(value: Any) -> int:
        if type(value) is not int or not least <= value <= most:
            raise Refused(sentence.format(least=least, most=most))
        return value

    return clean_number


def line(at_most: int) -> Callable[[Any], str]:
    """Return a cleaner for one line of text of at most `at_most` characters."""

    def clean_line(value: Any) -> str:
        try:
            return on_one_line(clean(str(value), at_most))
        except TextTooLong as error:
            raise Refused(f"有 {error.length} 字，最多 {error.at_most} 字，请删短后再保存。") from error

    return clean_line


def one_of(*choices: str) -> Callable[[Any], str]:
    """Return a cleaner for one of several words."""

    def clean_choice(value: Any) -> str:
        if value not in choices:
            raise Refused("没有这一项，请从列表里选。")
        return str(value)

    return clean_choice


def words(value: Any) -> Sequence[str]:
    """Return a list of words without the empty ones. Raises Refused for anything but a list."""
    if not isinstance(value, list | tuple):
        raise Refused("请一行一个，填好再保存。")
    return [word for each in value if (word := str(each).strip())]


DEMO = Setting("demo", False, bool)  # whether the database was filled with demo data
LOCK_MINUTES = Setting(
    "lock_minutes", 10, whole_number(0, 24 * 60, "请填 {least} 到 {most} 之间的分钟数，0 是不锁。")
)  # minutes without use after which a window locks, 0 for never
HOLD_GRACE = Setting(
    "hold_grace_minutes", 30, whole_number(1, 24 * 60, "请填 {least} 到 {most} 之间的分钟数。")
)  # minutes for which a hold is in effect without a supervisor's consent
HOLD_CAP = Setting(
    "hold_cap_hours", 24, whole_number(1, 30 * 24, "请填 {least} 到 {most} 之间的小时数。")
)  # hours for which a granted hold is in effect
HOLD_REASONS: Setting[Sequence[str]] = Setting("hold_reasons", (), words)  # the reasons offered for a hold
MISSED_AFTER = Setting(
    "missed_after_seconds", 60, whole_number(10, 3600, "请填 {least} 到 {most} 之间的秒数。")
)  # seconds after which a call that nobody has answered is to be rung back
CALLBACK_PAUSE = Setting(
    "callback_pause_minutes", 120, whole_number(10, 24 * 60, "请填 {least} 到 {most} 之间的分钟数。")
)  # minutes after which a caller who did not answer is rung again
CLUSTER_CALLERS = Setting(
    "cluster_callers", 5, whole_number(2, 100, "请填 {least} 到 {most} 之间的人数。")
)  # people of one town who call within the time of CLUSTER_MINUTES: then one ticket is suggested
CLUSTER_MINUTES = Setting("cluster_minutes", 20, whole_number(5, 240, "请填 {least} 到 {most} 之间的分钟数。"))
SETTINGS: tuple[Setting[Any], ...] = (
    *(DEMO, LOCK_MINUTES, HOLD_GRACE, HOLD_CAP, MISSED_AFTER, CALLBACK_PAUSE, CLUSTER_CALLERS, CLUSTER_MINUTES),
    HOLD_REASONS,
)
