"""`seawall evidence verify` says what was verified, each problem on its own line, and ends with the right code."""

import argparse
import json
import subprocess
import sys
from pathlib import Path

import pytest
from evidence_samples import MESSAGE, contents, keep

from mail_agent.cli import evidence
from mail_agent.config import minimal
from mail_agent.errors import EvidenceError, Exit
from mail_agent.evidence.verify import verify


def command(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    evidence.register(parser.add_subparsers())
    args = parser.parse_args(["evidence", "verify", *arguments])
    return int(args.run(args))


def test_a_clean_folder_gives_a_count_its_head_and_success(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keep(tmp_path, [MESSAGE, b"two"])
    before = contents(tmp_path)
    assert command(str(tmp_path)) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first == "verified 2 items, 6 journal entries, no problems"
    assert verify(tmp_path).head in second
    assert contents(tmp_path) == before


def test_each_problem_is_a_line_and_the_exit_code_says_evidence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (item,) = keep(tmp_path, [MESSAGE])
    (tmp_path / item.folder / "message.eml").unlink()
    (tmp_path / item.folder / "a\nb\x1b[2J\udcff").write_bytes(b"")
    assert command(str(tmp_path)) == Exit.EVIDENCE == 7
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 3
    assert lines[0].startswith(f"{item.folder}/a\\nb\\x1b[2J\\udcff: ")
    assert lines[0].endswith("[unexpected]")
    assert lines[1] == f"{item.folder}/message.eml: the file is missing [missing-file]"
    assert lines[2] == "verified 1 item, 3 journal entries, 2 problems"


def test_json_holds_the_whole_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (item,) = keep(tmp_path, [MESSAGE])
    (tmp_path / item.folder / "record.json").unlink()
    assert command("--json", str(tmp_path)) == Exit.EVIDENCE
    report = json.loads(capsys.readouterr().out)
    assert (report["items"], report["entries"], report["notes"]) == (1, 3, [])
    assert report["head"] == verify(tmp_path).head
    path = f"{item.folder}/record.json"
    assert report["problems"] == [{"path": path, "code": "missing-file", "detail": "the file is missing"}]


def test_without_a_folder_the_configured_one_is_verified(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keep(tmp_path / "kept", [MESSAGE])
    settings = tmp_path / "seawall.toml"
    settings.write_text(f'evidence = "{tmp_path / "kept"}"\n{minimal()}', encoding="utf-8")
    assert command("--config", str(settings)) == 0
    assert "verified 1 item," in capsys.readouterr().out


def test_a_folder_without_evidence_is_an_error_that_says_so(tmp_path: Path) -> None:
    with pytest.raises(EvidenceError, match="no evidence folder") as caught:
        command(str(tmp_path))
    assert caught.value.code == Exit.EVIDENCE


def test_naming_the_command_loads_nothing_heavy() -> None:
    script = (
        "import argparse, sys, mail_agent.cli.evidence as e;"
        "e.register(argparse.ArgumentParser().add_subparsers());"
        "sys.exit(any(n.startswith(('mail_agent.evidence', 'sklearn', 'numpy', 'imapclient')) for n in sys.modules))"
    )
    root = Path(evidence.__file__).parents[2]
    assert subprocess.run([sys.executable, "-c", script], cwd=root, check=False).returncode == 0
