"""Places and faults are found by typed text."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tickets.rules.words import Zone
from tickets.store.pinyin import full_pinyin, initials
from tickets.store.queries.lookups import Place
from tickets.store.seed import place_rows
from ui.kit.matching import (
    Findable,
    Fit,
    alias_meant,
    exactly,
    findable,
    findable_place,
    fold,
    new_place,
    ranked,
)


def place(key: int, row: dict[str, Any]) -> Place:
    return Place(
        key, row["name"], row["town"], row["zone"], row["kind"], row["aliases"], row["pinyin"], row["initials"], True
    )


def fake(key: int, name: str, aliases: str = "") -> Place:
    return Place(key, name, "", Zone.URBAN, "", aliases, full_pinyin(name), initials(name), True)


PLACES = [place(key, row) for key, row in enumerate(place_rows(), start=1)]
FINDABLE_PLACES = [findable_place(each) for each in PLACES]

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
            Fit.SLIP: len(needle) > 1 and any(name[:1] == needle[:1] for name in (*names, *aliases)),
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


@pytest.mark.parametrize(
    "typed",
    ["gangmingxiaoqu", "guangmnigxiaoqu", "guangmimgxiaoqu", "guanggmingxiaoqu", "光明新区", "光名小区", "广明小区"],
    ids=[
        "left out",
        "exchanged",
        "another letter",
        "one too many",
        "another character",
        "same sound",
        "same sound too",
    ],
)
def test_one_slip_is_forgiven(typed: str) -> None:
    things = [findable_place(fake(1, "光明小区")), findable_place(fake(2, "文化街"))]
    assert [(match.thing.name, match.fit) for match in ranked(typed, things)] == [("光明小区", Fit.SLIP)]


@pytest.mark.parametrize("typed", ["gaxxmingxiaoqu", "xuangmingxiaoqu", "光大小院", "gma", "wenhuaj2"])
def test_more_than_a_slip_or_one_in_the_first_letter_is_none(typed: str) -> None:
    things = [findable_place(fake(1, "光明小区")), findable_place(fake(2, "文化街"))]
    assert ranked(typed, things) == []


def test_a_slip_is_looked_for_only_where_nothing_else_matches() -> None:
    things = [findable_place(fake(1, "文化街")), findable_place(fake(2, "文华街"))]
    assert [match.thing.name for match in ranked("文化街", things)] == ["文化街"]


@pytest.mark.parametrize("typed", ["老城", "laocheng", "lc", "laochng"])
def test_another_name_is_found_by_its_sound_too(typed: str) -> None:
    known = fake(1, "光明小区", aliases="老城根 东关")
    [match] = ranked(typed, [findable_place(known), findable_place(fake(2, "文化街"))])
    assert match.thing is known
    assert alias_meant("laocheng", known) == "老城根"
    assert exactly("lcg", [findable_place(known)]) is None


def test_what_is_used_more_comes_first_but_after_what_is_named_exactly() -> None:
    names = ("南湖", "南湖社区", "南湖新村")
    things = [findable_place(fake(key, name), use=key) for key, name in enumerate(names)]
    assert [match.thing.name for match in ranked("南湖", things)] == ["南湖", "南湖新村", "南湖社区"]


def test_an_ambiguous_place_name_is_no_exact_match() -> None:
    twins = [
        findable_place(place(key, {**place_rows()[10], "town": town})) for key, town in enumerate(("甲镇", "乙镇"))
    ]
    assert exactly(twins[0].thing.name, twins) is None
    assert exactly(twins[0].thing.name, twins[:1]) is twins[0].thing


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


def test_one_character_names_nothing_in_a_longer_text() -> None:
    assert ranked("王庄村口", [findable("x", ["村"])]) == []
    assert ranked("王庄村口", [findable("x", ["王庄"])]) != []
    assert ranked("我在nhsq", FINDABLE_PLACES) == [], "pinyin is typed, not said"
