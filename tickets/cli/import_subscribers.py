"""The `import-subscribers` command: what the file changes, then the import, with a progress bar."""

import socket
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn, TextIO

from tickets.cli.import_ledger import INTERRUPTED
from tickets.cli.open_database import with_service
from tickets.importing.subscribers import Progress, carry_out, examples, plan_import, summary, warnings
from tickets.rules.texts import on_one_line
from tickets.rules.words import Role
from tickets.service import TicketService
from tickets.store.queries.lookups import signed_in
from tickets.store.rows import Who

DOUBTED = "{doubts}。没有导入。核对过确实如此，就加 --anyway 再运行一次。"


def run(options: Namespace) -> int:
    """Import the file that the arguments name."""
    return with_service(options, lambda service: import_file(service, options.file, anyway=options.anyway), new=True)


def import_file(service: TicketService, file: Path, *, anyway: bool = False, out: TextIO | None = None) -> int:
    """Import a subscriber file, print what it changes, and return 0; 1 for a file that is doubted without `anyway`.

    Raises Refused when it can't be read.
    """
    stream = out or sys.stdout
    seat = socket.gethostname()
    who = service.read(signed_in, seat) or Who(None, "导入", frozenset(Role), seat)
    try:
        with _progress_bar() as progress:
            plan = plan_import(service, file, progress)
        _print(stream, [*summary(plan), *warnings(plan), *examples(plan)])
        if plan.doubts and not anyway:
            _print(stream, [DOUBTED.format(doubts="；".join(plan.doubts))])
            return 1
        with _progress_bar() as progress:
            carry_out(service, who, plan, progress)
    except KeyboardInterrupt:
        _print(stream, ["已中断，写好的留着；再运行一次会接着写。"])
        return INTERRUPTED
    _print(stream, ["导入好了。"])
    return 0


def _print(stream: TextIO, lines: list[str]) -> None:
    stream.write("".join(f"{on_one_line(line)}\n" for line in lines))


@contextmanager
def _progress_bar() -> Iterator[Progress]:
    """Yield a function that advances a bar on stderr. The bar appears with the first rows."""
    from tqdm import tqdm  # noqa: PLC0415 - needed here only

    bar: tqdm[NoReturn] | None = None

    def progress(doing: str, rows: int) -> None:
        nonlocal bar
        if bar is None:
            bar = tqdm(desc=doing, unit="户", file=sys.stderr)
        bar.update(rows - bar.n)

    try:
        yield progress
    finally:
        if bar is not None:
            bar.close()
