"""Fields that may be read but not changed."""

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from tickets.rules.words import Role


def set_read_only(widget: QWidget, read_only: bool) -> None:
    """Let a field of a form be changed or only read; a text can still be selected and copied."""
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        widget.setReadOnly(read_only)
        widget.update()
    else:
        widget.setEnabled(not read_only)


def only_for(editors: Iterable[Role]) -> str:
    """Return the sentence for those who may not change something: who may."""
    names = "、".join(role.label for role in Role if role in set(editors))
    return QCoreApplication.translate("settings", "只能看：由{names}编辑。").format(names=names)
