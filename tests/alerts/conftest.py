"""Processes of the program, ended with the test that started them."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.alerts.running import Running, Start


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts Python with the arguments given, as a process that ends with the test."""
    with ExitStack() as stack:

        def begin(*arguments: str, password: str | None = None) -> Running:
            process = Running(*arguments, password=password)
            stack.callback(process.end)
            return process

        yield begin
