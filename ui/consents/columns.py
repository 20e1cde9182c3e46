"""The columns of the list of requests for consent."""

from collections.abc import Callable
from datetime import datetime

from tickets.rules.words import ConsentState
from tickets.store.queries.consents import ConsentRequest
from tickets.store.rows import Who
from ui.kit.columns import Column
from ui.kit.wording import full_moment, moment, place_and_address, translate
from ui.ticket.consent_words import (
    asked_by,
    asker,
    counts_until_then,
    decided_by,
    granting_changes,
    once_granted,
    refusing_means,
    why_not_own,
)


def consent_columns(who: Callable[[], Who]) -> tuple[Column[ConsentRequest], ...]:
    """Return the columns, in the current language; the requests of `who` are told as one's own, which others decide."""

    def name(row: ConsentRequest) -> str:
        return translate("consents", "自己") if why_not_own(row, who().staff_id) else asker(row)

    return (
        Column[ConsentRequest](
            "asked", translate("consents", "提出"), lambda row, now: moment(row.asked_at, now),
            lambda row, _now: full_moment(row.asked_at), width=96, sort=lambda row: row.asked_at,
        ),
        Column[ConsentRequest](
            "asker", translate("consents", "提出人"), lambda row, _now: name(row), width=92,
            sort=name,
        ),
        Column[ConsentRequest](
            "kind", translate("consents", "种类"), lambda row, _now: row.kind.label, width=80,
            sort=lambda row: row.kind.label,
        ),
        Column[ConsentRequest](
            "number", translate("consents", "编号"), lambda row, _now: row.number, width=124, copies=True,
            sort=lambda row: row.number,
        ),
        Column[ConsentRequest]("change", translate("consents", "核准的结果"), _outcome, stretch=True),
        Column[ConsentRequest]("reason", translate("consents", "原因"), lambda row, _now: row.reason, width=192),
        Column[ConsentRequest](
            "place", translate("consents", "地点"), lambda row, _now: where(row), width=228, room=1100
        ),
    )  # fmt: skip


def where(row: ConsentRequest) -> str:
    """Return the ticket's place and address."""
    return place_and_address(row.place, row.address)


def story(row: ConsentRequest, now: datetime, who: Callable[[], Who]) -> str:
    """Return a request in full: what it is about, who asked and why, what counts until then and after, and why somebody
    can't decide; of a decided one who decided and what that changed.
    """
    words = translate("consents", "{fault} · {where} · {state}")
    ticket = words.format(fault=row.fault_name, where=where(row), state=row.ticket_state.label)
    if not row.is_open:
        return "\n".join((ticket, asked_by(row, now), _outcome(row, now)))
    first = f"{why_not_own(row, who().staff_id)}{ticket} · {counts_until_then(row, now)}"
    return "\n".join((first, asked_by(row, now), once_granted(row, now)))


def _outcome(row: ConsentRequest, now: datetime) -> str:
    return granting_changes(row, now) if row.is_open else " · ".join((_made(row, now), decided_by(row, now)))


def _made(row: ConsentRequest, now: datetime) -> str:
    """Return what a decision has changed."""
    if row.state is ConsentState.GRANTED:
        return granting_changes(row, now)
    if row.state is ConsentState.WITHDRAWN:
        return translate("consents", "撤下了，不用核准")
    return refusing_means(row)
