"""Passwords in the system's keyring. A missing or locked keyring counts as empty and is no error.

A keyring may ask the user to unlock it, wait for a service that never answers, or raise any exception. So each access
runs on a thread of its own with a time limit.
"""

import logging
import threading
from collections.abc import Callable
from typing import TypeVar

from tickets.connection.target import Target
from tickets.store.postgres.engine import Password

SERVICE = "ruihong-hotline-desk"
PATIENCE = 30  # seconds: enough to type the keyring's own password
_log = logging.getLogger(__name__)

T = TypeVar("T")


def available(patience: float = PATIENCE) -> bool:
    """Return whether there is a keyring that stores passwords. Takes up to `patience` seconds."""
    import keyring  # noqa: PLC0415

    return bool(_guarded(lambda: keyring.get_keyring().priority > 0, patience))


def recall(target: Target, login: str, patience: float = PATIENCE) -> Password | None:
    """Return the stored password of this login; None when there is none or the keyring can't be used.

    Takes up to `patience` seconds: belongs on a worker.
    """
    import keyring  # noqa: PLC0415 - looks for backends for 0.1 s, and a file needs none

    found = _guarded(lambda: keyring.get_password(SERVICE, _name(target, login)), patience)
    return Password(found) if found else None


def remember(target: Target, login: str, password: str, patience: float = PATIENCE) -> bool:
    """Store a password for this login and return whether the keyring took it. Takes up to `patience` seconds."""
    import keyring  # noqa: PLC0415

    def keep() -> bool:
        keyring.set_password(SERVICE, _name(target, login), str(password))
        return True

    return _guarded(keep, patience) or False


def renew(target: Target, login: str, password: str, patience: float = PATIENCE) -> None:
    """Replace the stored password of this login, if there is one. Takes up to twice `patience` seconds."""
    if recall(target, login, patience) is not None:
        remember(target, login, password, patience)


def forget(target: Target, login: str, patience: float = PATIENCE) -> None:
    """Delete the stored password of this login. Takes up to `patience` seconds."""
    import keyring  # noqa: PLC0415

    _guarded(lambda: keyring.delete_password(SERVICE, _name(target, login)), patience)


def _name(target: Target, login: str) -> str:
    return f"{login}@{target.place}"


def _guarded(work: Callable[[], T], patience: float) -> T | None:
    """Return the result of work with the keyring; None when it fails or takes longer than `patience` seconds."""
    results: list[T] = []

    def run() -> None:
        try:
            results.append(work())
        except BaseException as error:  # noqa: BLE001 - backends raise what they like; its text may hold anything
            _log.info("the keyring can't be used: %s", type(error).__name__)

    thread = threading.Thread(target=run, name="keyring", daemon=True)
    thread.start()
    thread.join(patience)
    return results[0] if results else None
