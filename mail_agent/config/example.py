"""The example configuration: every setting with its default and one line about it."""

from typing import Final

_MINIMAL: Final = """\
[[account]]
name = "home"
host = "imap.example.org"
user = "anna@example.org"
password_keyring = "seawall"    # first run: keyring set seawall anna@example.org
"""

_EXAMPLE: Final = """\
# Seawall's configuration. Only the account is needed; all other lines show the default.

# The promise: at most this share of ordinary messages is set aside by mistake. Lower is more careful with
# ordinary mail, higher finds more abuse.
false_alarms = "1 in 2000"

# "move" takes what is found out of the inbox into the evidence mailbox; "copy" leaves the original where
# it is, untouched, and puts a copy there.
action = "move"
evidence_mailbox = "Seawall/Evidence"

# Addresses, or whole domains written as "@example.org" (with their subdomains). Where both lists name a
# sender, the narrower entry counts.
allow = []                      # never set aside: your word
concern = []                    # every message is kept

# Seconds between looks where the server cannot tell of new mail.
poll_seconds = 300

# Folders, if not the usual ones of this computer:
# evidence = "~/Seawall/evidence"   # sealed originals and the custody journal: back it up
# state = "~/.local/state/seawall"  # can be rebuilt from the evidence

[[account]]
name = "home"                   # your word for it
kind = "imap"
host = "imap.example.org"
port = 993
tls = "tls"                     # or "starttls"; "none" only for this computer itself
user = "anna@example.org"
mailboxes = ["INBOX"]
sent = "auto"                   # where your own messages are, to know whom you answered; "" for none

# The password, by exactly one of these, never in this file:
password_keyring = "seawall"    # first run: keyring set seawall anna@example.org
# password_command = ["pass", "show", "mail/home"]
# password_file = "~/.config/seawall/home.password"   # then: chmod 600 that file
# password_env = "SEAWALL_HOME_PASSWORD"

# Mail on this computer, without a server:
# [[account]]
# name = "local"
# kind = "maildir"              # or "mbox", which is only read
# path = "~/Maildir"
"""


def example() -> str:
    """Return a complete configuration with comments, as TOML."""
    return _EXAMPLE


def minimal() -> str:
    """Return the shortest useful configuration, as TOML."""
    return _MINIMAL
