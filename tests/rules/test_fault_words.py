"""Faults are recognised in a caller's words by their names and phrases; one that is sure is told from a guess."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.recognition.hearing import FAULTS, VOCABULARY
from tickets.rules.fault_words import FaultVocabulary, FaultWords
from tickets.rules.words import FaultGroup

NAMES = {fault.key: fault.name for fault in FAULTS}


def named(words: str) -> list[str]:
    """Return the names of the shipped faults that are heard."""
    return [NAMES[each.key] for each in VOCABULARY.heard(words)]


def sure(words: str) -> str | None:
    """Return the code of the fault that is filled in without asking; None for none."""
    return next((each.key for each in VOCABULARY.heard(words) if each.sure), None)


@given(some.text(max_size=40))
def test_any_text_is_heard_without_an_error_and_at_most_one_fault_is_sure(words: str) -> None:
    heard_now = VOCABULARY.heard(words)
    assert [each.sure for each in heard_now].count(True) <= 1
    assert not any(each.sure for each in heard_now[1:])


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("水管爆了", "burst_main"),
        ("爆管了", "burst_main"),
        ("是不是爆管了", None),
        ("怕爆管", None),
        ("水管没爆，就是没水", "no_water"),
        ("水管爆了，说错了，不是水管爆了", None),  # denied afterwards
        ("水有点黄", "cloudy_water"),
        ("水又黄又臭", "cloudy_water"),
        ("自来水管子爆了", "burst_main"),
        ("消防栓没水", "hydrant"),  # the longer phrase hides 没水
        ("水管爆了，家里没水", "burst_main"),  # what the household notices follows from it
        ("消火栓被撞，喷水", "hydrant"),  # a main's phrase yields to the thing that was named
        ("马桶漏水，水表也不转", None),  # two faults
        ("下水道往外冒水", None),
        ("井盖倒是在，就是里面冒水", None),  # the words hint more strongly at something else
        ("水压够不够", None),
        ("明天停水", None),
        ("换水表以后水小了", "low_pressure"),
        ("谢谢，水管爆了的事处理得快", None),
        ("想问问停水怎么办", None),
        ("您好，村委会门口路上一直往外冒水，两个多小时了，麻烦快派人来", "visible_leak"),  # ordinary words beside it
        ("路上冒水，量水仪读数偏高", None),  # something else was said, too
        ("水管爆了，不对", None),  # taken back
        ("暖气漏水", "behind_meter"),
        ("自家水管裂了", None),  # not a main
    ],
)
def test_a_fault_is_sure_when_one_was_reported_and_nothing_speaks_against_it(words: str, wanted: str | None) -> None:
    assert sure(words) == wanted


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
    "担心爆管，水管冻住了": "管道冻堵",
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
    first = {words: named(words)[0] for words in CALLED_BY_NAME}
    assert first == CALLED_BY_NAME


@pytest.mark.parametrize("words", ["", "你好", "hello", "12345"])
def test_empty_words_recommend_no_fault(words: str) -> None:
    assert named(words) == []


def test_every_phrase_of_the_shipped_faults_recommends_its_own_fault() -> None:
    strays = [(phrase, each.name) for each in FAULTS for phrase in each.phrases if named(phrase)[:1] != [each.name]]
    assert strays == []


@pytest.mark.parametrize("words", ["又漏了", "昨天修的那个地方又漏了", "水管没爆", "阀门没坏", "不是爆管"])
def test_partial_phrases_and_negations_recommend_no_fault(words: str) -> None:
    assert named(words) == []


def heard(words: str, *faults: str) -> list[str]:
    """Return what is heard of faults made up for the test, each with its name and its phrases parted by spaces."""
    made_up = [
        FaultWords(name, name, FaultGroup.MAIN, tuple(said)) for name, *said in (each.split() for each in faults)
    ]
    return [each.key for each in FaultVocabulary(made_up).heard(words)]


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
    assert heard("甲乙丙丁庚。戊己", "子丑 戊己辛 戊己壬", "寅卯 甲乙丙丁庚") == ["寅卯"]
    assert heard("甲乙，丙丁，戊己，庚辛", "甲乙", "丙丁", "戊己", "庚辛") == ["甲乙", "丙丁", "戊己"]


def test_one_character_names_nothing() -> None:
    assert heard("水有味", "浑浊/味") == []
    assert heard("水浑浊", "浑浊/味") == ["浑浊/味"]
    assert heard("药", "药", "午未", "申酉", "戌亥") == []
