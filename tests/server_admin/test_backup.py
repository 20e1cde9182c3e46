"""The backup that the manual recommends: taken from a database in use, restored on another server."""

from contextlib import closing

import pytest

from tests.desk_fixtures import Hand, open_on
from tests.server_admin.commands import ADMIN_PASSWORD, FIRST, create, run
from tests.servers import SUPERUSER, SUPERUSER_PASSWORD, Server, running_server
from tickets.checking.invariants import check
from tickets.service import TicketService
from tickets.store.postgres.engine import Credentials

pytestmark = pytest.mark.slow


def address(server: Server, database: str) -> str:
    return f"host=127.0.0.1 port={server.port} user={SUPERUSER} password={SUPERUSER_PASSWORD} dbname={database}"


def test_roles_and_a_dump_restore_a_desk_with_its_accounts_and_rights(server: Server) -> None:
    assert create(server, "saved").returncode == 0
    with closing(TicketService(open_on(server, "saved"))) as desk:
        Hand(desk, FIRST).log()
    with running_server() as other:
        roles, dump = other.folder / "roles.sql", other.folder / "saved.dump"
        other.run("pg_dumpall", "-d", address(server, "postgres"), "--globals-only", "-f", str(roles))
        other.run("pg_dump", "-d", address(server, "saved"), "-Fc", "-f", str(dump))
        other.run("psql", "-d", address(other, "postgres"), "-f", str(roles))
        other.run("pg_restore", "--create", "-d", address(other, "postgres"), str(dump))
        result = run(other, "saved", "status")  # everybody may still connect to the new server's own databases
        assert "REVOKE" not in result.stdout
        assert result.returncode == 1
        assert run(other, "saved", "upgrade").returncode == 0
        result = run(other, "saved", "status")
        assert result.returncode == 0, result.stdout + result.stderr
        credentials = Credentials("saved.jia", ADMIN_PASSWORD)
        with closing(TicketService(open_on(other, "saved", credentials))) as desk:
            assert desk.read(check, desk.now()) == []
    server.execute("DROP DATABASE saved WITH (FORCE)")
