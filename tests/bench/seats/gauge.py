"""Measures the load of the server and the machine during the run."""

import contextlib
import os
import threading
import time
from dataclasses import dataclass

import psutil

from tests.servers import Server

LOOK_EVERY = 2.0  # seconds
WEIGH_EVERY = 5  # looks: adding up memory pages costs more than counting connections

_CONNECTIONS = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND backend_type = 'client backend'"
_DEADLOCKS = "SELECT deadlocks FROM pg_stat_database WHERE datname = %s"


@dataclass(slots=True)
class Load:
    """The most connections to the database and MiB of the server (shared pages counted once), and processor time.

    `server`, `watches` and `machine` are processor seconds in `seconds`; `machine` is that of all processes.
    """

    connections: int = 0
    server_mb: float = 0.0
    server: float = 0.0
    watches: float = 0.0
    machine: float = 0.0
    seconds: float = 0.0


class Gauge:
    """Samples a server until it is closed."""

    def __init__(self, server: Server, database: str, watches: list[int]) -> None:
        self.load = Load()
        self._server = server
        self._database = database
        self._watches = [psutil.Process(pid) for pid in watches]
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="gauge", daemon=True)

    def start(self) -> None:
        """Start sampling."""
        self._before, self._begun = self._spent(), time.monotonic()
        self._thread.start()

    def stop(self) -> None:
        """Sample a last time."""
        self._stopped.set()
        self._thread.join()
        spent = self._spent()
        self.load.seconds = time.monotonic() - self._begun
        self.load.server, self.load.watches, self.load.machine = (
            now - then for now, then in zip(spent, self._before, strict=True)
        )

    def deadlocks(self) -> int:
        """Return the number of deadlocks in the program's database."""
        with self._server.connect(self._database) as connection:
            return int(connection.execute(_DEADLOCKS, (self._database,)).fetchone()[0])  # type: ignore[index]

    def _run(self) -> None:
        looks = 0
        with self._server.connect() as connection:
            while not self._stopped.wait(LOOK_EVERY):
                row = connection.execute(_CONNECTIONS, (self._database,)).fetchone()
                assert row is not None
                self.load.connections = max(self.load.connections, row[0])
                if looks % WEIGH_EVERY == 0:
                    self.load.server_mb = max(self.load.server_mb, self._weight())
                looks += 1

    def _processes(self) -> list[psutil.Process]:
        postmaster = psutil.Process(self._server.pid)
        return [postmaster, *postmaster.children(recursive=True)]

    def _weight(self) -> float:
        pages = 0
        for process in self._processes():
            with contextlib.suppress(psutil.Error):
                pages += process.memory_full_info().pss
        return pages / 2**20

    def _spent(self) -> tuple[float, float, float]:
        busy = psutil.cpu_times()
        return (
            _seconds(self._processes()),
            _seconds(self._watches),
            busy.user + busy.nice + busy.system + getattr(busy, "irq", 0) + getattr(busy, "softirq", 0),
        )


def noise(load: Load, seats: float) -> float:
    """Return the share of the machine (1 for all) used by programs other than server, watches and workstations."""
    others = load.machine - load.server - load.watches - seats
    return max(0.0, others / load.seconds / (os.cpu_count() or 1))


def _seconds(processes: list[psutil.Process]) -> float:
    total = 0.0
    for process in processes:
        with contextlib.suppress(psutil.Error):
            total += sum(process.cpu_times()[:2])
    return total
