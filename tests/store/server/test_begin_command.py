"""The errors when a server or its database doesn't suit this program."""

import json
from collections.abc import Iterator
from contextlib import closing

import psycopg
import pytest
from alembic import command as alembic

from tests.desk_fixtures import make_desk, open_on, proper_sentence, superuser
from tests.servers import SUPERUSER, SUPERUSER_PASSWORD, Server, running_server
from tickets.connection.target import Target
from tickets.connection.try_connection import try_connection
from tickets.errors import DeskError, Refused, ShutOut, Unavailable
from tickets.store.engine import Store, make_engine
from tickets.store.postgres.engine import Credentials
from tickets.store.postgres.errors import error_for
from tickets.store.postgres.security.create import create_database, create_schema
from tickets.store.schema import alembic_config, open_store
from tickets.store.version import HEAD
from tickets.store.vocabulary import domain_words

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def own_server() -> Iterator[Server]:
    """A server for unsuitable databases."""
    with running_server() as server:
        server.execute("CREATE DATABASE empty")
        server.execute("CREATE DATABASE theirs")
        server.execute("CREATE TABLE guests (id integer)", "theirs")
        server.execute("CREATE DATABASE namesake")
        server.execute("CREATE TABLE alembic_version (version_num text)", "namesake")
        server.execute(f"INSERT INTO alembic_version VALUES ('{HEAD}')", "namesake")
        make_desk(server, "newer")
        server.execute("UPDATE alembic_version SET version_num = '9999'", "newer")
        _make_old(server, "older")
        for database, words in (("older_words", _words_without("log")), ("newer_words", _words_with("carrier pigeon"))):
            make_desk(server, database)
            server.execute(f"COMMENT ON TABLE alembic_version IS '{words}'", database)
        server.execute(
            "ALTER TABLE deliveries DROP CONSTRAINT holds_sense, ADD CONSTRAINT holds_sense CHECK (channel <> 'log')",
            "older_words",
        )
        yield server


def _words_without(word: str) -> str:
    known = domain_words()
    return json.dumps({place: [one for one in words if one != word] for place, words in known.items()})


def _words_with(word: str) -> str:
    known = domain_words()
    return json.dumps({**known, "deliveries.channel": [*known["deliveries.channel"], word]})


def _make_old(server: Server, name: str) -> None:
    with closing(Store(make_engine(server.url(), credentials=superuser()))) as store:
        create_database(store, name)
    with closing(Store(make_engine(server.url(name), credentials=superuser()))) as store, store.writing() as connection:
        connection.exec_driver_sql(f"SET LOCAL ROLE {name}_owner")
        alembic.upgrade(alembic_config(connection), "0001")


def refusal_of(server: Server, database: str) -> str:
    """Return the error when this database is opened; testing the connection must give the same."""
    with pytest.raises(DeskError) as caught:
        open_on(server, database)
    report = try_connection(Target(server.url(database)), SUPERUSER, SUPERUSER_PASSWORD)
    assert report.trouble == caught.value.sentence
    for word in ("database create", "database upgrade"):
        proper_sentence(caught.value.sentence.replace(word, "命令"))
    return caught.value.sentence


@pytest.mark.parametrize(
    ("database", "sentence"),
    [
        ("empty", "还是空的，请管理员先用 database create"),
        ("theirs", "不是本程序的"),
        ("namesake", "不是本程序的"),
        ("newer", "请先升级本程序"),
        ("older", "database upgrade"),
        ("older_words", "database upgrade"),
        ("newer_words", "请先升级本程序"),
    ],
)
def test_a_seat_refuses_a_database_with_an_unknown_schema(own_server: Server, database: str, sentence: str) -> None:
    before = _tables(own_server, database)
    assert sentence in refusal_of(own_server, database)
    assert _tables(own_server, database) == before


@pytest.mark.parametrize("database", ["theirs", "namesake", "newer", "newer_words"])
def test_a_schema_is_not_created_in_a_database_that_has_one(own_server: Server, database: str) -> None:
    before = _tables(own_server, database)
    engine = make_engine(own_server.url(database), credentials=superuser())
    with closing(Store(engine)) as store, pytest.raises(Refused):
        create_schema(store, database)
    assert _tables(own_server, database) == before


