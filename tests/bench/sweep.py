"""A sweep of the watch, with nothing due and with many clocks due at once, for two archive sizes."""

from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from statistics import median

from tests.bench.databases import MOMENT, Databases, Scale, bare
from tests.bench.figures import Figure
from tests.bench.timing import milliseconds, side_by_side
from tickets.service import TicketService
from tickets.store.schema import open_store

_NOW = int(MOMENT.timestamp())
_FALL_DUE = """
    UPDATE clocks SET "limit" = :now - started, deadline = :now, next_rung = :now WHERE id IN
    (SELECT id FROM clocks WHERE next_rung IS NOT NULL AND started < :now ORDER BY id LIMIT :count)
"""


def run(databases: Databases, scale: Scale) -> Iterator[Figure]:
    """Measure with both archives in turn, so that both have the same conditions."""
    before, after = (f"{archived:,} archived" for archived in scale.archives)
    with ExitStack() as stack:
        small, large = (
            stack.enter_context(closing(_Watched(databases.copy(archived, scale.open, f"sweep-{archived}"))))
            for archived in scale.archives
        )
        idle_small, idle_large = map(median, side_by_side(scale.rounds, small.desk.sweep, large.desk.sweep, warm=5))
        yield Figure("sweep, nothing due", before, idle_small, "ms")
        yield Figure("sweep, nothing due: large ÷ small", after, idle_large, "ms", 1.2, idle_small)
        for watched in (small, large):
            watched.prepare(scale.due)
        turns = [(small.sweep(), small.floor(), large.sweep(), large.floor()) for _ in range(scale.few + 1)][1:]
    ours_small, floor_small, ours_large, floor_large = map(median, zip(*turns, strict=True))
    yield Figure(f"sweep, {scale.due} due", before, ours_small, "ms", 3.0, floor_small)
    yield Figure(f"sweep, {scale.due} due", after, ours_large, "ms", 3.0, floor_large)
    yield Figure(f"sweep, {scale.due} due: large ÷ small", after, ours_large, "ms", 1.2, ours_small)


class _Watched:
    """A database whose clocks fall due repeatedly, and the plain driver for comparison."""

    def __init__(self, path: Path) -> None:
        self.desk = TicketService(open_store(f"sqlite:///{path}"), lambda: MOMENT)
        self._driver = bare(path)
        self._written: dict[str, list[tuple[object, ...]]] = {}
        self._armed: list[tuple[int, int]] = []

    def prepare(self, due: int) -> None:
        """Let so many clocks fall due now, and record from one sweep which rows are written for them."""
        self._driver.execute(_FALL_DUE, {"now": _NOW, "count": due})
        self._armed = self._driver.execute("SELECT next_rung, id FROM clocks WHERE next_rung <= ?", (_NOW,)).fetchall()
        swept = self.desk.sweep()
        if len(self._armed) != due or swept.raised < due or swept.digested:
            raise AssertionError(f"not every clock fell due: {swept}")
        ids = ",".join(str(id_) for _, id_ in self._armed)
        for name, sql in {
            "alerts": "SELECT * FROM alerts",
            "deliveries": "SELECT * FROM deliveries",
            "clocks": f"SELECT next_rung, id FROM clocks WHERE id IN ({ids})",
        }.items():
            self._written[name] = self._driver.execute(sql).fetchall()
        self._undo()

    def sweep(self) -> float:
        """Return the milliseconds of one sweep of the program."""
        taken = milliseconds(self.desk.sweep)
        self._undo()
        return taken

    def floor(self) -> float:
        """Return the milliseconds in which the plain driver writes the same rows."""
        taken = milliseconds(self._write)
        self._undo()
        return taken

    def close(self) -> None:
        """Close the database."""
        self._driver.close()
        self.desk.close()

    def _write(self) -> None:
        driver = self._driver
        driver.execute("BEGIN IMMEDIATE")
        for name in ("alerts", "deliveries"):
            rows = self._written[name]
            driver.executemany(f"INSERT INTO {name} VALUES ({','.join('?' * len(rows[0]))})", rows)
        driver.executemany("UPDATE clocks SET next_rung = ? WHERE id = ?", self._written["clocks"])
        driver.execute("COMMIT")

    def _undo(self) -> None:
        driver = self._driver
        found = {name: driver.execute(f"SELECT * FROM {name}").fetchall() for name in ("alerts", "deliveries")}
        if any(found[name] != self._written[name] for name in found):
            raise AssertionError("the sweep and the floor did not write the same rows")
        driver.execute("BEGIN IMMEDIATE")
        driver.execute("DELETE FROM deliveries")
        driver.execute("DELETE FROM alerts")
        driver.executemany("UPDATE clocks SET next_rung = ? WHERE id = ?", self._armed)
        driver.execute("COMMIT")
