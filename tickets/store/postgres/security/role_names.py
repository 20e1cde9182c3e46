"""The names of the program's own roles on a server. They begin with the database's name: a server may hold several."""

from tickets.rules.words import Role

WATCH = "watch"  # the group of watches that run without a person, beside the groups of the staff's roles
GROUPS = (*map(str, Role), WATCH)
# endings of the program's own roles, so no person's login may have them
ENDS = tuple(f"_{word}" for word in (*GROUPS, "owner"))
NAME_AT_MOST = 63  # bytes; PostgreSQL cuts longer names
DATABASE_AT_MOST = NAME_AT_MOST - 1 - max(map(len, GROUPS))


def owner(database: str) -> str:
    """Return the role that owns all objects and that nobody signs in as."""
    return f"{database}_owner"


def group(database: str, word: str) -> str:
    """Return the group role with the rights of a staff role, or of the watches."""
    return f"{database}_{word}"


def quoted(name: str) -> str:
    """Return a name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Return a text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"
