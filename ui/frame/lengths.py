"""Words of the strip in several lengths: where it is full, what matters least says less, and nothing is cut."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Protocol

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLabel, QPushButton

from ui.kit.labels import Elided, Tone, mark
from ui.kit.plain import set_tip

_SPARED = 10  # pixels by which a narrow button is smaller (see the style sheet)


class Crowd(IntEnum):
    """How full the strip is, by what has given way. What is late, broken or old gives way last."""

    NONE = 0
    TIME = 1  # the time of day of what falls due next, beside how long it has left
    CALM = 2  # how well the watch and the line to the server are, beside that they are
    MARGINS = 3  # the room around the counts
    PLACE = 4  # where the next one is
    NAMES = 5  # who is on duty, beside how many are
    ADVICE = 6  # what comes of a broken watch or line, beside that it is broken


@dataclass(frozen=True, slots=True)
class Length:
    """Words that are shown from a `Crowd` on; `after` orders those of the same one."""

    words: str
    crowd: Crowd = Crowd.NONE
    after: int = 0

    @property
    def rank(self) -> tuple[int, int]:
        """From how full a strip on they are shown."""
        return self.crowd, self.after


class StripPart(Protocol):
    """What can say less."""

    @property
    def lengths(self) -> Sequence[Length]:
        """Its lengths by their rank, the longest first."""

    def width_now(self) -> int:
        """Return the width in pixels that it asks for as it is."""

    def width_of(self, length: Length) -> int:
        """Return the width in pixels of one of its lengths."""

    def take(self, length: Length) -> None:
        """Show one of its lengths."""


class Told(Elided):
    """Words that a screen reader reads whole, shown in one of their lengths; the tool tip has them whole, or says more.

    They are cut only on a strip that has no room for the shortest, and never while they are red.
    """

    lengths: Sequence[Length] = (Length(""),)
    _taken = lengths[0].rank
    _tip = ""

    def say(self, *lengths: Length, tip: str = "") -> None:
        """Say something else, as briefly as before."""
        self.lengths, self._tip = lengths, tip
        self.setText(at_rank(lengths, self._taken).words)

    @property
    def whole(self) -> str:
        """The words at their longest."""
        return self.lengths[0].words

    def width_now(self) -> int:
        """Return the width of what it shows."""
        return self.sizeHint().width()

    def width_of(self, length: Length) -> int:
        """Return the width of one of the lengths."""
        return self.fontMetrics().horizontalAdvance(length.words) + 1

    def take(self, length: Length) -> None:
        """Show one of the lengths."""
        self._taken = length.rank
        if length.words != self.text():
            self.setText(length.words)

    def minimumSizeHint(self) -> QSize:
        """Return what shows the words where something is wrong, else next to nothing."""
        return self.sizeHint() if self.property("tone") == Tone.OVERDUE else super().minimumSizeHint()

    def _fit(self) -> None:
        super()._fit()
        self.setAccessibleName(self.whole)
        is_whole = QLabel.text(self) == self.whole
        set_tip(self, self._tip or ("" if is_whole else self.whole))


class Margins:
    """The room around the words of some buttons."""

    lengths = (Length(""), Length("", Crowd.MARGINS))

    def __init__(self, buttons: Sequence[QPushButton]) -> None:
        self.buttons = list(buttons)

    def width_now(self) -> int:
        """Return what the buttons take as they are."""
        return sum(button.sizeHint().width() for button in self._shown())

    def width_of(self, length: Length) -> int:
        """Return what the buttons take with wide or narrow margins."""
        shown = self._shown()
        wide = self.width_now() + _SPARED * sum(bool(button.property("narrow")) for button in shown)
        return wide - _SPARED * len(shown) * (length.crowd is Crowd.MARGINS)

    def _shown(self) -> list[QPushButton]:
        return [button for button in self.buttons if not button.isHidden()]

    def take(self, length: Length) -> None:
        """Set the margins."""
        for button in self.buttons:
            mark(button, "narrow", length.crowd is Crowd.MARGINS)


def at_rank(lengths: Sequence[Length], rank: tuple[int, int]) -> Length:
    """Return the shortest of the lengths that a strip so full may show."""
    return next((each for each in reversed(lengths) if each.rank <= rank), lengths[0])


def share(room: int, parts: Sequence[StripPart]) -> None:
    """Let the parts take what fits into so many pixels, each as long as can be; the shortest where nothing fits."""
    chosen = [part.lengths[-1] for part in parts]
    for rank in sorted({each.rank for part in parts for each in part.lengths}):
        tried = [at_rank(part.lengths, rank) for part in parts]
        if _width(parts, tried) <= room:
            chosen = _grown(room, parts, tried)
            break
    for part, each in zip(parts, chosen, strict=True):
        part.take(each)


def _grown(room: int, parts: Sequence[StripPart], chosen: list[Length]) -> list[Length]:
    """Give what is left over back to the parts, first to the one that gave way last."""
    for place in sorted(range(len(parts)), key=lambda place: chosen[place].rank, reverse=True):
        for longer in parts[place].lengths[: parts[place].lengths.index(chosen[place])]:
            tried = [*chosen[:place], longer, *chosen[place + 1 :]]
            if _width(parts, tried) <= room:
                chosen = tried
                break
    return chosen


def _width(parts: Sequence[StripPart], lengths: Sequence[Length]) -> int:
    return sum(part.width_of(each) for part, each in zip(parts, lengths, strict=True))
