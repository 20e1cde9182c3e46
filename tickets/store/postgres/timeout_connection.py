"""A connection on which no answer is waited for without end: a server that stands still looks alive to TCP."""

from time import monotonic
from typing import Any

import psycopg


class TimeoutConnection(psycopg.Connection[Any]):
    """Hangs up when an answer takes longer than `patience`, in seconds."""

    patience: float = 0  # no bound

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        """Return what a step of the protocol comes to. Raises ConnectionTimeout when it takes too long."""
        bound = timeout or self.patience or None
        until = None if bound is None else monotonic() + bound
        try:
            return super().wait(gen, interval, bound)
        except psycopg.OperationalError as error:
            if until is None or monotonic() < until:
                raise
            self.pgconn.finish()  # what is still to come on it would be taken for another answer
            raise psycopg.errors.ConnectionTimeout("no answer") from error
