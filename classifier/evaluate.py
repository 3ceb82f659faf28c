"""What a model finds and what it wrongly flags, as numbers in JSON and as a table."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score, roc_auc_score, roc_curve

from classifier.calibrate import expected_calibration_error, interval
from classifier.dataset import Sample
from classifier.labels import LABELS, Label
from classifier.linear import Linear

FEWEST = 10
"""A label with fewer positive or negative texts is not measured."""


def evaluate(model: Linear, test: Sequence[Sample], ordinary: Sequence[Sample], false_alarms: float) -> dict[str, Any]:
    """Return every measurement.

    Args:
        model: what is measured.
        test: labelled samples, none of which the model has seen.
        ordinary: everyday messages, none of which the thresholds were set on.
        false_alarms: the operating point, as a share of ordinary messages.
    """
    found = model.probabilities([sample.whole for sample in test])
    point = model.thresholds.at(false_alarms)
    flag = np.asarray([point.flag[label] for label in LABELS])
    flagged = (found >= flag).any(axis=1)
    return {
        "labels": {str(label): _label(test, found[:, place], label) for place, label in enumerate(LABELS)},
        "sources": _by(test, found[:, -1], [sample.source for sample in test]),
        "functions": _found_by_function(test, flagged),
        "ordinary": false_alarm_table(model, ordinary, false_alarms),
    }


def measured(probabilities: NDArray[Any], truth: NDArray[Any]) -> dict[str, float]:
    """Return PR-AUC, ROC-AUC, recall at 1 % and 0.1 % false positives, and expected calibration error."""
    false, true, _ = roc_curve(truth, probabilities)
    return {
        "texts": len(truth),
        "positive": int(truth.sum()),
        "pr_auc": round(float(average_precision_score(truth, probabilities)), 4),
        "roc_auc": round(float(roc_auc_score(truth, probabilities)), 4),
        "recall_at_1_percent": round(float(true[false <= 0.01].max()), 4),
        "recall_at_0.1_percent": round(float(true[false <= 0.001].max()), 4),
        "ece": round(expected_calibration_error(probabilities, truth), 4),
    }


def false_alarm_table(model: Linear, ordinary: Sequence[Sample], false_alarms: float) -> dict[str, Any]:
    """Return, for each source, how many everyday messages are flagged, with the 95 % interval of the share."""
    point = model.thresholds.at(false_alarms)
    flag, review = (np.asarray([band[label] for label in LABELS]) for band in (point.flag, point.review))
    groups: dict[str, list[str]] = defaultdict(list)
    for sample in ordinary:
        groups[sample.source].append(sample.whole)
    table = {}
    for source, texts in groups.items():
        found = model.probabilities(texts)
        events = int((found >= flag).any(axis=1).sum())
        table[source] = {
            "messages": len(texts),
            "flagged": events,
            "in_review_band_or_above": int((found >= review).any(axis=1).sum()),
            "share_95_percent": [round(bound, 6) for bound in interval(events, len(texts))],
        }
    return table


def _label(test: Sequence[Sample], probabilities: NDArray[Any], label: Label) -> dict[str, float] | None:
    truth = np.asarray([float(sample.labels.get(label, np.nan)) for sample in test])
    rows = np.flatnonzero(~np.isnan(truth))
    positive = int(truth[rows].sum())
    if min(positive, len(rows) - positive) < FEWEST:
        return None
    return measured(probabilities[rows], truth[rows])


def _by(test: Sequence[Sample], probabilities: NDArray[Any], names: Sequence[str]) -> dict[str, Any]:
    return {
        name: _label([test[i] for i in rows], probabilities[rows], Label.ABUSE)
        for name, rows in _rows(names).items()
    }


def _found_by_function(test: Sequence[Sample], flagged: NDArray[np.bool_]) -> dict[str, Any]:
    own = [i for i, sample in enumerate(test) if sample.function and sample.author]
    rows = _rows([str(test[i].function) for i in own])
    return {
        name: {"messages": len(places), "flagged": int(sum(flagged[own[i]] for i in places))}
        for name, places in sorted(rows.items())
    }


def _rows(names: Sequence[str]) -> Mapping[str, list[int]]:
    rows: dict[str, list[int]] = defaultdict(list)
    for place, name in enumerate(names):
        rows[name].append(place)
    return rows
