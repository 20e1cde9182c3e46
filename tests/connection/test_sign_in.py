"""How a command without a window signs in to a real server."""

from contextlib import closing
from pathlib import Path

import pytest

from tests.connection.keyrings import Keeping
from tests.desk_fixtures import proper_sentence
from tests.servers import SUPERUSER, SUPERUSER_PASSWORD, Server
from tickets.connection.keyring_passwords import remember
from tickets.connection.sign_in import KEPT_IS_WRONG, open_target
from tickets.connection.target import Target
from tickets.connection.try_connection import try_connection
from tickets.errors import Refused, ShutOut, Unavailable
from tickets.store.engine import Store
from tickets.store.version import HEAD

pytestmark = pytest.mark.slow


@pytest.fixture
def target(server: Server, warm_server_store: Store) -> Target:
    """A database on a server, and who signs in."""
    return Target(server.url("warm"), SUPERUSER)


def nobody(prompt: str) -> None:
    """Stands for a terminal that nobody uses."""


def who_is_in(store: Store) -> str:
    with closing(store), store.reading() as connection:
        return str(connection.exec_driver_sql("SELECT session_user").scalar_one())


def test_without_a_password_the_refusal_names_three_ways_to_give_one(target: Target) -> None:
    with pytest.raises(Refused) as caught:
        open_target(target, ask=nobody)
    assert all(way in caught.value.sentence for way in ("终端", "钥匙串", "PGPASSFILE"))


def test_without_a_login_the_refusal_names_the_login_option(target: Target) -> None:
    with pytest.raises(Refused, match="--login"):
        open_target(Target(target.url), ask=nobody)


def test_the_password_may_come_from_libpqs_environment_variable(
    target: Target, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGPASSWORD", SUPERUSER_PASSWORD)
    assert who_is_in(open_target(target, ask=nobody)) == SUPERUSER
    monkeypatch.setenv("PGUSER", SUPERUSER)
    assert who_is_in(open_target(Target(target.url), ask=nobody)) == SUPERUSER


@pytest.mark.parametrize("how", ["environment", "address"])
def test_the_password_may_come_from_libpqs_password_file(
    target: Target, how: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = tmp_path / "pgpass"
    secret.write_text(f"*:*:*:{SUPERUSER}:{SUPERUSER_PASSWORD}\n")
    secret.chmod(0o600)
    if how == "environment":
        monkeypatch.setenv("PGPASSFILE", str(secret))
    else:
        target = Target(f"{target.url}?passfile={secret}", SUPERUSER)
    assert who_is_in(open_target(target, ask=nobody)) == SUPERUSER


def test_the_keyring_is_tried_before_the_user_is_asked_for_a_password(target: Target, own_keyring: Keeping) -> None:
    remember(target, SUPERUSER, SUPERUSER_PASSWORD)
    assert who_is_in(open_target(target, ask=nobody)) == SUPERUSER


def test_the_user_is_asked_when_the_password_in_the_keyring_is_outdated(target: Target, own_keyring: Keeping) -> None:
    remember(target, SUPERUSER, "the password of last year")
    asked: list[str] = []

    def person(prompt: str) -> str:
        asked.append(prompt)
        return SUPERUSER_PASSWORD

    assert who_is_in(open_target(target, ask=person)) == SUPERUSER
    assert asked == [f"{KEPT_IS_WRONG}\n{SUPERUSER} 在 {target.place} 的密码："]
    with pytest.raises(Refused) as caught:
        open_target(target, ask=nobody)
    assert caught.value.sentence.startswith(KEPT_IS_WRONG)
    assert "PGPASSFILE" in caught.value.sentence


def test_the_user_is_asked_for_the_password_last(target: Target) -> None:
    asked: list[str] = []

    def person(prompt: str) -> str:
        asked.append(prompt)
        return SUPERUSER_PASSWORD

    assert who_is_in(open_target(target, ask=person)) == SUPERUSER
    assert asked == [f"{SUPERUSER} 在 {target.place} 的密码："]


def test_a_wrong_password_from_libpq_is_reported_as_wrong(target: Target, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGPASSWORD", "wrong")
    with pytest.raises(Refused, match="登录名或密码不对"):
        open_target(target, ask=nobody)


def test_testing_a_connection_reports_server_schema_speed_and_encryption(target: Target) -> None:
    report = try_connection(target, SUPERUSER, SUPERUSER_PASSWORD)
    assert report.server.startswith("18")
    assert (report.schema, report.tls, report.trouble) == (HEAD, None, None)
    assert 0 <= report.round_trip_ms < 5000


def test_testing_a_connection_to_an_empty_database_reports_what_is_missing(target: Target, server: Server) -> None:
    report = try_connection(Target(server.url("template1")), SUPERUSER, SUPERUSER_PASSWORD)
    assert report.schema is None
    assert "database create" in str(report.trouble)


def test_testing_a_connection_explains_a_refused_sign_in(target: Target, server: Server) -> None:
    for wrong, password, error in (
        (target, "wrong", Refused),
        (Target(server.url("nowhere"), SUPERUSER), SUPERUSER_PASSWORD, Refused),
        (Target("postgresql+psycopg://127.0.0.1:1/desk", SUPERUSER), "x", Unavailable),
        (Target("sqlite:///desk.db"), "x", Refused),
    ):
        with pytest.raises(error) as caught:
            try_connection(wrong, None, password)
        assert not isinstance(caught.value, ShutOut), "whoever is signed in at the seat still is"
        proper_sentence(caught.value.sentence.replace("database create", "建库"))


def test_of_several_hosts_the_writable_one_is_used(target: Target, server: Server) -> None:
    dead = f"postgresql+psycopg:///warm?host=127.0.0.1:1&host=127.0.0.1:{server.port}"
    report = try_connection(Target(dead, SUPERUSER), None, SUPERUSER_PASSWORD)
    assert report.trouble is None
