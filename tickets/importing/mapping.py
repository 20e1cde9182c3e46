"""The mapping file: which column of an old ledger is which field, and how its values are read.

docs/importing.md describes the format; resources/mappings/ has examples.
"""

import codecs
import fnmatch
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from re import Pattern
from zoneinfo import ZoneInfo

from tickets.actions.intake import CallDetails
from tickets.errors import Refused
from tickets.importing.toml import Table
from tickets.rules.stages import STEPS
from tickets.rules.ticket_texts import TicketTexts, text_fields

CELL_AT_MOST = 1 << 17  # characters; the longest text of a ticket has 20,000
TIMES = {
    "opened": "来电时间",
    **{step.done: f"{step.move.label}时间" for step in STEPS},
    "ended": "归档时间",
}
_TEXTS = {name: text.label for kind in (CallDetails, TicketTexts) for name, text in text_fields(kind).items()}
del _TEXTS["words"]  # the words come from several columns: see `LedgerMapping.words`
LABELS = {
    "key": "编号",
    **TIMES,
    "fault": "故障类型",
    "priority": "紧急程度",
    "state": "状态",
    "zone": "片区",
    "town": "街道乡镇",
    "place": "地名",
    **_TEXTS,
    "crew": "抢修班组",
    "dn": "管径",
    "households": "影响户数",
    "resolution": "处置情况",
    "callback": "回访结果",
}
NEEDED = ("key", "opened", "fault")
_DIRECTIVES = frozenset("YmdHIMSpfz%")
BYTES_AT_MOST = 1 << 20  # of a mapping file
# Encodings of names and literals: no file uses them, and some take hours to decode.
_NO_ENCODINGS = frozenset({"idna", "punycode", "unicode-escape", "raw-unicode-escape", "utf-7"})
UNITS = {"mm": 1.0, "cm": 10.0, "inch": 25.4}  # in mm


@dataclass(frozen=True, slots=True)
class FileForm:
    """The form of the file. "" means that `encoding` is detected, and that `sheet` is the first."""

    encoding: str = ""
    delimiter: str = ","
    sheet: str = ""
    heading_row: int = 1
    empty: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class TimeForm:
    """The form of times, beside the usual ones; with `midnight_is_a_day`, 00:00 means that only the day is known."""

    zone: ZoneInfo
    formats: tuple[str, ...]
    midnight_is_a_day: bool


@dataclass(frozen=True, slots=True)
class Values:
    """Cell contents and their meanings. A key with * is a pattern; the first that matches is used."""

    exact: Mapping[str, str] = field(default_factory=dict)
    patterns: tuple[tuple[Pattern[str], str], ...] = ()

    def meant(self, text: str) -> str:
        """Return the meaning of a cell; the cell itself when none is defined."""
        folded = text.casefold()
        if folded in self.exact:
            return self.exact[folded]
        return next((value for pattern, value in self.patterns if pattern.match(folded)), text)


@dataclass(frozen=True, slots=True)
class MappedField:
    """The source of a field's value. `label` is its name for people.

    Several columns are joined by a space. `otherwise` is the value of an empty cell. A cell is unusable if it is in
    `never`, occurs `repeated` times or more (0: no limit), or can't be read: then the row is rejected or, if not
    `strict`, the value is stored as unknown.
    """

    label: str
    columns: tuple[str, ...] = ()
    otherwise: str = ""
    values: Values = field(default_factory=Values)
    never: tuple[Pattern[str], ...] = ()
    repeated: int = 0
    strict: bool = True


@dataclass(frozen=True, slots=True)
class SizeForm:
    """The unit of pipe sizes without one: `unit`, but cm for numbers below `cm_below`."""

    unit: str = "mm"
    cm_below: int = 0


@dataclass(frozen=True, slots=True)
class LedgerMapping:
    """A parsed mapping file. `name` is part of every imported ticket's key."""

    name: str
    form: FileForm
    fields: Mapping[str, MappedField]
    times: Mapping[str, TimeForm]
    size: SizeForm
    words: tuple[MappedField, ...]

    def columns(self) -> list[str]:
        """Return every column that the ledger must have, each once."""
        return list(dict.fromkeys(name for one in (*self.fields.values(), *self.words) for name in one.columns))


def load_mapping(path: Path) -> LedgerMapping:
    """Return the mapping of a TOML file. Raises Refused, naming the mistake, when it can't be used."""
    try:
        if path.exists() and not path.is_file():
            raise Refused(f"{path} 打不开：它不是文件，不能当对应关系用。")
        if path.exists() and path.stat().st_size > BYTES_AT_MOST:
            raise Refused(f"对应关系文件 {path.name} 太大，它不像是对应关系文件，请核对路径。")
        values = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise Refused(f"找不到对应关系文件 {path}，请核对路径。") from error
    except OSError as error:
        raise Refused(f"打不开对应关系文件 {path}，请检查是不是文件、有没有读取权限。") from error
    except UnicodeDecodeError as error:
        raise Refused(f"对应关系文件 {path.name} 不是 UTF-8 编码，请另存为 UTF-8 再用。") from error
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        where = f"第 {line[1]} 行" if line else "末尾"
        raise Refused(f"对应关系文件 {path.name} {where}附近不合 TOML 的写法，请对照示例改好。") from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, thousands of brackets
        raise Refused(f"对应关系文件 {path.name} 里有过长的数或层层套着的括号，请对照示例改好。") from error
    return _mapping(Table(values, path.name))


