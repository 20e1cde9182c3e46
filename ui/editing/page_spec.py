"""What a page of entries edits."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from tickets.actions.command import Command
from tickets.rules.words import Role
from ui.editing.annex import Annex
from ui.editing.fields import FormField
from ui.kit.columns import Column
from ui.kit.wording import translate
from ui.runtime.session import SessionContext


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

    `fixed` returns the fields that a saved row does not have open. `closed` returns why nobody can change a row any
    more, "" while they can. `remark` returns what to say of saved values beside that they are saved. `empty` is
    what to do where there are no entries, `retire_label` the label of the button for `retire`. `tight` leaves less
    room between the fields, where the annex is to be seen below them. `words` returns the text of a row that is
    searched, where a page can have many.
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
    annex: Callable[[SessionContext], Annex] | None = None
    below: Callable[[SessionContext], QWidget] | None = None
    successor: Callable[[Any, Any], Any] = lambda key, _result: key
    fixed: Callable[[Any], frozenset[str]] = lambda _row: frozenset()
    closed: Callable[[Any], str] = lambda _row: ""
    remark: Callable[[dict[str, Any]], str] = lambda _values: ""
    empty: tuple[str, str] = (translate("settings", "还没有条目"), translate("settings", "按 Ctrl+N 添加第一条"))
    tight: bool = False
    words: Callable[[Any], str] | None = None
    retire_label: str = translate("settings", "停用")


def column(key: str, title: str, text: Any, width: int = 120, **more: Any) -> Column[EditRow]:
    """Return a column of a table of entries that sorts by its text and has it as tool tip."""
    return Column(
        key,
        title,
        lambda entry, _now: text(entry.row),
        tooltip=lambda entry, _now: text(entry.row),
        width=width,
        sort=lambda entry: text(entry.row),
        **more,
    )


def as_seen(row: Any, *columns: str) -> dict[str, Any] | None:
    """Return the columns of a row as the page shows them, for the command that changes it; None for a new one."""
    return None if row is None else {name: getattr(row, name) for name in columns}
