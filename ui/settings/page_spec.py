"""What a settings page of entries edits."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from tickets.actions.command import Command
from tickets.rules.words import Role
from ui.kit.columns import Column
from ui.runtime.session import SessionContext
from ui.settings.fields import FormField
from ui.settings.person_annex import PersonAnnex


@dataclass(frozen=True, slots=True)
class EditRow:
    """A row of any type with an id of its own."""

    id: Any
    row: Any


@dataclass(frozen=True)
class PageSpec:
    """What a page edits. `save` gets the selected row (None for a new one) and the form's values.

    `read` returns rows, `key` a row's id, `tables` are the tables whose changes concern the page. `retire` returns the
    command that retires a row, where that is not a field. Both commands carry the row as it was seen. `editors` may
    save; others can only look. `why_not` returns a sentence about what these roles can't do here, "" when they can do
    everything; `editable` returns the fields they may change, where that is neither all nor none, and `given` are the
    others of them without which entries may be added. `annex` makes the widgets below the form, `below` those below the
    table. `successor` returns the id of the row that replaces a saved one, from its id and the command's result.
    """

    name: str
    title: str
    explanation: str
    read: Callable[..., Iterable[Any]]
    key: Callable[[Any], Any]
    tables: frozenset[str]
    columns: Sequence[Column[EditRow]]
    fields: Sequence[FormField]
    save: Callable[[Any, dict[str, Any]], Command[Any]]
    value_of: Callable[[Any, str], Any] = getattr
    retire: Callable[[Any], Command[Any]] | None = None
    editors: frozenset[Role] = frozenset(Role)
    why_not: Callable[[frozenset[Role]], str] = lambda _roles: ""
    editable: Callable[[frozenset[Role]], frozenset[str]] | None = None
    given: frozenset[str] = frozenset()
    annex: Callable[[SessionContext], PersonAnnex] | None = None
    below: Callable[[SessionContext], QWidget] | None = None
    successor: Callable[[Any, Any], Any] = lambda key, _result: key
