"""The Chinese labels of the journal's actions."""

from tickets.rules.words import Move

_LABELS = {
    **{move.value: move.label for move in Move},
    "log_call": "登记来电",
    "log_settled_call": "电话解决",
    "print_slips": "打印纸单",
    "void_slip": "纸单作废",
    "enter_slip": "录入纸单",
    "attach_call": "并入来电",
    "chase": "催办",
    "log_other_call": "登记咨询",
    "answer_by_outage": "登记停水来电",
    "note_ring": "来电振铃",
    "claim_call": "接听来电",
    "note_missed": "来电未接",
    "assist": "协助",
    "assist_arrived": "协助到场",
    "assist_left": "协助离开",
    "note": "备注",
    "correct_time": "更正时间",
    "supervise": "督办",
    "announce_outage": "登记停水",
    "change_outage": "更改停水",
    "end_outage": "恢复供水",
    "withdraw_outage": "撤下停水",
    "import": "导入",
    "import_subscribers": "导入用户档案",
    "decide": "核准",
    "acknowledge": "确认告警",
    "set_duty": "上下班",
    "set_crew_duty": "班组值班",
    "save_staff": "编辑人员",
    "set_password": "设密码",
    "make_first_administrator": "设第一位管理员",
    "save_crew": "编辑班组",
    "save_member": "编辑组员",
    "save_place": "编辑地址库",
    "import_places": "导入地址库",
    "save_fault": "编辑故障类型",
    "save_limit": "编辑时限",
    "retire_limit": "停用时限",
    "save_rung": "编辑告警阶梯",
    "retire_rung": "停用告警级",
    "save_setting": "编辑设置",
    "undo": "撤销",
    "undo_edit": "撤销修改",
}


def action_label(action: str) -> str:
    """Return the Chinese label of an action in the journal; the name itself for an unknown one."""
    return _LABELS.get(action, action)
