"""From three stages to a cascade's folder: how they are joined, when the first settles, thresholds, measurements."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from classifier.artifact import json_octets, read_artifact, write_artifact
from classifier.calibrate import thresholds
from classifier.card import cascade_card
from classifier.cascade.english import plainly_english
from classifier.cascade.model import KIND, STAGES, Cascade, Rules, load_cascade
from classifier.dataset import Sample
from classifier.encoder import load_encoder
from classifier.evaluate import evaluate
from classifier.labels import LABELS
from classifier.linear import load_linear
from classifier.multilingual.learn import join
from classifier.recipes.parts import Parts, is_mail, personal
from classifier.report import PROMISE
from classifier.score import Band
from classifier.train import PERSONAL

Progress = Callable[[str], None]
Array = NDArray[np.float32]

LOSS: Final = 0.001
"""Share of the abusive messages that all stages notice which the first may settle wrongly."""


def make(out: Path, parts: Parts, progress: Progress = lambda _: None) -> Cascade:
    """Join the stages that lie beside `out` under the names STAGES, write the cascade to `out` and return it.

    Raises:
        ArtifactError: a stage is missing or damaged.
        ValueError: there are too few ordinary messages for the promise that is the default; nothing is written.
    """
    folder = out.parent
    rules = joined(folder, parts.validation, progress)
    progress("thresholds without the first stage")
    whole, _ = _promising(folder, rules, parts)
    progress("when the words settle it")
    rules = replace(rules, floor=floor(whole, parts.validation))
    progress("thresholds")
    model, files = _promising(folder, rules, parts)
    progress("measuring")
    metrics = {**evaluate(model, parts), "cascade": compared(whole, model, parts)}
    card = cascade_card(parts, metrics, [read_artifact(folder / name).json("config.json") for name in STAGES])
    write_artifact(out, {**files, "metrics.json": json_octets(metrics), "MODEL_CARD.md": card.encode()})
    return load_cascade(read_artifact(out), folder)


def joined(folder: Path, validation: Sequence[Sample], progress: Progress = lambda _: None) -> Rules:
    """Return how words and transformer are best joined on English samples that neither learnt from; no floor yet."""
    samples = [sample for sample in validation if plainly_english(sample.whole)]
    texts = [sample.whole for sample in samples]
    progress("what the words say")
    words = load_linear(read_artifact(folder / "linear")).logits(texts)
    progress("what the transformer says")
    sentences = load_encoder(read_artifact(folder / "encoder")).logits(texts)
    weights = np.asarray([sample.weight * (PERSONAL if personal(sample) else 1) for sample in samples])
    truth = np.asarray([[one.labels.get(label, np.nan) for label in LABELS] for one in samples], np.float32)
    return Rules(join(sentences, words, truth, weights), 0.0)


def floor(model: Cascade, samples: Sequence[Sample]) -> float:
    """Return the highest floor at which no more than LOSS of what `model` rightly notices would be settled as clear."""
    point = model.thresholds.at(PROMISE)
    texts = _abusive(samples)
    noticed = [
        text
        for text, scores in zip(texts, model.score(texts), strict=True)
        if scores.judged_by == "encoder" and point.band(scores) is not Band.CLEAR
    ]
    tops = np.sort(model.first.probabilities(noticed).max(axis=1))
    return round(float(tops[int(LOSS * len(tops))]) * 0.999, 6) if len(tops) else 0.0


def compared(whole: Cascade, model: Cascade, parts: Parts) -> dict[str, Any]:
    """Return what is lost against running the transformer on everything, and how much the first stage settles."""
    texts = _abusive(parts.test)
    ordinary = [sample.whole for sample in parts.ordinary if is_mail(sample)]
    point = model.thresholds.at(PROMISE)
    found: dict[str, Any] = {"floor": model.floor, "abusive": len(texts)}
    for name, one in (("all", whole), ("cascade", model)):
        bands = [point.band(scores) for scores in one.score(texts)]
        found[name] = {
            "flagged": sum(band is Band.FLAG for band in bands),
            "noticed": sum(band is not Band.CLEAR for band in bands),
        }
    settled = sum(scores.judged_by == "words" for scores in model.score(ordinary))
    return {**found, "ordinary_mails": len(ordinary), "ordinary_settled_by_words": settled}


def _abusive(samples: Sequence[Sample]) -> list[str]:
    """Return the personal messages of `samples` that carry any label."""
    return [s.whole for s in samples if any(s.labels.get(label) for label in LABELS) and personal(s)]


def _promising(folder: Path, rules: Rules, parts: Parts) -> tuple[Cascade, dict[str, bytes]]:
    """Return a cascade with `rules` and thresholds set on ordinary messages, and its files."""
    stages = {name: read_artifact(folder / name).model_id for name in STAGES}
    config = {"kind": KIND, "stages": stages, "join": rules.join.lists(), "floor": rules.floor}
    files = {"config.json": json_octets(config), "thresholds.json": json_octets([])}
    found = _read(files, folder).probabilities([sample.whole for sample in parts.ordinary])
    points = thresholds(found, np.asarray([is_mail(sample) for sample in parts.ordinary]))
    files["thresholds.json"] = json_octets(points)
    return _read(files, folder), files


def _read(files: Mapping[str, bytes], folder: Path) -> Cascade:
    with TemporaryDirectory() as draft:
        write_artifact(Path(draft) / "model", files)
        return load_cascade(read_artifact(Path(draft) / "model"), folder)
