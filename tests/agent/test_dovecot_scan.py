"""`seawall scan` on a real Dovecot: each message exactly once, unaltered; nothing happens twice; kill -9 loses nothing."""

import json
import os
import random
import re
import signal
import tarfile
import time
from collections import Counter
from itertools import islice
from pathlib import Path

import pytest

from agent.agent_support import ABUSIVE, ORDINARY, mail
from agent.home import EVIDENCE, FLAGS, ROOT, Home
from mail_agent.evidence.store import Store
from mail_agent.evidence.verify import verify
from servers.stores import ImapHarness

DATASETS = Path(os.environ.get("SEAWALL_DATASETS", ROOT.parent / "shared/datasets"))
BARE_NEWLINE = re.compile(rb"\r?\n")


def ordinary(count: int) -> list[bytes]:
    """Real ordinary mails where the data sets are, else our own labelled benign ones."""
    tar = DATASETS / "spamassassin_easy_ham.tar.xz"
    if tar.exists():
        with tarfile.open(tar) as archive:
            files = (archive.extractfile(member) for member in archive if member.isfile())
            return [
                BARE_NEWLINE.sub(b"\r\n", file.read().replace(b"\x00", b"")) for file in islice(files, count)
            ]
    rows = [row for row in authored() if not row["abuse"]]
    return [mail(rows[i % len(rows)]["text"], i, sender=f"s{i}@example.org") for i in range(count)]


def authored() -> list[dict]:
    return [
        json.loads(line) for path in sorted((ROOT / "data/authored").glob("*.jsonl")) for line in path.open()
    ]


def abusive(count: int) -> list[bytes]:
    rows = [row for row in authored() if row["abuse"] and row["severity"] == 3 and row["channel"] == "email"]
    chosen = random.Random(5).sample(rows, count)
    return [
        mail(
            row["text"],
            10_000 + i,
            sender=f"a{i}@abuser.example",
            subject=(row["subject"] or "").replace("\n", " "),
        )
        for i, row in enumerate(chosen)
    ]


@pytest.mark.parametrize("action", ["move", "copy"])
def test_a_scan_of_2000_ordinary_and_60_abusive_mails_keeps_every_one_unaltered(
    dovecot: ImapHarness, tmp_path: Path, action: str
) -> None:
    home = Home(dovecot, tmp_path, f'action = "{action}"')
    ordinary_count = 2000 if action == "move" else 200
    mails = ordinary(ordinary_count) + abusive(60)
    random.Random(7).shuffle(mails)
    home.deliver_all(mails, FLAGS)
    before = home.contents("INBOX")
    assert sum(before.values()) == len(mails)

    counts = home.scan()

    inbox, kept = home.contents("INBOX"), home.contents(EVIDENCE)
    if action == "move":
        assert inbox + kept == before
        assert max((inbox + kept).values()) == 1
    else:
        assert inbox == before
        assert kept <= before
    assert sum(kept.values()) == counts["quarantine"]
    assert counts["looked"] == len(mails)
    found = sum(b"@abuser.example" in octets for octets, *_ in kept.elements())
    assert found >= 45, "the shipped model finds too few of the gravest messages"
    assert counts["quarantine"] - found <= ordinary_count / 500, "too many ordinary mails left the inbox"
    store = Store(home.evidence)
    assert sum(1 for _ in store.items()) == counts["quarantine"] + counts["review"]
    assert {octets for octets, *_ in kept} <= {store.read(item) for item in store.items()}
    assert not verify(home.evidence).problems

    again = home.scan()
    assert (again["looked"], again["quarantine"], again["review"]) == (0, 0, 0)
    assert home.contents("INBOX") == inbox
    assert home.contents(EVIDENCE) == kept


def test_a_dry_run_says_what_would_happen_and_touches_nothing(dovecot: ImapHarness, tmp_path: Path) -> None:
    home = Home(dovecot, tmp_path, 'concern = ["@abuser.example"]')
    home.deliver_all(
        [mail(ORDINARY, 1, sender="a@example.org"), mail(ABUSIVE, 2, sender="b@abuser.example")], FLAGS
    )
    before = home.contents("INBOX")
    assert home.scan("--dry-run")["quarantine"] == 1
    child = home.start("scan", "--dry-run")
    out, _ = child.communicate(timeout=60)
    assert "would seal, move to Seawall/Evidence, record" in out
    assert "park" not in out, "abuse was printed unasked"
    assert home.contents("INBOX") == before
    assert not home.contents(EVIDENCE)
    assert not home.evidence.exists()
    assert home.scan()["quarantine"] == 1


def test_killed_at_twenty_random_moments_nothing_is_lost_doubled_or_altered(
    dovecot: ImapHarness, tmp_path: Path
) -> None:
    home = Home(dovecot, tmp_path, 'concern = ["@abuser.example"]\nallow = ["@example.org"]')
    mails = [mail(f"Good morning, this is letter {i}.", i, sender=f"o{i}@example.org") for i in range(60)]
    mails += [
        mail(f"Good morning, this is letter {i}.", 100 + i, sender=f"k{i}@abuser.example") for i in range(80)
    ]
    dice = random.Random(20261)
    dice.shuffle(mails)
    home.deliver_all(mails, FLAGS)
    before = home.contents("INBOX")

    journal = home.evidence / "journal/journal.jsonl"
    kills = 0
    for _ in range(20):
        kills += _kill_soon(home, journal, dice)
        kept = home.contents(EVIDENCE)
        assert home.contents("INBOX") + kept == before, "a message was lost, doubled or altered"
    assert kills >= 15, "the scans ended before they could be killed"

    home.scan()
    inbox, kept = home.contents("INBOX"), home.contents(EVIDENCE)
    assert inbox + kept == before
    assert sum(kept.values()) == 80
    assert all(b"abuser.example" in octets for octets, *_ in kept)
    sealed = Counter(item.sha256 for item in Store(home.evidence).items())
    assert len(sealed) == 80
    assert set(sealed.values()) == {1}
    report = verify(home.evidence)
    assert not report.problems


def _kill_soon(home: Home, journal: Path, dice: random.Random) -> bool:
    """Start a scan and kill it a little after it has begun to act; return whether it was still running."""
    start = journal.stat().st_size if journal.exists() else 0
    child = home.start("scan")
    deadline = time.monotonic() + 60
    while child.poll() is None and time.monotonic() < deadline:
        if journal.exists() and journal.stat().st_size > start:
            break
        time.sleep(0.002)
    time.sleep(dice.uniform(0, 0.06))
    running = child.poll() is None
    child.send_signal(signal.SIGKILL)
    child.communicate()
    return running
