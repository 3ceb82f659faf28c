"""The configuration as values: what each setting means, its unit and its default."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from mail_agent.plan import Action

Tls = Literal["tls", "starttls", "none"]
"""`tls` from the first octet (RFC 8314), `starttls` (RFC 9051 section 6.2.1), `none` for loopback only."""

FALSE_ALARMS: Final = 1 / 2000
POLL_SECONDS: Final = 300
EVIDENCE_MAILBOX: Final = "Seawall/Evidence"


@dataclass(frozen=True, slots=True)
class PasswordSource:
    """Where a password is kept; never the password itself.

    Attributes:
        kind: `keyring`, `command`, `file` or `env`.
        value: the keyring service, the command and its arguments, the path, or the variable's name.
    """

    kind: Literal["keyring", "command", "file", "env"]
    value: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImapAccountConfig:
    """An account at an IMAP server.

    Attributes:
        name: the person's word for it, unique; stands in the journal.
        host, port: the server.
        tls: how the connection is protected; certificates are always verified.
        user: login name.
        password_source: where the password is; see `passwords.password`.
        mailboxes: mailboxes to watch.
        sent: the mailbox of sent messages, `auto` to find it (RFC 6154), None for none.
    """

    name: str
    host: str
    port: int
    tls: Tls
    user: str
    password_source: PasswordSource
    mailboxes: tuple[str, ...] = ("INBOX",)
    sent: str | None = "auto"


@dataclass(frozen=True, slots=True)
class MaildirConfig:
    """A Maildir folder; the attributes are those of ImapAccountConfig, and `path` is the folder."""

    name: str
    path: Path
    mailboxes: tuple[str, ...] = ("INBOX",)
    sent: str | None = "auto"


@dataclass(frozen=True, slots=True)
class MboxConfig:
    """An mbox file (RFC 4155), which is only read; the attributes are those of ImapAccountConfig."""

    name: str
    path: Path


AccountConfig = ImapAccountConfig | MaildirConfig | MboxConfig


@dataclass(frozen=True, slots=True)
class Config:
    """What the person has set; every path is absolute.

    Attributes:
        accounts: at least one, with unique names.
        evidence: folder of sealed items and the custody journal.
        state: folder of what can be rebuilt: the history, and the numbers of local mail.
        false_alarms: the promise: at most this share of ordinary messages is quarantined.
        action: `move` (out of sight) or `copy` (the original stays, untouched).
        evidence_mailbox: mailbox for quarantined messages, `/` between levels.
        allow, concern: addr-specs or `@domain`s; see `people.closeness`.
        poll_seconds: seconds between looks where the server cannot tell of new mail (IDLE).
    """

    accounts: tuple[AccountConfig, ...]
    evidence: Path
    state: Path
    false_alarms: float = FALSE_ALARMS
    action: Action = "move"
    evidence_mailbox: str = EVIDENCE_MAILBOX
    allow: frozenset[str] = field(default_factory=frozenset)
    concern: frozenset[str] = field(default_factory=frozenset)
    poll_seconds: int = POLL_SECONDS
