"""The questions of the `database` commands on a terminal."""

from argparse import Namespace

import pytest

from tickets.cli import database as command
from tickets.store.postgres.engine import Password


def test_the_password_is_asked_for_again_until_it_is_acceptable(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed, again = iter(("abc", "long enough", "long enough")), iter(("long enouhg", "long enough"))
    monkeypatch.setattr(command, "ask_on_terminal", lambda _prompt: Password(next(typed)))
    monkeypatch.setattr(command.getpass, "getpass", lambda _prompt: next(again))
    asked = Namespace(admin="管理员甲", admin_login="jia", password_stdin=False)
    assert command._administrator(asked).password == "long enough"
    output = capsys.readouterr().err
    assert "至少要 8 个字符" in output
    assert "不一样" in output
