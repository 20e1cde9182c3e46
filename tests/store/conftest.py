"""What the tests of the store share."""

from tests.store.damaged import busy, damage  # noqa: F401
