"""The passwords of a file: stored as argon2 hashes, checked in constant time, locked after wrong tries."""

from contextlib import suppress

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Connection, update

from tickets.accounts.password_rule import is_typed, normal
from tickets.errors import Refused, Unavailable
from tickets.rules.lockout import Tries, after_failure, seconds_locked
from tickets.service import TicketService
from tickets.store.queries.accounts import Secret, read_secret
from tickets.store.tables import passwords


class Passwords:
    """Checks and hashes passwords. Every method takes as long as a hash and belongs on a worker."""

    def __init__(self, service: TicketService, hasher: PasswordHasher) -> None:
        self._service = service
        self._hasher = hasher
        self._nobodys = _dummy_hash(hasher)

    def hash(self, password: str) -> str:
        """Return the hash of a password."""
        return self._hasher.hash(normal(password))

    def check(self, staff_id: int | None, password: str, wrong: str) -> None:
        """Raise Refused with the sentence `wrong` for a wrong password, and Refused for a locked account.

        The hash is computed before the account is read, and outside of any transaction; the state of the account
        afterwards counts. So nobody gains by trying in many windows at once.
        """
        secret = None if staff_id is None else self._service.read(read_secret, staff_id)
        right = self._is_right(secret, password)
        if secret is None:
            raise Refused(wrong)
        if right and self._service.read(read_secret, secret.staff_id) == Secret(secret.staff_id, secret.hash, Tries()):
            self._renew(secret, password)
            return
        with self._service.store.writing() as connection:
            sentence = self._count(connection, secret.staff_id, wrong, right=right)
        if sentence is not None:
            raise Refused(sentence)
        self._renew(secret, password)

    def _count(self, connection: Connection, staff_id: int, wrong: str, *, right: bool) -> str | None:
        """Count this try and return the sentence that refuses it; None when the password is accepted."""
        secret = read_secret(connection, staff_id)
        if secret is None:
            return wrong
        now = self._service.now()
        if seconds_locked(secret.tries, now):
            return _locked(secret.tries, seconds_locked(secret.tries, now))
        tries = Tries() if right else after_failure(secret.tries, now)
        counted = {"failures": tries.failures, "locked_until": tries.locked_until}
        connection.execute(update(passwords).where(passwords.c.staff_id == staff_id).values(counted))
        if right:
            return None
        seconds = seconds_locked(tries, now)
        return _locked(tries, seconds) if seconds else wrong

    def _is_right(self, secret: Secret | None, password: str) -> bool:
        known = self._nobodys if secret is None else secret.hash
        try:
            return self._hasher.verify(known, normal(password) if is_typed(password) else "")
        except (VerificationError, InvalidHashError):
            return False

    def _renew(self, secret: Secret, password: str) -> None:
        """Replace a hash with outdated cost parameters, if possible now."""
        if not self._hasher.check_needs_rehash(secret.hash):
            return
        same = (passwords.c.staff_id == secret.staff_id) & (passwords.c.hash == secret.hash)
        renewed = self.hash(password)
        with suppress(Unavailable), self._service.store.writing() as connection:
            connection.execute(update(passwords).where(same).values(hash=renewed))


def _dummy_hash(hasher: PasswordHasher) -> str:
    """Return a hash that matches no password and takes as long to check as a real one."""
    costs = f"m={hasher.memory_cost},t={hasher.time_cost},p={hasher.parallelism}"
    return f"$argon2id$v=19${costs}${'A' * 22}${'A' * 43}"


def _locked(tries: Tries, seconds: int) -> str:
    return f"连续输错 {tries.failures} 次，这个账号已锁定，请 {-(-seconds // 60)} 分钟后再试，或请管理员重设密码。"
