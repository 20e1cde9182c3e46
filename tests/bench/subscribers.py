"""The subscriber file: importing it, finding households, and the caller card, on a file and on a server."""

from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from tests.bench.databases import EVERYONE, MOMENT, Databases, Scale
from tests.bench.figures import Figure
from tests.bench.households import households, write_csv, write_xlsx
from tests.bench.timing import milliseconds, percentile
from tests.desk_fixtures import make_desk, superuser
from tests.servers import running_server
from tickets.importing.subscribers import carry_out, plan_import
from tickets.rules.phones import normalise
from tickets.service import TicketService
from tickets.store.queries.callers import caller_file
from tickets.store.queries.subscribers import find_subscribers
from tickets.store.schema import open_store

IMPORT_SECONDS, READ_MS = 60, 50  # the goals
_EVERY = 97  # of the households, one is asked about


def run(databases: Databases, scale: Scale) -> Iterator[Figure]:
    """Measure on a copy of the archive in a file, then on a new server."""
    place = databases.copy(scale.archives[1], scale.open, "subscribers")
    with TemporaryDirectory() as made:
        folder = Path(made)
        exports = [write_csv(folder / "a.csv", scale.households), write_xlsx(folder / "a.xlsx", scale.households)]
        archived = f"{scale.archives[1]:,} archived"
        with closing(TicketService(open_store(f"sqlite:///{place}"), lambda: MOMENT)) as desk:
            yield from _measure(desk, exports, scale, f"file, {archived}")
        with running_server(fsync="on") as server:
            make_desk(server, "bench")
            store = open_store(server.url("bench"), credentials=superuser())
            with closing(TicketService(store, lambda: MOMENT)) as desk:
                yield from _measure(desk, exports, scale, "server")


def _measure(desk: TicketService, exports: list[Path], scale: Scale, where: str) -> Iterator[Figure]:
    size = f"{scale.households:,} households, {where}"
    for name, export in zip(("first, CSV", "again, Excel"), exports, strict=True):
        start = perf_counter()
        carry_out(desk, EVERYONE, plan_import(desk, export))
        yield Figure(f"subscriber file imported: {name}", size, perf_counter() - start, "s", IMPORT_SECONDS)
    asked = list(islice(households(scale.households), 0, None, _EVERY))[: scale.rounds]
    texts = [text for row in asked for text in (row[0], row[4], row[1], row[3], row[2][:7], row[0][-4:], row[7])]
    found = [milliseconds(lambda text=text: desk.read(find_subscribers, text)) for text in texts]  # type: ignore[misc]
    yield Figure("households found, p95", size, percentile(found, 95), "ms", READ_MS)
    numbers = [normalise(row[2]).own for row in asked]
    cards = [milliseconds(lambda own=own: desk.read(caller_file, own)) for own in numbers]  # type: ignore[misc]
    yield Figure("caller card, p95", size, percentile(cards, 95), "ms", READ_MS)
