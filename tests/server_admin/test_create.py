"""Creating and upgrading a database on a real server, from the command line."""

import subprocess
from collections.abc import Iterator
from contextlib import closing
from itertools import count

import pytest
from alembic import command as alembic

from tests.desk_fixtures import proper_sentence, superuser
from tests.server_admin.commands import ADMIN, ADMIN_PASSWORD, command, create, environment, run
from tests.servers import SUPERUSER, SUPERUSER_PASSWORD, Server
from tickets.accounts.file_authenticator import FileAuthenticator
from tickets.actions.accounts import NOBODY
from tickets.actions.intake import CallDetails, ReportedFault, log_call
from tickets.connection.target import Target
from tickets.errors import Refused
from tickets.rules.words import Role
from tickets.server_admin import create as making
from tickets.server_admin.administrator import Administrator
from tickets.service import TicketService
from tickets.store.engine import Store, make_engine
from tickets.store.postgres.engine import Credentials, Password
from tickets.store.postgres.security.create import create_database, create_schema
from tickets.store.queries.lookups import signed_in
from tickets.store.schema import alembic_config, open_store
from tickets.store.version import HEAD

pytestmark = pytest.mark.slow
_NUMBERS = count(1)
WHAT_THEY_ARE = "SELECT name, login, roles, active, on_duty, expires FROM staff"


@pytest.fixture
def name(server: Server) -> Iterator[str]:
    """The name of a missing database; it is dropped afterwards."""
    chosen = f"made_{next(_NUMBERS)}"
    yield chosen
    server.execute(f"DROP DATABASE IF EXISTS {chosen} WITH (FORCE)")


