"""The actions on a ticket: each with its key, its immediate command, and the form it needs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any

from tickets.actions import assisting, correct, dispatch, followup, progress, settling
from tickets.actions.command import ANYONE, Action, Command, not_permitted
from tickets.actions.consent import decide
from tickets.actions.undo import undo
from tickets.rules.moves import refusal, why_no_assist
from tickets.rules.undoing import PastStep, standing, why_no_undo
from tickets.rules.words import OPEN_STATES, CallbackResult, Move, Role
from tickets.store.queries.last_step import SYSTEM
from tickets.store.queries.ticket_file import TicketFile
from tickets.store.rows import Who
from ui.kit.wording import translate
from ui.ticket.assist_form import AssistForm
from ui.ticket.consent_notice import DECIDE_KEY
from ui.ticket.correct_form import CorrectForm
from ui.ticket.crew_form import DispatchForm, ReassignForm
from ui.ticket.decide_form import DecideForm
from ui.ticket.form import Brief, Form
from ui.ticket.forms import (
    CallbackForm,
    CloseForm,
    ExtendForm,
    HoldForm,
    ReopenForm,
    SettleForm,
    StepForm,
    SuperviseForm,
    TextForm,
)
from ui.ticket.merge_form import MergeForm
from ui.ticket.rerate_form import RerateForm

AtOnce = Callable[[int, int | None], Command[Any]]
FormMaker = Callable[[str, Brief], Form]


@dataclass(frozen=True)
class TicketAction:
    """An action. `move` is None where no stage forbids it.

    The key executes it `at_once`, or opens the `form` if there is no such command or the ticket needs more input
    (`needs_form`). If the form asks for the true time (`timed`), Shift and the key open it there. It needs one of the
    `roles`; if a supervisor's consent is an alternative, the form asks for it.
    """

    key: str
    label: str
    form: FormMaker | None
    move: Move | None = None
    at_once: AtOnce | None = None
    timed: bool = False
    needs_form: Callable[[TicketFile], bool] = lambda _file: False
    roles: frozenset[Role] = ANYONE


def _with_form(
    key: str, move: Move, action: Action[..., int], form: FormMaker, *, timed: bool = True, **more: Any
) -> TicketAction:
    return TicketAction(key, move.label, form, move, timed=timed, roles=action.roles, **more)


def _step(key: str, move: Move, action: Action[..., int]) -> TicketAction:
    def form(title: str, brief: Brief) -> Form:
        return StepForm(title, brief, action)

    return _with_form(key, move, action, form, at_once=action)


def _reasoned(key: str, move: Move, action: Action[..., int], *, timed: bool = True) -> TicketAction:
    def form(title: str, brief: Brief) -> Form:
        return TextForm(title, brief, action, timed=timed)

    return _with_form(key, move, action, form, timed=timed)


def _resolve_form(title: str, brief: Brief) -> Form:
    return TextForm(title, brief, progress.resolve, translate("deeds", "处置情况"), timed=True, optional=True)


def _note_form(title: str, brief: Brief) -> Form:
    return TextForm(title, brief, followup.note, translate("deeds", "备注"))


def _is_unhappy(file: TicketFile) -> bool:
    return file.ticket.callback is CallbackResult.UNSATISFIED


ASSIST_KEY = "+"

DECIDE = TicketAction(DECIDE_KEY, "核准", DecideForm, roles=decide.roles)
UNDO_ACTION = TicketAction("Ctrl+Shift+Z", "撤销上一步", None, at_once=undo)
TICKET_ACTIONS = (
    _with_form("D", Move.DISPATCH, dispatch.dispatch, DispatchForm),
    _step("A", Move.ACCEPT, progress.accept),
    _step("G", Move.DEPART, progress.depart),
    _step("V", Move.ARRIVE, progress.arrive),
    _step("L", Move.LOCATE, progress.locate),
    _step("I", Move.ISOLATE, progress.isolate),
    _with_form("R", Move.RESOLVE, progress.resolve, _resolve_form),
    _with_form("B", Move.CALLBACK, followup.callback, CallbackForm),
    _with_form("C", Move.CLOSE, followup.close, CloseForm, timed=False, at_once=followup.close, needs_form=_is_unhappy),
    _with_form("H", Move.HOLD, progress.hold, HoldForm),
    _step("U", Move.RESUME, progress.resume),
    _with_form("E", Move.EXTEND, progress.extend, ExtendForm, timed=False),
    _reasoned("T", Move.RETURN, dispatch.return_),
    _with_form("Z", Move.REASSIGN, dispatch.reassign, ReassignForm),
    _with_form("J", Move.RERATE, dispatch.rerate, RerateForm, timed=False),
    _with_form("M", Move.MERGE, dispatch.merge, MergeForm, timed=False),
    _reasoned("X", Move.CANCEL, dispatch.cancel, timed=False),
    _with_form("F", Move.SETTLE, settling.settle, SettleForm, timed=False),
    _with_form("O", Move.REOPEN, followup.reopen, ReopenForm),
    TicketAction(ASSIST_KEY, "协助", AssistForm, roles=assisting.assist.roles),
    TicketAction("N", "备注", _note_form),
    TicketAction("K", "更正", CorrectForm, roles=correct.correct_time.roles),
    TicketAction("S", "督办", SuperviseForm, roles=dispatch.supervise.roles),
    DECIDE,
    UNDO_ACTION,
)
BY_MOVE = {action.move: action for action in TICKET_ACTIONS if action.move is not None}


def why_illegal(action: TicketAction, file: TicketFile) -> str | None:
    """Return a sentence why an action is illegal now; None when it is legal."""
    if action.move is not None:
        return refusal(file.context, action.move)
    if action.key == ASSIST_KEY and all(line.left_at is not None for line in file.assists):
        return why_no_assist(file.ticket.state)
    if action is DECIDE and not file.asked:
        return translate("deeds", "这张工单没有等核准的申请。")
    if action.key == "S" and file.ticket.state not in OPEN_STATES:
        return translate("deeds", "工单{state}，不用再督办。").format(state=file.ticket.state.label)
    return None


def why_not_permitted(action: TicketAction, roles: frozenset[Role]) -> str | None:
    """Return a sentence why these roles may not do it; None when they may, or may with consent."""
    return None if action.roles == {Role.SUPERVISOR} else not_permitted(action.label, action.roles, roles)


def legal_actions(file: TicketFile) -> tuple[TicketAction, ...]:
    """Return the legal actions, in the order of the work, without those whose buttons are elsewhere."""
    elsewhere = (DECIDE, UNDO_ACTION)
    return tuple(each for each in TICKET_ACTIONS if each not in elsewhere and why_illegal(each, file) is None)


def last_step_of(file: TicketFile) -> PastStep | None:
    """Return the last step of a ticket that was not taken back."""
    line = next(standing(reversed(file.journal), attrgetter("action")), None)
    if line is None:
        return None
    return PastStep(line.action, line.at, line.staff_id, line.staff or SYSTEM, line.seat, line.text)


def why_no_undo_of_last(file: TicketFile, who: Who, now: datetime) -> str | None:
    """Return a sentence why somebody may not take back the ticket's last step; None when they may."""
    return why_no_undo(last_step_of(file), who.staff_id, who.roles, now)
