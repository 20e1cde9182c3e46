"""The server, its database with staff and open tickets, and the database of the plain rows."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random

from tests.bench.seats.bare import Script, listen
from tests.bench.seats.mix import FAULTS, PlannedAction, Slices
from tests.bench.seats.seat import Place
from tests.desk_fixtures import EVERYONE, make_desk, open_on
from tests.servers import SUPERUSER, SUPERUSER_PASSWORD, Server
from tests.staffed import Member, StaffedDesk
from tickets.actions.dispatch import dispatch
from tickets.actions.intake import CallDetails, ReportedFault, log_call
from tickets.actions.people import save_crew
from tickets.actions.progress import accept, arrive, isolate, resolve
from tickets.rules.words import Role
from tickets.service import TicketService
from tickets.store.postgres.security.journal_guard import GUARD_NOT
from tickets.store.queries.lookups import list_faults, list_places

FLOOR = "floor"
CREWS = 11
OPEN_EACH = 12  # tickets open before the start, for each workstation
OPEN_AT_MOST = 1200
OLDEST = 6 * 60  # seconds: age of the oldest calls, so that warnings fall due during the run
_FINISHED = 5  # steps


@dataclass(frozen=True, slots=True)
class Room:
    """The environment of the workstations. Everybody signs in with a login of their own."""

    server: Server
    database: str
    people: tuple[Member, ...]
    script: Script
    places: tuple[int, ...]


def furnish(staffed: StaffedDesk, roles: Sequence[Role]) -> Room:
    """Create the floor's database, a member of staff for each workstation, and the open tickets."""
    server, database = staffed.server, staffed.database
    make_desk(server, FLOOR)
    with closing(TicketService(open_on(server, FLOOR))) as floor:
        crew = floor.execute(save_crew(None, "一班"), EVERYONE).result
        script = listen(floor, EVERYONE, crew, floor.read(list_places)[0].id)
    server.execute(GUARD_NOT, FLOOR)  # rows written again don't follow other ones
    people = tuple(staffed.employ(f"{role}_{number + 1}", role) for number, role in enumerate(roles))
    with closing(TicketService(open_on(server, database))) as desk:
        crews = [desk.execute(save_crew(None, f"抢修 {number + 1} 班"), EVERYONE).result for number in range(CREWS)]
        places = tuple(place.id for place in desk.read(list_places))
        _open_tickets(desk, min(OPEN_EACH * len(roles), OPEN_AT_MOST), crews, places)
    server.execute("VACUUM ANALYZE", database)
    server.execute("VACUUM ANALYZE", FLOOR)
    server.execute("CHECKPOINT")
    return Room(server, database, people, script, places)


def place_for(room: Room, roles: Sequence[Role], number: int, plan: list[PlannedAction], slices: Slices) -> Place:
    """Return the settings of one workstation."""
    alike = [other for other, role in enumerate(roles) if role is roles[number]]
    floor = f"host=127.0.0.1 port={room.server.port} dbname={FLOOR} user={SUPERUSER} password={SUPERUSER_PASSWORD}"
    return Place(
        number, alike.index(number), len(alike), room.server.url(room.database), room.people[number].credentials,
        room.people[number].who, plan, slices, floor, room.script, room.places,
    )  # fmt: skip


def _open_tickets(desk: TicketService, count: int, crews: Sequence[int], places: Sequence[int]) -> None:
    random = Random(1)
    isolating = {fault.code for fault in desk.read(list_faults) if fault.isolate}
    call = CallDetails("13806350000", "演示来电人", "开始之前就在", "文化街")
    for number in range(count):
        fault, crew = random.choice(FAULTS), random.choice(crews)
        told = replace(call, at=desk.now() - timedelta(seconds=random.randrange(1, OLDEST)))
        ticket = desk.execute(log_call(told, ReportedFault(fault, place_id=random.choice(places))), EVERYONE).result
        steps = [dispatch(ticket, None, crew), accept(ticket, None), arrive(ticket, None)]
        steps += [isolate(ticket, None)] if fault in isolating else []
        steps += [resolve(ticket, None)]
        reached = number % _FINISHED
        for step in steps if reached == _FINISHED - 1 else steps[:reached]:
            desk.execute(step, EVERYONE)
