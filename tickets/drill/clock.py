"""Simulated time: a clock that jumps from event to event, with a timer and a feed that use it."""

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
    """A clock that stands still during an event and then jumps to the next one."""

    def __init__(self, start: datetime) -> None:
        self._now = start
        self._events: list[tuple[datetime, int, bool, Event]] = []
        self._scheduled = 0
        self._awaited = 0

    def __call__(self) -> datetime:
        return self._now

    def at(self, instant: datetime, event: Event, *, idle: bool = False) -> None:
        """Schedule an event, or run it now if the instant has passed.

        The clock stops when only `idle` events are left.
        """
        self._scheduled += 1
        self._awaited += not idle
        heapq.heappush(self._events, (max(instant, self._now), self._scheduled, idle, event))

    def run(self, after: Event) -> None:
        """Run all events in order, calling `after` behind each, until only idle events are left."""
        while self._awaited:
            self._now, _, idle, event = heapq.heappop(self._events)
            self._awaited -= not idle
            event()
            after()


class SimulatedTimer:
    """The watch's timer on a simulated clock. It is silent while asleep, like a suspended machine."""

    def __init__(self, clock: SimulatedClock) -> None:
        self._clock = clock
        self._ring: Callable[[], None] | None = None
        self._due: datetime | None = None
        self._asleep_until = clock()

    def start(self, ring: Callable[[], None]) -> None:
        """Call `ring` from now on, and at every heartbeat."""
        self._ring = ring
        self._beat()

    def set(self, seconds: float | None) -> None:
        """Call after `seconds`, cut to whole ones, instead of when it was set to before."""
        instant = None if seconds is None else plus(self._clock(), int(seconds))
        if instant is not None and instant != self._due:
            self._clock.at(instant, lambda: self._ring_for(instant), idle=True)
        self._due = instant

    def stop(self) -> None:
        """Make no more calls."""
        self._ring = None

    def sleep(self, seconds: int) -> None:
        """Make no calls for some seconds."""
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
    """A feed without a thread: it notifies on request only, so that a drill is reproducible."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self.poll()

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Notify `listener` from now on. Return the function that unsubscribes it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)
