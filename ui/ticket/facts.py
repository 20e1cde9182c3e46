"""The facts of a ticket as pairs of a caption and a text. Pure: `now` is passed in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from tickets.rules.callbacks import tries_so_far
from tickets.rules.instants import in_words
from tickets.rules.phones import shown_phone
from tickets.rules.promises import BY_APPOINTMENT
from tickets.rules.rerating import BEFORE_ARRIVAL
from tickets.rules.stages import described, goes_by_appointment
from tickets.rules.ticket_texts import text_fields
from tickets.rules.triage import said_yes
from tickets.rules.words import CallbackResult, CallKind, ConsentState, Outcome, Priority, State
from tickets.store.queries.consents import ConsentRequest
from tickets.store.queries.ticket_file import AssistLine, CallLine, TicketFile
from tickets.store.queries.timings import PromisedAppointment
from tickets.store.rows import Ticket
from ui.kit.wording import moment, translate, weekday

OTHER_CALLS = 2  # shown beside the first one; the history has all
_IN_ANOTHER_FACT = {"material"}  # see `pipe`

SHAPES = {Priority.P1: "◆", Priority.P2: "▲", Priority.P3: "●", Priority.P4: "○"}


def priority_words(priority: Priority) -> str:
    """Return a priority as a shape and a word: "◆ 特急"."""
    return f"{SHAPES[priority]} {priority.label}"


def state_words(ticket: Ticket) -> str:
    """Return a ticket's state; of an imported one whose end is unknown, with that: "已归档 · 未记完成"."""
    unfinished = ticket.state is State.CLOSED and ticket.resolved_at is None
    return " · ".join((ticket.state.label, Outcome.UNFINISHED.label)) if unfinished else ticket.state.label


def flags(held: bool, supervised: bool, reopenings: int) -> tuple[str, ...]:
    """Return a ticket's special conditions as words."""
    words = (
        (supervised, translate("facts", "督办")),
        (held, translate("facts", "挂起")),
        (reopenings > 0, translate("facts", "返工")),
    )
    return tuple(word for is_so, word in words if is_so)


def where(file: TicketFile) -> str:
    """Return the place and the caller's address."""
    town = file.town if file.town != file.place else ""
    words = _joined(town, file.place, file.ticket.address)
    return words or translate("facts", "地点不详")


def pipe(file: TicketFile) -> str:
    """Return pipe size and material: "DN100 球墨铸铁"."""
    ticket = file.ticket
    return " ".join(part for part in (f"DN{ticket.dn}" if ticket.dn else "", ticket.material) if part)


def situation(ticket: Ticket) -> str:
    """Return the answers of triage that were "yes": "路面过水、有人危险"."""
    return "、".join(said_yes(ticket))


def resolution_caption(ticket: Ticket) -> str:
    """Return what a ticket's resolution is: the repair, or what the caller was told."""
    return translate("facts", "告知内容") if ticket.state is State.SETTLED else translate("facts", "处置情况")


def callback_words(ticket: Ticket, now: datetime) -> str:
    """Return the caller's answer at the callback, and the first one of all, which reports count, where it differs.

    Of one who was not reached, how often that was tried and when it is to be tried again.
    """
    first = None if ticket.first_answer in (None, ticket.callback) else ticket.first_answer
    said = ticket.callback.label if ticket.callback else ""
    before = translate("facts", "最先答复：{answer}").format(answer=first.label) if first else ""
    tried = tries_so_far(ticket.callback, ticket.callback_tries)
    tries = translate("facts", "未接通 {n} 次").format(n=tried) if tried else ""
    again = ticket.callback_again
    later = "" if again is None else translate("facts", "{time} 再拨").format(time=moment(again, now))
    return _joined("" if ticket.callback is CallbackResult.NO_ANSWER else said, tries, later, before)


def text_facts(ticket: Ticket) -> list[tuple[str, str]]:
    """Return label and content of each declared text of a ticket, except those in another fact."""
    return [
        (text.label, getattr(ticket, name))
        for name, text in text_fields(type(ticket)).items()
        if name not in _IN_ANOTHER_FACT
    ]


