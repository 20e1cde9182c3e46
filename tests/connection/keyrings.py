"""Keyrings for the tests: one that keeps, one that raises, one that never answers."""

import threading

import keyring.backend
import keyring.errors


class Keeping(keyring.backend.KeyringBackend):
    """Keeps passwords in memory."""

    priority = 1.0

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        """Return what is kept."""
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep it."""
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        """Keep it no more."""
        if self.kept.pop((service, username), None) is None:
            raise keyring.errors.PasswordDeleteError("no such password")


class Locked(keyring.backend.KeyringBackend):
    """Raises what no library promises."""

    priority = 1.0

    def get_password(self, service: str, username: str) -> str | None:
        """Raise."""
        raise RuntimeError("the collection is locked")

    set_password = delete_password = get_password  # type: ignore[assignment]


class Silent(keyring.backend.KeyringBackend):
    """Never answers until it is let go."""

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
