"""Changes at a server: notifications say what was committed, and a regular poll finds what they missed.

All workstations learn of a commit at the same moment. If each queried the tables, that would cost the server more
than the commit itself. So they query only what a notification doesn't say.
"""

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from time import monotonic

from tickets.errors import DeskError, Refused
from tickets.store.engine import Store
from tickets.store.feed.changes import Changes
from tickets.store.feed.connection_status import ConnectionStatus
from tickets.store.feed.connections_in_use import ConnectionsInUse
from tickets.store.feed.id_gaps import IdGapTracker
from tickets.store.feed.listen_connection import SLOW_SECONDS, Cells, ListenConnection, Waker
from tickets.store.feed.notify_triggers import Note, read_note
from tickets.store.postgres.clock import ServerClock
from tickets.store.postgres.engine import ANSWER_SECONDS, hosts_of, make_server_engine
from tickets.store.postgres.errors import UPGRADED, Silent, error_for
from tickets.store.version import HEAD

BEAT_SECONDS = 5
TRY_AGAIN_AFTER = (0.25, 0.5, 1.0, 2.0, 4.0)  # seconds; later attempts use the last value
ASK_AGAIN_AFTER = 15.0  # seconds, after the server rejected the login
GLANCE_SECONDS = 0.5  # between two checks whether a statement waits for the server
WAITED_SECONDS = 1.0  # after a statement has waited so long, the server is tested with a query
LOOK_BACK = 2_000  # ids that may still be uncommitted when listening begins

_PREPARE = """
LISTEN desk;
PREPARE heads AS SELECT
  (SELECT coalesce(max(id), 0) FROM journal), (SELECT coalesce(max(id), 0) FROM alerts);
PREPARE seconds AS SELECT extract(epoch FROM clock_timestamp());
PREPARE schema AS SELECT version_num FROM alembic_version;
PREPARE poll (bigint[], bigint[], bigint[], bigint[], boolean) AS
  SELECT 'journal', j.id, j.ticket_id::text, j.touched
  FROM unnest($1, $2) AS gap (low, high) JOIN journal j ON j.id BETWEEN gap.low AND gap.high
UNION ALL
  SELECT 'alerts', a.id, NULL, 'alerts'
  FROM unnest($3, $4) AS gap (low, high) JOIN alerts a ON a.id BETWEEN gap.low AND gap.high
UNION ALL
  SELECT 'snapshot', pg_snapshot_xmin(pg_current_snapshot())::text::bigint,
    CASE WHEN $5 THEN pg_current_xact_id()::text END, NULL
"""


@dataclass
class _Session:
    """A listening connection, and what was received through it."""

    connection: ListenConnection
    journal: IdGapTracker
    alerts: IdGapTracker
    signed_in: dict[str, str]
    notified: set[Note] = field(default_factory=set)  # journal entries from notifications since the last poll
    _kept: set[str] = field(default_factory=set)

    def receive(self) -> set[str]:
        kept, self._kept = self._kept, set()
        return kept | self.connection.notifications()

    def keep_pending(self) -> bool:
        """Store the notifications that have arrived for the next `receive`; return whether there are any."""
        self._kept |= self.connection.notifications()
        return bool(self._kept)

    def is_new(self, note: Note) -> bool:
        """Return whether no poll has shown this entry yet."""
        return note.entry is None or self.journal.awaits(note.entry)


