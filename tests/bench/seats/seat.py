"""One workstation, as a process: a service and its feed, an updated board, and actions at their due times.

As in a window, commands and reads run one after the other on one thread, in the order in which they were requested.
Imports neither Qt nor other test modules.
"""

import threading
import time
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from multiprocessing.connection import Connection
from random import Random
from typing import Any

import psutil
import psycopg
from sqlalchemy import event

from tests.bench.seats.bare import Replay, Script
from tests.bench.seats.choosing import Chooser, Chosen
from tests.bench.seats.mix import MIX, WITHOUT_TICKET, Kind, PlannedAction, Slices
from tests.bench.seats.records import Heard, Outcome, Record, Told
from tickets.actions.command import Command
from tickets.errors import Conflict, DeskError, Refused
from tickets.service import TicketService
from tickets.store.feed.changes import Changes
from tickets.store.postgres.engine import Credentials
from tickets.store.queries.alert_panel import alert_panel
from tickets.store.queries.board import board_rows, open_tickets, strip
from tickets.store.queries.lookups import list_crews, list_faults
from tickets.store.rows import Who
from tickets.store.schema import open_store

TRIES = 20  # of a command that the database could not take: it is sent again, as in the program
TRY_AGAIN = 0.5  # seconds
PATIENCE = 30  # seconds to wait for the boards at the end
COUNTING = frozenset({"tickets", "clocks", "staff", "alerts"})  # tables that the strip is read from
SHOWN = frozenset({"alerts", "digests", "crews", "places", "faults"})  # tables that the shown alerts are read from
WARM_ROUNDS = 2  # of every kind of command, before the start: in a running program nothing is new
WARM_ROWS = 30  # commands' plain rows
REST = (0.8, 1.3)  # seconds before a window reads its counts, or the state of shown alerts, again


@dataclass(frozen=True, slots=True)
class Place:
    """Where a workstation is, who uses it, and what they do."""

    number: int
    share: int
    shares: int
    url: str
    credentials: Credentials
    who: Who
    plan: list[PlannedAction]
    slices: Slices
    floor: str  # libpq's connection string for the plain rows
    script: Script
    places: tuple[int, ...]


def sit(place: Place, line: Connection) -> None:
    """Open the service, report that, wait for the start, work until the end and send the records."""
    with (
        closing(TicketService(open_store(place.url, credentials=place.credentials))) as desk,
        psycopg.connect(place.floor) as floor,
    ):
        seat = _Seat(place, desk, Replay(floor, place.script, place.number))
        seat.warm_up()
        line.send("ready")
        started: float = line.recv()
        seat.work(started)
        line.send("worked")
        line.recv()
        seat.settle()
        line.send(seat.told)
        line.recv()  # until all have counted


