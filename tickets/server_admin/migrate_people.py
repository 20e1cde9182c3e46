"""The people of a desk that is moved. Those of the file keep their ids and come without a password.

The administrators that the server's desk was made with stay able to sign in: somebody of the file with the
same name or login is one and the same and gets their login, their password and their rights; others are added.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, insert, select, text, update

from tickets.rules import logins
from tickets.rules.words import Role
from tickets.store.postgres.security.account_functions import EVERY_ACCOUNT
from tickets.store.postgres.security.role_names import WATCH
from tickets.store.tables import staff

_FOLLOWING = "ALTER TABLE staff {} TRIGGER staff_are_followed"
# What the desk's owner made before is the desk's own, unless a watch signs in with it.
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
    """Return the target's administrators, and let all accounts be while the table is filled anew."""
    able = staff.c.login.is_not(None) & staff.c.active
    found = target.execute(select(staff).where(able).order_by(staff.c.id)).all()
    target.exec_driver_sql(_FOLLOWING.format("DISABLE"))
    return tuple(Kept(row.name, row.login, row.roles) for row in found if Role.ADMINISTRATOR in row.roles)


def settle_people(target: Connection, kept: tuple[Kept, ...]) -> tuple[str, ...]:
    """Bring the target's administrators and the file's staff together, and make everybody's login role.

    Returns the names of those whose login is somebody else's on this server or can't be a login there: they
    come without one.
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
    # Of two, one with the login and another with the name, the login decides: it is unique and signs in.
    found = target.execute(select(staff).where(same).order_by((staff.c.login == one.login).desc().nulls_last())).first()
    if found is None:
        values = {"name": one.name, "login": one.login, "roles": one.roles, "active": True}
        target.execute(insert(staff).values(values))
        return
    values = {"login": one.login, "roles": found.roles | one.roles, "active": True, "expires": None}
    target.execute(update(staff).where(staff.c.id == found.id).values(values))
