"""Re-rates a ticket. A rating that gives a longer limit waits for consent; until then the stricter one counts."""

from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from tickets.actions.asking import ask
from tickets.actions.ticket_edit import TicketEdit
from tickets.alerts.ledger import carry_over
from tickets.errors import FieldError
from tickets.rules.clocks import Clock
from tickets.rules.granting import rerated
from tickets.rules.limits import Rating
from tickets.rules.promises import FormerRating
from tickets.rules.rerating import lengthens
from tickets.rules.triage import Answers, together, triage
from tickets.rules.words import ConsentKind, Priority, Stage
from tickets.store.ratings import rating_of, rating_to_json
from tickets.store.rows import StageClock
from tickets.store.rulebook import Rulebook, limit_for

CREW_WAS_THERE = "班组已经到过现场，不用再约：晚了请值班长延期，没修好请办返工。"


def rerate(edit: TicketEdit, reason: str, *, triaged: bool, **values: Any) -> None:
    """Change values that limits depend on, and apply the resulting limit and ladder to every unstopped clock.

    With `triaged` a priority below that of the fault and the answers needs consent too. Former ratings by appointment
    that still count get an added appointment as well, so they are asked about once more. Raises FieldError for an
    appointment that no crew would have to keep.
    """
    before = [rating_of(edit.ticket)]
    if "appointment" in values:
        before += [each for each in edit.ratings[1:] if each.priority is Priority.P4 and each.appointment is None]
    edit.change(**values)
    if "appointment" in values and not edit.timing.is_bound_by(values["appointment"]):
        raise FieldError("appointment", CREW_WAS_THERE)
    for each in before:
        ask_for_rating(edit, each, reason)
    if triaged:
        ask_below_triage(edit, reason)
    apply_rating(edit)


def ask_below_triage(edit: TicketEdit, reason: str) -> None:
    """Ask for consent if the priority is below the one that the fault and the answers demand."""
    demanded = triage(edit.fault.priority, together(edit.ticket, Answers())).priority
    if demanded < min(each.priority for each in edit.ratings):
        ask_for_rating(edit, replace(rating_of(edit.ticket), priority=demanded), reason)


def keep_rating(edit: TicketEdit, merged: Rating, reason: str) -> None:
    """Let a merged ticket's rating count until somebody consents, if it gives any stage a shorter limit."""
    if gives_longer(edit, (merged,), (edit.timing.rating_to_compare(),)):
        _ask_to_replace(edit, merged, reason)


def ask_for_rating(edit: TicketEdit, before: Rating, reason: str) -> None:
    """Ask for consent to a rating that gives any stage a longer limit than `before`, which counts until then."""
    if gives_longer(edit, (before,), (rating_of(edit.ticket),)):
        _ask_to_replace(edit, before, reason)


def _ask_to_replace(edit: TicketEdit, before: Rating, reason: str) -> None:
    """Ask for consent to replace a rating, which counts until then."""
    ended = [row.id for row in edit.clocks if row.clock.stopped is not None]
    kept = rating_to_json(before, edit.ticket.appointment, ended)
    key = ask(edit.unit, edit.ticket.id, ConsentKind.RERATE, reason, before=kept)
    edit.former = (*edit.former, FormerRating(key, before, asked=edit.unit.now, ended=frozenset(ended)))


def gives_longer(edit: TicketEdit, before: tuple[Rating, ...], after: tuple[Rating, ...]) -> bool:
    """Return whether the strictest of the ratings `after` gives any stage a longer limit, or none where it had one."""
    started = {row.clock.stage: row.clock.started for row in edit.unstopped}
    longer = lengthens(partial(_seconds, edit.unit.rules), before, after, started, edit.unit.now)
    isolates = [any(edit.unit.rules.faults[each.fault].isolate for each in ratings) for ratings in (before, after)]
    return longer or isolates == [True, False]


def apply_rating(edit: TicketEdit, granted: int | None = None) -> None:
    """Apply the limit and the ladder of the ratings that count to every unstopped clock.

    When the re-rating with the id `granted` is consented to, those that have ended since it was asked for also get a
    longer limit.
    """
    for key, rated in rerated(edit.timing, edit.terms, edit.unit.now, granted).items():
        row = edit.clock(key)
        clock = replace(rated, consent=row.clock.consent)
        if clock.stopped is not None:
            edit.move(row, clock, None)
        elif clock.term == row.clock.term and row.priority is edit.ticket.priority:
            edit.move(row, clock, row.next_rung)
        else:
            _follow_rating(edit, row, clock)


def _follow_rating(edit: TicketEdit, row: StageClock, clock: Clock) -> None:
    """Replace an unstopped clock by one with another deadline or ladder."""
    edit.settle(row, edit.unit.now, "已改判")
    moved = replace(row, clock=clock, priority=edit.ticket.priority)
    edit.move(row, clock, clock.started, moved)
    if clock.term == row.clock.term:
        ladder = edit.unit.rules.ladder(clock.stage, moved.priority)
        carry_over(edit.unit.connection, ladder, moved, edit.unit.now, edit.unit.now)


def _seconds(rules: Rulebook, rating: Rating, stage: Stage, at: datetime) -> int:
    return limit_for(rules, rating, stage, at)[0]
