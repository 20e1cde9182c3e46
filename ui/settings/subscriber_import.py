"""The card that imports the subscriber file, with the last import."""

from tickets.actions.subscribers import import_subscribers
from tickets.errors import Refused
from tickets.importing.subscribers import (
    WRITING,
    ImportCancelled,
    SubscriberPlan,
    carry_out,
    examples,
    plan_import,
    summary,
    warnings,
)
from tickets.store.queries.subscribers import SubscriberImport, last_import
from ui.kit.cards import Facts
from ui.kit.wording import full_moment, translate
from ui.runtime.session import SessionContext
from ui.settings.file_import import FileImportCard, ImportSpec

_CAPTION = 88


def _loud(plan: SubscriberPlan) -> list[str]:
    doubts = translate("settings", "▲ {doubts}。核对过确实如此再导入。").format(doubts="；".join(plan.doubts))
    return [*warnings(plan), *([doubts] if plan.doubts else [])]


def _cancelled(doing: str, rows: int) -> Refused:
    return ImportCancelled(rows if doing == WRITING else 0)


def _spec() -> ImportSpec:
    return ImportSpec(
        "subscribers",
        translate("settings", "用户档案"),
        import_subscribers,
        plan_import,
        carry_out,
        lambda plan: [*summary(plan), *examples(plan)],
        lambda plan: plan.changes.rows,
        _cancelled,
        translate("settings", "用户档案导入好了。"),
        translate("settings", "户"),
        _loud,
    )


class SubscriberImportCard(FileImportCard):
    """Ctrl+O chooses a file and reads it; Ctrl+S imports it, Ctrl+K cancels. It shows the last import."""

    def __init__(self, session: SessionContext) -> None:
        self._facts = Facts(_CAPTION)
        super().__init__(session, _spec(), above=self._facts)

    def refresh(self) -> None:
        """Read the last import."""
        self._session.read("settings/subscribers/last", last_import, self._show_last)

    def _show_last(self, last: SubscriberImport | None) -> None:
        if last is None:
            none = self.tr("还没有。选营收系统导出的文件（CSV 或 Excel）：先看有哪些变化，再导入。")
            self._facts.show_facts([(self.tr("最近导入"), none)])
            return
        counts = self.tr("新增 {added}，换了地址 {moved}，有改动 {changed}，不在新档案里 {gone}，没变 {unchanged}")
        numbers = {name: f"{getattr(last, name):,}" for name in ("added", "moved", "changed", "gone", "unchanged")}
        when = " · ".join(part for part in (full_moment(last.at), last.by or "", last.file) if part)
        self._facts.show_facts([(self.tr("最近导入"), when), (self.tr("户数"), counts.format(**numbers))])
