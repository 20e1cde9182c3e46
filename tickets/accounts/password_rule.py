"""The rules for passwords, on a file and on a server."""

import unicodedata

from tickets.errors import Refused

WRONG = "登录名或密码不对。"
WRONG_CURRENT = "现在的密码不对。"
AT_LEAST = 8  # characters
AT_MOST = 200
_UNTYPED = frozenset({"Cc", "Cs"})  # control characters and lone surrogates


def normal(password: str) -> str:
    """Return the password as it is compared: full-width letters become plain ones, as on a server."""
    return unicodedata.normalize("NFKC", password)


def is_typed(text: str) -> bool:
    """Return whether a keyboard can have produced this text: no control characters, no lone surrogates."""
    return not any(unicodedata.category(character) in _UNTYPED for character in text)


def refuse_weak(password: str, login: str) -> None:
    """Raise Refused for a password that may not be chosen."""
    if len(password) < AT_LEAST:
        raise Refused(f"密码至少要 {AT_LEAST} 个字符，请加长。")
    if len(password) > AT_MOST:
        raise Refused(f"密码最多 {AT_MOST} 个字符，请缩短。")
    if not is_typed(password):
        raise Refused("密码里有看不见的控制字符，请换一个。")
    if normal(password).casefold() == normal(login).casefold():
        raise Refused("密码不能和登录名一样，请换一个。")
