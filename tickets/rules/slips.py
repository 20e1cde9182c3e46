"""The numbers of paper slips, as they are printed and typed."""

import re
import unicodedata

_DIGITS = 6


def slip_number(number: int) -> str:
    """Return a slip's number as it is printed, such as 000123."""
    return f"{number:0{_DIGITS}d}"


def read_slip_number(typed: str) -> int | None:
    """Return the number that was typed, with or without leading zeros; None for anything else."""
    text = unicodedata.normalize("NFKC", typed).strip()
    return int(text) or None if re.fullmatch(r"[0-9]{1,9}", text) else None
