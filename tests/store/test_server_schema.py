"""The schema on a server is made by the same migrations, is exactly that of tables.py, and can be removed."""

from collections.abc import Iterator

import pytest
from alembic import command
from sqlalchemy import inspect

from tests.desk_fixtures import superuser
from tests.servers import Server
from tickets.store.engine import Store, make_engine
from tickets.store.schema import alembic_config, schema_version, upgrade
from tickets.store.tables import metadata
from tickets.store.version import HEAD

pytestmark = pytest.mark.slow
OURS = "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace"


@pytest.fixture
def empty(server: Server) -> Iterator[Store]:
    """A store on an empty database."""
    server.execute("CREATE DATABASE bare")
    store = Store(make_engine(server.url("bare"), credentials=superuser()))
    yield store
    store.close()
    server.execute("DROP DATABASE bare WITH (FORCE)")


def test_the_migrated_schema_matches_the_table_definitions(empty: Store) -> None:
    with empty.writing() as connection:
        upgrade(connection)
        assert schema_version(connection) == HEAD
        command.check(alembic_config(connection))


def test_partial_indexes_are_partial_on_a_server_too(empty: Store) -> None:
    with empty.writing() as connection:
        upgrade(connection)
        found = connection.exec_driver_sql("SELECT indexname FROM pg_indexes WHERE indexdef LIKE '%% WHERE %%'")
        partial = {index.name for table in metadata.tables.values() for index in table.indexes if _is_partial(index)}
        assert set(found.scalars()) == partial


def test_a_downgrade_leaves_nothing_behind(empty: Store) -> None:
    with empty.writing() as connection:
        upgrade(connection)
        command.downgrade(alembic_config(connection), "base")
        assert inspect(connection).get_table_names() == ["alembic_version"]
        assert connection.exec_driver_sql(OURS).all() == []


def _is_partial(index: object) -> bool:
    return index.dialect_options["sqlite"]["where"] is not None  # type: ignore[attr-defined]
