"""Backups by their names and ages: what a file is called, which are kept, when the next is due, when one is too old."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tickets.rules.instants import LOCAL, local_day, seconds_between

ENDING = ".backup.zip"
OLD_AFTER = 26 * 60 * 60  # seconds: a night's backup may come two hours later than the one before it
YOUNG = timedelta(days=1)  # nothing younger is ever thrown away
AHEAD = 60 * 60  # seconds: what is dated later than that from now was made under a clock that has been set back
TRIES_APART = timedelta(hours=1)  # between two tries of one night

_NAME = re.compile(r"(?P<desk>.+)-(?P<at>\d{8}-\d{6})" + re.escape(ENDING))
_STAMP = "%Y%m%d-%H%M%S"
_UNFIT = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True)
class BackupFile:
    """A backup in a folder, as its name tells: the desk it is of and when it was made."""

    name: str
    desk: str
    made: datetime


def backup_name(desk: str, made: datetime) -> str:
    """Return the name of the backup of a desk that was made at this instant."""
    return f"{fit_name(desk)}-{made.astimezone(LOCAL):{_STAMP}}{ENDING}"


def fit_name(desk: str) -> str:
    """Return a desk's name as it stands in the names of files."""
    return _UNFIT.sub("_", desk).strip("._")[:80] or "desk"


def before_upgrade_of(desk: str) -> str:
    """Return the desk's name in the names of the backups that are made before its schema is upgraded."""
    return f"{fit_name(desk)[:60]}-before-upgrade"


def read_name(name: str) -> BackupFile | None:
    """Return what a file's name tells; None for a file that isn't called as a backup is."""
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    try:
        made = datetime.strptime(found["at"], _STAMP).replace(tzinfo=LOCAL).astimezone(UTC)
    except ValueError:
        return None
    return BackupFile(name, found["desk"], made)


def kept(backups: Iterable[BackupFile], now: datetime, days: int, months: int) -> frozenset[BackupFile]:
    """Return which backups of one desk are kept: the others may be thrown away.

    The newest of each of the last `days` days that have one, the newest of each of the last `months` months that have
    one, everything younger than a day, whatever is dated after `now`, and always the newest of all.
    """
    newest_first = sorted(backups, key=lambda one: (one.made, one.name), reverse=True)
    young = {one for one in newest_first if one.made > now - YOUNG}
    by_day = _newest_of_each(newest_first, lambda one: str(local_day(one.made)), max(1, days))
    by_month = _newest_of_each(newest_first, lambda one: f"{local_day(one.made):%Y-%m}", months)
    return frozenset(young | by_day | by_month)


def night_of(now: datetime, hour: int) -> str:
    """Return the local day whose nightly backup was due last: today's from `hour` (0-23) on, else yesterday's."""
    local = now.astimezone(LOCAL)
    day = local.date() if local.hour >= hour else local.date() - timedelta(days=1)
    return day.isoformat()


def is_old(made: datetime | None, now: datetime) -> bool:
    """Return whether the last good backup is too old, or there is none."""
    return made is None or seconds_between(made, now) > OLD_AFTER


def _newest_of_each(newest_first: list[BackupFile], group: Callable[[BackupFile], str], most: int) -> set[BackupFile]:
    chosen: dict[str, BackupFile] = {}
    for one in newest_first:
        chosen.setdefault(group(one), one)
    return set(list(chosen.values())[:most])
