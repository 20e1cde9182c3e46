"""The `database status` command."""

import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace

import pytest

from tests.server_admin.commands import create, run
from tests.server_admin.tamperings import MADE_ANEW, NOTICED, Undone
from tests.servers import SUPERUSER, Server, running_server
from tickets.connection.sign_in import open_target
from tickets.connection.target import Target
from tickets.errors import Unavailable
from tickets.server_admin.create import upgrade
from tickets.server_admin.status import status
from tickets.store.version import HEAD

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def own_server() -> Iterator[Server]:
    """A server of these tests' own with a correct database."""
    with running_server(max_connections="20") as server:
        assert create(server, "desk").returncode == 0
        server.execute("INSERT INTO staff (name, roles, phone, login) VALUES ('乙', 'operator', '', 'desk.op')", "desk")
        server.execute("CREATE ROLE stranger LOGIN")
        yield server


@pytest.fixture
def target(own_server: Server, monkeypatch: pytest.MonkeyPatch) -> Target:
    """The database, with libpq having the superuser's password."""
    monkeypatch.setenv("PGPASSWORD", "test-superuser")
    return Target(own_server.url("desk"), SUPERUSER)


def ask(server: Server, question: str) -> bool:
    """Return the result of a yes-or-no query, as the superuser."""
    with server.connect("desk") as connection:
        found = connection.execute(question.encode()).fetchone()
    return found == (True,)


def test_the_status_of_a_sound_desk_has_exit_code_0(own_server: Server) -> None:
    result = run(own_server, "desk", "status", "--format", "json")
    assert result.returncode == 0, result.stderr
    found = json.loads(result.stdout)
    assert found["report"]["server"].startswith("18")
    assert (found["report"]["schema"], found["program"], found["owner"]) == (HEAD, HEAD, "desk_owner")
    assert (found["rights"], found["troubles"], found["connections_max"]) == (True, [], 17)
    assert found["tables"]["staff"]["rows"] == 3
    assert abs(found["offset"]) < 1
    spoken = run(own_server, "desk", "status")
    assert spoken.returncode == 0
    assert "和本程序要的一样" in spoken.stdout


@pytest.mark.parametrize("changed", NOTICED, ids=lambda changed: changed.statement[:60])
def test_a_right_over_the_whole_server_is_reported_and_removed_by_an_upgrade(
    own_server: Server, target: Target, changed: Undone
) -> None:
    assert status(target).troubles == []
    own_server.execute(changed.statement, "desk")
    found = status(target)
    assert not found.rights
    assert found.deviations
    assert not ask(own_server, changed.sound)
    upgrade(target)
    assert ask(own_server, changed.sound)
    assert status(target).troubles == []


def test_public_access_to_another_database_is_reported_but_not_changed(own_server: Server, target: Target) -> None:
    own_server.execute("GRANT CONNECT ON DATABASE postgres TO PUBLIC", "desk")
    upgrade(target)
    found = status(target)
    own_server.execute("REVOKE CONNECT ON DATABASE postgres FROM PUBLIC", "desk")
    assert any("REVOKE CONNECT" in sentence for sentence in found.troubles)
    assert status(target).troubles == []


@pytest.mark.parametrize("by", ["postgres", "deputy"])
def test_an_upgrade_restores_every_right_and_guard(own_server: Server, target: Target, by: str) -> None:
    if by == "deputy":  # not a superuser, but may become the owner
        own_server.execute("CREATE ROLE deputy LOGIN PASSWORD 'test-superuser'; GRANT desk_owner TO deputy")
    assert [changed for changed in MADE_ANEW if not ask(own_server, changed.sound)] == []
    for changed in MADE_ANEW:
        own_server.execute(changed.statement, "desk")
        assert not ask(own_server, changed.sound), changed
    upgrade(Target(target.url, by))
    assert [changed for changed in MADE_ANEW if not ask(own_server, changed.sound)] == []
    assert status(target).troubles == []


def test_the_status_of_rights_of_another_version_has_exit_code_1_and_a_hint(own_server: Server) -> None:
    own_server.execute("COMMENT ON SCHEMA public IS 'hotline-desk of an older program'", "desk")
    result = run(own_server, "desk", "status")
    assert result.returncode == 1
    assert "database upgrade" in result.stdout
    assert run(own_server, "desk", "upgrade").returncode == 0
    assert run(own_server, "desk", "status").returncode == 0


def test_a_server_with_messages_in_an_unsupported_language_is_reported(target: Target) -> None:
    found = status(target)
    assert found.troubles == []
    assert "lc_messages" in replace(found, language="de_DE.UTF-8").troubles[0]
    assert replace(found, language="zh_CN.UTF-8").troubles == []


def test_a_session_waiting_for_another_is_reported(own_server: Server, target: Target) -> None:
    with ThreadPoolExecutor(1) as pool, own_server.connect("desk") as waiting, own_server.connect("desk") as holding:
        holding.execute("BEGIN; LOCK TABLE settings IN EXCLUSIVE MODE")
        blocked = pool.submit(waiting.execute, "UPDATE settings SET value = value")
        until = time.monotonic() + 60
        while not (troubles := status(target).troubles):
            assert time.monotonic() < until
        holding.execute("COMMIT")
        blocked.result()
    assert "postgres 在等 postgres 放手（idle in transaction，事务开了 " in troubles[0]
    assert status(target).troubles == []


def test_a_forgotten_transaction_is_named_and_blocks_neither_the_upgrade_nor_a_seat(
    own_server: Server, target: Target
) -> None:
    with own_server.connect("desk") as forgotten, closing(open_target(target)) as seat:
        forgotten.execute("SET application_name = 'forgotten'; BEGIN; SELECT count(*) FROM tickets")
        began = time.monotonic()
        with pytest.raises(Unavailable) as caught:
            upgrade(target)
        assert time.monotonic() - began < 60  # 5 s on an idle machine
        pid = forgotten.info.backend_pid
        for word in (f"进程 {pid}", "程序 forgotten", "postgres 占着", f"pg_terminate_backend({pid})", "没有升级"):
            assert word in caught.value.sentence
        with seat.reading() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM tickets").scalar() == 0
        forgotten.execute("ROLLBACK; BEGIN; LOCK TABLE tickets IN ACCESS EXCLUSIVE MODE")
        with pytest.raises(Unavailable, match=f"占着（idle in transaction，.*进程 {pid}"):
            status(target)
        forgotten.execute("ROLLBACK")
    upgrade(target)
    assert status(target).troubles == []


def test_a_notification_queue_that_fills_up_is_reported(target: Target) -> None:
    found = status(target)
    assert found.queue < 0.01
    assert "通知队列用了 60%" in replace(found, queue=0.6).troubles[0]


def test_a_server_nearly_out_of_connections_is_reported(own_server: Server, target: Target) -> None:
    held = [own_server.connect() for _ in range(16)]
    try:
        assert "max_connections" in status(target).troubles[0]
    finally:
        for connection in held:
            connection.close()


def test_a_database_of_another_program_is_reported(own_server: Server) -> None:
    result = run(own_server, "postgres", "status")
    assert result.returncode == 1
    assert "database create" in result.stdout
