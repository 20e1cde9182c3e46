"""How a desk stands, as the command tells it."""

import json
from collections.abc import Iterator
from contextlib import closing

import pytest

from tests.databases.commands import create, run
from tests.servers import SUPERUSER, Server, running_server
from tickets.connection.signing_in import open_target
from tickets.connection.target import Target
from tickets.databases.status import status
from tickets.store.server.seal import are_sealed

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def own_server() -> Iterator[Server]:
    """A server of these tests' own with a desk that is as it should be."""
    with running_server(max_connections="20") as server:
        assert create(server, "desk").returncode == 0
        yield server


@pytest.fixture
def target(own_server: Server, monkeypatch: pytest.MonkeyPatch) -> Target:
    """The desk, whose superuser libpq knows."""
    monkeypatch.setenv("PGPASSWORD", "test-superuser")
    return Target(own_server.url("desk"), SUPERUSER)


def test_a_desk_in_order_is_told_with_exit_code_0(own_server: Server) -> None:
    told = run(own_server, "desk", "status", "--format", "json")
    assert told.returncode == 0, told.stderr
    found = json.loads(told.stdout)
    assert found["report"]["server"].startswith("18")
    assert (found["report"]["schema"], found["program"], found["owner"]) == ("0002", "0002", "desk_owner")
    assert (found["rights"], found["troubles"], found["connections_max"]) == (True, [], 17)
    assert found["tables"]["staff"]["rows"] == 2
    assert abs(found["offset"]) < 1
    spoken = run(own_server, "desk", "status")
    assert spoken.returncode == 0
    assert "和本程序要的一样" in spoken.stdout


@pytest.mark.parametrize(
    "changed",
    [
        "GRANT UPDATE ON tickets TO desk_operator",
        "GRANT UPDATE (stage) ON clocks TO desk_operator",
        "REVOKE SELECT ON calls FROM desk_operator",
        "GRANT CREATE ON SCHEMA public TO desk_operator",
        "GRANT EXECUTE ON FUNCTION keep_account TO desk_operator",
        "ALTER TABLE journal DISABLE TRIGGER journal_is_append_only",
        "ALTER TABLE journal DISABLE ROW LEVEL SECURITY",
        "CREATE POLICY more ON journal FOR UPDATE USING (true)",
        "ALTER FUNCTION my_staff_id() SECURITY INVOKER",
    ],
)
def test_rights_that_somebody_has_changed_are_noticed(own_server: Server, target: Target, changed: str) -> None:
    with closing(open_target(target)) as store, store.engine.connect() as connection:
        assert are_sealed(connection)
        connection.exec_driver_sql(changed)
        assert not are_sealed(connection)
        connection.rollback()
        assert are_sealed(connection)


def test_an_upgrade_takes_back_what_was_granted(own_server: Server, target: Target) -> None:
    own_server.execute("GRANT UPDATE ON tickets TO desk_operator", "desk")
    told = run(own_server, "desk", "status")
    assert told.returncode == 1
    assert "database upgrade" in told.stdout
    assert run(own_server, "desk", "upgrade").returncode == 0
    assert status(target).rights


def test_a_server_that_is_nearly_full_is_told(own_server: Server, target: Target) -> None:
    held = [own_server.connect() for _ in range(16)]
    try:
        assert "max_connections" in status(target).troubles[0]
    finally:
        for connection in held:
            connection.close()


def test_a_database_that_is_no_desk_is_told(own_server: Server) -> None:
    told = run(own_server, "postgres", "status")
    assert told.returncode == 1
    assert "database create" in told.stdout
