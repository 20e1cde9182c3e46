"""The tables of the settings pages."""

from datetime import UTC, datetime

import pytest

from tickets.rules.ladder import Rung
from tickets.rules.words import Role, RungKind
from ui.settings.page_spec import EditRow
from ui.settings.pages import rung_page

NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("share", "after", "words"),
    [(70, None, "用掉时限的 70%"), (0, None, "用掉时限的 0%"), (None, 300, "超时后 5 分"), (None, None, "超时后 0 秒")],
)
def test_the_table_of_rungs_says_when_each_is_reached(share: int | None, after: int | None, words: str) -> None:
    rung = Rung(1, RungKind.ESCALATION, None, None, share, after, frozenset(Role), NOW)
    texts = [column.text(EditRow(1, rung), NOW) for column in rung_page().columns]
    assert words in texts
