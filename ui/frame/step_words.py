"""What was done, as a short sentence: "已派给抢修二班 · 20261129-0012"."""

from collections.abc import Mapping

from tickets.actions.unit_of_work import LATE
from tickets.rules.action_labels import action_label
from tickets.rules.undoing import EDITS, STEPS, UNDO, UNDO_EDIT, why_never_undone
from tickets.store.queries.last_step import LastStep
from ui.kit.plain_text import one_line
from ui.kit.wording import duration, translate

SEVERAL = "several"  # stands for the action of several steps that were told in one sentence
_LONGEST = 40  # characters
_WITHOUT_TEXT = ("attach_call", "chase", "note", "settle")  # what was said or typed is long, and private


def done_words(done: LastStep) -> str:
    """Return what a step did, and to which ticket; of the begin or the end of a hold also what is overdue then."""
    step = done.newest.step
    whole = done.newest.text
    told = "" if whole.startswith(LATE) else whole.rpartition(f"；{LATE}")[0] or whole
    text = "" if step.action in _WITHOUT_TEXT else one_line(_short(step.action, told), _LONGEST)
    said = _words().get(step.action)
    if said is None:
        said = translate("step_bar", "已{label}：{text}") if text else translate("step_bar", "已{label}")
    words = said.format(label=step.label, text=text)
    late = [
        translate("step_bar", "{stage}已超时 {time}").format(stage=stage.label, time=duration(by))
        for stage, by in done.late
    ]
    words = translate("step_bar", "，").join((words, *late))
    number = "" if done.number in words else done.number
    return " · ".join(part for part in (words, number) if part)


def _short(action: str, text: str) -> str:
    """Return what the journal says of a step; of a merge, and of its undo, without the reason, which is long."""
    undone = f"{action_label('merge')}：" if action == UNDO else ""
    if action != "merge" and not (undone and text.startswith(undone)):
        return text
    return undone + text.removeprefix(undone).partition("：")[0]


def nothing_left_words(done: LastStep) -> str:
    """Return, after an undo, that nothing more can be taken back, or why not; "" when the ticket's last step can be."""
    if done.ticket_id is None:
        return translate("step_bar", "没有刚办的可以撤销了。更早的修改请直接改回去。")
    if done.last is not None and done.last.step.action in STEPS:
        return done.why_not or ""
    return translate("step_bar", "没有可以撤销的步骤了 · {number}").format(number=done.number)


def too_late_words(action: str, number: str) -> str:
    """Return why nothing is taken back when the key is pressed, and what to do instead.

    `action` is the last one at this workstation, "" for none, SEVERAL for several at once; `number` is that of its
    ticket, "" if not known.
    """
    if action in STEPS:
        said = translate("step_bar", "已过十秒：请在工单上按 Ctrl+Shift+Z 撤销上一步")
        return " · ".join(part for part in (said, number) if part)
    if action in EDITS:
        return translate("step_bar", "已过十秒，不能再撤销。请直接改回去。")
    if action == SEVERAL:
        return translate("step_bar", "几项不能一起撤销：请各在工单上按 Ctrl+Shift+Z 撤销。")
    if action in ("", UNDO, UNDO_EDIT):
        return translate("step_bar", "Ctrl+Z 只撤销刚办的一步。更早的请在工单上按 Ctrl+Shift+Z 撤销。")
    return why_never_undone(action)


def _words() -> Mapping[str, str]:
    return {
        "dispatch": translate("step_bar", "已派给{text}"),
        "reassign": translate("step_bar", "已转派给{text}"),
        "assist": translate("step_bar", "已派{text}协助"),
        "assist_arrived": translate("step_bar", "{text}协助已到场"),
        "assist_left": translate("step_bar", "{text}协助已离开"),
        "note": translate("step_bar", "已加备注"),
        "decide": translate("step_bar", "已{text}"),
        UNDO: translate("step_bar", "已撤销“{text}”"),
        UNDO_EDIT: translate("step_bar", "已撤销“{text}”"),
    }
