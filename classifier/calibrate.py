"""Logits to probabilities, and thresholds that keep a promise about ordinary mail.

Platt scaling (Platt 1999) with his smoothed targets; intervals after Clopper and Pearson 1934; expected
calibration error after Naeini and others 2015, over ten bins of equal width.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.stats import beta

from classifier.labels import LABELS, Label

PROMISES: Final = (1 / 500, 1 / 1000, 1 / 2000, 1 / 5000, 1 / 10000)
"""Shares of ordinary messages that may be flagged, for which thresholds are measured."""

REVIEW_SHARE: Final = 10
"""The review band may hold this many times as many ordinary messages as are flagged, at most 1 in 100."""

OTHERS: Final = 12
"""The other labels' thresholds are each met by a twelfth of the ordinary messages that may be flagged.

Chosen on our own validation messages: at equal shares a tenth fewer of them are found.
"""

LEAST: Final = 0.5
"""No label but `abuse` flags below this probability, however rare it is in ordinary mail."""

Array = NDArray[np.floating[Any]]


def platt(logits: Array, truth: Array, weights: Array | None = None) -> tuple[float, float]:
    """Return (a, b) such that sigmoid(a * logit + b) is the probability; a is never negative."""
    weights = np.ones(len(truth)) if weights is None else np.asarray(weights, float)
    positive, negative = float(weights[truth == 1].sum()), float(weights[truth == 0].sum())
    target = np.where(truth == 1, (positive + 1) / (positive + 2), 1 / (negative + 2))
    logits = np.asarray(logits, float)

    def loss(ab: Array) -> tuple[float, Array]:
        margin = ab[0] * logits + ab[1]
        error = weights * (1 / (1 + np.exp(-np.clip(margin, -500, 500))) - target)
        value = float(np.sum(weights * (np.logaddexp(0, margin) - target * margin)))
        return value, np.asarray([error @ logits, error.sum()])

    start = np.asarray([1.0, np.log((positive + 1) / (negative + 1))])
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=[(1e-3, None), (None, None)])
    return float(found.x[0]), float(found.x[1])


def expected_calibration_error(probabilities: Array, truth: Array, bins: int = 10) -> float:
    """Return the mean distance between probability and frequency over `bins` bins, weighted by their size."""
    place = np.minimum((np.asarray(probabilities) * bins).astype(int), bins - 1)
    sizes = np.bincount(place, minlength=bins)
    said = np.bincount(place, probabilities, minlength=bins)
    seen = np.bincount(place, truth, minlength=bins)
    return float(np.abs(said - seen).sum() / max(int(sizes.sum()), 1))


def interval(events: int, trials: int, confidence: float = 0.95) -> tuple[float, float]:
    """Return the exact (Clopper and Pearson) two-sided interval of a share."""
    tail = (1 - confidence) / 2
    low = 0.0 if events == 0 else float(beta.ppf(tail, events, trials - events + 1))
    high = 1.0 if events == trials else float(beta.ppf(1 - tail, events + 1, trials - events))
    return low, high


def upper_bound(events: int, trials: int, confidence: float = 0.95) -> float:
    """Return the exact one-sided upper bound of a share: it is higher with probability 1 - `confidence`."""
    return 1.0 if events >= trials else float(beta.ppf(confidence, events + 1, trials - events))


def allowed_events(trials: int, share: float, confidence: float = 0.95) -> int:
    """Return the most events in `trials` whose upper bound is at most `share`; -1 if even none is too many."""
    events = -1
    while events + 1 < trials and upper_bound(events + 1, trials, confidence) <= share:
        events += 1
    return events


def thresholds(ordinary: Array, mails: NDArray[np.bool_]) -> list[dict[str, Any]]:
    """Return the operating points that can be promised, as data: `false_alarms`, `flag` and `review` by label.

    A message is flagged if any label reaches its threshold. A promise is kept if the 95 % upper bound of the
    share flagged among all ordinary messages is at most what was promised, and the share among mails alone is
    not above it. What cannot be shown with so few messages is left out.

    Args:
        ordinary: probabilities of messages known to be ordinary, not trained on; one column per label.
        mails: which of them are mails rather than short messages.
    """
    points = []
    for promise in PROMISES:
        flag = _thresholds(ordinary, mails, promise)
        if flag is None:
            continue
        review = _thresholds(ordinary, mails, min(promise * REVIEW_SHARE, 0.01)) or flag
        points.append(
            {
                "false_alarms": promise,
                "flag": {str(label): flag[label] for label in LABELS},
                "review": {str(label): min(review[label], flag[label]) for label in LABELS},
            }
        )
    return points


def _thresholds(ordinary: Array, mails: NDArray[np.bool_], share: float) -> Mapping[Label, float] | None:
    """Return levels of which `abuse` has the lowest that keeps the promise, the others a fixed small part of it."""
    everything = allowed_events(len(ordinary), share)
    among_mails = int(share * mails.sum())
    if everything < 0:
        return None
    abuse = np.asarray([label is Label.ABUSE for label in LABELS])
    descending = -np.sort(-ordinary, axis=0)
    for others in range(everything // OTHERS, -1, -1):
        for rank in range(everything, -1, -1):
            levels = np.where(abuse, descending[rank], np.maximum(descending[others], LEAST))
            levels = np.nextafter(levels, 2)
            flagged = (ordinary >= levels).any(axis=1)
            if flagged.sum() <= everything and flagged[mails].sum() <= among_mails:
                return dict(zip(LABELS, map(float, levels), strict=True))
    levels = _above(descending[0])
    return dict(zip(LABELS, map(float, np.where(abuse, levels, np.maximum(levels, LEAST))), strict=True))


def _above(highest: Sequence[float] | Array) -> Array:
    """Return levels a tenth of the way from the highest ordinary probability to 1."""
    top = np.asarray(highest, float)
    return np.asarray(top + (1 - top) / 10)
