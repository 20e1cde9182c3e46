"""Alerts are facts: a ledger with one row for each rung that a clock crosses, and its deliveries."""
