"""Whatever a journal entry contains, it is read as changes or recognised as invalid."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, MetaData, Table, Text

from tests.desk_fixtures import Hand
from tickets.actions.dispatch import rerate
from tickets.rules.words import Priority
from tickets.store import changes
from tickets.store.changes import fits, in_present_columns, read_changes
from tickets.store.queries.ticket_file import ticket_file
from tickets.store.tables import journal
from ui.ticket.timeline import timeline

GOOD = {"table": "tickets", "key": 1, "old": {"priority": "P2"}, "new": {"priority": "P1"}}
NONSENSE = [
    "1", "null", "{}", '"x"', "[{}]", "[1]", "[[]]", '[{"table": "tickets", "key": [], "new": {}}]',
    '[{"table": "tickets", "key": true, "new": {}}]', '[{"table": "tickets", "key": "1", "new": {}}]',
    '[{"table": {}, "key": 1, "new": {}}]', '[{"table": "tickets", "key": 1, "new": []}]',
    '[{"table": "tickets", "key": 1, "new": {}, "old": 7}]', "[" * 3000 + "]" * 3000, "[1" + "0" * 5000 + "]", "[", "",
]  # fmt: skip
UNFIT: list[dict[str, Any]] = [
    {"table": "clocks", "new": {"extended": "x"}, "old": {"extended": 1}},
    {"new": {"priority": "P9"}, "old": {"priority": "P2"}},
    {"new": {"zone": []}, "old": {"zone": "urban"}},
    {"new": {"opened": 9 * 10**15}, "old": {"opened": 0}},
    {"new": {"opened": "x"}, "old": {"opened": 0}},
    {"new": {"resolution": "\ud800"}, "old": {"resolution": ""}},
    {"new": {"held": "yes"}, "old": {"held": False}},
    {"new": {"priority": "P1"}, "old": {}},
    {"table": "elsewhere"},
]

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["table", "key", "new", "old"]) | st.text(), inner),
)


@pytest.mark.parametrize("text", NONSENSE)
def test_a_malformed_list_of_changes_is_not_read(text: str) -> None:
    assert read_changes(text) is None


@given(anything)
def test_any_json_is_read_as_changes_or_recognised_as_malformed(told: object) -> None:
    changes = read_changes(json.dumps(told))
    assert changes is None or all(fits(change) in (True, False) for change in changes)


@pytest.mark.parametrize("unfit", UNFIT)
def test_values_that_no_column_holds_do_not_fit(unfit: dict[str, Any]) -> None:
    assert fits(GOOD)
    assert not fits({**GOOD, **unfit})


def test_the_changes_that_the_desk_writes_fit(hand: Hand) -> None:
    key = hand.log()
    hand.do(rerate(key, None, "急", priority=Priority.P1, dn=100))
    written = [change for entry in hand.rows(journal) for change in entry.changes]
    assert len(written) > 5
    assert all(map(fits, written))


@pytest.mark.on_both
@pytest.mark.parametrize("action", ["note", "rerate", "extend", "correct_time", "supervise"])
def test_a_ticket_with_malformed_journal_entries_is_still_shown(hand: Hand, action: str) -> None:
    key = hand.log()
    bad = [json.dumps([{**GOOD, **unfit}]) for unfit in UNFIT]
    with hand.desk.store.writing() as connection:
        if not hand.desk.store.is_sqlite:
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        for text in [*NONSENSE[:-2], *bad]:
            sign = "?" if hand.desk.store.is_sqlite else "%s"
            connection.exec_driver_sql(
                "INSERT INTO journal (id, at, seat, action, ticket_id, text, touched, changes, request) SELECT "
                f"max(id) + 1, 0, '', '{action}', {key}, '', '', {sign}, 'x' FROM journal",
                (text,),
            )
    file = hand.desk.read(ticket_file, key, hand.desk.now())
    assert file is not None
    assert len(file.journal) == 1 + len(NONSENSE[:-2] + bad)
    assert all(line.changes == () for line in file.journal[1:])
    assert timeline(file, {}) is not None


def test_a_row_journaled_by_an_older_version_gets_the_defaults_of_newer_columns(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    since, metadata = Column("door_note", Text, nullable=False, default="", server_default=""), MetaData()
    table = Table("tickets", metadata, Column("caller", Text, nullable=False, default=""), since, Column("lock", Text))
    monkeypatch.setattr(changes, "metadata", metadata)
    changes.given_to_all.cache_clear()
    assert in_present_columns(table.name, {"caller": "住户"}) == {"caller": "住户", "door_note": "", "lock": None}
    assert in_present_columns(table.name, {"door_note": "蓝门"}) == {"door_note": "蓝门", "lock": None}, (
        "what is told counts"
    )
    changes.given_to_all.cache_clear()
