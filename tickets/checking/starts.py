"""Invariants of what a clock carries beside its limit: promises, the first deadline, and whether it counts again.

For each clock they are computed again from what the journal had recorded before its start, by the same function that
the actions use. Later changes are checked by the action that made them. Tickets logged before schema 0007 are exempt:
older programs computed otherwise. So is a deadline at an appointment, or of an earlier round, that binds the clock no
more (`_of_older`).
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from functools import cached_property, partial
from typing import Any

from sqlalchemy import Connection

from tickets.checking.replay import LimitHistory, Replay, entries_with
from tickets.checking.stories import Story, StoryEntry, Values
from tickets.checking.violations import Violation, clock_name, found
from tickets.errors import Refused
from tickets.rules import clocks as rules
from tickets.rules.clocks import Clock
from tickets.rules.promises import TicketTiming
from tickets.rules.undoing import NOT_A_STEP, UNDO, PastStep, is_slip
from tickets.rules.words import ANSWERS, ConsentKind, Stage, SubjectKind
from tickets.store.changes import in_present_columns
from tickets.store.inserting import to_db
from tickets.store.unreadable import Unreadable

_CARRIED = frozenset({"repeats", "promised", "first_due"})
_ODD = (ValueError, TypeError, ArithmeticError, LookupError, AttributeError, Refused, Unreadable)
_ANSWERING = ("callback", "import")  # the actions that record the answer at a callback


class Starts:
    """Checks what each clock carries since its start."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._merged: defaultdict[int, list[int]] = defaultdict(list)
        for row in found(connection, "SELECT id, merged_into FROM tickets WHERE merged_into IS NOT NULL"):
            self._merged[row.merged_into].append(row.id)

    def promises_follow_from_rounds(self, story: Story) -> Iterator[Violation]:
        """Yield a violation for each clock that started with other values than the earlier rounds give."""
        if story.unread or _is_old(story):  # what can't be read is reported by itself
            return
        undone = {
            key for (table, key), row in story.rows if table == "clocks" and row.subject_kind != SubjectKind.TICKET
        }
        started = {key: values for key, values in _started(story) if key not in undone}
        if not undone and self._is_plain(story) and all(map(_is_plain_start, started.values())):
            return
        try:
            wrong = list(self._wrong(story, started))
        except _ODD:
            yield Violation("promises_follow_from_rounds", story.number, "按日志算不出各计时的承诺和应到期时间")
            return
        for key in wrong:
            where = clock_name(story.number, started[key]["stage"], started[key]["round"])
            yield Violation("promises_follow_from_rounds", where, "开始时的承诺、应到期时间或重复标记与此前各轮不符")

    def _is_plain(self, story: Story) -> bool:
        """Return whether only its own start and limit decide what a first round carries, if no step was undone."""
        rerated = any(row.kind == ConsentKind.RERATE for _, row in _rows(story, "consents"))
        return story.ticket.appointment is None and story.ticket.id not in self._merged and not rerated

    def _wrong(self, story: Story, started: dict[int, Values]) -> Iterator[int]:
        """Yield the ids of the clocks that carry other values than those computed again."""
        ticket_id = story.ticket.id
        merged = self._all_merged(ticket_id)
        replay = Replay(ticket_id)
        for entry in entries_with(self._connection, ticket_id, merged) if merged else story.entries:
            for key, values, timing in replay.apply(entry.changes):
                if key in started:
                    now = datetime.fromtimestamp(entry.at, UTC)
                    clock = timing.start(_as_begun(values), partial(self._limits.limit_for, entry.id), now)
                    carried = {name: to_db(getattr(clock, name)) for name in _CARRIED}
                    if any(values[name] != carried[name] for name in _CARRIED - _of_older(values, carried, timing)):
                        yield key

    def _all_merged(self, ticket_id: int) -> list[int]:
        """Return the tickets that were merged into one, directly or through others."""
        following = [ticket_id]
        for into in following:
            following += [key for key in self._merged.get(into, ()) if key not in following]
        return following[1:]

    @cached_property
    def _limits(self) -> LimitHistory:
        return LimitHistory(self._connection)


def _of_older(values: Values, carried: Values, timing: TicketTiming) -> set[str]:
    """Return the names of the values that a clock may have from a program that bound it by what binds it no more.

    They are at an appointment of the ticket or the deadline of an earlier round, and earlier than computed now. When
    the clock was recorded does not count.
    """
    agreed = {to_db(each.appointment) for each in (timing.rating, *(each.rating for each in timing.former))}
    former = (agreed | {to_db(each.clock.deadline) for each in timing.rounds}) - {None}
    dues = ((name, values[name], carried[name]) for name in ("promised", "first_due"))
    return {name for name, due, now in dues if due in former and (now is None or due < now)}


