"""The staff and crews of a drill; their names say so."""

from collections.abc import Sequence
from dataclasses import dataclass

from tickets.actions.people import save_crew, save_staff
from tickets.rules.words import FaultGroup, Role, Zone
from tickets.service import TicketService
from tickets.store.queries.lookups import list_crews, list_staff
from tickets.store.rows import Who

SEAT = "演练席"
CREW_NAMES = tuple(f"演练{number}班" for number in "一二三四五六七八")
_SETTER = Who(None, "演练", frozenset(Role), SEAT)


@dataclass(frozen=True, slots=True)
class Cast:
    """The people of the drill."""

    operator: Who
    dispatcher: Who
    supervisor: Who
    crews: tuple[int, ...]


def assemble(service: TicketService) -> Cast:
    """Return the people of the drill; those missing in the database are added."""
    return Cast(
        _member(service, "演练接线员", Role.OPERATOR),
        _member(service, "演练调度员", Role.DISPATCHER),
        _member(service, "演练值班长", Role.SUPERVISOR),
        _crews(service, CREW_NAMES),
    )


def _member(service: TicketService, name: str, role: Role) -> Who:
    known = {member.name: member.id for member in service.read(list_staff, True)}
    key = known.get(name) or service.execute(save_staff(None, name, frozenset({role})), _SETTER).result
    return Who(key, name, frozenset({role}), SEAT)


def _crews(service: TicketService, names: Sequence[str]) -> tuple[int, ...]:
    known = {crew.name: crew.id for crew in service.read(list_crews, True)}
    skills = " ".join(group.value for group in FaultGroup)
    zones = (Zone.URBAN, Zone.RURAL)
    return tuple(
        known.get(name) or service.execute(save_crew(None, name, skills=skills, zone=zones[number % 2]), _SETTER).result
        for number, name in enumerate(names)
    )
