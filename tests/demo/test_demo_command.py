"""`seawall demo`, run as a person runs it; what it prints is held against what lies on the disk, by other means."""

import email
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from email import policy
from hashlib import sha256
from html import unescape
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
INBOX = ROOT / "mail_agent" / "demo" / "inbox"
MANIFEST = json.loads((INBOX / "manifest.json").read_text("utf-8"))
ROWS = [*MANIFEST["messages"], *MANIFEST["arrivals"]]
BY_HASH = {"sha256:" + sha256((INBOX / row["file"]).read_bytes()).hexdigest(): row for row in ROWS}
CODE = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)  # children inherit that it is ignored, if it is
from mail_agent.cli import main
raise SystemExit(main())
"""
COMMAND = [sys.executable, "-c", CODE]


@dataclass(frozen=True)
class Run:
    code: int
    out: str
    err: str
    evidence: Path

    def sealed(self) -> dict[str, Path]:
        """Each sealed message's folder, by a hash computed here."""
        found = {}
        for path in self.evidence.rglob("message.eml"):
            found["sha256:" + sha256(path.read_bytes()).hexdigest()] = path.parent
        return found

    def journal(self) -> list[dict[str, object]]:
        return [
            json.loads(line)
            for line in (self.evidence / "journal" / "journal.jsonl").read_text().splitlines()
        ]


def demo(home: Path, *options: str) -> Run:
    keep = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    environment = {
        **keep,
        "HOME": str(home),
        "PYTHONPATH": str(ROOT),
        "PYTHONWARNINGS": "error::ResourceWarning",
    }
    done = subprocess.run(
        [*COMMAND, "demo", *options],
        capture_output=True,
        text=True,
        env=environment,
        timeout=120,
        cwd=home,
        check=False,
    )
    if "--json" in options and done.stdout:
        evidence = json.loads(done.stdout)["evidence"]
    else:
        named = re.search(r"^The evidence lies in (.+)$", done.stdout, re.MULTILINE)
        evidence = named[1] if named else "nowhere"
    return Run(done.returncode, done.stdout, done.stderr, Path(evidence))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def first(home: Path) -> Run:
    return demo(home)


@pytest.fixture(scope="module")
def second(home: Path, first: Run) -> Run:
    """The same again, as JSON, in the same home."""
    assert first.code == 0
    return demo(home, "--json")


@pytest.fixture(scope="module")
def shown(home: Path) -> Run:
    return demo(home, "--show", "--keep", str(home / "kept here"))


def plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def sentences(row: dict[str, str]) -> set[str]:
    """What an abusive message says, piece by piece, read with the standard library alone."""
    message = email.message_from_bytes((INBOX / row["file"]).read_bytes(), policy=policy.default)
    texts = [str(message["Subject"])]
    for part in message.walk():
        if part.get_content_maintype() == "text":
            texts.append(unescape(re.sub(r"<[^>]+>", " ", part.get_content())))
        if part.get_filename():
            texts.append(str(part.get_filename()))
    pieces = {plain(piece) for text in texts for piece in re.split(r"[.!?\n]", text)}
    return {piece for piece in pieces if len(piece) >= 12}


def test_it_succeeds_and_leaves_no_noise_on_stderr(first: Run) -> None:
    assert (first.code, first.err) == (0, "")


def test_it_keeps_evidence_of_real_originals_only(first: Run) -> None:
    sealed = first.sealed()
    assert len(sealed) >= 20
    assert set(sealed) <= set(BY_HASH)
    assert len(sealed) == len(list(first.evidence.rglob("message.eml")))


@pytest.mark.skipif(not shutil.which("sha256sum"), reason="needs sha256sum")
def test_each_manifest_is_accepted_by_sha256sum(first: Run) -> None:
    for folder in first.sealed().values():
        subprocess.run(
            ["sha256sum", "--check", "--strict", "manifest-sha256.txt"], cwd=folder, check=True, stdout=-3
        )


def test_each_message_in_the_printed_table_is_sealed_and_no_other(first: Run) -> None:
    table = first.out.split("What was kept")[1].split("Right and wrong")[0]
    named = re.findall(r"^  ([a-z0-9-]+) +(evidence mailbox|inbox, sealed) ", table, re.MULTILINE)
    assert sorted(name + ".eml" for name, _ in named) == sorted(
        BY_HASH[name]["file"] for name in first.sealed()
    )
    where = Counter(where for _, where in named)
    outcomes = Counter(entry["body"]["done"] for entry in first.journal() if entry["kind"] == "outcome")  # type: ignore[index]
    assert outcomes == {"moved": where["evidence mailbox"], "sealed": where["inbox, sealed"]}


def test_each_reason_is_said_in_words(first: Run) -> None:
    table = first.out.split("What was kept")[1].split("Right and wrong")[0]
    for line in re.findall(r"^  [a-z0-9-]+ +(?:evidence mailbox|inbox, sealed) .*$", table, re.MULTILINE):
        assert re.search(r"(evidence mailbox|inbox, sealed) +\S+ \S+", line), line


