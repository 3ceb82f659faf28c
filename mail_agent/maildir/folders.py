"""Which mailbox lies in which folder of a Maildir++ (as Courier and Dovecot lay it out), and making a new one."""

import os
import re
from base64 import b64encode
from pathlib import Path
from typing import Final

from mail_agent.errors import MailboxError, RefusedError

INBOX: Final = "INBOX"
SUBFOLDERS: Final = ("tmp", "new", "cur")

_SHIFTED: Final = re.compile(r"&([^-]*)-")
_OUTSIDE: Final = re.compile(r"[^\x20-\x7e]+")


def is_maildir(folder: Path) -> bool:
    """Return whether a folder has what makes it a Maildir."""
    return (folder / "new").is_dir() and (folder / "cur").is_dir()


def listed(top: Path) -> dict[str, Path]:
    """Return each mailbox of a Maildir++ by its name, levels parted by "/"; INBOX is the folder itself.

    Raises:
        MailboxError: there is no Maildir.
    """
    if not is_maildir(top):
        raise MailboxError(
            f"There is no Maildir at {top}.", "Give the folder that holds `cur`, `new` and `tmp`."
        )
    found = {INBOX: top}
    for folder in sorted(top.glob(".*")):
        name = _decoded(folder.name.removeprefix(".")).replace(".", "/")
        if name and name.upper() != INBOX and is_maildir(folder):
            found[name] = folder
    return found


def folder_of(top: Path, mailbox: str) -> Path:
    """Return where a mailbox lies.

    Raises:
        MailboxError: there is none of that name.
    """
    found = listed(top)
    name = INBOX if mailbox.upper() == INBOX else mailbox
    if name not in found:
        raise MailboxError(f"There is no mailbox {mailbox!a} in the Maildir {top}.")
    return found[name]


def make(top: Path, mailbox: str) -> None:
    """Make a mailbox durably, for the same owner and with the same permissions as the Maildir.

    Raises:
        MailboxError: the name cannot be a Maildir++ folder, or there is no Maildir.
        RefusedError: it cannot be made.
    """
    levels = mailbox.split("/")
    if any(not level or "." in level or not level.isprintable() for level in levels):
        raise MailboxError(
            f"A Maildir folder cannot be named {mailbox!a}.",
            'Use words parted by "/", without dots and control characters.',
        )
    folder = top / ("." + ".".join(_encoded(level) for level in levels))
    like = top.stat()
    try:
        for path in (folder, *(folder / name for name in SUBFOLDERS)):
            path.mkdir(exist_ok=True)
            path.chmod(like.st_mode & 0o7777)
            _give(path, like)
        # Tells a delivery agent that this is a folder of the Maildir above it.
        (folder / "maildirfolder").touch(mode=0o600)
        _give(folder / "maildirfolder", like)
        for path in (folder, top):
            sync_folder(path)
    except OSError as error:
        raise RefusedError(f"The mailbox {mailbox!a} cannot be made in {top}: {error.strerror}.") from error


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable (fsync(2))."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def identity(folder: Path) -> str:
    """Return what changes when a mailbox is removed and made anew."""
    return "-".join(str((folder / name).stat().st_ino) for name in ("", "new", "cur"))


def _give(path: Path, like: os.stat_result) -> None:
    if os.geteuid() == 0:
        os.chown(path, like.st_uid, like.st_gid)


def _encoded(name: str) -> str:
    """Encode a level in modified UTF-7 (RFC 3501 section 5.1.3), as Dovecot and Courier name folders."""
    return _OUTSIDE.sub(
        lambda match: (
            "&" + b64encode(match[0].encode("utf-16-be")).decode().rstrip("=").replace("/", ",") + "-"
        ),
        name.replace("&", "&-"),
    )


def _decoded(name: str) -> str:
    """Decode modified UTF-7; a name that is none stays as it is."""
    try:
        return _SHIFTED.sub(_unshifted, name)
    except UnicodeError:
        return name


def _unshifted(match: re.Match[str]) -> str:
    return ("+" + match[1].replace(",", "/") + "-").encode("ascii").decode("utf-7") if match[1] else "&"
