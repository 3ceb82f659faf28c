"""`python -m classifier.corpus` prints a report that names each violation and shows no message."""

import json
from pathlib import Path

import pytest
from corpus_support import PLAIN, changed, write

from classifier.corpus.__main__ import main


@pytest.fixture
def run(tmp_path: Path, capsys, monkeypatch):
    monkeypatch.delenv("SEAWALL_DATASETS", raising=False)

    def command(lines, *options: str) -> tuple[int, str]:
        folder = write(tmp_path / "corpus", lines)
        status = main(["--folder", str(folder), "--second-reader", str(tmp_path / "second.tsv"), *options])
        return status, capsys.readouterr().out

    return command


def test_a_live_domain_is_named_and_the_command_fails(copy, run):
    status, said = run([*copy, changed(PLAIN, text="pay at www.evil-bea.net")])
    assert status == 1
    assert "VIOLATION: z.jsonl, line 1: www.evil-bea.net may belong to somebody" in said
    assert said.endswith("1 violations\n")


def test_a_planted_duplicate_is_named_in_the_report_and_in_json(copy, run):
    planted = [*copy, changed(copy[0], id="z-1", group="z-g1", author="z")]
    status, said = run(planted)
    assert status == 1
    assert f"nearly the same in several groups: {copy[0].id}, z-1" in said
    status, said = run(planted, "--json")
    assert status == 1
    assert json.loads(said)["duplicates"]["across"] == [[copy[0].id, "z-1"]]


def test_no_text_of_a_message_is_written(copy, run):
    for options in ((), ("--json",)):
        _, said = run(copy, *options)
        assert not [message.id for message in copy if len(message.text) > 25 and message.text[:25] in said]


def test_a_corpus_that_cannot_be_read_is_told_apart_from_a_violation(tmp_path: Path, capsys):
    (tmp_path / "z.jsonl").write_text("{")
    assert main(["--folder", str(tmp_path)]) == 2
    assert "line 1: not JSON" in capsys.readouterr().err
