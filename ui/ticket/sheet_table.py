"""Ruled tables in the HTML subset of QTextDocument. Texts are escaped here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from tickets.rules.texts import visible


@dataclass(frozen=True, slots=True)
class Cell:
    """A text in a table, over `span` columns; a `head` is the heading of its row or column."""

    text: str
    head: bool = False
    span: int = 1


Row = Sequence[Cell]


def pairs(*facts: tuple[str, str]) -> Row:
    """Return a row of captions, each with its fact beside it."""
    return [cell for caption, fact in facts for cell in (Cell(caption, head=True), Cell(fact))]


def listing(title: str, heads: Iterable[str], rows: Iterable[Iterable[str]], widths: Sequence[int]) -> str:
    """Return a titled table with a head row; "" when there are no rows."""
    body = [[Cell(text) for text in row] for row in rows]
    if not body:
        return ""
    return heading(title) + ruled([[Cell(head, head=True) for head in heads], *body], widths)


def heading(title: str) -> str:
    """Return the title of a section."""
    return f'<p class="heading">{escape(visible(title))}</p>'


def ruled(rows: Iterable[Row], widths: Sequence[int]) -> str:
    """Return a table whose columns are `widths` percent wide."""
    lines = "".join(f"<tr>{_cells(row, widths)}</tr>" for row in rows)
    return f'<table class="ruled" width="100%" border="1" cellspacing="0" cellpadding="2">{lines}</table>'


def _cells(row: Row, widths: Sequence[int]) -> str:
    column, written = 0, []
    for cell in row:
        size = f'width="{widths[column]}%"' if cell.span == 1 else f'colspan="{cell.span}"'
        column += cell.span
        tag = "th" if cell.head else "td"
        written.append(f'<{tag} {size}><p class="as-written">{escape(visible(cell.text))}</p></{tag}>')
    return "".join(written)
