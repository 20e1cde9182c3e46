"""The open ticket that a further call is about, whichever list it was chosen in."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal


@dataclass(frozen=True, slots=True)
class Chosen:
    """An open ticket and what it is about, in a few words."""

    id: int
    number: str
    about: str


class JoinChoice(QObject):
    """What the operator chose; else what the call implies: the only open ticket of this number."""

    changed = Signal(object)  # Chosen | None

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._own: Chosen | None = None
        self._implied: Chosen | None = None
        self._declined = False

    @property
    def current(self) -> Chosen | None:
        """The ticket a further call would join; None when there is none."""
        return self._own or (None if self._declined else self._implied)

    def again(self) -> None:
        """Make the implied choice the operator's own; decline what was so already."""
        if self._own is None and self.current is not None:
            self._own = self._implied
        else:
            self.choose(None)

    def choose(self, chosen: Chosen | None) -> None:
        """Take the operator's choice; None declines what was chosen or implied."""
        self._set(chosen, self._implied, declined=chosen is None)

    def imply(self, chosen: Chosen | None) -> None:
        """Take what the call implies."""
        self._set(self._own, chosen, declined=self._declined)

    def clear(self) -> None:
        """Choose nothing; another call begins."""
        self._set(None, None, declined=False)

    def _set(self, own: Chosen | None, implied: Chosen | None, *, declined: bool) -> None:
        before = self.current
        self._own, self._implied, self._declined = own, implied, declined
        if self.current != before:
            self.changed.emit(self.current)
