"""The command that a call is sent as, the checks before it, and the sentence about its result."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, auto

from tickets.actions.command import Command
from tickets.actions.intake import answer_by_outage, attach_call, chase, checked, log_call, log_other_call
from tickets.actions.settling import log_settled_call
from tickets.actions.slips import enter_slip
from tickets.errors import FieldError, Refused
from tickets.rules.likeness import is_very_likely
from tickets.rules.triage import Answers, triage
from tickets.rules.words import CallKind
from tickets.store.queries.archive import ArchiveRow
from tickets.store.queries.board import BoardRow
from tickets.store.queries.lookups import Place
from ui.intake.call_form_data import CallContext, CallFormData
from ui.intake.checking import call_details, paper_slip, remark, report, told
from ui.intake.choice import Chosen
from ui.intake.likely_finder import LikelyTicket
from ui.intake.likely_list import chosen_of
from ui.kit.wording import translate

ANSWER_KEY = "Alt+W"  # records the call as answered by the outage


class Purpose(StrEnum):
    """What a call is sent as."""

    OPEN = auto()
    SETTLE = auto()
    ATTACH = auto()
    CHASE = auto()
    ENQUIRY = auto()
    COMPLAINT = auto()
    OUTAGE = auto()  # answered by the outage that covers the place

    @property
    def has_ticket(self) -> bool:
        """Whether such a call belongs to a ticket."""
        return self in (Purpose.OPEN, Purpose.SETTLE, Purpose.ATTACH, Purpose.CHASE)

    @property
    def joins(self) -> bool:
        """Whether such a call is added to a ticket that exists."""
        return self in (Purpose.ATTACH, Purpose.CHASE)

    @property
    def brings_back(self) -> bool:
        """Whether the call comes back into the form when the step is undone."""
        return self.joins or self is Purpose.OUTAGE


@dataclass(frozen=True, slots=True)
class SubmitIntent:
    """A purpose, and the ticket to attach to, if any."""

    purpose: Purpose
    ticket_id: int | None = None


def command_for(
    purpose: Purpose,
    call: CallContext,
    chosen: Chosen | None,
    now: datetime,
    pressed: datetime | None = None,
) -> Command[int]:
    """Return the command that logs the call. Raises FieldError or Refused, with the sentence to show.

    `pressed` is since when the caller has waited: see Draft.
    """
    if call.filled.blank:
        raise FieldError("phone", translate("intake", "表格还是空的，请至少填写电话、地址或来电内容中的一项。"))
    if call.filled.slip.strip() and purpose is not Purpose.OPEN:
        raise FieldError(
            "slip", translate("intake", "填了纸单编号的只能开单。要并入、催办的，先清空编号，再作废纸单。")
        )
    match purpose:
        case Purpose.OPEN if call.filled.slip.strip():
            return enter_slip(paper_slip(call, now))
        case Purpose.OPEN:
            details = call_details(call, now, pressed, told(call))
            return log_call(*checked(details, report(call, now)))  # errors before questions
        case Purpose.SETTLE:
            settled = checked(call_details(call, now, pressed), report(call, now))
            return log_settled_call(*settled, call.filled.advice)
        case Purpose.ENQUIRY:
            return log_other_call(call_details(call, now, pressed, remark(call)), CallKind.ENQUIRY)
        case Purpose.COMPLAINT:
            return log_other_call(call_details(call, now, pressed, remark(call)), CallKind.COMPLAINT)
        case Purpose.OUTAGE:
            if call.outage is None:
                raise Refused(translate("intake", "这里没有登记停水，不能按停水登记。请照常开单。"))
            return answer_by_outage(call_details(call, now, pressed, remark(call)), call.outage.id)
    if chosen is None:
        raise Refused(translate("intake", "还没有选中工单，请先在右边选一张：按 Ctrl+1 到 Ctrl+5，或用鼠标点。"))
    # Without a version: a further call doesn't depend on the ticket's state.
    join = attach_call if purpose is Purpose.ATTACH else chase
    return join(chosen.id, None, call_details(call, now, pressed, remark(call)), call.filled.answers)


def sentence_for(purpose: Purpose, row: BoardRow | ArchiveRow | None, repeated: bool) -> str:
    """Return the sentence about a logged call; `row` is its ticket, None if it has none or can't be read."""
    number = row.number if row else ""
    if repeated and row is not None:
        words = translate("intake", "这通来电先前已经登记在 {number}，没有重复登记。")
        return words.format(number=number)
    match purpose:
        case Purpose.ENQUIRY:
            return translate("intake", "咨询已登记。")
        case Purpose.COMPLAINT:
            return translate("intake", "投诉已登记。")
        case Purpose.OUTAGE:
            return translate("intake", "已登记为停水来电，没有开单。")
        case _ if row is None:
            return translate("intake", "已登记。")
        case Purpose.OPEN:
            words = translate("intake", "已开单 {number} · {priority} · {fault} · {where}")
            rated = row.priority.label + _waits(row)
            return words.format(number=number, priority=rated, fault=row.fault_name, where=_where(row))
        case Purpose.SETTLE:
            words = translate("intake", "已记为电话解决 {number} · {fault} · {where}，不派班组。")
            return words.format(number=number, fault=row.fault_name, where=_where(row))
        case Purpose.ATTACH:
            said = translate("intake", "已并入 {number}，共 {n} 通来电。").format(number=number, n=row.calls)
            return said + _more_urgent(row)
        case Purpose.CHASE:
            chases = row.chases if isinstance(row, BoardRow) else 0
            said = translate("intake", "已催办 {number}，共催办 {n} 次。").format(number=number, n=chases)
            return said + _more_urgent(row)


