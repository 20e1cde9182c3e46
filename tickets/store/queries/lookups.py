"""Lists for forms and settings: faults, places, crews, staff, limits, rungs, reasons."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Connection, Select, Table, and_, case, func, or_, select, text

from tickets.rules.ladder import Rung
from tickets.rules.limits import Limit
from tickets.rules.stages import STEP_OF, states_after
from tickets.rules.words import WORKING_STATES, Move, Priority, Role, Stage, Zone
from tickets.settings import HOLD_CAP, Setting
from tickets.store.rows import Fault, Who, freeze, row_maker
from tickets.store.rulebook import LIMIT_STANDS, READABLE_LIMIT
from tickets.store.tables import (
    assists,
    crews,
    faults,
    limits,
    members,
    outages,
    places,
    rungs,
    settings,
    staff,
    tickets,
)
from tickets.store.unreadable import ReadableRows, broken_count, broken_since, leave_out, readable
from tickets.store.unreadable_values import is_not_off, out_of_time

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Place:
    """An entry of the gazetteer. `aliases` are other names separated by spaces."""

    id: int
    name: str
    town: str
    zone: Zone
    kind: str
    aliases: str
    pinyin: str
    initials: str
    active: bool


@dataclass(frozen=True, slots=True)
class StaffMember:
    """A member of staff. `login` is None without an account; `expires` is when the account ends."""

    id: int
    name: str
    roles: frozenset[Role]
    phone: str
    active: bool
    on_duty: bool
    login: str | None
    expires: datetime | None


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a crew."""

    id: int
    crew_id: int
    name: str
    phone: str
    leader: bool
    active: bool


@dataclass(frozen=True, slots=True)
class CrewStanding:
    """A crew with its work: `load` open tickets, `on_site` of them where it has arrived."""

    id: int
    name: str
    phone: str
    skills: str
    base_place_id: int | None
    base_town: str | None
    zone: Zone | None
    active: bool
    on_duty: bool
    load: int
    on_site: int
    under_way: int
    assisting: int = 0  # tickets of other crews where it helps now


