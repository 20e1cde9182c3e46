"""The floors of the house: imports run downward only, and each library stays in its rooms."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

ROOMS = [
    "tickets.rules",
    "tickets.store",
    "tickets.store.queries",
    "tickets.actions",
    "tickets.alerts",
    "tickets.reports",
    "ui.kit",
]
FEWEST_FILES = 60

# From the ground up; the longest matching name counts. A module imports its own floor and those below it.
FLOORS = {
    "tickets.rules": 0,
    "tickets.errors": 1,
    "tickets.log": 1,
    "tickets.store": 2,
    "tickets": 3,
    "tickets.store.queries": 3,
    "tickets.backup": 3,
    "ui.kit": 4,
    "ui.runtime": 5,
    "ui.ticket": 5,
    "ui": 6,
    "main": 7,
}
DATABASE = {"sqlalchemy", "alembic", "sqlite3", "psycopg"}
DATABASE_ROOMS = tuple(
    f"tickets.{room}"
    for room in (
        *("store", "actions", "desk", "alerts", "reports", "checking", "drill", "importing"),
        *("connection", "databases", "moving", "backup", "accounts"),
    )
)
DESKS = {"intake", "dispatch", "library", "alerts", "reports", "admin"}
SHARED = ("ui.kit", "ui.runtime", "ui.ticket")
QT = {"PySide6", "shiboken6"}
OURS = {"tickets", "ui", "main", "tests"}


def within(module: str, room: str) -> bool:
    return module == room or module.startswith(room + ".")


def floor(module: str) -> int:
    return FLOORS[max((name for name in FLOORS if within(module, name)), key=len)]


def desk_of(module: str) -> str | None:
    """The desk in ui/ a module belongs to; None for what the desks share and for what stands above them."""
    parts = module.split(".")
    return parts[1] if parts[0] == "ui" and len(parts) > 1 and parts[1] in DESKS else None


def imported(module: str, source: str, *, package: bool = False) -> Iterator[str]:
    """Every name a source imports, absolute; `from a import b` gives `a.b`, for b may be a module."""
    here = module.split(".") if package else module.split(".")[:-1]
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = here[: len(here) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield from (f"{base}.{alias.name}" for alias in node.names)


def why_not(module: str, name: str) -> str | None:
    """Why this module may not import that name; None when it may."""
    top = name.partition(".")[0]
    if top == "tests":
        return "the program does not know its tests"
    if top in QT and not within(module, "ui") and module != "main":
        return "Qt stays in ui"
    if top in DATABASE and not any(within(module, room) for room in DATABASE_ROOMS):
        return "the database stays in " + ", ".join(DATABASE_ROOMS)
    if within(module, "tickets.rules") and top not in sys.stdlib_module_names and not within(name, "tickets.rules"):
        return "rules know the standard library only"
    if top not in OURS:
        return None
    if floor(name) > floor(module):
        return "imports run downward only"
    if desk_of(module) and desk_of(name) not in (None, desk_of(module)):
        return "desks do not know each other"
    if desk_of(module) and within(name, "ui") and desk_of(name) is None and not any(map(partial(within, name), SHARED)):
        return "a desk knows itself, the kit and the ticket panel"
    return None


def sources() -> Iterator[tuple[str, Path]]:
    for path in [ROOT / "main.py", *(ROOT / "tickets").rglob("*.py"), *(ROOT / "ui").rglob("*.py")]:
        if path.exists():
            parts = path.relative_to(ROOT).with_suffix("").parts
            yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path


def test_imports_run_downward_and_libraries_stay_in_their_rooms() -> None:
    broken = [
        f"{module} imports {name}: {reason}"
        for module, path in sources()
        for name in imported(module, path.read_text(encoding="utf-8"), package=path.name == "__init__.py")
        if (reason := why_not(module, name))
    ]
    assert broken == []


def test_the_scan_sees_the_whole_house() -> None:
    modules = [module for module, _ in sources()]
    assert len(modules) >= FEWEST_FILES
    assert [room for room in ROOMS if not any(within(module, room) for module in modules)] == []


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("tickets.rules.clocks", "import sqlalchemy"),
        ("tickets.rules.clocks", "from tickets import errors"),
        ("tickets.rules.clocks", "from ..store import tables"),
        ("tickets.store.tables", "from tickets.store.queries import board"),
        ("tickets.store.tables", "import tickets.service"),
        ("tickets.actions.intake", "from ui.kit import theme"),
        ("tickets.actions.intake", "def late():\n    from PySide6 import QtCore"),
        ("tickets.service", "if TYPE_CHECKING:\n    import main"),
        ("ui.runtime.feed_signals", "import sqlite3"),
        ("ui.runtime.feed_signals", "from ui import main_window"),
        ("main", "from sqlalchemy import select"),
        ("main", "import tests.bench"),
    ],
)
def test_a_forbidden_import_is_found(module: str, line: str) -> None:
    assert any(why_not(module, name) for name in imported(module, line))


def test_desks_meet_only_in_the_kit_and_above(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{__name__}.ROOT", tmp_path)
    for room in ("intake", "dispatch", "kit"):
        (tmp_path / "ui" / room).mkdir(parents=True)
    assert why_not("ui.intake.form", "ui.dispatch.queue")
    assert why_not("ui.intake.form", "ui.main_window")
    assert why_not("ui.kit.theme", "ui.intake")
    assert why_not("ui.intake.form", "ui.intake.callers") is None
    assert why_not("ui.intake.form", "ui.kit.theme") is None
    assert why_not("ui.main_window", "ui.intake.form") is None


WITHOUT_QT = """
import importlib, pkgutil, sys

class NoQt:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("PySide6", "shiboken6"):
            raise ModuleNotFoundError(name)

def refuse(name):
    raise

sys.meta_path.insert(0, NoQt())
import tickets
names = [module.name for module in pkgutil.walk_packages(tickets.__path__, "tickets.", refuse)]
names.remove("tickets.store.migrations.env")  # runs only inside alembic
for name in names:
    importlib.import_module(name)
print(len(names))
"""


def test_tickets_runs_where_qt_is_not_installed() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", WITHOUT_QT],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) >= FEWEST_FILES // 2
