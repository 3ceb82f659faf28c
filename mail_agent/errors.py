"""Errors that reach a person: what happened, what is safe now, what to do, and the exit code."""

from enum import IntEnum


class Exit(IntEnum):
    """Exit codes of the `seawall` command; documented in docs/operating.md."""

    OK = 0
    SOME_FAILED = 1
    USAGE = 2
    CONFIG = 3
    SIGN_IN = 4
    UNREACHABLE = 5
    MAILBOX = 6
    EVIDENCE = 7
    MODEL = 8
    BUSY = 9
    INTERRUPTED = 130


class SeawallError(Exception):
    """Base of every error that is shown to a person as one line.

    Args:
        message: what happened.
        remedy: what the person can do about it.
    """

    code: Exit = Exit.SOME_FAILED

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(f"{message} {remedy}".strip())
        self.message = message
        self.remedy = remedy


class UsageError(SeawallError):
    """The command line names something that cannot be used."""

    code = Exit.USAGE


class ConfigError(SeawallError):
    """The configuration cannot be used. All problems found are in the message, one a line."""

    code = Exit.CONFIG


class SignInError(SeawallError):
    """The server refused the name and password."""

    code = Exit.SIGN_IN


class UnreachableError(SeawallError):
    """The server cannot be reached, or the connection was lost. What an act under way did is settled later by hash."""

    code = Exit.UNREACHABLE


class MailboxError(SeawallError):
    """The mailbox cannot be used: missing, refused, or changed under us."""

    code = Exit.MAILBOX


class UidValidityChangedError(MailboxError):
    """UIDVALIDITY is not what it was (RFC 9051 section 2.3.1.1); no reference made before it may be used."""


class RefusedError(MailboxError):
    """The server said no to an action (quota, ACL, read-only). The message stays where it was."""


class EvidenceError(SeawallError):
    """Evidence could not be sealed or does not verify."""

    code = Exit.EVIDENCE


class ModelError(SeawallError):
    """The model artifact is missing, damaged or of another kind."""

    code = Exit.MODEL


class BusyError(SeawallError):
    """Another Seawall works on the same data; the message names its process id."""

    code = Exit.BUSY
