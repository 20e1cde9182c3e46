"""Any text is accepted as a phone number, and nothing the caller said is lost."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets.rules.phones import Phone, PhoneKind, is_plain_mobile, normalise, shown_phone

MOBILE, LANDLINE, UNKNOWN = PhoneKind

mobiles = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
locals_ = st.from_regex(r"[2-8][0-9]{6}", fullmatch=True)
FULL_WIDTH = str.maketrans("0123456789+-()", "０１２３４５６７８９＋－（）")


@pytest.mark.parametrize(
    "text",
    [
        "13800000001",
        " 138 0000 0001 ",
        "138-0000-0001",
        "138—0000—0001",
        "+86 0138 0000 0001",
        "86-013800000001",
        "138\u200b0000\u200b0001",
        "\u2060+ 86 138\u00ad00000001",
        "0086-138-0000-0001",
        "(+86)13800000001",
        "１３８００００　０００１",
        "13800000001\n",
        "138\u202e0000\x000001",
    ],
)
def test_a_mobile_number_is_recognised_in_any_spelling(text: str) -> None:
    assert normalise(text) == Phone(MOBILE, "13800000001", "138 0000 0001")


@pytest.mark.parametrize(
    "text",
    [
        "328 0212",
        "0635 3280212",
        "(0635)3280212",
        "（０６３５）３２８０２１２",
        "+86-0635-3280212",
        "00866353280212",
        "866353280212",
        "8606353280212",
    ],
)
def test_a_local_landline_gets_its_area_code(text: str) -> None:
    assert normalise(text) == Phone(LANDLINE, "06353280212", "0635-3280212")


@pytest.mark.parametrize(
    ("text", "display"),
    [
        ("01062345678", "010-62345678"),
        ("021 6234 5678", "021-62345678"),
        ("053188888888", "0531-88888888"),
        ("0533-2345678", "0533-2345678"),
    ],
)
def test_other_towns_keep_their_area_codes(text: str, display: str) -> None:
    assert normalise(text) == Phone(LANDLINE, display.replace("-", ""), display)


@pytest.mark.parametrize(
    "text",
    [
        "3280212转801",
        "3280212 转 801",
        "0635-3280212-801",
        "3280212 分机801",
        "3280212 分机：801",
        "3280212－801",
        "3280212 ext. 801",
        "3280212x801",
        "3280212#801",
    ],
)
def test_an_extension_is_kept_beside_the_number(text: str) -> None:
    assert normalise(text) == Phone(LANDLINE, "06353280212", "0635-3280212 转 801", "801")


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("", ""),
        ("不肯说", ""),
        ("12345", "12345"),
        ("4001234567", "4001234567"),
        ("1380000000", "1380000000"),
        ("10380000000", "10380000000"),
        ("+1 212 555 0100", "12125550100"),
        ("0635-328021", "0635328021"),
        ("0635-32802121", "063532802121"),
        ("'; DROP TABLE calls; --", ""),
        ("📞3280", "3280"),
    ],
)
def test_text_that_is_no_phone_number_is_kept_unchanged(text: str, digits: str) -> None:
    assert normalise(text) == Phone(UNKNOWN, digits, text)


@pytest.mark.parametrize(
    ("text", "kind", "digits"),
    [
        ("邻居 13800000001", MOBILE, "13800000001"),
        ("物业3280212", LANDLINE, "06353280212"),
        ("13800000001（门卫）", MOBILE, "13800000001"),
        ("3号楼 13800000001", MOBILE, "13800000001"),
        ("13800000001 12号楼", MOBILE, "13800000001"),
    ],
)
def test_a_number_among_words_is_recognised_and_the_words_are_kept(text: str, kind: PhoneKind, digits: str) -> None:
    assert normalise(text) == Phone(kind, digits, text)


@pytest.mark.parametrize(
    "parting", ["/", " / ", "、", "，", ",", "；", "; ", " ", "\u3000", "或", " 或者 ", "\n", "\t", "和", "|"]
)
@pytest.mark.parametrize(
    ("first", "second"),
    [("13800000001", "13900000002"), ("138 0000 0001", "3280212"), ("0635-3280212转801", "+86 139-0000-0002")],
)
def test_two_numbers_in_one_field_are_both_recognised(first: str, second: str, parting: str) -> None:
    one, two = normalise(first), normalise(second)
    phone = normalise(first + parting + second)
    assert (phone.digits, phone.others) == (one.digits, (two.digits,))
    assert phone.own == (one.digits, two.digits)
    assert phone.display == f"{one.display} / {two.display}"


@pytest.mark.parametrize(
    ("text", "display"),
    [
        ("13800000001-3280212", "138 0000 0001 / 0635-3280212"),
        ("13800000001——13900000002", "138 0000 0001 / 139 0000 0002"),
        ("13800000001（3280212）", "138 0000 0001 / 0635-3280212"),
        ("(0635)3280212(13800000001)", "0635-3280212 / 138 0000 0001"),
        ("13800000001.13900000002", "138 0000 0001 / 139 0000 0002"),
        ("+8613800000001+8613900000002", "138 0000 0001 / 139 0000 0002"),
        ("3280212-3280213", "0635-3280212 / 0635-3280213"),
        ("138-0000-0001-139-0000-0002", "138 0000 0001 / 139 0000 0002"),
        ("0635-3280212-0635-3280213", "0635-3280212 / 0635-3280213"),
        ("3280212-12-13800000001", "0635-3280212 转 12 / 138 0000 0001"),
    ],
)
def test_two_numbers_separated_by_a_character_used_within_numbers_are_both_recognised(text: str, display: str) -> None:
    phone = normalise(text)
    assert (phone.display, phone.own) == (display, normalise(display).own)
    assert len(phone.own) == 2


def test_a_number_after_a_dialling_prefix_is_recognised() -> None:
    assert normalise("17951-13800000001").own == ("13800000001",)
    assert normalise("+1 380 000 0001").kind is UNKNOWN, "and one of another country is none"


def test_a_repeated_number_counts_once_and_a_third_number_is_kept() -> None:
    assert normalise("13800000001、013800000001") == Phone(MOBILE, "13800000001", "138 0000 0001")
    three = normalise("13800000001/13900000002/3280212")
    assert (three.own[1:], three.display) == (
        ("13900000002", "06353280212"),
        "138 0000 0001 / 139 0000 0002 / 0635-3280212",
    )


def test_words_beside_two_numbers_are_kept() -> None:
    phone = normalise("王 13800000001 李 13900000002")
    assert (phone.own, phone.display) == (("13800000001", "13900000002"), "王 13800000001 李 13900000002")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "无",
        "不详",
        "没说",
        "不肯说",
        "未知号码",
        "0",
        "000",
        "00000000",
        "3号楼",
        "没说，住12号楼",
        "anonymous",
        "12",
    ],
)
def test_text_without_digits_identifies_no_caller(text: str) -> None:
    assert normalise(text).own == ()


@pytest.mark.parametrize("text", ["110", "119", "12345", "0635-12345", "95598", "10086", "96777", "１２３４５"])
def test_a_number_shared_by_many_does_not_identify_a_caller(text: str) -> None:
    phone = normalise(text)
    assert (phone.kind, phone.own, phone.holder, phone.shared) == (UNKNOWN, (phone.digits,), (), True)


@pytest.mark.parametrize("text", ["612345", "4001234567", "1380000000", "+1 212 555 0100"])
def test_a_number_of_unknown_kind_still_identifies_its_caller(text: str) -> None:
    assert normalise(text).own == normalise(text).holder == (normalise(text).digits,)


@given(st.text())
def test_any_text_is_accepted_and_no_digit_is_invented(text: str) -> None:
    phone = normalise(text)
    assert phone.digits == "" or phone.digits.isdecimal()
    assert phone.display or not text.strip() or phone.digits == ""


@given(st.text(alphabet="0123456789+-() 转#xe０１８－", max_size=30))
def test_what_is_shown_reads_back_as_the_same_number(text: str) -> None:
    phone = normalise(text)
    again = normalise(phone.display)
    assert (again.kind, again.digits, again.others, again.extension, again.own) == (
        phone.kind, phone.digits, phone.others, phone.extension, phone.own
    )  # fmt: skip
    assert again.display == phone.display


@given(
    st.lists(st.one_of(mobiles, locals_.map("0635".__add__), st.from_regex(r"010[2-9][0-9]{7}", fullmatch=True)),
             min_size=2, max_size=4, unique=True),
    st.sampled_from(["/", "、", ",", ";", " ", "或", "\n", " / "]),
    st.lists(st.sampled_from(["", "+86", "0086 ", "86"]), min_size=4, max_size=4),
    st.booleans(),
)  # fmt: skip
def test_any_numbers_are_found_in_any_written_form(
    numbers: list[str], parting: str, codes: list[str], wide: bool
) -> None:
    text = parting.join(code + number for code, number in zip(codes, numbers, strict=False))
    assert normalise(text.translate(FULL_WIDTH) if wide else text).own == tuple(numbers)


@given(st.text(alphabet="0123456789年月日号楼单元:- ./、", max_size=24))
def test_every_recognised_number_occurs_in_the_text_as_written(text: str) -> None:
    phone = normalise(text)
    if phone.kind is not UNKNOWN:
        written = re.sub("[^0-9]", "", text)
        for digits in phone.own:
            assert digits.removeprefix("0635") in written or digits.removeprefix("0") in written


@pytest.mark.parametrize("text", ["2026-11-21 08:00", "11号楼3单元201", "3715240012", "DN300", "0.35 MPa", "1" * 22])
def test_text_without_a_number_gives_none(text: str) -> None:
    assert normalise(text).kind is UNKNOWN


@given(mobiles, st.sampled_from(["", "+86", "0086 ", "86", "+86-", "0", "+860"]), st.booleans())
def test_country_codes_and_full_width_digits_give_the_same_mobile_number(number: str, code: str, wide: bool) -> None:
    text = (code + number).translate(FULL_WIDTH) if wide else code + number
    assert (normalise(text).kind, normalise(text).digits) == (MOBILE, number)


@given(locals_, st.sampled_from(["", "0635", "0635-", "+86635", "0086 0635 ", "86 0635"]))
def test_the_area_code_gives_the_same_landline_number(number: str, code: str) -> None:
    assert normalise(code + number) == Phone(LANDLINE, f"0635{number}", f"0635-{number}")


def test_phone_texts_of_ten_thousand_characters_are_read() -> None:
    assert normalise("1" * 10_000).digits == "1" * 10_000
    assert normalise("- " * 5_000).kind is UNKNOWN
    assert normalise("转" * 10_000 + "x") == Phone(UNKNOWN, "", "转" * 10_000 + "x")


def test_a_foreign_number_is_not_mistaken_for_a_domestic_one() -> None:
    foreign = normalise("+1 415 555 2671")
    assert (foreign.kind, foreign.display) == (PhoneKind.UNKNOWN, "+1 415 555 2671")


@given(mobiles | locals_ | st.text(max_size=14))
def test_a_plain_mobile_number_is_stored_unchanged_and_contains_no_other_number(text: str) -> None:
    if is_plain_mobile(text):
        assert (normalise(text).digits, normalise(text).others) == (text, ())
    else:
        assert re.fullmatch("1[3-9][0-9]{9}", text) is None


@pytest.mark.parametrize(
    ("text", "shown"),
    [("13800000001", "138 0000 0001"), ("+86 138-0000-0001", "138 0000 0001"), ("没有留电话", "没有留电话"), ("", "")],
)
def test_a_list_shows_the_usual_form_of_a_number_and_words_as_they_are(text: str, shown: str) -> None:
    assert shown_phone(text) == shown


@pytest.mark.parametrize(("length", "identifies"), [(2, False), (3, True), (20, True), (21, False)])
def test_unrecognised_digits_identify_a_caller_if_they_are_as_long_as_a_phone_number(
    length: int, identifies: bool
) -> None:
    digits = "4719" * 6
    assert normalise(digits[:length]).own == ((digits[:length],) if identifies else ())
