"""A running command, and how it continues when somebody else changed the ticket first."""

from dataclasses import dataclass, replace

import shiboken6

from tickets.store.queries.ticket_file import TicketFile
from ui.kit.wording import translate
from ui.ticket.form import Form
from ui.ticket.ticket_actions import TicketAction, why_illegal


@dataclass(frozen=True)
class Attempt:
    """The action, the ticket as last seen, and the form it comes from or, without one, the chosen crew."""

    action: TicketAction
    seen: TicketFile
    form: Form | None = None
    crew_id: int | None = None

    def as_it_stands(self) -> "Attempt":
        """Return the attempt without its form if that has been closed meanwhile."""
        gone = self.form is not None and not shiboken6.isValid(self.form)
        return replace(self, form=None) if gone else self

    def look_again(self, fresh: TicketFile) -> tuple[str, str]:
        """Continue with the ticket as it is now.

        Return what became of the attempt and what can be done, as sentences.
        """
        against = why_illegal(self.action, fresh)
        if self.form is None:
            mine = translate("attempt", "您按的“{action}”没有执行。").format(action=self.action.label)
            return mine, against or translate("attempt", "看过后再做一次，就按现状办理。")
        mine = translate("attempt", "您填的“{action}”没有提交，还在下面的表里。").format(action=self.action.label)
        advice = self.form.look_again(fresh) or against
        return mine, advice or translate("attempt", "看过后按 Enter 就按现状提交，Esc 返回。")
