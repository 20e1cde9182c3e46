"""Tells whether the privileges in force are those of this version of the program, by a stored fingerprint.

It is a digest of the statements that set them, kept as the comment on the schema, which only the owner can change.
"""

import hashlib

from sqlalchemy import Connection

from tickets.store.postgres.security import privileges
from tickets.store.postgres.security.role_names import literal
from tickets.store.postgres.security.statements import STATEMENTS

_RECORDED = "SELECT obj_description('public'::regnamespace, 'pg_namespace')"


def record_fingerprint(connection: Connection) -> None:
    """Store the fingerprint of the privileges just set. Needs the owner's role."""
    connection.exec_driver_sql(f"COMMENT ON SCHEMA public IS {literal(_fingerprint())}")


def matches_fingerprint(connection: Connection) -> bool:
    """Return whether the privileges were set by a program that sets the same ones as this."""
    return bool(connection.exec_driver_sql(_RECORDED).scalar() == _fingerprint())


def _fingerprint() -> str:
    meant = repr((
        privileges.UNREADABLE, privileges.READ_IN_PART, privileges.INSERTED, privileges.CHANGED, privileges.POLICIES,
        privileges.PLAIN, privileges.PERSONAL, privileges.RESERVED,
    ))  # fmt: skip
    return f"hotline-desk {hashlib.sha256(chr(0).join((meant, *STATEMENTS)).encode()).hexdigest()}"
