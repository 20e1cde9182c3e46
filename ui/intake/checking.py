"""From what is filled in to what is logged. Says which field is wrong, in a sentence, before anything is sent."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from tickets.actions.fields import (
    LINE_AT_MOST,
    NAME_AT_MOST,
    WORDS_AT_MOST,
    cleaned,
    household_count,
    pipe_size,
)
from tickets.actions.intake import CallDetails, ReportedFault
from tickets.errors import Refused
from tickets.rules.phones import normalise
from tickets.rules.triage import triage
from tickets.rules.words import Priority
from tickets.store.rows import Fault
from ui.intake.call_form_data import CallFormData
from ui.kit.time_words import NotATime, read_coming, read_past
from ui.kit.wording import translate

_SHOWN = 20


class FieldError(Refused):
    """A field of the form holds what can't be logged."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True, slots=True)
class Known:
    """What the fields refer to, looked up in the desk's lists."""

    fault: Fault | None = None
    place_name: str = ""
    faults_read: bool = True  # whether the faults to choose from have been read


def whole_number(text: str) -> int | None:
    """Return the number in "20", "２０户" or "DN300"; None for an empty text. Raises ValueError for any other."""
    folded = unicodedata.normalize("NFKC", text).strip()
    if not folded:
        return None
    found = re.fullmatch(r"(?:DN\s*)?([0-9]{1,9})\s*(?:户|mm|毫米)?", folded, re.IGNORECASE)
    if found is None:
        raise ValueError(text)
    return int(found[1])


def households_of(filled: CallFormData) -> int | None:
    """Return how many households are affected; None when that isn't known. Raises Wrong."""
    try:
        return household_count(whole_number(filled.households))
    except ValueError as error:
        raise FieldError("households", translate("intake", "影响户数请填数字，例如 20。")) from error
    except Refused as error:
        raise FieldError("households", error.sentence) from error


def priority_of(filled: CallFormData, fault: Fault | None) -> Priority | None:
    """Return the priority the ticket will get; None as long as no fault is known."""
    if filled.priority is not None or fault is None:
        return filled.priority
    try:
        households = households_of(filled)
    except FieldError:
        households = None
    return triage(fault.priority, filled.answers(households)).priority


def call_details(filled: CallFormData, now: datetime, remark: str = "") -> CallDetails:
    """Return the call as it is logged, `remark` under the caller's words. Raises Wrong."""
    words = "\n".join(part for part in (filled.words.strip(), remark) if part)
    phone = normalise(filled.phone).display
    return CallDetails(
        _text("phone", translate("intake", "电话"), phone, NAME_AT_MOST),
        _text("caller", translate("intake", "来电人"), filled.caller, NAME_AT_MOST),
        _text("words", translate("intake", "来电内容"), words, WORDS_AT_MOST),
        _text("address", translate("intake", "地址"), filled.spoken_address, LINE_AT_MOST),
        _text("household_no", translate("intake", "户号"), filled.household_no, NAME_AT_MOST),
        _moment("at", filled.at, now),
    )


def report(filled: CallFormData, known: Known, now: datetime) -> ReportedFault:
    """Return what is broken and where. Raises Wrong."""
    if known.fault is None:
        raise FieldError("fault", _no_fault(filled.fault_typed, is_read=known.faults_read))
    households = households_of(filled)
    appointed = priority_of(filled, known.fault) is Priority.P4
    return ReportedFault(
        fault=known.fault.code,
        place_id=filled.place_id,
        zone=filled.zone,
        priority=filled.priority,
        answers=filled.answers(households),
        dn=_pipe(filled.dn),
        material=_text("material", translate("intake", "管材"), filled.material, NAME_AT_MOST),
        appointment=_moment("appointment", filled.appointment, now) if appointed else None,
    )


def remark(filled: CallFormData, known: Known) -> str:
    """Return what is filled in beside the call itself, in words, for a call that opens no ticket.

    Joining a ticket keeps only the call: place, fault and answers would be lost without this line.
    """
    facts = [
        (translate("intake", "地点"), known.place_name),
        (translate("intake", "故障"), known.fault.name if known.fault else filled.fault_typed.strip()),
        (translate("intake", "影响户数"), filled.households.strip()),
        (translate("intake", "管径"), filled.dn.strip()),
        (translate("intake", "管材"), filled.material.strip()),
        (translate("intake", "约定时间"), filled.appointment.strip()),
    ]
    told = [f"{caption} {fact}" for caption, fact in facts if fact] + answers_in_words(filled)
    if not told:
        return ""
    return translate("intake", "（登记时另记：{facts}）").format(facts="；".join(told))


def answers_in_words(filled: CallFormData) -> list[str]:
    """Return the answers that were "yes", as the form calls them."""
    return [label for name, label in answer_labels() if getattr(filled, name)]


def answer_labels() -> list[tuple[str, str]]:
    """Return the field and the words of each triage question that is answered with yes or no, in order."""
    return [
        ("water_over_road", translate("intake", "路面过水")),
        ("traffic_blocked", translate("intake", "交通受阻")),
        ("sensitive_user", translate("intake", "医院学校等")),
        ("danger_to_people", translate("intake", "有人危险")),
    ]


def _no_fault(typed: str, *, is_read: bool) -> str:
    if not is_read:
        return translate("intake", "故障类型还没有读到，先不能开单；可按 Ctrl+D 暂存，读到以后再开。")
    typed = typed.strip()
    if not typed:
        return translate("intake", "还没有选故障类型；说不清就选“其他”。")
    shown = typed if len(typed) <= _SHOWN else typed[:_SHOWN] + "…"
    return translate("intake", "没有“{text}”这种故障类型，请从列表里选；说不清就选“其他”。").format(text=shown)


def _text(field: str, label: str, text: str, at_most: int) -> str:
    try:
        return cleaned(label, text, at_most)
    except Refused as error:
        raise FieldError(field, error.sentence) from error


def _pipe(text: str) -> int | None:
    try:
        return pipe_size(whole_number(text))
    except ValueError as error:
        raise FieldError("dn", translate("intake", "管径请填毫米数，例如 300；不知道就空着。")) from error
    except Refused as error:
        raise FieldError("dn", error.sentence) from error


def _moment(field: str, text: str, now: datetime) -> datetime | None:
    try:
        return read_past(text, now) if field == "at" else read_coming(text, now)
    except NotATime as error:
        raise FieldError(field, error.sentence) from error
