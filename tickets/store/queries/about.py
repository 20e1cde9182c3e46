"""Facts about the database, for support."""

from dataclasses import dataclass

from sqlalchemy import Connection

from tickets.store.schema import schema_version


@dataclass(frozen=True, slots=True)
class DatabaseFacts:
    """The database program's name and version, and the schema revision."""

    name: str
    version: str
    schema: str


def describe_database(connection: Connection) -> DatabaseFacts:
    """Return the facts about the open database."""
    if connection.dialect.name == "sqlite":
        name, question = "SQLite", "SELECT sqlite_version()"
    else:
        name, question = "PostgreSQL", "SHOW server_version"
    version = str(connection.exec_driver_sql(question).scalar_one())
    return DatabaseFacts(name, version.split(maxsplit=1)[0], schema_version(connection) or "")
