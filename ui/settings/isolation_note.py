"""Shows the present limit of 止水 beside the faults that need it."""

from collections.abc import Sequence

from tickets.rules.limits import scope_words
from tickets.rules.words import Stage
from tickets.store.queries.lookups import LimitLine, list_limits
from ui.kit.labels import Quiet
from ui.kit.wording import duration
from ui.runtime.live_query import LiveQuery
from ui.runtime.session import SessionContext


class IsolationNote(Quiet):
    """Reads the limits in force, and again when they change."""

    def __init__(self, session: SessionContext) -> None:
        super().__init__(wrap=True)
        reads = session.reader(list_limits)
        LiveQuery(
            session, "settings/isolation", reads, self._show, self, tables=frozenset({"limits", "faults"})
        ).refresh()

    def _show(self, lines: Sequence[LimitLine]) -> None:
        said = [
            f"{scope_words(line.limit, line.fault_name or '')} {duration(line.seconds)}"
            for line in lines
            if line.stage is Stage.ISOLATE
        ]
        words = self.tr("止水时限现在是：{limits}。从到场起计，在“时限”页里改。")
        none = self.tr("现在没有止水时限，请在“时限”页里加一条，否则要止水的故障不能登记到场。")
        self.setText(words.format(limits="；".join(said)) if said else none)
