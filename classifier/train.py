"""Samples in, a model's folder out: weights, calibration, thresholds, measurements and a model card."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import numpy as np

from classifier.artifact import array_octets, json_octets, read_artifact, write_artifact
from classifier.calibrate import platt, thresholds
from classifier.dataset import Sample
from classifier.evaluate import evaluate
from classifier.labels import LABELS, Label
from classifier.linear import Linear, load_linear
from classifier.linear.features import BITS, PIECES
from classifier.linear.fit import FITS, fit
from classifier.linear.model import COLUMNS, KIND, Join, Weights
from classifier.recipes.parts import Parts, is_mail, personal
from classifier.score import Thresholds
from classifier.text import WINDOW

Progress = Callable[[str], None]

JOIN: Final = Join(both=1.0, personal=1.0, offset=0.0, sharpness=1.0, centre=-1.5)
PERSONAL: Final = 10.0
"""How much more a personal message counts than another text in calibration."""


def train(parts: Parts, out: Path, progress: Progress = lambda _: None) -> Linear:
    """Make a model from `parts`, write it to the folder `out` and return it.

    The same parts give the same model. Thresholds are set on every second ordinary message; the measurements
    in metrics.json are made on the others and on `parts.test`.
    """
    return finished(fit(parts.train, progress), parts, out, progress)


def finished(weights: Weights, parts: Parts, out: Path, progress: Progress = lambda _: None) -> Linear:
    """Calibrate, set thresholds, measure and write a model whose weights are learnt; return it."""
    progress("calibration")
    scales = calibrated(_unfinished(weights, dict.fromkeys(LABELS, (1.0, 0.0))), parts.validation)
    scaled = _unfinished(weights, scales)
    progress("thresholds")
    setting = parts.ordinary[::2]
    found = scaled.probabilities([sample.whole for sample in setting])
    points = thresholds(found, np.asarray([is_mail(sample) for sample in setting]))
    files = {
        "config.json": json_octets(_config()),
        "weights.npz": array_octets(_arrays(weights)),
        "calibration.json": json_octets({"method": "platt", "platt": {str(k): v for k, v in scales.items()}}),
        "thresholds.json": json_octets(points),
    }
    write_artifact(out, files)
    progress("measuring")
    model = load_linear(read_artifact(out))
    metrics = evaluate(model, (*parts.test, *parts.measure), parts.ordinary[1::2], 1 / 2000)
    write_artifact(out, {**files, "metrics.json": json_octets(metrics)})
    return load_linear(read_artifact(out))


def calibrated(raw: Linear, samples: Sequence[Sample]) -> dict[Label, tuple[float, float]]:
    """Return Platt's (a, b) for each label from samples that `raw` was not trained on.

    A label that none of them carries gets a probability near zero.
    """
    logits = raw.logits([sample.whole for sample in samples])
    weight = np.asarray([sample.weight * (PERSONAL if personal(sample) else 1) for sample in samples])
    scales = {}
    for place, label in enumerate(LABELS):
        truth = np.asarray([float(sample.labels.get(label, np.nan)) for sample in samples])
        rows = np.flatnonzero(~np.isnan(truth))
        scales[label] = platt(logits[rows, place], truth[rows], weight[rows])
    return scales


def _unfinished(weights: Weights, scales: Mapping[Label, tuple[float, float]]) -> Linear:
    return Linear(weights, JOIN, scales, Thresholds(()), "")


def _config() -> dict[str, Any]:
    return {
        "kind": KIND,
        "columns": list(COLUMNS),
        "join": asdict(JOIN),
        "bits": BITS,
        "pieces": list(PIECES),
        "window": WINDOW,
        "fits": [asdict(how) for how in FITS],
    }


def _arrays(weights: Weights) -> dict[str, Any]:
    return {
        "features": weights.features.astype(np.float16),
        "bias": weights.bias,
        "idf": weights.idf.astype(np.float16),
    }
