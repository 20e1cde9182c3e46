"""What a clock belongs to: whatever falls due is a subject, a kind and an id."""

from dataclasses import dataclass

from tickets.rules.words import SubjectKind


@dataclass(frozen=True, slots=True)
class Subject:
    """The thing of a kind with this id."""

    kind: SubjectKind
    id: int

    @property
    def ticket_id(self) -> int | None:
        """The id of the ticket that it is; None for a subject of another kind."""
        return self.id if self.kind is SubjectKind.TICKET else None


def ticket_subject(ticket_id: int) -> Subject:
    """Return a ticket as a subject."""
    return Subject(SubjectKind.TICKET, ticket_id)
