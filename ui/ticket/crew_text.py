"""What a crew must know of a ticket, as text to be sent to its phone. Pure: `now` is passed in."""

from datetime import datetime

from tickets.rules.clocks import as_of
from tickets.rules.phones import shown_phone
from tickets.rules.triage import in_words
from tickets.store.queries.ticket_file import TicketFile
from ui.kit.countdown import after_hold, hold_words
from ui.kit.wording import moment, translate
from ui.ticket.facts import (
    appointment_words,
    assists_words,
    crew_reach,
    pipe,
    priority_words,
    said_in_calls,
    text_facts,
    where,
)
from ui.ticket.head import next_due
from ui.ticket.stage_view import timing_of

COPY_KEY = "="


def crew_text(file: TicketFile, now: datetime) -> str:
    """Return the text line by line; what is unknown is left out."""
    ticket, due = file.ticket, next_due(file, now)
    caller = " ".join(part for part in (shown_phone(ticket.phone), ticket.caller) if part)
    until = "" if due is None else f"{due.stage.label} {moment(as_of(due, now).deadline, now)}"
    facts = (
        (translate("crew_text", "地址"), where(file)),
        (translate("crew_text", "情况"), "、".join(in_words(ticket))),
        (translate("crew_text", "来电"), caller),
        *((translate("crew_text", "原话"), words) for words in _said(file, now)),
        (translate("crew_text", "管道"), pipe(file)),
        *text_facts(ticket),
        (translate("crew_text", "约定时间"), appointment_words(file, lambda at: moment(at, now))),
        (translate("crew_text", "最晚"), until),
        (translate("crew_text", "挂起"), _hold(file, now)),
        (translate("crew_text", "班组"), crew_reach(file)),
        (translate("crew_text", "协助"), assists_words(file, lambda at: moment(at, now))),
    )
    first = f"{ticket.number} {priority_words(ticket.priority)} {file.fault.name}"
    line = translate("crew_text", "{caption}：{fact}")
    return "\n".join([first, *(line.format(caption=caption, fact=fact) for caption, fact in facts if fact)])


def _hold(file: TicketFile, now: datetime) -> str:
    """Return why the ticket is held and how that stands: "等燃气交底 · 挂起待核准"; "" if it isn't."""
    due = next_due(file, now)
    timing = None if due is None else timing_of(due, file.holds)
    if timing is None or timing.held is None:
        return ""
    return " · ".join(part for part in (timing.held, after_hold(timing, now) or hold_words(timing.hold, now)) if part)


def _said(file: TicketFile, now: datetime) -> list[str]:
    """Return what each caller said; of several, with the number and the time of the call."""
    said = [each for each in said_in_calls(file, now) if each.words]
    return [each.words if len(file.calls) == 1 else f"{each.words}（{each.when}）" for each in said]
