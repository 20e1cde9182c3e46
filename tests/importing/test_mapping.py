"""The mapping file: the shipped ones are valid, and every mistake is named."""

import os
import re
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.importing.ledgers import MAPPINGS, SMALL
from tickets.errors import Refused
from tickets.importing.mapping import SizeForm, TimeForm, load_mapping, wildcard
from tickets.importing.times import read_time
from tickets.importing.values import Unusable, read_count, read_size
from tickets.store.seed import fault_rows

TIMES = TimeForm(ZoneInfo("Asia/Shanghai"), (), midnight_is_a_day=False)


@pytest.mark.parametrize("path", sorted(MAPPINGS.glob("*.toml")), ids=lambda path: path.stem)
def test_the_mappings_that_ship_name_faults_that_exist(path: Path) -> None:
    mapping = load_mapping(path)
    assert mapping.name == path.stem
    known = {row["code"] for row in fault_rows()} | {row["name"] for row in fault_rows()}
    values = mapping.fields["fault"].values
    assert {*values.exact.values(), *(value for _, value in values.patterns)} <= known


def test_the_annotated_example_says_what_its_comments_say() -> None:
    values = load_mapping(MAPPINGS / "ledger_zh.toml").fields["fault"].values
    phrases = ("水管爆裂了", "水表冻坏", "立管冻住了", "表后管漏", "楼上水小", "阀门漏水", "路口冒水", "说不清")
    meant = ["爆管", "水表冻裂", "立管冻", "表后漏", "水压低", "阀门故障", "明漏", "其他"]
    assert [values.meant(text) for text in phrases] == meant


MISTAKES = {
    "no name": (SMALL.replace('name = "small"', ""), "“name”没有写"),
    "empty name": (SMALL.replace('"small"', '" "'), "“name”不能为空"),
    "no fields": ('name = "a"', "“fields.key”没有写"),
    "no time": (SMALL.replace('opened = "时间"', ""), "“fields.opened”没有写"),
    "unknown field": (SMALL.replace("address =", "adress ="), "“fields.adress”没有这个字段"),
    "unknown item": (SMALL + '[extra]\na = "1"', "“extra”没有这个项目"),
    "unknown item of a field": (
        SMALL.replace('"地址"', '{ column = "地址", colour = "红" }'),
        "“fields.address.colour”",
    ),
    "a number for a column": (SMALL.replace('"地址"', "5"), "“fields.address”要写成一张表"),
    "no column": (SMALL.replace('"地址"', '{ unusable = "empty" }'), "“fields.address.column”没有写"),
    "a wrong policy": (SMALL.replace('"地址"', '{ column = "地址", unusable = "skip" }'), "只能是 reject、empty"),
    "an optional key": (SMALL.replace('"单号"', '{ column = "单号", unusable = "empty" }'), "只能是 reject"),
    "an unknown zone": (SMALL + '[times]\nzone = "东阿"', "“times.zone”不是已知的时区"),
    "a folder for a zone": (SMALL + '[times]\nzone = "Asia"', "“times.zone”不是已知的时区"),
    "an unknown encoding": (SMALL + '[file]\nencoding = "中文"', "“file.encoding”不是已知的编码"),
    "a long delimiter": (SMALL + '[file]\ndelimiter = ";;"', "“file.delimiter”"),
    "a heading row of 0": (SMALL + "[file]\nheading_row = 0", "“file.heading_row”"),
    "a format without a year": (SMALL + '[times]\nformats = ["%m-%d %H:%M"]', "“times.formats”"),
    "an unknown directive": (SMALL + '[times]\nformats = ["%Y%Q"]', "“times.formats”"),
    "a flag in words": (SMALL + '[times]\nmidnight_is_a_day = "是"', "要写成 true 或 false"),
    "a quote for a delimiter": (SMALL + "[file]\ndelimiter = '\"'", "“file.delimiter”"),
    "a name's encoding": (SMALL + '[file]\nencoding = "punycode"', "“file.encoding”"),
    "an encoding that is none": (SMALL + '[file]\nencoding = "undefined"', "“file.encoding”"),
    "bytes for an encoding": (SMALL + '[file]\nencoding = "zlib"', "“file.encoding”"),
    "a year twice": (SMALL + '[times]\nformats = ["%Y-%m-%d %Y"]', "“times.formats”"),
    "thousands of brackets": (f"a = {'[' * 50_000}", "括号"),
    "thousands of digits": (f"a = {'9' * 50_000}", "过长的数"),
    "a megabyte": (f"# {'x' * (1 << 20)}", "太大"),
    "no TOML": ("name = \n", "第 1 行附近"),
}


@pytest.mark.parametrize("kind", MISTAKES)
def test_a_mistake_in_a_mapping_is_reported_in_one_sentence_that_names_the_item(tmp_path: Path, kind: str) -> None:
    text, words = MISTAKES[kind]
    path = tmp_path / "my.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Refused) as caught:
        load_mapping(path)
    assert words in caught.value.sentence
    assert "my.toml" in caught.value.sentence
    assert caught.value.sentence.count("。") == 1


def test_a_missing_or_non_text_mapping_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "my.toml"
    with pytest.raises(Refused, match="找不到"):
        load_mapping(path)
    with pytest.raises(Refused, match="打不开"):
        load_mapping(tmp_path)
    path.write_bytes('name = "台账"'.encode("gb18030"))
    with pytest.raises(Refused, match="UTF-8"):
        load_mapping(path)


@pytest.mark.skipif(os.name != "posix", reason="pipes have no names in folders there")
def test_a_mapping_that_is_a_pipe_or_a_device_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/zero")):
        with pytest.raises(Refused, match="不是文件"):
            load_mapping(path)


@given(st.text("ab*", max_size=7), st.text("ab", max_size=7))
def test_a_star_in_a_pattern_matches_any_text(pattern: str, text: str) -> None:
    expected = re.fullmatch(pattern.replace("*", ".*"), text) is not None
    assert bool(wildcard(pattern).match(text)) == expected


def test_a_pattern_of_many_stars_and_a_long_cell_are_matched_at_once() -> None:
    pattern = wildcard("*a" * 40)
    assert pattern.match("a" * 100_000)
    assert not pattern.match("a" * 100_000 + "b")


@pytest.mark.parametrize(
    "read", [read_count, lambda text: read_size(text, SizeForm()), lambda text: read_time(text, TIMES)]
)
def test_a_number_with_a_hundred_thousand_spaces_is_refused_quickly(read: Callable[[str], object]) -> None:
    with pytest.raises(Unusable):
        read(f"1{' ' * 100_000}x")
