"""The clock of a test's database on a server: it stands still, and can be set while commands run."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import psycopg

from tests.staffed import StaffedDesk
from tickets.actions.command import Command
from tickets.actions.unit_of_work import UnitOfWork

BEFORE, WAITING = "before the command", "while it waits to begin"
BEGUN, DONE = "after it has begun", "before it is committed"

# A transaction keeps the time at which it began.
_CLOCK = """
CREATE TABLE test_clock (id bigint GENERATED ALWAYS AS IDENTITY, since timestamptz NOT NULL, at timestamptz NOT NULL);
INSERT INTO test_clock (since, at) VALUES ('-infinity', date_trunc('second', now()));
CREATE FUNCTION test_now() RETURNS timestamptz LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
AS 'SELECT at FROM test_clock ORDER BY id DESC LIMIT 1';
CREATE FUNCTION test_began() RETURNS timestamptz LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public
AS 'SELECT at FROM test_clock WHERE since <= now() ORDER BY id DESC LIMIT 1';
"""
_FUNCTIONS = """
SELECT pg_get_functiondef(oid) FROM pg_proc
WHERE pronamespace = 'public'::regnamespace AND prokind = 'f' AND proname NOT LIKE 'test_%'
  AND prosrc ~ '(clock_timestamp|now)\\(\\)' AND prosrc NOT LIKE '%pg_authid%'
"""
_POLICIES = """
SELECT format('ALTER POLICY %I ON %I', policyname, tablename), qual, with_check FROM pg_policies
WHERE schemaname = 'public' AND concat(qual, with_check) ~ '(clock_timestamp|now)\\(\\)'
"""
_SET = "INSERT INTO test_clock (since, at) SELECT {since}, test_now() + %s * interval '1 s'"


class ServerTime:
    """The time of the server of a staffed database, as its functions and policies read it."""

    def __init__(self, desk: StaffedDesk) -> None:
        """Let the database read this clock instead of the server's. Close it afterwards."""
        self._connection: psycopg.Connection = desk.server.connect(desk.database)
        self._connection.execute(_CLOCK)
        functions, policies = (self._connection.execute(each).fetchall() for each in (_FUNCTIONS, _POLICIES))
        assert functions and policies, "nothing would read this clock"
        for (statement,) in functions:
            self._connection.execute(_redirected(statement))
        for statement, using, check in policies:
            conditions = (("USING", using), ("WITH CHECK", check))
            parts = (f"{word} ({_redirected(condition)})" for word, condition in conditions if condition)
            self._connection.execute(" ".join((statement, *parts)))

    def __call__(self) -> datetime:
        """Return the server's time."""
        found = self._connection.execute("SELECT test_now()").fetchone()
        assert found is not None
        at: datetime = found[0]
        return at.astimezone(UTC)

    def advance(self, seconds: float = 0) -> None:
        """Set the clock forward, or back."""
        self._connection.execute(_SET.format(since="clock_timestamp()"), (seconds,))

    def setting_back(self, command: Command[Any], seconds: int, when: str) -> Command[Any]:
        """Return a command before which or during which the clock is set back."""
        if when == BEFORE:
            self.advance(-seconds)
        elif when == WAITING:  # each transaction has begun before
            self._connection.execute(_SET.format(since="'infinity'"), (-seconds,))

        def run(unit: UnitOfWork) -> Any:
            if when == BEGUN:
                self.advance(-seconds)
            result = command.run(unit)
            if when == DONE:
                self.advance(-seconds)
            return result

        return replace(command, run=run)

    def close(self) -> None:
        """Close the connection that sets the clock."""
        self._connection.close()


def _redirected(statement: str) -> str:
    there = {"now()": "public.test_began()", "clock_timestamp()": "public.test_now()"}
    return re.sub(r"\b(clock_timestamp|now)\(\)", lambda found: there[found[0]], statement)
