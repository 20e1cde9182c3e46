"""What a query needs so that all it reads is of one moment."""

from collections.abc import Callable
from typing import Any, TypeVar

Q = TypeVar("Q", bound=Callable[..., Any])

_MARK = "reads_one_statement"


def one_statement(query: Q) -> Q:
    """Mark a query as one statement, which sees one moment by itself: the desk reads it without a transaction."""
    setattr(query, _MARK, True)
    return query


def is_one_statement(query: Callable[..., Any]) -> bool:
    """Return whether a query was marked as one statement."""
    return getattr(query, _MARK, False)
