"""Ranks the crews for a ticket, with the reasons for the dispatcher.

A crew that handed this ticket back ranks last. Further criteria in order: on duty, idle, skilled for the fault group,
fewer open tickets, based in the same town, in the same zone.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from tickets.rules.words import FaultGroup, Zone


@dataclass(frozen=True, slots=True)
class Crew:
    """A crew's present state. `load` counts its open tickets; "" or None where the base is unknown."""

    id: int
    on_duty: bool
    load: int
    skills: frozenset[FaultGroup]
    town: str = ""
    zone: Zone | None = None


@dataclass(frozen=True, slots=True)
class CrewRequest:
    """What a crew is needed for. `returned_by` are the crews that handed this ticket back."""

    group: FaultGroup
    zone: Zone
    town: str = ""
    returned_by: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Ranked:
    """A ranked crew, with reasons in Chinese, the weightiest first."""

    crew: Crew
    reasons: tuple[str, ...]


def rank(crews: Iterable[Crew], request: CrewRequest) -> list[Ranked]:
    """Return every crew, the best first; equal ones by id, so that the order is stable."""
    ordered = sorted(crews, key=lambda crew: _rank_key(crew, request))
    return [Ranked(crew, _reasons(crew, request)) for crew in ordered]


def _rank_key(crew: Crew, request: CrewRequest) -> tuple[bool, bool, bool, bool, int, int, int]:
    return (
        crew.id in request.returned_by,
        not crew.on_duty,
        crew.load > 0,
        not _skilled(crew, request),
        crew.load,
        _distance(crew, request),
        crew.id,
    )


def _reasons(crew: Crew, request: CrewRequest) -> tuple[str, ...]:
    returned = ("曾退回本单",) if crew.id in request.returned_by else ()
    duty = "在班" if crew.on_duty else "不在班"
    load = f"手上 {crew.load} 单" if crew.load else "空闲"
    skill = (f"擅长{request.group.label}",) if request.group in crew.skills else ()
    unskilled = () if _skilled(crew, request) else (f"未登记{request.group.label}技能",)
    near = (f"驻地同在{crew.town}", f"驻地同属{request.zone.label}", "驻地不在本片区")
    base = (near[_distance(crew, request)],) if crew.town or crew.zone else ()
    return *returned, duty, load, *skill, *unskilled, *base


def _skilled(crew: Crew, request: CrewRequest) -> bool:
    """Return whether the crew has the skill for these faults; no skill is needed for a fault without a group."""
    return request.group is FaultGroup.OTHER or request.group in crew.skills


def _distance(crew: Crew, request: CrewRequest) -> int:
    if crew.town and crew.town == request.town:
        return 0
    return 1 if crew.zone is request.zone else 2
