"""Groups unseen alerts by clock and judges them by the clock's present state. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from tickets.rules.words import Role, RungKind
from tickets.store.queries.alert_panel import GRAVEST, Panel, PanelAlert, PanelDigest


class Now(IntEnum):
    """The present state of an alert's clock, the worst first."""

    LATE = 0  # past its deadline, running or on hold since
    SOON = 1  # warned, and still before the deadline
    HELD = 2  # on hold, not late
    MOVED = 3  # alerted for an earlier deadline; the present one is still to come
    ENDED = 4  # nothing is left to do


def standing(alert: PanelAlert, now: datetime) -> Now:
    """Return the state of the alert's clock at `now`."""
    if alert.over:
        return Now.ENDED
    if (alert.held_since or now) >= alert.deadline:
        return Now.LATE
    if alert.held_since is not None:
        return Now.HELD
    return Now.SOON if alert.current and alert.kind is RungKind.WARNING else Now.MOVED


@dataclass(frozen=True, slots=True)
class AlertGroup:
    """All unseen alerts of one clock: `top` is the gravest, `ids` are all of them."""

    id: int
    top: PanelAlert
    ids: frozenset[int]

    def presses(self, now: datetime) -> bool:
        """Return whether the clock is overdue and running: this makes a sound."""
        top = self.top
        return standing(top, now) is Now.LATE and top.held_since is None and top.kind is not RungKind.WARNING


@dataclass(frozen=True, slots=True)
class Pending:
    """What is unseen and concerns the current user: the worst of `count` groups and digests."""

    matters: tuple[AlertGroup, ...] = ()
    digests: tuple[PanelDigest, ...] = ()
    count: int = 0

    def presses(self, now: datetime) -> bool:
        """Return whether anything in it makes a sound."""
        return bool(self.digests) or any(matter.presses(now) for matter in self.matters)

    def late(self, now: datetime) -> bool:
        """Return whether anything in it is past its deadline."""
        return bool(self.digests) or any(standing(matter.top, now) is Now.LATE for matter in self.matters)

    def at(self, now: datetime) -> "Pending":
        """Return the same, sorted with the worst at `now` first."""
        return Pending(tuple(sorted(self.matters, key=lambda matter: _order(matter, now))), self.digests, self.count)

    @property
    def alert_ids(self) -> frozenset[int]:
        """The ids of all alerts."""
        return frozenset().union(*(matter.ids for matter in self.matters))

    @property
    def tickets(self) -> frozenset[int]:
        """The ids of all tickets with alerts."""
        return frozenset(matter.top.ticket_id for matter in self.matters)

    def __bool__(self) -> bool:
        return bool(self.matters or self.digests)


def pending(panel: Panel, roles: frozenset[Role], now: datetime) -> Pending:
    """Return what concerns somebody with these roles, grouped by clock, the worst first."""
    by_clock: dict[int, list[PanelAlert]] = {}
    for alert in panel.alerts:
        if alert.recipient in roles:
            by_clock.setdefault(alert.clock_id, []).append(alert)
    matters = (
        AlertGroup(key, _gravest(alerts), frozenset(alert.id for alert in alerts)) for key, alerts in by_clock.items()
    )
    return Pending(tuple(matters), panel.digests, panel.matters + len(panel.digests)).at(now)


def _gravest(alerts: Iterable[PanelAlert]) -> PanelAlert:
    return max(alerts, key=lambda alert: (alert.current, -GRAVEST[alert.kind], alert.due, alert.id))


def _order(matter: AlertGroup, now: datetime) -> tuple[Now, bool, int, str, datetime]:
    top = matter.top
    return standing(top, now), top.held_since is not None, GRAVEST[top.kind], str(top.priority), top.deadline
