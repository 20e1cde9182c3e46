"""Rules for backups: file names, which are kept, when the next is due, when the last is too old."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tickets.rules.instants import LOCAL, local_day, seconds_between

ENDING = ".backup.zip"
OLD_AFTER = 26 * 60 * 60  # seconds: a nightly backup may come two hours later than the one before it
YOUNG = timedelta(days=1)  # younger backups are never deleted
AHEAD = 60 * 60  # seconds: a backup dated later than that from now was made before the clock was set back
TRIES_APART = timedelta(hours=1)  # between two tries of one night

_NAME = re.compile(r"(?P<desk>.+)-(?P<at>\d{8}-\d{6})" + re.escape(ENDING))
_STAMP = "%Y%m%d-%H%M%S"
_UNFIT = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True)
class BackupFile:
    """A backup file's name, parsed: the database's name and when the backup was made."""

    name: str
    desk: str
    made: datetime


def backup_name(desk: str, made: datetime) -> str:
    """Return the file name of a database's backup made at this instant."""
    return f"{fit_name(desk)}-{made.astimezone(LOCAL):{_STAMP}}{ENDING}"


def fit_name(desk: str) -> str:
    """Return a database's name in the form used in file names."""
    return _UNFIT.sub("_", desk).strip("._")[:80] or "desk"


def before_upgrade_of(desk: str) -> str:
    """Return the name used for backups that are made before an upgrade of the schema."""
    return f"{fit_name(desk)[:60]}-before-upgrade"


def read_name(name: str) -> BackupFile | None:
    """Parse a file name; None for a file that isn't named as a backup."""
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    try:
        made = datetime.strptime(found["at"], _STAMP).replace(tzinfo=LOCAL).astimezone(UTC)
    except ValueError:
        return None
    return BackupFile(name, found["desk"], made)


def kept(backups: Iterable[BackupFile], now: datetime, days: int, months: int) -> frozenset[BackupFile]:
    """Return the backups of one database to keep; the others may be deleted.

    Kept are the newest of each of the last `days` days with a backup, the newest of each of the last `months` months
    with one, everything younger than a day or dated after `now`, and always the newest of all.
    """
    newest_first = sorted(backups, key=lambda one: (one.made, one.name), reverse=True)
    young = {one for one in newest_first if one.made > now - YOUNG}
    by_day = _newest_of_each(newest_first, lambda one: str(local_day(one.made)), max(1, days))
    by_month = _newest_of_each(newest_first, lambda one: f"{local_day(one.made):%Y-%m}", months)
    return frozenset(young | by_day | by_month)


def night_of(now: datetime, hour: int) -> str:
    """Return the local day of the nightly backup due last: today from `hour` (0-23) on, else yesterday."""
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
