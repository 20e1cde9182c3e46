"""The news of a server: notifications wake, one question fetches, a beat finds what was missed.

Notifications say only that something was committed; what it was is asked of the tables, so that nothing
depends on each of them arriving. Those of `editing` carry the ticket: its rows come and go.
"""

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from time import monotonic

from tickets.errors import DeskError, Refused
from tickets.store.engine import Store
from tickets.store.feed import Changes
from tickets.store.server.clock import ServerClock
from tickets.store.server.connecting import hosts_of, make_server_engine
from tickets.store.server.line import Line
from tickets.store.server.link import Bell, Cells, Link
from tickets.store.server.unseen import Unseen

BEAT_SECONDS = 10
TRY_AGAIN_AFTER = (0.25, 0.5, 1.0, 2.0, 4.0)  # seconds; then as long as the last of them
ASK_AGAIN_AFTER = 15.0  # seconds, when the server said no
LOOK_BACK = 2_000  # ids that may still be on their way when listening begins

TELLING = (
    """
CREATE OR REPLACE FUNCTION tell_desk() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_LEVEL = 'ROW' THEN
    PERFORM pg_catalog.pg_notify('desk', TG_TABLE_NAME || ' ' || coalesce(NEW.ticket_id, OLD.ticket_id));
  ELSE
    PERFORM pg_catalog.pg_notify('desk', TG_TABLE_NAME);
  END IF;
  RETURN NULL;
END $$
""",
    "CREATE OR REPLACE TRIGGER journal_tells AFTER INSERT ON journal FOR EACH STATEMENT EXECUTE FUNCTION tell_desk()",
    "CREATE OR REPLACE TRIGGER alerts_tell AFTER INSERT ON alerts FOR EACH STATEMENT EXECUTE FUNCTION tell_desk()",
    "CREATE OR REPLACE TRIGGER editing_tells AFTER INSERT OR UPDATE OR DELETE ON editing "
    "FOR EACH ROW EXECUTE FUNCTION tell_desk()",
)

_PREPARE = """
LISTEN desk;
PREPARE heads AS SELECT
  (SELECT coalesce(max(id), 0) FROM journal), (SELECT coalesce(max(id), 0) FROM alerts);
PREPARE seconds AS SELECT extract(epoch FROM clock_timestamp());
PREPARE look (bigint[], bigint[], bigint[], bigint[], boolean) AS
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
    """A link that listens, and what has been seen through it."""

    link: Link
    journal: Unseen
    alerts: Unseen
    signed_in: dict[str, str]
    heard: set[str] = field(default_factory=set)


class ServerNews:
    """Knows what was committed at a server since the last look. Looks and waits belong to one thread."""

    def __init__(self, store: Store, clock: ServerClock | None) -> None:
        """Listen in the name of whoever is signed in at `store`, and keep `clock` set."""
        self._credentials = store.credentials
        self._engine = make_server_engine(
            store.engine.url, store.credentials, jit="off", plan_cache_mode="force_generic_plan"
        )
        self._clock = clock or ServerClock()
        self._bell = Bell()
        self._session: _Session | None = None
        self._failures = 0
        self._due = 0.0  # when to look though nothing is heard, by the monotonic clock
        self.line = Line("、".join(hosts_of(store.engine.url)))

    def wait(self) -> None:
        """Return when something may be new, or when it is time to look again."""
        socket = None if self._session is None else self._session.link.socket
        self._bell.wait(socket, self._due - monotonic())

    def wake(self) -> None:
        """End a wait."""
        self._bell.ring()

    def look(self) -> Changes | None:
        """Return what is new, after a break that everything may be. Raises Refused or Unavailable."""
        if self._session is not None and self._session.signed_in != self._credentials.parameters():
            self._hang_up()
        try:
            if self._session is None:
                self._session = self._connect()
                return Changes(lost=True)
            return self._fetch(self._session)
        except DeskError as error:
            self._lose(error)
            raise

    def close(self) -> None:
        """Hang up."""
        self._hang_up()
        self._bell.close()

    def _connect(self) -> _Session:
        signed_in = self._credentials.parameters()
        link = Link(self._engine, _PREPARE)
        try:
            (heads,) = link.ask("heads")
            journal, alerts = (Unseen(max(0, int(head or 0) - LOOK_BACK)) for head in heads)
            session = _Session(link, journal, alerts, signed_in)
            self._due = 0.0
            self._fetch(session)
        except Exception:
            link.close()
            raise
        self._failures = 0
        return session

    def _fetch(self, session: _Session) -> Changes | None:
        beat = monotonic() >= self._due
        link = session.link
        heard = session.heard | link.heard()
        wants_bound = beat and (session.journal.wants_bound or session.alerts.wants_bound)
        rows = link.ask("look", *_bounds(session.journal), *_bounds(session.alerts), "t" if wants_bound else "f")
        session.heard = link.heard()
        if session.heard:  # they may be of what was committed after the answer
            self._bell.ring()
        _take(session, rows)
        if beat:
            self._check(link)
        return _changes(rows, heard)

    def _check(self, link: Link) -> None:
        """Look at the server's clock, and how long it takes to answer."""
        asked = monotonic()
        self._clock.look(lambda: float(link.ask("seconds")[0][0] or 0))
        took = monotonic() - asked
        self._due = monotonic() + BEAT_SECONDS
        self.line = Line(link.host, round_trip=round(took * 1000), ahead=round(self._clock.offset or 0))

    def _lose(self, error: DeskError) -> None:
        self._hang_up()
        refused = isinstance(error, Refused)
        pause = ASK_AGAIN_AFTER if refused else TRY_AGAIN_AFTER[min(self._failures, len(TRY_AGAIN_AFTER) - 1)]
        pause *= random.uniform(0.7, 1.0)  # not all seats at the same moment
        self._failures += 1
        self._due = monotonic() + pause
        now = self._clock()
        self.line = Line(
            self.line.host,
            broken_at=self.line.broken_at or now,
            next_try=now + timedelta(seconds=round(pause)),
            sentence=error.sentence,
            refused=refused,
            ahead=self.line.ahead,
        )

    def _hang_up(self) -> None:
        if self._session is not None:
            self._session.link.close()
            self._session = None


def _bounds(unseen: Unseen) -> tuple[str, str]:
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


def _changes(rows: Iterable[Cells], heard: Iterable[str]) -> Changes | None:
    """Return what the rows and the notifications say; None if that is nothing."""
    told = [(ticket, touched or "") for table, _, ticket, touched in rows if table != "snapshot"]
    told += [(ticket, table) for table, _, ticket in (note.partition(" ") for note in heard) if ticket]
    if not told:
        return None
    tables = frozenset(name for _, touched in told for name in touched.split(",") if name)
    return Changes(frozenset(int(ticket) for ticket, _ in told if ticket is not None), tables)
