"""Alerts are facts: a ledger with one row for each rung a clock crosses, and the watch that writes it."""
