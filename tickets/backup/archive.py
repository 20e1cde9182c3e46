"""The backup file: a zip with the database as one SQLite file, `desk.db`, and a manifest.

The form is the same for a file and a server. Any zip program can open it.
"""

import hashlib
import json
import lzma
import os
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from tickets.backup.progress import Progress
from tickets.errors import Refused, Unavailable
from tickets.server_admin.row_digests import Sum
from tickets.store.schema import is_known

FORMAT = 1
PROGRAM = "ruihong-hotline-desk"
PAYLOAD, MANIFEST = "desk.db", "manifest.json"
CHUNK = 1 << 20  # bytes

NOT_OURS = "这不是本程序的备份文件，没有用它。请核对文件名。"
CUT = "这份备份不完整：被截断、没拷完或已损坏，没有用它。请换另一份备份。"
NEWER = "这份备份是更新版本的程序做的，请先升级本程序，再恢复它。"
_WORDS = ("schema", "source", "desk", "desk_id", "made")
_MANIFEST_AT_MOST = 1 << 20  # bytes
_GONE, _FULL = "文件夹或文件不在（移动硬盘拔掉了？），请检查后再试。", "磁盘已满，请清理或换一个文件夹。"
_REASONS: dict[type[OSError], str] = {
    FileNotFoundError: _GONE,
    NotADirectoryError: _GONE,
    FileExistsError: "那里是一个文件，不是文件夹，请换一个文件夹。",
    PermissionError: "没有权限，请换一个文件夹或请管理员改权限。",
    IsADirectoryError: "那里是一个文件夹，请写明文件名。",
}
_REASONS_BY_WORD = {
    "space": _FULL,
    "quota": _FULL,
    "name too long": "文件名太长，请换短一些的。",
    "read-only": "磁盘是只读的，请换一个文件夹。",
}
_BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, RuntimeError)


