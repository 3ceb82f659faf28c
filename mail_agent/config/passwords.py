"""An account's password, fetched late from where the person keeps it; errors never contain it."""

import os
import stat
import subprocess
from pathlib import Path
from typing import Final

from mail_agent.config.values import ImapAccountConfig
from mail_agent.errors import ConfigError

COMMAND_SECONDS: Final = 60
"""A password command that takes longer is stopped; it may have to ask the person something."""

_LONGEST: Final = 65_536


def password(account: ImapAccountConfig) -> str:
    """Return the account's password.

    Of a command's output and of a file, the first line counts.

    Raises:
        ConfigError: there is none, or it cannot be had; the message says from where, and never what.
    """
    source = account.password_source
    if source.kind == "keyring":
        return _from_keyring(account, source.value[0])
    if source.kind == "command":
        return _first_line(account, "password_command", _from_command(account, source.value))
    if source.kind == "file":
        return _first_line(account, "password_file", _from_file(account, Path(source.value[0])))
    found = os.environ.get(source.value[0], "")
    if not found:
        raise _problem(
            account, "password_env", f"the variable {source.value[0]} is not set.", "Set and export it."
        )
    return found


def _from_keyring(account: ImapAccountConfig, service: str) -> str:
    import keyring  # noqa: PLC0415  (late: slow to import, and unused with the other sources)
    import keyring.errors  # noqa: PLC0415

    try:
        found = keyring.get_password(service, account.user)
    except keyring.errors.KeyringError as error:
        failed = type(error).__name__
    else:
        if found:
            return found
        raise _problem(
            account,
            "password_keyring",
            f"the keyring holds nothing for {service!r} and {account.user!r}.",
            f"Run: keyring set {service} {account.user}",
        )
    raise _problem(
        account,
        "password_keyring",
        f"this computer's keyring cannot be used ({failed}).",
        "Unlock it, or use password_command, password_file or password_env.",
    )


def _from_command(account: ImapAccountConfig, command: tuple[str, ...]) -> bytes:
    """Run the command without a shell; its error output is dropped, since some print the secret there."""
    try:
        done = subprocess.run(  # noqa: S603  (the person's own command, from the person's own file, no shell)
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=COMMAND_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        failed = f"{command[0]} did not end within {COMMAND_SECONDS} seconds."
    except (OSError, ValueError) as error:
        failed = f"{command[0]} cannot be run ({getattr(error, 'strerror', None) or 'not a command'})."
    else:
        if done.returncode == 0:
            return done.stdout
        failed = f"{command[0]} ended with exit code {done.returncode}."
    raise _problem(account, "password_command", failed, "Try the command in a terminal.")


def _from_file(account: ImapAccountConfig, path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            status = os.fstat(file.fileno())
            open_to_others = os.name == "posix" and bool(status.st_mode & (stat.S_IRWXG | stat.S_IRWXO))
            if not open_to_others:
                return file.read(_LONGEST)
    except OSError as error:
        failed = error.strerror or "unknown"
    else:
        raise _problem(
            account,
            "password_file",
            f"other users of this computer can read {path}.",
            f"Run: chmod 600 {path}",
        )
    raise _problem(
        account, "password_file", f"{path} cannot be read ({failed}).", "Create it, or correct the path."
    )


def _first_line(account: ImapAccountConfig, key: str, octets: bytes) -> str:
    try:
        found = octets.partition(b"\n")[0].rstrip(b"\r").decode()
    except UnicodeDecodeError:
        found = ""
    if not found:
        raise _problem(account, key, "gave no password: its first line is empty or not UTF-8.", "Correct it.")
    return found


def _problem(account: ImapAccountConfig, key: str, what: str, remedy: str) -> ConfigError:
    return ConfigError(f"account {account.name}: {key}: {what}", remedy)
