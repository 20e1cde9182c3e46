"""Finds the columns of a billing system's export by their headings, also below a title and in merged cells."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from tickets.errors import Refused
from tickets.importing.values import shortened
from tickets.rules.texts import strip_harmful

LOOKED_AT = 20  # rows among which the headings are searched
# The headings of each column, as exports have them; the first one is its name for people.
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "household_no": ("户号", "用户编号", "用户号", "用户编码", "客户编号", "客户号", "户编号", "水费户号", "用水户号"),
    "name": ("户名", "姓名", "用户名", "用户名称", "用户姓名", "客户名称", "客户姓名", "户主", "户主姓名"),
    "phone": (
        "电话", "联系电话", "电话号码", "手机", "手机号", "手机号码", "移动电话", "固话", "固定电话", "座机",
        "联系方式", "备用电话", "用户电话",
    ),
    "address": ("地址", "用水地址", "用户地址", "装表地址", "安装地址", "详细地址", "住址", "门牌", "门牌号"),
    "meter_no": ("表号", "水表编号", "水表号", "水表表号", "表具编号", "表身号", "表身码", "钢印号"),
    "dn": ("口径", "管径", "表径", "水表口径", "公称口径", "dn"),
    "town": ("街道", "乡镇", "镇街", "街道乡镇", "乡镇街道", "所属乡镇"),
    "place": ("小区", "村", "村庄", "村名", "社区", "小区名称", "小区村庄", "地名"),
    "zone": ("片区", "城乡"),
    "sensitive": ("敏感用户", "敏感类型", "重点用户", "特殊用户", "用户标识"),
    "sensitive_since": ("敏感起始", "敏感日期", "敏感登记日期", "登记日期"),
    "arrears": ("欠费", "欠费金额", "欠费合计", "欠费总额"),
}  # fmt: skip
LABELS = {name: headings[0] for name, headings in HEADINGS.items()}
JOINED = frozenset({"phone", "address"})  # several columns of one household
_NEEDED = ("phone", "sensitive")  # callers are recognised by one, and protected by the other
_IGNORED_AT_MOST = 40  # headings that are told; a sheet may have thousands
_NAMES = {heading: name for name, headings in HEADINGS.items() for heading in headings}
_REMARK = re.compile(r"[(（\[【].*?[)）\]】]|[\s:：*/、_-]")
_COUNTED = re.compile(r"[0-9一二三]$")

Row = tuple[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class SubscriberColumns:
    """The positions of each column's cells, the texts of the headings, and the number of their last row.

    `above` are the titles and headings, which some exports repeat on each page.
    """

    at: Mapping[str, tuple[int, ...]]
    headings: tuple[str, ...]
    row: int
    above: frozenset[tuple[str, ...]] = frozenset()

    def recognised(self) -> list[str]:
        """Return the names of the columns that are read, each with the file's headings where they differ."""
        return [_named(LABELS[name], [self.headings[at] for at in self.at[name]]) for name in LABELS if name in self.at]

    def ignored(self) -> list[str]:
        """Return the headings of the columns that are not read."""
        used = {at for places in self.at.values() for at in places}
        return [heading for at, heading in enumerate(self.headings) if heading and at not in used]

    def missing(self) -> list[str]:
        """Return the names of the columns that the file does not have."""
        return [label for name, label in LABELS.items() if name not in self.at]


def column_sentences(columns: SubscriberColumns) -> list[str]:
    """Return sentences that name the columns recognised, those ignored and those that the file does not have."""
    recognised, ignored, missing = columns.recognised(), columns.ignored(), columns.missing()
    lines = [f"认得 {len(recognised)} 列：{'、'.join(recognised)}。"]
    if ignored:
        told = "、".join(map(shortened, ignored[:_IGNORED_AT_MOST]))
        lines.append(f"不认得、没有用的 {len(ignored)} 列：{told}{'……' if len(ignored) > _IGNORED_AT_MOST else ''}。")
    if missing:
        lines.append(f"文件里没有的列，原来的内容照旧：{'、'.join(missing)}。")
    return lines


