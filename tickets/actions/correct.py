"""Corrects a recorded time. The journal keeps the old one, the new one and the reason."""

from datetime import datetime

from tickets.actions.asking import asked_by_author, withdraw
from tickets.actions.command import action
from tickets.actions.fields import required
from tickets.actions.taking_over import KeptChain
from tickets.actions.ticket_edit import TicketEdit
from tickets.actions.unit_of_work import UnitOfWork
from tickets.errors import Refused
from tickets.rules.clocks import Clock, on_time
from tickets.rules.corrections import OutOfOrder, corrected
from tickets.rules.instants import whole
from tickets.rules.recorded_times import Hold, Mark, RecordedTimes
from tickets.rules.words import ConsentKind, Move, Role
from tickets.store.queries.holds import recorded_holds
from tickets.store.queries.lookups import hold_cap
from tickets.store.rows import StageClock, record_of
from tickets.store.tables import holds

CORRECTABLE = frozenset(
    {Move.DISPATCH, Move.ACCEPT, Move.DEPART, Move.ARRIVE, Move.LOCATE, Move.ISOLATE, Move.RESOLVE}
    | {Move.HOLD, Move.RESUME, Move.RETURN, Move.REASSIGN, Move.REOPEN}
)


@action("更正时间", Role.SUPERVISOR)
def correct_time(
    unit: UnitOfWork,
    ticket_id: int,
    version: int | None,
    step: Move,
    at: datetime,
    reason: str,
    number: int | None = None,
) -> int:
    """Correct when a step happened, of whatever course: the `number`th of its kind, None for the last one.

    What begins or ends with the step moves with it. Raises Refused when the steps would be out of order.
    """
    chain = KeptChain(unit, ticket_id, version)
    edit = chain.edit
    text = required("更正原因", reason)
    at = whole(at)
    if at > edit.last_moment():
        raise Refused("时间在将来，请核对后重填。")
    unit.true_time = at
    stage_clocks = {row.id: row.clock for row in edit.clocks}
    recorded = RecordedTimes(record_of(edit.ticket, stage_clocks, recorded_holds(unit.connection, ticket_id)))
    mark = _recorded(recorded, step, number)
    unit.text = f"{mark.label}：{text}"
    with chain.followed(concerns_all=False):
        _apply(edit, recorded, mark, at)
    if chain.has_followed:  # the kept ticket's history tells it, too
        unit.text = f"{edit.ticket.number} {unit.text}"
    return edit.save()


def _recorded(recorded: RecordedTimes, step: Move, number: int | None) -> Mark:
    if step not in CORRECTABLE:
        raise Refused(f"{step.label}没有可更正的时间，它的时间是登记时由系统记下的。")
    mark = recorded.find(step, number)
    if mark is None:
        which = step.label if number is None else f"第 {number} 次{step.label}"
        raise Refused(f"还没有登记{which}，没有可更正的时间。")
    return mark


def _apply(edit: TicketEdit, recorded: RecordedTimes, mark: Mark, at: datetime) -> None:
    try:
        correction = corrected(recorded, mark, at, hold_cap(edit.unit.connection))
    except OutOfOrder as error:
        raise Refused(str(error)) from error
    edit.change(**correction.columns)
    for hold in recorded.record.holds:
        new = correction.holds.get(hold.id, hold)
        edit.unit.update(holds, hold.id, _columns(hold), _columns(new), edit.ticket.id)
    for key, clock in correction.clocks.items():
        row = edit.clock(key)
        _refuse_own_case(edit, row, clock, confirms=recorded.at(mark) == at)
        edit.correct(row, clock)
        if clock.consent is not row.clock.consent:  # the times count as corrected, whatever was asked for before
            withdraw(edit.unit, edit.ticket.id, ConsentKind.LATE_ENTRY, clock_id=key)


def _refuse_own_case(edit: TicketEdit, row: StageClock, clock: Clock, *, confirms: bool) -> None:
    """Refuse to correct or confirm a step to be on time for which the author asked consent, in place of the consent."""
    becomes = on_time(clock) and on_time(row.clock) is False
    confirmed = confirms and clock.consent is not row.clock.consent
    if (becomes or confirmed) and asked_by_author(edit.unit, edit.ticket.id, ConsentKind.LATE_ENTRY, row.id):
        raise Refused("这一步是你自己补录的，要由另一位值班长核准，不能自己更正成按时。")


def _columns(hold: Hold) -> dict[str, object]:
    return {"since": hold.since, "until": hold.until, "counted": hold.counted}