def appointment_words(file: TicketFile, say: Callable[[datetime], str]) -> str:
    """Return when the crew has to be there as agreed on with a caller, with the weekday; "" for no such time.

    `say` tells an instant. One that the ticket had before a merger or a re-rating is told with that, and with the
    ticket's own.
    """

    def on_day(at: datetime) -> str:
        return f"{say(at)} {weekday(at)}"

    own, kept = file.ticket.appointment, []
    if (promised := file.promised) is not None and (own is None or promised.at < own):
        whose = call_from(promised) or translate("facts", "并入的工单")
        words = (
            translate("facts", "{whose} 约的，已并入，处置完就算守约，退单、转派的照守")
            if promised.met
            else translate("facts", "{whose} 约的，已并入，照守")
        )
        kept.append((promised.at, words.format(whose=whose)))
    for request in file.consents:
        waits = translate("facts", "待核准，核准之前照守") if request.is_open else translate("facts", "照守")
        if request.agreed is not None:
            kept.append((request.agreed, translate("facts", "改判以前约的，{waits}").format(waits=waits)))
    if not kept:
        return _own_appointment(file, on_day)
    agreed, why = min(kept)
    said = translate("facts", "{when}（{why}）").format(when=on_day(agreed), why=why)
    later = "" if own is None or own == agreed else translate("facts", "本单约 {when}").format(when=on_day(own))
    return _joined(said, later)


def standing_appointment(file: TicketFile, now: datetime) -> str:
    """Return what `appointment_words` does while a caller waits for a crew; "" once one was there, or with no time."""
    own = file.ticket.appointment is not None and file.own_timing.is_bound_by(file.ticket.appointment)
    others = file.promised is not None or any(request.agreed is not None for request in file.consents)
    return appointment_words(file, lambda at: moment(at, now)) if own or others else ""


def _own_appointment(file: TicketFile, say: Callable[[datetime], str]) -> str:
    """Return the ticket's appointment, to when a supervisor has moved it, and whether a limit comes before it."""
    own = file.ticket.appointment
    if own is None:
        return ""
    arrival = next((each for each in file.running if described(each.stage).by_appointment), None)
    if arrival is not None and arrival.limit_id is None:
        if not arrival.extended:
            return say(own)
        return translate("facts", "{when}（已延期到 {due}）").format(when=say(own), due=say(arrival.deadline))
    stricter = [each.state for each in file.consents if _limits_by_rule(each)]
    to_start = arrival is None and file.ticket.state in BEFORE_ARRIVAL
    by_limit = translate("facts", "时限先到的按时限") if to_start else translate("facts", "按时限")
    if ConsentState.REFUSED in stricter:
        return translate("facts", "{when}（未核准，{by_limit}）").format(when=say(own), by_limit=by_limit)
    if ConsentState.ASKED in stricter:
        return translate("facts", "{when}（待核准，核准之前{by_limit}）").format(when=say(own), by_limit=by_limit)
    return say(own)


def _limits_by_rule(request: ConsentRequest) -> bool:
    """Return whether a request changed a rating whose arrival has a limit of the rules, no appointment."""
    change = request.rerating
    return change is not None and (
        change.before.appointment is None or not goes_by_appointment(BY_APPOINTMENT, change.before.priority)
    )


def crew_reach(file: TicketFile) -> str:
    """Return the crew's name and number."""
    return " ".join(part for part in (file.crew, shown_phone(file.crew_phone or "")) if part)


def assists_words(file: TicketFile, say: Callable[[datetime], str]) -> str:
    """Return the assisting crews, each with its number and its times as said by `say`, one on each line."""
    return "\n".join(_assist_words(line, say) for line in file.assists)


def _assist_words(line: AssistLine, say: Callable[[datetime], str]) -> str:
    times = (
        (line.dispatched_at, translate("facts", "{time} 派出")),
        (line.arrived_at, translate("facts", "{time} 到场")),
        (line.left_at, translate("facts", "{time} 离开")),
    )
    told = [words.format(time=say(at)) for at, words in times if at is not None]
    if line.left_at is not None and line.arrived_at is None:
        told.append(translate("facts", "未登记到场"))
    return " · ".join([" ".join(part for part in (line.crew, shown_phone(line.phone)) if part), *told])


def first_call(file: TicketFile) -> CallLine | None:
    """Return the call that opened the ticket."""
    return next((call for call in file.calls if call.kind is CallKind.REPORT), next(iter(file.calls), None))


@dataclass(frozen=True, slots=True)
class Said:
    """What was said in a call, and when and by whom."""

    words: str
    when: str


