"""The results of benchmarks: a table for people, one JSON line each for programs."""

import json
import unicodedata
from collections.abc import Iterable
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured number. With a `floor` (the least possible cost, measured in the same run) the goal bounds
    ours ÷ floor, without one it bounds ours itself; without a goal the number is only reported. The goal is the most
    allowed, or with `at_least` the least.
    """

    name: str
    size: str
    ours: float
    unit: str
    goal: float | None = None
    floor: float | None = None
    note: str = ""
    at_least: bool = False

    @property
    def ratio(self) -> float | None:
        """Ours ÷ floor; None without a floor."""
        return self.ours / self.floor if self.floor else None

    @property
    def met(self) -> bool | None:
        """Whether the goal was reached; None when there is none."""
        if self.goal is None:
            return None
        reached = self.ours if self.floor is None else self.ours / self.floor
        return reached >= self.goal if self.at_least else reached <= self.goal


KEYS = "keys"  # the unit of counted keys
_HEAD = ("benchmark", "size", "ours", "floor", "ratio", "goal", "")
_VERDICT = {True: "met", False: "MISSED", None: "-"}


def table(figures: Iterable[Figure]) -> str:
    """Return the figures as a table, one line each, in columns that Markdown understands too."""
    rows = [_HEAD, *(_cells(figure) for figure in figures)]
    widths = [max(_width(row[column]) for row in rows) for column in range(len(_HEAD))]
    lines = [
        "| " + " | ".join(_padded(cell, width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows
    ]
    return "\n".join([lines[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *lines[1:]])


def keys_line(figures: Iterable[Figure]) -> str:
    """Return the numbers of keys as one line of JSON, "" when none were counted."""
    counts = {figure.name: round(figure.ours) for figure in figures if figure.unit == KEYS}
    return json.dumps(counts) if counts else ""


def json_line(figure: Figure) -> str:
    """Return the figure as one line of JSON, with ratio and met."""
    return json.dumps(asdict(figure) | {"ratio": figure.ratio, "met": figure.met}, ensure_ascii=False)


def _cells(figure: Figure) -> tuple[str, ...]:
    sign = "≥" if figure.at_least else "≤"
    goal = "-" if figure.goal is None else f"{sign} {figure.goal:g}" + (" ×" if figure.floor else f" {figure.unit}")
    return (
        figure.name,
        figure.size,
        _amount(figure.ours, figure.unit),
        "-" if figure.floor is None else _amount(figure.floor, figure.unit),
        "-" if figure.ratio is None else f"{figure.ratio:.2f} ×",
        goal,
        _VERDICT[figure.met],
    )


def _amount(number: float, unit: str) -> str:
    return f"{number:.{0 if number >= 100 else 1 if number >= 10 else 2}f} {unit}"


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
