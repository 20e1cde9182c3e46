"""The line that explains how the search text was understood."""

from datetime import date

import pytest

from tickets.rules.search_query import understand
from tickets.store.queries.streams import Named
from ui.archive.search_explanation import understood

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "最近的工单在上面。"),
        ("#12", "按工单编号 20261123-0012 找。"),
        ("20261123", "找 2026-11-23 这一天的工单。"),
        ("20261123-00", "找编号以 20261123-00 开头的工单。"),
        ("13800000000", "按电话 138 0000 0000 找，也找这个户号。"),
        ("3280212", "按电话 0635-3280212 找，也找这个户号。"),
        ("1380000", "按电话开头 1380000 找，也找这个户号。"),
        ("8888", "按编号末尾、电话尾号 8888 找，来电内容里的也算。"),
        ("冒水", "找来电内容、地址、来电人里的“冒水”。"),
        ("昨天", "找 2026-11-22 来电的工单。"),
        ("上周", "找 2026-11-16 到 2026-11-22 来电的工单。"),
        ("昨天 8888 冒水", "同时符合：2026-11-22 来电 ＋ 编号末尾或电话尾号 8888 ＋ 话里有“冒水”。"),
        ("水 13800000000", "同时符合：地址里有“水” ＋ 电话或户号 138 0000 0000。"),
        ("水", "只在地址里找“水”；两个字以上才找来电内容。"),
    ],
)
def test_every_kind_of_search_has_an_explanation(typed: str, sentence: str) -> None:
    assert understood(understand(typed, TODAY), Named()) == sentence


def test_the_explanation_names_the_matched_places_and_faults() -> None:
    places = tuple((n, name) for n, name in enumerate(("前屯", "后屯", "前屯新村", "东前屯")))
    sentence = understood(understand("前屯", TODAY), Named(places, (("burst_main", "爆管"),)))
    assert sentence == "找地点“前屯”“后屯”“前屯新村”等 4 处，和故障“爆管”，和来电内容、地址、来电人里的“前屯”。"
    sentence = understood(understand("前屯", TODAY), Named(places[:3]))
    assert sentence == "找地点“前屯”“后屯”“前屯新村”，和来电内容、地址、来电人里的“前屯”。"


def test_the_explanation_says_what_each_of_several_words_matches() -> None:
    asked = understand("陈庄 明漏 二班 演示员", TODAY)
    named = (
        Named(places=((1, "陈庄新村"),)),
        Named(faults=(("visible_leak", "明漏"),)),
        Named(crews=((2, "二班"),)),
        Named(staff=((3, "演示员"),)),
    )
    assert understood(asked, *named).split(" ＋ ") == [
        "同时符合：地点“陈庄新村”或话里有“陈庄”",
        "故障“明漏”或话里有“明漏”",
        "班组“二班”（以前派过的也算）或话里有“二班”",
        "接电话的“演示员”或话里有“演示员”。",
    ]
