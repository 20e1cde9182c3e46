"""The colours and measures of the interface."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tokens:
    """One colour scheme. `overdue` and `warning` are only used for the state of clocks."""

    dark: bool
    ground: str  # the window
    surface: str  # cards, tables, fields
    raised: str  # buttons, the row under the pointer
    chosen: str  # the selected row
    line: str  # separators
    edge: str  # the borders of buttons and fields
    text: str
    quiet: str  # captions and secondary text
    accent: str  # the main action, the selection, the focus
    on_accent: str  # text on `accent`
    overdue: str
    on_overdue: str  # text on `overdue`
    warning: str


LIGHT = Tokens(
    dark=False,
    ground="#F5F7FA",
    surface="#FFFFFF",
    raised="#EEF2F6",
    chosen="#DCEAF8",
    line="#DDE3EA",
    edge="#BAC4CF",
    text="#1A2129",
    quiet="#556270",
    accent="#1667B7",
    on_accent="#FFFFFF",
    overdue="#C42B2B",
    on_overdue="#FFFFFF",
    warning="#8F5300",
)

DARK = Tokens(
    dark=True,
    ground="#14181D",
    surface="#1C2229",
    raised="#262E37",
    chosen="#213C57",
    line="#2E3742",
    edge="#465362",
    text="#E6EBF0",
    quiet="#9CA9B7",
    accent="#5AA9F0",
    on_accent="#0B1520",
    overdue="#FF7B7B",
    on_overdue="#1D0A0A",
    warning="#F2B14A",
)

INSIDE = 8  # pixels between related things
BETWEEN = 16  # between groups
AROUND = 24  # around a desk
ROW = 32
FIELD = 32
RADIUS = 6

BODY = 14  # font sizes in pixels
SMALL = 12
HEADING = 18
FIGURE = 28


def mix(over: str, under: str, share: float) -> str:
    """Return the colour of `over` laid on `under` with opacity `share` (0 to 1), as #RRGGBB."""
    top, bottom = _channels(over), _channels(under)
    return "#" + "".join(f"{round(b + (t - b) * share):02X}" for t, b in zip(top, bottom, strict=True))


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
