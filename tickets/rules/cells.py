"""Texts on their way into a spreadsheet, where a cell that begins like a formula would be one."""

import re

_FORMULA = re.compile(r"[=+\-@\t\r＝＋－＠]")
_NUMBER = re.compile(r"[+-]?\d+([.,:/-]\d+)*%?")


def safe_cell(text: str) -> str:
    """Return `text` as a cell that no spreadsheet takes for a formula; numbers and dates stay as they are."""
    if _FORMULA.match(text) and not _NUMBER.fullmatch(text):
        return "'" + text
    return text
