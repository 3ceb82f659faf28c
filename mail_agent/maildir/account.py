"""A Maildir as an account: looking changes nothing, moving is a rename, copying adds a file; nothing is deleted."""

import errno
import os
import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO, Final, Self

from mail_agent.errors import MailboxError, RefusedError, UidValidityChangedError
from mail_agent.mailbox import Acted, Done, Fetched, MailboxState, Reference
from mail_agent.maildir import files, folders, names
from mail_agent.maildir.uids import Numbered, Uids

_POLL_SECONDS: Final = 1.0
_TRIES: Final = 5


@dataclass(frozen=True, slots=True)
class _View:
    """A mailbox as it was last listed: its numbers, and where each key's file lies under the folder."""

    folder: Path
    identity: str
    numbered: Numbered
    paths: dict[bytes, str]


@dataclass(frozen=True, slots=True)
class _Noticed:
    """What was in a mailbox at the last look: the folders' times of change, taken before, and the keys."""

    pulse: tuple[int, ...]
    keys: frozenset[bytes]


class MaildirAccount:
    """A Maildir++ (the folder that holds `cur`, `new` and `tmp` is INBOX) without a server.

    The octets are the file's, with the line ends that it has. The internal date is the file's time of change in whole
    seconds, as Dovecot has it. Looking neither moves a file from `new` to `cur` nor changes a flag. UIDs are kept in
    the state folder. There are no subscriptions.

    Args:
        name: the account's name.
        path: the Maildir.
        state: Seawall's state folder.
    """

    read_only: bool = False

    def __init__(self, name: str, path: Path, state: Path) -> None:
        self.name = name
        self._top = path.expanduser()
        self._uids = Uids(state, path)
        self._views: dict[str, _View] = {}
        self._noticed: dict[str, _Noticed] = {}
        self._held: dict[str, int] = {}

    def capabilities(self) -> frozenset[str]:
        """Return what is comparable to a server: a move is one step, and every act tells its destination."""
        return frozenset({"MOVE", "UIDPLUS"})

    def mailboxes(self) -> dict[str, frozenset[str]]:
        """Return each mailbox; a Maildir has no attributes.

        Raises:
            MailboxError: there is no Maildir.
        """
        return dict.fromkeys(folders.listed(self._top), frozenset())

    def examine(self, mailbox: str) -> MailboxState:
        """Return the mailbox's present state.

        Raises:
            MailboxError: there is no such mailbox.
        """
        numbered = self._list(mailbox).numbered
        return MailboxState(mailbox, numbered.uidvalidity, numbered.uidnext, len(numbered.keys))

    def search(self, state: MailboxState, *, above: int = 0, since: date | None = None) -> list[int]:
        """Return ascending UIDs greater than `above` whose internal date (in UTC) is on or after `since`.

        Raises:
            MailboxError, UidValidityChangedError: as the protocol says.
        """
        view = self._checked(self._list(state.mailbox), state.uidvalidity)
        uids = [uid for uid in view.numbered.keys if uid > above]
        if since is None:
            return uids
        dated = ((uid, self._stat(state, uid)) for uid in uids)
        return [uid for uid, found in dated if found and files.internal_date(found).date() >= since]

    def fetch(
        self, state: MailboxState, uids: Collection[int], *, header_only: bool = False
    ) -> Iterator[Fetched]:
        """Yield those messages that still exist, in ascending order; one is in memory at a time.

        Raises:
            MailboxError, UidValidityChangedError: as the protocol says.
        """
        keywords = names.keywords(self._view(state).folder)
        for uid in sorted(set(uids)):
            opened = self._open(state, uid)
            if opened is None:
                continue
            name, stream = opened
            with stream:
                octets = files.header(stream) if header_only else stream.read()
                found = os.fstat(stream.fileno())
            reference = Reference(self.name, state.mailbox, state.uidvalidity, uid)
            yield Fetched(reference, octets, files.internal_date(found), names.flags(name, keywords))

    def sizes(self, state: MailboxState, uids: Collection[int]) -> dict[int, int]:
        """Return the size in octets of those messages that still exist.

        Raises:
            MailboxError, UidValidityChangedError: as the protocol says.
        """
        self._view(state)
        found = ((uid, self._stat(state, uid)) for uid in sorted(set(uids)))
        return {uid: one.st_size for uid, one in found if one}

    def ensure(self, mailbox: str) -> str:
        """Make the mailbox if it is missing; return its name.

        Raises:
            MailboxError: it cannot be named so, or there is no Maildir.
            RefusedError: it cannot be made.
        """
        if mailbox.upper() == folders.INBOX:
            return folders.INBOX
        if mailbox not in folders.listed(self._top):
            folders.make(self._top, mailbox)
        return mailbox

    def move(self, source: Reference, target: str) -> Acted:
        """Rename the message's file into the target mailbox: octets, flags and internal date stay (rename(2)).

        Raises:
            MailboxError: the message or a mailbox is not there.
            UidValidityChangedError: the reference is of an older numbering.
            RefusedError: it is in the target already, on another file system, or not permitted.
        """
        return Acted(Done.MOVED, source, self._act(source, target, files.rename))

    def copy(self, source: Reference, target: str) -> Acted:
        """Write a second file with the same octets, flags and internal date; the original stays untouched.

        Raises:
            MailboxError, UidValidityChangedError, RefusedError: as `move`.
        """
        return Acted(Done.COPIED, source, self._act(source, target, files.duplicate))

    def find(self, mailbox: str, octets: bytes, internal_date: datetime | None = None) -> list[Reference]:
        """Return every message in `mailbox` whose octets are these, and whose internal date is, ascending by UID.

        Raises:
            MailboxError: there is no such mailbox.
        """
        state = self.examine(mailbox)
        found = []
        for uid in self._views[mailbox].numbered.keys:
            one = self._stat(state, uid)
            if one is None or one.st_size != len(octets):
                continue
            if internal_date is not None and files.internal_date(one) != internal_date.replace(microsecond=0):
                continue
            if any(fetched.octets == octets for fetched in self.fetch(state, [uid])):
                found.append(Reference(self.name, mailbox, state.uidvalidity, uid))
        return found

    def wait(self, mailbox: str, seconds: float) -> bool:
        """Look once a second whether a message came since the mailbox was last listed; False after `seconds`.

        Raises:
            MailboxError: there is no such mailbox.
        """
        end = time.monotonic() + seconds
        while True:
            if self._news(mailbox):
                return True
            left = end - time.monotonic()
            if left <= 0:
                return False
            time.sleep(min(left, _POLL_SECONDS))

    def close(self) -> None:
        """Let go of all files. Safe to call twice; the next call opens them again."""
        self._uids.close()
        while self._held:
            os.close(self._held.popitem()[1])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def _list(self, mailbox: str) -> _View:
        folder = folders.folder_of(self._top, mailbox)
        try:
            self._hold(mailbox, folder)
            pulse = files.pulse(folder)
            identity, paths = folders.identity(folder), files.paths(folder)
        except OSError as error:
            raise MailboxError(f"The mailbox {mailbox!a} cannot be read: {error.strerror}.") from error
        present = sorted(paths, key=lambda key: names.order(os.fsdecode(key)))
        view = _View(folder, identity, self._uids.by_key(mailbox, identity, present), paths)
        self._views[mailbox] = view
        self._noticed[mailbox] = _Noticed(pulse, frozenset(paths))
        return view

    def _hold(self, mailbox: str, folder: Path) -> None:
        """Keep the folder open: as long as it is, one made in its place cannot get its inode number."""
        view = self._views.get(mailbox)
        if mailbox in self._held and view is not None and folders.identity(folder) == view.identity:
            return
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        if mailbox in self._held:
            os.close(self._held[mailbox])
        self._held[mailbox] = descriptor

    def _view(self, state: MailboxState) -> _View:
        """Return the last listing if the mailbox is still the one that was listed."""
        view = self._views.get(state.mailbox)
        try:
            same = view is not None and folders.identity(view.folder) == view.identity
        except OSError:
            same = False
        if view is None or not same:
            view = self._list(state.mailbox)
        return self._checked(view, state.uidvalidity)

    def _checked(self, view: _View, uidvalidity: int) -> _View:
        if view.numbered.uidvalidity != uidvalidity:
            raise UidValidityChangedError(f"A mailbox of account {self.name} was made anew.", "Scan again.")
        return view

    def _path(self, state: MailboxState, uid: int) -> Iterator[tuple[_View, Path]]:
        """Yield where the message lies, again as long as the caller finds that it was renamed meanwhile."""
        view = self._view(state)
        for _ in range(_TRIES):
            key = view.numbered.keys.get(uid)
            if key is not None:
                yield view, view.folder / view.paths[key]
            view = self._checked(self._list(state.mailbox), state.uidvalidity)
            if uid not in view.numbered.keys:
                return

    def _stat(self, state: MailboxState, uid: int) -> os.stat_result | None:
        for _, path in self._path(state, uid):
            try:
                return path.stat(follow_symlinks=False)
            except FileNotFoundError:
                continue
            except OSError as error:
                raise _unreadable(state.mailbox, uid, error) from error
        return None

    def _open(self, state: MailboxState, uid: int) -> tuple[str, BinaryIO] | None:
        for _, path in self._path(state, uid):
            try:
                descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
            except FileNotFoundError:
                continue
            except OSError as error:
                raise _unreadable(state.mailbox, uid, error) from error
            return path.name, os.fdopen(descriptor, "rb")
        return None

    def _act(self, source: Reference, target: str, act: files.Act) -> Reference:
        target = folders.INBOX if target.upper() == folders.INBOX else target
        if target == source.mailbox:
            raise RefusedError(f"Message {source.uid} is in the mailbox {target!a} already.")
        state = MailboxState(source.mailbox, source.uidvalidity, 0, 0)
        there = self._list(target)
        for view, path in self._path(state, source.uid):
            try:
                made = act(path, view.folder, there.folder, there.paths.keys())
            except FileNotFoundError:
                continue
            except OSError as error:
                raise _refused(source, error) from error
            numbered = self._list(target).numbered
            key = os.fsencode(made)
            uid = next((uid for uid, one in numbered.keys.items() if one == key), None)
            if uid is None:
                raise MailboxError(f"Message {source.uid} was put into {target!a} and is gone from there.")
            return Reference(self.name, target, numbered.uidvalidity, uid)
        raise MailboxError(f"Message {source.uid} is no longer in its mailbox.")

    def _news(self, mailbox: str) -> bool:
        """Tell whether there is a message that was not there the last time; the first look has none."""
        folder = folders.folder_of(self._top, mailbox)
        before = self._noticed.get(mailbox)
        try:
            pulse = files.pulse(folder)
            if before is not None and before.pulse == pulse:
                return False
            now = _Noticed(pulse, frozenset(files.paths(folder)))
        except OSError as error:
            raise MailboxError(f"The mailbox {mailbox!a} cannot be read: {error.strerror}.") from error
        self._noticed[mailbox] = now
        return before is not None and not now.keys <= before.keys


def _unreadable(mailbox: str, uid: int, error: OSError) -> MailboxError:
    return MailboxError(f"Message {uid} of the mailbox {mailbox!a} cannot be read: {error.strerror}.")


def _refused(source: Reference, error: OSError) -> RefusedError:
    if error.errno == errno.EXDEV:
        why = "the target lies on another file system, so that it cannot be moved in one step"
    else:
        why = error.strerror or str(error)
    return RefusedError(f"Message {source.uid} stays in the mailbox {source.mailbox!a}: {why}.")
