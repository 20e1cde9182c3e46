"""The few ways a command can fail. Each carries the sentence the screen shows."""


class DeskError(Exception):
    """Something could not be done; `sentence` says, in Chinese, what to do about it.

    `unsaved` says that something was to be saved and the server was away; `in_doubt` that it went away at the very
    commit, so that nobody can know yet whether it was saved.
    """

    unsaved = False
    in_doubt = False

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Refused(DeskError):
    """The command is illegal, not permitted or not understood. Nothing was changed."""


class NotYet(Refused):
    """Nothing is wrong: `sentence` says what to look at, or to wait for, before the same is asked once more."""


class ShutOut(Refused):
    """The server lets this person in no more: the password was changed, or the account ended. They sign in again."""


class Conflict(DeskError):
    """Somebody else changed the ticket first. `theirs` names who, what and when."""

    def __init__(self, sentence: str, theirs: str = "") -> None:
        super().__init__(sentence)
        self.theirs = theirs


class Unavailable(DeskError):
    """The database can't be used now. Nothing was written, nothing typed is lost."""


class Unexpected(DeskError):
    """An exception that is none of the above: a mistake of the program, or of what it stands on. It is in the log.

    `details` is the traceback as text, without a password, a phone number or a caller's words.
    """

    def __init__(self, sentence: str, details: str) -> None:
        super().__init__(sentence)
        self.details = details


def reworded(error: DeskError, sentence: str) -> DeskError:
    """Return an error that says something else, with the details of what was unexpected."""
    return Unexpected(sentence, error.details) if isinstance(error, Unexpected) else Refused(sentence)
