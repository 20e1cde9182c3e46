"""A command under way, and what becomes of it when somebody else was first."""

from dataclasses import dataclass, replace

import shiboken6
from PySide6.QtCore import QCoreApplication

from tickets.store.queries.ticket_file import TicketFile
from ui.ticket.crew_form import CrewForm
from ui.ticket.form import Brief, Form
from ui.ticket.ticket_actions import TicketAction, why_not

translate = QCoreApplication.translate


@dataclass(frozen=True)
class Attempt:
    """What it is to do, to the ticket as it was last seen, from which form or, without one, for which crew."""

    deed: TicketAction
    seen: TicketFile
    form: Form | None = None
    crew_id: int | None = None

    @property
    def wants_form(self) -> bool:
        """Whether more was chosen than the deed itself, and no form shows it."""
        return self.form is None and self.crew_id is not None and self.deed.form is not None

    def as_it_stands(self) -> "Attempt":
        """Return it without its form if that has been thrown away meanwhile."""
        gone = self.form is not None and not shiboken6.isValid(self.form)
        return replace(self, form=None) if gone else self

    def in_form(self, brief: Brief) -> "Attempt":
        """Return it with what was chosen standing in a form, where it can be thought over."""
        assert self.deed.form is not None
        form = self.deed.form(self.deed.label, brief)
        if isinstance(form, CrewForm) and self.crew_id is not None:
            form.choose(self.crew_id)
        return replace(self, form=form)

    def look_again(self, fresh: TicketFile) -> tuple[str, str]:
        """Go by the ticket as it is now. Return what became of the try and what can be done, as sentences."""
        against = why_not(self.deed, fresh)
        if self.form is None:
            mine = translate("attempt", "您按的“{deed}”没有执行。").format(deed=self.deed.label)
            return mine, against or translate("attempt", "看过后再做一次，就按现状办理。")
        mine = translate("attempt", "您填的“{deed}”没有提交，还在下面的表里。").format(deed=self.deed.label)
        advice = self.form.look_again(fresh) or against
        return mine, advice or translate("attempt", "看过后按 Enter 就按现状提交，Esc 返回。")
