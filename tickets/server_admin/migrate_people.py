"""The staff of a moved database. They keep their ids from the file and come without a password.

The target's existing administrators stay able to sign in: a person of the file with the same name or login is taken
for the same and gets their login, password and rights; the others are added.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, insert, select, text, update

from tickets.rules import logins
from tickets.rules.words import Role
from tickets.store.postgres.security.account_functions import EVERY_ACCOUNT
from tickets.store.postgres.security.role_names import WATCH
from tickets.store.tables import staff

_FOLLOWING = "ALTER TABLE staff {} TRIGGER staff_are_followed"
# Roles that the owner made before belong to this database, unless a watch signs in with them.
_TAKEN = text(
    """
SELECT rolname FROM pg_roles r WHERE rolname = ANY(:logins) AND (
  NOT EXISTS (SELECT FROM pg_auth_members m JOIN pg_roles o ON o.oid = m.member
              WHERE m.roleid = r.oid AND m.admin_option AND o.rolname = current_user)
  OR EXISTS (SELECT FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid
             WHERE m.member = r.oid AND g.rolname = current_database() || :watch))
"""
)


@dataclass(frozen=True, slots=True)
class Kept:
    """An administrator of the target."""

    name: str
    login: str
    roles: frozenset[Role]


def keep_administrators(target: Connection) -> tuple[Kept, ...]:
    """Return the target's administrators, and suspend the login triggers while the table is filled."""
    able = staff.c.login.is_not(None) & staff.c.active
    found = target.execute(select(staff).where(able).order_by(staff.c.id)).all()
    target.exec_driver_sql(_FOLLOWING.format("DISABLE"))
    return tuple(Kept(row.name, row.login, row.roles) for row in found if Role.ADMINISTRATOR in row.roles)


def settle_people(target: Connection, kept: tuple[Kept, ...]) -> tuple[str, ...]:
    """Merge the target's administrators into the file's staff, and create everybody's login role.

    Returns the names of those whose login is taken or invalid on this server: they have none now.
    """
    rows = target.execute(select(staff.c.name, staff.c.login).where(staff.c.login.is_not(None))).all()
    unusable = _unusable(target, {row.login for row in rows} - {one.login for one in kept})
    target.execute(update(staff).where(staff.c.login.in_(unusable)).values(login=None))
    for one in kept:
        _settle(target, one)
    target.exec_driver_sql(_FOLLOWING.format("ENABLE"))
    target.exec_driver_sql(EVERY_ACCOUNT, execution_options={"no_parameters": True})
    return tuple(sorted(row.name for row in rows if row.login in unusable))


def _unusable(target: Connection, chosen: set[str]) -> set[str]:
    taken = target.execute(_TAKEN, {"logins": list(chosen), "watch": f"_{WATCH}"}).scalars()
    return {*taken, *(login for login in chosen if logins.trouble(login) is not None)}


def _settle(target: Connection, one: Kept) -> None:
    same = (staff.c.login == one.login) | (staff.c.name == one.name)
    # If one person has the login and another the name, the login decides: it is unique and used to sign in.
    found = target.execute(select(staff).where(same).order_by((staff.c.login == one.login).desc().nulls_last())).first()
    if found is None:
        values = {"name": one.name, "login": one.login, "roles": one.roles, "active": True}
        target.execute(insert(staff).values(values))
        return
    values = {"login": one.login, "roles": found.roles | one.roles, "active": True, "expires": None}
    target.execute(update(staff).where(staff.c.id == found.id).values(values))
