"""No test uses the user's keyring or PostgreSQL settings."""

from collections.abc import Iterator

import keyring
import keyring.backend
import pytest

from tests.connection.keyrings import Keeping


@pytest.fixture(autouse=True)
def no_settings_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    """Remove the user's PostgreSQL settings."""
    for name in ("PGPASSWORD", "PGUSER", "PGPASSFILE", "PGHOST", "PGSERVICE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PGPASSFILE", "/nonexistent")


@pytest.fixture(autouse=True)
def own_keyring() -> Iterator[Keeping]:
    """A keyring of the test's own."""
    before, own = keyring.get_keyring(), Keeping()
    keyring.set_keyring(own)
    yield own
    keyring.set_keyring(before)
