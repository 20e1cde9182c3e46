"""Starts a command on a file or a server: reads what it needs in one statement and takes the locks it needs."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection

from tickets.rules.words import Role
from tickets.store.inserting import to_db

_BEGIN_SERVER = "SELECT at, edition, roles FROM begin_command(%s, %s)"
_BEGIN_FILE = (
    "SELECT NULL, (SELECT value FROM settings WHERE key = 'rules_edition'), "
    "(SELECT roles FROM staff WHERE id = ? AND active AND (expires IS NULL OR expires > ?))"
)


@dataclass(frozen=True, slots=True)
class CommandStart:
    """What was read when the command began.

    `at` is the server's time, None for a file; `roles` is None for no account.
    """

    at: datetime | None
    edition: int
    roles: frozenset[Role] | None


def begin(connection: Connection, author: int | None, now: datetime, *, alone: bool = False) -> CommandStart:
    """Begin a command and lock the rules against edits. With `alone`, wait until no other command uses them.

    `now` decides whether an account in a file has expired; a server uses its own clock.
    """
    if connection.dialect.name == "sqlite":
        at, edition, roles = connection.exec_driver_sql(_BEGIN_FILE, (author, to_db(now))).one()
    else:
        at, edition, roles = connection.exec_driver_sql(_BEGIN_SERVER, (author, alone)).one()
    instant = None if at is None else datetime.fromtimestamp(at, UTC)
    return CommandStart(instant, int(edition or 0), None if roles is None else _roles(roles))


def _roles(kept: object) -> frozenset[Role]:
    """Return the roles that this version knows. An unknown word grants nothing and does not affect the others."""
    known = {str(role): role for role in Role}
    return frozenset(known[name] for name in str(kept).split(",") if name in known)


def lock_journal(connection: Connection) -> None:
    """Lock the chain of entries that belong to no ticket until this transaction ends."""
    if connection.dialect.name != "sqlite":
        connection.exec_driver_sql("SELECT lock_journal()")
