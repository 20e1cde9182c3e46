"""Each package has a layer of its own and imports only lower ones, and each library is used only where allowed."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FEWEST_FILES = 400

# From the bottom up, packages and the modules beside them. A module imports its own package and those above it in this
# list, so there is no cycle of packages.
LAYERS = (
    "tickets",
    "tickets.rules",
    "tickets.errors",
    "tickets.settings",
    "tickets.log",
    "tickets.resilient_scheduler",
    "tickets.store.postgres",
    "tickets.store",
    "tickets.store.migrations",
    "tickets.store.migrations.versions",
    "tickets.store.feed",
    "tickets.store.postgres.security",
    "tickets.store.queries",
    "tickets.about",
    "tickets.connection",
    "tickets.alerts",
    "tickets.actions",
    "tickets.service",
    "tickets.editing",
    "tickets.accounts",
    "tickets.reports",
    "tickets.importing",
    "tickets.checking",
    "tickets.watch",
    "tickets.demo",
    "tickets.drill",
    "tickets.server_admin",
    "tickets.backup",
    "tickets.cli",
    "ui",
    "ui.runtime",
    "ui.kit",
    "ui.ticket",
    "ui.editing",
    "ui.intake",
    "ui.dispatch",
    "ui.archive",
    "ui.alerts",
    "ui.consents",
    "ui.callbacks",
    "ui.outages",
    "ui.reports",
    "ui.settings",
    "ui.desks",
    "ui.frame",
    "ui.main_window",
    "ui.sign_in",
    "ui.open_window",
    "ui.app",
    "main",
)
LAYER = {name: layer for layer, name in enumerate(LAYERS)}
DATABASE = {"sqlalchemy", "alembic", "sqlite3", "psycopg"}
DATABASE_PACKAGES = tuple(
    f"tickets.{name}"
    for name in (
        *("store", "actions", "service", "alerts", "watch", "reports", "checking", "drill", "importing"),
        *("connection", "server_admin", "backup", "accounts", "cli"),
    )
)
SHARED = ("ui.runtime", "ui.kit", "ui.ticket", "ui.editing")
NO_SCREENS = {*SHARED, "ui.frame", "ui.sign_in"}
QT = {"PySide6", "shiboken6"}
OURS = {"tickets", "ui", "main", "tests"}


def within(module: str, package: str) -> bool:
    return module == package or module.startswith(package + ".")


def unit(module: str) -> str:
    """The package or module in LAYERS that a module belongs to; "" for one that is not listed."""
    parts = module.split(".")
    named = [".".join(parts[:end]) for end in (len(parts), len(parts) - 1) if ".".join(parts[:end]) in LAYER]
    return named[0] if named else ""


def desk_of(module: str) -> str | None:
    """The screen in ui/ that a module belongs to; None for shared modules and those above the screens."""
    parts = module.split(".")
    return parts[1] if ".".join(parts[:2]) in SCREENS else None


def imported(module: str, source: str, *, package: bool = False) -> Iterator[str]:
    """Every imported name, absolute; `from a import b` gives `a.b`, because b may be a module."""
    here = module.split(".") if package else module.split(".")[:-1]
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = here[: len(here) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield from (f"{base}.{alias.name}" for alias in node.names)


def module_of(name: str) -> str:
    """The module that an imported name is or belongs to; "" for none of ours."""
    while name and name not in MODULES:
        name = name.rpartition(".")[0]
    return name


def unit_of(name: str) -> str:
    """The listed unit of an imported name; a missing module counts for the package it would be in."""
    while name not in LAYER:
        name = name.rpartition(".")[0]
    return name


def why_not(module: str, name: str) -> str | None:
    """Why this module may not import that name; None when it may."""
    top = name.partition(".")[0]
    if top == "tests":
        return "the program does not know its tests"
    if top in QT and not within(module, "ui") and module != "main":
        return "Qt stays in ui"
    if top in DATABASE and not any(within(module, package) for package in DATABASE_PACKAGES):
        return "the database stays in " + ", ".join(DATABASE_PACKAGES)
    if within(module, "tickets.rules") and top not in sys.stdlib_module_names and not within(name, "tickets.rules"):
        return "rules know the standard library only"
    if top not in OURS:
        return None
    if LAYER[unit_of(name)] > LAYER[unit_of(module)]:
        return "imports run down only"
    if desk_of(module) and desk_of(name) not in (None, desk_of(module)):
        return "desks do not know each other"
    if desk_of(module) and within(name, "ui") and desk_of(name) is None and not any(map(partial(within, name), SHARED)):
        return "a desk knows itself, the kit, the ticket panel and the pages of entries"
    return None


def sources() -> Iterator[tuple[str, Path]]:
    for path in [ROOT / "main.py", *(ROOT / "tickets").rglob("*.py"), *(ROOT / "ui").rglob("*.py")]:
        if path.exists():
            parts = path.relative_to(ROOT).with_suffix("").parts
            yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path


MODULES = dict(sources())
PACKAGES_OF_UI = {m for m, path in MODULES.items() if m.startswith("ui.") and path.name == "__init__.py"}
SCREENS = PACKAGES_OF_UI - NO_SCREENS


def test_imports_go_only_to_lower_layers_and_libraries_stay_where_they_belong() -> None:
    broken = [
        f"{module} imports {name}: {reason}"
        for module, path in MODULES.items()
        for name in imported(module, path.read_text(encoding="utf-8"), package=path.name == "__init__.py")
        if (reason := why_not(module, name))
    ]
    assert broken == []


def test_every_package_is_listed_with_a_layer_and_every_layer_is_there() -> None:
    assert len(MODULES) >= FEWEST_FILES
    assert [module for module in MODULES if not unit(module)] == [], "add the package to LAYERS"
    assert {unit(module) for module in MODULES} == set(LAYERS), "remove from LAYERS what is gone"


def test_no_import_cycles_exist() -> None:
    graph = {
        module: {
            owner
            for name in imported(module, path.read_text(encoding="utf-8"), package=path.name == "__init__.py")
            if (owner := module_of(name)) and owner != module
        }
        for module, path in MODULES.items()
    }
    left = dict(graph)
    while free := [module for module, used in left.items() if not used & left.keys()]:
        for module in free:
            del left[module]
    assert not left, "these import each other, or what does"


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
        ("tickets.store.engine", "from tickets.store.feed.changes import Changes"),
        ("tickets.backup.verify", "from tickets.cli import check"),
        ("ui.runtime.feed_signals", "import sqlite3"),
        ("ui.runtime.feed_signals", "from ui import main_window"),
        ("main", "from sqlalchemy import select"),
        ("main", "import tests.bench"),
    ],
)
def test_a_forbidden_import_is_found(module: str, line: str) -> None:
    assert any(why_not(module, name) for name in imported(module, line))


def test_desks_import_shared_packages_but_not_each_other() -> None:
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
        [sys.executable, "-W", "error", "-c", WITHOUT_QT], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) >= FEWEST_FILES // 2
