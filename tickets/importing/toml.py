"""Reads a TOML table with error messages that name the wrong item."""

from collections.abc import Iterator
from typing import Any, NoReturn

from tickets.errors import Refused


class Table:
    """A table of a TOML file. Each item is taken once; an item that nobody took is an error (`finish`)."""

    def __init__(self, values: dict[str, Any], file: str, name: str = "") -> None:
        self._values = dict(values)
        self._file = file
        self._name = name

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text; a missing one is `default`. Raises Refused for another type, or when there is no default."""
        value = self._take(key, default)
        if not isinstance(value, str):
            self.refuse(key, "要写成一段文字")
        return value

    def texts(self, key: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Return one text or a list of texts. Raises Refused for another type."""
        value = self._take(key, list(default))
        found = [value] if isinstance(value, str) else value
        if not isinstance(found, list) or not all(isinstance(text, str) for text in found):
            self.refuse(key, "要写成一段文字，或几段文字的列表")
        return tuple(found)

    def number(self, key: str, default: int) -> int:
        """Return a whole number of at least 1, or `default`. Raises Refused for anything else."""
        value = self._take(key, default)
        if type(value) is not int or (value != default and value < 1):
            self.refuse(key, "要写成大于零的整数")
        return value

    def flag(self, key: str, default: bool) -> bool:
        """Return a boolean. Raises Refused for another type."""
        value = self._take(key, default)
        if not isinstance(value, bool):
            self.refuse(key, "要写成 true 或 false")
        return value

    def choice(self, key: str, choices: tuple[str, ...], default: str) -> str:
        """Return one of `choices`. Raises Refused for anything else."""
        value = self.text(key, default)
        if value not in choices:
            self.refuse(key, f"只能是 {'、'.join(choices)}")
        return value

    def table(self, key: str, short: str | None = None) -> "Table":
        """Return a table, empty when missing. A bare text or list is taken as its item `short`."""
        value = self._take(key, {})
        if short is not None and isinstance(value, str | list):
            value = {short: value}
        if not isinstance(value, dict):
            self.refuse(key, "要写成一张表")
        return Table(value, self._file, self._path(key))

    def pairs(self, key: str) -> dict[str, str]:
        """Return a table of texts in its order. Raises Refused for anything else."""
        inner = self.table(key)
        return {name: inner.text(name) for name in list(inner)}

    def __iter__(self) -> Iterator[str]:
        return iter(tuple(self._values))

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def finish(self) -> None:
        """Raise Refused when an unknown item is left."""
        for key in self._values:
            self.refuse(key, "没有这个项目，请核对拼写")

    def refuse(self, key: str, what: str) -> NoReturn:
        """Raise Refused about an item."""
        raise Refused(f"对应关系文件 {self._file} 有误：“{self._path(key)}”{what}。")

    def _take(self, key: str, default: Any) -> Any:
        value = self._values.pop(key, default)
        if value is None:
            self.refuse(key, "没有写")
        return value

    def _path(self, key: str) -> str:
        return f"{self._name}.{key}" if self._name else key
