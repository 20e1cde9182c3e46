"""Marks queries of one statement, which need no transaction to read a consistent snapshot."""

from collections.abc import Callable
from typing import Any, TypeVar

Q = TypeVar("Q", bound=Callable[..., Any])

_MARK = "reads_one_statement"


def one_statement(query: Q) -> Q:
    """Mark a query as a single statement: it is read without a transaction, in one round trip."""
    setattr(query, _MARK, True)
    return query


def is_one_statement(query: Callable[..., Any]) -> bool:
    """Return whether a query was marked as a single statement."""
    return getattr(query, _MARK, False)
