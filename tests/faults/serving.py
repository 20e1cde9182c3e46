"""Services at a server of the module's own, which its tests may stop, kill and freeze."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from queue import Queue
from typing import TypeVar

from tests.desk_fixtures import EVERYONE, Hand, HandClock, make_desk, superuser
from tests.servers import HERE, Place, Server, running_server
from tickets.actions.command import Command
from tickets.actions.intake import CallDetails, ReportedFault, log_call
from tickets.actions.people import save_crew
from tickets.service import TicketService
from tickets.store.feed.changes import Changes
from tickets.store.feed.connection_status import ConnectionStatus
from tickets.store.postgres.engine import Credentials
from tickets.store.schema import open_store

T = TypeVar("T")

DATABASE = "desk"
PATIENCE = 30  # seconds: far more than anything here ever needs
COMMIT = b"COMMIT\0"  # as it goes over the line
QUICK = "?connect_timeout=2&tcp_user_timeout=2000"


@contextmanager
def desk_server(place: Place = HERE, **settings: str) -> Iterator[Server]:
    """Give a server of its own with a database and a crew."""
    with running_server(place=place, **settings) as running:
        make_desk(running, DATABASE)
        with seat(running) as hand:
            hand.do(save_crew(None, "一班"))
        yield running


@contextmanager
def seat(
    server: Server, port: int | None = None, query: str = "", credentials: Credentials | None = None
) -> Iterator[Hand]:
    """Give a service on the database, at another port for a relay, as the superuser by default."""
    with seat_at(f"{address(port or server.port, server.place.host)}{query}", credentials) as hand:
        yield hand


@contextmanager
def seat_at(url: str, credentials: Credentials | None = None) -> Iterator[Hand]:
    """Give a service at an address."""
    desk = TicketService(open_store(url, credentials=credentials or superuser()), HandClock())
    try:
        yield Hand(desk, EVERYONE)
    finally:
        desk.close()


def address(port: int, host: str = "127.0.0.1", database: str = DATABASE, **query: str) -> str:
    """Return the address of a database, with further libpq options."""
    options = "".join(f"&{name}={value}" for name, value in query.items())
    return f"postgresql+psycopg://{host}:{port}/{database}{QUICK}{options}"


def call(words: str = "路上冒水") -> Command[int]:
    """Return a call with a fixed request id."""
    return log_call(CallDetails("13800000000", words=words), ReportedFault("visible_leak"))


def follow(desk: TicketService) -> tuple[Queue[Changes], Queue[ConnectionStatus]]:
    """Start the feed and return queues of its changes and its status."""
    changes: Queue[Changes] = Queue()
    lines: Queue[ConnectionStatus] = Queue()
    desk.feed.subscribe(changes.put)
    desk.feed.follow_status(lambda line: lines.put(line) if line is not None else None)
    return changes, lines


def wait_for(items: "Queue[T]", enough: Callable[[T], bool]) -> T:
    """Return the first item that satisfies the condition."""
    while not enough(one := items.get(timeout=PATIENCE)):
        pass
    return one
