"""Places are found by their local pronunciation."""

import subprocess
import sys

import pytest

from tickets.store.pinyin import Speller, Spelling, full_pinyin, initials
from tickets.store.seed import load_toml


@pytest.mark.parametrize(
    ("name", "full", "first"),
    [
        ("东阿县", "dongexian", "dex"),
        ("阿胶社区", "ejiaoshequ", "ejsq"),
        ("单庄", "shanzhuang", "sz"),
        ("卜庄", "buzhuang", "bz"),
        ("茄李", "qieli", "ql"),
        ("石佛屯新村", "shifotunxincun", "sftxc"),
        ("张大人集", "zhangdarenji", "zdrj"),
        ("绿城", "lvcheng", "lc"),
        ("3号楼", "3haolou", "3hl"),
        ("Ｇ１０５", "g105", "g105"),
        (" 大 秦，新村 ", "daqinxincun", "dqxc"),
        ("", "", ""),
        ("，！😀", "", ""),
    ],
)
def test_a_name_is_spelled_as_it_is_typed(name: str, full: str, first: str) -> None:
    assert (full_pinyin(name), initials(name)) == (full, first)


def test_the_longest_matching_reading_is_used() -> None:
    speller = Speller({"单": "shan", "单县路": "dan xian lu"})
    assert speller.spell("单庄") == Spelling("shanzhuang", "sz")
    assert speller.spell("单县路") == Spelling("danxianlu", "dxl")


def test_without_own_readings_the_dictionary_is_used() -> None:
    assert Speller({}).spell("单庄 A2") == Spelling("danzhuanga2", "dza2")


def test_every_shipped_reading_has_a_syllable_for_each_character() -> None:
    for part, syllables in load_toml("pinyin")["readings"].items():
        assert len(syllables.split()) == len(part), part


def test_the_dictionary_is_loaded_only_when_a_name_is_spelled() -> None:
    script = "import sys, tickets.store.pinyin; sys.exit('pypinyin' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
