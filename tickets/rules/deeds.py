"""What the journal calls an action, in the words of the screen."""

from tickets.rules.words import Move

_LABELS = {
    **{move.value: move.label for move in Move},
    "log_call": "登记来电",
    "attach_call": "并入来电",
    "chase": "催办",
    "log_other_call": "登记咨询",
    "note": "备注",
    "correct_time": "更正时间",
    "supervise": "督办",
    "announce_outage": "登记停水",
    "end_outage": "恢复供水",
    "import": "导入",
}


def deed_label(action: str) -> str:
    """Return the Chinese word for an action that the journal names; the name itself for one unknown here."""
    return _LABELS.get(action, action)
