"""Makes fields read-only."""

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from tickets.rules.words import Role


def set_read_only(widget: QWidget, read_only: bool) -> None:
    """Make a field editable or read-only; its text can still be selected and copied."""
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        widget.setReadOnly(read_only)
        widget.update()
    else:
        widget.setEnabled(not read_only)


def only_for(editors: Iterable[Role]) -> str:
    """Return a sentence that says who may change something."""
    names = "、".join(role.label for role in Role if role in set(editors))
    return QCoreApplication.translate("settings", "只能看：由{names}编辑。").format(names=names)
