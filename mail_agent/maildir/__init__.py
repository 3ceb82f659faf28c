"""Local mail without a server: a Maildir, which can be acted upon, and an mbox file, which is only read."""

from mail_agent.maildir.account import MaildirAccount
from mail_agent.maildir.mbox import MboxAccount

__all__ = ["MaildirAccount", "MboxAccount"]
