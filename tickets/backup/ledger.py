"""The table of backups, which every workstation sees, and the claim on a night's backup."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Text, and_, func, literal, or_, select, update

from tickets.rules.backups import AHEAD, TRIES_APART, is_old
from tickets.rules.instants import plus
from tickets.rules.texts import visible
from tickets.store.inserting import insert_into
from tickets.store.rows import freeze
from tickets.store.tables import backups, journal

CLAIM_SECONDS = 2 * 60 * 60  # seconds; the holder of an older claim is taken for dead


@dataclass(frozen=True, slots=True)
class BackupRow:
    """A backup that was begun. `ended` is None while it is being made, or if it was aborted; `trouble` is the error.

    `host` is the machine that made it, on a server with the login: "jia@DESK-1". `second` is where the second copy
    is, `second_trouble` why there is none.
    """

    id: int
    kind: str
    host: str
    started: datetime
    ended: datetime | None
    path: str
    bytes: int
    trouble: str
    second: str
    second_trouble: str

    @property
    def good(self) -> bool:
        """Return whether it was made and verified."""
        return self.ended is not None and not self.trouble


@dataclass(frozen=True, slots=True)
class BackupAge:
    """When the last good backup was made, None without one, and when the database was first used."""

    made: datetime | None
    began: datetime | None

    def old(self, now: datetime) -> bool:
        """Return whether the last good backup is too old; without one, whether the database is that old."""
        return (self.made or self.began) is not None and is_old(self.made or self.began, now)


_COLUMNS = tuple(backups.c[name] for name in BackupRow.__dataclass_fields__)
_GOOD = and_(backups.c.ended.is_not(None), backups.c.trouble == "")


def claim_night(connection: Connection, night: str, host: str, now: datetime) -> int | None:
    """Claim a night's backup and return its row's id; None when it is made, being made, or failed recently.

    Needs a transaction of its own. Of several concurrent claims one succeeds.
    """
    free = and_(
        or_(backups.c.ended.is_(None), backups.c.trouble != "", backups.c.ended > plus(now, AHEAD)),
        or_(
            backups.c.claimed_until.is_(None),
            backups.c.claimed_until <= now,
            backups.c.claimed_until > plus(now, CLAIM_SECONDS + AHEAD),
        ),
    )
    until = plus(now, CLAIM_SECONDS)
    values = {"host": maker(connection, host), "started": now, "claimed_until": until, "ended": None, "trouble": ""}
    row = insert_into(backups, connection.dialect).values(night=night, kind="nightly", **_EMPTY, **values)
    claimed = row.on_conflict_do_update(index_elements=[backups.c.night], set_=values, where=free)
    key = connection.execute(claimed.returning(backups.c.id)).scalar()
    return None if key is None else int(key)


def maker(connection: Connection, host: str) -> ColumnElement[str]:
    """Return the maker of a backup: the machine; on a server, which checks it, with the login: "jia@DESK-1"."""
    if connection.dialect.name == "sqlite":
        return literal(host)
    return func.concat(func.current_user(), f"@{host}", type_=Text)


def begin(connection: Connection, kind: str, host: str, now: datetime) -> int:
    """Record that a backup has begun, and return its row's id."""
    values = {"kind": kind, "host": maker(connection, host), "started": now, "trouble": "", **_EMPTY}
    new = insert_into(backups, connection.dialect).values(**values)
    return int(connection.execute(new.returning(backups.c.id)).scalar_one())


def end(connection: Connection, key: int, now: datetime, path: str, size: int) -> None:
    """Record that a backup was made and verified."""
    _change(connection, key, ended=now, path=visible(path), bytes=size, trouble="", claimed_until=None)


def fail(connection: Connection, key: int, now: datetime, trouble: str) -> None:
    """Record why a backup failed; a night's backup may be claimed again after a while."""
    _change(connection, key, ended=now, trouble=visible(trouble), claimed_until=now + TRIES_APART)


def give_up(connection: Connection, key: int) -> None:
    """Release the claim on a night's backup that was stopped."""
    _change(connection, key, claimed_until=None)


def is_made(connection: Connection, night: str, now: datetime) -> bool:
    """Return whether a night's backup was made and verified."""
    made = select(backups.c.id).where(_GOOD, backups.c.night == night, backups.c.ended <= plus(now, AHEAD))
    return connection.execute(made).first() is not None


def note_second(connection: Connection, key: int, where: str, trouble: str) -> None:
    """Record where the second copy of a backup is, or why there is none."""
    _change(connection, key, second=visible(where), second_trouble=visible(trouble))


def last_good(connection: Connection) -> BackupRow | None:
    """Return the newest backup that was made and verified."""
    found = select(*_COLUMNS).where(_GOOD).order_by(backups.c.ended.desc(), backups.c.id.desc()).limit(1)
    return next(iter(freeze(BackupRow, connection.execute(found))), None)


def last_two(connection: Connection) -> tuple[BackupRow | None, BackupRow | None]:
    """Return the last good backup and the one begun last."""
    return last_good(connection), next(iter(latest(connection, 1)), None)


def backup_age(connection: Connection, now: datetime) -> BackupAge:
    """Return the age of the last good backup. One dated after `now` is ignored: the clock was set back."""
    good = and_(_GOOD, backups.c.ended <= plus(now, AHEAD))
    made = connection.execute(select(func.max(backups.c.ended)).where(good)).scalar()
    began = connection.execute(select(journal.c.at).order_by(journal.c.id).limit(1)).scalar()
    return BackupAge(made, began)


def latest(connection: Connection, limit: int = 30) -> list[BackupRow]:
    """Return the backups begun last, the newest first."""
    found = select(*_COLUMNS).order_by(backups.c.started.desc(), backups.c.id.desc()).limit(limit)
    return freeze(BackupRow, connection.execute(found))


_EMPTY = {"path": "", "bytes": 0, "second": "", "second_trouble": ""}


def _change(connection: Connection, key: int, **values: object) -> None:
    connection.execute(update(backups).where(backups.c.id == key).values(**values))
