"""Lists, moves and copies the files of a Maildir durably (maildir(5))."""

import errno
import os
import shutil
import stat
from collections.abc import Callable, Collection
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Final

from mail_agent.errors import UnreachableError
from mail_agent.maildir import folders, names

NO_DATE: Final = datetime(1970, 1, 1, tzinfo=UTC)

_TRIES: Final = 5

Act = Callable[[Path, Path, Path, Collection[bytes]], str]
"""Puts a file of the mailbox in the first folder into the mailbox in the second, where keys are taken."""


def rename(path: Path, source: Path, target: Path, taken: Collection[bytes]) -> str:
    """Move a file into `target`, where the keys `taken` are in use; return the base name it has there.

    Raises:
        OSError: nothing was changed.
        UnreachableError: it was moved, but the disk did not confirm it.
    """
    name = names.carried(path.name, source, target)
    if os.fsencode(names.base(name)) in taken:
        # rename(2) would replace that other message.
        name = names.fresh(name)
    to = target / path.parent.name / name
    if to.exists():
        raise FileExistsError(errno.EEXIST, "a file of that name is there", str(to))
    os.rename(path, to)  # noqa: PTH104  (the plain system call, atomic on one file system)
    try:
        folders.sync_folder(to.parent)
        folders.sync_folder(path.parent)
    except OSError as error:
        raise UnreachableError(f"The disk did not confirm a move: {error.strerror}.") from error
    return names.base(name)


def duplicate(path: Path, source: Path, target: Path, _taken: Collection[bytes]) -> str:
    """Write the file once more into `target`; return the base name of the copy, which is there whole or not at all.

    Raises:
        OSError: nothing was changed but perhaps a file left in `tmp`.
    """
    (target / "tmp").mkdir(exist_ok=True)
    name = names.fresh(names.carried(path.name, source, target))
    temporary = target / "tmp" / names.base(name)
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    with os.fdopen(descriptor, "rb") as octets:
        like = os.fstat(octets.fileno())
        try:
            with temporary.open("xb") as copy:
                shutil.copyfileobj(octets, copy, 1024 * 1024)
                copy.flush()
                _like(copy.fileno(), like)
                os.fsync(copy.fileno())
            os.rename(temporary, target / path.parent.name / name)  # noqa: PTH104
        except OSError:
            # Our own half-made copy; the original is untouched.
            temporary.unlink(missing_ok=True)
            raise
    folders.sync_folder(target / path.parent.name)
    return names.base(name)


def _like(descriptor: int, like: os.stat_result) -> None:
    os.fchmod(descriptor, stat.S_IMODE(like.st_mode))
    if os.geteuid() == 0:
        os.fchown(descriptor, like.st_uid, like.st_gid)
    os.utime(descriptor, ns=(like.st_atime_ns, like.st_mtime_ns))


def pulse(folder: Path) -> tuple[int, ...]:
    """Return what changes when a file comes, goes or is renamed."""
    return tuple((folder / name).stat().st_mtime_ns for name in ("new", "cur"))


def paths(folder: Path) -> dict[bytes, str]:
    """Return where each message lies by its key; a folder that changes while it is listed is listed again."""
    found: dict[bytes, str] = {}
    for _ in range(_TRIES):
        before = pulse(folder)
        found = {}
        for name in ("new", "cur"):
            with os.scandir(folder / name) as entries:
                found |= {
                    os.fsencode(names.base(entry.name)): f"{name}/{entry.name}"
                    for entry in entries
                    if not entry.name.startswith(".") and entry.is_file(follow_symlinks=False)
                }
        if before == pulse(folder):
            break
    return found


def header(stream: BinaryIO) -> bytes:
    """Read up to and with the empty line that ends the header (RFC 5322 section 2.1)."""
    lines = []
    for line in stream:
        lines.append(line)
        if line in {b"\n", b"\r\n"}:
            break
    return b"".join(lines)


def internal_date(found: os.stat_result) -> datetime:
    """Return the time of change in whole seconds, as Dovecot has it; NO_DATE where no calendar has it."""
    try:
        return datetime.fromtimestamp(found.st_mtime_ns // 10**9, UTC)
    except (ValueError, OverflowError, OSError):
        return NO_DATE
