"""Below the gazetteer's page: its import from a file and its export to one."""

from PySide6.QtWidgets import QWidget

from tickets.actions.places import import_places
from tickets.errors import Refused
from tickets.importing.places import WRITING, carry_out_places, place_summary, plan_places, write_places
from ui.kit.buttons import KeyButton
from ui.kit.csv_export import CsvExport
from ui.kit.layouts import in_column
from ui.kit.messages import ErrorLine, Notice
from ui.kit.wording import translate
from ui.runtime.session import SessionContext
from ui.settings.file_import import FileImportCard, ImportSpec


def _cancelled(doing: str, rows: int) -> Refused:
    if doing == WRITING and rows:
        words = translate("settings", "已停下：写好的 {n} 处留着，再导入一次这个文件会接着写。")
        return Refused(words.format(n=f"{rows:,}"))
    return Refused(translate("settings", "已取消，地址库没有动。"))


def _spec() -> ImportSpec:
    return ImportSpec(
        "places",
        translate("settings", "导入、导出"),
        import_places,
        plan_places,
        carry_out_places,
        place_summary,
        lambda plan: len(plan.added) + len(plan.changed),
        _cancelled,
        translate("settings", "地址库导入好了。"),
        translate("settings", "处"),
        keys=("Ctrl+O", "Ctrl+I"),
        is_main=False,
        choose=translate("settings", "导入"),
    )


class PlaceFile(QWidget):
    """Ctrl+O reads a file, Ctrl+I imports it, Ctrl+E exports the gazetteer."""

    def __init__(self, session: SessionContext) -> None:
        super().__init__()
        self._session = session
        self.export = CsvExport(session, self)
        self._said, self._error = Notice(), ErrorLine()
        self.export.finished.connect(self._said.say)
        self.export.failed.connect(self._error.say)
        button = KeyButton(self.tr("导出"), "Ctrl+E", on_click=self._on_export)
        self.imports = FileImportCard(session, _spec(), button)
        in_column(self.export, self._said, self._error, self.imports, holder=self, spacing=8)

    def _on_export(self) -> None:
        service = self._session.service
        self.export.ask(self.tr("地址库"), lambda file, progress: write_places(service, file, progress))
