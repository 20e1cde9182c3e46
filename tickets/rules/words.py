"""The words of the domain, the same in code, database and screen.

Each member's value is stored; `.label` is its Chinese label on screens, in reports and in refusals.
"""

from enum import StrEnum


class Word(StrEnum):
    """A stored word with its Chinese label."""

    label: str

    def __new__(cls, value: str, label: str = "") -> "Word":
        word = str.__new__(cls, value)
        word._value_ = value
        word.label = label
        return word


class SubjectKind(Word):
    """What kind of thing a clock belongs to."""

    TICKET = "ticket", "工单"
    UNDONE = "undone", "已撤销的步骤"  # a ticket's clock that a step started which was undone


class Stage(Word):
    """A timed part of the work; stages.py describes each."""

    ACCEPT = "accept", "受理"
    ARRIVE = "arrive", "到场"
    RESOLVE = "resolve", "处置"
    ISOLATE = "isolate", "止水"


class State(Word):
    """The state of a ticket."""

    NEW = "new", "待派单"
    DISPATCHED = "dispatched", "待接单"
    ACCEPTED = "accepted", "待到场"
    ARRIVED = "arrived", "处置中"
    RESOLVED = "resolved", "待回访"
    CLOSED = "closed", "已归档"
    CANCELLED = "cancelled", "已作废"
    MERGED = "merged", "已并单"
    SETTLED = "settled", "电话解决"


WORKING_STATES = (State.NEW, State.DISPATCHED, State.ACCEPTED, State.ARRIVED)
OPEN_STATES = (*WORKING_STATES, State.RESOLVED)
ENDED_STATES = (State.CLOSED, State.CANCELLED, State.MERGED, State.SETTLED)
DROPPED_STATES = (State.CANCELLED, State.MERGED, State.SETTLED)  # ended without a repair


class Move(Word):
    """A step that changes a ticket's state or how its clock runs."""

    DISPATCH = "dispatch", "派单"
    ACCEPT = "accept", "接单"
    DEPART = "depart", "出发"
    ARRIVE = "arrive", "到场"
    LOCATE = "locate", "定位"
    ISOLATE = "isolate", "止水"
    RESOLVE = "resolve", "处置完成"
    HOLD = "hold", "挂起"
    RESUME = "resume", "恢复"
    EXTEND = "extend", "延期"
    RETURN = "return", "退单"
    REASSIGN = "reassign", "转派"
    RERATE = "rerate", "改判"
    MERGE = "merge", "并单"
    CANCEL = "cancel", "作废"
    SETTLE = "settle", "电话解决"
    CALLBACK = "callback", "回访"
    REOPEN = "reopen", "返工"
    CLOSE = "close", "归档"


class Outcome(Word):
    """How a clock ended."""

    DONE = "done", "完成"
    RETURNED = "returned", "退单"
    REASSIGNED = "reassigned", "转派"
    CANCELLED = "cancelled", "作废"
    MERGED = "merged", "并单"
    SETTLED = "settled", "电话解决"
    UNDONE = "undone", "撤销"
    UNFINISHED = "unfinished", "未记完成"  # an imported repair of which no end is known


class Priority(Word):
    """How urgent a ticket is; P1 first."""

    P1 = "P1", "特急"
    P2 = "P2", "紧急"
    P3 = "P3", "一般"
    P4 = "P4", "预约"


class ConsentKind(Word):
    """What a supervisor is asked to consent to, because it changes whether a stage counts as on time."""

    HOLD = "hold", "挂起"
    LATE_ENTRY = "late_entry", "补录"
    CORRECTION = "correction", "更正"
    EXTEND = "extend", "延期"
    RERATE = "rerate", "改判"
    CANCEL = "cancel", "作废"
    MERGE = "merge", "并单"
    SETTLE = "settle", "电话解决"


class ConsentState(Word):
    """What became of a request for consent."""

    ASKED = "asked", "待核准"
    GRANTED = "granted", "已核准"
    REFUSED = "refused", "未核准"
    WITHDRAWN = "withdrawn", "已撤下"


class Zone(Word):
    """Town or country, for which limits differ."""

    URBAN = "urban", "城区"
    RURAL = "rural", "乡镇"


class Role(Word):
    """What a member of staff may do; people may hold several."""

    OPERATOR = "operator", "接线员"
    DISPATCHER = "dispatcher", "调度员"
    SUPERVISOR = "supervisor", "值班长"
    ADMINISTRATOR = "administrator", "管理员"


class CallKind(Word):
    """Why somebody called."""

    REPORT = "report", "报修"
    CHASE = "chase", "催办"
    COMPLAINT = "complaint", "投诉"
    ENQUIRY = "enquiry", "咨询"
    UNDONE = "undone", "已撤销"  # attached to a ticket and taken back


class RungKind(Word):
    """The kind of a rung of the alert ladder."""

    WARNING = "warning", "临期"
    OVERDUE = "overdue", "超时"
    ESCALATION = "escalation", "升级"


class AlertOutcome(Word):
    """What became of an alert. Every crossed rung has exactly one row, whatever its outcome."""

    SENT = "sent", "已发出"
    SUPPRESSED = "suppressed", "未发出"
    EXPIRED = "expired", "已过时"


class Channel(Word):
    """A way an alert reaches people."""

    SCREEN = "screen", "屏幕"
    LOG = "log", "值守日志"


class DeliveryState(Word):
    """How far a delivery got."""

    PENDING = "pending", "待送达"
    CLAIMED = "claimed", "送达中"
    DELIVERED = "delivered", "已送达"
    FAILED = "failed", "失败"


class FaultGroup(Word):
    """The part of the network that a fault belongs to."""

    MAIN = "main", "管网"
    SUPPLY = "supply", "用户"
    METER = "meter", "水表"
    FITTINGS = "fittings", "附属"
    FROST = "frost", "冻害"
    ROAD = "road", "路面"
    OTHER = "other", "其他"


class CallbackResult(Word):
    """The caller's answer whether it is fixed."""

    SATISFIED = "satisfied", "满意"
    UNSATISFIED = "unsatisfied", "不满意"
    NO_ANSWER = "no_answer", "未接通"
    REFUSED = "refused", "拒绝回访"


ANSWERS = (CallbackResult.SATISFIED, CallbackResult.UNSATISFIED)


class Source(Word):
    """Where a ticket came from."""

    DESK = "desk", "热线"
    IMPORT = "import", "导入"
    DRILL = "drill", "演练"
    DEMO = "demo", "演示"
