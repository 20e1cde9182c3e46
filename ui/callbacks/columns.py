"""The columns of the list of callbacks, and each of them in words."""

from datetime import datetime

from tickets.rules.callbacks import CallbackPhase
from tickets.rules.phones import shown_phone
from tickets.store.queries.callbacks import CallbackLine
from ui.kit.columns import Column
from ui.kit.wording import full_moment, moment, place_and_address, translate


def callback_columns() -> tuple[Column[CallbackLine], ...]:
    """Return the columns, in the current language."""
    return (
        Column[CallbackLine]("what", translate("callbacks", "情况"), what_to_do, what_to_do, width=296),
        Column[CallbackLine]("phone", translate("callbacks", "号码"), _phone, numbers, width=128, copies=True),
        Column[CallbackLine](
            "place", translate("callbacks", "地点"), lambda line, _now: where(line), lambda line, _now: where(line),
            stretch=True,
        ),
        Column[CallbackLine](
            "fault", translate("callbacks", "故障"), lambda line, _now: line.fault_name,
            lambda line, _now: line.fault_name, width=104,
            sort=lambda line: line.fault_name,
        ),
        Column[CallbackLine](
            "resolved", translate("callbacks", "处置完成"), lambda line, now: moment(line.resolved_at, now),
            lambda line, _now: full_moment(line.resolved_at), width=96, sort=lambda line: line.resolved_at,
        ),
        Column[CallbackLine](
            "number", translate("callbacks", "编号"), lambda line, _now: line.number, width=124, copies=True, room=1000,
            sort=lambda line: line.number,
        ),
    )  # fmt: skip


def where(line: CallbackLine) -> str:
    """Return the ticket's place and address."""
    return place_and_address(line.place, line.address)


def what_to_do(line: CallbackLine, now: datetime) -> str:
    """Return what is to be done about a caller: "敏感 · 未接通 2 次，上次 昨天 16:20"."""
    tries = translate("callbacks", "未接通 {n} 次").format(n=line.tries)
    match line.phase(now):
        case CallbackPhase.UNHAPPY:
            words = translate("callbacks", "▲ 不满意 · 等返工")
        case CallbackPhase.DUE if not line.tries:
            words = translate("callbacks", "待回访")
        case CallbackPhase.DUE:
            words = translate("callbacks", "{tries}，上次 {time}").format(tries=tries, time=moment(line.tried_at, now))
        case CallbackPhase.LATER:
            words = translate("callbacks", "{time} 再拨 · {tries}")
            words = words.format(time=moment(line.callback_again, now), tries=tries)
        case CallbackPhase.UNREACHED:
            words = translate("callbacks", "{tries}，可归档").format(tries=tries)
        case _:
            assert line.callback is not None
            words = translate("callbacks", "{answer} · 可归档").format(answer=line.callback.label)
    return translate("callbacks", "敏感 · {words}").format(words=words) if line.sensitive_user else words


def numbers(line: CallbackLine, _now: datetime) -> str:
    """Return the caller and every number that called about the ticket, whom to ring first."""
    first = "  ".join(part for part in (_phone(line, _now), line.caller) if part)
    if not line.others:
        return first
    return translate("callbacks", "{first}；另有 {others}").format(first=first, others=line.others)


def story(line: CallbackLine, now: datetime) -> str:
    """Return what to say and what is known of the caller: all numbers, what was done, what was noted last."""
    parts = (
        numbers(line, now),
        translate("callbacks", "处置：{words}").format(words=line.resolution) if line.resolution else "",
        translate("callbacks", "上次回访：{words}").format(words=line.said) if line.said else "",
    )
    return "\n".join(part for part in parts if part)


def _phone(line: CallbackLine, _now: datetime) -> str:
    return shown_phone(line.phone) or translate("callbacks", "没有号码")
