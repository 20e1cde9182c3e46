"""The widgets below the form of an entry, for what is not a field of it."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget


class Annex(QWidget):
    """`kept` is emitted when what it holds was saved, `failed` with the error when it was not.

    `what` names that in a sentence.
    """

    kept = Signal()
    failed = Signal(object)
    what = ""

    @property
    def pending(self) -> bool:
        """Whether something is typed and not saved."""
        return False

    def keep(self) -> None:
        """Save what is typed."""

    def start(self) -> None:
        """Go on here: the entry has just been added."""

    def show_row(self, _row: Any) -> None:
        """Show another row; None for one that is not saved yet."""
