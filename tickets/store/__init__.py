"""Where SQLAlchemy lives: tables, rows, engine, queries, and the versions of the schema."""
