"""What is done about incoming calls: a telephone reports one, somebody claims it, and a logged call settles it."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Row, bindparam, select, text

from tickets.actions.command import Command, action
from tickets.actions.unit_of_work import UnitOfWork
from tickets.errors import Refused
from tickets.rules.incoming import IncomingCall
from tickets.rules.instants import in_words, whole
from tickets.rules.phones import Phone, normalise
from tickets.rules.words import Role
from tickets.store.tables import UNCLAIMED, incoming_calls, staff

# A call that rings at several workstations is reported by each of them.
SAME_WITHIN = timedelta(minutes=10)  # with the same id of the telephone system
RINGS_WITHIN = timedelta(seconds=10)  # without one, from the same number
_MAY = (Role.OPERATOR, Role.DISPATCHER, Role.SUPERVISOR)
_UNCLAIMED = text(UNCLAIMED)  # exactly the condition of ix_incoming_calls_unclaimed

_OF_ID = select(incoming_calls).where(incoming_calls.c.id == bindparam("id"))
_LOCKED = _OF_ID.with_for_update()
_SAME = select(incoming_calls.c.id).where(
    incoming_calls.c.rang_at >= bindparam("since"),
    incoming_calls.c.reference == bindparam("reference"),
    incoming_calls.c.digits == bindparam("digits"),
).limit(1)  # fmt: skip
_FROM = select(incoming_calls).where(_UNCLAIMED, incoming_calls.c.digits == bindparam("digits")).with_for_update()
_NAME = select(staff.c.name).where(staff.c.id == bindparam("id"))


def ring(call: IncomingCall, at: datetime) -> Command[int]:
    """Return the command that records a call that rang; several workstations send the same one for the same call."""
    command, digits = note_ring(call, at), normalise(call.number).digits
    if not (call.reference or digits):
        return command
    turn = int(at.timestamp() // _same_within(call).total_seconds())
    return replace(command, request=f"ring {call.reference} {digits} {turn}")


@action("来电振铃", *_MAY)
def note_ring(unit: UnitOfWork, call: IncomingCall, at: datetime | None = None) -> int:
    """Record a call that rang, now or `at` an earlier time, and return its id.

    It is that of the row if the same call has been recorded already.
    """
    digits, rang_at = normalise(call.number).digits, unit.now if at is None else min(whole(at), unit.now)
    if digits or call.reference:
        same = {"since": rang_at - _same_within(call), "reference": call.reference, "digits": digits}
        known: int | None = unit.connection.execute(_SAME, same).scalar()
        if known is not None:
            return known
    return unit.insert(
        incoming_calls, number=call.number, digits=digits, reference=call.reference, recording=call.recording,
        rang_at=rang_at,
    )  # fmt: skip


@action("接听来电", *_MAY)
def claim_call(unit: UnitOfWork, incoming_id: int) -> int:
    """Take a call that rings, or ring a missed one back, and return its id. Raises Refused if somebody else did."""
    row = _locked(unit, incoming_id)
    if row.claimed_at is not None:
        name = unit.connection.execute(_NAME, {"id": row.claimed_by}).scalar() or "别的座席"
        raise Refused(f"{name}已经接了这通来电（{in_words(row.claimed_at, unit.now)}）。")
    if row.logged_at is not None:
        raise Refused("这个号码的来电已经登记过了，不用再回。")
    _stamp(unit, row, claimed_at=unit.now, claimed_by=unit.who.staff_id)
    return incoming_id


@action("来电未接", *_MAY)
def note_missed(unit: UnitOfWork, incoming_id: int) -> int:
    """Record that the caller has hung up: the call is to be rung back. Returns its id."""
    row = _locked(unit, incoming_id)
    if row.claimed_at is None and row.missed_at is None:
        _stamp(unit, row, missed_at=unit.now)
    return incoming_id


def recording_of(unit: UnitOfWork, incoming_id: int | None) -> str:
    """Return the link to the recording of a claimed call, else the telephone system's id; "" without either."""
    row = None if incoming_id is None else unit.connection.execute(_OF_ID, {"id": incoming_id}).one_or_none()
    return "" if row is None else row.recording or row.reference


def settle_incoming(
    unit: UnitOfWork, call_id: int, phone: Phone, incoming_id: int | None, first_key: datetime | None
) -> None:
    """Record that a call was logged: with the claimed call that it is, and with every unclaimed one of its number.

    A claimed call that is not there, as after a restore, does not keep a call from being logged.
    """
    own = None if incoming_id is None else unit.connection.execute(_LOCKED, {"id": incoming_id}).one_or_none()
    if own is not None and own.logged_at is None:
        typed = None if first_key is None else min(max(whole(first_key), own.rang_at), unit.now)
        _stamp(unit, own, logged_at=unit.now, call_id=call_id, first_key_at=typed)
    for digits in phone.holder:
        for row in unit.connection.execute(_FROM, {"digits": digits}).all():
            _stamp(unit, row, logged_at=unit.now, call_id=call_id)


def _same_within(call: IncomingCall) -> timedelta:
    return SAME_WITHIN if call.reference else RINGS_WITHIN


def _locked(unit: UnitOfWork, incoming_id: int) -> Row[object]:
    row = unit.connection.execute(_LOCKED, {"id": incoming_id}).one_or_none()
    if row is None:
        raise Refused("没有这通来电。")
    return row


def _stamp(unit: UnitOfWork, row: Row[object], **stamps: datetime | int | None) -> None:
    unit.update(incoming_calls, row.id, row._asdict(), stamps)
