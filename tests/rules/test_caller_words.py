"""Words such as "又漏了" are told from those that name another fault or tell a story."""

import pytest

from tickets.rules.caller_words import says_again


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("又漏了", True),
        ("你好，昨天修的那个地方又漏了，快来看看", True),
        ("催一下，还没人来修", True),
        ("漏了", False),
        ("催缴的短信收到了", False),
        ("上次来换的新表，还是漏", False),
        ("我摔了一跤，门口那冰没人来撒盐", False),
    ],
)
def test_what_was_reported_before_is_meant_by_few_words_beside_ordinary_ones(words: str, meant: bool) -> None:
    assert says_again(words) is meant
