"""What verification finds: problems, notes, and the journal's word to compare the disk with."""

import hashlib
import os
import stat
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is not as it was sealed.

    Attributes:
        path: relative to the evidence folder.
        code: stable, for programs.
        detail: one sentence.
    """

    path: str
    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class Note:
    """Worth knowing, but no sign of a change: for example what a crash left. Fields as in Problem."""

    path: str
    code: str
    detail: str


@dataclass(slots=True)
class Findings:
    """What has been found so far: what the journal says, and what is wrong.

    Attributes:
        root: the evidence folder.
        intents: the message's hash by intent id.
        intended: the hashes that intents name, by item id.
        unsettled: ids of intents without outcome or abandonment.
        sealed: hashes of message and manifest, by item id.
        torn: hashes of torn lines kept aside, by file name.
    """

    root: Path
    problems: list[Problem] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    intents: dict[str, str] = field(default_factory=dict)
    intended: dict[str, set[str]] = field(default_factory=dict)
    unsettled: set[str] = field(default_factory=set)
    sealed: dict[str, tuple[str, str]] = field(default_factory=dict)
    torn: dict[str, str] = field(default_factory=dict)

    def problem(self, path: Path, code: str, detail: str) -> None:
        """Report a change."""
        self.problems.append(Problem(str(path.relative_to(self.root)), code, detail))

    def note(self, path: Path, code: str, detail: str) -> None:
        """Report what is no change."""
        self.notes.append(Note(str(path.relative_to(self.root)), code, detail))

    def listed(self, folder: Path) -> list[Path]:
        """Return what lies in a folder, sorted; report a folder that cannot be read, not a missing one."""
        try:
            return sorted(folder.iterdir())
        except FileNotFoundError:
            return []
        except OSError as error:
            self.problem(folder, "unreadable", f"the folder cannot be read: {error.strerror}")
            return []

    def hash(self, path: Path) -> str | None:
        """Return the file's hash; report and return None where it is not a plain file that can be read."""
        try:
            if not stat.S_ISREG(path.lstat().st_mode):
                self.problem(path, "unexpected", "this is not a plain file")
                return None
            # Neither a link nor a pipe put in its place in the meantime can mislead or hold us.
            descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
            with os.fdopen(descriptor, "rb") as stream:
                return "sha256:" + hashlib.file_digest(stream, "sha256").hexdigest()
        except FileNotFoundError:
            self.problem(path, "missing-file", "the file is missing")
        except OSError as error:
            self.problem(path, "unreadable", f"the file cannot be read: {error.strerror}")
        return None
