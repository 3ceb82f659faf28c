"""A configuration file in, a checked Config out, or one error with all its problems."""

import ipaddress
import re
import tomllib
from pathlib import Path
from typing import Any, Final, get_args

import platformdirs

from mail_agent.config.example import minimal
from mail_agent.config.table import Table
from mail_agent.config.values import (
    EVIDENCE_MAILBOX,
    FALSE_ALARMS,
    POLL_SECONDS,
    AccountConfig,
    Config,
    ImapAccountConfig,
    MaildirConfig,
    MboxConfig,
    PasswordSource,
    Tls,
)
from mail_agent.errors import ConfigError
from mail_agent.people import canonical
from mail_agent.plan import Action

PASSWORD_KEYS: Final = ("password_keyring", "password_command", "password_file", "password_env")
TOP_KEYS: Final = (
    "evidence",
    "state",
    "false_alarms",
    "action",
    "evidence_mailbox",
    "allow",
    "concern",
    "poll_seconds",
    "account",
)
ACCOUNT_KEYS: Final = {
    "imap": ("name", "kind", "host", "port", "tls", "user", *PASSWORD_KEYS, "mailboxes", "sent"),
    "maildir": ("name", "kind", "path", "mailboxes", "sent"),
    "mbox": ("name", "kind", "path"),
}
"""The settings of each kind of account."""

_PORTS: Final = {"tls": 993, "starttls": 143, "none": 143}
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_ENTRY: Final = re.compile(r"[^@\s]*@[^@\s]+")
_SHARE: Final = re.compile(r"\s*1\s*(?:in|/)\s*([0-9][0-9_, ]*)\s*", re.IGNORECASE)
_NOT_IN_HERE: Final = (
    "a password never stands in this file, which is copied, synchronised and shown too easily. Delete the "
    'line, change the password if others could have read it, and use password_keyring = "seawall" (then run: '
    "keyring set seawall USER), password_command, password_file or password_env."
)


def default_path() -> Path:
    """Return where the configuration is looked for: `seawall/config.toml` in the platform's config folder."""
    return platformdirs.user_config_path("seawall", appauthor=False) / "config.toml"


def load(path: Path | None = None) -> Config:
    """Return the configuration at `path`, or at `default_path()`.

    Raises:
        ConfigError: there is no such file, it is not TOML, or it has problems; all of them are named at once.
    """
    where = path or default_path()
    try:
        text = where.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise ConfigError(
            f"There is no configuration at {where}.",
            f"Create that file, or name another with --config. The least it needs:\n\n{minimal()}",
        ) from None
    except OSError as error:
        raise ConfigError(
            f"The configuration at {where} cannot be read ({error.strerror}).", "Name another with --config."
        ) from None
    except UnicodeDecodeError:
        raise ConfigError(f"The configuration at {where} is not UTF-8 text.", "Save it as UTF-8.") from None
    try:
        return parse(text, where.absolute().parent)
    except ConfigError as error:
        raise ConfigError(
            f"The configuration at {where} cannot be used.\n{error.message}", error.remedy
        ) from None


def parse(text: str, folder: Path) -> Config:
    """Return the configuration that `text` (TOML) holds; relative paths start from `folder`.

    Raises:
        ConfigError: with every problem found, one a line.
    """
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"It is not TOML: {error}.", "See docs/operating.md for an example.") from None
    problems: list[str] = []
    config = _config(Table(values, "", problems), folder)
    if problems:
        raise ConfigError(
            "\n".join(f"  {problem}" for problem in problems), "\nEvery setting: docs/operating.md"
        )
    return config


def _config(top: Table, folder: Path) -> Config:
    top.unknown(TOP_KEYS)
    data = platformdirs.user_data_path("seawall", appauthor=False)
    config = Config(
        accounts=_accounts(top, folder),
        evidence=_path(top, "evidence", folder, data / "evidence"),
        state=_path(top, "state", folder, platformdirs.user_state_path("seawall", appauthor=False)),
        false_alarms=_share(top),
        action=top.choice("action", get_args(Action), "move"),
        evidence_mailbox=top.text("evidence_mailbox", EVIDENCE_MAILBOX).strip("/"),
        allow=_entries(top, "allow"),
        concern=_entries(top, "concern"),
        poll_seconds=top.whole("poll_seconds", POLL_SECONDS, 10, 86_400),
    )
    _check_together(top, config)
    return config


def _check_together(top: Table, config: Config) -> None:
    """Check what no setting shows by itself."""
    both = {canonical(entry) for entry in config.allow} & {canonical(entry) for entry in config.concern}
    for entry in sorted(both):
        top.wrong("allow", f"{entry} is also in concern; take it out of one of them.")
    if config.state.is_relative_to(config.evidence):
        top.wrong("state", "must not lie inside the evidence folder, which holds evidence alone.")
    kept = config.evidence_mailbox
    if not kept or kept.upper() == "INBOX":
        top.wrong("evidence_mailbox", f'must be a mailbox of its own, such as "{EVIDENCE_MAILBOX}".')
    accounts = (account for account in config.accounts if not isinstance(account, MboxConfig))
    watched = {mailbox for account in accounts for mailbox in account.mailboxes}
    if kept in watched:
        top.wrong("evidence_mailbox", f"{kept!r} is also watched; take it out of the account's mailboxes.")


