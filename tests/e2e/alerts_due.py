"""The alerts expected in the ledger, computed from the clocks and rungs without the program's rules."""

import math

import psycopg

Key = tuple[int, int, int, str]

_CLOCKS = 'SELECT id, term, stage, priority, started + held, "limit" + extended, stopped FROM clocks'
_RUNGS = "SELECT id, stage, priority, share, after, roles FROM rungs WHERE until IS NULL"
_LEDGER = "SELECT clock_id, term, rung_id, recipient FROM alerts"


def expected(connection: psycopg.Connection, now: int) -> set[Key]:
    """Return clock, term, rung and recipient of each alert due by `now`, in seconds since 1970."""
    rungs = connection.execute(_RUNGS).fetchall()
    keys = set()
    for clock, term, stage, priority, started, allowance, stopped in connection.execute(_CLOCKS).fetchall():
        for rung, of_stage, of_priority, share, after, roles in rungs:
            if of_stage not in (None, stage) or of_priority not in (None, priority):
                continue
            instant = started + (allowance + after if share is None else math.floor(allowance * share / 100))
            if instant <= (now if stopped is None else stopped):
                keys |= {(clock, term, rung, role) for role in roles.split(",")}
    return keys


def ledger(connection: psycopg.Connection) -> list[Key]:
    """Return the same for each alert in the ledger."""
    return [tuple(row) for row in connection.execute(_LEDGER).fetchall()]


def sent(connection: psycopg.Connection) -> set[int]:
    """Return the ids of the alerts that a log must contain one by one."""
    found = connection.execute("SELECT id FROM alerts WHERE outcome = 'sent' AND digest_id IS NULL").fetchall()
    return {row[0] for row in found}
