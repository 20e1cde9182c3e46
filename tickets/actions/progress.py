"""The crew's progress, reported by radio or phone and entered by the dispatcher: accepted, under way, on site, done.

Every action takes `at`, the true time of a step entered late (补录); None means now.
"""

from datetime import datetime

from tickets.actions.asking import holds_before
from tickets.actions.command import action
from tickets.actions.fields import cleaned, required
from tickets.actions.ticket_edit import open_edit
from tickets.actions.unit_of_work import UnitOfWork
from tickets.errors import Refused
from tickets.rules.clocks import remaining
from tickets.rules.texts import WORDS_AT_MOST
from tickets.rules.words import Move, Role

DESK = (Role.DISPATCHER, Role.SUPERVISOR)
EXTENSION_AT_MOST = 30 * 24 * 3600  # seconds


@action("接单", *DESK)
def accept(unit: UnitOfWork, ticket_id: int, version: int | None, at: datetime | None = None) -> int:
    """Record that the crew has accepted the ticket: 受理 ends, 到场 starts."""
    return _take(unit, ticket_id, version, Move.ACCEPT, at)


@action("出发", *DESK)
def depart(unit: UnitOfWork, ticket_id: int, version: int | None, at: datetime | None = None) -> int:
    """Record that the crew has departed."""
    return _take(unit, ticket_id, version, Move.DEPART, at)


@action("到场", *DESK)
def arrive(unit: UnitOfWork, ticket_id: int, version: int | None, at: datetime | None = None) -> int:
    """Record that the crew is on site: 到场 ends, 处置 starts, and 止水 for faults that need it."""
    return _take(unit, ticket_id, version, Move.ARRIVE, at)


@action("定位", *DESK)
def locate(unit: UnitOfWork, ticket_id: int, version: int | None, at: datetime | None = None) -> int:
    """Record that the leak has been found."""
    return _take(unit, ticket_id, version, Move.LOCATE, at)


@action("止水", *DESK)
def isolate(unit: UnitOfWork, ticket_id: int, version: int | None, at: datetime | None = None) -> int:
    """Record that the water has been stopped: the 止水 milestone is reached."""
    return _take(unit, ticket_id, version, Move.ISOLATE, at)


# The steps without further arguments.
TAKEN_BY = {
    Move.ACCEPT: accept,
    Move.DEPART: depart,
    Move.ARRIVE: arrive,
    Move.LOCATE: locate,
    Move.ISOLATE: isolate,
}


@action("处置完成", *DESK)
def resolve(
    unit: UnitOfWork, ticket_id: int, version: int | None, resolution: str = "", at: datetime | None = None
) -> int:
    """Record that it is repaired and the water is back: 处置 ends."""
    edit = open_edit(unit, ticket_id, version, Move.RESOLVE)
    edit.take(Move.RESOLVE, edit.when(at))
    unit.text = cleaned("处置情况", resolution, WORDS_AT_MOST)
    edit.change(resolution=unit.text)
    return edit.save()


@action("挂起", *DESK)
def hold(unit: UnitOfWork, ticket_id: int, version: int | None, reason: str, at: datetime | None = None) -> int:
    """Ask for a pause of the ticket's clocks for a named reason; it takes effect at once, for a limited time.

    While an earlier one waits for consent, it never is in effect: it counts once it is granted. Raises Refused after a
    refusal: then only a supervisor may ask again.
    """
    edit = open_edit(unit, ticket_id, version, Move.HOLD)
    unit.text = required("挂起原因", reason)
    earlier = holds_before(unit, ticket_id)
    if earlier.refused and not unit.author_is(Role.SUPERVISOR):
        raise Refused("有一次挂起未核准，请值班长来挂起。")
    edit.hold(edit.when(at), unit.text, waits=earlier.waits)
    return edit.save()


@action("恢复", *DESK)
def resume(unit: UnitOfWork, ticket_id: int, version: int | None, at: datetime | None = None) -> int:
    """Resume the ticket's clocks; their deadlines move by the time held."""
    edit = open_edit(unit, ticket_id, version, Move.RESUME)
    edit.resume(edit.when(at))
    return edit.save()


@action("延期", Role.SUPERVISOR)
def extend(unit: UnitOfWork, ticket_id: int, version: int | None, seconds: int, reason: str) -> int:
    """Extend the deadline of the running stage; at most twice a ticket, with a reason."""
    edit = open_edit(unit, ticket_id, version, Move.EXTEND)
    unit.text = required("延期原因", reason)
    row = edit.main_clock
    if row is None or not 1 <= seconds <= EXTENSION_AT_MOST:
        raise Refused("延期时长要在 1 秒到 30 天之间，请核对后重填。")
    if remaining(row.clock, unit.now) + seconds <= 0:
        raise Refused("延期后仍然超时，请多给一些时间。")
    edit.extend(row, seconds)
    edit.change(extensions=edit.before.extensions + 1)
    return edit.save()


def _take(unit: UnitOfWork, ticket_id: int, version: int | None, move: Move, at: datetime | None) -> int:
    edit = open_edit(unit, ticket_id, version, move)
    edit.take(move, edit.when(at))
    return edit.save()
