"""The kinds of failure of a command. Each carries the sentence that the screen shows."""


class DeskError(Exception):
    """Something could not be done; `sentence` says in Chinese what happened and what to do.

    `unsaved` means that something was to be saved and the server was unreachable; `in_doubt` that it became so during
    the commit, so that nobody knows yet whether it was saved.
    """

    unsaved = False
    in_doubt = False

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Refused(DeskError):
    """The command is invalid, illegal in this state or not permitted. Nothing was changed."""


class FieldError(Refused):
    """A field of a form holds what can't be stored; `field` is its name."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


class NotYet(Refused):
    """Not an error: `sentence` says what to check or wait for before the command is sent again."""


class ShutOut(Refused):
    """The server rejects this person now: the password was changed or the account ended. They must sign in again."""


class Conflict(DeskError):
    """Somebody else changed the ticket first. `theirs` names who, what and when."""

    def __init__(self, sentence: str, theirs: str = "") -> None:
        super().__init__(sentence)
        self.theirs = theirs


class Unavailable(DeskError):
    """The database can't be used now. Nothing was written, and nothing typed is lost."""


class Unexpected(DeskError):
    """Any other exception: a fault of the program or of a library. It has been logged.

    `details` is the traceback as text, without passwords, phone numbers or callers' words.
    """

    def __init__(self, sentence: str, details: str) -> None:
        super().__init__(sentence)
        self.details = details


def reworded(error: DeskError, sentence: str) -> DeskError:
    """Return the error with another sentence and, for Unexpected, the same details."""
    return Unexpected(sentence, error.details) if isinstance(error, Unexpected) else Refused(sentence)
