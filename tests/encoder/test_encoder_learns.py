# ruff: noqa: E402  (what follows needs what may not be installed)
import json
import subprocess
import sys
import zlib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

for needed in ("torch", "transformers", "onnx"):
    pytest.importorskip(needed, reason=f"{needed} is not installed (extra train)")

import torch
from encoder_support import invented, sample, tiny_base

from classifier.artifact import ArtifactError, array_octets, json_octets, read_artifact, write_artifact
from classifier.encoder import load_encoder
from classifier.encoder.data import Mix
from classifier.encoder.export import apart, by_torch, onnx_fp32, onnx_int8
from classifier.encoder.model import KIND, Body
from classifier.encoder.network import from_base, from_state, table_of
from classifier.encoder.shrink import smaller
from classifier.encoder.table import packed, unpacked
from classifier.encoder.tokens import encoded, tokenizer
from classifier.encoder.train import OtherRunError, Settings, fine_tune, weights_of
from classifier.labels import LABELS, Label
from classifier.linear.model import COLUMNS

SETTINGS = Settings(epochs=4, batch=8, rate=3e-3, longest=16, every=7, threads=1, mix=Mix(2, 1.0, 1.0))


@pytest.fixture(scope="module")
def base(tmp_path_factory) -> Path:
    return tiny_base(tmp_path_factory.mktemp("base"))


@pytest.fixture(scope="module")
def trained(base, tmp_path_factory):
    """The checkpoint of a short run, and its losses."""
    losses: list[float] = []
    folder = tmp_path_factory.mktemp("run")
    checkpoint = fine_tune(invented(), base, folder, SETTINGS, lambda step, steps, loss: losses.append(loss))
    return checkpoint, losses


@pytest.fixture(scope="module")
def files(base, trained) -> dict[str, bytes]:
    network = from_state(base, weights_of(trained[0]))
    rows, step = packed(table_of(network))
    join = {"both": 1.0, "personal": 1.0, "offset": 0.0, "sharpness": 1.0, "centre": 0.0}
    config = {"kind": KIND, "columns": list(COLUMNS), "join": join, "longest": 16}
    return {
        "config.json": json_octets(config),
        "rows.z": rows,
        "step.npz": array_octets({"step": step}),
        "layers.z": zlib.compress(onnx_fp32(network)),
        "tokenizer.json": (base / "tokenizer.json").read_bytes(),
        "calibration.json": json_octets({"platt": {str(label): [1.0, 0.0] for label in LABELS}}),
        "thresholds.json": json_octets([]),
    }


