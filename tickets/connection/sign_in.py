"""How a command without a window signs in: with libpq's password, the keyring's, or one typed on the terminal."""

import getpass
import os
import sys
from collections.abc import Callable

from tickets.connection.keyring_passwords import recall
from tickets.connection.target import Target
from tickets.errors import Refused, ShutOut
from tickets.store.engine import Store
from tickets.store.postgres.engine import PATIENT_SECONDS, Credentials, Password
from tickets.store.postgres.errors import PasswordNeeded
from tickets.store.schema import open_store
from tickets.store.upgrading import BeforeUpgrade

NO_PASSWORD = (
    "服务器要密码，可以三选一：在终端里运行并输入；存进系统钥匙串（在窗口登录时选“在这台机器上记住密码”）；"
    "写进 libpq 的密码文件（环境变量 PGPASSFILE 指明位置）。"
)
KEPT_IS_WRONG = "系统钥匙串里存的密码，服务器不认：密码改过，或账号已停用、到期。"
NO_LOGIN = "不知道用哪个账号登录服务器，请用 --login 写明。"

Opener = Callable[[str, Credentials], Store]
Asker = Callable[[str], str | None]


def open_target(target: Target, opened: Opener | None = None, ask: Asker | None = None) -> Store:
    """Return the store at a target, signed in when it is a server.

    The password is libpq's (PGPASSWORD, PGPASSFILE), else the keyring's; without one, or when the server rejects it,
    the one typed on the terminal. `opened` opens the store (default `open_or_make`); `ask` asks for a password, with a
    prompt, and returns None when nobody can be asked. Raises Refused and Unavailable.
    """
    opened = opened or open_or_make
    if not target.is_server:
        return opened(target.url, Credentials())
    try:
        return opened(target.url, Credentials(target.who))
    except PasswordNeeded:
        login = target.who or os.environ.get("PGUSER")
    if login is None:
        raise Refused(NO_LOGIN)
    kept = recall(target, login)
    prompt, unasked = f"{login} 在 {target.place} 的密码：", Refused(NO_PASSWORD)
    if kept is not None:
        try:
            return opened(target.url, Credentials(login, kept))
        except ShutOut as error:
            prompt, unasked = f"{KEPT_IS_WRONG}\n{prompt}", Refused(f"{KEPT_IS_WRONG}{NO_PASSWORD}")
            unasked.__cause__ = error
    typed = (ask or ask_on_terminal)(prompt)
    if not typed:
        raise unasked
    return opened(target.url, Credentials(login, Password(typed)))


def ask_on_terminal(prompt: str) -> Password | None:
    """Return a password typed without echo; None without a terminal or when the input is aborted."""
    if not sys.stdin.isatty():
        return None
    try:
        return Password(getpass.getpass(prompt))
    except (EOFError, getpass.GetPassWarning):
        return None


def open_existing(url: str, credentials: Credentials, before_upgrade: BeforeUpgrade | None = None) -> Store:
    """Open a store as `open_store` does, but create no database."""
    return open_store(url, credentials=credentials, new=False, patience=PATIENT_SECONDS, before_upgrade=before_upgrade)


def open_or_make(url: str, credentials: Credentials, before_upgrade: BeforeUpgrade | None = None) -> Store:
    """Open a store as `open_store` does; a missing file is created."""
    return open_store(url, credentials=credentials, patience=PATIENT_SECONDS, before_upgrade=before_upgrade)
