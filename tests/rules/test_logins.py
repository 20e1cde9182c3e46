"""A login is valid for a file, a server and a connection address."""

import pytest

from tickets.rules.logins import AT_MOST, normal, trouble
from tickets.rules.words import Role


@pytest.mark.parametrize("login", ["wang", "李明", "li.ming_2-a@desk", "a", "x" * AT_MOST, "汉" * 21, "owner"])
def test_a_usual_login_is_accepted(login: str) -> None:
    assert trouble(login) is None


@pytest.mark.parametrize(
    ("login", "reason"),
    [
        ("", "请填写登录名。"),
        ("x" * (AT_MOST + 1), "登录名有 41 个字符，最多 40 个字母或 21 个汉字，请缩短。"),
        ("汉" * 22, "登录名有 22 个字符，最多 40 个字母或 21 个汉字，请缩短。"),
        ("汉" * 21 + "a", "登录名有 22 个字符，最多 40 个字母或 21 个汉字，请缩短。"),
        ("li ming", "登录名里只能有汉字、字母、数字和 . _ - @，请改写。"),
        ("li;ming", "登录名里只能有汉字、字母、数字和 . _ - @，请改写。"),
        *((taken, f"“{taken}”是数据库自己要用的名字，请换一个登录名。") for taken in ("Postgres", "pg_me", "a_owner")),
        *((f"a_{role}", f"“a_{role}”是数据库自己要用的名字，请换一个登录名。") for role in Role),
    ],
)
def test_an_unusual_login_is_refused_with_a_hint(login: str, reason: str) -> None:
    assert trouble(login) == reason


def test_full_width_letters_and_surrounding_spaces_give_the_same_login() -> None:
    assert normal("  ＬＩ１ ") == "LI1"
