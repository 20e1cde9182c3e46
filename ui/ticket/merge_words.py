"""What a merger changes of the kept ticket's deadlines, and what counts until a supervisor consents, in words. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from tickets.rules.clocks import Clock, fell_due, remaining
from tickets.rules.instants import in_words
from tickets.rules.limits import Limit
from tickets.rules.moves import refusal
from tickets.rules.rerating import lengthens
from tickets.rules.triage import together, triage
from tickets.rules.words import ConsentKind, Move
from tickets.store.queries.consents import ClockChange
from tickets.store.queries.merging import MergeOutcome
from tickets.store.queries.ticket_file import TicketFile
from ui.kit.wording import duration, translate
from ui.ticket.limit_words import limit_seconds, longer_limits


def deadline_warning(outcome: MergeOutcome, back: Sequence[ClockChange], main: TicketFile, now: datetime) -> str:
    """Return which deadlines a merger brings forward: "并入后按 08:00 起算，受理已超时 20 分。"; "" for none.

    An appointment that it brings is told where no clock runs for that yet. `back` are the changes of a merger the other
    way, which is named where only it makes nothing overdue.
    """
    sooner = [each for each in outcome.changes if each.after.deadline < each.before.deadline]
    return _sooner_words(sooner, back, main, now) + _appointment_words(outcome, sooner, now)


def crew_warning(merged: TicketFile, main: TicketFile) -> str:
    """Return what a merger means for the crew that was sent, and whether the kept ticket is held; "" for nothing."""
    said = []
    if merged.crew is not None and merged.crew != main.crew:
        sent = (
            translate("merge", "本单的{crew}并入后不在单上，请告诉他们；主单还没有派单。")
            if main.crew is None
            else translate("merge", "本单的{crew}并入后不在单上，请告诉他们；主单由{main}办。")
        )
        said.append(sent.format(crew=merged.crew, main=main.crew))
    if main.ticket.held:
        said.append(translate("merge", "主单挂起中。"))
    return "".join(said)


def _appointment_words(outcome: MergeOutcome, sooner: Iterable[ClockChange], now: datetime) -> str:
    agreed, own = outcome.appointment, outcome.own.appointment
    if agreed is None or any(each.after.deadline == agreed for each in sooner):
        return ""
    earlier = own is not None and own <= agreed
    kept, first = (
        translate("merge", "本单约的 {when} 照守。"),
        translate("merge", "主单约得更早，本单约的 {when} 不另写。"),
    )
    return (first if earlier else kept).format(when=in_words(agreed, now))


def _sooner_words(sooner: Sequence[ClockChange], back: Sequence[ClockChange], main: TicketFile, now: datetime) -> str:
    if not sooner:
        return ""
    first, overdue = sooner[0], _overdue_at_once(sooner, now)
    by_limit = first.after.limit != first.before.limit and first.after.promised == first.before.promised
    start = in_words(first.after.started, now)
    by_start, by_promise = translate("merge", "并入后按 {start} 起算"), translate("merge", "并入后沿用本单的到期")
    parts = [by_start.format(start=start) if by_limit else by_promise, *(_due(each.after, now) for each in sooner)]
    said = translate("merge", "，").join(parts) + translate("merge", "。")
    if not overdue or _overdue_at_once(back, now) or refusal(main.context, Move.MERGE) is not None:
        return said
    return said + translate("merge", "反过来并入本单，就不会马上超时。")


def _overdue_at_once(changes: Iterable[ClockChange], now: datetime) -> bool:
    return any(fell_due(each.after, now) and not fell_due(each.before, now) for each in changes)


def _due(clock: Clock, now: datetime) -> str:
    if fell_due(clock, now):
        late = duration(-remaining(clock, now))
        return translate("merge", "{stage}已超时 {late}").format(stage=clock.stage.label, late=late)
    return translate("merge", "{stage} {due} 到期").format(stage=clock.stage.label, due=in_words(clock.deadline, now))


def kept_rating_warning(
    merged: TicketFile, main: TicketFile, outcome: MergeOutcome, limits: Iterable[Limit], now: datetime
) -> str:
    """Return what counts until somebody consents, when a ticket is merged into `main`; "" if its rating needs none."""
    limit_of = partial(limit_seconds, tuple(limits))
    started = {clock.stage: clock.started for clock in main.running}
    if any(each.kind is ConsentKind.RERATE for each in merged.asked):
        return translate("merge", "本单的改判还在等核准，并过去照样要核准；核准之前按较严的时限计。")
    shorter = [each for each in outcome.handed_on if lengthens(limit_of, (each,), (outcome.own,), started, now)]
    if shorter:
        longer = longer_limits(limit_of, shorter[0], outcome.own, started, now)
        named = translate("merge", "（{longer}）").format(longer=longer) if longer else ""
        words = translate("merge", "主单时限较长{named}：值班长核准之前按本单计。")
        return words.format(named=named)
    if merged.fault.isolate and not main.fault.isolate:
        return translate("merge", "主单不用关阀止水：值班长核准之前关阀照计。")
    answers = together(main.ticket, merged.ticket)
    demanded = triage(main.fault.priority, answers).priority
    urgent = replace(outcome.own, priority=demanded)
    if demanded < main.ticket.priority and lengthens(limit_of, (urgent,), (outcome.own,), started, now):
        return translate("merge", "两张的情况合起来更紧急：值班长核准之前按自动判定的时限计。")
    return ""
