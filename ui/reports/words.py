"""Figures as text: rates, counts, durations."""

from tickets.reports.figures import StageFigures
from ui.kit.wording import duration

NOTHING = "—"


def percent(rate: float | None) -> str:
    """Return a rate as "96.4%"; a dash where nothing was due. 100% is shown only when it is exact."""
    if rate is None:
        return NOTHING
    shown = f"{rate * 100:.1f}"
    if shown == "100.0" and rate < 1:
        shown = "99.9"
    return f"{shown}%"


def seconds(value: int | None) -> str:
    """Return a duration as text; a dash for None."""
    return NOTHING if value is None else duration(value)


def counted(part: int, whole: int) -> str:
    """Return "12 / 14"."""
    return f"{part} / {whole}"


def accessible_text(figures: StageFigures) -> str:
    """Return a stage's figures as a text for screen readers."""
    punctual, lasting = figures.punctuality, figures.durations
    return (
        f"{figures.stage.label}及时率 {percent(punctual.rate)}，到期 {punctual.due} 件，"
        f"中位 {seconds(lasting.median)}，P90 {seconds(lasting.p90)}"
    )
