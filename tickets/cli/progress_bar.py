"""Shows the progress of a backup on a terminal."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from tickets.backup.progress import Cancelled, Progress

if TYPE_CHECKING:
    from tqdm import tqdm

UPGRADES = "数据文件是旧版本程序的：先备份并核对，再升级。中途按 Ctrl+C 取消，数据不会动。"


@contextmanager
def terminal_progress(first: str = "", stopped: Callable[[], bool] = lambda: False) -> Iterator[Progress]:
    """Yield a progress function that draws on a terminal. Ctrl+C or `stopped` cancels the work. Raises Cancelled.

    The line `first` is printed before everything else.
    """
    steps = TerminalSteps(first, stopped)
    try:
        yield steps
    except KeyboardInterrupt:
        raise Cancelled from None
    finally:
        steps.close()


class TerminalSteps:
    """Shows on stderr what is being done and how far it is. Nothing is shown before the first call."""

    def __init__(self, first: str, stopped: Callable[[], bool]) -> None:
        """Print the line `first` before everything else; cancel the work when `stopped` returns true."""
        self._first = first
        self._stopped = stopped
        self._doing = ""
        self._bar: tqdm[Any] | None = None

    def __call__(self, doing: str, share: float) -> None:
        """Show a step and its share done, 0 to 1. Raises Cancelled."""
        if self._stopped():
            raise Cancelled
        bar = self._shown()
        if doing != self._doing:
            self._doing = doing
            bar.reset()
            bar.set_description_str(doing, refresh=False)
        bar.update(100 * share - bar.n)

    def close(self) -> None:
        """Close the bar."""
        if self._bar is not None:
            self._bar.close()

    def _shown(self) -> "tqdm[Any]":
        if self._bar is None:
            from tqdm import tqdm  # noqa: PLC0415 - needed here only

            if self._first:
                sys.stderr.write(f"{self._first}\n")
                sys.stderr.flush()
            self._bar = tqdm(total=100, disable=None, file=sys.stderr, bar_format="{desc} {percentage:3.0f}%|{bar}|")
        return self._bar
