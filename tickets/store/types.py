"""Column types that keep the domain's values honest on their way to the database and back.

The board reads 50,000 instants and words at a time. So their `result_processor` is the bare function: what
TypeDecorator would wrap around it takes longer than the work itself, and the types below have none to add.
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
        """Return the function that gives the aware UTC datetime; of what is no instant, what `broken_value` does."""
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
        """Return the function that gives the member; of a value the program doesn't know, what `broken_value` does."""
        return self._members.__getitem__


class _Members(dict[str | None, Word | None]):
    """A word's members by what is stored of them."""

    def __init__(self, word: type[Word]) -> None:
        super().__init__({None: None} | {str(member): member for member in word})

    def __missing__(self, value: str | None) -> Any:
        return broken_value()


class Flag(Boolean):
    """Yes or no, in a file stored as 1 or 0."""

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any] | None:
        """Return the function that gives the flag and raises Unavailable for what is neither; a server has no other."""
        return None if dialect.name != "sqlite" else _FLAGS.__getitem__


class _Flags(dict[Any, bool | None]):
    """Flags by what is stored of them."""

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
        """Return the set; of a role the program doesn't know, what `broken_value` does."""
        try:
            return None if value is None else frozenset(Role(name) for name in value.split(",") if name)
        except (ValueError, AttributeError, TypeError) as error:
            return broken_value(error)


def _instant(seconds: int | None) -> datetime | Broken | None:
    try:
        return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
    except (ValueError, TypeError, OverflowError, OSError) as error:
        return broken_value(error)
