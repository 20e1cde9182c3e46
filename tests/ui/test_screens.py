"""Every screen of the list is covered wherever screens are listed again."""

import re
from collections import Counter
from pathlib import Path

from tests import test_import_rules
from ui.desks import DESKS, SCREENS
from ui.kit.resources import resource_path

ROOT = Path(__file__).parents[2]
MANUAL = (ROOT / "docs" / "manual.zh-CN.md").read_text(encoding="utf-8")
NUMBERS = "零一二三四五六七八九十"


def test_every_screen_has_a_key_and_a_picture_of_its_own() -> None:
    for value in ("key", "picture"):
        times = Counter(getattr(screen, value) for screen in SCREENS)
        assert [each for each, count in times.items() if count > 1] == [], f"two screens have this {value}"
    for screen in SCREENS:
        assert resource_path(f"icons/{screen.picture}.svg").exists(), f"{screen.name} needs an icon"


def test_the_import_rules_list_exactly_the_screens() -> None:
    assert {f"ui.{screen.name}" for screen in SCREENS} == test_import_rules.SCREENS


def test_the_manual_names_every_screen_with_its_key_and_picture() -> None:
    labels = dict(re.findall(r"^\| (F\d+)(?: / \S+)? \| ([^|]+) \|$", MANUAL, re.MULTILINE))
    for screen in SCREENS:
        assert screen.label in labels.get(screen.key, ""), (
            f"{screen.key} {screen.label} is missing in the table of keys"
        )
        assert f"pictures/{screen.name}-light.png" in MANUAL, f"{screen.name}: no picture in the manual"
        for scheme in ("light", "dark"):
            picture = ROOT / "docs" / "pictures" / f"{screen.name}-{scheme}.png"
            assert picture.exists(), f"{picture.name}: run make screens"
    assert f"窗口左边一列是{NUMBERS[len(DESKS)]}个台" in MANUAL
