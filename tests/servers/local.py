"""A Maildir as a mail store: files are written and read here as another program would, without the account under test."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Collection
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from mail_agent.maildir import MaildirAccount
from servers.harness import Stored
from servers.observer import utf7

_SERIAL = count(1)
_LETTERS = {"\\Draft": "D", "\\Flagged": "F", "\\Answered": "R", "\\Seen": "S", "\\Deleted": "T"}


class MaildirHarness:
    """A Maildir in a folder of its own. Only UIDs are asked of the account's code: nobody else gives them."""

    name = "maildir"
    acts = moves = tells = True
    delimiter = "/"
    prefix = ""

    def __init__(self) -> None:
        self.root = Path(tempfile.mkdtemp(prefix="seawall-maildir-"))
        self.top = self.root / "Maildir"
        self._make(self.top)

    def account(self) -> MaildirAccount:
        return MaildirAccount("home", self.top, self.root / "state")

    def deliver(
        self,
        mailbox: str,
        octets: bytes,
        *,
        flags: Collection[str] = (),
        internal_date: datetime | None = None,
    ) -> int:
        folder = self.folder(mailbox)
        base = f"{1_700_000_000 + next(_SERIAL)}.M1P{os.getpid()}.host.example"
        letters = "".join(sorted(self._letter(folder, flag) for flag in flags))
        temporary = folder / "tmp" / base
        temporary.write_bytes(octets)
        if internal_date is not None:
            os.utime(temporary, (internal_date.timestamp(),) * 2)
        temporary.rename(folder / "cur" / f"{base}:2,{letters}" if letters else folder / "new" / base)
        return self._uids(mailbox)[base]

    def contents(self, mailbox: str) -> list[Stored]:
        folder = self.folder(mailbox)
        uids = self._uids(mailbox)
        return sorted(
            (self._stored(folder, path, uids) for sub in ("new", "cur") for path in (folder / sub).iterdir()),
            key=lambda one: one.uid,
        )

    def files(self) -> dict[str, tuple[bytes, int, int]]:
        """Return every file under the Maildir: octets, time of change in nanoseconds, permission bits."""
        return {
            str(path.relative_to(self.top)): (path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_mode)
            for path in self.top.rglob("*")
            if path.is_file()
        }

    def create(self, mailbox: str) -> None:
        self._make(self.top / f".{mailbox.replace('/', '.')}")

    def remove(self, mailbox: str) -> None:
        shutil.rmtree(self.folder(mailbox))

    def subscribed(self, mailbox: str) -> bool:
        return True

    def close(self) -> None:
        shutil.rmtree(self.root)

    def folder(self, mailbox: str) -> Path:
        if mailbox == "INBOX":
            return self.top
        coded = utf7(mailbox.replace("/", "."))
        return self.top / f".{coded}"

    @staticmethod
    def _make(folder: Path) -> None:
        for name in ("tmp", "new", "cur"):
            (folder / name).mkdir(parents=True)

    @staticmethod
    def _keywords(folder: Path) -> dict[str, str]:
        path = folder / "dovecot-keywords"
        lines = path.read_text().splitlines() if path.exists() else []
        return {chr(97 + int(number)): word for number, word in (line.split(" ", 1) for line in lines)}

    def _letter(self, folder: Path, flag: str) -> str:
        if flag in _LETTERS:
            return _LETTERS[flag]
        known = self._keywords(folder)
        for letter, word in known.items():
            if word == flag:
                return letter
        with (folder / "dovecot-keywords").open("a") as stream:
            stream.write(f"{len(known)} {flag}\n")
        return chr(97 + len(known))

    def _stored(self, folder: Path, path: Path, uids: dict[str, int]) -> Stored:
        base, _, letters = path.name.partition(":2,")
        meant = {**{letter: flag for flag, letter in _LETTERS.items()}, **self._keywords(folder)}
        when = datetime.fromtimestamp(int(path.stat().st_mtime), UTC)
        return Stored(uids[base], path.read_bytes(), when, frozenset(meant[letter] for letter in letters))

    def _uids(self, mailbox: str) -> dict[str, int]:
        with self.account() as account:
            account.examine(mailbox)
        (path,) = (self.root / "state").glob("uids-*.sqlite")
        connection = sqlite3.connect(path)
        rows = connection.execute(
            "SELECT CAST(key AS TEXT), uid FROM message JOIN mailbox ON mailbox.id = mailbox WHERE name = ?",
            (mailbox,),
        ).fetchall()
        connection.close()
        return dict(rows)
