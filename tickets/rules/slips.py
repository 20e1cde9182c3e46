"""The numbers of paper slips, as they are printed and typed."""

import re
import unicodedata

_DIGITS = 6
_TYPED = re.compile(r"(?:No)?\s*([0-9]{1,9})")  # № becomes No


def slip_number(number: int) -> str:
    """Return a slip's number as it is printed, such as 000123."""
    return f"{number:0{_DIGITS}d}"


def read_slip_number(typed: str) -> int | None:
    """Return the number that was typed, with or without leading zeros and №; None for anything else."""
    found = _TYPED.fullmatch(unicodedata.normalize("NFKC", typed).strip())
    return int(found[1]) or None if found else None