def carried_values_change_with_reason(story: Story) -> Iterator[Violation]:
    """What a clock carries changes only by actions that make it so, and an undo restores what was there before."""
    changed = any("old" in change and _CARRIED & change["new"].keys() for _, change in story.clock_changes)
    if not changed or _is_old(story):
        return
    told: dict[tuple[int, str], list[Any]] = {}
    for action, change in story.clock_changes:
        key, new = change["key"], change["new"]
        if "old" not in change:
            first = in_present_columns("clocks", new)
            told |= {(key, name): [first[name]] for name in _CARRIED}
            continue
        for name in new.keys() & _CARRIED:
            former = told.setdefault((key, name), [None])
            allowed = new[name] in former if action == UNDO else _may_change(action, name, former[-1], new[name])
            former.append(new[name])
            if not allowed:
                what = f"计时第 {key} 条的承诺、应到期时间或重复标记改得没有来由"
                yield Violation("carried_values_change_with_reason", story.number, what)


def first_answers_stay(story: Story) -> Iterator[Violation]:
    """The first answer at a callback is that of the journal."""
    if _is_old(story):
        return
    first = next(iter(_answers(story)), None)
    if story.ticket.first_answer != first:
        yield Violation("first_answers_stay", story.number, "第一次回访的答复与日志不符")


def _answers(story: Story) -> list[str]:
    """Return the answers at callbacks that count, in order: all but those that an undo took back as a slip."""
    steps: list[StoryEntry] = []  # those that were not taken back
    answers: list[tuple[StoryEntry, str]] = []
    for entry in story.entries:
        of_ticket = [change["new"] for change in entry.changes if change["table"] == "tickets"]
        if entry.action == UNDO and steps:
            undone = steps.pop()
            if any("first_answer" in new for new in of_ticket) and _was_slip(undone, entry):
                answers = [each for each in answers if each[0].id < undone.id]  # later ones were taken back before it
        elif entry.action not in NOT_A_STEP:
            steps.append(entry)
        if entry.action in _ANSWERING:
            answers += [(entry, new["callback"]) for new in of_ticket if new.get("callback") in ANSWERS]
    return [answer for _, answer in answers]


def _was_slip(step: StoryEntry, undo: StoryEntry) -> bool:
    past = PastStep(step.action, datetime.fromtimestamp(step.at, UTC), step.staff_id, "")
    return is_slip(past, undo.staff_id, datetime.fromtimestamp(undo.at, UTC))


def _earlier(old: Any, new: Any) -> bool:
    return new is not None and (old is None or new < old)


def _anyhow(_old: Any, _new: Any) -> bool:
    return True


# How each action may change what a clock carries.
_REASONS: Mapping[str, Mapping[str, Callable[[Any, Any], bool]]] = {
    "merge": {"repeats": lambda old, new: new and not old, "promised": _earlier, "first_due": _earlier},
    "decide": {"repeats": lambda old, new: old and not new, "promised": _anyhow, "first_due": _earlier},
    "correct_time": {"repeats": _anyhow, "promised": _anyhow},
    "rerate": {"first_due": _earlier},
    # What a further caller says may ask for a stricter rating.
    "attach_call": {"first_due": _earlier},
    "chase": {"first_due": _earlier},
}


def _may_change(action: str, name: str, old: Any, new: Any) -> bool:
    may_change = _REASONS.get(action, {}).get(name)
    return may_change is not None and may_change(old, new)


def _is_old(story: Story) -> bool:
    """Return whether a ticket was logged before schema 0007."""
    logged = (change["new"] for entry in story.entries[:1] for change in entry.changes if change["table"] == "tickets")
    return not any("first_answer" in values for values in logged)


def _rows(story: Story, wanted: str) -> Iterator[tuple[int, Any]]:
    return ((key, row) for (table, key), row in story.rows if table == wanted)


def _started(story: Story) -> Iterator[tuple[int, Values]]:
    """Yield the clocks of a ticket as they started, by id."""
    for _, change in story.clock_changes:
        if "old" not in change:
            yield change["key"], change["new"]


def _is_plain_start(values: Values) -> bool:
    return (
        values["round"] == 1
        and not values["repeats"]
        and values["promised"] is None
        and values["first_due"] == values["started"] + values["limit"]
    )


def _as_begun(values: Values) -> Clock:
    started = datetime.fromtimestamp(values["started"], UTC)
    return rules.start(Stage(values["stage"]), values["round"], started, values["limit"], values["limit_id"])
