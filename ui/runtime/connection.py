"""Which database this window uses."""

from dataclasses import dataclass
from pathlib import Path

from tickets.connection.target import Target


@dataclass(frozen=True, slots=True)
class Connection:
    """The target that the program was started with, and the connection file that stores it for the next start.

    When that file could not be read (`is_read` is false), `target` is only the default.
    """

    target: Target
    file: Path
    is_read: bool = True

    def renew_kept(self, login: str, password: str) -> None:
        """Replace this password in the keyring if one is stored. Takes up to a minute: belongs on the slow queue."""
        from tickets.connection import keyring_passwords as secrets  # noqa: PLC0415  the keyring's backends load slowly

        if self.target.is_server:
            secrets.renew(self.target, login, password)
