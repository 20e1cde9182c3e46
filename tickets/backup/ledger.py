"""Which backups were made: rows that every seat of the desk sees, and the claim on a night's backup."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Text, and_, func, literal, or_, select, update

from tickets.rules.backups import AHEAD, TRIES_APART, is_old
from tickets.rules.instants import plus
from tickets.rules.texts import visible
from tickets.store.inserting import insert_into
from tickets.store.rows import freeze
from tickets.store.tables import backups, journal

CLAIM_SECONDS = 2 * 60 * 60  # that a claim holds without a word: whoever made it is dead by then


@dataclass(frozen=True, slots=True)
class BackupRow:
    """A backup that was begun. `ended` is None while it is being made, or was never ended; `trouble` says what failed.

    `host` is the machine it was made on; on a server who made it there, "jia@DESK-1". `second` is where a second copy
    lies, `second_trouble` why there is none.
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
        """Return whether it was made and proved."""
        return self.ended is not None and not self.trouble


@dataclass(frozen=True, slots=True)
class BackupAge:
    """When the last good backup was made, None without one, and when the desk began to work."""

    made: datetime | None
    began: datetime | None

    def old(self, now: datetime) -> bool:
        """Return whether the last good backup is too old; without one, whether the desk has worked for so long."""
        return (self.made or self.began) is not None and is_old(self.made or self.began, now)


_COLUMNS = tuple(backups.c[name] for name in BackupRow.__dataclass_fields__)
_GOOD = and_(backups.c.ended.is_not(None), backups.c.trouble == "")


def claim_night(connection: Connection, night: str, host: str, now: datetime) -> int | None:
    """Claim a night's backup and return its row's id; None when it is made, being made, or failed too lately.

    In a transaction of its own. Of any number that claim at once, one gets it.
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
    """Return who makes a backup: the machine; on a server, which checks it, with the login, as in "jia@DESK-1"."""
    if connection.dialect.name == "sqlite":
        return literal(host)
    return func.concat(func.current_user(), f"@{host}", type_=Text)


def begin(connection: Connection, kind: str, host: str, now: datetime) -> int:
    """Note that a backup is begun, and return its row's id."""
    values = {"kind": kind, "host": maker(connection, host), "started": now, "trouble": "", **_EMPTY}
    new = insert_into(backups, connection.dialect).values(**values)
    return int(connection.execute(new.returning(backups.c.id)).scalar_one())


def end(connection: Connection, key: int, now: datetime, path: str, size: int) -> None:
    """Note that a backup was made and proved."""
    _change(connection, key, ended=now, path=visible(path), bytes=size, trouble="", claimed_until=None)


def fail(connection: Connection, key: int, now: datetime, trouble: str) -> None:
    """Note why a backup came to nothing; a night's is free to be tried again after a while."""
    _change(connection, key, ended=now, trouble=visible(trouble), claimed_until=now + TRIES_APART)


def give_up(connection: Connection, key: int) -> None:
    """Let a night's backup that was stopped be made by whoever looks next."""
    _change(connection, key, claimed_until=None)


def is_made(connection: Connection, night: str, now: datetime) -> bool:
    """Return whether a night's backup was made and proved."""
    made = select(backups.c.id).where(_GOOD, backups.c.night == night, backups.c.ended <= plus(now, AHEAD))
    return connection.execute(made).first() is not None


def note_second(connection: Connection, key: int, where: str, trouble: str) -> None:
    """Note where the second copy of a backup lies, or why there is none."""
    _change(connection, key, second=visible(where), second_trouble=visible(trouble))


def last_good(connection: Connection) -> BackupRow | None:
    """Return the newest backup that was made and proved."""
    found = select(*_COLUMNS).where(_GOOD).order_by(backups.c.ended.desc(), backups.c.id.desc()).limit(1)
    return next(iter(freeze(BackupRow, connection.execute(found))), None)


def last_two(connection: Connection) -> tuple[BackupRow | None, BackupRow | None]:
    """Return the last good backup and the one that was begun last."""
    return last_good(connection), next(iter(latest(connection, 1)), None)


def backup_age(connection: Connection, now: datetime) -> BackupAge:
    """Return how old the last good backup is. One that is dated after `now` tells nothing: the clock was set back."""
    good = and_(_GOOD, backups.c.ended <= plus(now, AHEAD))
    made = connection.execute(select(func.max(backups.c.ended)).where(good)).scalar()
    began = connection.execute(select(journal.c.at).order_by(journal.c.id).limit(1)).scalar()
    return BackupAge(made, began)


def latest(connection: Connection, limit: int = 30) -> list[BackupRow]:
    """Return the backups that were begun last, the newest first."""
    found = select(*_COLUMNS).order_by(backups.c.started.desc(), backups.c.id.desc()).limit(limit)
    return freeze(BackupRow, connection.execute(found))


_EMPTY = {"path": "", "bytes": 0, "second": "", "second_trouble": ""}


def _change(connection: Connection, key: int, **values: object) -> None:
    connection.execute(update(backups).where(backups.c.id == key).values(**values))
