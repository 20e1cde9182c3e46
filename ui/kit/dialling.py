"""Dials a number: with this workstation's command, without a shell, or by putting the number on the clipboard."""

import shlex
from typing import Any

from PySide6.QtCore import QProcess, QSettings
from PySide6.QtGui import QGuiApplication

from tickets.errors import Refused
from tickets.rules.phones import normalise, shown_phone
from ui.kit.wording import translate

DIAL_COMMAND = "telephone/dial_command"  # in the preferences of the workstation
NUMBER = "{number}"


def dial(preferences: QSettings, phone: str) -> str:
    """Dial the first number of a phone field and return what was done. Raises Refused with a sentence."""
    digits, command = normalise(phone).digits, dial_command(preferences)
    if not digits:
        raise Refused(translate("dialling", "没有号码可拨。"))
    if not command:
        QGuiApplication.clipboard().setText(digits)
        return translate("dialling", "号码 {number} 已复制，请在电话里粘贴拨出。").format(number=shown_phone(digits))
    program, *arguments = (part.replace(NUMBER, digits) for part in parts_of(command))
    started: Any = QProcess.startDetached(program, arguments)
    if not (started[0] if isinstance(started, tuple) else started):
        words = translate("dialling", "拨号命令运行不了：{program}。请在 设置 › 外观与其他 里核对，或手工拨 {number}。")
        raise Refused(words.format(program=program, number=shown_phone(digits)))
    return translate("dialling", "已交给电话拨 {number}。").format(number=shown_phone(digits))


def dial_command(preferences: QSettings) -> str:
    """Return this workstation's command; "" without one."""
    return str(preferences.value(DIAL_COMMAND, "") or "").strip()


def parts_of(command: str) -> list[str]:
    """Return the program of a command and its arguments; a part with spaces stands in quotes. Raises Refused."""
    lexer = shlex.shlex(command, posix=True)
    lexer.whitespace_split, lexer.escape, lexer.commenters = True, "", ""  # a backslash belongs to a path of Windows
    try:
        parts = list(lexer)
    except ValueError as error:
        raise Refused(translate("dialling", "拨号命令里的引号没有配对。")) from error
    if parts and (NUMBER in parts[0] or not any(NUMBER in part for part in parts[1:])):
        raise Refused(translate("dialling", "拨号命令写成 程序 参数，参数里要有 {number}。").format(number=NUMBER))
    return parts
