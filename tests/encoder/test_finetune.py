# ruff: noqa: E402  (what follows needs what may not be installed)
import json
from pathlib import Path

import pytest

for needed in ("torch", "transformers", "onnx"):
    pytest.importorskip(needed, reason=f"{needed} is not installed (extra train)")

from encoder_support import invented, sample, tiny_base

import classifier.finetune as made_by
from classifier.artifact import read_artifact
from classifier.dataset import NO_ABUSE, Register
from classifier.encoder import load_encoder
from classifier.encoder.data import Mix
from classifier.encoder.train import Settings
from classifier.recipes.parts import Parts

SETTINGS = Settings(epochs=4, batch=8, rate=3e-3, longest=16, threads=1, mix=Mix(2, 1.0, 1.0))


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A model made from invented texts as the real one is made, and where it lies."""
    folder = tmp_path_factory.mktemp("made")
    everyday = [
        sample(n, f"see you at the game tonight {n}", NO_ABUSE, Register.ORDINARY, source=source)
        for source, count in (("nus_sms", 3000), ("enron_ham", 3000))
        for n in range(count)
    ]
    train = tuple(invented())
    parts = Parts(train, train, train, (), tuple(everyday))
    base = tiny_base(folder / "base")
    made_by.finetune(parts, base, folder / "encoder", SETTINGS)
    return folder, parts, base


def test_the_model_knows_what_it_learnt_from_everyday_texts(made) -> None:
    folder, parts, _ = made
    model = load_encoder(read_artifact(folder / "encoder"))
    (threat,) = model.score(["i will find you and break your door"])
    everyday = model.score([one.whole for one in parts.ordinary[:200]])
    assert threat["threat"] > 0.9
    assert max(scores["threat"] for scores in everyday) < 0.1


def test_what_was_measured_is_written_with_it(made) -> None:
    metrics = json.loads((made[0] / "encoder" / "metrics.json").read_text())
    assert metrics["export"]["fp32"]["most"] < 1e-3
    assert 0 < metrics["export"]["int8"]["mean"] < 0.2


def test_a_finished_run_is_not_learnt_again(made) -> None:
    folder, parts, base = made
    before = read_artifact(folder / "encoder").files["layers.z"]
    steps: list[int] = []
    made_by.finetune(parts, base, folder / "encoder", SETTINGS, lambda step, of, loss: steps.append(step))
    assert steps == []
    assert read_artifact(folder / "encoder").files["layers.z"] == before


def test_a_base_that_is_none_is_said(made, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="tokenizer"):
        made_by.finetune(made[1], tmp_path, tmp_path / "encoder", SETTINGS)
