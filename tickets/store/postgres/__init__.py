"""Connects to a PostgreSQL server: engine, errors, clock, and how a command begins."""
