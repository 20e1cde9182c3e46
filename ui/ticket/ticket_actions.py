"""The actions on a ticket: each with its key, its immediate command, and the form it needs."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tickets.actions import correct, dispatch, followup, progress
from tickets.actions.command import ANYONE, Action, Command, not_permitted
from tickets.rules.moves import refusal
from tickets.rules.words import OPEN_STATES, CallbackResult, Move, Role
from tickets.store.queries.ticket_file import TicketFile
from ui.kit.wording import translate
from ui.ticket.crew_form import DispatchForm, ReassignForm
from ui.ticket.form import Brief, Form
from ui.ticket.forms import (
    CallbackForm,
    CloseForm,
    CorrectForm,
    ExtendForm,
    HoldForm,
    StepForm,
    SuperviseForm,
    TextForm,
)
from ui.ticket.merge_form import MergeForm
from ui.ticket.rerate_form import RerateForm

AtOnce = Callable[[int, int | None], Command[Any]]


@dataclass(frozen=True)
class TicketAction:
    """An action. `move` is None where no stage forbids it.

    The key executes it `at_once`, or opens the `form` if more input is needed, for some actions depending on the ticket
    (`needs_form`). If the form asks for the true time (`timed`), Shift and the key open it there. It needs one of the
    `roles`; if a supervisor's consent is an alternative, the form asks for it.
    """

    key: str
    label: str
    move: Move | None = None
    at_once: AtOnce | None = None
    form: Callable[[str, Brief], Form] | None = None
    timed: bool = False
    needs_form: Callable[[TicketFile], bool] = lambda _file: False
    roles: frozenset[Role] = ANYONE


def _step(key: str, move: Move, action: Action[..., int]) -> TicketAction:
    def form(title: str, brief: Brief) -> Form:
        return StepForm(title, brief, action)

    return TicketAction(key, move.label, move, action, form, timed=True, roles=action.roles)


def _reasoned(key: str, move: Move, action: Action[..., int], *, timed: bool = True) -> TicketAction:
    def form(title: str, brief: Brief) -> Form:
        return TextForm(title, brief, action, timed=timed)

    return TicketAction(key, move.label, move, None, form, timed=timed, roles=action.roles)


def _resolve_form(title: str, brief: Brief) -> Form:
    return TextForm(title, brief, progress.resolve, translate("deeds", "处置情况"), timed=True)


def _note_form(title: str, brief: Brief) -> Form:
    return TextForm(title, brief, followup.note, translate("deeds", "备注"))


def _is_unhappy(file: TicketFile) -> bool:
    return file.ticket.callback is CallbackResult.UNSATISFIED


TICKET_ACTIONS = (
    TicketAction(
        "D", Move.DISPATCH.label, Move.DISPATCH, None, DispatchForm, timed=True, roles=dispatch.dispatch.roles
    ),
    _step("A", Move.ACCEPT, progress.accept),
    _step("G", Move.DEPART, progress.depart),
    _step("V", Move.ARRIVE, progress.arrive),
    _step("L", Move.LOCATE, progress.locate),
    _step("I", Move.ISOLATE, progress.isolate),
    TicketAction("R", Move.RESOLVE.label, Move.RESOLVE, None, _resolve_form, timed=True, roles=progress.resolve.roles),
    TicketAction(
        "B", Move.CALLBACK.label, Move.CALLBACK, None, CallbackForm, timed=True, roles=followup.callback.roles
    ),
    TicketAction(
        "C", Move.CLOSE.label, Move.CLOSE, followup.close, CloseForm, needs_form=_is_unhappy, roles=followup.close.roles
    ),
    TicketAction("H", Move.HOLD.label, Move.HOLD, None, HoldForm, timed=True, roles=progress.hold.roles),
    _step("U", Move.RESUME, progress.resume),
    TicketAction("E", Move.EXTEND.label, Move.EXTEND, None, ExtendForm, roles=progress.extend.roles),
    _reasoned("T", Move.RETURN, dispatch.return_),
    TicketAction(
        "Z", Move.REASSIGN.label, Move.REASSIGN, None, ReassignForm, timed=True, roles=dispatch.reassign.roles
    ),
    TicketAction("J", Move.RERATE.label, Move.RERATE, None, RerateForm, roles=dispatch.rerate.roles),
    TicketAction("M", Move.MERGE.label, Move.MERGE, None, MergeForm, roles=dispatch.merge.roles),
    _reasoned("X", Move.CANCEL, dispatch.cancel, timed=False),
    _reasoned("O", Move.REOPEN, followup.reopen),
    TicketAction("N", "备注", None, None, _note_form),
    TicketAction("K", "更正", None, None, CorrectForm, roles=correct.correct_time.roles),
    TicketAction("S", "督办", None, None, SuperviseForm, roles=dispatch.supervise.roles),
)
BY_MOVE = {action.move: action for action in TICKET_ACTIONS if action.move is not None}


def why_illegal(action: TicketAction, file: TicketFile) -> str | None:
    """Return a sentence why an action is illegal now; None when it is legal."""
    if action.move is not None:
        return refusal(file.context, action.move)
    if action.key == "S" and file.ticket.state not in OPEN_STATES:
        return translate("deeds", "工单{state}，不用再督办。").format(state=file.ticket.state.label)
    return None


def why_not_permitted(action: TicketAction, roles: frozenset[Role]) -> str | None:
    """Return a sentence why these roles may not do it; None when they may, or may with consent."""
    with_consent = action.form is not None and action.roles == {Role.SUPERVISOR}
    return None if with_consent else not_permitted(action.label, action.roles, roles)


def legal_actions(file: TicketFile) -> tuple[TicketAction, ...]:
    """Return the legal actions, in the order of the work."""
    return tuple(action for action in TICKET_ACTIONS if why_illegal(action, file) is None)
