"""The whole agent on local mail: quarantined by a rename, sealed first, and killed at any moment without a loss."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import local_scan
import pytest

from agent.agent_support import ABUSIVE, ORDINARY, mail
from mail_agent.evidence.store import Store
from mail_agent.evidence.verify import verify
from servers.local import MaildirHarness

ROOT = Path(__file__).resolve().parents[2]
EVIDENCE = "Seawall/Evidence"


@pytest.fixture(name="store")
def _store() -> Iterator[MaildirHarness]:
    store = MaildirHarness()
    yield store
    store.close()


def start(path: Path, root: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, local_scan.__file__, str(path), str(root)],
        env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def scan(path: Path, root: Path) -> tuple[int, int]:
    child = start(path, root)
    out, err = child.communicate(timeout=120)
    assert child.returncode == 0, err
    looked, handled = out.split()
    return int(looked), int(handled)


def fill(store: MaildirHarness, count: int) -> None:
    flags = [(), ("\\Seen",), ("\\Flagged", "Work"), ("\\Deleted",)]
    for number in range(count):
        text = ABUSIVE if number % 3 == 0 else ORDINARY
        store.deliver("INBOX", mail(text, number, sender=f"s{number}@example.net"), flags=flags[number % 4])


def kept(store: MaildirHarness) -> Counter[tuple[bytes, object, frozenset[str]]]:
    return Counter(one.kept for one in store.contents("INBOX"))


def evidence_of(store: MaildirHarness) -> Counter[tuple[bytes, object, frozenset[str]]]:
    folder = store.folder(EVIDENCE)
    return Counter(one.kept for one in store.contents(EVIDENCE)) if (folder / "cur").is_dir() else Counter()


def test_a_scan_quarantines_by_renaming_and_a_second_does_nothing(
    store: MaildirHarness, tmp_path: Path
) -> None:
    fill(store, 12)
    before = kept(store)
    assert scan(store.top, tmp_path) == (12, 4)
    inbox, moved = kept(store), evidence_of(store)
    assert inbox + moved == before
    assert {octets for octets, *_ in moved} == {
        mail(ABUSIVE, n, sender=f"s{n}@example.net") for n in (0, 3, 6, 9)
    }
    items = Store(tmp_path / "evidence")
    assert {items.read(item) for item in items.items()} == {octets for octets, *_ in moved}
    assert not verify(tmp_path / "evidence").problems
    assert scan(store.top, tmp_path) == (0, 0)
    assert (kept(store), evidence_of(store)) == (inbox, moved)


def test_killed_at_random_moments_nothing_is_lost_doubled_or_altered(
    store: MaildirHarness, tmp_path: Path
) -> None:
    fill(store, 60)
    before = kept(store)
    moments, midway = random.Random(3), 0
    journal = tmp_path / "evidence" / "journal" / "journal.jsonl"
    for _ in range(10):
        written = journal.stat().st_size if journal.exists() else 0
        child = start(store.top, tmp_path)
        while child.poll() is None and (journal.stat().st_size if journal.exists() else 0) <= written:
            time.sleep(0.001)
        time.sleep(moments.uniform(0.0, 0.03))
        midway += child.poll() is None
        child.send_signal(signal.SIGKILL)
        child.communicate()
        assert kept(store) + evidence_of(store) == before
    assert midway >= 3, "the kills came too late to mean anything"
    scan(store.top, tmp_path)
    moved = evidence_of(store)
    assert kept(store) + moved == before
    assert sum(moved.values()) == 20
    assert not verify(tmp_path / "evidence").problems


def test_of_an_mbox_file_abuse_is_sealed_and_the_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "archive.mbox"
    mails = [mail(ABUSIVE if n == 1 else ORDINARY, n).replace(b"\r\n", b"\n") for n in range(3)]
    path.write_bytes(
        b"".join(b"From x@example.org Fri Mar  1 07:08:09 2024\n" + octets + b"\n" for octets in mails)
    )
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    assert scan(path, tmp_path / "home") == (3, 1)
    items = Store(tmp_path / "home" / "evidence")
    assert [items.read(item) for item in items.items()] == [mails[1]]
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    with path.open("ab") as stream:
        stream.write(b"From x@example.org Fri Mar  1 07:09:09 2024\n" + mail(ABUSIVE, 9) + b"\n")
    assert scan(path, tmp_path / "home") == (1, 1)


def test_a_dry_run_leaves_no_trace_in_the_state_folder_either(store: MaildirHarness, tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text(
        f'evidence = "{tmp_path}/evidence"\nstate = "{tmp_path}/state"\nconcern = ["@abuser.example"]\n'
        f'[[account]]\nname = "home"\nkind = "maildir"\npath = "{store.top}"\n'
    )
    store.deliver("INBOX", mail(ORDINARY, 1, sender="k@abuser.example"))

    def run(*arguments: str) -> str:
        code = "import sys; from mail_agent.cli import main; sys.exit(main())"
        command = [sys.executable, "-c", code, "scan", "--config", str(config), *arguments]
        return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout

    assert "1 would be quarantined" in run("--dry-run")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["config.toml"]
    run()
    store.deliver("INBOX", mail(ORDINARY, 2, sender="k@abuser.example"))
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert "1 looked at: 1 would be quarantined" in run("--dry-run"), "it forgot what was looked at before"
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
