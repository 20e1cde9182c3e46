"""Which database and which running program a draft belongs to.

Each database has a folder of its own, named after its id. Each running program holds a lock file there and writes its
name into its drafts. Other programs leave these drafts alone until the lock is free, which means that the program has
ended, normally or not.
"""

import os
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QLockFile

from tickets.store.file_permissions import make_private_folder
from ui.intake.drafts import Draft, Found, holders_in, read_drafts, unreadable_folder, write_draft
from ui.kit.locks import move_aside_lock, process_of

BROKEN = "broken"  # a subfolder for drafts that can't be read
_BEFORE = "before"  # the lock of drafts written by an older program, which stored no name


class Claim:
    """A running program's claim on drafts in a folder, under the name `holder`, until the program ends.

    `former` is the folder that all databases once shared: the first opened database takes its drafts.
    """

    def __init__(self, folder: Path, holder: str, former: Path | None = None) -> None:
        self.folder = folder
        self.holder = holder
        self._former = former
        self._held: QLockFile | None = None

    def take(self) -> Found:
        """Take over the drafts that no other running program holds; unreadable ones are moved aside.

        Raises Unavailable.
        """
        try:
            self._take_former()
            if not self.folder.is_dir():
                return Found(())
            self._hold()
            names = self._move_broken()
        except OSError as error:
            raise unreadable_folder(self.folder) from error
        theirs = self._held_by_others()
        found = read_drafts(self.folder)
        return Found(tuple(draft for draft in found.drafts if draft.key not in theirs), names + found.unreadable)

    def write(self, draft: Draft) -> None:
        """Write a draft under this claim. Raises Unavailable."""
        with suppress(OSError):  # the write below reports it
            make_private_folder(self.folder)
            self._hold()
        write_draft(self.folder, draft, self.holder)

    def _hold(self) -> None:
        if self._held is None and (lock := self._lock(self.holder)).tryLock(0):
            self._held = lock

    def _take_former(self) -> None:
        paths = sorted(self._former.glob("*.json")) if self._former is not None else []
        if paths:
            make_private_folder(self.folder)
        for path in paths:
            with suppress(FileNotFoundError):  # another program was first
                path.replace(self.folder / path.name)

    def _move_broken(self) -> tuple[str, ...]:
        names = read_drafts(self.folder).unreadable
        if names:
            make_private_folder(self.folder / BROKEN)
        for name in names:
            with suppress(OSError):  # it stays where it is
                (self.folder / name).replace(self.folder / BROKEN / name)
        return names

    def _held_by_others(self) -> frozenset[str]:
        """Return the keys of drafts held by other programs; those of ended programs become ours."""
        locks = {path.stem: "" for path in self.folder.glob("*.lock")}
        theirs: set[str] = set()
        for holder in sorted({*locks, *holders_in(self.folder).values()} - {self.holder}):
            lock = self._lock(holder or _BEFORE)
            if not lock.tryLock(0) and _is_another_program(lock):
                theirs |= self._keys_of(holder)
                continue
            for draft in read_drafts(self.folder).drafts:
                if draft.key in self._keys_of(holder):
                    write_draft(self.folder, draft, self.holder)
            lock.unlock()
        return frozenset(theirs)

    def _keys_of(self, holder: str) -> set[str]:
        return {key for key, name in holders_in(self.folder).items() if name == holder}

    def _lock(self, name: str) -> QLockFile:
        path = self.folder / f"{name}.lock"
        move_aside_lock(path)
        lock = QLockFile(str(path))
        lock.setStaleLockTime(0)  # a program may run for weeks; Qt checks whether the process is alive
        return lock


def _is_another_program(lock: QLockFile) -> bool:
    """Whether a lock that could not be taken belongs to another process, and not to a read-only folder."""
    if lock.error() is not QLockFile.LockError.LockFailedError:
        return False
    return process_of(lock) not in (0, os.getpid())
