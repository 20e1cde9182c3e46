"""Calls that come from one town at once and may be about one fault: one ticket is suggested to keep them together.

A shut or broken main is reported as no water, low pressure, dirty water or a leak, so these count together. Frost and
meters concern one household each. Calls without a place count nowhere, and a caller counts once. Pure.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from tickets.rules.likeness import OpenTicket
from tickets.rules.words import FaultGroup

FAMILY = frozenset({FaultGroup.MAIN, FaultGroup.SUPPLY})
CAUSE_WITHIN = timedelta(hours=24)  # a burst main that old may still explain calls


@dataclass(frozen=True, slots=True)
class Cluster:
    """Open tickets of a town that may be about one fault: the `main` one, and the `others`, oldest first.

    `callers` is how many people called about those opened within the time.
    """

    town: str
    main: int
    others: tuple[int, ...]
    callers: int

    @property
    def tickets(self) -> frozenset[int]:
        """The ids of all its tickets."""
        return frozenset((self.main, *self.others))


def find_clusters(tickets: Iterable[OpenTicket], now: datetime, at_least: int, within: timedelta) -> list[Cluster]:
    """Return the towns from which at least so many people called within a time, the most callers first.

    The main ticket is one whose fault needs the water shut, if there is any, else the oldest.
    """
    by_town: defaultdict[str, list[OpenTicket]] = defaultdict(list)
    for ticket in tickets:
        if ticket.town and ticket.place_id is not None and ticket.group in FAMILY:
            by_town[ticket.town].append(ticket)
    found = (_cluster(town, every, now, within) for town, every in by_town.items())
    suggested = [one for one in found if one is not None and one.callers >= at_least and one.others]
    return sorted(suggested, key=lambda one: (-one.callers, one.main))


def _cluster(town: str, every: list[OpenTicket], now: datetime, within: timedelta) -> Cluster | None:
    recent = [one for one in every if now - within <= one.opened <= now]
    if not recent:
        return None
    causes = [one for one in every if one.isolates and now - CAUSE_WITHIN <= one.opened <= now]
    main = min(causes or recent, key=lambda one: (one.opened, one.id))
    others = sorted((one for one in recent if one.id != main.id), key=lambda one: (one.opened, one.id))
    return Cluster(town, main.id, tuple(one.id for one in others), _callers(recent))


def _callers(tickets: Iterable[OpenTicket]) -> int:
    """Return how many people called about these: tickets that share a number are one person's, whatever others it has.

    Several callers of one ticket count as one, because its numbers don't say whose they are.
    """
    people: list[frozenset[str]] = []
    unnumbered = 0
    for ticket in tickets:
        unnumbered += not ticket.phones
        same = [one for one in people if one & ticket.phones]
        people = [one for one in people if not one & ticket.phones]
        if ticket.phones:
            people.append(ticket.phones.union(*same))
    return len(people) + unnumbered
