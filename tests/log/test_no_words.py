"""No typed text is in the log, whatever fails with it, and the failure can still be understood."""

import csv
import json
import logging
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import psycopg
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from psycopg.errors import UniqueViolation
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from tests.servers import SUPERUSER, SUPERUSER_PASSWORD, Server
from tickets.errors import Refused
from tickets.log.file import close_log, open_log
from tickets.log.known_text import literals_of_ours
from tickets.log.record import record
from tickets.rules.instants import utc_now

SYLLABLES = ("shui", "guan", "bao", "lou", "wang", "xiao", "ming", "liu", "dama", "wenhua", "jiekou")
PINYIN = st.lists(st.sampled_from(SYLLABLES), min_size=3, max_size=5).map("".join)
CHINESE = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=3, max_size=8)
DIGITS = st.from_regex(r"\A[1-9][0-9]{6,11}\Z")
MIXED = st.tuples(PINYIN, DIGITS).map("".join)
WORDS = st.one_of(PINYIN, CHINESE, DIGITS, MIXED)
MADE = "CREATE TEMP TABLE calls (phone TEXT UNIQUE)"
EMPTY_ZIP = b"PK\x05\x06" + bytes(18)
SAYINGS = st.lists(WORDS, min_size=1, max_size=4, unique=True)


def ask_sqlite(secret: str) -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE VIRTUAL TABLE found USING fts5(words)")
        connection.execute("SELECT * FROM found WHERE found MATCH ?", (f"{secret[:5].strip()}:{secret}",)).fetchall()


def ask_sqlalchemy(secret: str) -> None:
    engine = create_engine("sqlite://")
    try:
        with engine.connect() as connection:
            connection.execute(text("CREATE TABLE calls (phone TEXT UNIQUE)"))
            for _ in range(2):
                connection.execute(text("INSERT INTO calls VALUES (:phone)"), {"phone": secret})
    finally:
        engine.dispose()


def raise_oddly(secret: str) -> None:
    raise RuntimeError(f"could not tell {secret} from the others, {secret}: {secret!r}")


def refuse(secret: str) -> None:
    raise Refused(f"{secret}：叫“{secret}”的已经有了，电话 {secret}，请换一个名字。")


def break_a_rule(secret: str) -> None:
    detail = f"Key (phone)=({secret}) already exists."
    message = f'duplicate key value violates unique constraint "calls_phone_key"\nDETAIL:  {detail}'
    raise DBAPIError(f"INSERT INTO calls VALUES ('{secret}')", {"phone": secret}, UniqueViolation(message))


def speak_of_it(secret: str) -> None:
    error = ValueError(secret)
    error.add_note(secret)
    raise OSError(secret) from error


WAYS: tuple[Callable[[str], object], ...] = (
    ask_sqlite,
    ask_sqlalchemy,
    raise_oddly,
    refuse,
    break_a_rule,
    speak_of_it,
    int,
    float,
    lambda said: {}[said],
    lambda said: getattr(utc_now(), said),
    lambda said: json.loads(f'{{"{said}": {said} {said}}}'),
    lambda said: list(csv.reader(StringIO(f'"{said}"{said}'), strict=True)),
    lambda said: f"{said}刘".encode("ascii"),
    lambda said: f"{said}刘".encode().decode("ascii"),
    lambda said: Path(f"/nowhere/{said}.csv").read_bytes(),
    lambda said: ZipFile(BytesIO(EMPTY_ZIP)).read(said),
    lambda said: utc_now().fromisoformat(said),
    lambda said: dict(**{said: 1}, **{said: 2}),
    lambda said: utc_now() < said,  # type: ignore[operator]
    lambda said: __import__(said.replace(" ", "")),
)


@pytest.fixture
def written(tmp_path: Path, surprises: list[str]) -> Iterator[Callable[[], str]]:
    """Read and empty the log."""
    log = open_log(tmp_path, "desk")
    log.path.touch()

    def read() -> str:
        text = log.path.read_text(encoding="utf-8")
        log.path.write_text("", encoding="utf-8")
        return text

    yield read
    close_log(log)
    surprises.clear()


def record_what(work: Callable[[str], object], secret: str) -> str:
    """Let a function fail, log it in each way, and return the copied details."""
    try:
        work(secret)
    except Exception as error:
        unexpected = record(error)
        logging.getLogger("library").warning("failed with %s: %r", secret, error)
        logging.getLogger("library").warning(f"failed with {secret}", exc_info=error)
        logging.getLogger("qt").warning("%s", f"QWidget::show: {error}")
        return f"{unexpected.sentence} {unexpected.details}"
    return ""


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=SAYINGS, way=st.sampled_from(WAYS))
def test_no_user_text_of_a_failure_is_in_the_log(
    written: Callable[[], str], words: list[str], way: Callable[[str], object]
) -> None:
    secret = " ".join(words)
    assume(
        not any(word in literal for literal in literals_of_ours() for word in words)
    )  # hypothesis draws from our source
    logged = record_what(way, secret) + written()
    for word in words:
        assert word not in logged


@pytest.mark.parametrize("way", WAYS)
def test_each_failure_is_logged_with_its_type_and_place(
    way: Callable[[str], object], written: Callable[[], str]
) -> None:
    record_what(way, "wangxiaoming shuiguan 13806351234 刘大妈家")
    logged = written()
    assert "Error: " in logged or "Refused: " in logged
    assert "in record_what" in logged
    assert not any(word in logged for word in ("wangxiaoming", "shuiguan", "1380635", "刘大妈"))


@pytest.mark.parametrize("driver", ["psycopg", "sqlalchemy"])
def test_no_user_text_of_a_server_failure_is_in_the_log(
    driver: str, server: Server, written: Callable[[], str]
) -> None:
    secret = "wangxiaoming shuiguan 13806351234 刘大妈家"
    address = f"host=127.0.0.1 port={server.port} dbname=postgres user={SUPERUSER}"

    def ask(statement: str) -> None:
        with psycopg.connect(f"{address} password={SUPERUSER_PASSWORD}") as connection:
            if driver == "psycopg":
                connection.execute(MADE)
                connection.execute(statement, {"said": secret})  # type: ignore[call-overload]
                return
            engine = create_engine("postgresql+psycopg://", creator=lambda: connection)
            with engine.connect() as through:
                through.exec_driver_sql(MADE)
                through.exec_driver_sql(statement, {"said": secret})

    for statement in (
        "INSERT INTO calls VALUES (%(said)s), (%(said)s)",
        "SELECT CAST(%(said)s AS integer)",
        f"DO $$BEGIN RAISE EXCEPTION 'refused {secret}'; END$$",
        f"SELECT '{secret}' FROM nowhere",
        "SELECT has_table_privilege(%(said)s, 'calls', 'SELECT')",
    ):
        record_what(ask, statement)
    record_what(lambda login: psycopg.connect(f"{address} password={login} user={login}"), secret.split(maxsplit=1)[0])
    logged = written()
    assert not any(word in logged for word in ("wangxiaoming", "shuiguan", "1380635", "刘大妈", SUPERUSER_PASSWORD))
    assert "[23505] " in logged and 'duplicate key value violates unique constraint "calls_phone_key"' in logged
    assert "[22P02] " in logged and "[42P01] " in logged and "password authentication failed for user" in logged
