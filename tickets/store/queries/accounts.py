"""Accounts in a file database: who has a password, and whether it is locked."""

from collections.abc import Callable
from dataclasses import dataclass, fields

from sqlalchemy import Connection, select, text

from tickets.rules.lockout import Tries
from tickets.rules.words import Role
from tickets.store.postgres.security.account_functions import NO_PASSWORD, PASSWORD
from tickets.store.queries.lookups import StaffMember, list_staff
from tickets.store.tables import passwords, staff
from tickets.store.unreadable import ReadableRows, broken_in
from tickets.store.unreadable_values import is_not_off


@dataclass(frozen=True, slots=True)
class Secret:
    """A person's password hash, and the count of wrong tries."""

    staff_id: int
    hash: str
    tries: Tries


@dataclass(frozen=True, slots=True)
class Account(StaffMember):
    """A member of staff and whether they have a password; None when that is unknown."""

    has_password: bool | None


_COMMENTS = text(
    "SELECT s.id, shobj_description(r.oid, 'pg_authid') AS said FROM staff s JOIN pg_roles r ON r.rolname = s.login"
)


def list_accounts(connection: Connection) -> list[Account]:
    """Return all staff, retired ones included, with what is known of their passwords."""
    known = _passwords(connection)
    names = [field.name for field in fields(StaffMember)]
    staff = list_staff(connection, with_retired=True)
    return ReadableRows(
        (Account(**{name: getattr(member, name) for name in names}, has_password=known(member)) for member in staff),
        broken_in(staff),
    )


def _passwords(connection: Connection) -> Callable[[StaffMember], bool | None]:
    if connection.dialect.name == "sqlite":
        kept = set(connection.execute(select(passwords.c.staff_id)).scalars())
        return lambda member: member.id in kept
    has_password = {row.id: {PASSWORD: True, NO_PASSWORD: False}.get(row.said) for row in connection.execute(_COMMENTS)}
    return lambda member: has_password.get(member.id) if member.login else False


def administrator_has_password(connection: Connection) -> bool:
    """Return whether an active administrator has a password in this file."""
    with_password = select(staff.c.roles).join(passwords).where(is_not_off(staff.c.active))
    return any(Role.ADMINISTRATOR in roles for roles in connection.execute(with_password).scalars())


def list_logins(connection: Connection) -> list[str]:
    """Return the logins of active staff with a password, in the order in which they were added."""
    wanted = select(staff.c.login).join(passwords).where(is_not_off(staff.c.active), staff.c.login.is_not(None))
    return list(connection.execute(wanted.order_by(staff.c.id)).scalars())


def read_secret(connection: Connection, staff_id: int) -> Secret | None:
    """Return somebody's password hash; None when they have none."""
    wanted = select(passwords.c.hash, passwords.c.failures, passwords.c.locked_until)
    row = connection.execute(wanted.where(passwords.c.staff_id == staff_id)).one_or_none()
    return None if row is None else Secret(staff_id, row.hash, Tries(row.failures, row.locked_until))
