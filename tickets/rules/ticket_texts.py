"""The texts that a caller's form, a command, a ticket and an old ledger share, each declared once.

A declared text is cleaned, refused when it is too long, kept in drafts, added to the words of a call that opens no
ticket and read from a ledger by what stands here. docs/development.md says what else a new one needs.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from typing import Any

from tickets.rules.texts import NAME_AT_MOST


@dataclass(frozen=True, slots=True)
class TextField:
    """What people call a text, and how many characters of it are kept at most."""

    label: str
    at_most: int


def text_field(label: str, at_most: int = NAME_AT_MOST) -> Any:
    """Declare a text of a dataclass; "" when nothing was said."""
    return field(default="", metadata={TextField: TextField(label, at_most)})


def text_fields(kind: Any) -> Mapping[str, TextField]:
    """Return the declared texts of a dataclass by their names, in order."""
    return _text_fields(kind)


@cache
def _text_fields(kind: Any) -> Mapping[str, TextField]:
    return {each.name: each.metadata[TextField] for each in fields(kind) if TextField in each.metadata}


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketTexts:
    """The texts that belong to a ticket and to no single call.

    The form, the command, the ticket, the archive's row and a past repair have these fields by inheriting from here.
    """

    material: str = text_field("管材")
