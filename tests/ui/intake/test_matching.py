"""Places and faults are found by typed text, and recommended by the caller's words."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.ui.intake.said import SAID
from tickets.rules.words import FaultGroup, Priority, Zone
from tickets.store.queries.lookups import Place
from tickets.store.rows import Fault
from tickets.store.seed import fault_rows, place_rows
from ui.intake.matching import (
    Findable,
    Fit,
    exactly,
    findable,
    findable_fault,
    findable_place,
    fold,
    new_place,
    other_names,
    ranked,
    recommended,
    spoken_of,
)


def place(key: int, row: dict[str, Any]) -> Place:
    return Place(
        key, row["name"], row["town"], row["zone"], row["kind"], row["aliases"], row["pinyin"], row["initials"], True
    )


def fault(row: dict[str, Any]) -> Fault:
    named = ("code", "name", "fault_group", "priority", "isolate", "customer_side", "words", "advice", "position")
    return Fault(*(row[name] for name in named), active=True)


PLACES = [place(key, row) for key, row in enumerate(place_rows(), start=1)]
FINDABLE_PLACES = [findable_place(each) for each in PLACES]
FAULTS = [fault(row) for row in fault_rows()]
FINDABLE_FAULTS = [findable_fault(each) for each in FAULTS]

few = some.text("ab东阿胶社区 ", max_size=4)
findables = some.lists(
    some.builds(
        lambda names, more: findable(object(), names, more),
        some.lists(few, min_size=1, max_size=3).filter(lambda names: bool(fold(names[0]))),
        some.lists(few, max_size=2),
    ),
    max_size=8,
)


@given(few, findables)
def test_every_match_has_the_right_kind_and_better_kinds_come_first(typed: str, things: list[Findable[Any]]) -> None:
    needle, found = fold(typed), ranked(typed, things, at_most=99)
    by_thing = {id(each.thing): each for each in things}
    fits = [match.fit for match in found]
    assert fits == sorted(fits)
    for match in found:
        names, aliases = by_thing[id(match.thing)].names, by_thing[id(match.thing)].aliases
        assert {
            Fit.PREFIX: any(name.startswith(needle) for name in names),
            Fit.CONTAINS: any(needle in name for name in names),
            Fit.ALIAS: any(needle in name for name in aliases),
            Fit.SAID: any(name in needle for name in (*names, *aliases)),
        }[match.fit]


@given(few, findables)
def test_everything_with_the_typed_words_in_its_name_is_found(typed: str, things: list[Findable[Any]]) -> None:
    needle = fold(typed)
    wanted = [each for each in things if needle and any(needle in name for name in (*each.names, *each.aliases))]
    found = [id(match.thing) for match in ranked(typed, things, at_most=99)]
    assert {id(each.thing) for each in wanted} <= set(found)
    assert len(found) == len(set(found))


@given(some.text(max_size=40))
def test_any_text_can_be_matched_without_an_error(typed: str) -> None:
    ranked(typed, FINDABLE_PLACES)
    exactly(typed, FINDABLE_PLACES)
    recommended(typed, FINDABLE_FAULTS)
    assert new_place(typed, PLACES[:10], None)[2] in Zone


@given(some.sampled_from(PLACES))
def test_a_place_is_found_by_its_name_its_pinyin_and_its_initials(wanted: Place) -> None:
    for typed in (wanted.name, wanted.pinyin, wanted.initials.upper(), f" {wanted.name} "):
        assert wanted in [match.thing for match in ranked(typed, FINDABLE_PLACES, at_most=60)]


def test_the_whole_name_comes_before_longer_ones() -> None:
    assert ranked("刘集", FINDABLE_PLACES)[0].thing.name == "刘集镇"
    assert ranked("nhsq", FINDABLE_PLACES)[0].thing.name == "南湖社区"


def test_places_are_found_in_a_longer_text_the_last_mention_first() -> None:
    found = ranked("铜城街道南湖社区 3 号楼", FINDABLE_PLACES)
    assert [(match.thing.name, match.fit) for match in found][:2] == [("南湖社区", Fit.SAID), ("铜城街道", Fit.SAID)]
    assert [each.name for each in spoken_of("我在铜城街道，南湖社区水管爆了", FINDABLE_PLACES)] == [
        "南湖社区",
        "铜城街道",
    ]


def test_an_ambiguous_place_name_is_no_exact_match() -> None:
    twins = [
        findable_place(place(key, {**place_rows()[10], "town": town})) for key, town in enumerate(("甲镇", "乙镇"))
    ]
    assert exactly(twins[0].thing.name, twins) is None
    assert exactly(twins[0].thing.name, twins[:1]) is twins[0].thing


CALLED_BY_NAME = {
    "文化街路上冒水，爆管了": "爆管",
    "前面路上在冒水，估计是爆管": "爆管",
    "家里没水，外面爆管了": "爆管",
    "是爆管了，有水柱，路上结冰": "爆管",
    "地上冒水，路面塌陷了": "路面塌陷",
    "墙根潮湿，怀疑暗漏，地面也潮湿": "暗漏",
    "水有异味，还有点黄": "水质浑浊/异味",
    "施工把管道挖断，爆管了": "第三方挖断",
    # asked, hearsay, or over
    "家里停水了，是不是爆管了": "无水",
    "会不会是爆管啊，水压低": "水压低",
    "听说前面爆管了，我家没水": "无水",
    "上次爆管修过的地方又渗水了": "明漏",
    "听邻居说爆管了，家里没水": "无水",
    "你们通知说爆管停水，什么时候来水": "无水",
    "是爆管还是停水啊，家里一滴水没有": "无水",
    "因为爆管停水了吗": "无水",
    # feared, or a comparison
    "担心爆管，水管冻住了": "立管冻",
    "消火栓被撞了，像爆管一样喷": "消火栓故障",
    # an ordinary word, and no name
    "其他人家也没水": "无水",
    "路上冒水，不是爆管": "明漏",
    "小区里渗水了": "明漏",
    "家里没有水了": "无水",
    "一点水都没有": "无水",
    "没有水了，是不是爆管": "无水",
    "没有水压，水压低": "水压低",
    "管道爆了": "爆管",
    "门口塌了": "路面塌陷",
}


def test_a_fault_mentioned_by_name_ranks_above_one_that_is_only_described() -> None:
    first = {words: recommended(words, FINDABLE_FAULTS)[0].name for words in CALLED_BY_NAME}
    assert first == CALLED_BY_NAME


@pytest.mark.parametrize("words", ["", "你好", "hello", "12345"])
def test_empty_words_recommend_no_fault(words: str) -> None:
    assert recommended(words, FINDABLE_FAULTS) == []


def test_every_phrase_of_the_shipped_faults_recommends_its_own_fault() -> None:
    strays = [
        (phrase, each.name)
        for each in FAULTS
        for phrase in other_names(each.words)
        if recommended(phrase, FINDABLE_FAULTS)[:1] != [each]
    ]
    assert strays == []


@pytest.mark.parametrize(
    ("typed", "zone", "wanted"),
    [
        ("刘集镇 某新庄", None, ("某新庄", "刘集镇", Zone.RURAL)),
        ("刘集某新庄", None, ("某新庄", "刘集镇", Zone.RURAL)),
        ("水厂宿舍", None, ("水厂宿舍", "", Zone.URBAN)),
        ("水厂宿舍", Zone.RURAL, ("水厂宿舍", "", Zone.RURAL)),
        ("刘集镇", None, ("刘集镇", "", Zone.URBAN)),
    ],
)
def test_a_new_place_gets_its_town_from_its_name(typed: str, zone: Zone | None, wanted: tuple[str, str, Zone]) -> None:
    towns = [each for each in PLACES if each.kind == "town"]
    assert new_place(typed, towns, zone) == wanted


def test_recommended_faults_for_sample_sentences_have_high_precision_and_recall(
    capsys: pytest.CaptureFixture[str],
) -> None:
    recommendations = {
        words: next((fault.code for fault in recommended(words, FINDABLE_FAULTS)), "") for words, _ in SAID
    }
    wrong = [
        (words, meant, recommendations[words])
        for words, meant in SAID
        if recommendations[words] and recommendations[words] != meant
    ]
    missed = [(words, meant) for words, meant in SAID if meant and not recommendations[words]]
    given, wanted = sum(map(bool, recommendations.values())), sum(bool(meant) for _, meant in SAID)
    precision, recall = 1 - len(wrong) / given, (given - len(wrong)) / wanted
    with capsys.disabled():
        print(f"\n{len(SAID)} sentences: precision {precision:.3f}, recall {recall:.3f}")
    assert precision >= 0.97, wrong
    assert recall >= 0.95, missed


@pytest.mark.parametrize("words", ["又漏了", "昨天修的那个地方又漏了", "水管没爆", "阀门没坏", "不是爆管"])
def test_partial_phrases_and_negations_recommend_no_fault(words: str) -> None:
    assert recommended(words, FINDABLE_FAULTS) == []


def made_up(*faults: str) -> list[Findable[Fault]]:
    """Faults for this test alone, each with its name and its phrases separated by spaces."""
    return [
        findable_fault(Fault(name, name, FaultGroup.MAIN, Priority.P2, False, False, " ".join(said), "", 0, True))
        for name, *said in (each.split() for each in faults)
    ]


def heard(words: str, *faults: str) -> list[str]:
    return [each.name for each in recommended(words, made_up(*faults))]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("甲乙丙丁", True),
        ("甲乙一丙丁", True),
        ("快来甲乙一二三丙丁了", True),
        ("快来甲乙一二三四丙丁了", False),
        ("丙丁甲乙", False),
        ("甲乙一二", False),
        ("一二丙丁", False),
    ],
)
def test_a_phrase_counts_with_up_to_three_characters_after_its_first_word(words: str, said: bool) -> None:
    assert heard(words, "子丑 甲乙丙丁") == (["子丑"] if said else [])


def test_a_phrase_of_three_characters_is_said_only_contiguously_and_never_overlaps_itself() -> None:
    assert heard("甲乙丙", "子丑 甲乙丙") == ["子丑"]
    assert heard("甲乙一丙", "子丑 甲乙丙") == []
    assert heard("甲甲甲", "子丑 甲甲甲甲") == []


def test_a_pair_of_characters_counts_only_if_it_is_a_word_of_the_fault() -> None:
    others = ("午未", "申酉")
    assert heard("听说子丑", "子丑", *others) == [], "of three faults a pair tells too little"
    assert heard("听说子丑", "子丑", *others, "戌亥") == ["子丑"]
    assert heard("寅卯", "子丑 寅卯辰 寅卯巳", *others) == ["子丑"]
    assert heard("寅卯", "子丑 寅卯辰", *others, "戌亥") == [], "it is in one phrase only"


def test_a_pair_that_more_than_two_faults_share_tells_nothing() -> None:
    others = [f"午{last}" for last in "未申酉戌亥辰巳"]
    assert heard("听说子丑", "子丑", "子丑寅", *others) == ["子丑", "子丑寅"]
    assert heard("听说子丑", "子丑", "子丑寅", "子丑卯", *others) == []


def test_the_longer_name_ranks_first_and_less_than_half_of_the_best_is_left_out() -> None:
    assert heard("甲乙丙丁戊", "甲乙 甲乙己庚", "丙丁戊") == ["丙丁戊", "甲乙"]
    assert heard("甲乙丙丁。戊己", "子丑 戊己", "寅卯 甲乙丙丁") == ["寅卯", "子丑"]
    assert heard("甲乙丙丁庚。戊己", "子丑 戊己", "寅卯 甲乙丙丁庚") == ["寅卯"]
    assert heard("甲乙，丙丁，戊己，庚辛", "甲乙", "丙丁", "戊己", "庚辛") == ["甲乙", "丙丁", "戊己"]


def test_one_character_names_nothing_in_a_longer_text() -> None:
    assert heard("水有味", "浑浊/味") == []
    assert heard("水浑浊", "浑浊/味") == ["浑浊/味"]
    assert heard("药", "药", "午未", "申酉", "戌亥") == []
    assert ranked("王庄村口", [findable("x", ["村"])]) == []
    assert ranked("王庄村口", [findable("x", ["王庄"])]) != []
    assert ranked("我在nhsq", FINDABLE_PLACES) == [], "pinyin is typed, not said"
