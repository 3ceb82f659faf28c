import json
import sys
from pathlib import Path

import pytest

from mail_agent.cli import main, parser
from mail_agent.cli.train import written_to
from mail_agent.errors import Exit


def test_evaluate_shows_and_writes_what_was_measured_when_the_model_was_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["evaluate", "--json", str(tmp_path / "numbers.json")]) == Exit.OK
    printed = capsys.readouterr().out
    numbers = json.loads((tmp_path / "numbers.json").read_text())
    assert str(numbers["labels"]["abuse"]["roc_auc"]) in printed
    assert f"of {numbers['ordinary']['enron_ham']['messages']}" in printed


def test_evaluate_of_a_folder_without_a_model_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["evaluate", "--model", str(tmp_path)]) == Exit.MODEL
    assert "manifest.json" in capsys.readouterr().err


def test_train_without_the_public_sets_says_what_is_needed_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["train", "--datasets", str(tmp_path / "none"), "--out", str(tmp_path / "out")]) == Exit.USAGE
    assert "none" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_train_writes_the_shipped_models_folder_unless_told_otherwise() -> None:
    assert written_to(parser().parse_args(["train"])) == Path("models/linear")
    assert written_to(parser().parse_args(["train", "--encoder"])) == Path("models/encoder")
    assert written_to(parser().parse_args(["train", "--encoder", "base", "--out", "x"])) == Path("x")


def test_train_of_the_encoder_without_torch_says_what_to_install(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    monkeypatch.delitem(sys.modules, "classifier.finetune", raising=False)
    for name in [name for name in sys.modules if name.startswith("classifier.encoder.")]:
        monkeypatch.delitem(sys.modules, name)
    assert main(["train", "--encoder", "--out", str(tmp_path / "out")]) == Exit.USAGE
    assert "seawall[train]" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
