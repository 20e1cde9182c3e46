"""The subject of a clock: anything that falls due, identified by a kind and an id."""

from dataclasses import dataclass

from tickets.rules.words import SubjectKind


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject: a kind, and an id within it."""

    kind: SubjectKind
    id: int

    @property
    def ticket_id(self) -> int | None:
        """The id of the ticket, also of one whose step was undone; None for a subject of another kind."""
        return self.id if self.kind in (SubjectKind.TICKET, SubjectKind.UNDONE) else None


def ticket_subject(ticket_id: int) -> Subject:
    """Return a ticket as a subject."""
    return Subject(SubjectKind.TICKET, ticket_id)