def _share(top: Table) -> float:
    value = top.values.get("false_alarms", FALSE_ALARMS)
    share = 0.0
    if isinstance(value, str) and (found := _SHARE.fullmatch(value)):
        share = 1 / max(int(re.sub(r"\D", "", found[1])), 1)
    elif isinstance(value, float):
        share = value
    if not 0 < share <= 0.1:
        top.wrong(
            "false_alarms",
            'says how rarely an ordinary message may be set aside, such as "1 in 2000" (at most "1 in 10").',
        )
        return FALSE_ALARMS
    return share


def _entries(top: Table, key: str) -> frozenset[str]:
    entries = top.texts(key)
    for entry in entries:
        if not _ENTRY.fullmatch(entry):
            domain = f' Did you mean "@{entry}"?' if "@" not in entry and "." in entry else ""
            top.wrong(
                key, f"{entry!r:.80} is neither an address nor a domain written as @example.org.{domain}"
            )
    return frozenset(entries)


def _path(table: Table, key: str, folder: Path, default: Path | None = None) -> Path:
    value = table.text(key, None if default is None else str(default))
    try:
        return folder / Path(value).expanduser()
    except RuntimeError:
        table.wrong(key, "names a home folder that does not exist.")
        return folder


def _accounts(top: Table, folder: Path) -> tuple[AccountConfig, ...]:
    tables: Any = top.values.get("account", [])
    if not isinstance(tables, list) or not all(isinstance(t, dict) for t in tables):
        top.wrong("account", "must be written as [[account]], with two brackets, once for each account.")
        return ()
    if not tables:
        top.wrong("account", "is missing; write [[account]], and below it name, host, user and a password.")
    seen: set[str] = set()
    accounts = []
    for number, values in enumerate(tables, start=1):
        name = values.get("name")
        label = name if isinstance(name, str) and _NAME.fullmatch(name) else number
        table = Table(values, f"account {label}: ", top.problems)
        accounts.append(_account(table, folder))
        if isinstance(name, str):
            if name.lower() in seen:
                table.wrong("name", "is used twice; each account needs its own.")
            seen.add(name.lower())
    return tuple(accounts)


def _account(table: Table, folder: Path) -> AccountConfig:
    kind = table.choice("kind", ("imap", "maildir", "mbox"), "imap")
    table.unknown(ACCOUNT_KEYS[kind], refused={"password": _NOT_IN_HERE})
    name = table.text("name")
    if name and not _NAME.fullmatch(name):
        table.wrong("name", "may hold only letters without accents, digits, dot, dash and underscore.")
    if kind == "imap":
        return _imap(table, name, folder)
    path = _path(table, "path", folder)
    if kind == "mbox":
        return MboxConfig(name, path)
    return MaildirConfig(name, path, table.texts("mailboxes", ("INBOX",), needed=True), _sent(table))


def _imap(table: Table, name: str, folder: Path) -> ImapAccountConfig:
    host, user = table.text("host"), table.text("user")
    tls: Tls = table.choice("tls", get_args(Tls), "tls")
    if tls == "none" and host and not _loopback(host):
        table.wrong(
            "tls", f'"none" would send the password in plain text to {host}; use "tls" or "starttls".'
        )
    return ImapAccountConfig(
        name=name,
        host=host,
        port=table.whole("port", _PORTS[tls], 1, 65_535),
        tls=tls,
        user=user,
        password_source=_password_source(table, folder),
        mailboxes=table.texts("mailboxes", ("INBOX",), needed=True),
        sent=_sent(table),
    )


def _password_source(table: Table, folder: Path) -> PasswordSource:
    given = [key for key in PASSWORD_KEYS if key in table.values]
    nothing = PasswordSource("env", ("",))
    if len(given) != 1:
        if given or "password" not in table.values:
            said = f"only one of {' and '.join(given)} may stand here" if given else "is missing"
            table.wrong("password_keyring", f"{said}; give one of {', '.join(PASSWORD_KEYS)}.")
        return nothing
    key = given[0]
    if key == "password_command":
        command = table.values[key]
        if not isinstance(command, list) or not command or not all(isinstance(word, str) for word in command):
            table.wrong(
                key, 'must be a list of the command and its arguments, such as ["pass", "show", "mail"].'
            )
            return nothing
        return PasswordSource("command", tuple(command))
    if key == "password_file":
        return PasswordSource("file", (str(_path(table, key, folder)),))
    return PasswordSource("keyring" if key == "password_keyring" else "env", (table.text(key),))


def _sent(table: Table) -> str | None:
    return table.text("sent", "auto", empty=True) or None


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"
