"""Actions after the repair: call back, reopen or close; and notes at any time."""

from datetime import datetime

from tickets.actions.command import action
from tickets.actions.fields import cleaned, required
from tickets.actions.ticket_edit import open_job
from tickets.actions.unit_of_work import UnitOfWork
from tickets.errors import Refused
from tickets.rules.texts import WORDS_AT_MOST
from tickets.rules.words import CallbackResult, Move, Role, State


@action("备注")
def note(act: UnitOfWork, ticket_id: int, version: int | None, text: str) -> int:
    """Add a remark to the ticket's journal."""
    job = open_job(act, ticket_id, version)
    act.text = required("备注", text, WORDS_AT_MOST)
    job.save(job.ticket)
    return ticket_id


@action("回访", Role.OPERATOR, Role.DISPATCHER, Role.SUPERVISOR)
def callback(
    act: UnitOfWork,
    ticket_id: int,
    version: int | None,
    result: CallbackResult,
    text: str = "",
    at: datetime | None = None,
) -> int:
    """Record the caller's answer whether it is fixed."""
    job = open_job(act, ticket_id, version)
    before = job.ticket
    job.require(Move.CALLBACK)
    job.when(at)
    words = cleaned("回访情况", text, WORDS_AT_MOST)
    act.text = f"{result.label}：{words}" if words else result.label
    job.change(callback=result)
    job.save(before)
    return ticket_id


@action("返工", Role.OPERATOR, Role.DISPATCHER, Role.SUPERVISOR)
def reopen(act: UnitOfWork, ticket_id: int, version: int | None, reason: str, at: datetime | None = None) -> int:
    """Open a resolved ticket again, because it is not fixed; a new round of 受理 starts."""
    job = open_job(act, ticket_id, version)
    before = job.ticket
    job.require(Move.REOPEN)
    when = job.when(at)
    act.text = required("返工原因", reason, WORDS_AT_MOST)
    job.give_to(None)
    job.change(callback=None, reopenings=before.reopenings + 1, ended_at=None)
    job.begin_again(when)
    job.save(before)
    return ticket_id


@action("归档", Role.OPERATOR, Role.DISPATCHER, Role.SUPERVISOR)
def close(act: UnitOfWork, ticket_id: int, version: int | None, reason: str = "") -> int:
    """Close a ticket after the callback; a reason is needed when the caller was not satisfied."""
    job = open_job(act, ticket_id, version)
    before = job.ticket
    job.require(Move.CLOSE)
    act.text = cleaned("归档原因", reason, WORDS_AT_MOST)
    if before.callback is CallbackResult.UNSATISFIED and not act.text:
        raise Refused("来电人不满意：请先返工；确实要归档，请写明原因。")
    job.change(state=State.CLOSED, ended_at=job.when(None))
    job.save(before)
    return ticket_id
