"""The texts shared by the caller's form, commands, tickets and old ledgers, each declared once.

The declaration controls cleaning, length checks, drafts, the words of a call without a ticket, and the reading of
ledgers. docs/development.md says what else a new text needs.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from typing import Any

from tickets.rules.texts import NAME_AT_MOST


@dataclass(frozen=True, slots=True)
class TextField:
    """A text's label, and its greatest length in characters."""

    label: str
    at_most: int


def text_field(label: str, at_most: int = NAME_AT_MOST) -> Any:
    """Declare a text field of a dataclass, with "" as default."""
    return field(default="", metadata={TextField: TextField(label, at_most)})


def text_fields(kind: Any) -> Mapping[str, TextField]:
    """Return the declared texts of a dataclass by name, in order."""
    return _text_fields(kind)


@cache
def _text_fields(kind: Any) -> Mapping[str, TextField]:
    return {each.name: each.metadata[TextField] for each in fields(kind) if TextField in each.metadata}


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketTexts:
    """The texts that belong to a ticket and not to a single call.

    The form, the command, the ticket, the archive's row and a past repair inherit these fields.
    """

    material: str = text_field("管材")
