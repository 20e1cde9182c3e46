"""Where SQLAlchemy lives: tables, engine, queries, feed and the schema's versions."""
