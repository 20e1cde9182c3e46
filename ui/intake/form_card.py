"""The middle column: the form, its buttons, and the messages."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QWidget

from ui.intake.actions_bar import ActionsBar
from ui.intake.form import CallForm
from ui.kit.buttons import KeyButton
from ui.kit.cards import Card, scrolled
from ui.kit.tokens import INSIDE


class FormCard(Card):
    """In a low window the form scrolls; the buttons below it always stay visible."""

    def __init__(self, now: Callable[[], datetime], scope: QWidget) -> None:
        super().__init__(self.tr("新来电"))
        self.form = CallForm(now)
        self.bar = ActionsBar(scope)
        self._more = KeyButton(self.tr("补录时间、管径"), "Alt+T", scope=scope, on_click=self._toggle_more)
        self.head.addWidget(self._more)
        area = scrolled(self.form)
        area.verticalScrollBar().valueChanged.connect(self.form.hide_offers)
        self.form.entered.connect(lambda field: area.ensureWidgetVisible(field, 0, INSIDE))
        self.body.addWidget(area, 1)
        self.body.addWidget(self.bar)
        self.form.finished.connect(self.bar.open.setFocus)

    def _toggle_more(self) -> None:
        wanted = not self.form.shows_more
        self.form.show_more(wanted)
        if self.form.shows_more:
            self.form.at.field.setFocus()
