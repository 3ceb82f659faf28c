"""A mailbox on a real Dovecot with a configuration that points at it, and the `seawall` command run on it."""

import imaplib
import json
import os
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

from servers.dovecot import PASSWORD
from servers.stores import ImapHarness

ROOT = Path(__file__).resolve().parents[2]
SEAWALL = [sys.executable, "-c", "import sys; from mail_agent.cli import main; sys.exit(main())"]
EVIDENCE = "Seawall/Evidence"
START = datetime(2026, 1, 5, 9, tzinfo=UTC)

Kept = tuple[bytes, datetime, frozenset[str]]


class Home:
    """A fresh user's mailbox on a Dovecot, and a configuration that points at it."""

    def __init__(self, dovecot: ImapHarness, folder: Path, extra: str = "") -> None:
        self.observer = dovecot.observer
        self.folder = folder
        self.evidence = folder / "evidence"
        self.config = folder / "config.toml"
        self.config.write_text(
            f'evidence = "{self.evidence}"\nstate = "{folder}/state"\n{extra}\n'
            f'[[account]]\nname = "home"\nhost = "127.0.0.1"\nport = {dovecot.settings.port}\ntls = "none"\n'
            f'user = "{dovecot.user}"\npassword_env = "SEAWALL_TEST_PASSWORD"\n'
        )

    def start(self, *arguments: str, password: str | None = None) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [*SEAWALL, *arguments, "--config", str(self.config)],
            cwd=ROOT,
            env={**os.environ, "SEAWALL_TEST_PASSWORD": password or PASSWORD},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def scan(self, *arguments: str) -> dict:
        """Run one whole scan; return the counts that it prints last."""
        child = self.start("scan", "--json", *arguments)
        out, err = child.communicate(timeout=240)
        assert child.returncode == 0, err
        return json.loads(out.splitlines()[-1])

    def deliver_all(self, mails: list[bytes], flags: list[str]) -> None:
        """APPEND over one connection, in the order given, a minute apart."""
        with self.observer.connect() as client:
            for i, octets in enumerate(mails):
                when = imaplib.Time2Internaldate(START + timedelta(minutes=i))
                assert client.append("INBOX", f"({flags[i % len(flags)]})", when, octets)[0] == "OK"

    def contents(self, mailbox: str) -> Counter[Kept]:
        try:
            return Counter(stored.kept for stored in self.observer.contents(mailbox))
        except AssertionError:
            return Counter()


FLAGS = ["", "\\Seen", "\\Flagged work", "\\Seen \\Answered", "\\Deleted"]
