"""What the desk's own roles on a server are called: after the database, for a server may hold several desks."""

from tickets.rules.words import Role


def owner(database: str) -> str:
    """Return the role that owns everything and that nobody signs in as."""
    return f"{database}_owner"


def group(database: str, role: Role) -> str:
    """Return the role that carries the rights of everybody with this role at the desk."""
    return f"{database}_{role}"


def watchers(database: str) -> str:
    """Return the role that carries the rights of a watch that runs without a person."""
    return f"{database}_watch"


def quoted(name: str) -> str:
    """Return a name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'
