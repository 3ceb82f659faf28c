"""Samples in, a model's folder out: weights, calibration, thresholds, measurements and a model card."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from classifier.artifact import array_octets, json_octets, read_artifact, write_artifact
from classifier.calibrate import platt, thresholds
from classifier.card import model_card
from classifier.dataset import Sample
from classifier.evaluate import evaluate
from classifier.labels import LABELS, Label
from classifier.linear import Linear, load_linear
from classifier.linear.features import BITS, PIECES
from classifier.linear.fit import FITS, fit
from classifier.linear.model import COLUMNS, KIND, Join, Weights, packed, unpacked
from classifier.recipes.parts import Parts, is_mail, personal
from classifier.score import Thresholds
from classifier.text import WINDOW

Progress = Callable[[str], None]

STEPS: Final = 50
"""About how often `progress` is called."""

JOIN: Final = Join(both=1.0, personal=2.0, offset=0.0, sharpness=1.0, centre=0.0)
PERSONAL: Final = 10.0
"""How much more a personal message counts than another text in calibration."""


class Ranking(Protocol):
    """What calibration needs of a model: logits before calibration."""

    def logits(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one row per text and one column per label of LABELS."""
        ...


def train(parts: Parts, out: Path, progress: Progress = lambda _: None) -> Linear:
    """Make a model from `parts`, write it to the folder `out` and return it.

    The same parts give the same model. What metrics.json says was measured on `parts.test`, `parts.measure`
    and, with thresholds set on the other half, on each half of the ordinary messages.

    Raises:
        ValueError: there are too few ordinary messages for the promise that is the default; nothing is written.
    """
    return finished(fit(parts.train, progress), parts, out, progress)


def finished(weights: Weights, parts: Parts, out: Path, progress: Progress = lambda _: None) -> Linear:
    """Calibrate, set thresholds, measure and write a model whose weights are learnt; return it."""
    shipped = packed(weights.features)
    weights = replace(weights, features=unpacked(**shipped))
    progress("calibration")
    scales = calibrated(unfinished(weights), parts.validation)
    progress("thresholds")
    scaled = unfinished(weights, scales)
    ordinary = scaled.probabilities([sample.whole for sample in parts.ordinary])
    points = thresholds(ordinary, np.asarray([is_mail(sample) for sample in parts.ordinary]))
    files = {
        "config.json": json_octets(_config()),
        "weights.npz": array_octets({**shipped, **_rest(weights)}),
        "calibration.json": json_octets({"method": "platt", "platt": {str(k): v for k, v in scales.items()}}),
        "thresholds.json": json_octets(points),
    }
    progress("measuring")
    with TemporaryDirectory() as draft:
        write_artifact(Path(draft) / "model", files)
        metrics = evaluate(load_linear(read_artifact(Path(draft) / "model")), parts)
    card = model_card(parts, metrics, _config())
    write_artifact(out, {**files, "metrics.json": json_octets(metrics), "MODEL_CARD.md": card.encode()})
    return load_linear(read_artifact(out))


def calibrated(raw: Ranking, samples: Sequence[Sample]) -> dict[Label, tuple[float, float]]:
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


def unfinished(weights: Weights, scales: Mapping[Label, tuple[float, float]] | None = None) -> Linear:
    """Return a scorer over `weights` that promises nothing yet, not calibrated unless `scales` are given."""
    return Linear(weights, JOIN, scales or dict.fromkeys(LABELS, (1.0, 0.0)), Thresholds(()), "")


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


def _rest(weights: Weights) -> dict[str, Any]:
    return {
        "bias": weights.bias,
        "idf": weights.idf.astype(np.float16),
    }
