"""Which steps can be taken back, and by whom. A refusal is one Chinese sentence.

A ticket's journal is a stack: an undo cancels the newest entry before it that is not cancelled, and the newest entry
that is left is the last step. In SQL the server (tickets/store/postgres/security/undo_guard.py) and the reports
(tickets/reports/clock_measures.py) follow the same rule.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from tickets.rules.action_labels import action_label
from tickets.rules.instants import in_words, plus
from tickets.rules.words import Role

Entry = TypeVar("Entry")

REFUSED = "不核准"  # with this the text of a refusal begins
UNDO, UNDO_EDIT = "undo", "undo_edit"
SLIP_SECONDS = 600  # how long one's own step may be taken back as if it had not been
# Steps that figures depend on for good: one's own is taken back as a slip only. Each with what to do instead.
COUNTED: Mapping[str, str] = {
    "dispatch": "班组去不了请办退单或转派，",
    "resolve": "没修好请办返工，",
    "resume": "又要等的请再办挂起，",
    "chase": "",
}
# Steps after which another crew is to answer for a late stage: then they stay, each with what to do instead.
HANDS_OVER: Mapping[str, str] = {"dispatch": "要换班组请转派。", "reassign": "要换回请再转派。", "return": "请再派单。"}
NOT_A_STEP = ("acknowledge",)  # journaled with a ticket, but changes nothing of it

_DESK = frozenset({Role.DISPATCHER, Role.SUPERVISOR})
_HOTLINE = _DESK | {Role.OPERATOR}
_LEADERS = _DESK | {Role.ADMINISTRATOR}
_RULERS = frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR})


def _each(roles: frozenset[Role], *actions: str) -> dict[str, frozenset[Role]]:
    return dict.fromkeys(actions, roles)


# The steps with a ticket that can be taken back, each with the roles that may take it.
STEPS: Mapping[str, frozenset[Role]] = {
    **_each(_DESK, "dispatch", "accept", "depart", "arrive", "locate", "isolate", "resolve"),
    **_each(_DESK, "hold", "resume", "return", "reassign", "cancel"),
    **_each(_DESK, "assist", "assist_arrived", "assist_left"),
    **_each(_HOTLINE, "rerate", "merge", "settle", "callback", "reopen", "close", "attach_call", "chase"),
    **_each(frozenset({Role.SUPERVISOR}), "extend", "correct_time", "supervise", "decide"),
    "note": frozenset(Role),
}
# The edits without a ticket that can be taken back, each with the roles that may make it.
EDITS: Mapping[str, frozenset[Role]] = {
    **_each(_RULERS, "save_limit", "retire_limit", "save_rung", "retire_rung", "save_fault", "save_setting"),
    **_each(_LEADERS, "save_crew", "save_member"),
    **_each(_HOTLINE, "announce_outage", "change_outage", "end_outage", "withdraw_outage"),
    "answer_by_outage": _HOTLINE,
    "save_place": frozenset(Role),
    "save_staff": _RULERS,
}


@dataclass(frozen=True, slots=True)
class PastStep:
    """An entry of the journal: what was done, when, by whom (an id and a name), at which workstation, with its text."""

    action: str
    at: datetime
    staff_id: int | None
    staff: str
    seat: str = ""
    text: str = ""

    @property
    def label(self) -> str:
        """Its Chinese label; of a decision which one it was."""
        return REFUSED if self.text.startswith(REFUSED) and self.action == "decide" else action_label(self.action)

    def told(self, now: datetime) -> str:
        """Return when, who and what, as text."""
        return f"{in_words(self.at, now)} {self.staff}{self.label}"


def standing(backwards: Iterable[Entry], action: Callable[[Entry], str]) -> Iterator[Entry]:
    """Yield the steps that were not taken back, of a ticket's journal whose newest entry comes first."""
    cancelled = 0
    for entry in backwards:
        if action(entry) == UNDO:
            cancelled += 1
        elif action(entry) in NOT_A_STEP:
            continue
        elif cancelled:
            cancelled -= 1
        else:
            yield entry


