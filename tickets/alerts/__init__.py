"""Alerts: a ledger with one row for each rung that a clock crosses, and the deliveries of its rows."""