def test_an_upgrade_adds_missing_domain_words_to_the_database(own_server: Server) -> None:
    with closing(Store(make_engine(own_server.url("older_words"), credentials=superuser()))) as store:
        create_schema(store, "older_words")
    open_on(own_server, "older_words").close()
    own_server.execute(
        "CREATE TEMP TABLE taught (LIKE deliveries INCLUDING CONSTRAINTS); "
        "INSERT INTO taught VALUES (1, 1, 'log', 'pending', 0, 0)",
        "older_words",
    )


def test_an_old_server_is_refused_by_its_version() -> None:
    with running_server(version=16) as server:
        server.execute("CREATE DATABASE desk")
        assert "PostgreSQL 16" in refusal_of(server, "desk")
        engine = make_engine(server.url(), credentials=superuser())
        with closing(Store(engine)) as store, pytest.raises(Refused, match="PostgreSQL 16"):
            create_database(store, "another")
        assert _roles(server) == []


@pytest.mark.parametrize(
    ("query", "error", "sentence"),
    [
        ("?sslmode=require", Refused, "TLS"),
        ("?sslmode=verify-full&sslrootcert=/nonexistent/root.crt", Refused, "TLS"),
        ("?target_session_attrs=read-only", Unavailable, "连不上|只读"),
    ],
)
def test_libpq_options_in_the_address_take_effect(
    own_server: Server, query: str, error: type[DeskError], sentence: str
) -> None:
    make_desk(own_server, "desk")
    open_on(own_server, "desk").close()
    with pytest.raises(error, match=sentence):
        open_store(f"{own_server.url('desk')}{query}", credentials=superuser())


def test_a_refused_sign_in_is_reported_in_a_sentence(own_server: Server) -> None:
    own_server.execute("CREATE ROLE old_timer LOGIN PASSWORD 'secret' VALID UNTIL '2020-01-01'")
    own_server.execute("CREATE ROLE retired NOLOGIN PASSWORD 'secret'")
    for login, password in (("old_timer", "secret"), ("retired", "secret"), ("nobody", "x"), (SUPERUSER, "wrong")):
        with pytest.raises(Refused) as caught:
            open_on(own_server, "empty", Credentials(login, password))
        proper_sentence(caught.value.sentence)


def test_a_server_login_without_access_to_the_desk_is_refused(own_server: Server) -> None:
    make_desk(own_server, "closed")
    own_server.execute("CREATE ROLE passer_by LOGIN PASSWORD 'secret'")
    with pytest.raises(ShutOut, match="不能登录"):
        open_on(own_server, "closed", Credentials("passer_by", "secret"))


def test_a_login_with_too_many_connections_is_refused_with_that_reason(own_server: Server) -> None:
    own_server.execute("CREATE ROLE busy LOGIN PASSWORD 'secret' CONNECTION LIMIT 1")
    with own_server.connect("empty", "busy", "secret"), pytest.raises(Unavailable, match="这个账号的连接用满了"):
        open_on(own_server, "empty", Credentials("busy", "secret"))


@pytest.mark.parametrize(
    ("message", "kind", "sentence"),
    [
        ('FATAL:  role "x" does not exist', ShutOut, "不能登录"),
        ('致命错误:  角色 "x" 不存在', ShutOut, "不能登录"),
        ('致命错误:  访问数据库 "x" 的权限不够', ShutOut, "不能登录"),
        ('FATAL:  database "x" does not exist', Refused, "没有这个数据库"),
        ('致命错误:  数据库 "x" 不存在', Refused, "没有这个数据库"),
        ('致命错误:  由角色"x"发起的连接太多了', Unavailable, "这个账号的连接用满了"),
        ("致命错误:  已保留的连接位置为具有SUPERUSER属性的角色预留", Unavailable, "max_connections"),
        ("FATAL:  sorry, too many clients already", Unavailable, "max_connections"),
        ('could not open certificate file "/x": No such file or directory', Refused, "TLS"),
    ],
)
def test_server_errors_at_sign_in_are_recognised_in_english_and_chinese(
    message: str, kind: type[DeskError], sentence: str
) -> None:
    found = error_for(psycopg.OperationalError(message))
    assert type(found) is kind
    assert sentence in found.sentence


def _tables(server: Server, database: str) -> list[tuple[object, ...]]:
    with server.connect(database) as connection:
        return connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1").fetchall()


def _roles(server: Server) -> list[tuple[object, ...]]:
    with server.connect() as connection:
        return connection.execute("SELECT rolname FROM pg_roles WHERE rolname LIKE '%owner' AND oid > 16000").fetchall()