def _more_urgent(row: BoardRow | ArchiveRow) -> str:
    """Return the sentence that the answers demand a higher priority than the ticket has; "" when they don't.

    A further call doesn't change the priority. A sensitive user raises the fault's default by a step, which may have
    been done.
    """
    answers = Answers(row.water_over_road, row.traffic_blocked, row.households, False, row.danger_to_people)
    reasons = "；".join(triage(row.priority, answers).reasons)
    words = translate("intake", "工单现在是“{priority}”，{reasons}：请调度员改判。")
    return words.format(priority=row.priority.label, reasons=reasons) if reasons else ""


def _waits(row: BoardRow | ArchiveRow) -> str:
    """Return that the rating waits for consent, as it does below the one that the answers demand; "" otherwise."""
    waiting = isinstance(row, BoardRow) and row.rating_asked is not None
    return translate("intake", "（待核准，先按较严的时限计）") if waiting else ""


def _where(row: BoardRow | ArchiveRow) -> str:
    return row.place or row.address or translate("intake", "地点不详")


def sentence_for_rest(sentence: str) -> str:
    """Return the sentence with the addition that the form holds text that was not logged."""
    return translate("intake", "{sentence} 之后改动的内容没有写进去，还留在表里。").format(sentence=sentence)


def has_location(filled: CallFormData) -> bool:
    """Whether a field says where it is."""
    return filled.place_id is not None or bool(filled.spoken_address)


def where_question(mentioned: Sequence[Place], known: str = "") -> str:
    """Return the question about a call without a location.

    `mentioned` are the places its words name, `known` is where the caller is known to be.
    """
    if mentioned:
        words = translate("intake", "来电内容提到{places}，请在地点里选一处；再按一次 Ctrl+Enter 就按“地点不详”开单。")
        return words.format(places="、".join(place.name for place in mentioned))
    if known:
        words = translate("intake", "地点不详。这位来电人在 {known}：Alt+U 填上；再按一次 Ctrl+Enter 照样开单。")
        return words.format(known=known)
    return translate("intake", "地点不详，再按一次 Ctrl+Enter 照样开单。")


def same_fault(likely: Sequence[LikelyTicket]) -> LikelyTicket | None:
    """Return the open ticket that a call is very likely about; None when there is none."""
    return likely[0] if likely and is_very_likely(likely[0].alike.score) else None


def same_fault_question(ticket: LikelyTicket) -> str:
    """Return the question before a second ticket is opened for the same fault."""
    chosen = chosen_of(ticket)
    words = translate(
        "intake", "很可能就是 {number}（{about}；{reasons}）。Enter 并入这张，再按一次 Ctrl+Enter 另开新单。"
    )
    return words.format(number=chosen.number, about=chosen.about, reasons="、".join(ticket.alike.reasons))
