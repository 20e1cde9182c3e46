"""Checks and cleans what people type before it is stored. An error names the field and the reason."""

from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from tickets.errors import FieldError, Refused
from tickets.rules.instants import plus
from tickets.rules.texts import LINE_AT_MOST, TextTooLong, clean
from tickets.rules.ticket_texts import text_fields
from tickets.rules.words import Priority

T = TypeVar("T")

PIPE_SIZES = range(10, 3001)  # DN in mm
HOUSEHOLDS = range(0, 1_000_001)
_APPOINTED_AHEAD = 3 * 366 * 86_400  # seconds


def cleaned(label: str, text: str, at_most: int = LINE_AT_MOST) -> str:
    """Return the text as it is stored. Raises Refused when it is too long; nothing is cut silently."""
    try:
        return clean(text, at_most)
    except TextTooLong as error:
        raise Refused(f"{label}有 {error.length} 字，最多 {error.at_most} 字，请删短后再保存。") from error


def cleaned_texts(value: T) -> T:
    """Return a dataclass with its declared texts cleaned. Raises FieldError for one that is too long."""
    stored: dict[str, Any] = {}
    for name, text in text_fields(type(value)).items():
        try:
            stored[name] = cleaned(text.label, getattr(value, name), text.at_most)
        except Refused as error:
            raise FieldError(name, error.sentence) from error
    return replace(value, **stored)  # type: ignore[type-var]


def required(label: str, text: str, at_most: int = LINE_AT_MOST) -> str:
    """Return the cleaned text. Raises Refused when it is empty."""
    stored = cleaned(label, text, at_most)
    if not stored:
        raise Refused(f"请填写{label}。")
    return stored


def pipe_size(dn: int | None) -> int | None:
    """Return a pipe's DN in mm. Raises FieldError for an impossible one."""
    if dn is not None and dn not in PIPE_SIZES:
        raise FieldError("dn", f"管径 DN{dn} 不合理，请填 {PIPE_SIZES[0]} 到 {PIPE_SIZES[-1]} 毫米。")
    return dn


def coming_appointment(priority: Priority, appointment: datetime | None, since: datetime, what: str) -> datetime | None:
    """Return the appointment of a ticket with this priority. Raises FieldError unless it is after `since`, the `what`.

    Only a ticket by appointment has one. One that is more than three years ahead is a slip of the pen.
    """
    if appointment is not None and priority is not Priority.P4:
        raise FieldError("appointment", "只有“预约”工单才有约定时间，请改紧急程度或清空约定时间。")
    if appointment is not None and appointment <= since:
        raise FieldError("appointment", f"约定时间要晚于{what}，请核对后重填。")
    if appointment is not None and appointment > plus(since, _APPOINTED_AHEAD):
        raise FieldError("appointment", "约定时间在三年以后，请核对年份后重填。")
    return appointment


def household_count(households: int | None) -> int | None:
    """Return the number of households. Raises FieldError for an impossible one."""
    if households is not None and households not in HOUSEHOLDS:
        raise FieldError("households", "影响户数不合理，请核对后重填。")
    return households
