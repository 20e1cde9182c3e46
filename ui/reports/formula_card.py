"""How every figure is calculated."""

from PySide6.QtCore import Qt

from tickets.reports.formulas import FORMULAS
from ui.kit.cards import Card, Facts, scrolled
from ui.kit.labels import Quiet


class FormulaCard(Card):
    """The report's formulas, which every export includes too. `text` scrolls by key."""

    def __init__(self) -> None:
        super().__init__()
        self.title.setText(self.tr("怎么算的"))
        self.head.addWidget(self.title)
        self.head.addWidget(Quiet(self.tr("Esc 回到分组")), 1)
        facts = Facts(caption_width=88)
        facts.show_facts([(formula.name, formula.text) for formula in FORMULAS])
        self.text = scrolled(facts)
        self.text.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.text.setAccessibleName(self.title.text())
        self.body.addWidget(self.text, 1)
