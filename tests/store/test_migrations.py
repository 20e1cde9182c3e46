"""The schema is created and upgraded by migrations; it is exactly that of tables.py."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from sqlalchemy import inspect, select

from tests.desk_fixtures import Hand
from tickets.actions.dispatch import rerate
from tickets.actions.followup import callback, reopen
from tickets.actions.intake import CallDetails, answer_by_outage
from tickets.actions.outages import announce_outage, change_outage, withdraw_outage
from tickets.actions.undo import undo
from tickets.checking.invariants import check
from tickets.errors import Refused
from tickets.rules.words import CallbackResult, Priority, State
from tickets.settings import HOLD_REASONS
from tickets.store import seed
from tickets.store.engine import Store, make_engine
from tickets.store.queries.lookups import list_faults, list_limits, list_places, list_rungs, list_staff, setting
from tickets.store.rows import Ticket, one_row
from tickets.store.schema import alembic_config, open_store, schema_version, upgrade
from tickets.store.tables import calls, metadata, outages, tickets
from tickets.store.version import HEAD
from tickets.store.vocabulary import domain_words


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[Store]:
    """A store on an empty file."""
    store = Store(make_engine(f"sqlite:///{tmp_path / 'bare.db'}"))
    yield store
    store.close()


def shape(path: Path) -> list[tuple[str, str]]:
    with sqlite3.connect(path) as connection:
        return sorted(connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"))


def test_the_migrated_schema_matches_the_table_definitions(desk_url: str) -> None:
    store = open_store(desk_url)
    with store.writing() as connection:
        command.check(alembic_config(connection))
    store.close()


def columns_and_keys(store: Store) -> dict[str, Any]:
    """Return SQLite's description of every table of tables.py: columns with type and default, keys, indexes."""
    indexes = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY name"
    with store.reading() as connection:
        known: dict[str, Any] = {row.name: " ".join(row.sql.split()) for row in connection.exec_driver_sql(indexes)}
        for name in metadata.tables:
            for list_ in ("table_info", "foreign_key_list", "index_list"):  # their first column is only a counter
                found = connection.exec_driver_sql(f"PRAGMA {list_}({name})").all()
                known[f"{name} {list_}"] = sorted((row[1:] for row in found), key=repr)
        return known


def test_the_migrated_tables_have_the_columns_types_defaults_and_keys_of_tables_py(bare: Store, desk_url: str) -> None:
    with bare.writing() as connection:
        metadata.create_all(connection)
    migrated = open_store(desk_url)
    assert columns_and_keys(migrated) == columns_and_keys(bare)
    migrated.close()


def test_a_column_without_a_migration_is_detected(bare: Store) -> None:
    with bare.writing() as connection:
        upgrade(connection)
        connection.exec_driver_sql("ALTER TABLE tickets ADD COLUMN forgotten TEXT")
    with pytest.raises(Exception, match="forgotten"), bare.writing() as connection:
        command.check(alembic_config(connection))


def test_a_new_database_has_every_table_and_its_defaults(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'new.db'}")
    with store.reading() as connection:
        assert set(inspect(connection).get_table_names()) >= set(metadata.tables)
        assert schema_version(connection) == HEAD
        assert len(list_faults(connection)) == 20
        assert len(list_limits(connection)) == 18
        assert len(list_rungs(connection)) == 14
        assert len(list_places(connection)) >= 81
        assert len(list_staff(connection)) == 1
        assert setting(connection, HOLD_REASONS)
    store.close()


def test_upgrading_downgrading_and_upgrading_again_gives_the_same_schema(bare: Store, tmp_path: Path) -> None:
    path = tmp_path / "bare.db"
    with bare.writing() as connection:
        upgrade(connection)
    first = shape(path)
    with bare.writing() as connection:
        command.downgrade(alembic_config(connection), "base")
    assert [name for name, _ in shape(path)] == ["alembic_version"]
    with bare.writing() as connection:
        upgrade(connection)
    assert shape(path) == first


@pytest.mark.on_both
def test_answers_reratings_and_the_steps_that_asked_come_back_from_the_journal_after_a_downgrade(hand: Hand) -> None:
    answered, rerated, undone, new = (
        hand.bring_to(State.RESOLVED),
        hand.log(),
        hand.bring_to(State.RESOLVED),
        hand.log(),
    )
    hand.do(callback(answered, None, CallbackResult.UNSATISFIED))
    hand.do(reopen(answered, None, "又漏了"))
    hand.do(rerate(rerated, None, "不急", priority=Priority.P4))
    hand.do(callback(undone, None, CallbackResult.SATISFIED))
    hand.do(undo(undone, None))
    keys = (answered, rerated, undone, new)
    before = [hand.ticket(key) for key in keys]
    with suppress(ZeroDivisionError), hand.desk.store.writing() as connection:
        command.downgrade(alembic_config(connection), "0006")
        upgrade(connection)
        rows = connection.execute(select(tickets).where(tickets.c.id.in_(keys)).order_by(tickets.c.id)).all()
        violations = {each.invariant for each in check(connection, hand.desk.now())}
        raise ZeroDivisionError  # rolled back: the other tests use the same server
    assert [one_row(Ticket, row) for row in rows] == before
    assert (before[0].first_answer, before[1].reratings) == (CallbackResult.UNSATISFIED, 1)
    assert "journal_folds_to_rows" not in violations


