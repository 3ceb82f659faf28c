"""The IMAP adapter: the only package that speaks IMAP (RFC 9051, RFC 3501), by way of IMAPClient."""

from mail_agent.imap.account import ImapAccount
from mail_agent.imap.connection import ImapSettings

__all__ = ["ImapAccount", "ImapSettings"]
