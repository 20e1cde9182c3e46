"""Whether the names of the desk's own roles are free or the desk's: whoever had them would have its rights."""

from sqlalchemy import Connection, text

from tickets.errors import Refused
from tickets.store.server.names import GROUPS, group, owner

# The desk's owner makes its groups and so administers them, alone. Superusers stand above that.
_SQUATTED = text(
    """
SELECT rolname FROM pg_roles r
WHERE rolname = :owner AND (rolcanlogin OR NOT rolcreaterole OR EXISTS (
    SELECT FROM pg_auth_members m JOIN pg_roles a ON a.oid = m.member
    WHERE m.roleid = r.oid AND m.admin_option AND NOT a.rolsuper))
  OR rolname = ANY(:groups) AND (rolcanlogin OR NOT EXISTS (
    SELECT FROM pg_auth_members m JOIN pg_roles a ON a.oid = m.member
    WHERE m.roleid = r.oid AND m.admin_option AND a.rolname = :owner) OR EXISTS (
    SELECT FROM pg_auth_members m JOIN pg_roles a ON a.oid = m.member
    WHERE m.roleid = r.oid AND m.admin_option AND a.rolname <> :owner AND NOT a.rolsuper))
ORDER BY 1 LIMIT 1
"""
)


def refuse_squatters(connection: Connection, database: str) -> None:
    """Raise Refused when somebody else's role has a name that the desk of this database gives to its own."""
    names = {"owner": owner(database), "groups": [group(database, word) for word in GROUPS]}
    found = connection.execute(_SQUATTED, names).scalar()
    if found is not None:
        raise Refused(
            f"服务器上已有账号“{found}”，能登录或归别人管，不是本程序为这个库建的。请换一个数据库名字，或删掉它。"
        )
