"""Passwords in the keyring, and keyrings that can't be used."""

import time

import keyring
import pytest

from tests.connection.keyrings import Keeping, Locked, Silent
from tickets.connection.keyring_passwords import forget, recall, remember, renew
from tickets.connection.target import Target

TARGET = Target("postgresql+psycopg://db:5433/desk")


def test_a_password_is_kept_by_login_server_and_database_and_forgotten(own_keyring: Keeping) -> None:
    assert recall(TARGET, "li") is None
    assert remember(TARGET, "li", "correct horse")
    assert own_keyring.kept == {("ruihong-hotline-desk", "li@db:5433/desk"): "correct horse"}
    assert recall(TARGET, "li") == "correct horse"
    assert recall(TARGET, "wang") is None
    forget(TARGET, "li")
    forget(TARGET, "li")
    assert recall(TARGET, "li") is None


def test_a_changed_password_is_saved_only_where_one_was_saved_before(own_keyring: Keeping) -> None:
    renew(TARGET, "li", "correct horse")
    assert recall(TARGET, "li") is None
    remember(TARGET, "li", "correct horse")
    renew(TARGET, "li", "battery staple")
    assert recall(TARGET, "li") == "battery staple"


def test_a_password_from_the_keyring_is_not_shown_in_a_traceback(own_keyring: Keeping) -> None:
    remember(TARGET, "li", "correct horse")
    assert "horse" not in repr(recall(TARGET, "li"))


def test_a_keyring_that_raises_has_no_passwords(caplog: pytest.LogCaptureFixture) -> None:
    keyring.set_keyring(Locked())
    with caplog.at_level("DEBUG"):
        assert recall(TARGET, "li") is None
        assert not remember(TARGET, "li", "correct horse")
        forget(TARGET, "li")
    assert "horse" not in caplog.text


def test_a_keyring_that_never_answers_is_not_waited_for() -> None:
    silent = Silent()
    keyring.set_keyring(silent)
    began = time.monotonic()
    assert recall(TARGET, "li", patience=0.1) is None
    assert not remember(TARGET, "li", "correct horse", patience=0.1)
    assert time.monotonic() - began < 5
    silent.let_go.set()
