"""Samples as columns of targets and as batches, drawn so that neither world of texts is forgotten (pure).

Public comments and personal messages disagree about what is abuse, so there are the same three opinions on it as
in the linear model, `abuse` from everything, `public`, `personal`, and a `gate`, each a column of its own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from classifier.dataset import CLOSEST, CLOSEST_WEIGHT, Register, Sample
from classifier.labels import LABELS, Label
from classifier.linear.model import COLUMNS

RARE: Final = frozenset(LABELS) - {Label.ABUSE, Label.INSULT, Label.OBSCENE}
"""Labels that few public texts carry; those which do are drawn more often."""

LONG: Final = 128
"""Tokens that each text of a full batch may have."""

_POOL: Final = 50
"""Batches whose texts are sorted by length together, so that little is padded and order is still by chance."""


@dataclass(frozen=True, slots=True)
class Mix:
    """How many texts one epoch draws.

    Attributes:
        personal: how often each personal message is read.
        public: public texts, as a share of all of them.
        ordinary: everyday texts, as a share of all of them.
        closest: how much likelier a text of one of the CLOSEST sets is drawn than another public text.
        rare: how much likelier one that carries a RARE label is.
    """

    personal: int = 4
    public: float = 0.3
    ordinary: float = 0.12
    closest: float = CLOSEST_WEIGHT
    rare: float = 3.0


def targets(samples: Sequence[Sample]) -> NDArray[np.float32]:
    """Return one row per sample and one column for each of COLUMNS: 1, 0, or NaN where nobody knows.

    What public texts teach about abuse is not told to the personal column, nor the reverse; everyday texts are
    told to both, and to the gate neither register.
    """
    found = np.full((len(samples), len(COLUMNS)), np.nan, np.float32)
    for place, label in enumerate(LABELS):
        found[:, place] = [float(sample.labels.get(label, np.nan)) for sample in samples]
    abuse = found[:, COLUMNS.index(str(Label.ABUSE))]
    registers = np.asarray([str(sample.register) for sample in samples])
    for column, other in (("public", Register.PERSONAL), ("personal", Register.PUBLIC)):
        found[:, COLUMNS.index(column)] = np.where(registers == other, np.nan, abuse)
    gate = {Register.PUBLIC: 0.0, Register.PERSONAL: 1.0}
    found[:, COLUMNS.index("gate")] = [gate.get(sample.register, np.nan) for sample in samples]
    return found


def importance(known: NDArray[np.float32], weights: NDArray[Any], threat: float = 2.0) -> NDArray[np.float32]:
    """Return how much each target counts in the loss; 0 where nobody knows.

    Args:
        known: what `targets` returned.
        weights: of the samples.
        threat: how much more the column of threats counts than another.
    """
    columns = np.ones(len(COLUMNS), np.float32)
    columns[COLUMNS.index(str(Label.THREAT))] = threat
    return np.asarray(np.where(np.isnan(known), 0, np.asarray(weights)[:, None] * columns), np.float32)


def rarity(known: NDArray[np.float32], most: float = 5.0) -> NDArray[np.float32]:
    """Return how much a positive target of each column counts: the root of negatives over positives, 1 to `most`."""
    positive, negative = (known == 1).sum(axis=0), (known == 0).sum(axis=0)
    return np.asarray(np.clip(np.sqrt(negative / np.maximum(positive, 1)), 1, most), np.float32)


def drawn(samples: Sequence[Sample], mix: Mix, epoch: int, seed: int = 0) -> NDArray[np.int64]:
    """Return the places of the samples that one epoch reads, in no useful order; the same for the same arguments."""
    chance = np.random.default_rng([seed, epoch])
    registers = np.asarray([str(sample.register) for sample in samples])
    personal = np.flatnonzero(registers == Register.PERSONAL)
    found = [np.repeat(personal, mix.personal)]
    for register, share in ((Register.PUBLIC, mix.public), (Register.ORDINARY, mix.ordinary)):
        places = np.flatnonzero(registers == register)
        count = round(share * len(places))
        if count:
            likely = np.asarray([_likelihood(samples[place], mix) for place in places.tolist()])
            found.append(chance.choice(places, count, replace=False, p=likely / likely.sum()))
    return np.concatenate(found)


def batches(
    places: NDArray[np.int64], lengths: NDArray[np.int64], size: int, epoch: int, seed: int = 0
) -> Iterator[NDArray[np.int64]]:
    """Yield `places` in batches of texts of like length, by chance in order; the same for the same arguments.

    Args:
        places: of the samples to read, any of them several times.
        lengths: of every sample, in tokens.
        size: texts in a batch; there are fewer where they would have more than `size` * LONG tokens, or none is left.
        epoch: each has its own order.
        seed: likewise.
    """
    chance = np.random.default_rng([seed, epoch, 1])
    shuffled = chance.permutation(places)
    cut: list[NDArray[np.int64]] = []
    for start in range(0, len(shuffled), size * _POOL):
        pool = shuffled[start : start + size * _POOL]
        cut += _cut(pool[np.argsort(lengths[pool], kind="stable")], lengths, size)
    for place in chance.permutation(len(cut)):
        yield cut[place]


def plan(
    samples: Sequence[Sample], lengths: NDArray[np.int64], mix: Mix, epochs: int, size: int, seed: int = 0
) -> list[NDArray[np.int64]]:
    """Return every batch of a whole run in order; a run that goes on at step n reads the n-th of them next."""
    return [
        batch
        for epoch in range(epochs)
        for batch in batches(drawn(samples, mix, epoch, seed), lengths, size, epoch, seed)
    ]


def fingerprint(samples: Sequence[Sample], settings: object) -> str:
    """Return `sha256:<hex>` of what decides a run: settings, and each sample's id, text and labels."""
    digest = sha256(repr(settings).encode())
    for sample in samples:
        digest.update(
            repr((sample.id, sample.whole, sorted(sample.labels.items()))).encode("utf-8", "surrogatepass")
        )
    return f"sha256:{digest.hexdigest()}"


def padded(rows: Sequence[Sequence[int]], padding: int = 0) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return rows of token ids as one array, and a mask of what is no padding."""
    widest = max(map(len, rows))
    ids = np.full((len(rows), widest), padding, np.int64)
    mask = np.zeros_like(ids)
    for place, row in enumerate(rows):
        ids[place, : len(row)] = row
        mask[place, : len(row)] = 1
    return ids, mask


def _cut(places: NDArray[np.int64], lengths: NDArray[np.int64], size: int) -> Iterator[NDArray[np.int64]]:
    """Yield `places`, which are in order of length, in batches."""
    start = 0
    while start < len(places):
        end = min(start + size, len(places))
        while end > start + 1 and (end - start) * int(lengths[places[end - 1]]) > size * LONG:
            end -= 1
        yield places[start:end]
        start = end


def _likelihood(sample: Sample, mix: Mix) -> float:
    likely = sample.weight * (mix.closest if sample.source in CLOSEST else 1.0)
    carries = any(sample.labels.get(label) for label in RARE)
    return likely * (mix.rare if carries else 1.0)
