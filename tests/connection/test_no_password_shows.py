"""A password appears nowhere: no log, no traceback, no address, no process list, not at the server."""

import logging
import os
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from tests.servers import SUPERUSER, SUPERUSER_PASSWORD, Server, running_server
from tickets.connection.keyring_passwords import remember
from tickets.connection.sign_in import open_target
from tickets.connection.target import Target
from tickets.connection.try_connection import try_connection
from tickets.errors import DeskError
from tickets.store.postgres.engine import Credentials, Password

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
SECRET = "three-blind-mice-47"


@pytest.fixture(scope="module")
def talkative() -> Iterator[Server]:
    """A server that logs every statement and every connection, with a database whose administrator has SECRET."""
    with running_server(log_statement="all", log_connections="on", log_parameter_max_length="-1") as server:
        result = subprocess.run(
            [
                *main("create", server), "--admin", "管理员甲", "--admin-login", "jia", "--password-stdin",
            ],
            input=f"{SECRET}\n", capture_output=True, encoding="utf-8", check=False, env=with_password_file(server),
        )  # fmt: skip
        assert result.returncode == 0, result.stderr
        assert SECRET not in result.stdout + result.stderr
        yield server


def main(command: str, server: Server) -> list[str]:
    program = [sys.executable, str(ROOT / "main.py"), "database", command]
    return [*program, "--db", server.url("desk"), "--login", SUPERUSER]


def with_password_file(server: Server) -> dict[str, str]:
    secrets = server.folder / "pgpass"
    secrets.write_text(f"*:*:*:{SUPERUSER}:{SUPERUSER_PASSWORD}\n*:*:*:jia:{SECRET}\n")
    secrets.chmod(0o600)
    return {**os.environ, "PGPASSFILE": str(secrets)}


def traceback_with_locals(attempt: Callable[[], object]) -> str:
    """Return everything about a failure: every frame with its variables, and its causes."""
    try:
        attempt()
    except DeskError as error:
        return "".join(traceback.TracebackException.from_exception(error, capture_locals=True).format())
    raise AssertionError("nothing failed")


def test_the_server_log_has_no_passwords_that_were_set_or_used(talkative: Server) -> None:
    with closing(open_target(Target(talkative.url("desk"), "jia"), ask=lambda _: SECRET)):
        pass
    log = talkative.log.read_text()
    assert "set_password" in log
    assert 'user="jia"' in log or "user=jia" in log
    assert SECRET not in log


def test_a_failed_sign_in_has_no_password_in_its_traceback(talkative: Server) -> None:
    target = Target(talkative.url("desk"), "jia")
    with closing(open_target(target, ask=lambda _: SECRET)) as store:
        wrong = traceback_with_locals(lambda: store.sign_in("nobody", Password(SECRET)))
    assert "sign_in" in wrong
    assert SECRET not in wrong
    gone = Target("postgresql+psycopg://127.0.0.1:1/desk", "jia")
    several = Target(f"postgresql+psycopg:///nowhere?host=127.0.0.1:1&host=127.0.0.1:{talkative.port}", "jia")
    for bad in (gone, several, Target(talkative.url("nowhere"), "jia")):
        assert SECRET not in traceback_with_locals(lambda bad=bad: try_connection(bad, None, Password(SECRET)))
    remember(Target(talkative.url("desk"), "nobody"), "nobody", SECRET)
    kept = traceback_with_locals(lambda: open_target(Target(talkative.url("desk"), "nobody")))
    assert "open_target" in kept
    assert SECRET not in kept


def test_neither_logs_nor_descriptions_show_the_password(talkative: Server, caplog: pytest.LogCaptureFixture) -> None:
    target = Target(talkative.url("desk"), "jia")
    for name in ("sqlalchemy", "psycopg", "tickets", "keyring"):
        caplog.set_level(logging.DEBUG, logger=name)
    with closing(open_target(target, ask=lambda _: SECRET)) as store, store.reading() as connection:
        connection.exec_driver_sql("SELECT 1").scalar()
        described = [repr(store), repr(store.engine), str(store.engine.url), store.url, repr(store.credentials)]
        with suppress(DeskError):
            store.sign_in("nobody", SECRET)
    assert caplog.records
    assert SECRET not in caplog.text
    assert all(SECRET not in text for text in [*described, repr(target), repr(Credentials("jia", SECRET))])


def test_the_process_lists_of_both_machines_do_not_show_the_password(talkative: Server) -> None:
    command = [sys.executable, str(ROOT / "main.py"), "watch", "--db", talkative.url("desk"), "--login", "jia"]
    watch = subprocess.Popen(
        command, env=with_password_file(talkative), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        assert watch.stdout is not None
        assert watch.stdout.readline() or watch.poll() is None
        shown = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
        assert "watch --db" in shown
        assert SECRET not in shown
        assert SUPERUSER_PASSWORD not in shown
    finally:
        watch.terminate()
        watch.communicate(timeout=30)
