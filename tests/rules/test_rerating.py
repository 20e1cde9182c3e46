"""A request tells by its reason whether it was made by a merger into its ticket."""

import pytest

from tickets.rules.rerating import is_of_merger, merged_words

MERGED, MAIN = "20260120-0001", "20260120-0002"


@pytest.mark.parametrize(
    ("reason", "number", "is_one"),
    [
        (merged_words(MERGED, MAIN), MAIN, True),
        (f"{merged_words(MERGED, MAIN)}：同一处", MAIN, True),
        (merged_words(MERGED, MAIN), MERGED, False),
        (f"看过现场：{merged_words(MERGED, MAIN)}", MAIN, False),
        ("看过现场", MAIN, False),
        ("", MAIN, False),
    ],
)
def test_a_request_of_a_merger_names_the_kept_ticket_first(reason: str, number: str, is_one: bool) -> None:
    assert is_of_merger(reason, number) is is_one
