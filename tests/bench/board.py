"""The board: every open ticket as frozen rows, against the plain driver with the same SQL, for two archive sizes."""

from collections.abc import Iterator
from contextlib import closing
from statistics import median

from tests.bench.databases import MOMENT, Databases, Scale, bare, spoken
from tests.bench.figures import Figure
from tests.bench.timing import side_by_side
from tickets.service import TicketService
from tickets.store.queries.board import open_tickets
from tickets.store.schema import open_store


def run(databases: Databases, scale: Scale) -> Iterator[Figure]:
    """Measure with a small and a large archive in turn, so that both have the same conditions."""
    small, large = (databases.copy(archived, scale.open, f"board-{archived}") for archived in scale.archives)
    with (
        closing(TicketService(open_store(f"sqlite:///{small}"), lambda: MOMENT)) as quiet,
        closing(TicketService(open_store(f"sqlite:///{large}"), lambda: MOMENT)) as busy,
        closing(bare(small)) as quiet_driver,
        closing(bare(large)) as busy_driver,
    ):
        ((sql, parameters),) = spoken(quiet, lambda: quiet.read(open_tickets))
        rows = quiet.read(open_tickets)
        if not len(rows) == len(quiet_driver.execute(sql, parameters).fetchall()) == scale.open:
            raise AssertionError("the floor did not fetch the same rows")
        samples = side_by_side(
            scale.few * 3,
            lambda: quiet.read(open_tickets),
            lambda: quiet_driver.execute(sql, parameters).fetchall(),
            lambda: busy.read(open_tickets),
            lambda: busy_driver.execute(sql, parameters).fetchall(),
        )
    ours, floor, ours_large, floor_large = (median(taken) for taken in samples)
    before, after = (f"{scale.open:,} open, {archived:,} archived" for archived in scale.archives)
    yield Figure("board to frozen rows", before, ours, "ms", 2.0, floor)
    yield Figure("board to frozen rows", after, ours_large, "ms", 2.0, floor_large)
    yield Figure("board, large archive ÷ small", after, ours_large, "ms", 1.2, ours)