def why_no_undo(
    step: PastStep | None, me: int | None, roles: frozenset[Role], now: datetime, later: PastStep | None = None
) -> str | None:
    """Return the sentence why the last step can't be taken back by somebody with these roles; None when it can.

    `later` is what has happened since to another ticket that the step changed.
    """
    if step is None:
        return "还没有可以撤销的步骤。"
    if step.action not in STEPS:
        return f"上一步是“{step.label}”（{step.told(now)}），这一步不能撤销。{_instead(step.action)}"
    if later is not None:
        return f"这以后另一张工单又有新的步骤（{later.told(now)}），不能撤销{step.label}。"
    return _not_permitted(step, STEPS[step.action], me, roles, now) or _counts(step, me, now)


def why_never_undone(action: str) -> str:
    """Return the sentence that an action can't be taken back, and what to do instead."""
    return f"“{action_label(action)}”不能撤销。{_instead(action)}"


def is_slip(step: PastStep, me: int | None, now: datetime) -> bool:
    """Return whether a step is a slip when it is taken back: its answer, repair or chase does not count then.

    It is one if it is recent, or somebody else's: only supervisors take back what somebody else did.
    """
    return step.staff_id != me or now <= plus(step.at, SLIP_SECONDS)


def why_no_undo_of_edit(
    step: PastStep | None, me: int | None, roles: frozenset[Role], now: datetime, later: PastStep | None = None
) -> str | None:
    """Return the sentence why an edit can't be taken back by somebody with these roles; None when it can.

    `later` is the first edit of the same list, or of the same row of it, since.
    """
    if step is None:
        return "这次修改太久了或已经不在，不能撤销。请直接改回去。"
    if step.action not in EDITS:
        return f"“{step.label}”不能撤销。请直接改回去。"
    if later is not None and later.action == UNDO_EDIT:
        return f"这次修改已经撤销（{later.told(now)}），不用再撤销。"
    if later is not None:
        return f"这以后又有修改（{later.told(now)}），不能撤销。请看过现状，直接改回去。"
    return _not_permitted(step, EDITS[step.action], me, roles, now)


def _instead(action: str) -> str:
    """Return what to do about a step that can't be taken back."""
    if action == "log_call":
        return "记错了请用改判、更正或转派，不该建单的请用作废或并单。"
    if action == "log_other_call":
        return "记错了请再登记一通，写明改了什么。"
    if action in ("set_duty", "set_crew_duty"):
        return "请直接改回去。"
    return "要改请用改判、更正或转派，不清楚的写备注。"


def _not_permitted(
    step: PastStep, needed: frozenset[Role], me: int | None, roles: frozenset[Role], now: datetime
) -> str | None:
    mine = step.staff_id is not None and step.staff_id == me
    if not mine and step.action == "decide":
        return f"{step.told(now)}，只有作决定的值班长能撤销：换他登录，按 Ctrl+Shift+Z。"
    if not mine and not _is_over(step.action, roles):
        return f"这一步是别人办的（{step.told(now)}），只有本人或值班长能撤销。"
    if not needed & roles:
        names = "、".join(role.label for role in sorted(needed))
        return f"{names}才能撤销“{step.label}”，请换人登录或请他们来做。"
    return None


def _counts(step: PastStep, me: int | None, now: datetime) -> str | None:
    if step.action not in COUNTED or is_slip(step, me, now):
        return None
    minutes = SLIP_SECONDS // 60
    return f"{step.label}已过 {minutes} 分钟，不能由本人撤销：{COUNTED[step.action]}登错的请另一位值班长来撤销。"


def _is_over(action: str, roles: frozenset[Role]) -> bool:
    """Return whether these roles may take back what somebody else did: accounts are the administrators'."""
    if action in STEPS:
        return Role.SUPERVISOR in roles
    return Role.ADMINISTRATOR in roles or (Role.SUPERVISOR in roles and action != "save_staff")
