"""Groups unseen alerts by clock and judges them by the clock's present state. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from tickets.rules.words import Role, RungKind
from tickets.store.queries.alert_panel import GRAVEST, Panel, PanelAlert, PanelDigest


class ClockState(IntEnum):
    """The present state of an alert's clock, the worst first."""

    LATE = 0  # past its deadline, running or on hold since
    SOON = 1  # warned, and still before the deadline
    HELD = 2  # on hold, not late
    MOVED = 3  # alerted for an earlier deadline; the present one is still to come
    ENDED = 4  # nothing is left to do


def clock_state(alert: PanelAlert, now: datetime) -> ClockState:
    """Return the state of the alert's clock at `now`."""
    if alert.over or alert.undone:
        return ClockState.ENDED
    stands_since = alert.stands_since(now)
    if (stands_since or now) >= alert.due_at(now):
        return ClockState.LATE
    if stands_since is not None:
        return ClockState.HELD
    return ClockState.SOON if alert.current and alert.kind is RungKind.WARNING else ClockState.MOVED


@dataclass(frozen=True, slots=True)
class AlertGroup:
    """All unseen alerts of one clock: `top` is the gravest, `ids` are all of them."""

    id: int
    top: PanelAlert
    ids: frozenset[int]

    def is_pressing(self, now: datetime) -> bool:
        """Return whether the clock is overdue and running: this makes a sound."""
        top = self.top
        running = top.stands_since(now) is None
        return clock_state(top, now) is ClockState.LATE and running and top.kind is not RungKind.WARNING


@dataclass(frozen=True, slots=True)
class Pending:
    """What is unseen and concerns the current user: the worst of `count` groups and digests."""

    groups: tuple[AlertGroup, ...] = ()
    digests: tuple[PanelDigest, ...] = ()
    count: int = 0

    def is_pressing(self, now: datetime) -> bool:
        """Return whether anything in it makes a sound."""
        return bool(self.digests) or any(group.is_pressing(now) for group in self.groups)

    def late(self, now: datetime) -> bool:
        """Return whether anything in it is past its deadline."""
        return bool(self.digests) or any(clock_state(group.top, now) is ClockState.LATE for group in self.groups)

    def at(self, now: datetime) -> "Pending":
        """Return the same, sorted with the worst at `now` first."""
        return Pending(tuple(sorted(self.groups, key=lambda group: _order(group, now))), self.digests, self.count)

    @property
    def alert_ids(self) -> frozenset[int]:
        """The ids of all alerts."""
        return frozenset().union(*(group.ids for group in self.groups))

    @property
    def tickets(self) -> frozenset[int]:
        """The ids of all tickets with alerts."""
        ids = (group.top.subject.ticket_id for group in self.groups)
        return frozenset(id_ for id_ in ids if id_ is not None)

    def __bool__(self) -> bool:
        return bool(self.groups or self.digests)


def pending(panel: Panel, roles: frozenset[Role], now: datetime) -> Pending:
    """Return what concerns somebody with these roles, grouped by clock, the worst first."""
    by_clock: dict[int, list[PanelAlert]] = {}
    for alert in panel.alerts:
        if alert.recipient in roles:
            by_clock.setdefault(alert.clock_id, []).append(alert)
    groups = (
        AlertGroup(key, _gravest(alerts), frozenset(alert.id for alert in alerts)) for key, alerts in by_clock.items()
    )
    return Pending(tuple(groups), panel.digests, panel.matters + len(panel.digests)).at(now)


def _gravest(alerts: Iterable[PanelAlert]) -> PanelAlert:
    return max(alerts, key=lambda alert: (alert.current, -GRAVEST[alert.kind], alert.due, alert.id))


def _order(group: AlertGroup, now: datetime) -> tuple[ClockState, bool, int, str, datetime]:
    top = group.top
    held = top.stands_since(now) is not None
    return clock_state(top, now), held, GRAVEST[top.kind], str(top.priority), top.due_at(now)