def test_the_printed_proof_is_about_every_message(first: Run) -> None:
    everything, sealed = len(ROWS), len(first.sealed())
    for promise in (
        f"{everything} of {everything} originals exist exactly once",
        f"{everything} of {everything} have the same flags and keywords",
        f"{everything} of {everything} have the same internal date",
        f"{sealed} of {sealed} sealed message.eml",
        "1 of 1 bystanders",
        "3 of 3 messages that came while the agent watched",
        f"evidence verify: {sealed} items, {len(first.journal())} journal entries, no problems",
    ):
        assert promise in first.out


def test_the_counts_of_right_and_wrong_follow_from_what_is_sealed(first: Run) -> None:
    sealed = {BY_HASH[name]["file"] for name in first.sealed()}
    judged = [row for row in ROWS if row["mailbox"] == "INBOX"]
    missed = sum(row["expected"] == "kept" and row["file"] not in sealed for row in judged)
    untouched = sum(row["expected"] == "stays" and row["file"] not in sealed for row in judged)
    ordinary = sum(row["expected"] == "stays" for row in judged)
    assert f", {missed} were missed." in first.out
    assert f"Of {ordinary} ordinary ones {untouched} stayed untouched" in first.out


def test_most_abuse_is_kept_and_hardly_an_ordinary_message_leaves_the_inbox(second: Run) -> None:
    total = json.loads(second.out)["total"]
    wanted = total["moved"] + total["sealed"] + total["missed"]
    assert (total["moved"] + total["sealed"]) / wanted > 0.5
    assert total["wrongly_moved"] <= 1


def test_no_sentence_of_an_abusive_message_is_printed_unless_asked(first: Run, second: Run) -> None:
    printed = plain(first.out + first.err + second.out + second.err)
    for row in ROWS:
        if row["expected"] == "kept":
            assert not [piece for piece in sentences(row) if piece in printed], row["file"]


def test_show_prints_what_the_kept_messages_say(shown: Run) -> None:
    assert shown.code == 0
    printed = plain(shown.out.replace("    | ", " "))
    row = next(row for row in ROWS if row["file"] == "threat-open.eml")
    assert any(piece in printed for piece in sentences(row))
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f\u200b\u202e]", shown.out)


def test_keep_puts_the_evidence_where_it_is_told_and_refuses_a_folder_in_use(shown: Run, home: Path) -> None:
    assert shown.evidence.is_relative_to(home / "kept here")
    assert shown.sealed()
    again = demo(home, "--keep", str(home / "kept here"))
    assert again.code == 2
    assert "not empty" in again.err and len(again.err.splitlines()) == 1


def test_a_second_run_finds_its_own_place_and_the_same_result(first: Run, second: Run, home: Path) -> None:
    assert second.code == 0
    assert second.evidence != first.evidence
    assert second.evidence.is_relative_to(home) and first.evidence.is_relative_to(home)
    assert set(second.sealed()) == set(first.sealed())


def test_the_json_report_is_one_object_that_agrees_with_the_disk(second: Run) -> None:
    report = json.loads(second.out)
    assert {one["sha256"] for one in report["kept"]} == set(second.sealed())
    assert {one["item"] for one in report["kept"]} == {folder.name for folder in second.sealed().values()}
    assert report["proof"]["holds"] is True
    assert report["proof"]["of"] == report["proof"]["once"] == len(ROWS)
    moved = sum(one["verdict"] == "quarantine" for one in report["kept"])
    assert report["proof"]["mailboxes"][report["evidence_mailbox"]] == moved


def test_evidence_can_be_verified_afterwards_by_the_command_that_is_printed(first: Run, home: Path) -> None:
    printed = re.search(r"seawall (evidence verify .+)$", first.out, re.MULTILINE)
    assert printed
    check = subprocess.run(  # noqa: PLW1510  (its exit code is what is tested)
        [*COMMAND, *printed[1].split()],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert check.returncode == 0
    assert f"verified {len(first.sealed())} items" in check.stdout


def test_nothing_is_written_elsewhere_in_the_home(first: Run, second: Run, shown: Run, home: Path) -> None:
    allowed = [run.evidence.parent for run in (first, second, shown)]
    stray = [
        path
        for path in home.rglob("*")
        if path.is_file() and not any(path.is_relative_to(folder) for folder in allowed)
    ]
    assert stray == []
    kept = [path for folder in allowed for path in folder.rglob("*") if path.is_file()]
    assert not [path for path in kept if path.name == "password"]


@pytest.mark.parametrize("moment", ["listens on", "now watches"])
def test_ctrl_c_ends_it_with_one_line_and_leaves_no_server(home: Path, moment: str) -> None:
    environment = {**os.environ, "HOME": str(home), "PYTHONPATH": str(ROOT), "TMPDIR": str(home)}
    with subprocess.Popen(
        [*COMMAND, "demo", "--keep", str(home / f"stopped {moment}")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    ) as running:
        assert running.stdout and running.stderr
        out = ""
        for line in running.stdout:
            out += line
            if moment in line:
                break
        running.send_signal(signal.SIGINT)
        rest, err = running.communicate(timeout=60)
    assert running.returncode == 130
    assert len(err.splitlines()) == 1 and "Traceback" not in err + rest
    port = re.search(r"127\.0\.0\.1:(\d+)", out)
    assert port
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", int(port[1])), timeout=5)
    assert not list(home.glob("seawall-demo-*"))
