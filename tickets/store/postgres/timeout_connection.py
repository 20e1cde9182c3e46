"""A connection with a time limit for each answer: a frozen server looks alive to TCP."""

from time import monotonic
from typing import Any

import psycopg


class TimeoutConnection(psycopg.Connection[Any]):
    """Closes itself when an answer takes longer than `patience`, in seconds."""

    patience: float = 0  # 0: no limit

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        """Return the result of a protocol step. Raises ConnectionTimeout when it takes too long."""
        bound = timeout or self.patience or None
        until = None if bound is None else monotonic() + bound
        try:
            return super().wait(gen, interval, bound)
        except psycopg.OperationalError as error:
            if until is None or monotonic() < until:
                raise
            self.pgconn.finish()  # a late answer would be taken for the answer to another query
            raise psycopg.errors.ConnectionTimeout("no answer") from error
