"""Which roles have somebody on duty, as far as the program knows."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Boolean, ColumnElement, Connection, bindparam, literal_column, or_, select

from tickets.rules.words import Role
from tickets.store.rows import freeze
from tickets.store.tables import staff
from tickets.store.unreadable_values import is_not_off


@dataclass(frozen=True, slots=True)
class Presence:
    """Somebody who is on duty."""

    id: int
    name: str
    roles: frozenset[Role]
    active: bool
    on_duty: bool


_SIGNED_IN = literal_column(
    "staff.login IN (SELECT usename::text FROM pg_stat_activity WHERE datname = current_database())", Boolean
)


def roles_on_duty(connection: Connection, now: datetime, here: frozenset[int] = frozenset()) -> frozenset[Role]:
    """Return every role of somebody on duty.

    On duty are those marked so, those signed in at the server, and those in `here` (ids of staff at known
    workstations), except accounts that are retired or expired at `now`.
    """
    present: list[ColumnElement[bool]] = [
        is_not_off(staff.c.on_duty),
        staff.c.id.in_(bindparam("here", expanding=True)),
    ]
    if connection.dialect.name != "sqlite":
        present.append(_SIGNED_IN)
    stands = or_(staff.c.expires.is_(None), staff.c.expires > now)
    wanted = select(staff.c.id, staff.c.name, staff.c.roles, staff.c.active, staff.c.on_duty)
    wanted = wanted.where(is_not_off(staff.c.active), stands, or_(*present))
    found = freeze(Presence, connection.execute(wanted, {"here": list(here)}))
    return frozenset(role for each in found for role in each.roles)
