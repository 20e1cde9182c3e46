"""What a merger counts as until a supervisor consents to the rating of the kept ticket, in words. Pure."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from functools import partial

from tickets.rules.limits import Limit
from tickets.rules.rerating import lengthens
from tickets.rules.triage import together, triage
from tickets.rules.words import ConsentKind
from tickets.store.queries.ticket_file import TicketFile
from ui.kit.wording import translate
from ui.ticket.limit_words import limit_seconds


def rating_warning(merged: TicketFile, main: TicketFile, limits: Iterable[Limit], now: datetime) -> str:
    """Return what counts until somebody consents, when a ticket is merged into `main`; "" if its rating needs none."""
    limit_of = partial(limit_seconds, tuple(limits))
    started = {clock.stage: clock.started for clock in main.running}
    if any(each.kind is ConsentKind.RERATE for each in merged.asked):
        return translate("merge", "这一张的改判还在等核准，并过去以后照样要核准；核准之前按原来的时限计。")
    if lengthens(limit_of, merged.ticket, main.ticket, started, now):
        return translate("merge", "主单的时限比这一张长：要值班长核准，核准之前按这一张的时限计。")
    if merged.fault.isolate and not main.fault.isolate:
        return translate("merge", "主单不用关阀止水：要值班长核准，核准之前关阀照计。")
    answers = together(main.ticket, merged.ticket)
    demanded = triage(main.fault.priority, answers).priority
    urgent = replace(main.ticket, priority=demanded)
    if demanded < main.ticket.priority and lengthens(limit_of, urgent, main.ticket, started, now):
        return translate("merge", "两张的情况合起来要求更紧急：要值班长核准，核准之前按自动判定的时限计。")
    return ""
