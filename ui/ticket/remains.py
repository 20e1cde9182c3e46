"""The readable part of a ticket that can't be opened, as text. Pure: `now` is passed in."""

from collections.abc import Iterator
from datetime import datetime

from tickets.rules.action_labels import action_label
from tickets.rules.instants import LAST
from tickets.rules.phones import shown_phone
from tickets.rules.words import Word
from tickets.store.queries.ticket_remains import RemainingCall, RemainingEntry, TicketRemains
from ui.kit.wording import moment, translate


def remains_words(remains: TicketRemains, now: datetime) -> str:
    """Return the text line by line, with a word for each unreadable value."""
    return "\n".join((*_facts(remains, now), *_calls(remains, now), *_story(remains, now)))


def _facts(remains: TicketRemains, now: datetime) -> Iterator[str]:
    for caption, value in (
        (translate("remains", "工单"), remains.number),
        (translate("remains", "状态"), _label(remains.state)),
        (translate("remains", "紧急程度"), _label(remains.priority)),
        (translate("remains", "故障"), remains.fault),
        (translate("remains", "地点"), remains.place),
        (translate("remains", "地址"), remains.address),
        (translate("remains", "电话"), _phone(remains.phone)),
        (translate("remains", "来电人"), remains.caller),
        (translate("remains", "来电时间"), _moment(remains.opened, now)),
    ):
        if value != "":
            yield translate("remains", "{caption}：{value}").format(caption=caption, value=_or_unread(value))


def _calls(remains: TicketRemains, now: datetime) -> Iterator[str]:
    for call in remains.calls:
        yield ""
        yield " · ".join(_or_unread(part) for part in _of_call(call, now) if part != "")
        yield _or_unread(call.words)


def _of_call(call: RemainingCall, now: datetime) -> tuple[str | None, ...]:
    return _moment(call.at, now), _label(call.kind), _phone(call.phone), call.caller


def _story(remains: TicketRemains, now: datetime) -> Iterator[str]:
    if remains.journal:
        yield ""
        yield translate("remains", "经过（新的在上）")
    for entry in remains.journal:
        yield " · ".join(_or_unread(part) for part in _of_entry(entry, now) if part != "")


def _of_entry(entry: RemainingEntry, now: datetime) -> tuple[str | None, ...]:
    action = None if entry.action is None else action_label(entry.action)
    return _moment(entry.at, now), action, entry.staff, entry.text


def _or_unread(value: str | None) -> str:
    return translate("remains", "读不出来") if value is None else value


def _label(word: Word | None) -> str | None:
    return None if word is None else word.label


def _phone(phone: str | None) -> str | None:
    return None if phone is None else shown_phone(phone)


def _moment(at: datetime | None, now: datetime) -> str | None:
    return None if at is None or at > LAST else moment(at, now)
