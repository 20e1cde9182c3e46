"""Errors about cells that can't be used."""


class Unusable(ValueError):
    """A cell that can't be read; the text says in Chinese what is wrong, without the field's name."""


SHORT_AT_MOST = 200  # characters of a cell with a number, a word or a time


def refuse_long(text: str) -> None:
    """Raise Unusable for a text that is too long for a number, a word or a time, before it is parsed."""
    if len(text) > SHORT_AT_MOST:
        raise Unusable(f"“{shortened(text)}”太长，读不出")


def shortened(text: str, at_most: int = 40) -> str:
    """Return the text, cut to fit into a sentence."""
    return text if len(text) <= at_most else text[:at_most] + "…"
