"""The benchmarks: `python -m tests.bench [NAME …] [--small] [--json FILE]`, or `make bench` for all of them."""

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

from platformdirs import user_cache_path

from tests.bench.databases import FULL, SMALL, Databases, Scale
from tests.bench.figures import Figure, json_line, keys_line, table
from tests.bench.machine import describe

NAMES = (
    "log_call",
    "board",
    "sweep",
    "start",
    "scrolling",
    "alert_delay",
    "archive",
    "crews",
    "likely",
    "likeness",
    "subscribers",
    "recognition",
    "hand_over",
    "keys",
)
Benchmark = Callable[[Databases, Scale], Iterator[Figure]]


def main() -> int:
    """Run the named benchmarks and return 0: a missed goal is a result, not a failure."""
    options = _parser().parse_args()
    databases = Databases(options.folder)
    print(describe(options.folder), flush=True)
    figures: list[Figure] = []
    for name in options.names or NAMES:
        figures += _run(name, databases, SMALL if options.small else FULL)
    print(table(figures))
    lines = [json_line(figure) for figure in figures]
    print("\n".join(lines))
    if options.json is not None:
        options.json.write_text("\n".join(lines) + "\n", encoding="utf-8")
    if counted := keys_line(figures):
        print(counted)
    return 0


def benchmark(name: str) -> Benchmark:
    """Return the benchmark function of the module with this name."""
    run: Benchmark = import_module(f"tests.bench.{name}").run
    return run


def _run(name: str, databases: Databases, scale: Scale) -> list[Figure]:
    """Run one benchmark with progress on stderr; its databases are deleted afterwards."""
    sys.stderr.write(f"{name} … ")
    sys.stderr.flush()
    start = time.monotonic()
    try:
        return list(benchmark(name)(databases, scale))
    finally:
        databases.clear()
        sys.stderr.write(f"{time.monotonic() - start:.0f} s\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", choices=[*NAMES, []], help=f"which: {', '.join(NAMES)}")
    parser.add_argument("--small", action="store_true", help="a quick look at small desks; goals mean little there")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write one JSON line per figure here")
    parser.add_argument(
        "--folder",
        type=Path,
        metavar="DIR",
        default=user_cache_path("ruihong-hotline-desk", appauthor=False) / "bench",
        help="where seeded databases are kept: on the disk to be measured",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
