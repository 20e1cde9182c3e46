"""What the desk's own roles on a server are called: after the database, for a server may hold several desks."""

from tickets.rules.words import Role

WATCH = "watch"  # the group of watches that run without a person, beside those of the staff's roles
GROUPS = (*map(str, Role), WATCH)
ENDS = tuple(f"_{word}" for word in (*GROUPS, "owner"))  # of the desk's own roles, so of nobody's login
NAME_AT_MOST = 63  # bytes; PostgreSQL cuts longer names
DATABASE_AT_MOST = NAME_AT_MOST - 1 - max(map(len, GROUPS))


def owner(database: str) -> str:
    """Return the role that owns everything and that nobody signs in as."""
    return f"{database}_owner"


def group(database: str, word: str) -> str:
    """Return the role that carries the rights of everybody with this role at the desk, or of its watches."""
    return f"{database}_{word}"


def quoted(name: str) -> str:
    """Return a name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Return a text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"
