"""Where the desk's data are, as this seat was told."""

from dataclasses import dataclass
from pathlib import Path

from tickets.connection.target import Target


@dataclass(frozen=True, slots=True)
class Connection:
    """What the program was started with, and the connection file that says so from the next start on.

    Where that file could not be read (`is_read`), `target` is only what a seat begins with.
    """

    target: Target
    file: Path
    is_read: bool = True

    def renew_kept(self, login: str, password: str) -> None:
        """Let the keyring keep this password from now on if it kept one. Takes up to a minute: for the slow lane."""
        from tickets.connection import keyring_passwords as secrets  # noqa: PLC0415  the keyring's backends load slowly

        if self.target.is_server:
            secrets.renew(self.target, login, password)
