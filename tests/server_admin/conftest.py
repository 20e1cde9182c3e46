"""A used database file, and a new database to move it to."""

from tests.moving import lived, target  # noqa: F401
