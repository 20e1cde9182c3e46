"""The environment of a drill: a service, its watch and an alert screen, on one simulated clock."""

from collections import Counter
from datetime import datetime
from functools import partial
from random import Random
from typing import TypeVar

from tickets.actions.alerting import acknowledge
from tickets.actions.command import Command
from tickets.drill.clock import HandFeed, SimulatedClock, SimulatedTimer
from tickets.errors import DeskError
from tickets.rules.instants import plus
from tickets.rules.subjects import Subject
from tickets.rules.words import Role, RungKind, Stage
from tickets.service import TicketService
from tickets.store.engine import Store
from tickets.store.feed.changes import Changes
from tickets.store.queries.alert_panel import alert_panel
from tickets.store.rows import Who
from tickets.store.schema import open_store
from tickets.watch.watch import Watch

R = TypeVar("R")

REPEATED_SHARE = 0.1
SEEN_AFTER = range(20, 400)  # seconds until somebody acknowledges what the screen shows

Shown = tuple[Subject, Stage, RungKind, Role, datetime]


class Room:
    """Executes commands; alerts appear on the screen and are acknowledged as time passes."""

    def __init__(self, store: Store, clock: SimulatedClock, seed: int) -> None:
        """Use a store, which is closed and opened again at a restart, and closed at the end."""
        self.clock = clock
        self.shown: Counter[Shown] = Counter()
        self.repeats = 0
        self.trouble: list[str] = []
        self.onlooker: Who | None = None
        self._chance = Random(f"room {seed}")
        self._known: set[int] = set()
        self._open(store)

    def execute(self, command: Command[R], who: Who) -> R:
        """Execute a command; now and then send it again, like a workstation that received no answer."""
        result = self.service.execute(command, who).result
        self.tell()
        if self._chance.random() < REPEATED_SHARE:
            wait = self._chance.choice((0, 1, 30, 600))
            self.clock.at(plus(self.clock(), wait), partial(self._repeat, command, who, result))
        return result

    def tell(self) -> None:
        """Notify watch and screen of changes."""
        self.service.feed.notify()

    def restart(self) -> None:
        """Close the service and open it again."""
        self.close()
        store = self.service.store
        self._open(open_store(store.url, credentials=store.credentials))
        self.begin()

    def begin(self) -> None:
        """Start the watch."""
        self.watch.start()
        self.tell()

    def close(self) -> None:
        """Stop the watch and the service."""
        self.watch.stop()
        self.service.close()

    def _open(self, store: Store) -> None:
        self.service = TicketService(store, self.clock)
        self.service.feed = HandFeed(store)
        self.timer = SimulatedTimer(self.clock)
        self.watch = Watch(self.service, self.timer)
        self.service.feed.subscribe(self._on_changes)

    def _repeat(self, command: Command[R], who: Who, result: R) -> None:
        self.repeats += 1
        try:
            done = self.service.execute(command, who)
            recognised = done.repeated and done.result == result
        except DeskError:
            recognised = False
        if not recognised:
            self.trouble.append(f"{command.label}：重发的请求没有认出来。")

    def _on_changes(self, changes: Changes) -> None:
        if "alerts" not in changes.tables:
            return
        panel = self.service.read(alert_panel)
        fresh = [alert for alert in panel.alerts if alert.id not in self._known]
        for alert in fresh:
            self.shown[alert.subject, alert.stage, alert.kind, alert.recipient, alert.due] += 1
        ids, digests = frozenset(alert.id for alert in fresh), frozenset(digest.id for digest in panel.digests)
        self._known |= ids
        if ids:
            self.service.shown(ids, self.service.now())
        if ids or digests:
            seen = plus(self.clock(), self._chance.choice(SEEN_AFTER))
            self.clock.at(seen, partial(self._acknowledge, ids, digests))

    def _acknowledge(self, ids: frozenset[int], digests: frozenset[int]) -> None:
        if self.onlooker is not None:
            self.execute(acknowledge(ids, digests), self.onlooker)
