"""Texts of the strip in several lengths: when it is full, the least important ones get shorter and none is cut."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum, auto
from typing import Protocol

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLabel, QPushButton

from ui.kit.labels import Elided, Tone, mark
from ui.kit.plain_text import set_tip

_SPARED = 10  # pixels by which a narrow button is smaller (see the style sheet)


class CrowdLevel(IntEnum):
    """How full the strip is, named by what is left out. What is late, broken or old is left out last."""

    NONE = auto()
    TIME = auto()  # the time of day when the next clock falls due, beside the time left
    CALM = auto()  # the quality of the watch and of the connection, beside that they work
    MARGINS = auto()  # the margins of the counts
    PLACE = auto()  # the place of the next ticket
    NAMES = auto()  # the names on duty, beside their number
    ADVICE = auto()  # the consequences of a broken watch or connection


@dataclass(frozen=True, slots=True)
class Length:
    """A text shown from a `CrowdLevel` level on; `after` orders texts of the same level."""

    words: str
    crowd: CrowdLevel = CrowdLevel.NONE
    after: int = 0

    @property
    def rank(self) -> tuple[int, int]:
        """How full the strip must be for this text."""
        return self.crowd, self.after


class StripPart(Protocol):
    """A part of the strip with texts of several lengths."""

    @property
    def lengths(self) -> Sequence[Length]:
        """Its texts by rank, the longest first."""

    def width_now(self) -> int:
        """Return its present width in pixels."""

    def width_of(self, length: Length) -> int:
        """Return the width in pixels with one of its texts."""

    def show_length(self, length: Length) -> None:
        """Show one of its texts."""


class LengthLabel(Elided):
    """A label with several lengths. A screen reader reads the longest one; the tool tip shows it, or more.

    It is cut only when even the shortest text doesn't fit, and never while it is red.
    """

    lengths: Sequence[Length] = (Length(""),)
    _taken = lengths[0].rank
    _tip = ""

    def say(self, *lengths: Length, tip: str = "") -> None:
        """Set other texts; the present rank is kept."""
        self.lengths, self._tip = lengths, tip
        self.setText(at_rank(lengths, self._taken).words)

    @property
    def whole(self) -> str:
        """The longest text."""
        return self.lengths[0].words

    def width_now(self) -> int:
        """Return the width of the present text."""
        return self.sizeHint().width()

    def width_of(self, length: Length) -> int:
        """Return the width of one of the texts."""
        return self.fontMetrics().horizontalAdvance(length.words) + 1

    def show_length(self, length: Length) -> None:
        """Show one of the texts."""
        self._taken = length.rank
        if length.words != self.text():
            self.setText(length.words)

    def minimumSizeHint(self) -> QSize:
        """Return the size of the text where something is wrong, else a width of a few pixels."""
        return self.sizeHint() if self.property("tone") == Tone.OVERDUE else super().minimumSizeHint()

    def _fit(self) -> None:
        super()._fit()
        self.setAccessibleName(self.whole)
        is_whole = QLabel.text(self) == self.whole
        set_tip(self, self._tip or ("" if is_whole else self.whole))


class ButtonMargins:
    """The margins of some buttons."""

    lengths = (Length(""), Length("", CrowdLevel.MARGINS))

    def __init__(self, buttons: Sequence[QPushButton]) -> None:
        self.buttons = list(buttons)

    def width_now(self) -> int:
        """Return the present width of the buttons."""
        return sum(button.sizeHint().width() for button in self._shown())

    def width_of(self, length: Length) -> int:
        """Return the width of the buttons with wide or narrow margins."""
        shown = self._shown()
        wide = self.width_now() + _SPARED * sum(bool(button.property("narrow")) for button in shown)
        return wide - _SPARED * len(shown) * (length.crowd is CrowdLevel.MARGINS)

    def _shown(self) -> list[QPushButton]:
        return [button for button in self.buttons if not button.isHidden()]

    def show_length(self, length: Length) -> None:
        """Set the margins."""
        for button in self.buttons:
            mark(button, "narrow", length.crowd is CrowdLevel.MARGINS)


def at_rank(lengths: Sequence[Length], rank: tuple[int, int]) -> Length:
    """Return the shortest of the texts that are allowed at this rank."""
    return next((each for each in reversed(lengths) if each.rank <= rank), lengths[0])


def distribute(room: int, parts: Sequence[StripPart]) -> None:
    """Choose for each part the longest text with which all fit into `room` pixels; else the shortest ones."""
    chosen = [part.lengths[-1] for part in parts]
    for rank in sorted({each.rank for part in parts for each in part.lengths}):
        tried = [at_rank(part.lengths, rank) for part in parts]
        if _width(parts, tried) <= room:
            chosen = _grown(room, parts, tried)
            break
    for part, each in zip(parts, chosen, strict=True):
        part.show_length(each)


def _grown(room: int, parts: Sequence[StripPart], chosen: list[Length]) -> list[Length]:
    """Lengthen the parts again while there is room left, beginning with the one shortened last."""
    for place in sorted(range(len(parts)), key=lambda place: chosen[place].rank, reverse=True):
        for longer in parts[place].lengths[: parts[place].lengths.index(chosen[place])]:
            tried = [*chosen[:place], longer, *chosen[place + 1 :]]
            if _width(parts, tried) <= room:
                chosen = tried
                break
    return chosen


def _width(parts: Sequence[StripPart], lengths: Sequence[Length]) -> int:
    return sum(part.width_of(each) for part, each in zip(parts, lengths, strict=True))
