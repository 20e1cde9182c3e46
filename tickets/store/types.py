"""Column types that convert between domain values and stored values, and reject invalid ones.

The board reads 50,000 instants and words at a time. So `result_processor` returns the bare function: the wrapper of
TypeDecorator takes longer than the conversion, and the types below are not meant to be wrapped.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, Boolean, Dialect, Text
from sqlalchemy.types import TypeDecorator

from tickets.rules.words import Role, Word
from tickets.store.unreadable import Broken, broken_value


class UtcTime(TypeDecorator[datetime]):
    """An aware UTC datetime of whole seconds, stored as seconds since 1970. Refuses naive ones."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Return epoch seconds. Raises ValueError for a naive datetime."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime can't be stored")
        return int(value.timestamp())

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[int | None], Any]:
        """Return the function that yields the aware UTC datetime; for an invalid value, the result of
        `broken_value`.
        """
        return _instant


class WordType(TypeDecorator[Any]):
    """A domain word, stored as its value."""

    impl = Text
    cache_ok = True

    def __init__(self, word: type[Word]) -> None:
        super().__init__()
        self.word = word
        self._members = _Members(word)

    def process_bind_param(self, value: Word | None, dialect: Dialect) -> str | None:
        """Return the stored value."""
        return None if value is None else str(value)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[str | None], Word | None]:
        """Return the function that yields the member; for an unknown value, the result of `broken_value`."""
        return self._members.__getitem__


class _Members(dict[str | None, Word | None]):
    """The members of a word by stored value."""

    def __init__(self, word: type[Word]) -> None:
        super().__init__({None: None} | {str(member): member for member in word})

    def __missing__(self, value: str | None) -> Any:
        return broken_value()


class Flag(Boolean):
    """A boolean; in a file stored as 1 or 0."""

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any] | None:
        """Return the function that yields the flag; for another value, the result of `broken_value`.

        Not needed on a server.
        """
        return None if dialect.name != "sqlite" else _FLAGS.__getitem__


class _Flags(dict[Any, bool | None]):
    """Flags by stored value."""

    def __missing__(self, value: object) -> Any:
        return broken_value()


_FLAGS = _Flags({None: None, 0: False, 1: True})


class RoleSet(TypeDecorator[frozenset[Role]]):
    """A set of roles, stored as their sorted names with commas between."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Iterable[Role] | None, dialect: Dialect) -> str | None:
        """Return the joined names."""
        return None if value is None else ",".join(sorted(str(role) for role in value))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """Return the set; for an unknown role, the result of `broken_value`."""
        try:
            return None if value is None else frozenset(Role(name) for name in value.split(",") if name)
        except (ValueError, AttributeError, TypeError) as error:
            return broken_value(error)


def _instant(seconds: int | None) -> datetime | Broken | None:
    try:
        return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
    except (ValueError, TypeError, OverflowError, OSError) as error:
        return broken_value(error)
