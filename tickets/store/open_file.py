"""Identifies the file of an open SQLite database: after it is moved away, commits would go to a file nobody finds."""

from pathlib import Path

from tickets.errors import Unavailable

_OPEN_FILES = Path("/proc/self/fd")
_Identity = tuple[int, int]  # device and inode; on Windows volume and file id


class OpenFile:
    """The file behind a store, remembered from when it was first seen until `forget`."""

    def __init__(self, path: Path) -> None:
        self.path = path.absolute()
        self._known: _Identity | None = None

    def refuse_another(self) -> None:
        """Raise Unavailable when the path no longer leads to the opened file. Costs one stat call, 2 µs."""
        found = self._look()
        if self._known is None:
            self._known = found
        elif found != self._known and not self._is_open_there():
            raise Unavailable(
                f"数据文件 {self.path} 已被移走、删除或换成了别的文件，现在读不到，也不能保存；窗口里填写的都还在。"
                "请把原来的文件放回原处；如果是换上了备份，请关闭程序再打开。"
            )

    def refuse_before_connecting(self) -> None:
        """Raise Unavailable as `refuse_another` does. Connecting to a missing file would create an empty one."""
        if self._known is not None:
            self.refuse_another()

    def forget(self) -> None:
        """Accept whatever file is found the next time."""
        self._known = None

    def _is_open_there(self) -> bool:
        """Return whether Linux reports that this process has the file open under its path.

        Some file systems renumber files while they are open. That must not stop the program.
        """
        there = self.path.resolve()
        return _OPEN_FILES.is_dir() and any(_leads_to(each) == there for each in _OPEN_FILES.iterdir())

    def _look(self) -> _Identity | None:
        try:
            status = self.path.stat()
        except OSError:
            return None
        return status.st_dev, status.st_ino


def _leads_to(link: Path) -> Path | None:
    """Return the target of a /proc/self/fd link; None for one closed meanwhile."""
    try:
        return link.readlink()
    except OSError:
        return None
