"""Keeps the call being typed, and the drafts, on disk, so that no end of the program loses them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from tickets.errors import DeskError
from ui.intake.call_form_data import NOTHING, CallFormData
from ui.intake.draft_claim import Claim
from ui.intake.drafts import Draft, Found, new_key, remove_draft
from ui.runtime.background import Worker
from ui.runtime.session import SessionContext
from ui.runtime.tick import single_shot

LOAD_AGAIN_MS = 5_000
SAVE_WITHIN_MS = 1000


class DraftKeeper(QObject):
    """The call being typed is a draft like those put aside; `aside` lists the latter, the latest first.

    `found` is emitted once, with the drafts of earlier runs; `changed` when `aside` changes; `failed` when drafts can't
    be written, once until one can.
    """

    changed = Signal()
    found = Signal(object)  # Found
    failed = Signal(object)  # DeskError

    def __init__(
        self, session: SessionContext, folder: Path, parent: QObject | None = None, *, former: Path | None = None
    ) -> None:
        """Keep drafts in `folder`; those in `former`, which all databases once shared, are taken over."""
        super().__init__(parent)
        self._session = session
        self._folder = folder
        self._claim = Claim(folder, new_key(), former)
        self.aside: list[Draft] = []
        self.current = self._new()
        self.taken_up: CallFormData | None = None  # the content of the current call when it was resumed
        self._written = NOTHING
        self._earlier: set[str] = set()  # keys of drafts of an earlier run
        self._failing = False
        self._unfound = False  # whether the drafts of earlier runs could not be read
        self._timer = single_shot(self, self.keep_now, SAVE_WITHIN_MS)

    @property
    def may_be_logged(self) -> bool:
        """Whether an earlier run may have logged the present call, unchanged, before it crashed."""
        return self.current.key in self._earlier and self.current.filled == self.taken_up

    def load(self) -> None:
        """Read the drafts of earlier runs; a failure is reported once and reading is repeated."""
        self._session.background.run(
            self._claim.take, self._on_found, self._on_not_found, worker=Worker.FILES, owner=self
        )

    def type(self, filled: CallFormData) -> None:
        """Store the content being typed; it is on disk within a second. The call begins with the first content."""
        begun = self._session.now() if self.current.filled.blank else self.current.begun
        self.current = replace(self.current, filled=filled, begun=begun)
        if not self._timer.isActive():
            self._timer.start()

    def press(self, key: str, at: datetime) -> None:
        """Store when the call with this key came, or when saving it was first tried without success."""
        self.aside = [_pressed(draft, at) if draft.key == key else draft for draft in self.aside]
        if key == self.current.key and self.current.pressed is None:
            self.current = _pressed(self.current, at)
            self._written = NOTHING
            self.keep_now()

    def keep_now(self) -> None:
        """Write the call being typed at once."""
        self._timer.stop()
        if self.current.filled == self._written:
            return
        self._written = self.current.filled
        folder, draft, claim = self._folder, self.current, self._claim
        if draft.filled.blank:
            self._on_disk(lambda: remove_draft(folder, draft.key))
        else:
            self._on_disk(lambda: claim.write(draft))

    def move_aside(self) -> Draft:
        """Put the call being typed aside and begin a new one; return the one put aside."""
        self.keep_now()
        draft = self.current
        if not draft.filled.blank:
            self.aside.insert(0, draft)
        self._begin(self._new())
        self.changed.emit()
        return draft

    def take_up(self, key: str) -> Draft | None:
        """Make the draft with this key the call being typed; None when there is none."""
        draft = self._aside_under(key)
        if draft is not None:
            self.move_aside()
            self.aside.remove(draft)
            self._begin(draft)
            self._written = self.taken_up = draft.filled
            self.changed.emit()
        return draft

    def forget(self, key: str) -> None:
        """Delete the draft with this key, because its call is logged; if it was being typed, a new one begins."""
        folder = self._folder
        self._on_disk(lambda: remove_draft(folder, key))
        if key == self.current.key:
            self._begin(self._new())
        self.aside = [draft for draft in self.aside if draft.key != key]
        self.changed.emit()

    def drop(self, key: str) -> Draft | None:
        """Delete a draft that was put aside and return it; None when there is none."""
        draft = self._aside_under(key)
        if draft is not None:
            self.forget(key)
        return draft

    def put_back(self, draft: Draft) -> None:
        """Restore a deleted draft."""
        claim = self._claim
        self._on_disk(lambda: claim.write(draft))
        self.aside.insert(0, draft)
        self.changed.emit()

    def renew(self, *, same_call: bool = False) -> None:
        """Give the call being typed a new key: what was sent under the old one is now another call.

        If it is the same call after all, it came when it came.
        """
        former, folder = self.current, self._folder
        filled, key = former.filled, former.key
        self._begin(replace(former, key=new_key()) if same_call else self._new())
        self.type(filled)
        self.keep_now()
        self._on_disk(lambda: remove_draft(folder, key))

    def _aside_under(self, key: str) -> Draft | None:
        return next((draft for draft in self.aside if draft.key == key), None)

    def _begin(self, draft: Draft) -> None:
        self._timer.stop()
        self.current = draft
        self.taken_up = None
        self._written = NOTHING

    def _new(self) -> Draft:
        return Draft(new_key(), self._session.now(), NOTHING)

    def _on_found(self, found: Found) -> None:
        self._earlier |= {draft.key for draft in found.drafts}
        known = {self.current.key, *(draft.key for draft in self.aside)}
        self.aside += [draft for draft in found.drafts if draft.key not in known]
        self.found.emit(found)
        self.changed.emit()

    def _on_not_found(self, error: DeskError) -> None:
        if not self._unfound:
            self._unfound = True
            self.failed.emit(error)
        QTimer.singleShot(LOAD_AGAIN_MS, self, self.load)

    def _on_disk(self, work: Callable[[], None]) -> None:
        self._session.background.run(work, self._on_kept, self._on_failed, worker=Worker.FILES, owner=self)

    def _on_kept(self, _nothing: None) -> None:
        self._failing = False

    def _on_failed(self, error: DeskError) -> None:
        self._written = NOTHING
        if not self._failing:
            self._failing = True
            self.failed.emit(error)


def _pressed(draft: Draft, at: datetime) -> Draft:
    return draft if draft.pressed is not None else replace(draft, pressed=at)
