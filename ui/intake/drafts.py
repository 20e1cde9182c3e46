"""Drafts as files: one small file each, written atomically."""

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from PySide6.QtCore import QFileDevice, QIODevice, QSaveFile

from tickets.errors import Unavailable
from tickets.store.file_permissions import make_private_folder, mend
from ui.intake.call_form_data import CallFormData, from_plain, to_plain
from ui.kit.wording import translate

_OURS_ALONE = QFileDevice.Permission.ReadOwner | QFileDevice.Permission.WriteOwner
_BYTES_AT_MOST = 64 << 20  # of a draft; whatever somebody pasted is far less
_KEY = re.compile("[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Draft:
    """A call that isn't logged yet. `key` becomes the request id of its command, so it is logged at most once.

    `begun` is when its first content was typed; `pressed` is since when the caller has waited for it to be saved: when
    that was first tried without success, or when a draft's call came. None counts as the present.
    """

    key: str
    begun: datetime
    filled: CallFormData
    pressed: datetime | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """The content of a folder: the drafts, the latest begun first, and the names of unreadable files."""

    drafts: tuple[Draft, ...]
    unreadable: tuple[str, ...] = ()


def new_key() -> str:
    """Return a new unique key."""
    return uuid4().hex


def read_drafts(folder: Path) -> Found:
    """Return the drafts in a folder; none when it doesn't exist. Raises Unavailable."""
    drafts, unreadable = [], []
    try:
        paths = sorted(folder.glob("*.json")) if folder.is_dir() else []
        mend(folder, *paths)
        for path in paths:
            draft = _draft_of(path.stem, path.read_bytes()) if _is_one_of_ours(path) else None
            if draft is None:
                unreadable.append(path.name)
            elif not draft.filled.blank:
                drafts.append(draft)
    except OSError as error:
        raise unreadable_folder(folder) from error
    drafts.sort(key=lambda draft: (draft.begun, draft.key), reverse=True)
    return Found(tuple(drafts), tuple(unreadable))


def unreadable_folder(folder: Path) -> Unavailable:
    """Return the error about a folder of drafts that can't be read."""
    return Unavailable(translate("intake", "读不了暂存文件夹 {folder}，请检查权限。").format(folder=folder))


def holders_in(folder: Path) -> dict[str, str]:
    """Return by key which running program wrote each draft of a folder last; "" where none is stored."""
    holders = {}
    for path in folder.glob("*.json"):
        try:
            if not _is_one_of_ours(path):
                continue
            holder = json.loads(path.read_bytes()).get("holder", "")
        except (OSError, ValueError, AttributeError, RecursionError):
            continue
        holders[path.stem] = holder if isinstance(holder, str) and _KEY.fullmatch(holder) else ""
    return holders


def write_draft(folder: Path, draft: Draft, holder: str = "") -> None:
    """Write a draft atomically in the name of `holder`. Raises Unavailable."""
    plain: dict[str, Any] = {"begun": int(draft.begun.timestamp()), "filled": to_plain(draft.filled)}
    if holder:
        plain["holder"] = holder
    if draft.pressed is not None:
        plain["pressed"] = int(draft.pressed.timestamp())
    try:
        make_private_folder(folder)
    except OSError as error:
        raise _cannot_keep(folder) from error
    file = QSaveFile(str(folder / f"{draft.key}.json"))
    if not file.open(QIODevice.OpenModeFlag.WriteOnly):
        raise _cannot_keep(folder)
    file.setPermissions(_OURS_ALONE)
    data = json.dumps(plain, ensure_ascii=True).encode("ascii")
    if file.write(data) != len(data):  # a full disk may store a part without reporting an error
        file.cancelWriting()
    if not file.commit():
        raise _cannot_keep(folder)


def remove_draft(folder: Path, key: str) -> None:
    """Delete a draft; a missing one is no error. Raises Unavailable."""
    try:
        (folder / f"{key}.json").unlink(missing_ok=True)
    except OSError as error:
        sentence = translate("intake", "删不掉暂存文件夹 {folder} 里的旧稿，请检查权限。")
        raise Unavailable(sentence.format(folder=folder)) from error


def _is_one_of_ours(path: Path) -> bool:
    """Return whether a file can be a draft; reading a pipe would block without end."""
    return path.is_file() and path.stat().st_size <= _BYTES_AT_MOST


def _draft_of(key: str, data: bytes) -> Draft | None:
    try:
        plain: Any = json.loads(data)
        if not _KEY.fullmatch(key):
            return None
        pressed = datetime.fromtimestamp(plain["pressed"], UTC) if "pressed" in plain else None
        return Draft(key, datetime.fromtimestamp(plain["begun"], UTC), from_plain(plain["filled"]), pressed)
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError, OSError):
        return None


def _cannot_keep(folder: Path) -> Unavailable:
    sentence = translate(
        "intake", "没登记的来电存不到磁盘（{folder}）：磁盘已满或没有权限。填写的内容还在屏幕上，请尽快开单。"
    )
    return Unavailable(sentence.format(folder=folder))
