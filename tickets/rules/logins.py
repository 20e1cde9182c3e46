"""Rules for logins, valid for files, servers and connection addresses."""

import unicodedata

from tickets.rules.words import Role

AT_MOST = 40  # characters
BYTES_AT_MOST = 63  # of a role's name on a server
_MARKS = frozenset("._-@")
_ENDS = ("_owner", "_watch", *(f"_{role}" for role in Role))  # endings of the program's own roles on a server
_TAKEN = frozenset({"postgres", "public", "none", "session_user", "current_user", "current_role", "user"})


def normal(login: str) -> str:
    """Return a login as it is stored and searched: trimmed, full-width letters made plain."""
    return unicodedata.normalize("NFKC", login).strip()


def trouble(login: str) -> str | None:
    """Return a sentence why this can't be a login; None when it can."""
    if not login:
        return "请填写登录名。"
    if len(login) > AT_MOST or len(login.encode(errors="replace")) > BYTES_AT_MOST:
        return f"登录名有 {len(login)} 个字符，最多 {AT_MOST} 个字母或 {BYTES_AT_MOST // 3} 个汉字，请缩短。"
    if not all(character.isalnum() or character in _MARKS for character in login):
        return "登录名里只能有汉字、字母、数字和 . _ - @，请改写。"
    plain = login.casefold()
    if plain in _TAKEN or plain.startswith("pg_") or plain.endswith(_ENDS):
        return f"“{login}”是数据库自己要用的名字，请换一个登录名。"
    return None
