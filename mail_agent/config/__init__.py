"""What the person has set: a TOML file in, a checked Config out; passwords come late and from elsewhere."""

from mail_agent.config.example import example, minimal
from mail_agent.config.load import default_path, load, parse
from mail_agent.config.passwords import password
from mail_agent.config.values import (
    AccountConfig,
    Config,
    ImapAccountConfig,
    MaildirConfig,
    MboxConfig,
    PasswordSource,
    Tls,
)

__all__ = [
    "AccountConfig",
    "Config",
    "ImapAccountConfig",
    "MaildirConfig",
    "MboxConfig",
    "PasswordSource",
    "Tls",
    "default_path",
    "example",
    "load",
    "minimal",
    "parse",
    "password",
]
