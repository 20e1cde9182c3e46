"""This machine's backup plan: time, folders, and what to keep. Stored as backup.toml in the data folder.

The plan belongs to the machine, because its folders do. Of all machines of a shared database whose plan is on, one
makes each night's backup.
"""

import tomllib
from dataclasses import dataclass, field, replace
from pathlib import Path

from tickets.errors import Refused, Unavailable
from tickets.store.file_permissions import make_private_folder
from tickets.store.toml_file import write_toml

FILE = "backup.toml"
FOLDER = "backups"
GONE = "备份文件夹 {folder} 不在（移动硬盘没插上？），没有备份。插上后再试，或在 设置 › 备份 里换一个。"
BYTES_AT_MOST = 1 << 16  # of a plan file; two paths are far less


@dataclass(frozen=True, slots=True)
class BackupSchedule:
    """A nightly backup from `hour` (0-23, local time) on, to `folder` and, if given, to `second`.

    The newest backup of each of the last `days` days and of the last `months` months with one is kept. Raises Refused
    for invalid numbers, and for folders that are relative or the same. A missing folder that was `chosen` is not
    created: it may be a drive that is not plugged in.
    """

    folder: Path
    second: Path | None = None
    on: bool = True
    hour: int = 3
    days: int = 14
    months: int = 12
    chosen: bool = field(default=False, compare=False)

    def refuse_missing_folder(self) -> None:
        """Raise Unavailable for a missing folder that was chosen."""
        if self.chosen and not self.folder.is_dir():
            raise Unavailable(GONE.format(folder=self.folder))

    def __post_init__(self) -> None:
        if not 0 <= self.hour <= 23:
            raise Refused("几点备份要填 0 到 23 之间的整数。")
        if not 1 <= self.days <= 3650:
            raise Refused("每天的备份要留 1 到 3650 天。")
        if not 0 <= self.months <= 120:
            raise Refused("每月的备份要留 0 到 120 个月。")
        for folder in (self.folder, self.second):
            if folder is not None and not folder.is_absolute():
                raise Refused(f"备份文件夹要写全路径，“{folder}”不是。")
        if self.second == self.folder:
            raise Refused("第二份要放在另一个文件夹，最好在另一块硬盘上。")


def first_plan(data_folder: Path, *, is_server: bool) -> BackupSchedule:
    """Return the default plan: a file is backed up; a server only after a machine was chosen for it."""
    return BackupSchedule(data_folder.absolute() / FOLDER, on=not is_server)


def load_plan(data_folder: Path, *, is_server: bool) -> BackupSchedule:
    """Return this machine's plan. Raises Refused for an invalid one, Unavailable when it can't be read."""
    path, first = data_folder / FILE, first_plan(data_folder, is_server=is_server)
    try:
        if path.exists() and not (path.is_file() and path.stat().st_size <= BYTES_AT_MOST):
            raise Refused(_broken(path))  # opening a pipe would block without end
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return first
    except OSError as error:
        raise Unavailable(f"读不了备份设置 {path}，请检查权限。") from error
    except (ValueError, RecursionError) as error:  # RecursionError: brackets nested too deeply
        raise Refused(_broken(path)) from error
    kinds = {"folder": str, "second": str, "on": bool, "hour": int, "days": int, "months": int}
    if any(name not in kinds or type(value) is not kinds[name] for name, value in values.items()):
        raise Refused(_broken(path))
    folder, second = Path(values.get("folder") or first.folder), values.get("second")
    places = {"folder": folder, "second": Path(second) if second else None, "chosen": folder != first.folder}
    return replace(first, **values | places)


def save_plan(data_folder: Path, plan: BackupSchedule) -> None:
    """Store this machine's plan atomically, and create its first folder. Raises Unavailable."""
    try:
        make_private_folder(plan.folder)
    except OSError as error:
        raise Unavailable(f"建不了备份文件夹 {plan.folder}，请检查权限或换一个。没有保存。") from error
    try:
        write_toml(data_folder / FILE, {
            "folder": str(plan.folder), "second": str(plan.second or ""), "on": plan.on,
            "hour": plan.hour, "days": plan.days, "months": plan.months,
        })  # fmt: skip
    except OSError as error:
        raise Unavailable(f"存不了备份设置 {data_folder / FILE}，请检查磁盘空间和权限。原来的没有动。") from error


def _broken(path: Path) -> str:
    return f"备份设置 {path} 写得不对，读不懂，没有自动备份。请在 设置 › 备份 里重新填写，或删掉它。"