@pytest.fixture(scope="module")
def model_folder(files, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("artifact") / "model"
    write_artifact(folder, files)
    return folder


def test_the_loss_falls(trained) -> None:
    losses = trained[1]
    assert np.mean(losses[-10:]) < 0.5 * np.mean(losses[:10])


def test_a_run_that_was_stopped_goes_on_to_the_same_weights(base, trained, tmp_path) -> None:
    seen: list[int] = []
    for stop in (5, 12, None):
        checkpoint = fine_tune(
            invented(), base, tmp_path, SETTINGS, lambda step, steps, loss: seen.append(step), stop=stop
        )
    assert seen == list(range(1, len(trained[1]) + 1))
    whole, parts = weights_of(trained[0]), weights_of(checkpoint)
    assert all(torch.equal(whole[name], parts[name]) for name in whole)


def test_a_checkpoint_of_another_run_is_refused(base, tmp_path) -> None:
    fine_tune(invented(), base, tmp_path, SETTINGS, stop=1)
    with pytest.raises(OtherRunError, match="other texts or settings"):
        fine_tune(invented(), base, tmp_path, replace(SETTINGS, rate=1e-3), stop=2)
    with pytest.raises(OtherRunError):
        fine_tune(invented()[1:], base, tmp_path, SETTINGS, stop=2)


def test_an_output_of_which_nothing_is_known_stays_as_it_was(base, trained) -> None:
    before, after = from_base(base, SETTINGS.seed).heads, weights_of(trained[0])
    unknown, known = COLUMNS.index("obscene"), COLUMNS.index("threat")
    assert torch.equal(after["heads.weight"][unknown], before.weight[unknown])
    assert torch.equal(after["heads.bias"][unknown], before.bias[unknown])
    assert not torch.equal(after["heads.weight"][known], before.weight[known])


def test_the_worst_piece_of_a_long_text_is_what_is_learnt(base, tmp_path) -> None:
    """The first piece is the same in both classes, so a run that read only that could learn nothing."""
    calm = "thank you for dinner we bring soup friday see you at the game tonight"
    samples = [
        sample(
            n,
            f"{calm} {'i will break your door' if n % 2 else 'meeting notes attached sorry'}",
            {Label.THREAT: n % 2 == 1},
        )
        for n in range(64)
    ]
    losses: list[float] = []
    fine_tune(samples, base, tmp_path, SETTINGS, lambda step, steps, loss: losses.append(loss))
    assert np.mean(losses[-5:]) < 0.3 * np.mean(losses[:5])


def test_the_exported_network_says_what_torch_says(base, trained) -> None:
    network = from_state(base, weights_of(trained[0]))
    rows = [[2, *range(4, 4 + count), 3] for count in (1, 3, 8, 13)]
    said = by_torch(network, rows)
    full = onnx_fp32(network)
    table = table_of(network)
    for octets, most in ((full, 1e-4), (onnx_int8(full), 0.5)):
        body = Body(table, np.ones(len(table)), octets)
        one_by_one = [body.run(np.asarray([row]), np.ones((1, len(row)), np.int64)) for row in rows]
        assert apart(said, np.concatenate(one_by_one))["most"] < most


def test_embeddings_are_kept_within_four_percent() -> None:
    rows = np.random.default_rng(1).standard_normal((50, 32)).astype(np.float32)
    rows[7] = 0
    octets, step = packed(rows)
    found = unpacked(octets, step) * step.astype(np.float32)[:, None]
    assert np.abs(found - rows).std() < 0.05 * rows.std()
    assert len(octets) < 0.75 * rows.size
    with pytest.raises(ValueError, match="rows"):
        unpacked(octets, step[:-1])


def test_a_smaller_tokenizer_cuts_what_it_lacks_into_letters_and_keeps_the_rest(base) -> None:
    description = (base / "tokenizer.json").read_bytes()
    value = json.loads(description)
    value["model"]["vocab"] |= {letter: 100 + n for n, letter in enumerate("dinerog")}
    value["model"]["vocab"] |= {f"##{letter}": 200 + n for n, letter in enumerate("dinerog")}
    whole = tokenizer(json.dumps(value).encode())
    soup, dinner = (whole.token_to_id(word) for word in ("soup", "dinner"))
    fewer, kept = smaller(json.dumps(value).encode(), {soup})
    words = tokenizer(fewer)
    assert words.token_to_id("dinner") is None
    assert kept[words.token_to_id("soup")] == soup
    cut = encoded(words, ["dinner"])[0]
    assert [whole.id_to_token(int(kept[one])) for one in cut] == ["d", "##i", "##n", "##n", "##e", "##r"]
    assert dinner not in kept


def test_scores_do_not_depend_on_the_texts_beside(model_folder) -> None:
    model = load_encoder(read_artifact(model_folder))
    texts = ["i will find you", "see you at the game tonight " * 9, "", "soup"]
    together = model.logits(texts)
    alone = np.concatenate([model.logits([text]) for text in texts])
    assert np.allclose(together, alone, atol=1e-4)


def test_one_bad_sentence_in_a_long_mail_is_found(model_folder) -> None:
    model = load_encoder(read_artifact(model_folder))
    calm = "thank you for dinner we bring soup friday see you at the game tonight " * 4
    bad = "i will find you and break your door i will find you and break your door "
    clean, hidden = model.score([calm + calm, calm + bad + calm])
    assert hidden["threat"] > 0.5 > clean["threat"]


def test_scores_are_a_probability_for_every_label(model_folder) -> None:
    model = load_encoder(read_artifact(model_folder))
    (found,) = model.score(["i will find you"])
    assert set(found) == set(Label)
    assert all(0 <= value <= 1 for value in found.values())
    assert found.model_id == model.model_id == read_artifact(model_folder).model_id
    assert model.score([]) == []


def test_the_model_runs_without_torch(model_folder) -> None:
    """A fresh interpreter in which torch, transformers and pandas cannot be imported judges the same."""
    code = (
        "import sys\n"
        "for name in ('torch', 'transformers', 'pandas', 'onnx'): sys.modules[name] = None\n"
        "from pathlib import Path\n"
        "from classifier.artifact import read_artifact\n"
        "from classifier.encoder import load_encoder\n"
        "print(load_encoder(read_artifact(Path(sys.argv[1]))).score(['i will find you'])[0]['threat'])\n"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", code, str(model_folder)], cwd=root, capture_output=True, text=True, check=True
    )
    model = load_encoder(read_artifact(model_folder))
    assert float(done.stdout) == pytest.approx(model.score(["i will find you"])[0]["threat"], abs=1e-5)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("layers.z", b"no network"),
        ("layers.z", zlib.compress(b"no network")),
        ("rows.z", b""),
        ("tokenizer.json", b"{}"),
        ("config.json", json_octets({"kind": "other"})),
        ("calibration.json", json_octets({"platt": {}})),
    ],
)
def test_a_folder_that_is_no_encoder_is_refused(files, tmp_path, name, content) -> None:
    write_artifact(tmp_path / "model", {**files, name: content})
    with pytest.raises(ArtifactError):
        load_encoder(read_artifact(tmp_path / "model"))