class ServerChangeSource:
    """Reads changes from a server. Waits and reads belong to one thread."""

    def __init__(self, store: Store, clock: ServerClock | None, follow: Callable[[], None] = lambda: None) -> None:
        """Listen with the credentials of `store` and keep `clock` set. `follow` is called when an answer is slow."""
        self._follow = follow
        self._credentials = store.credentials
        self._engine = make_server_engine(
            store.engine.url, store.credentials, HEAD, ANSWER_SECONDS, jit="off", plan_cache_mode="force_generic_plan"
        )
        self._in_use = ConnectionsInUse(store.engine)
        self._clock = clock or ServerClock()
        self._waker: Waker | None = None  # created with the first read: a program that only writes needs no sockets
        self._session: _Session | None = None
        self._failures = 0
        self._due = 0.0  # when to poll even without notifications, by the monotonic clock
        self._asked = 0.0  # when the server was last queried
        self.status = ConnectionStatus("、".join(hosts_of(store.engine.url)))

    def wait(self) -> None:
        """Block until a notification may have come or the next poll is due."""
        socket = None if self._session is None else self._session.connection.socket
        if self._waker is not None:
            left = self._due - monotonic()
            self._waker.wait(socket, left if socket is None else min(left, GLANCE_SECONDS))

    def wake(self) -> None:
        """End a wait. Callable from any thread."""
        waker = self._waker  # another thread may set it to None meanwhile
        if waker is not None:
            waker.wake()

    def receive(self) -> Changes | None:
        """Return what the notifications say; poll only if they are not enough or the poll is due."""
        return self._read_from(self._receive)

    def poll(self) -> Changes | None:
        """Query what is new; after a reconnection return `Changes.lost`. Raises Refused or Unavailable."""
        return self._read_from(self._query)

    def close(self) -> None:
        """Close the connection and the sockets."""
        self._hang_up()
        waker, self._waker = self._waker, None
        if waker is not None:
            waker.close()

    def _connect(self) -> _Session:
        signed_in = self._credentials.parameters()
        connection = ListenConnection(self._engine, _PREPARE, self._on_slow)
        try:
            (heads,) = connection.query("heads")
            journal, alerts = (IdGapTracker(max(0, int(head or 0) - LOOK_BACK)) for head in heads)
            session = _Session(connection, journal, alerts, signed_in)
            self._due = 0.0
            self._query(session)
        except BaseException:
            connection.close()
            raise
        self._failures = 0
        return session

    def _read_from(self, fetch: Callable[[_Session], Changes | None]) -> Changes | None:
        if self._waker is None:
            self._waker = Waker()
        if self._session is not None and self._session.signed_in != self._credentials.parameters():
            self._hang_up()
        try:
            if self._session is None:
                self._session = self._connect()
                return Changes(lost=True)
            return fetch(self._session)
        except DeskError as error:
            self._lose(error)
            raise
        except BaseException as error:
            self._lose(error_for(error))
            raise

    def _receive(self, session: _Session) -> Changes | None:
        if monotonic() >= self._due or self._is_waited_for():
            return self._query(session)
        payloads = session.receive()
        notes = [read_note(text) for text in payloads]
        if None in notes:
            return self._query(session, payloads)
        new = {note for note in notes if note is not None and session.is_new(note)}
        session.notified |= {note for note in new if note.entry is not None}
        return _changes(new)

    def _is_waited_for(self) -> bool:
        """Return whether a statement has waited for a while and the server was not queried meanwhile."""
        since = self._in_use.since()
        return since is not None and monotonic() - max(since, self._asked) > WAITED_SECONDS

    def _on_slow(self, slow: bool) -> None:
        """Set in the status that the server does not answer a query, or answers again."""
        self.status = replace(
            self.status, silent_since=self._clock() - timedelta(seconds=SLOW_SECONDS) if slow else None
        )
        self._follow()

    def _query(self, session: _Session, payloads: Iterable[str] = ()) -> Changes | None:
        self._asked = monotonic()
        beat = monotonic() >= self._due
        connection = session.connection
        notes = [read_note(text) for text in {*payloads, *session.receive()}]
        wants_bound = beat and (session.journal.wants_bound or session.alerts.wants_bound)
        rows = connection.query(
            "poll", *_bounds(session.journal), *_bounds(session.alerts), "t" if wants_bound else "f"
        )
        if session.keep_pending():  # it may concern a commit after the poll's snapshot
            self.wake()
        _take(session, rows)
        if beat:
            self._check(connection)
        notified, session.notified = session.notified, set()
        entries = {note for note in map(_note, rows) if note is not None}
        return _changes(entries - notified | {note for note in notes if note is not None and note.entry is None})

    def _check(self, connection: ListenConnection) -> None:
        """Check the schema, the server's clock and the round-trip time, and schedule the next poll."""
        if connection.query("schema") != [(HEAD,)]:
            raise Refused(UPGRADED)
        asked = monotonic()
        self._clock.look(lambda: float(connection.query("seconds")[0][0] or 0))
        took = monotonic() - asked
        # random, so that not all workstations poll at the same moment
        self._due = monotonic() + BEAT_SECONDS * random.uniform(0.7, 1.0)
        self.status = ConnectionStatus(
            connection.host, round_trip=round(took * 1000), ahead=round(self._clock.offset or 0)
        )

    def _lose(self, error: DeskError) -> None:
        """Set the status to broken. Statements that wait for a server that does not answer are ended."""
        self._hang_up()
        refused = isinstance(error, Refused)
        pause = ASK_AGAIN_AFTER if refused else TRY_AGAIN_AFTER[min(self._failures, len(TRY_AGAIN_AFTER) - 1)]
        pause *= random.uniform(0.7, 1.0)  # random, so that not all workstations reconnect at the same moment
        self._failures += 1
        self._due = monotonic() + pause
        now = self._clock()
        self.status = ConnectionStatus(
            self.status.host,
            broken_at=self.status.broken_at or now,
            next_try=now + timedelta(seconds=round(pause)),
            sentence=error.sentence,
            refused=refused,
            ahead=self.status.ahead,
        )
        # only now: a caller whose statement is ended looks at the status before it retries
        if isinstance(error, Silent):
            self._in_use.end()

    def _hang_up(self) -> None:
        if self._session is not None:
            self._session.connection.close()
            self._session = None


def _bounds(unseen: IdGapTracker) -> tuple[str, str]:
    lows, highs = (",".join(map(str, column)) for column in zip(*((g.low, g.high) for g in unseen.gaps), strict=True))
    return f"{{{lows}}}", f"{{{highs}}}"


def _take(session: _Session, rows: Iterable[Cells]) -> None:
    ids: dict[str | None, list[int]] = {"journal": [], "alerts": [], "snapshot": []}
    bound = None
    for table, key, given, _ in rows:
        ids[table].append(int(key or 0))
        if table == "snapshot" and given is not None:
            bound = int(given)
    (oldest,) = ids["snapshot"]
    session.journal.take(ids["journal"], oldest, bound)
    session.alerts.take(ids["alerts"], oldest, bound)


def _note(row: Cells) -> Note | None:
    table, key, ticket, touched = row
    if table == "snapshot":
        return None
    tables = frozenset((touched or "").split(",")) - {""}
    return Note(tables, None if ticket is None else int(ticket), int(key or 0) if table == "journal" else None)


def _changes(notes: Iterable[Note]) -> Changes | None:
    """Return the sum of the notes; None if there are none."""
    payloads = tuple(notes)
    if not payloads:
        return None
    tickets = frozenset(note.ticket for note in payloads if note.ticket is not None)
    return Changes(tickets, frozenset(name for note in payloads for name in note.tables))
