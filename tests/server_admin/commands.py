"""Runs the `database` commands as processes, on a test server."""

import os
import subprocess
import sys
from pathlib import Path

from tests.servers import SUPERUSER, SUPERUSER_PASSWORD, Server
from tickets.rules.words import Role
from tickets.store.rows import Who

ROOT = Path(__file__).parents[2]
ADMIN, ADMIN_PASSWORD = "管理员甲", "a long enough one"
FIRST = Who(2, ADMIN, frozenset(Role), "1 号席")  # the first administrator of a new database on a server


def command(server: Server, database: str, *words: str) -> list[str]:
    """Return the arguments of a `database` command on a database, run by the superuser."""
    program = [sys.executable, str(ROOT / "main.py"), "database", *words]
    return [*program, "--db", server.url(database), "--login", SUPERUSER]


def environment() -> dict[str, str]:
    """Return an environment in which libpq has the superuser's password."""
    return {**os.environ, "PGPASSWORD": SUPERUSER_PASSWORD}


def run(server: Server, database: str, *words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    """Run a `database` command to its end."""
    return subprocess.run(
        command(server, database, *words),
        input=typed, env=environment(), capture_output=True, encoding="utf-8", check=False, timeout=120,
    )  # fmt: skip


def create(server: Server, database: str) -> subprocess.CompletedProcess[str]:
    """Create a database with a first administrator, whose login is `<database>.jia`."""
    words = ("create", "--admin", ADMIN, "--admin-login", f"{database}.jia", "--password-stdin")
    return run(server, database, *words, typed=f"{ADMIN_PASSWORD}\n")