def _mapping(table: Table) -> LedgerMapping:
    name = table.text("name")
    if not name.strip():
        table.refuse("name", "不能为空")
    table.text("description", "")
    form, times = _file_form(table.table("file")), table.table("times")
    usual = _time_form(times, None)
    times.finish()
    given = table.table("fields")
    for key in NEEDED:
        if key not in given:
            given.refuse(key, "没有写")
    forms: dict[str, TimeForm] = {}
    size = SizeForm()
    fields: dict[str, MappedField] = {}
    for key in given:
        if key not in LABELS:
            given.refuse(key, f"没有这个字段，可用的有：{'、'.join(LABELS)}")
        one = given.table(key, short="column")
        fields[key] = _field(one, LABELS[key])
        if key in NEEDED and not fields[key].strict:
            one.refuse("unusable", "对这个字段只能是 reject")
        if key in TIMES:
            forms[key] = _time_form(one, usual)
        if key == "dn":
            size = SizeForm(one.choice("unit", tuple(UNITS), "mm"), one.number("cm_below", 0))
        one.finish()
    words = tuple(_words(table.table("words")))
    table.finish()
    return LedgerMapping(name.strip(), form, fields, forms, size, words)


def _file_form(table: Table) -> FileForm:
    form = FileForm(
        table.text("encoding", ""),
        table.text("delimiter", ","),
        table.text("sheet", ""),
        table.number("heading_row", 1),
        frozenset(text.casefold() for text in table.texts("empty")),
    )
    if len(form.delimiter) != 1 or form.delimiter in '"\r\n\0':
        table.refuse("delimiter", "要写成一个字符，不能是引号或换行")
    if not _is_encoding(form.encoding or "utf-8"):
        table.refuse("encoding", "不是已知的编码")
    table.finish()
    return form


def _is_encoding(name: str) -> bool:
    """Return whether files may have an encoding of this name."""
    try:
        "".encode(name)
        return codecs.lookup(name).name not in _NO_ENCODINGS
    except (LookupError, ValueError):  # an unknown encoding, one that fails always, or an impossible name
        return False


def _time_form(table: Table, usual: TimeForm | None) -> TimeForm:
    zone = table.text("zone", usual.zone.key if usual else "Asia/Shanghai")
    try:
        known = ZoneInfo(zone)
    except (OSError, ValueError, KeyError):  # raised by ZoneInfo for a folder, a bad path and an unknown name
        table.refuse("zone", "不是已知的时区，例如 Asia/Shanghai、UTC")
    formats = table.texts("formats", usual.formats if usual else ())
    for pattern in formats:
        if not set(re.findall("%(.)", pattern)) <= _DIRECTIVES or ("%d" in pattern) != ("%Y" in pattern):
            table.refuse("formats", f"“{pattern}”不能用：要有年有月有日，或只有钟点")
        directives = re.findall("%([^%])", pattern)
        if len(directives) != len(set(directives)):
            table.refuse("formats", f"“{pattern}”不能用：同一项写了两次")
    return TimeForm(known, formats, table.flag("midnight_is_a_day", usual.midnight_is_a_day if usual else False))


def _field(table: Table, label: str) -> MappedField:
    if "column" not in table and "otherwise" not in table:
        table.refuse("column", "没有写")
    return MappedField(
        label,
        table.texts("column"),
        table.text("otherwise", ""),
        _values(table.pairs("values")),
        tuple(wildcard(text) for text in table.texts("never")),
        table.number("repeated", 0),
        table.choice("unusable", ("reject", "empty"), "reject") == "reject",
    )


def _words(table: Table) -> Iterator[MappedField]:
    for column in table:
        one = table.table(column, short="label")
        yield MappedField(one.text("label", ""), (column,), values=_values(one.pairs("values")))
        one.finish()


def _values(pairs: Mapping[str, str]) -> Values:
    exact = {text.casefold(): value for text, value in pairs.items() if "*" not in text}
    return Values(exact, tuple((wildcard(text), value) for text, value in pairs.items() if "*" in text))


def wildcard(text: str) -> Pattern[str]:
    """Return the pattern of case-folded texts in which * matches any text; matching takes linear time."""
    return re.compile(fnmatch.translate(re.sub(r"([?[])", r"[\1]", text.casefold())))
