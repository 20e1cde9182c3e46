"""Checks that the names of the program's own roles are free or its own: the holder of such a role has its rights."""

from sqlalchemy import Connection, text

from tickets.errors import Refused
from tickets.store.postgres.security.role_names import GROUPS, group, owner

# The owner makes the groups and so administers them; for a new database nobody else does, and no group can log in.
_SQUATTED = text(
    """
WITH administered AS (
  SELECT roleid, bool_or(rolname = :owner) AS by_owner, bool_or(rolname <> :owner AND NOT rolsuper) AS by_others
  FROM pg_auth_members JOIN pg_roles r ON r.oid = member WHERE admin_option GROUP BY roleid
)
SELECT rolname FROM pg_roles LEFT JOIN administered ON roleid = oid
WHERE rolname = ANY(:groups) AND by_owner IS NOT TRUE
  OR :fresh AND (rolname = :owner AND NOT rolcreaterole
                 OR (rolname = :owner OR rolname = ANY(:groups)) AND (rolcanlogin OR by_others))
ORDER BY 1 LIMIT 1
"""
)


def refuse_role_conflicts(connection: Connection, database: str, *, fresh: bool) -> None:
    """Raise Refused when somebody else's role has the name of one of this database's roles.

    `fresh` means that the database doesn't exist yet.
    """
    names = {"owner": owner(database), "groups": [group(database, word) for word in GROUPS], "fresh": fresh}
    found = connection.execute(_SQUATTED, names).scalar()
    if found is not None:
        raise Refused(
            f"服务器上已有账号“{found}”，能登录或归别人管，不是本程序为这个库建的。请换一个数据库名字，或删掉它。"
        )
