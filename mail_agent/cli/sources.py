"""Finds messages in files, folders, Maildirs and mbox files; opens everything for reading only."""

import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

MAX_OCTETS: Final = 256 * 1024 * 1024
"""The longest message that is read into memory."""

_SEPARATOR: Final = re.compile(rb"From [^\r\n]*\d:\d\d")
_ESCAPED: Final = re.compile(rb"^>(>*From )", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Source:
    """Where one message is, or why it cannot be read.

    Attributes:
        name: as shown: the path, and for a message of an mbox file its number from 1 after a `#`.
        start, end: the octets of the file that are the message; `end` of -1 is all of it.
        problem: what is wrong, or empty.
    """

    name: str
    path: str
    start: int = 0
    end: int = -1
    size: int = 0
    problem: str = ""


class Unreadable(Exception):  # noqa: N818  (says what it is)
    """A message cannot be read; the text says why."""


def find(paths: list[str]) -> Iterator[Source]:
    """Yield each message below the paths, in their order and below each by name."""
    for path in paths:
        yield from _found(Path(path), named=True)


def _found(path: Path, *, named: bool = False) -> Iterator[Source]:
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            yield from _folder(path)
        elif not stat.S_ISREG(status.st_mode):
            if named:
                yield Source(str(path), str(path), problem="neither a file nor a folder")
        elif _is_mbox(path):
            yield from _mbox(path, status.st_size)
        else:
            yield Source(str(path), str(path), size=status.st_size)
    except OSError as error:
        yield Source(str(path), str(path), problem=error.strerror or "cannot be read")


def _folder(folder: Path) -> Iterator[Source]:
    names = _names(folder)
    if {"cur", "new"} <= set(names):
        for part in ("cur", "new"):
            for name in _names(folder / part):
                yield from _found(folder / part / name)
        names = [name for name in names if name.startswith(".") and _is_maildir(folder / name)]
    else:
        names = [name for name in names if not name.startswith(".") or _is_maildir(folder / name)]
    for name in names:
        path = folder / name
        if not (path.is_symlink() and path.is_dir()):  # a link to a folder may lead round in a circle
            yield from _found(path)


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def _is_maildir(folder: Path) -> bool:
    return (folder / "cur").is_dir() and (folder / "new").is_dir()


def _is_mbox(path: Path) -> bool:
    with path.open("rb") as stream:
        return _SEPARATOR.match(stream.readline(1_000)) is not None


def _mbox(path: Path, size: int) -> Iterator[Source]:
    """Yield the messages of an mbox file (RFC 4155): each begins after a line "From ..." that follows a blank line.

    A file with one such line is a message that was saved with it, and stays whole.
    """
    number = start = end = 0
    for begin, after in _separators(path):
        if number:
            yield _message(path, number, start, begin)
        number, start, end = number + 1, after, size
    if number == 1:
        yield Source(str(path), str(path), size=size)
    else:
        yield _message(path, number, start, end)


def _separators(path: Path) -> Iterator[tuple[int, int]]:
    """Yield where each line "From ..." begins and ends."""
    with path.open("rb") as stream:
        at, blank = 0, True
        for line in _lines(stream):
            if blank and _SEPARATOR.match(line):
                yield at, at + len(line)
            blank = line in {b"\n", b"\r\n"}
            at += len(line)


def _lines(stream: IO[bytes]) -> Iterator[bytes]:
    """Yield lines, a very long one in pieces."""
    while line := stream.readline(1 << 20):
        yield line


def _message(path: Path, number: int, start: int, end: int) -> Source:
    return Source(f"{path}#{number}", str(path), start, end, end - start)


def octets(source: Source) -> bytes:
    """Read one message; of an mbox file, without the blank line after it and with `>From` undone (mboxrd).

    Raises:
        Unreadable: it cannot be read, or is too long.
    """
    if source.problem:
        raise Unreadable(source.problem)
    if source.size > MAX_OCTETS:
        raise Unreadable(f"longer than {MAX_OCTETS >> 20} MiB")
    try:
        with Path(source.path).open("rb") as stream:
            stream.seek(source.start)
            if source.end < 0:
                return stream.read(MAX_OCTETS)
            found = stream.read(source.end - source.start)
    except OSError as error:
        raise Unreadable(error.strerror or "cannot be read") from error
    for ending in (b"\r\n", b"\n"):
        if found.endswith(ending * 2):
            found = found.removesuffix(ending)
            break
    return _unescaped(found)


def _unescaped(found: bytes) -> bytes:
    if b">From " not in found:
        return found
    return _ESCAPED.sub(rb"\1", found)
