"""A fault that is settled by phone (电话解决): the caller was told what to do, and no crew is needed."""

from tickets.actions.command import action
from tickets.actions.fields import required
from tickets.actions.intake import CallDetails, ReportedFault, open_ticket
from tickets.actions.ticket_edit import TicketEdit, open_edit
from tickets.actions.unit_of_work import UnitOfWork
from tickets.rules.texts import WORDS_AT_MOST
from tickets.rules.words import ConsentKind, Move, Outcome, Role, State


@action("电话解决", Role.OPERATOR, Role.DISPATCHER, Role.SUPERVISOR)
def settle(unit: UnitOfWork, ticket_id: int, version: int | None, advice: str) -> int:
    """End a ticket that no crew is working on yet, because the advice was enough; return the ticket's id."""
    return _settle(unit, open_edit(unit, ticket_id, version, Move.SETTLE), advice)


@action("电话解决", Role.OPERATOR, Role.DISPATCHER, Role.SUPERVISOR)
def log_settled_call(unit: UnitOfWork, call: CallDetails, report: ReportedFault, advice: str) -> int:
    """Record a call whose fault was settled during the call, as a ticket that has ended; return the ticket's id."""
    return _settle(unit, open_ticket(unit, call, report), advice)


def _settle(unit: UnitOfWork, edit: TicketEdit, advice: str) -> int:
    unit.text = required("告知内容", advice, WORDS_AT_MOST)
    edit.end(edit.when(None), Outcome.SETTLED, state=State.SETTLED, crew_id=None, resolution=unit.text)
    edit.ask_to_leave_out(ConsentKind.SETTLE, unit.text)
    return edit.save()