def missing_warning(columns: SubscriberColumns) -> str:
    """Return a sentence if the file has no phones or no sensitive marks, or ""."""
    missing = "，也".join(f"没有“{LABELS[name]}”这一列" for name in _NEEDED if name not in columns.at)
    if not missing:
        return ""
    return f"▲ 文件里{missing}：原来有的照旧，新增的户没有。其实有的，把那一列的表头改成这个名字再读。"


def find_columns(first: Sequence[Row], file: str) -> SubscriberColumns:
    """Return the columns of the headings above the first household of a file.

    `first` are its first rows. Raises Refused unless one has household numbers and more.
    """
    best = SubscriberColumns({}, (), 0)
    for at, (number, cells) in enumerate(first[:LOOKED_AT]):
        if _has_number(best, cells):
            break  # what reads like a heading below a household is a value, or the heading of another page
        upper = _columns(cells, number)
        if _is_usable(upper) and len(upper.at) > len(best.at):
            best = upper
        below, lower = first[at + 1] if at + 1 < len(first) else (0, ())
        if any(map(_meant, lower)) and not _has_number(upper, lower):
            both = _columns(_merged(cells, lower), below, lower)
            if _is_usable(both) and len(both.at) >= len(best.at):
                best = both
    if not best.at:
        seen = "、".join(dict.fromkeys(filter(None, (text.strip()[:20] for _, cells in first[:3] for text in cells))))
        raise Refused(
            f"文件 {file} 里找不到“户号”这一列，或除了它没有别的列。认得的列名：{'、'.join(LABELS.values())}。"
            f"文件开头是：{seen[:200]}。"
        )
    return replace(best, above=frozenset(cells for number, cells in first if number <= best.row))


def _is_usable(columns: SubscriberColumns) -> bool:
    return "household_no" in columns.at and len(columns.at) > 1


def _has_number(columns: SubscriberColumns, cells: Sequence[str]) -> bool:
    """Whether a row is a household's, though a cell reads like a heading: 重点用户 may be a sensitive mark."""
    numbers = [cells[at] for at in columns.at.get("household_no", ()) if at < len(cells)]
    return any(letter.isdigit() for number in numbers if not _meant(number) for letter in number)


def _columns(cells: Sequence[str], row: int, lower: Sequence[str] = ()) -> SubscriberColumns:
    """Return the columns of these headings; an unknown one is told as the `lower` of two rows has it."""
    found: dict[str, tuple[int, ...]] = {}
    last: str | None = None
    for at, cell in enumerate(cells):
        name = _meant(cell)
        if name is None and not cell.strip() and last in JOINED:  # a heading merged over several columns
            name = last
        if name is not None:
            found[name] = (*found.get(name, ()), at)
        last = name
    texts = [cell if _meant(cell) else low or cell for cell, low in zip_longest(cells, lower, fillvalue="")]
    headings = tuple(" ".join(strip_harmful(text).split()) for text in texts)
    return SubscriberColumns(found, headings, row)


def _merged(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """Return the headings of two rows: the lower one where it is known, as below a common heading, else the upper."""
    width = max(len(upper), len(lower))
    above, below = ([*row, *[""] * (width - len(row))] for row in (upper, lower))
    return [low if _meant(low) else high for high, low in zip(above, below, strict=True)]


def _named(label: str, headings: Sequence[str]) -> str:
    others = "、".join(dict.fromkeys(shortened(heading) for heading in headings if heading and heading != label))
    return f"{label}（{others}）" if others else label


def _meant(heading: str) -> str | None:
    folded = _REMARK.sub("", unicodedata.normalize("NFKC", strip_harmful(heading)).lower())
    return _NAMES.get(folded) or _NAMES.get(_COUNTED.sub("", folded))
