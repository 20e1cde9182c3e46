"""The `import` command: a progress bar while it works, a summary in the end."""

import socket
import sys
from pathlib import Path
from typing import TextIO

from tickets.desk import Desk
from tickets.importing.importer import ImportResult, import_ledger
from tickets.importing.mapping import load_mapping
from tickets.rules.words import Role
from tickets.store.rows import Who


def run(desk: Desk, file: Path, mapping: Path, out: TextIO | None = None) -> int:
    """Import a ledger, print what became of its rows, and return 0. Raises Refused when it can't be read."""
    from tqdm import tqdm  # noqa: PLC0415 - needed here only

    stream = out or sys.stdout
    who = Who(None, "导入", frozenset(Role), socket.gethostname())
    known = load_mapping(mapping)
    with tqdm(desc="导入", unit="行", file=sys.stderr) as bar:

        def progress(done: int, rows: int) -> None:
            bar.total = rows
            bar.update(done - bar.n)

        result = import_ledger(desk, who, file, known, progress)
    stream.write(_summary(result, file))
    return 0


def _summary(result: ImportResult, file: Path) -> str:
    lines = [
        f"读了 {result.read} 行：新增 {result.added} 张工单，已有 {result.already} 张，退回 {result.rejected} 行。"
    ]
    if result.emptied:
        counts = "、".join(f"{label} {times} 处" for label, times in result.emptied.items())
        lines.append(f"读不出或不可信的值按未知处理：{counts}。")
    if result.rejects is not None:
        if result.rejects.parent.resolve() != file.parent.resolve():
            lines.append(f"文件夹 {file.parent} 不能写入。")
        lines.append(f"退回的行和原因在 {result.rejects}，改好后可用同一个对应关系文件再导入它。")
    return "".join(f"{line}\n" for line in lines)
