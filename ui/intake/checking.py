"""Converts the form's content into a command's arguments. An error about a number or time names the field.

The length of texts is checked by the action (`checked`), whose error names the field too.
"""

from datetime import datetime
from typing import Any

from tickets.actions.intake import CallDetails, ReportedFault, checked
from tickets.actions.slips import PaperSlip
from tickets.errors import FieldError
from tickets.rules.slips import read_slip_number
from tickets.rules.ticket_texts import TicketTexts, text_fields
from tickets.rules.triage import said_yes
from tickets.rules.words import Priority
from ui.intake.call_form_data import CallContext, whole_number
from ui.kit.time_words import NotATime, read_coming, read_past
from ui.kit.wording import translate

_SHOWN = 20


def call_details(call: CallContext, now: datetime, pressed: datetime | None = None, remark: str = "") -> CallDetails:
    """Return the call's details, with `remark` below the caller's words. Raises FieldError.

    `pressed` is since when the caller has waited: see Draft.
    """
    filled = call.filled
    values: dict[str, Any] = {name: getattr(filled, name) for name in text_fields(CallDetails)}
    values |= {
        "phone": call.phone.display,
        "words": "\n".join(part for part in (filled.words.strip(), remark) if part),
        "address": filled.spoken_address,
    }
    at = _moment("at", filled.at, now)
    return CallDetails(**values, at=at, pressed=pressed, incoming_id=filled.incoming, first_key=call.first_key)


def report(call: CallContext, now: datetime) -> ReportedFault:
    """Return what is broken and where. Raises FieldError."""
    filled = call.filled
    if call.fault is None:
        raise FieldError("fault", _no_fault(filled.fault_typed, is_read=call.faults_read))
    _number("households", filled.households, translate("intake", "影响户数请填数字，例如 20。"))
    texts: dict[str, Any] = {name: getattr(filled, name) for name in text_fields(TicketTexts)}
    return ReportedFault(
        fault=call.fault.code,
        place_id=filled.place_id,
        zone=filled.zone,
        priority=filled.priority,
        answers=filled.answers,
        dn=_number("dn", filled.dn, translate("intake", "管径请填毫米数，例如 300；不知道就空着。")),
        appointment=_moment("appointment", filled.appointment, now) if call.priority is Priority.P4 else None,
        **texts,
    )


def paper_slip(call: CallContext, now: datetime) -> PaperSlip:
    """Return the slip that the call was written on. Raises FieldError."""
    number = read_slip_number(call.filled.slip)
    if number is None:
        raise FieldError("slip", translate("intake", "纸单编号是印在右上角的数字，如 000123，请核对后重填。"))
    details = call_details(call, now, remark=told(call))
    if details.at is None:
        raise FieldError("at", translate("intake", "请填纸单上的来电时间。"))
    return PaperSlip(number, *checked(details, report(call, now)))


def told(call: CallContext) -> str:
    """Return what the caller was told as text, for a call that is not settled by it after all."""
    words = call.filled.advice.strip()
    return translate("intake", "（已告知：{words}）").format(words=words) if words else ""


def remark(call: CallContext) -> str:
    """Return the other content as text, for a call that opens no ticket.

    Attaching to a ticket keeps only the call: place, fault and answers would be lost without this line. What was
    recognised in the words is left out, since the words say it.
    """
    filled = call.filled
    place = call.place.name if call.place and "place" not in call.recognised else ""
    fault = call.fault.name if call.fault else filled.fault_typed.strip()
    facts = [
        (translate("intake", "地点"), place),
        (translate("intake", "故障"), "" if "fault" in call.recognised else fault),
        (translate("intake", "影响户数"), filled.households.strip()),
        (translate("intake", "管径"), filled.dn.strip()),
        *((text.label, getattr(filled, name).strip()) for name, text in text_fields(TicketTexts).items()),
        (translate("intake", "约定时间"), filled.appointment.strip()),
        (translate("intake", "已告知"), filled.advice.strip()),
    ]
    parts = [f"{caption} {fact}" for caption, fact in facts if fact] + list(said_yes(filled))
    if not parts:
        return ""
    return translate("intake", "（登记时另记：{facts}）").format(facts="；".join(parts))


def _no_fault(typed: str, *, is_read: bool) -> str:
    if not is_read:
        return translate("intake", "故障类型还没有读到，先不能开单；可按 Ctrl+D 暂存，读到以后再开。")
    typed = typed.strip()
    if not typed:
        return translate("intake", "还没有选故障类型；说不清就选“其他”。")
    shown = typed if len(typed) <= _SHOWN else typed[:_SHOWN] + "…"
    return translate("intake", "没有“{text}”这种故障类型，请从列表里选；说不清就选“其他”。").format(text=shown)


def _number(field: str, text: str, sentence: str) -> int | None:
    try:
        return whole_number(text)
    except ValueError as error:
        raise FieldError(field, sentence) from error


def _moment(field: str, text: str, now: datetime) -> datetime | None:
    try:
        return read_past(text, now) if field == "at" else read_coming(text, now)
    except NotATime as error:
        raise FieldError(field, error.sentence) from error
