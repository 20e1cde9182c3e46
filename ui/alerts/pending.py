"""Unseen alerts as people see them: one matter per clock, the worst first. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from tickets.rules.words import Role, RungKind
from tickets.store.queries.alert_panel import Panel, PanelAlert, PanelDigest

_WEIGHT = {RungKind.ESCALATION: 0, RungKind.OVERDUE: 1, RungKind.WARNING: 2}


@dataclass(frozen=True, slots=True)
class Matter:
    """One ticket's stage that somebody must look at: `top` is its gravest alert, `ids` all of its alerts."""

    id: tuple[int, str]
    top: PanelAlert
    ids: frozenset[int]

    @property
    def pressing(self) -> bool:
        """Whether it is overdue and still not done: this is what makes a sound."""
        return self.top.kind is not RungKind.WARNING and not self.top.over


@dataclass(frozen=True, slots=True)
class Pending:
    """Everything unseen that concerns this seat."""

    matters: tuple[Matter, ...] = ()
    digests: tuple[PanelDigest, ...] = ()

    @property
    def pressing(self) -> bool:
        """Whether anything pressing is among it."""
        return any(matter.pressing for matter in self.matters) or bool(self.digests)

    @property
    def alert_ids(self) -> frozenset[int]:
        """The ids of all alerts."""
        return frozenset().union(*(matter.ids for matter in self.matters))

    @property
    def tickets(self) -> frozenset[int]:
        """The ids of all tickets that alerts are about."""
        return frozenset(matter.top.ticket_id for matter in self.matters)

    def __bool__(self) -> bool:
        return bool(self.matters or self.digests)


def pending(panel: Panel, roles: frozenset[Role]) -> Pending:
    """Return what concerns somebody with these roles, gathered by ticket and stage, the worst first."""
    by_matter: dict[tuple[int, str], list[PanelAlert]] = {}
    for alert in panel.alerts:
        if alert.recipient in roles:
            by_matter.setdefault((alert.ticket_id, alert.stage), []).append(alert)
    matters = (
        Matter(key, _gravest(alerts), frozenset(alert.id for alert in alerts)) for key, alerts in by_matter.items()
    )
    return Pending(tuple(sorted(matters, key=_order)), panel.digests)


def _gravest(alerts: Iterable[PanelAlert]) -> PanelAlert:
    return max(alerts, key=lambda alert: (-_WEIGHT[alert.kind], alert.due, alert.id))


def _order(matter: Matter) -> tuple[bool, int, str, datetime]:
    top = matter.top
    return top.over, _WEIGHT[top.kind], str(top.priority), top.deadline
