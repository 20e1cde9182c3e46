"""Alembic's environment. tickets/store/schema.py passes it the connection."""

from typing import Any, Literal

from alembic import context
from sqlalchemy.types import TypeDecorator

from tickets.store.tables import TEXT_INDEXES, metadata


def _not_search(name: str | None, kind: str, *_rest: Any) -> bool:
    """Leave the full-text indexes, which SQLite keeps in tables of their own, out of comparisons."""
    return not (kind == "table" and name is not None and name.startswith(TEXT_INDEXES))


def _include_name(name: str | None, kind: str, _parents: Any) -> bool:
    return _not_search(name, kind)


def _render_item(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write the plain database type into a migration, so that it never depends on later code."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{type(item.impl_instance).__name__}()"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    include_name=_include_name,
    compare_type=False,
    render_item=_render_item,
)
with context.begin_transaction():
    context.run_migrations()