def said_in_calls(file: TicketFile, now: datetime) -> tuple[Said, ...]:
    """Return what the first caller said, and of several calls some others with words, each with its number."""
    first, counts = first_call(file), _counts_of_calls(file)
    if first is None or len(file.calls) == 1:
        opened = translate("facts", "{moment} 来电").format(moment=moment(file.ticket.opened, now))
        return (Said(first.words if first else "", _joined(opened, *counts)),)
    return (
        Said(first.words, _joined(_call_heading(first, now), *counts)),
        *(Said(call.words, _call_heading(call, now)) for call in _others_shown(file, first)),
    )


def _others_shown(file: TicketFile, first: CallLine) -> list[CallLine]:
    """Return the newest calls with words beside the first one, with that of the ticket's own caller among them."""
    others = [call for call in file.calls if call is not first and call.words]
    own = [call for call in others if call.phone == file.ticket.phone][:1] if first.phone != file.ticket.phone else []
    newest = [call for call in others if call not in own][-OTHER_CALLS + len(own) :]
    return sorted((*own, *newest), key=lambda call: (call.at, call.id))


def _call_heading(call: CallLine, now: datetime) -> str:
    """Return when a call came, and from whom."""
    kind = translate("facts", "来电") if call.kind is CallKind.REPORT else call.kind.label
    return _joined(f"{moment(call.at, now)} {kind}", call_from(call))


def call_from(call: CallLine | PromisedAppointment) -> str:
    """Return the number and the name of a caller."""
    return " ".join(part for part in (shown_phone(call.phone), call.caller) if part)


def _counts_of_calls(file: TicketFile) -> tuple[str, str]:
    """Return the numbers of calls, of several numbers, and of chases as words; "" for one call, or no chase."""
    ticket, numbers = file.ticket, len({call.phone for call in file.calls if call.phone})
    calls = translate("facts", "来电 {n} 次").format(n=ticket.calls) if ticket.calls > 1 else ""
    if calls and numbers > 1:
        calls = translate("facts", "{numbers} 个号码共来电 {n} 次").format(numbers=numbers, n=ticket.calls)
    chases = translate("facts", "催办 {n} 次").format(n=ticket.chases) if ticket.chases else ""
    return calls, chases


def _joined(*parts: str | None) -> str:
    return " · ".join(part for part in parts if part)


def ticket_facts(file: TicketFile, now: datetime) -> list[tuple[str, str]]:
    """Return the facts shown below the caller's words; an unknown fact is empty."""
    ticket = file.ticket
    fault = f"{file.fault.name} · {ticket.zone.label}"
    if file.fault.customer_side:
        fault = translate("facts", "{fault} · 用户自管，有偿维修").format(fault=fault)
    household = translate("facts", "户号 {no}").format(no=ticket.household_no) if ticket.household_no else ""
    caller = "  ".join(part for part in (shown_phone(ticket.phone), ticket.caller, household) if part)
    households = translate("facts", "{n} 户").format(n=ticket.households) if ticket.households else ""
    return [
        (translate("facts", "地址"), where(file)),
        *text_facts(ticket),
        (translate("facts", "电话"), caller),
        (translate("facts", "故障"), fault),
        (translate("facts", "情况"), situation(ticket)),
        (translate("facts", "研判"), ticket.triage),
        (translate("facts", "管道"), pipe(file)),
        (translate("facts", "影响"), households),
        (translate("facts", "约定时间"), appointment_words(file, lambda at: moment(at, now))),
        (translate("facts", "最早来电"), moment(ticket.first_call, now)),
        (translate("facts", "班组"), crew_reach(file)),
        (translate("facts", "协助"), assists_words(file, lambda at: in_words(at, now))),
        (resolution_caption(ticket), ticket.resolution),
        (translate("facts", "回访"), callback_words(ticket, now)),
        (translate("facts", "提醒"), _counts(file)),
    ]


def _counts(file: TicketFile) -> str:
    ticket = file.ticket
    counted = (
        (ticket.returns, translate("facts", "退单 {n} 次")),
        (ticket.extensions, translate("facts", "延期 {n} 次")),
        (ticket.reopenings, translate("facts", "返工 {n} 次")),
        (ticket.reratings, translate("facts", "改判 {n} 次")),
    )
    return " · ".join(words.format(n=number) for number, words in counted if number)
