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
        tables = ["--second-reader", str(tmp_path / "second.tsv"), "--splits", str(tmp_path / "splits.tsv")]
        status = main(["--folder", str(folder), *tables, *(options or ["--freeze"])])
        return status, capsys.readouterr().out

    return command


def test_a_live_domain_is_named_and_the_command_fails(copy, run):
    status, said = run([*copy, changed(PLAIN, text="pay at www.evil-bea.net")])
    assert status == 1
    assert "VIOLATION: zz.jsonl, line 1: www.evil-bea.net may belong to somebody" in said
    assert said.endswith("1 violations\n")


def test_a_planted_duplicate_is_named_in_the_report_and_in_json(copy, run):
    planted = [*copy, changed(copy[0], id="zz-1", group="zz-g1", author="zz")]
    status, said = run(planted)
    assert status == 1
    assert f"nearly the same in several groups: {copy[0].id}, zz-1" in said
    status, said = run(planted, "--json")
    assert status == 1
    assert json.loads(said)["duplicates"]["across"] == [[copy[0].id, "zz-1"]]


def test_a_group_that_changed_sides_or_was_never_frozen_is_named(tmp_path: Path, copy, run):
    run(copy)
    table = tmp_path / "splits.tsv"
    head, first, second, *rest = table.read_text().splitlines()
    group, part = first.split("\t")
    other = "test" if part == "train" else "train"
    table.write_text("\n".join([head, f"{group}\t{other}", *rest]) + "\n")
    status, said = run(copy, "--json")
    assert status == 1
    moved, fresh = json.loads(said)["splits"]["violations"]
    assert moved == f"1 groups changed sides: {group}"
    assert second.split("\t")[0] in fresh


def test_no_text_of_a_message_is_written(copy, run):
    for options in ((), ("--json",)):
        _, said = run(copy, *options)
        assert not [message.id for message in copy if len(message.text) > 25 and message.text[:25] in said]


def test_a_corpus_that_cannot_be_read_is_told_apart_from_a_violation(tmp_path: Path, capsys):
    (tmp_path / "zz.jsonl").write_text("{")
    assert main(["--folder", str(tmp_path)]) == 2
    assert "line 1: not JSON" in capsys.readouterr().err
