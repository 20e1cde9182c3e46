"""Every query and command in ui/, found by parsing the source."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from ui.runtime import background, live_query, session
from ui.runtime.background import Background, Worker
from ui.runtime.live_query import LiveQuery

UI = Path(__file__).parents[2] / "ui"
_ASKING = {"seat": ("execute", "read"), "background": ("run", "latest", "refresh")}
_LIVE = Path(live_query.__file__)
_BRIDGE = (Path(background.__file__), Path(session.__file__), _LIVE)


@cache
def asking_sites() -> frozenset[str]:
    """Return every call that reads, creates a LiveQuery or sends, as `ui/intake/sending.py:59 Sending.send`."""
    return frozenset(site for path in UI.rglob("*.py") if path not in _BRIDGE for site in _sites_in(path))


def _sites_in(path: Path) -> Iterator[str]:
    def walk(node: ast.AST, names: tuple[str, ...]) -> Iterator[str]:
        for child in ast.iter_child_nodes(node):
            inside = names
            if isinstance(child, ast.ClassDef | ast.FunctionDef):
                inside = (*names, child.name)
            if isinstance(child, ast.Call) and _asks(child):
                yield _name(path, child.lineno, names)
            yield from walk(child, inside)

    yield from walk(ast.parse(path.read_text(encoding="utf-8")), ())


def _asks(call: ast.Call) -> bool:
    if isinstance(call.func, ast.Name):
        return call.func.id == LiveQuery.__name__
    if not isinstance(call.func, ast.Attribute):
        return False
    receiver = ast.unparse(call.func.value).rpartition(".")[2].strip("_")
    return call.func.attr in _ASKING.get(receiver, ())


def _name(path: Path, line: int, names: tuple[str, ...]) -> str:
    return f"{path.relative_to(UI.parent)}:{line} {'.'.join(names)}"


@dataclass
class Faults:
    """Lets the first call of each place fail, and records which have failed."""

    failed: list[str]
    seen: set[str]
    asked: list[str]  # since it was last cleared
    error: Callable[[], BaseException] | None = None  # the exception for the next new place; None: nothing fails

    def install(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Intercept all work between screens and workers."""
        queue, made = Background._queue, LiveQuery.__init__
        sites = {site.partition(" ")[0]: site for site in asking_sites()}

        def make(live: LiveQuery[Any], *arguments: Any, **named: Any) -> None:
            live.made_at = _caller()  # type: ignore[attr-defined]
            made(live, *arguments, **named)

        def faulty(bridge: Background, work: Callable[[], Any], job: Any, worker: Worker) -> int:
            site = sites.get(_caller(), "")
            if site:
                self.seen.add(site)
                self.asked.append(site)
            if site and self.error is not None and site not in self.failed:
                self.failed.append(site)
                work = self._failing(self.error)
            return queue(bridge, work, job, worker)

        monkeypatch.setattr(Background, "_queue", faulty)
        monkeypatch.setattr(LiveQuery, "__init__", make)

    @staticmethod
    def _failing(error: Callable[[], BaseException]) -> Callable[[], Any]:
        def work() -> Any:
            raise error()

        return work


def _caller() -> str:
    """Return the calling place in ui/, as `path:line`; "" for a repeated query.

    A LiveQuery's place is where it was created.
    """
    import sys

    frame: FrameType | None = sys._getframe(2)
    while frame is not None:
        path = Path(frame.f_code.co_filename)
        if path == _LIVE and frame.f_code.co_name == LiveQuery._on_due.__name__:
            return str(frame.f_locals["self"].made_at)
        if path.is_relative_to(UI) and path not in _BRIDGE:
            positions = list(frame.f_code.co_positions())
            return f"{path.relative_to(UI.parent)}:{positions[frame.f_lasti // 2][0]}"
        frame = frame.f_back
    return ""
