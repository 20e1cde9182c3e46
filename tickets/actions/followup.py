"""Actions after the repair: call back, reopen or close; and notes at any time."""

from datetime import datetime
from typing import Any

from tickets.actions.command import action
from tickets.actions.fields import cleaned, coming_appointment, required
from tickets.actions.ticket_edit import open_edit
from tickets.actions.unit_of_work import UnitOfWork
from tickets.errors import FieldError, Refused
from tickets.rules.callbacks import next_try, tries_so_far
from tickets.rules.instants import in_words, plus
from tickets.rules.texts import WORDS_AT_MOST
from tickets.rules.words import ANSWERS, CallbackResult, Move, Role, State
from tickets.settings import CALLBACK_PAUSE
from tickets.store.queries.lookups import setting
from tickets.store.rows import Ticket

AGAIN_WITHIN = 30 * 86_400  # seconds: the latest time at which a caller is rung again


@action("备注")
def note(unit: UnitOfWork, ticket_id: int, version: int | None, text: str) -> int:
    """Add a remark to the ticket's journal."""
    edit = open_edit(unit, ticket_id, version)
    unit.text = required("备注", text, WORDS_AT_MOST)
    return edit.save()


@action("回访", Role.OPERATOR, Role.DISPATCHER, Role.SUPERVISOR)
def callback(
    unit: UnitOfWork,
    ticket_id: int,
    version: int | None,
    result: CallbackResult,
    text: str = "",
    at: datetime | None = None,
    again: datetime | None = None,
) -> int:
    """Record the caller's answer whether it is fixed.

    The first one says what comes next, until the ticket is reopened; in the reports the first one of all counts. A
    caller who did not answer is to be rung again, at `again` or when `next_try` says.
    """
    edit = open_edit(unit, ticket_id, version, Move.CALLBACK)
    when = edit.when(at)
    words = cleaned("回访情况", text, WORDS_AT_MOST)
    unit.text = f"{result.label}：{words}" if words else result.label
    counted = _first_answer(edit.before, result)
    edit.change(first_answer=counted)
    if edit.before.callback not in ANSWERS and (result is not CallbackResult.NO_ANSWER or _is_unanswered(edit.before)):
        edit.change(callback=result, **_ring_again(unit, edit.before, result, when, again))
    if counted not in (None, result):
        unit.text += still_counts(counted)
    return edit.save()


@action("返工", Role.OPERATOR, Role.DISPATCHER, Role.SUPERVISOR)
def reopen(
    unit: UnitOfWork,
    ticket_id: int,
    version: int | None,
    reason: str,
    at: datetime | None = None,
    appointment: datetime | None = None,
) -> int:
    """Open a resolved ticket again, because it is not fixed; a new round of 受理 starts.

    An earlier appointment that has passed is over. A P4 ticket may get another one without consent: the stage has
    counted before, and does not count as on time once more. Raises FieldError for one that is not to come.
    """
    edit = open_edit(unit, ticket_id, version, Move.REOPEN)
    when = edit.when(at)
    unit.text = required("返工原因", reason, WORDS_AT_MOST)
    edit.change(appointment=_next_appointment(edit.before, appointment, when))
    if appointment is not None:
        unit.text += f"；约定时间 {in_words(appointment, unit.now)}"
    edit.give_to(None)
    edit.change(callback=None, first_answer=_first_answer(edit.before), callback_tries=0, callback_again=None)
    edit.change(reopenings=edit.before.reopenings + 1, ended_at=None)
    edit.begin_again(when)
    return edit.save()


@action("归档", Role.OPERATOR, Role.DISPATCHER, Role.SUPERVISOR)
def close(unit: UnitOfWork, ticket_id: int, version: int | None, reason: str = "") -> int:
    """Close a ticket after the callback; a reason is needed when the caller was not satisfied."""
    edit = open_edit(unit, ticket_id, version, Move.CLOSE)
    unit.text = cleaned("归档原因", reason, WORDS_AT_MOST)
    if edit.before.callback is CallbackResult.UNSATISFIED and not unit.text:
        raise Refused("来电人不满意：请先返工；确实要归档，请写明原因。")
    edit.change(state=State.CLOSED, ended_at=edit.when(None), callback_again=None)
    return edit.save()


def _is_unanswered(ticket: Ticket) -> bool:
    return ticket.callback in (None, CallbackResult.NO_ANSWER)


def _ring_again(
    unit: UnitOfWork, ticket: Ticket, result: CallbackResult, when: datetime, again: datetime | None
) -> dict[str, Any]:
    """Return the columns that say how often the caller was not reached, and when to try again."""
    if result is not CallbackResult.NO_ANSWER:
        if again is not None:
            raise FieldError("again", "只有未接通的才填再拨时间。")
        return {"callback_again": None}
    if again is not None and not unit.now < again <= plus(unit.now, AGAIN_WITHIN):
        raise FieldError("again", "再拨时间要在现在以后、30 天以内，请核对后重填，或先不填。")
    tries = tries_so_far(ticket.callback, ticket.callback_tries) + 1
    pause = 60 * setting(unit.connection, CALLBACK_PAUSE)
    later = again if again is not None else next_try(tries, when, pause)
    return {"callback_tries": tries, "callback_again": later}


def still_counts(answer: CallbackResult) -> str:
    """Return as text that this first answer counts in the reports, not a later one."""
    return f"（仍以第一次的答复为准：{answer.label}）"


def _next_appointment(ticket: Ticket, appointment: datetime | None, reopened: datetime) -> datetime | None:
    """Return a ticket's appointment after its reopening: the new one, or the earlier one if that is still to come."""
    agreed = coming_appointment(ticket.priority, appointment, reopened, "返工时间") or ticket.appointment
    return agreed if agreed is not None and agreed >= reopened else None


def _first_answer(ticket: Ticket, result: CallbackResult | None = None) -> CallbackResult | None:
    """Return the first answer to a callback; before schema 0007 only that since the last reopening was kept."""
    return next((each for each in (ticket.first_answer, ticket.callback, result) if each in ANSWERS), None)
