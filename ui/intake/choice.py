"""The open ticket that a further call is about, from whichever list it was chosen."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal


@dataclass(frozen=True, slots=True)
class Chosen:
    """An open ticket with a short description."""

    id: int
    number: str
    about: str


class JoinChoice(QObject):
    """The operator's choice; without one, the ticket that the call implies: the only open one of this number."""

    changed = Signal(object)  # Chosen | None

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._own: Chosen | None = None
        self._implied: Chosen | None = None
        self._declined = False

    @property
    def current(self) -> Chosen | None:
        """The ticket a further call would be attached to; None for none."""
        return self._own or (None if self._declined else self._implied)

    def again(self) -> None:
        """Make the implied ticket the operator's choice; if it is chosen already, decline it."""
        if self._own is None and self.current is not None:
            self._own = self._implied
        else:
            self.choose(None)

    def choose(self, chosen: Chosen | None) -> None:
        """Set the operator's choice; None declines what was chosen or implied."""
        self._set(chosen, self._implied, declined=chosen is None)

    def imply(self, chosen: Chosen | None) -> None:
        """Set the ticket that the call implies."""
        self._set(self._own, chosen, declined=self._declined)

    def clear(self) -> None:
        """Reset for another call."""
        self._set(None, None, declined=False)

    def _set(self, own: Chosen | None, implied: Chosen | None, *, declined: bool) -> None:
        before = self.current
        self._own, self._implied, self._declined = own, implied, declined
        if self.current != before:
            self.changed.emit(self.current)
