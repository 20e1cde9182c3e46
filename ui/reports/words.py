"""Figures as text: rates, counts, durations."""

from tickets.reports.figures import SPLIT, Figure, StageFigures
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


def parts_words(figures: StageFigures) -> str:
    """Return the medians of the parts before and after the stage's first step; "" for a stage without."""
    if figures.stage not in SPLIT:
        return ""
    before, after = SPLIT[figures.stage]
    parts = figures.parts
    return f"{before} {seconds(parts.before.median)} · {after} {seconds(parts.after.median)}"


def parts_in_full(figures: StageFigures) -> str:
    """Return all figures of the parts of a stage, a line each; "" for a stage without."""
    parts = zip(SPLIT.get(figures.stage, ()), (figures.parts.before, figures.parts.after), strict=False)
    return "\n".join(
        f"{name}：{part.n} 件，中位 {seconds(part.median)}，P90 {seconds(part.p90)}，最长 {seconds(part.longest)}"
        for name, part in parts
    )


def consented_words(figures: StageFigures) -> str:
    """Return the changed verdicts by kind, and the rate after consent where it differs; "" without any."""
    rate = figures.receipt.consented.rate
    after = "" if rate == figures.punctuality.rate else f"核准后 {percent(rate)}"
    changed = f"改判定 {figures[Figure.CHANGED]}：{figures.receipt.kinds}" if figures[Figure.CHANGED] else ""
    return "，".join(filter(None, (after, changed)))


def accessible_text(figures: StageFigures) -> str:
    """Return a stage's figures as a text for screen readers."""
    punctual, lasting = figures.punctuality, figures.durations
    consented = consented_words(figures)
    return (
        f"{figures.stage.label}及时率 {percent(punctual.rate)}，到期 {punctual.due} 件，"
        f"中位 {seconds(lasting.median)}，P90 {seconds(lasting.p90)}" + (f"；{consented}" if consented else "")
    )