@pytest.mark.on_both
def test_what_outages_told_and_answered_comes_back_from_the_journal_after_a_downgrade(hand: Hand) -> None:
    now = hand.desk.now()
    soon, later = now + timedelta(hours=1), now + timedelta(hours=3)
    extended = hand.do(announce_outage("文化街", "抢修", now, soon))
    hand.do(change_outage(extended, "文化街", "抢修", later))
    hand.do(withdraw_outage(hand.do(announce_outage("金光路", "", now))))
    hand.do(answer_by_outage(CallDetails("13800000000", words="没水"), extended))
    before = [hand.rows(table) for table in (outages, calls)]
    with suppress(ZeroDivisionError), hand.desk.store.writing() as connection:
        command.downgrade(alembic_config(connection), "0010")
        upgrade(connection)
        after = [connection.execute(select(table).order_by(table.c.id)).all() for table in (outages, calls)]
        violations = check(connection, now)
        raise ZeroDivisionError  # rolled back: the other tests use the same server
    assert after == before
    assert violations == []


def test_a_failed_upgrade_leaves_the_file_unchanged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_name: str) -> None:
        raise ZeroDivisionError

    path = tmp_path / "new.db"
    monkeypatch.setattr(seed, "load_toml", fail)
    with pytest.raises(ZeroDivisionError):
        open_store(f"sqlite:///{path}")
    assert shape(path) == []
    monkeypatch.undo()
    open_store(f"sqlite:///{path}").close()


def database_of(path: Path, *statements: str, blank: Path | None = None) -> Path:
    """Make a file of these statements, beginning with a copy of a database of the program if one is given."""
    if blank is not None:
        path.write_bytes(blank.read_bytes())
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)
    return path


def refusal_of(path: Path) -> str:
    """Return the sentence with which a file is refused, after checking that it was left alone."""
    before = path.read_bytes()
    with pytest.raises(Refused) as caught:
        open_store(f"sqlite:///{path}")
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]
    return caught.value.sentence


def test_a_database_of_a_newer_program_is_refused_and_left_alone(blank_file: Path, tmp_path: Path) -> None:
    newer = "UPDATE alembic_version SET version_num = '9999'"
    assert "更新版本" in refusal_of(database_of(tmp_path / "newer.db", newer, blank=blank_file))


def kept_words(path: Path) -> dict[str, list[str]]:
    with sqlite3.connect(path) as connection:
        [[text]] = connection.execute("SELECT words FROM domain_words")
    connection.close()
    return json.loads(text)  # type: ignore[no-any-return]


@pytest.mark.parametrize("kept", [None, "{}", "not JSON", "[]", '{"tickets.state": 5}', '{"tickets.state": [["new"]]}'])
def test_a_file_with_an_older_list_of_domain_words_gets_the_programs_list(
    blank_file: Path, tmp_path: Path, kept: str | None
) -> None:
    words = [] if kept is None else [f"CREATE VIEW domain_words AS SELECT '{kept}' AS words"]
    path = database_of(tmp_path / "older.db", "DROP VIEW domain_words", *words, blank=blank_file)
    open_store(f"sqlite:///{path}").close()
    assert kept_words(path) == domain_words()


def test_a_file_with_an_unknown_domain_word_is_refused_and_left_unchanged(blank_file: Path, tmp_path: Path) -> None:
    words = {**domain_words(), "deliveries.channel": ["log", "carrier pigeon", "screen"]}
    view = f"CREATE VIEW domain_words AS SELECT '{json.dumps(words)}' AS words"
    assert "更新版本" in refusal_of(
        database_of(tmp_path / "newer.db", "DROP VIEW domain_words", view, blank=blank_file)
    )


@pytest.mark.parametrize("has_migrations", [False, True])
def test_a_database_of_another_program_is_refused_and_not_touched(tmp_path: Path, has_migrations: bool) -> None:
    recipes = ("CREATE TABLE recipes (name TEXT)", "INSERT INTO recipes VALUES ('饺子')")
    migrations = ("CREATE TABLE alembic_version (version_num TEXT)", f"INSERT INTO alembic_version VALUES ('{HEAD}')")
    path = database_of(tmp_path / "theirs.db", *recipes, *(migrations if has_migrations else ()))
    assert "不是本程序的" in refusal_of(path)


def test_an_empty_file_becomes_a_desk(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    path.touch()
    open_store(f"sqlite:///{path}").close()
    assert shape(path)


@pytest.mark.parametrize("url", ["", "sqlite:/desk.db", "C:\\desk.db", "sqlite+nosuch:///x"])
def test_an_invalid_address_is_refused_in_a_sentence(url: str) -> None:
    with pytest.raises(Refused) as caught:
        open_store(url)
    assert "地址" in caught.value.sentence
