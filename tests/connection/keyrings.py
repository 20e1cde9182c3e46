"""Keyrings for the tests: one that works, one that raises, one that never answers."""

import threading

import keyring.backend
import keyring.errors


class Keeping(keyring.backend.KeyringBackend):
    """Stores passwords in memory."""

    priority = 1.0

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        """Return the stored password."""
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        """Store it."""
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        """Delete it."""
        if self.kept.pop((service, username), None) is None:
            raise keyring.errors.PasswordDeleteError("no such password")


class Locked(keyring.backend.KeyringBackend):
    """Raises an undocumented exception."""

    priority = 1.0

    def get_password(self, service: str, username: str) -> str | None:
        """Raise."""
        raise RuntimeError("the collection is locked")

    set_password = delete_password = get_password  # type: ignore[assignment]


class Silent(keyring.backend.KeyringBackend):
    """Does not answer until released."""

    priority = 1.0

    def __init__(self) -> None:
        super().__init__()
        self.let_go = threading.Event()

    def get_password(self, service: str, username: str) -> str | None:
        """Wait."""
        self.let_go.wait(60)
        return None

    def set_password(self, service: str, username: str, password: str) -> None:
        """Wait."""
        self.let_go.wait(60)

    def delete_password(self, service: str, username: str) -> None:
        """Wait."""
        self.let_go.wait(60)
