"""The line above the queue that says when many people of a town call at once, and merges their tickets by key."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from functools import partial

from PySide6.QtWidgets import QFrame, QWidget

from tickets.actions.dispatch import merge
from tickets.errors import DeskError
from tickets.store.queries.board import BoardRow
from tickets.store.queries.clusters import SuggestedMerger, suggested_mergers
from ui.kit.buttons import KeyButton
from ui.kit.labels import Words, mark
from ui.kit.layouts import in_row
from ui.kit.wording import duration, translate
from ui.runtime.live_query import LiveQuery
from ui.runtime.refresher import NOW_AND_THEN
from ui.runtime.session import SessionContext

MERGE_KEY, DISMISS_KEY = "Alt+M", "Alt+X"
_ENDING = 4  # digits of a number that the queue shows
_NAMED_AT_MOST = 8  # tickets: a frost morning must not fill the window


def merger_words(one: SuggestedMerger) -> str:
    """Return what is suggested: who calls from where, the main ticket, and the others."""
    words = translate(
        "clusters", "集中来电：{time}内{town} {n} 人（{faults}），可能是一件事。主单 {main}；另有 {others}"
    )
    rest = len(one.others) - _NAMED_AT_MOST
    more = translate("clusters", "……共 {n} 张").format(n=len(one.others)) if rest > 0 else ""
    faults = "、".join(dict.fromkeys(row.fault_name for row in (one.main, *one.others)))
    return words.format(
        time=duration(int(one.within.total_seconds())),
        town=one.cluster.town,
        n=one.cluster.callers,
        faults=faults,
        main=_named(one.main, one.main.number),
        others="、".join(_named(row, row.number[-_ENDING:]) for row in one.others[:_NAMED_AT_MOST]) + more,
    )


class ClusterLine(QFrame):
    """Alt+M asks, and pressed again merges the other tickets into the main one; Alt+X says they are not one fault.

    What was dismissed stays away at this workstation until a further ticket belongs to it.
    """

    def __init__(self, session: SessionContext, scope: QWidget) -> None:
        super().__init__()
        mark(self, "notice", True)
        self._session = session
        self.shown: SuggestedMerger | None = None
        self._asked: frozenset[int] = frozenset()  # the tickets that will be merged if the key is pressed again
        self._dismissed: list[frozenset[int]] = []
        self._failed: Counter[str] = Counter()  # mergers that were refused, by the sentence that says why
        self._minute = session.now().replace(second=0)
        self.words = Words(wrap=True, selectable=True)
        self.words.setMinimumHeight(32)
        self.merge = KeyButton(self.tr("并入主单"), MERGE_KEY, scope=scope, on_click=self._merge)
        self.dismiss = KeyButton(self.tr("不是一件事"), DISMISS_KEY, scope=scope, on_click=self._dismiss)
        in_row((self.words, 1), self.merge, self.dismiss, holder=self, margins=(12, 4, 4, 4))
        self._live = LiveQuery(
            session, "clusters", session.reader(suggested_mergers), self._show, self,
            arguments=lambda _changes: (session.now(),), tables=frozenset({"settings"}),
            concerns=lambda changes: bool(changes.tickets), view=scope, rest=NOW_AND_THEN,
        )  # fmt: skip
        session.tick.second.connect(self._on_second)
        self.hide()
        self._live.refresh()

    def _show(self, found: Sequence[SuggestedMerger]) -> None:
        news = (one for one in found if not any(one.cluster.tickets <= known for known in self._dismissed))
        self.shown = next(news, None)
        if self.shown is None or self.shown.cluster.tickets != self._asked:
            self._asked = frozenset()
        self._describe()

    def _describe(self) -> None:
        self.setVisible(self.shown is not None or bool(self._failed))
        for button in (self.merge, self.dismiss):
            button.setEnabled(self.shown is not None)
        words = [merger_words(self.shown)] if self.shown is not None else []
        if self.shown is not None and self._asked:
            ask = self.tr("▲ 看清了都是一件事，再按一次 {key}，就把 {n} 张并入 {main}。")
            words.append(ask.format(key=MERGE_KEY, n=len(self.shown.others), main=self.shown.main.number))
        words += [self.tr("{n} 张没有并入：{why}").format(n=n, why=why) for why, n in self._failed.items()]
        self.words.setText("\n".join(words))

    def _merge(self) -> None:
        one = self.shown
        if one is None:
            return
        self._failed.clear()
        if self._asked != one.cluster.tickets:
            self._asked = one.cluster.tickets
            self._describe()
            return
        self._asked = frozenset()
        for row in one.others:
            command = merge(row.id, row.version, one.main.id, self.tr("集中来电"))
            self._session.execute(command, self._on_merged, partial(self._on_failed, row), owner=self)

    def _dismiss(self) -> None:
        self._failed.clear()
        if self.shown is not None:
            self._dismissed.append(self.shown.cluster.tickets)
            self.shown = None
        self._describe()
        self._live.refresh()

    def _on_merged(self, _done: object) -> None:
        self._live.refresh()

    def _on_failed(self, row: BoardRow, error: DeskError) -> None:
        self._failed[f"{row.number} {error.sentence}"] += 1
        self._describe()

    def _on_second(self, now: datetime) -> None:
        """Read again each minute: calls that came long ago no longer count."""
        minute = now.replace(second=0)
        if minute != self._minute and (self.parentWidget() or self).isVisible():
            self._minute = minute
            self._live.refresh()


def _named(row: BoardRow, number: str) -> str:
    where = row.place or row.address
    return " ".join(part for part in (number, row.fault_name, where) if part)
