"""A cell that says nothing usable."""


class Unusable(ValueError):
    """A cell that can't be read; the text says, in Chinese, what is wrong with it, after the field's name."""


def shortened(text: str, at_most: int = 40) -> str:
    """Return the text, cut where a sentence would become too long."""
    return text if len(text) <= at_most else text[:at_most] + "…"
