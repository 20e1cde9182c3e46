"""Shared set-up of the store's tests."""

from tests.store.damaged import busy, damage  # noqa: F401