@dataclass(frozen=True, slots=True)
class LimitLine:
    """A limit in force for the settings. Seconds; DN in mm; local hours."""

    id: int
    rule: int
    version: int
    stage: Stage
    fault: str | None
    fault_name: str | None
    priority: Priority | None
    zone: Zone | None
    dn_from: int | None
    dn_to: int | None
    hour_from: int | None
    hour_to: int | None
    seconds: int
    source: str
    since: datetime

    @property
    def limit(self) -> Limit:
        """The limit as a rules object."""
        return Limit(
            self.id, self.stage, self.seconds, self.fault, self.priority, self.zone, self.dn_from, self.dn_to,
            self.hour_from, self.hour_to, self.version,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outage:
    """An area without water; `until` is None while it lasts."""

    id: int
    area: str
    place_id: int | None
    ticket_id: int | None
    households: int | None
    cause: str
    planned: bool
    since: datetime
    expected: datetime | None
    until: datetime | None


def is_empty(connection: Connection) -> bool:
    """Return whether no ticket has ever been logged."""
    return connection.execute(select(tickets.c.id).limit(1)).first() is None


def list_faults(connection: Connection, with_retired: bool = False) -> list[Fault]:
    """Return the fault taxonomy in its order."""
    return freeze(Fault, connection.execute(_active(faults, with_retired).order_by(faults.c.position)))


def list_places(connection: Connection, with_retired: bool = False) -> list[Place]:
    """Return the gazetteer by town and name."""
    return freeze(Place, connection.execute(_active(places, with_retired).order_by(places.c.town, places.c.name)))


def place_uses(connection: Connection, since: datetime) -> dict[int, int]:
    """Return how many tickets each place has had since an instant."""
    used = select(tickets.c.place_id, func.count().label("number")).where(
        tickets.c.opened >= since, tickets.c.place_id.is_not(None)
    )
    return {row.place_id: row.number for row in connection.execute(used.group_by(tickets.c.place_id))}


def list_staff(connection: Connection, with_retired: bool = False) -> list[StaffMember]:
    """Return the staff in the order they were added."""
    return freeze(StaffMember, connection.execute(_active(staff, with_retired).order_by(staff.c.id)))


def signed_in(connection: Connection, seat: str) -> Who | None:
    """Return the member of staff who is signed in on this connection; None for a file and for a server's superuser."""
    if connection.dialect.name == "sqlite":
        return None
    mine = select(staff.c.id, staff.c.name, staff.c.roles).where(staff.c.login == func.session_user())
    found = connection.execute(mine).one_or_none()
    return None if found is None else Who(found.id, found.name, found.roles, seat)


def list_members(connection: Connection, crew_id: int | None = None) -> list[Member]:
    """Return the members of a crew, or of all crews, leaders first."""
    statement = select(members).order_by(members.c.crew_id, members.c.leader.desc(), members.c.id)
    chosen = statement if crew_id is None else statement.where(members.c.crew_id == crew_id)
    return freeze(Member, connection.execute(chosen))


def list_crews(connection: Connection, with_retired: bool = False) -> list[CrewStanding]:
    """Return the crews with their load, those on duty first."""
    return freeze(CrewStanding, connection.execute(_crews_with_load(with_retired)))


@cache
def _crews_with_load(with_retired: bool) -> Select[Any]:
    """Return the query of `list_crews`, built once: it is read whenever a ticket is shown."""
    working = text("tickets.state IN ({})".format(", ".join(f"'{state}'" for state in WORKING_STATES)))
    busy = (
        select(
            tickets.c.crew_id,
            func.count().label("load"),
            func.sum(case((tickets.c.state.in_(states_after(Move.ARRIVE)), 1), else_=0)).label("on_site"),
            func.sum(
                case(
                    (and_(tickets.c.state.in_(STEP_OF[Move.DEPART].within), tickets.c.departed_at.is_not(None)), 1),
                    else_=0,
                )
            ).label("under_way"),
        )
        .where(working, tickets.c.crew_id.is_not(None))
        .group_by(tickets.c.crew_id)
        .subquery()
    )
    work = (func.coalesce(busy.c[name], 0).label(name) for name in ("load", "on_site", "under_way"))
    helping = (
        select(assists.c.crew_id, func.count().label("tickets"))
        .where(assists.c.left_at.is_(None), assists.c.undone.is_(False))
        .group_by(assists.c.crew_id)
        .subquery()
    )
    return (
        _active(crews, with_retired)
        .add_columns(places.c.town.label("base_town"), *work, func.coalesce(helping.c.tickets, 0).label("assisting"))
        .outerjoin(busy, busy.c.crew_id == crews.c.id)
        .outerjoin(helping, helping.c.crew_id == crews.c.id)
        .outerjoin(places, places.c.id == crews.c.base_place_id)
        .order_by(crews.c.on_duty.desc(), crews.c.id)
    )


def list_limits(connection: Connection) -> list[LimitLine]:
    """Return the limits in force, by stage and rule."""
    named = select(*READABLE_LIMIT, faults.c.name.label("fault_name"))
    found = connection.execute(
        named.outerjoin(faults, faults.c.code == limits.c.fault)
        .where(LIMIT_STANDS)
        .order_by(limits.c.stage, limits.c.rule)
    )
    names, before = tuple(found.keys()), broken_count()
    make, lines = row_maker(LimitLine, names), []
    for row in readable(LimitLine, found, names):
        if row.odd_until:
            leave_out(LimitLine, {"id": row.id}, ["until"])
        lines.append(make(row))
    return ReadableRows(lines, broken_since(before))


def list_rungs(connection: Connection) -> list[Rung]:
    """Return the rungs in force."""
    return freeze(Rung, connection.execute(_lasting(rungs).order_by(rungs.c.id)))


def list_outages(connection: Connection) -> list[Outage]:
    """Return the outages that last or are planned, the newest first."""
    stands = _lasting(outages).where(outages.c.withdrawn.is_(False))
    return freeze(Outage, connection.execute(stands.order_by(outages.c.since.desc(), outages.c.id.desc())))


def setting(connection: Connection, wanted: Setting[T]) -> T:
    """Return the value of a setting of the whole database; its default in place of a value that may not be stored."""
    return wanted.read(connection.execute(select(settings.c.value).where(settings.c.key == wanted.key)).scalar())


def hold_cap(connection: Connection) -> int:
    """Return for how many seconds a granted hold counts at most."""
    return int(setting(connection, HOLD_CAP)) * 3600


def _active(table: Table, with_retired: bool) -> Select[Any]:
    """Return a select of a table's rows, the retired ones only when wanted."""
    return select(table) if with_retired else select(table).where(is_not_off(table.c.active))


def _lasting(table: Table) -> Select[Any]:
    """Return a select of a table's rows that have no end, or none that can be read."""
    return select(table).where(or_(table.c.until.is_(None), out_of_time(table.c.until)))