@dataclass(frozen=True, slots=True)
class Manifest:
    """Describes a backup: its database, time, schema revision, and the sums of its tables and its payload.

    `source` is "file" or "server", `desk` the name of the file or database, `desk_id` tells databases apart ("" for one
    where nothing was done yet). `made` is an ISO instant in UTC, `bytes` the size of the payload.
    """

    schema: str
    source: str
    desk: str
    desk_id: str
    made: str
    tables: dict[str, Sum]
    bytes: int = 0
    sha256: str = ""
    program: str = PROGRAM
    format: int = FORMAT

    @property
    def total(self) -> str:
        """Return one digest of all tables."""
        lines = (f"{name} {table.rows} {table.digest}" for name, table in sorted(self.tables.items()))
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def write_archive(path: Path, payload: Path, manifest: Manifest, progress: Progress) -> Manifest:
    """Write a backup and sync it to disk; return the manifest with the payload's size and digest.

    Only this user may read the file. Raises Unavailable when it can't be written.
    """
    with translated_os("写不了备份文件", path):
        descriptor = os.open(path, os.O_CREAT | os.O_TRUNC | os.O_RDWR | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(descriptor, "r+b") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
                size, digest = _add_payload(archive, payload, progress)
                whole = replace(manifest, bytes=size, sha256=digest)
                archive.writestr(MANIFEST, json.dumps(asdict(whole) | {"total": whole.total}, indent=1))
            file.flush()
            os.fsync(file.fileno())
    return whole


def read_manifest(path: Path) -> Manifest:
    """Return a backup's manifest. Raises Refused for a truncated, damaged, newer or foreign file."""
    with _opened(path) as archive:
        return _manifest(archive)


def extract(path: Path, to: Path, progress: Progress) -> Manifest:
    """Write a backup's payload to `to`, synced to disk, and return the manifest.

    Raises Refused for a truncated, damaged, newer or foreign file and for one that doesn't match its manifest;
    Unavailable when it can't be read or `to` can't be written. Then `to` may be incomplete.
    """
    with _opened(path) as archive:
        manifest = _manifest(archive)
        hashed, size = hashlib.sha256(), 0
        with translated_os("写不了文件", to):
            _refuse_too_large(manifest, to.parent)
            descriptor = os.open(to, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o600)
            with os.fdopen(descriptor, "wb") as file:
                for part in _parts(archive, path):
                    size += len(part)
                    if size > manifest.bytes:
                        raise Refused(CUT)
                    hashed.update(part)
                    file.write(part)
                    progress("取出备份", size / manifest.bytes)
                file.flush()
                os.fsync(file.fileno())
    if (size, hashed.hexdigest()) != (manifest.bytes, manifest.sha256):
        raise Refused(CUT)
    return manifest


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sync_folder(folder: Path) -> None:
    """Sync a folder's entries to disk, where the system can."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _refuse_too_large(manifest: Manifest, folder: Path) -> None:
    """Raise Unavailable when the folder's disk has too little room for the payload."""
    free = shutil.disk_usage(folder).free
    if manifest.bytes > free:
        need, left = manifest.bytes / 2**20, free / 2**20
        raise Unavailable(f"{folder} 放不下这份备份：要 {need:,.0f} MiB，只剩 {left:,.0f} MiB。请清理磁盘后再试。")


@contextmanager
def translated_os(what: str, path: Path) -> Iterator[None]:
    """Turn OSError into Unavailable with a sentence that names the path."""
    try:
        yield
    except OSError as error:
        raise Unavailable(f"{what} {path}：{_reason(error)}") from error


def _reason(error: OSError) -> str:
    if type(error) in _REASONS:
        return _REASONS[type(error)]
    words = (error.strerror or "").lower()
    found = (reason for sign, reason in _REASONS_BY_WORD.items() if sign in words)
    return next(found, "读写磁盘出错（移动硬盘拔掉了？），请检查后再试。")


def _add_payload(archive: zipfile.ZipFile, payload: Path, progress: Progress) -> tuple[int, str]:
    whole, size, hashed = payload.stat().st_size, 0, hashlib.sha256()
    info = zipfile.ZipInfo(PAYLOAD)
    info.compress_type = zipfile.ZIP_DEFLATED
    with payload.open("rb") as source, archive.open(info, "w", force_zip64=True) as target:
        while part := source.read(CHUNK):
            target.write(part)
            hashed.update(part)
            size += len(part)
            progress("压缩", size / whole)
    return size, hashed.hexdigest()


def _parts(archive: zipfile.ZipFile, path: Path) -> Iterator[bytes]:
    with translated_os("读不了备份文件", path), archive.open(PAYLOAD) as source:
        while part := source.read(CHUNK):
            yield part


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise Refused(NOT_OURS)  # opening a pipe would block without end
    with translated_os("读不了备份文件", path), path.open("rb") as file:
        if file.read(4) != b"PK\x03\x04":
            raise Refused(CUT if path.stat().st_size == 0 else NOT_OURS)
        file.seek(0)
        with _translated(), zipfile.ZipFile(file) as archive:
            yield archive


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except _BROKEN as error:
        raise Refused(CUT) from error


def _manifest(archive: zipfile.ZipFile) -> Manifest:
    if {MANIFEST, PAYLOAD} - set(archive.namelist()):
        raise Refused(NOT_OURS)
    with archive.open(MANIFEST) as file:
        values = _json(file)
    if not isinstance(values, dict) or values.get("program") != PROGRAM:
        raise Refused(NOT_OURS)
    if not isinstance(values.get("format"), int) or values["format"] > FORMAT:
        raise Refused(NEWER)
    manifest = _read(values)
    if not is_known(manifest.schema):
        raise Refused(NEWER)
    return manifest


def _json(file: IO[bytes]) -> Any:
    try:
        return json.loads(file.read(_MANIFEST_AT_MOST))
    except (ValueError, RecursionError) as error:
        raise Refused(NOT_OURS) from error


def _read(values: dict[str, Any]) -> Manifest:
    """Return the manifest with these values. Raises Refused when one is missing or has the wrong type."""
    try:
        tables = {str(name): Sum(int(one["rows"]), str(one["digest"])) for name, one in values["tables"].items()}
        schema, source, desk, first, made = (str(values[name]) for name in _WORDS)
        if datetime.fromisoformat(made).tzinfo is None:
            raise ValueError(made)
        manifest = Manifest(schema, source, desk, first, made, tables, int(values["bytes"]), str(values["sha256"]))
        is_whole = values.get("total") == manifest.total
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise Refused(CUT) from error
    if not is_whole:
        raise Refused(CUT)
    return manifest
