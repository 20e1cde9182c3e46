"""The `import` command: a progress bar, then a summary."""

import socket
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn, TextIO

from tickets.cli.open_database import with_service
from tickets.importing.importer import ImportResult, Progress, import_ledger
from tickets.importing.mapping import load_mapping
from tickets.rules.texts import on_one_line
from tickets.rules.words import Role
from tickets.service import TicketService
from tickets.store.queries.lookups import signed_in
from tickets.store.rows import Who

INTERRUPTED = 130  # what shells expect after Ctrl+C


def run(options: Namespace) -> int:
    """Import the file that the arguments name."""
    return with_service(options, lambda service: import_file(service, options.file, options.mapping), new=True)


def import_file(service: TicketService, file: Path, mapping: Path, out: TextIO | None = None) -> int:
    """Import a ledger, print what became of its rows, and return 0. Raises Refused when it can't be read."""
    stream = out or sys.stdout
    seat = socket.gethostname()
    who = service.read(signed_in, seat) or Who(None, "导入", frozenset(Role), seat)
    try:
        with _progress_bar() as progress:
            result = import_ledger(service, who, file, load_mapping(mapping), progress)
    except KeyboardInterrupt:
        stream.write("已中断，导入的都在；再运行一次会接着导入。\n")
        return INTERRUPTED
    stream.write(_summary(result, file))
    return 0


@contextmanager
def _progress_bar() -> Iterator[Progress]:
    """Yield a function that advances a bar on stderr. The bar appears with the first rows."""
    from tqdm import tqdm  # noqa: PLC0415 - needed here only

    bar: tqdm[NoReturn] | None = None

    def progress(done: int, rows: int) -> None:
        nonlocal bar
        if bar is None:
            bar = tqdm(desc="导入", unit="行", total=rows, file=sys.stderr)
        bar.update(done - bar.n)

    try:
        yield progress
    finally:
        if bar is not None:
            bar.close()


def _summary(result: ImportResult, file: Path) -> str:
    lines = [
        f"读了 {result.read} 行：新增 {result.added} 张工单，已有 {result.already} 张，退回 {result.rejected} 行。"
    ]
    if result.unfinished:
        lines.append(f"新增的有 {result.unfinished} 张没有完成时间，记为未记完成：不算处置完成，到期后算不及时。")
    if result.emptied:
        counts = "、".join(f"{label} {times} 处" for label, times in result.emptied.items())
        lines.append(f"读不出或不可信的值按未知处理：{counts}。")
    if result.next_day:
        lines.append(f"退回的有 {result.next_day} 行只写了钟点，早于来电，算成次日又太晚。")
    if result.rejects is not None:
        if result.rejects.parent.resolve() != file.parent.resolve():
            lines.append(f"文件夹 {file.parent} 不能写入。")
        lines.append(f"退回的行和原因在 {result.rejects}，改好后可用同一个对应关系文件再导入它。")
    return "".join(f"{on_one_line(line)}\n" for line in lines)