@pytest.fixture
def as_superuser(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give libpq the superuser's password."""
    monkeypatch.setenv("PGPASSWORD", SUPERUSER_PASSWORD)


def rows(server: Server, database: str, statement: str) -> list[tuple[object, ...]]:
    with server.connect(database) as connection:
        return connection.execute(statement).fetchall()  # type: ignore[call-overload, no-any-return]


def administrator(name: str) -> Administrator:
    return Administrator(ADMIN, f"{name}.jia", Password(ADMIN_PASSWORD))


def test_only_the_first_administrator_can_sign_in_to_a_new_server_desk(server: Server, name: str) -> None:
    made = create(server, name)
    assert made.returncode == 0, made.stderr
    assert "建好了" in made.stdout
    open_store(server.url(name), credentials=Credentials(f"{name}.jia", ADMIN_PASSWORD)).close()
    found = rows(server, name, "SELECT name, login, roles, active FROM staff ORDER BY id")
    everything = ",".join(sorted(Role))
    assert found == [(NOBODY, None, everything, False), (ADMIN, f"{name}.jia", everything, True)]


def test_the_first_administrator_is_the_same_person_on_a_server_and_in_a_file(
    server: Server, name: str, desk: TicketService
) -> None:
    FileAuthenticator(desk, "seat").make_first_administrator(ADMIN, f"{name}.jia", ADMIN_PASSWORD)
    with desk.store.reading() as connection:
        in_file = {tuple(row) for row in connection.exec_driver_sql(WHAT_THEY_ARE).all()}
    assert create(server, name).returncode == 0
    with server.connect(name) as connection:
        on_server = {tuple(row) for row in connection.execute(WHAT_THEY_ARE).fetchall()}
    assert on_server == in_file
    credentials = Credentials(f"{name}.jia", ADMIN_PASSWORD)
    with closing(TicketService(open_store(server.url(name), credentials=credentials))) as service:
        service.set_clock()
        me = service.read(signed_in, f"{name}.jia")
        assert me is not None
        service.execute(log_call(CallDetails(words="路上冒水"), ReportedFault("visible_leak")), me)


def test_a_name_with_capitals_makes_a_desk_like_any_other(server: Server) -> None:
    name = "MadeWithCapitals"
    assert create(server, name).returncode == 0
    result = run(server, name, "status")
    assert result.returncode == 0, result.stdout
    server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def test_creating_a_desk_again_changes_nothing(server: Server, name: str) -> None:
    create(server, name)
    before = [rows(server, name, f"SELECT * FROM {table} ORDER BY 1") for table in ("staff", "limits", "journal")]
    again = create(server, name)
    assert again.returncode == 0, again.stderr
    assert "管理员已有" in again.stdout
    after = [rows(server, name, f"SELECT * FROM {table} ORDER BY 1") for table in ("staff", "limits", "journal")]
    assert after == before


@pytest.mark.usefixtures("as_superuser")
@pytest.mark.parametrize("broken_after", ["create_database", "create_schema", "make_administrator"])
def test_an_interrupted_creation_is_finished_the_next_time(
    server: Server, name: str, broken_after: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = Target(server.url(name), SUPERUSER)
    done = getattr(making, broken_after)

    def break_off(*args: object) -> None:
        done(*args)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(making, broken_after, break_off)
        making.create(target, lambda: administrator(name))
    making.create(target, lambda: administrator(name))
    open_store(server.url(name), credentials=Credentials(f"{name}.jia", ADMIN_PASSWORD)).close()
    assert rows(server, name, "SELECT count(*) FROM staff") == [(2,)]


@pytest.mark.usefixtures("as_superuser")
def test_a_database_of_another_program_is_refused_and_left_unchanged(server: Server, name: str) -> None:
    server.execute(f"CREATE DATABASE {name}")
    server.execute("CREATE TABLE theirs (a integer)", name)
    for _ in range(2):
        with pytest.raises(Refused) as caught:
            making.create(Target(server.url(name), SUPERUSER), lambda: administrator(name))
        assert "不是本程序建的" in caught.value.sentence
        proper_sentence(caught.value.sentence.replace(name, "某库"))
    assert rows(server, name, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'") == [("theirs",)]
    assert rows(server, "postgres", f"SELECT 1 FROM pg_roles WHERE rolname LIKE '{name}%'") == []
    with pytest.raises(Refused, match="不是本程序的"):
        making.upgrade(Target(server.url(name), SUPERUSER))


@pytest.mark.usefixtures("as_superuser")
def test_a_database_name_whose_roles_exist_or_that_is_too_long_is_refused(server: Server, name: str) -> None:
    for taken in (
        f"{name}_owner LOGIN",
        f"{name}_owner NOLOGIN",
        f"{name}_watch LOGIN",
        f"{name}_administrator NOLOGIN",
    ):
        server.execute(f"CREATE ROLE {taken}")
        with pytest.raises(Refused, match="不是本程序为这个库建的"):
            making.create(Target(server.url(name), SUPERUSER), lambda: administrator(name))
        server.execute(f"DROP ROLE {taken.split()[0]}")
    with pytest.raises(Refused, match="太长"):
        making.create(Target(server.url("x" * 60), SUPERUSER), lambda: administrator(name))


@pytest.mark.usefixtures("as_superuser")
def test_roles_that_another_desk_s_administrator_made_are_not_taken_over(server: Server, name: str) -> None:
    create(server, name)
    other = f"{name}_other"
    for squatter in (f"{other}_owner", f"{other}_watch", f"{other}_operator"):
        server.execute(f"SET ROLE {name}_owner; CREATE ROLE {squatter} NOLOGIN; RESET ROLE")
        server.execute(f"ALTER ROLE {squatter} CREATEROLE")
        with pytest.raises(Refused, match="归别人管"):
            making.create(Target(server.url(other), SUPERUSER), lambda: administrator(other))
        assert rows(server, "postgres", f"SELECT 1 FROM pg_database WHERE datname = '{other}'") == []
        server.execute(f"DROP ROLE {squatter}")


@pytest.mark.usefixtures("as_superuser")
def test_group_roles_created_by_somebody_else_meanwhile_are_not_taken_over(server: Server, name: str) -> None:
    with closing(Store(make_engine(server.url(), credentials=superuser()))) as store:
        create_database(store, name)
    server.execute(f"CREATE ROLE {name}_supervisor")
    with (
        closing(Store(make_engine(server.url(name), credentials=superuser()))) as store,
        pytest.raises(Refused, match="归别人管"),
    ):
        create_schema(store, name)
    server.execute(f"DROP ROLE {name}_supervisor")


def test_a_login_that_is_no_superuser_creates_nothing(server: Server, name: str) -> None:
    create(server, name)
    for again in (name, f"{name}_more"):
        with pytest.raises(Refused) as caught:
            making.create(
                Target(server.url(again), f"{name}.jia"), lambda: administrator(name), ask=lambda _: ADMIN_PASSWORD
            )
        proper_sentence(caught.value.sentence)
    with pytest.raises(Refused, match="不能改数据库的结构"):
        making.upgrade(Target(server.url(name), f"{name}.jia"), ask=lambda _: ADMIN_PASSWORD)


@pytest.mark.parametrize(
    ("admin", "login", "password"),
    [
        (" ", "jia", ADMIN_PASSWORD),
        ("甲", "post gres", ADMIN_PASSWORD),
        ("甲", "postgres", ADMIN_PASSWORD),
        ("甲", "jia", "x"),
    ],
)
def test_an_administrator_without_name_login_or_good_password_is_refused(admin: str, login: str, password: str) -> None:
    with pytest.raises(Refused) as caught:
        Administrator(admin, login, Password(password))
    proper_sentence(caught.value.sentence)


def test_without_a_terminal_the_refusal_says_how_to_name_the_administrator(server: Server, name: str) -> None:
    result = run(server, name, "create")
    assert result.returncode == 1
    assert "--admin-login" in result.stderr
    assert create(server, name).returncode == 0


def test_two_programs_that_make_the_same_desk_at_once_make_one(server: Server, name: str) -> None:
    words = ("create", "--admin", ADMIN, "--admin-login", f"{name}.jia", "--password-stdin")
    both = [_started(server, name, *words) for _ in range(2)]
    outputs = [one.communicate(f"{ADMIN_PASSWORD}\n", timeout=120) for one in both]
    assert [one.returncode for one in both] == [0, 0], outputs
    assert rows(server, name, "SELECT count(*) FROM staff") == [(2,)]
    assert rows(server, name, "SELECT count(*) FROM faults") == [(20,)]


def test_two_programs_that_upgrade_the_same_desk_at_once_upgrade_it_once(server: Server, name: str) -> None:
    make_old(server, name)
    both = [_started(server, name, "upgrade") for _ in range(2)]
    outputs = [one.communicate(timeout=120) for one in both]
    assert [one.returncode for one in both] == [0, 0], outputs
    lines = [line for out, _ in outputs for line in out.splitlines() if line.startswith("结构")]
    assert sorted(line.split("，")[0] for line in lines) == [f"结构 0001 → {HEAD}", f"结构 {HEAD} → {HEAD}"]
    open_store(server.url(name), credentials=Credentials(SUPERUSER, SUPERUSER_PASSWORD)).close()
    assert rows(server, name, "SELECT name, roles FROM staff") == [("某人", "operator")]


def test_a_watch_account_signs_in_but_cannot_write_tickets(server: Server, name: str) -> None:
    create(server, name)
    login = f"{name}.watch"
    made = run(server, name, "watcher", login, "--password-stdin", typed="a password for it\n")
    assert made.returncode == 0, made.stderr
    again = run(server, name, "watcher", login, "--password-stdin", typed="another password\n")
    assert again.returncode == 0, again.stderr
    open_store(server.url(name), credentials=Credentials(login, "another password")).close()
    result = server.psql("UPDATE tickets SET state = 'closed'", name, login, "another password")
    assert "permission denied" in result.stderr
    taken = run(server, name, "watcher", f"{name}.jia", "--password-stdin", typed="another password\n")
    assert (taken.returncode, taken.stdout) == (1, "")
    proper_sentence(taken.stderr.strip())


def make_old(server: Server, name: str) -> None:
    """Create a database as the program's first version did, with one member of staff."""
    with closing(Store(make_engine(server.url(), credentials=superuser()))) as store:
        create_database(store, name)
    with closing(Store(make_engine(server.url(name), credentials=superuser()))) as store, store.writing() as connection:
        connection.exec_driver_sql(f"SET LOCAL ROLE {name}_owner")
        alembic.upgrade(alembic_config(connection), "0001")
        connection.exec_driver_sql("INSERT INTO staff (name, roles, phone) VALUES ('某人', 'operator', '')")


def _started(server: Server, name: str, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command(server, name, *words),
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(), encoding="utf-8",
    )  # fmt: skip
