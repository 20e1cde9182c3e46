"""The lists that forms choose from, read together, and the crews ranked for a ticket."""

from dataclasses import dataclass
from typing import Any

from tickets.rules.limits import Limit
from tickets.rules.ranking import Crew, CrewRequest, rank
from tickets.rules.words import FaultGroup, Outcome
from tickets.settings import HOLD_CAP, HOLD_GRACE, HOLD_REASONS
from tickets.store.queries.lookups import CrewStanding, hold_cap, list_crews, list_faults, list_limits, setting
from tickets.store.queries.ticket_file import TicketFile
from tickets.store.rows import Fault
from ui.kit.wording import translate

TABLES = frozenset({"faults", "crews", "settings", "tickets", "limits"})  # tables that `Choices` is read from


@dataclass(frozen=True, slots=True)
class Choices:
    """What forms offer. `faults` includes retired ones, for the ratings of old tickets.

    `hold_cap` is for how many seconds a granted hold counts at most, `hold_grace` for how many minutes one is in effect
    without consent. `known` is false until the lists have been read.
    """

    faults: tuple[Fault, ...] = ()
    crews: tuple[CrewStanding, ...] = ()
    hold_reasons: tuple[str, ...] = ()
    known: bool = True
    hold_cap: int = HOLD_CAP.default * 3600
    hold_grace: int = HOLD_GRACE.default
    limits: tuple[Limit, ...] = ()


UNREAD = Choices(known=False)


@dataclass(frozen=True, slots=True)
class RankedCrew:
    """A crew with the reasons for its rank, the weightiest first; no reasons without a ticket."""

    crew: CrewStanding
    reasons: tuple[str, ...] = ()

    @property
    def id(self) -> int:
        """The crew's id."""
        return self.crew.id


def read_choices(connection: Any) -> Choices:
    """Return every list in one snapshot."""
    reasons = setting(connection, HOLD_REASONS)
    return Choices(
        tuple(list_faults(connection, with_retired=True)),
        tuple(list_crews(connection)),
        tuple(map(str, reasons)),
        hold_cap=hold_cap(connection),
        hold_grace=int(setting(connection, HOLD_GRACE)),
        limits=tuple(line.limit for line in list_limits(connection)),
    )


def ranked_crews(crews: tuple[CrewStanding, ...], file: TicketFile | None) -> tuple[RankedCrew, ...]:
    """Return the crews, the best for the ticket first; unsorted without a ticket."""
    if file is None:
        return tuple(RankedCrew(crew) for crew in crews)
    by_id = {crew.id: crew for crew in crews}
    returned = {line.crew for line in file.clocks if line.clock.outcome is Outcome.RETURNED}
    job = CrewRequest(
        FaultGroup(file.fault.fault_group),
        file.ticket.zone,
        file.town or "",
        frozenset(crew.id for crew in crews if crew.name in returned),
    )
    ranked = rank((_for_ranking(crew) for crew in crews), job)
    return tuple(RankedCrew(by_id[each.crew.id], each.reasons) for each in ranked)


def crew_state(crew: CrewStanding) -> str:
    """Return a crew's present state as a word."""
    if not crew.on_duty:
        return translate("crews", "下班")
    if crew.on_site > 0:
        return translate("crews", "现场")
    if crew.under_way > 0:
        return translate("crews", "路上")
    if crew.load:
        return translate("crews", "待出发")
    return translate("crews", "协助") if crew.assisting else translate("crews", "空闲")


def skill_labels(skills: str) -> str:
    """Return the labels of stored fault groups; words that are no group are kept."""
    labels = {group.value: group.label for group in FaultGroup}
    return " ".join(labels.get(skill, skill) for skill in skills.split())


def _for_ranking(crew: CrewStanding) -> Crew:
    by_word = {word: group for group in FaultGroup for word in (group.value, group.label)}
    skills = frozenset(by_word[skill] for skill in crew.skills.split() if skill in by_word)
    return Crew(crew.id, crew.on_duty, crew.load + crew.assisting, skills, crew.base_town or "", crew.zone)
