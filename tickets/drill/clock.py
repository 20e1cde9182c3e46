"""Accelerated time: a clock that jumps from event to event, and the alarm and the feed that go with it."""

import heapq
from collections.abc import Callable
from datetime import datetime

from tickets.rules.instants import plus
from tickets.store.engine import Store
from tickets.store.feed.changes import Listener
from tickets.store.feed.feed import Feed

HEARTBEAT_SECONDS = 60

Event = Callable[[], None]


class SimulatedClock:
    """A clock that stands still while something happens and then jumps to what comes next."""

    def __init__(self, start: datetime) -> None:
        self._now = start
        self._events: list[tuple[datetime, int, bool, Event]] = []
        self._scheduled = 0
        self._awaited = 0

    def __call__(self) -> datetime:
        """Return the simulated instant."""
        return self._now

    def at(self, instant: datetime, event: Event, *, idle: bool = False) -> None:
        """Let something happen at an instant, or now if that has passed. `idle` events don't keep the clock going."""
        self._scheduled += 1
        self._awaited += not idle
        heapq.heappush(self._events, (max(instant, self._now), self._scheduled, idle, event))

    def run(self, after: Event) -> None:
        """Let everything happen in its order, with `after` following each, until only idle events are left."""
        while self._awaited:
            self._now, _, idle, event = heapq.heappop(self._events)
            self._awaited -= not idle
            event()
            after()


class SimulatedAlarm:
    """The watch's alarm under a simulated clock. While it sleeps, like a machine with its lid closed, it is silent."""

    def __init__(self, clock: SimulatedClock) -> None:
        self._clock = clock
        self._ring: Callable[[], None] | None = None
        self._due: datetime | None = None
        self._asleep_until = clock()

    def start(self, ring: Callable[[], None]) -> None:
        """Call `ring` from now on, at every heartbeat too."""
        self._ring = ring
        self._beat()

    def set(self, seconds: float | None) -> None:
        """Ring after `seconds`, cut to whole ones, instead of when it was set to before."""
        instant = None if seconds is None else plus(self._clock(), int(seconds))
        if instant is not None and instant != self._due:
            self._clock.at(instant, lambda: self._ring_for(instant), idle=True)
        self._due = instant

    def stop(self) -> None:
        """Ring no more."""
        self._ring = None

    def sleep(self, seconds: int) -> None:
        """Be silent for a while."""
        self._asleep_until = plus(self._clock(), seconds)

    def _ring_for(self, instant: datetime) -> None:
        if instant == self._due:
            self._due = None
            self._ring_if_awake()

    def _beat(self) -> None:
        if self._ring is not None:
            self._clock.at(plus(self._clock(), HEARTBEAT_SECONDS), self._beat_and_ring, idle=True)

    def _beat_and_ring(self) -> None:
        self._ring_if_awake()
        self._beat()

    def _ring_if_awake(self) -> None:
        if self._ring is not None and self._clock() >= self._asleep_until:
            self._ring()


class HandFeed(Feed):
    """A feed without a thread of its own: it tells when it is asked to, so that a rehearsal repeats exactly."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self.poll()

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Tell `listener` from now on. Returns the function that ends it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)
