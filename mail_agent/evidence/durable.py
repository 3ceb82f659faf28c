"""Writing that survives a crash: exclusive creation, fsync, rename, fsync of the folder."""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from mail_agent.errors import EvidenceError

FOLDER_MODE: Final = 0o700
"""Evidence folders are the owner's alone."""

WRITTEN_ONCE: Final = 0o400
"""Permission bits of a file that is never written again."""


@contextlib.contextmanager
def reported(path: Path) -> Iterator[None]:
    """Turn an OSError while writing at or under `path` into an EvidenceError which says what is safe.

    Raises:
        EvidenceError: with the system's own reason (full, read-only, not permitted, ...).
    """
    try:
        yield
    except OSError as error:
        raise EvidenceError(
            f"Evidence could not be written to {path}: {error.strerror or error}. "
            "The message was left where it is, and nothing that was sealed before is changed.",
            "Make room there or make it writable, then run this again.",
        ) from error


def sync(descriptor: int) -> None:
    """Return when the file's octets are on the disk; on macOS past the drive's own cache too (fcntl(2))."""
    full = getattr(fcntl, "F_FULLFSYNC", None)
    if full is not None:
        with contextlib.suppress(OSError):
            fcntl.fcntl(descriptor, full)
            return
    os.fsync(descriptor)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable, as fsync(2) asks for."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        sync(descriptor)
    finally:
        os.close(descriptor)


def make_folder(folder: Path) -> None:
    """Create a folder and its missing parents durably, the owner's alone; one that exists stays as it is."""
    if folder.is_dir():
        return
    if folder.parent != folder:
        make_folder(folder.parent)
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=FOLDER_MODE)
    sync_folder(folder.parent)


def write_all(descriptor: int, octets: bytes) -> None:
    """Write every octet and return when they are on the disk; write(2) alone may write fewer."""
    view = memoryview(octets)
    while view:
        view = view[os.write(descriptor, view) :]
    sync(descriptor)


def create(path: Path, octets: bytes, mode: int = WRITTEN_ONCE) -> None:
    """Write a new file; what this call wrote of it is taken away again where it cannot be written whole.

    The caller makes the name durable with `sync_folder`, once for all files of a folder.

    Raises:
        FileExistsError: if the name is taken. Nothing is ever overwritten.
        OSError: if the file could not be written.
    """
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, mode)
    try:
        write_all(descriptor, octets)
    except OSError:
        path.unlink()
        raise
    finally:
        os.close(descriptor)


def replace(path: Path, octets: bytes) -> None:
    """Put new content in place of a small file's old content: after a crash it is the old or the new one.

    Raises:
        OSError: if it could not be written; the old content stands.
    """
    temporary = path.with_name(path.name + ".new")
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC
    descriptor = os.open(temporary, flags, 0o600)
    try:
        write_all(descriptor, octets)
    finally:
        os.close(descriptor)
    temporary.replace(path)
    sync_folder(path.parent)
