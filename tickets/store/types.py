"""Column types that keep the domain's values honest on their way to the database and back."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, Dialect, Text
from sqlalchemy.types import TypeDecorator

from tickets.rules.words import Role, Word


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

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """Return the aware UTC datetime."""
        return None if value is None else datetime.fromtimestamp(value, UTC)


class WordType(TypeDecorator[Any]):
    """A domain word, stored as its value. Raises ValueError for one the program doesn't know."""

    impl = Text
    cache_ok = True

    def __init__(self, word: type[Word]) -> None:
        super().__init__()
        self.word = word
        self._members: dict[str, Word] = {str(member): member for member in word}

    def process_bind_param(self, value: Word | None, dialect: Dialect) -> str | None:
        """Return the stored value."""
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Word | None:
        """Return the member."""
        if value is None:
            return None
        return self._members.get(value) or self.word(value)


class RoleSet(TypeDecorator[frozenset[Role]]):
    """A set of roles, stored as their sorted names with commas between."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Iterable[Role] | None, dialect: Dialect) -> str | None:
        """Return the joined names."""
        return None if value is None else ",".join(sorted(str(role) for role in value))

    def process_result_value(self, value: str | None, dialect: Dialect) -> frozenset[Role] | None:
        """Return the set."""
        return None if value is None else frozenset(Role(name) for name in value.split(",") if name)