class _Seat:
    def __init__(self, place: Place, desk: TicketService, floor: Replay) -> None:
        self.told = Told(place.number)
        self._place = place
        self._desk = desk
        self._floor = floor
        self._random = Random(place.number)
        self._lane = ThreadPoolExecutor(1, "database")
        self._other = ThreadPoolExecutor(1, "double-click")
        self._chooser = Chooser(
            place.number,
            place.share,
            place.shares,
            tuple(crew.id for crew in desk.read(list_crews)),
            place.places,
            frozenset(fault.code for fault in desk.read(list_faults) if fault.isolate),
            Random(place.number),
        )
        self._waiting: list[Heard] = []
        self._shown: frozenset[int] = frozenset()
        self._pending: frozenset[int] = frozenset()  # tickets of the alerts shown
        self._unnoted: deque[tuple[frozenset[int], datetime]] = deque()  # alerts shown, and when
        self._changed: set[int] = set()  # tickets that changed since the alerts were last read
        self._alerts_asked = threading.Event()
        self._stale = threading.Event()
        self._worked = threading.Event()
        self._all_wanted = True
        self._guard = threading.Lock()
        self._committed = threading.local()
        event.listen(desk.store.engine, "commit", self._on_commit)
        desk.feed.subscribe(self._on_changes)
        self._lane.submit(self._read_board).result()

    def warm_up(self) -> None:
        """Do some of everything, so that statements are compiled and prepared."""
        kinds = MIX[next(iter(self._place.who.roles))]
        for kind in [*kinds] * WARM_ROUNDS:
            self._lane.submit(self._do, PlannedAction(0, kind), time.monotonic()).result()
        for _ in range(WARM_ROWS):
            self._floor.step()
        self._desk.read(strip, self._desk.now())
        self._lane.submit(self._read_alerts).result()
        for record in self.told.records:
            record.warm = True

    def work(self, started: float) -> None:
        """Do every action when it is due, whatever became of the earlier ones."""
        threading.Thread(target=self._tick, name="tick", daemon=True).start()
        process = psutil.Process()
        before = sum(process.cpu_times()[:2])
        futures = []
        for planned in self._place.plan:
            due = started + planned.due
            time.sleep(max(0, due - time.monotonic()))
            bare = self._place.slices.is_floor(planned.due)
            futures.append(self._lane.submit(self._write_bare if bare else self._do, planned, due))
        time.sleep(max(0, started + self._place.slices.length - time.monotonic()))
        for future in futures:
            future.result()
        self.told.cpu = sum(process.cpu_times()[:2]) - before
        self.told.pss = process.memory_full_info().pss / 2**20

    def _do(self, planned: PlannedAction, due: float) -> None:
        begun = time.monotonic()
        chosen = self._chooser.choose(planned)
        if chosen is None:
            self.told.records.append(Record(planned.kind, due, begun, begun, Outcome.IDLE))
            return
        twin = self._other.submit(self._again, chosen.command) if planned.twice and self._place.number % 2 else None
        record = self._perform(chosen, due, begun)
        if twin is not None:
            record.repeats += (twin.result(),)
        if planned.twice and record.outcome is Outcome.DONE:
            record.repeats += (self._again(chosen.command),)
        self.told.records.append(record)

    def _perform(self, chosen: Chosen, due: float, begun: float) -> Record:
        record = Record(chosen.kind, due, begun, begun, Outcome.UNANSWERED, chosen.ticket)
        record.request, record.tag = chosen.command.request, chosen.tag
        while record.outcome is Outcome.UNANSWERED and record.tries <= TRIES:
            try:
                done = self._desk.execute(chosen.command, self._place.who)
            except Conflict as error:
                record.outcome, record.sentence = Outcome.CONFLICT, error.sentence
            except Refused as error:
                record.outcome = Outcome.CONFLICT if self._has_ended(chosen) else Outcome.REFUSED
                record.sentence = error.sentence
            except DeskError as error:
                record.sentence = error.sentence
                record.tries += 1
                time.sleep(TRY_AGAIN)
            else:
                self._chooser.done(chosen)
                record.outcome = Outcome.DONE
                record.committed = None if done.repeated else self._committed.at
                record.ticket = None if chosen.kind in WITHOUT_TICKET else done.result
        record.ended = time.monotonic()
        return record

    def _has_ended(self, chosen: Chosen) -> bool:
        """Return whether a further call was refused because another workstation ended its ticket first."""
        if chosen.ticket is None or chosen.kind not in (Kind.CHASE, Kind.ATTACH):
            return False
        return not self._desk.read(board_rows, frozenset({chosen.ticket}))

    def _again(self, command: Command[Any]) -> bool:
        """Send a command once more; return whether that did nothing or was the one that took effect."""
        try:
            self._desk.execute(command, self._place.who)
        except DeskError:
            return False
        return True

    def _write_bare(self, _deed: PlannedAction, due: float) -> None:
        begun = time.monotonic()
        kind = self._floor.step()
        self.told.records.append(Record(kind, due, begun, time.monotonic(), Outcome.FLOOR))

    def _on_commit(self, _connection: object) -> None:
        self._committed.at = time.monotonic()

    def _on_changes(self, changes: Changes) -> None:
        heard = Heard(time.monotonic(), changes.tickets)
        self.told.heard.append(heard)
        with self._guard:
            self._all_wanted |= changes.lost
            first = not self._waiting
            self._waiting.append(heard)
        if first:  # what changes before the read begins is read with it
            self._lane.submit(self._read_board)
        self._changed |= changes.tickets
        if changes.lost or SHOWN & changes.tables:
            self._ask_alerts()
        if changes.lost or COUNTING & changes.tables:
            self._stale.set()

    def _tick(self) -> None:
        """At intervals, after a change, read the counts and the state of the shown alerts."""
        while not self._worked.wait(self._random.uniform(*REST)):
            if self._pending & self._changed:
                self._ask_alerts()
            while self._unnoted:
                self._lane.submit(self._desk.shown, *self._unnoted.popleft())
            if self._stale.is_set():
                self._stale.clear()
                self._lane.submit(self._desk.read, strip, self._desk.now())

    def _ask_alerts(self) -> None:
        """Read the alerts, unless a queued read will do it."""
        self._changed = set()
        if not self._alerts_asked.is_set():
            self._alerts_asked.set()
            self._lane.submit(self._read_alerts)

    def _read_alerts(self) -> None:
        """Read what nobody has seen, and record that this screen shows it."""
        self._alerts_asked.clear()
        panel = self._desk.read(alert_panel).alerts
        mine = [alert for alert in panel if alert.recipient in self._place.who.roles]
        shown = frozenset(alert.id for alert in mine)
        fresh = shown - self._shown
        self._chooser.unseen = self._shown = shown
        self._pending = frozenset(alert.subject_id for alert in mine)
        if fresh:
            self._unnoted.append((fresh, self._desk.now()))

    def _read_board(self) -> None:
        with self._guard:
            answered, self._waiting = self._waiting, []
            everything, self._all_wanted = self._all_wanted, False
        if everything:
            self._chooser.take(frozenset(self._chooser.rows), self._desk.read(open_tickets))
        else:
            ids = frozenset(key for heard in answered for key in heard.tickets)
            self._chooser.take(ids, self._desk.read(board_rows, ids))
        shown = time.monotonic()
        for heard in answered:
            heard.shown = shown

    def settle(self) -> None:
        """Finish the queued reads, then compare the board with the database."""
        patience = time.monotonic() + PATIENCE
        wrong: set[object] = {None}
        while wrong and time.monotonic() < patience:
            time.sleep(0.5)
            wrong = self._lane.submit(self._differing).result()
        self.told.wrong_rows = len(wrong)
        self._worked.set()

    def _differing(self) -> set[object]:
        return set(self._desk.read(open_tickets)) ^ set(self._chooser.rows.values())
