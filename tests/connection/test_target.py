"""Where the database is, and the connection file."""

from pathlib import Path

import pytest

from tests.desk_fixtures import proper_sentence
from tickets.connection.target import Target, find_target, load_target, save_target
from tickets.errors import Refused, Unavailable

SERVER = "postgresql+psycopg://db.example:5433/desk?sslmode=verify-full"


def test_by_default_the_database_is_a_file_in_the_data_folder(tmp_path: Path) -> None:
    assert find_target(None, tmp_path, {}).url == f"sqlite:///{tmp_path / 'desk.db'}"


def test_the_command_line_wins_over_the_environment_and_that_over_the_connection_file(tmp_path: Path) -> None:
    save_target(tmp_path / "connection.toml", Target(SERVER, "li"))
    assert find_target(None, tmp_path, {}) == Target(SERVER, "li")
    assert find_target(None, tmp_path, {"HOTLINE_DB": "sqlite:///a.db"}) == Target("sqlite:///a.db")
    assert find_target("sqlite:///b.db", tmp_path, {"HOTLINE_DB": "sqlite:///a.db"}) == Target("sqlite:///b.db")


def test_an_address_may_be_the_path_of_a_connection_file(tmp_path: Path) -> None:
    save_target(tmp_path / "other.toml", Target(SERVER, "li"))
    assert find_target(str(tmp_path / "other.toml"), tmp_path, {}) == Target(SERVER, "li")
    assert find_target(None, tmp_path, {"HOTLINE_DB": str(tmp_path / "other.toml")}, "wang") == Target(SERVER, "wang")


@pytest.mark.parametrize(
    ("target", "who"),
    [
        (Target(SERVER), None),
        (Target("postgresql+psycopg://li@db/desk"), "li"),
        (Target("postgresql+psycopg://li@db/desk", "wang"), "wang"),
    ],
)
def test_the_login_is_given_beside_the_address_or_in_it(target: Target, who: str | None) -> None:
    assert target.who == who


@pytest.mark.parametrize(
    ("url", "place"),
    [
        (SERVER, "db.example:5433/desk"),
        ("postgresql+psycopg://db/desk", "db:5432/desk"),
        ("postgresql+psycopg:///desk?host=a:5432&host=b:5433", "a:5432,b:5433/desk"),
        ("postgresql+psycopg:///desk?host=a,b&port=5433", "a:5433,b:5433/desk"),
        ("sqlite:////data/desk.db", "/data/desk.db"),
    ],
)
def test_the_shown_place_leaves_out_the_driver_parameters(url: str, place: str) -> None:
    assert Target(url).place == place


@pytest.mark.parametrize("login", [None, 'a "quoted" \\ 王\x7f'])
def test_a_saved_target_is_loaded_again(tmp_path: Path, login: str | None) -> None:
    path = tmp_path / "new folder" / "connection.toml"
    save_target(path, Target(SERVER, login))
    assert load_target(path) == Target(SERVER, login)
    save_target(path, Target("sqlite:///desk.db"))
    assert load_target(path) == Target("sqlite:///desk.db")
    assert [found.name for found in path.parent.iterdir()] == ["connection.toml"]


@pytest.mark.parametrize(
    "text",
    [
        "url = ",
        "",
        f"url = {'1' * 5000}",
        f"url = {'[' * 5000}",
        "url = 1",
        'url = "sqlite:///a.db"\nlogin = 2',
        'url = "nonsense"',
        'url = "sqlite:///a.db"\nurll = "x"',
        'url = "postgresql+psycopg://li:secret-word@db/desk"',
        'url = "postgresql+psycopg://db/desk"\npassword = "secret-word"',
        b'url = "\xff"',
    ],
)
def test_a_broken_connection_file_is_named_in_one_sentence(tmp_path: Path, text: str | bytes) -> None:
    path = tmp_path / "连接.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(Refused) as caught:
        load_target(path)
    sentence = caught.value.sentence
    assert str(path) in sentence
    proper_sentence(sentence.replace(str(path), "连接.文件").replace("sqlite:///", ""))
    assert "secret-word" not in sentence


def test_a_missing_connection_file_is_reported_by_name(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match=r"nowhere\.toml"):
        find_target(str(tmp_path / "nowhere.toml"), tmp_path, {})


@pytest.mark.parametrize(
    "address", ["://li:secret@db/desk", "://db/desk?password=secret", "://db/desk?sslpassword=secret"]
)
def test_an_address_with_a_password_is_refused_without_repeating_it(address: str) -> None:
    with pytest.raises(Refused) as caught:
        Target(f"postgresql+psycopg{address}")
    assert "secret" not in proper_sentence(caught.value.sentence)


def test_a_failed_save_of_the_connection_leaves_no_partial_file(tmp_path: Path) -> None:
    (tmp_path / "connection.toml").mkdir()
    with pytest.raises(Unavailable):
        save_target(tmp_path / "connection.toml", Target(SERVER))
    assert [found.name for found in tmp_path.iterdir()] == ["connection.toml"]


@pytest.mark.parametrize("url", ["mysql://h/x", "mysql+pymysql://h/x", "nosuch://h/x", "postgresql+asyncpg://h/x"])
def test_an_address_of_another_kind_of_database_is_refused(url: str) -> None:
    with pytest.raises(Refused, match="看不懂这个数据库地址"):
        Target(url)
