"""The check: verifies from the stored values that the database's invariants hold."""
