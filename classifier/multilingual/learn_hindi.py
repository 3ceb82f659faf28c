"""Learning Hindi's words, and calibrating them on authors who were left out; run time never needs this."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from classifier.calibrate import platt
from classifier.dataset import Sample
from classifier.labels import LABELS, Label
from classifier.linear.model import packed
from classifier.multilingual.hindi import SLOTS, features, rarities

TEACH: Final = frozenset({"hi", "mixed"})
"""Languages of the samples that are learnt from; `mixed` is often Hindi with English."""

_STRENGTH: Final = 4.0
_FEW: Final = 5
"""Examples of a label below which it is not learnt."""

_SHARE: Final = 0.05
"""An author of fewer of the texts is not left out in turn, which would take long and tell little."""


def learn_hindi(samples: Sequence[Sample]) -> tuple[dict[str, NDArray[Any]], float | None]:
    """Return the arrays of hindi.npz, and the ROC-AUC of `abuse` on Hindi of authors left out (None if too few)."""
    chosen = [sample for sample in samples if sample.language in TEACH]
    texts = [sample.whole for sample in chosen]
    rarity = rarities(texts).astype(np.float16).astype(np.float32)
    rows = _rows(texts, rarity)
    truth = np.asarray([[sample.labels.get(label, np.nan) for label in LABELS] for sample in chosen], float)
    truth = truth.reshape(-1, len(LABELS))
    weights, bias = np.zeros((SLOTS, len(LABELS)), np.float32), np.full(len(LABELS), -5.0, np.float32)
    measured = None
    for place, label in enumerate(LABELS):
        if np.nansum(truth[:, place]) < _FEW:
            continue
        unseen = _unseen(chosen, rows, truth[:, place])
        told = ~np.isnan(unseen)
        if not told.any():
            continue
        slope, offset = platt(unseen[told], truth[told, place])
        known = np.flatnonzero(~np.isnan(truth[:, place]))
        model = LogisticRegression(C=_STRENGTH, max_iter=100).fit(rows[known], truth[known, place])
        weights[:, place] = slope * model.coef_[0]
        bias[place] = slope * model.intercept_[0] + offset
        if label is Label.ABUSE:
            measured = _rank(chosen, unseen, truth[:, place])
    return {**packed(weights), "bias": bias, "rarity": rarity.astype(np.float16)}, measured


def _rows(texts: Sequence[str], rarity: NDArray[np.float32]) -> sp.csr_matrix:
    lists = [features(text, rarity) for text in texts]
    ends = np.cumsum([0, *(len(slots) for slots, _ in lists)])
    none = (np.zeros(0, np.int64), np.zeros(0, np.float32))
    slots, values = (np.concatenate(part) for part in zip(none, *lists, strict=True))
    return sp.csr_matrix((values, slots, ends), shape=(len(texts), SLOTS))


def _unseen(samples: Sequence[Sample], rows: sp.csr_matrix, truth: NDArray[Any]) -> NDArray[Any]:
    """Return the logit of each text from a model that saw nothing of its author, NaN where there is none."""
    logits = np.full(len(samples), np.nan)
    texts = Counter(str(sample.author) for sample in samples)
    for author in sorted(author for author, count in texts.items() if count >= len(samples) * _SHARE):
        groups = {sample.group for sample in samples if sample.author == author}
        told = ~np.isnan(truth)
        own = np.asarray([sample.author == author for sample in samples]) & told
        others = np.asarray([s.author != author and s.group not in groups for s in samples]) & told
        if len(np.unique(truth[others])) == 2 and own.any():
            model = LogisticRegression(C=_STRENGTH, max_iter=100).fit(rows[others], truth[others])
            logits[own] = model.decision_function(rows[own])
    return logits


def _rank(samples: Sequence[Sample], logits: NDArray[Any], truth: NDArray[Any]) -> float | None:
    chosen = np.asarray([sample.language == "hi" for sample in samples]) & ~np.isnan(logits)
    if len(np.unique(truth[chosen])) < 2:
        return None
    return round(float(roc_auc_score(truth[chosen], logits[chosen])), 3)
