"""Places are recognised in a caller's words, and the one where the fault is told from the others."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.recognition.hearing import NAMES, PLACES
from tickets.rules.place_words import PlaceNames, PlaceWords

MADE_UP = [
    PlaceWords(1, "甲乙镇", "甲乙镇", ("甲乙",)),
    PlaceWords(2, "丙庄新村", "甲乙镇"),
    PlaceWords(3, "丁庄", "甲乙镇"),
    PlaceWords(4, "丁庄", "戊己镇"),
    PlaceWords(5, "戊己镇", "戊己镇", ("戊己",)),
    PlaceWords(6, "大桥", "戊己镇"),
    PlaceWords(7, "子丑路"),
    PlaceWords(8, "G105", "", ("105国道",)),
    PlaceWords(9, "寅卯社区", "甲乙镇"),
    PlaceWords(10, "丙庄", "庚辛镇"),
]
PLACE_NAMES = PlaceNames(MADE_UP)


def heard(words: str) -> list[int]:
    return [each.key for each in PLACE_NAMES.heard(words)]


def sure(words: str) -> int | None:
    return next((each.key for each in PLACE_NAMES.heard(words) if each.sure), None)


@given(some.text(max_size=40))
def test_any_text_is_heard_without_an_error_and_at_most_one_place_is_sure(words: str) -> None:
    found = NAMES.heard(words)
    assert not any(each.sure for each in found[1:])
    assert len({each.key for each in found}) == len(found) <= 3


@given(some.sampled_from(PLACES))
def test_every_shipped_place_is_heard_by_its_name_and_sure_with_its_town_before_it(wanted: PlaceWords) -> None:
    assert wanted.key in [each.key for each in NAMES.heard(f"{wanted.town}{wanted.name}没水")]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("甲乙镇丁庄没水", 3),  # the town tells which
        ("丁庄没水", None),  # the name exists twice
        ("我是戊己镇的，丁庄村没水", 4),
        ("丙庄新村没水", 2),
        ("丙庄没水", None),  # a village of one town, and the short name of one in another
        ("甲乙镇丙庄没水", 2),
        ("甲乙镇没水", 1),
        ("甲乙的，没水", 1),
        ("甲乙师傅在吗", None),
        ("我叫大桥", None),
        ("大桥那边冒水", 6),
        ("大桥底下冒水", None),
        ("寅卯冒水", None),  # two characters that don't look like a place
        ("在寅卯冒水", 9),
        ("寅卯公园冒水", None),
        ("小丁庄没水", None),
        ("子丑路冒水", 7),
        ("105国道冒水", 8),
        ("G105冒水", 8),
        ("G1055冒水", None),
        ("1105国道冒水", None),
        ("子丑路和寅卯社区都没水", None),
        ("我是寅卯社区的，子丑路上冒水", 7),  # where the trouble is
        ("不是寅卯社区，是子丑路冒水", 7),
        ("不在寅卯社区，在子丑路冒水", 7),
        ("离寅卯社区不远，子丑路冒水", 7),
        ("寅卯社区没事，子丑路冒水", 7),
        ("寅卯社区到子丑路冒水", None),
        ("寅卯社区，水管爆了", 9),
        ("寅卯社区、子丑路停水", None),
        ("东阿镇寅卯社区没水", None),  # outside the service area
        ("不是东阿镇，寅卯社区没水", 9),
        ("在东阿县城，寅卯社区没水", 9),
        ("寅卯社区，不对，是子丑路冒水", 7),
        ("戊己的亲戚说，子丑路冒水", 7),
        ("戊己镇辰巳新村没水", None),  # perhaps another village, misspelt
        ("戊己镇辰巳庄没水", 5),
        ("在甲乙丽景冒水", None),
        ("寅卯路口冒水", 9),
        ("没水", None),
    ],
)
def test_a_place_is_sure_when_the_words_leave_no_other(words: str, wanted: int | None) -> None:
    assert sure(words) == wanted


def test_the_sure_place_comes_first_then_the_last_mentioned() -> None:
    assert heard("寅卯社区和丙庄新村都没水") == [2, 9]
    assert heard("我是寅卯社区的，子丑路冒水") == [7, 9]
